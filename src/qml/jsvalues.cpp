// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "qml/jsvalues_p.h"

#include <QtCore/qdatetime.h>
#include <QtQml/qjsvalueiterator.h>

using namespace Qt::StringLiterals;

namespace QtDynamoDBPrivate {

namespace {

constexpr int maxDepth = 64; // twice what the service takes; cycles end here

class JsReader
{
public:
    QVariant read(const QJSValue &value, const QString &path, int depth = 0);
    [[nodiscard]] QDynamoDBError error() const { return m_error; }

private:
    QVariant readObject(const QJSValue &value, const QString &path, int depth);
    QVariantList readArray(const QJSValue &value, const QString &path, int depth);
    QVariantMap readMembers(const QJSValue &value, const QString &path, int depth);
    QVariant fail(const QString &path, QLatin1StringView problem);

    QDynamoDBError m_error;
};

QVariant JsReader::fail(const QString &path, QLatin1StringView problem)
{
    if (!m_error.isError()) {
        m_error = QDynamoDBError(QDynamoDBError::Code::InvalidParameterValue,
                                 (path.isEmpty() ? u"The value"_s : path) + u' ' + problem);
    }
    return {};
}

QVariant JsReader::read(const QJSValue &value, const QString &path, int depth)
{
    if (value.isUndefined())
        return {};
    if (value.isNull())
        return QVariant::fromValue(nullptr);
    if (value.isBool())
        return value.toBool();
    if (value.isNumber())
        return value.toNumber();
    if (value.isString())
        return value.toString();
    if (value.isDate())
        return value.toDateTime();
    if (depth == maxDepth)
        return fail(path, "is nested too deeply, or contains itself"_L1);
    if (value.isArray())
        return readArray(value, path, depth);
    return readObject(value, path, depth);
}

QVariantList JsReader::readArray(const QJSValue &value, const QString &path, int depth)
{
    const quint32 length = value.property(u"length"_s).toUInt();
    QVariantList list;
    list.reserve(length);
    for (quint32 i = 0; i < length && !m_error.isError(); ++i) {
        const QJSValue element = value.property(i);
        const QString here = path + u'[' + QString::number(i) + u']';
        if (element.isUndefined())
            fail(here, "is undefined, and a list has no gaps"_L1);
        list += read(element, here, depth + 1);
    }
    return list;
}

QVariantMap JsReader::readMembers(const QJSValue &value, const QString &path, int depth)
{
    QVariantMap map;
    QJSValueIterator it(value);
    while (it.hasNext() && !m_error.isError()) {
        it.next();
        if (it.value().isUndefined())
            continue;
        const QString here = path.isEmpty() ? it.name() : path + u'.' + it.name();
        map.insert(it.name(), read(it.value(), here, depth + 1));
    }
    return map;
}

QVariant JsReader::readObject(const QJSValue &value, const QString &path, int depth)
{
    if (value.isQObject())
        return fail(path, "is a QObject, which has no counterpart in DynamoDB"_L1);
    if (value.isCallable())
        return fail(path, "is a function, which has no counterpart in DynamoDB"_L1);

    // ArrayBuffer, and what the helpers of the DynamoDB singleton made.
    QVariant known = value.toVariant(QJSValue::RetainJSObjects);
    if (known.metaType() != QMetaType::fromType<QJSValue>())
        return known;

    const QString name = value.property(u"constructor"_s).property(u"name"_s).toString();
    if (name == "Set"_L1)
        return fail(path, "is a Set: use DynamoDB.stringSet(), numberSet() or binarySet()"_L1);
    if (name == "Map"_L1 || name == "Promise"_L1 || name == "RegExp"_L1 || name == "WeakMap"_L1) {
        return fail(path,
                    "has no counterpart in DynamoDB; use strings, numbers, booleans, null, "
                    "arrays, plain objects, dates or array buffers"_L1);
    }
    // The typed arrays and DataView show a part of a buffer.
    const QVariant buffer = value.property(u"buffer"_s).toVariant();
    if (buffer.typeId() == QMetaType::QByteArray && value.hasProperty(u"byteLength"_s)) {
        return buffer.toByteArray().mid(value.property(u"byteOffset"_s).toInt(),
                                        value.property(u"byteLength"_s).toInt());
    }
    return readMembers(value, path, depth);
}

} // namespace

QDynamoDBExpected<QVariant> fromJs(const QJSValue &value)
{
    JsReader reader;
    QVariant variant = reader.read(value, {});
    if (reader.error().isError())
        return reader.error();
    return variant;
}

QJSValue toJs(QJSEngine &engine, const QVariantMap &map)
{
    return engine.toScriptValue(map);
}

QVariantMap toVariantMap(const QDynamoDBItem &item)
{
    return item.toVariantMap();
}

QVariantList toVariantList(const QList<QDynamoDBError::CancellationReason> &reasons)
{
    QVariantList list;
    for (const auto &reason : reasons) {
        QVariantMap map { { u"code"_s, int(reason.code) },
                          { u"type"_s, reason.type },
                          { u"message"_s, reason.message } };
        if (!reason.item.isNull())
            map.insert(u"item"_s, reason.item.toVariantMap());
        list += map;
    }
    return list;
}

QVariantList toVariantList(const QList<QDynamoDBError::ThrottlingReason> &reasons)
{
    QVariantList list;
    for (const auto &[reason, resource] : reasons)
        list += QVariantMap { { u"reason"_s, reason }, { u"resource"_s, resource } };
    return list;
}

QJSValue toJs(QJSEngine &engine, const QDynamoDBError &error)
{
    QJSValue object = engine.newErrorObject(QJSValue::GenericError, error.message());
    object.setProperty(u"code"_s, int(error.code()));
    object.setProperty(u"type"_s, error.type());
    object.setProperty(u"operation"_s, error.operation());
    object.setProperty(u"tableName"_s, error.tableName());
    object.setProperty(u"httpStatus"_s, error.httpStatus());
    object.setProperty(u"requestId"_s, error.requestId());
    object.setProperty(u"attempts"_s, error.attempts());
    object.setProperty(u"retryable"_s, error.isRetryable());
    object.setProperty(u"throttling"_s, error.isThrottling());
    object.setProperty(u"cancellationReasons"_s,
                       engine.toScriptValue(toVariantList(error.cancellationReasons())));
    object.setProperty(u"throttlingReasons"_s,
                       engine.toScriptValue(toVariantList(error.throttlingReasons())));
    if (!error.item().isNull())
        object.setProperty(u"item"_s, engine.toScriptValue(error.item().toVariantMap()));
    return object;
}

} // namespace QtDynamoDBPrivate
