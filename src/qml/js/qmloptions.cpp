// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "qml/js/qmloptions_p.h"
#include "qml/js/qmlobject_p.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace QtDynamoDBPrivate {

namespace {

void readLevel(QmlObject &object, QDynamoDBCallOptions &options)
{
    using Level = QDynamoDB::ReturnConsumedCapacity;
    const QString name = u"returnConsumedCapacity"_s;
    const QVariant level = object.member(name);
    if (!level.isValid())
        return;
    // Enumerators of QML are numbers.
    const auto given = level.typeId() == QMetaType::QString
            ? QDynamoDBEnum<Level>::fromString(level.toString())
            : QDynamoDBEnum<Level>(Level(level.toInt()));
    if (given.value() == Level::Indexes || given.value() == Level::Total
        || given.value() == Level::None)
        options.returnConsumedCapacity = given;
    else
        object.fail(name,
                    u"must be INDEXES, TOTAL or NONE, or an enumerator of "
                    "DynamoDB.ReturnConsumedCapacity"_s);
}

void readHeaders(QmlObject &object, QDynamoDBCallOptions &options)
{
    const QString name = u"headers"_s;
    const QVariantMap headers = object.object(name);
    for (auto it = headers.cbegin(); it != headers.cend(); ++it) {
        if (it->typeId() == QMetaType::QString)
            options.headers.append({ it.key().toUtf8(), it->toString().toUtf8() });
        else
            object.fail(name, u"must be an object of strings; \"%1\" is none"_s.arg(it.key()));
    }
}

QDynamoDBCallOptions readCallOptions(QmlObject &object)
{
    const QString name = u"callOptions"_s;
    const auto options = callOptionsFrom(object.object(name), object.pathOf(name));
    if (!options)
        object.fail(options.error());
    return options.valueOr({});
}

template<typename Options>
QDynamoDBExpected<Options> finished(QmlObject &object, const Options &options)
{
    if (QDynamoDBError error = object.finish(); error.isError())
        return error;
    return options;
}

} // namespace

QDynamoDBExpected<QDynamoDBCallOptions> callOptionsFrom(const QVariantMap &map, const QString &path)
{
    QDynamoDBCallOptions options;
    if (map.isEmpty())
        return options;
    QmlObject object(map, path);
    object.text(u"correlationId"_s, &options.correlationId);
    object.text(u"traceParent"_s, &options.traceParent);
    object.text(u"traceState"_s, &options.traceState);
    object.optional(u"attemptTimeoutMs"_s, &options.attemptTimeout, &QmlObject::milliseconds);
    object.optional(u"callTimeoutMs"_s, &options.callTimeout, &QmlObject::milliseconds);
    object.optional(u"maxRetries"_s, &options.maxRetries, &QmlObject::count);
    readHeaders(object, options);
    readLevel(object, options);
    object.boolean(u"exactlyOnce"_s, &options.exactlyOnce);
    object.boolean(u"retryConflicts"_s, &options.retryConflicts);
    object.text(u"writeStamp"_s, &options.writeStamp);
    return finished(object, options);
}

QDynamoDBExpected<QDynamoDBBatchOptions> batchOptionsFrom(const QVariantMap &map)
{
    QDynamoDBBatchOptions options;
    QmlObject object(map, u"options"_s);
    object.integer(u"maxInFlight"_s, &options.maxInFlight, 1);
    object.milliseconds(u"timeoutMs"_s, &options.timeout);
    qint64 maxPending = options.maxPending;
    object.integer(u"maxPending"_s, &maxPending, 1);
    options.maxPending = qsizetype(maxPending);
    const QString keys = u"keyAttributes"_s;
    const QVariantMap tables = object.object(keys);
    QmlObject byTable(tables, object.pathOf(keys));
    for (auto it = tables.cbegin(); it != tables.cend(); ++it)
        byTable.strings(it.key(), &options.keyAttributes[it.key()]);
    if (const QDynamoDBError error = byTable.finish(); error.isError())
        object.fail(error);
    options.callOptions = readCallOptions(object);
    return finished(object, options);
}

QDynamoDBExpected<QDynamoDBWaitOptions> waitOptionsFrom(const QVariantMap &map)
{
    QDynamoDBWaitOptions options;
    QmlObject object(map, u"options"_s);
    object.milliseconds(u"timeoutMs"_s, &options.timeout);
    object.milliseconds(u"firstDelayMs"_s, &options.firstDelay);
    options.callOptions = readCallOptions(object);
    return finished(object, options);
}

} // namespace QtDynamoDBPrivate
