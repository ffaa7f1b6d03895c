// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "qml/js/jsvalues_p.h"
#include "qml/js/qmltext_p.h"
#include "values/scriptvalue_p.h"

#include <QtCore/qdatetime.h>
#include <QtCore/qjsonarray.h>
#include <QtCore/qregularexpression.h>

using namespace Qt::StringLiterals;

namespace QtDynamoDBPrivate {

namespace {

constexpr int maxDepth = 64; // twice the service's limit; also detects cycles

// A JavaScript function that returns the kind of an object and its content. It does not depend on
// members of the object, which are data of the user and may have names such as "buffer" or
// "constructor".
const auto classifier = uR"((() => {
    const isView = ArrayBuffer.isView;
    const isArray = Array.isArray;
    const keys = Object.keys;
    const toString = Object.prototype.toString;
    const boxes = { Number: Number.prototype.valueOf, String: String.prototype.valueOf,
                    Boolean: Boolean.prototype.valueOf };
    const foreign = ["Set", "Map", "WeakSet", "WeakMap", "Promise", "RegExp", "Symbol", "Error",
                     "SharedArrayBuffer"];
    return object => {
        if (isView(object)) {
            const begin = object.byteOffset;
            return ["primitive", object.buffer.slice(begin, begin + object.byteLength)];
        }
        const tag = toString.call(object).slice(8, -1);
        if (boxes.hasOwnProperty(tag))
            return ["primitive", boxes[tag].call(object)];
        if (foreign.includes(tag))
            return ["foreign", tag];
        if (isArray(object) || tag === "Arguments")
            return ["array", Array.from(object)];
        const names = keys(object);
        return ["object", names, names.map(name => object[name])];
    };
})())"_s;

constexpr auto classifierProperty = "_qtdynamodb_classifier";

class JsReader
{
public:
    enum class Content { Values, Request, Expressions, Expression };

    explicit JsReader(QJSEngine *engine, Content content = Content::Values)
        : m_engine(engine)
        , m_content(content)
    {
    }
    QVariant read(const QJSValue &value, const QString &path, int depth = 0);
    [[nodiscard]] QDynamoDBError error() const { return m_error; }

private:
    QVariant readNumber(double number, const QString &path);
    QVariant readObject(const QJSValue &value, const QString &path, int depth);
    QVariantList readArray(const QJSValue &value, const QString &path, int depth);
    QVariantMap readMembers(const QJSValue &names, const QJSValue &values, const QString &path,
                            int depth);
    [[nodiscard]] QJSValue classify(const QJSValue &value) const;
    QVariant fail(const QString &path, const QString &problem);

    QJSEngine *const m_engine;
    Content m_content;
    QDynamoDBError m_error;
};

// Returns whether the member of a request is an expression. The path is that of its object.
bool isExpression(const QString &path, const QString &name)
{
    if (!name.endsWith("Expression"_L1))
        return false;
    static const QRegularExpression action(u"^transactItems\\[\\d+\\]\\.[a-zA-Z]+$"_s);
    return path.isEmpty() || action.match(path).hasMatch();
}

QVariant JsReader::fail(const QString &path, const QString &problem)
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
        return readNumber(value.toNumber(), path);
    if (value.isString())
        return value.toString();
    if (value.isDate()) {
        const QDateTime date = value.toDateTime();
        return date.isValid() ? date : fail(path, u"is an invalid Date"_s);
    }
    if (!value.isObject())
        return fail(path, u"is a symbol, which has no counterpart in DynamoDB"_s);
    if (depth == maxDepth)
        return fail(path, u"is nested too deeply, or contains itself"_s);
    if (value.isArray())
        return readArray(value, path, depth);
    return readObject(value, path, depth);
}

QVariant JsReader::readNumber(double number, const QString &path)
{
    if (isExactInScripts(number))
        return number;
    return fail(
            path,
            u"is %1, which JavaScript may have rounded: pass integers beyond 9007199254740991 as "
            "DynamoDB.number() with a string of all digits"_s.arg(QString::number(number, 'f', 0)));
}

QVariantList JsReader::readArray(const QJSValue &value, const QString &path, int depth)
{
    const quint32 length = value.property(u"length"_s).toUInt();
    QVariantList list;
    for (quint32 i = 0; i < length && !m_error.isError(); ++i) {
        const QJSValue element = value.property(i);
        const QString here = path + u'[' + QString::number(i) + u']';
        if (element.isUndefined())
            fail(here, u"is undefined; elements of a list have to be defined"_s);
        list += read(element, here, depth + 1);
    }
    return list;
}

QVariantMap JsReader::readMembers(const QJSValue &names, const QJSValue &values,
                                  const QString &path, int depth)
{
    QVariantMap map;
    const quint32 length = names.property(u"length"_s).toUInt();
    for (quint32 i = 0; i < length && !m_error.isError(); ++i) {
        const QString name = names.property(i).toString();
        const QJSValue member = values.property(i);
        const QString here = path.isEmpty() ? name : path + u'.' + name;
        if (member.isUndefined()) {
            if (m_content == Content::Expression)
                fail(here, u"is undefined; a member of an expression must be defined"_s);
            continue;
        }
        const Content outside = m_content;
        if (m_content == Content::Expressions
            || (m_content == Content::Request && isExpression(path, name)))
            m_content = Content::Expression;
        map.insert(name, read(member, here, depth + 1));
        m_content = outside;
    }
    return map;
}

QJSValue JsReader::classify(const QJSValue &value) const
{
    // The engine keeps the function.
    auto function = m_engine->property(classifierProperty).value<QJSValue>();
    if (!function.isCallable()) {
        function = m_engine->evaluate(classifier);
        m_engine->setProperty(classifierProperty, QVariant::fromValue(function));
    }
    return function.call({ value });
}

QVariant JsReader::readObject(const QJSValue &value, const QString &path, int depth)
{
    if (value.isQObject())
        return fail(path, u"is a QObject, which has no counterpart in DynamoDB"_s);
    if (value.isCallable())
        return fail(path, u"is a function, which has no counterpart in DynamoDB"_s);

    // An ArrayBuffer, a value from C++, or a value that the DynamoDB singleton has made.
    QVariant known = value.toVariant(QJSValue::RetainJSObjects);
    if (known.metaType() != QMetaType::fromType<QJSValue>()) {
        if (known.typeId() == QMetaType::QRegularExpression)
            return fail(path, u"is of the type RegExp, which has no counterpart in DynamoDB"_s);
        return known;
    }

    if (!m_engine)
        return fail(path, u"is an object, but the model or client has no JavaScript engine"_s);
    const QJSValue parts = classify(value);
    if (parts.isError()) // thrown by a getter
        return fail(path, u"can't be read: "_s + parts.toString());
    const QString kind = parts.property(0).toString();
    const QJSValue content = parts.property(1);
    if (kind == "object"_L1)
        return readMembers(content, parts.property(2), path, depth);
    if (kind == "array"_L1)
        return readArray(content, path, depth);
    if (kind == "primitive"_L1)
        return read(content, path, depth);
    if (content.toString() == "Set"_L1)
        return fail(path, u"is a Set; use DynamoDB.stringSet(), numberSet() or binarySet()"_s);
    return fail(path,
                u"is of the type %1, which has no counterpart in DynamoDB; use strings, numbers, "
                u"booleans, "
                "null, arrays, plain objects, dates or array buffers"_s.arg(content.toString()));
}

} // namespace

static QDynamoDBExpected<QVariant> readAll(JsReader reader, const QJSValue &value,
                                           const QString &path)
{
    QVariant variant = reader.read(value, path);
    if (reader.error().isError())
        return reader.error();
    return variant;
}

QDynamoDBExpected<QVariant> fromJs(QJSEngine *engine, const QJSValue &value, const QString &path)
{
    return readAll(JsReader(engine), value, path);
}

QDynamoDBExpected<QVariant> requestFromJs(QJSEngine *engine, const QJSValue &value)
{
    return readAll(JsReader(engine, JsReader::Content::Request), value, {});
}

QDynamoDBExpected<QVariant> expressionFromJs(QJSEngine *engine, const QJSValue &value,
                                             const QString &path)
{
    return readAll(JsReader(engine, JsReader::Content::Expression), value, path);
}

QDynamoDBExpected<QVariant> expressionsFromJs(QJSEngine *engine, const QJSValue &value)
{
    return readAll(JsReader(engine, JsReader::Content::Expressions), value, {});
}

static QDynamoDBExpected<QJsonValue> jsonFrom(const QVariant &variant, const QString &path)
{
    switch (variant.typeId()) {
    case QMetaType::Nullptr:
        return QJsonValue();
    case QMetaType::Bool:
    case QMetaType::Int:
    case QMetaType::Double:
    case QMetaType::QString:
        return QJsonValue::fromVariant(variant);
    case QMetaType::QVariantList: {
        QJsonArray array;
        const QVariantList list = variant.toList();
        for (qsizetype i = 0; i < list.size(); ++i) {
            const auto element = jsonFrom(list[i], path % u'[' % QString::number(i) % u']');
            if (!element)
                return element.error();
            array.append(*element);
        }
        return QJsonValue(array);
    }
    case QMetaType::QVariantMap: {
        const auto object = jsonFrom(variant.toMap(), path);
        return object ? QDynamoDBExpected<QJsonValue>(QJsonValue(*object)) : object.error();
    }
    default:
        return QDynamoDBError(
                QDynamoDBError::Code::InvalidParameterValue,
                u"%1 has no form in JSON; write DynamoDB JSON, such as {\"N\": \"5\"}, "
                "with strings, numbers, booleans, null, arrays and objects"_s.arg(path));
    }
}

QDynamoDBExpected<QJsonObject> jsonFrom(const QVariantMap &map, const QString &path)
{
    QJsonObject object;
    for (auto it = map.cbegin(); it != map.cend(); ++it) {
        const auto member = jsonFrom(*it, path % u'.' % it.key());
        if (!member)
            return member.error();
        object.insert(it.key(), *member);
    }
    return object;
}

QVariant scriptItem(const QDynamoDBItem &item)
{
    return item.isNull() ? QVariant::fromValue(nullptr) : QVariant(scriptMap(item));
}

QVariant scriptItems(const QList<QDynamoDBItem> &items)
{
    QVariantList list;
    list.reserve(items.size());
    for (const QDynamoDBItem &item : items)
        list.append(scriptItem(item));
    return list;
}

QVariantList toVariantList(const QList<QDynamoDBError::CancellationReason> &reasons)
{
    QVariantList list;
    for (const auto &reason : reasons) {
        QVariantMap map { { u"code"_s, int(reason.code) },
                          { u"type"_s, reason.type },
                          { u"message"_s, reason.message } };
        if (!reason.item.isNull())
            map.insert(u"item"_s, scriptMap(reason.item));
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
    QJSValue object = engine.newErrorObject(QJSValue::GenericError, qmlText(error));
    object.setProperty(u"code"_s, int(error.code()));
    object.setProperty(u"type"_s, error.type());
    object.setProperty(u"operation"_s, error.operation());
    object.setProperty(u"tableName"_s, error.tableName());
    object.setProperty(u"httpStatus"_s, error.httpStatus());
    object.setProperty(u"requestId"_s, error.requestId());
    object.setProperty(u"attempts"_s, error.attempts());
    object.setProperty(u"retryable"_s, error.isRetryable());
    object.setProperty(u"throttling"_s, error.isThrottling());
    object.setProperty(u"mayHaveSucceeded"_s, error.mayHaveSucceeded());
    object.setProperty(u"cancellationReasons"_s,
                       engine.toScriptValue(toVariantList(error.cancellationReasons())));
    object.setProperty(u"throttlingReasons"_s,
                       engine.toScriptValue(toVariantList(error.throttlingReasons())));
    if (!error.item().isNull())
        object.setProperty(u"item"_s, engine.toScriptValue(scriptMap(error.item())));
    return object;
}

} // namespace QtDynamoDBPrivate
