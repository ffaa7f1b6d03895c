// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "qml/qdynamodbqmlbatchwriter_p.h"
#include "qml/js/jsarguments_p.h"
#include "qml/js/qmltext_p.h"
#include "values/scriptvalue_p.h"

using namespace QtDynamoDBPrivate;
using namespace Qt::StringLiterals;

/*!
    \qmltype DynamoDBBatchWriter
    \inqmlmodule QtDynamoDB
    \instantiates QDynamoDBBatchWriter
    \brief Writes any number of items in batches, as they are fed.

    DynamoDBClient::batchWriter() creates a writer. See QDynamoDBBatchWriter.

    \qml
    const writer = db.batchWriter({ maxInFlight: 4 })
    for (const thread of threads)
        writer.put("Thread", thread)
    writer.flush().then(summary => console.log(summary.writtenCount))
    \endqml

    A writer is deleted when no JavaScript variable or property refers to it; pending writes then become
    unwritten. Keep it until the Promise of flush() is settled.

    \since 0.1
    \sa DynamoDBClient::batchWrite()
*/

/*!
    \qmlmethod enumeration DynamoDBBatchWriter::put(string tableName, object item)

    Puts \a item into the table \a tableName. Returns \c DynamoDBBatchWriter.Available, or
    \c DynamoDBBatchWriter.Full if the writer has no room for more writes until the signal \c ready().
    Throws a \c TypeError for an item that DynamoDB can't store.
*/

/*!
    \qmlmethod enumeration DynamoDBBatchWriter::remove(string tableName, object key)

    Deletes the item with \a key from the table \a tableName. Returns and throws like put().
*/

/*!
    \qmlmethod enumeration DynamoDBBatchWriter::room()

    Returns \c DynamoDBBatchWriter.Available or \c DynamoDBBatchWriter.Full.
*/

/*!
    \qmlmethod int DynamoDBBatchWriter::pending()

    Returns the number of writes that are neither done nor unwritten.
*/

/*!
    \qmlmethod Promise DynamoDBBatchWriter::flush()

    Sends all pending writes. The Promise resolves to the summary of the writes since the last flush(),
    like that of DynamoDBClient::batchWrite().
*/

namespace QtDynamoDBPrivate {

QVariantMap scriptSummary(const QDynamoDBBatchWriteSummary &summary)
{
    QVariantList unwritten;
    for (const QDynamoDBUnwrittenItem &item : summary.unwritten) {
        QVariantMap entry { { u"tableName"_s, item.tableName },
                            { u"error"_s, QVariant::fromValue(item.error) } };
        if (item.request.putRequest)
            entry.insert(u"put"_s, scriptMap(item.request.putRequest->item));
        if (item.request.deleteRequest)
            entry.insert(u"remove"_s, scriptMap(item.request.deleteRequest->key));
        unwritten.append(entry);
    }
    return { { u"writtenCount"_s, QVariant::fromValue(summary.writtenCount) },
             { u"complete"_s, summary.isComplete() },
             { u"unwritten"_s, unwritten } };
}

} // namespace QtDynamoDBPrivate

int QDynamoDBQmlBatchWriter::put(const QString &tableName, const QJSValue &item)
{
    JsArguments in(this, u"put"_s);
    const QDynamoDBItem attributes = in.item(item, u"item"_s);
    if (!in.throwIfFailed())
        QDynamoDBBatchWriter::put(tableName, attributes);
    return room();
}

int QDynamoDBQmlBatchWriter::remove(const QString &tableName, const QJSValue &key)
{
    JsArguments in(this, u"remove"_s);
    const QDynamoDBItem attributes = in.item(key, u"key"_s);
    if (!in.throwIfFailed())
        QDynamoDBBatchWriter::remove(tableName, attributes);
    return room();
}

QJSValue QDynamoDBQmlBatchWriter::flush()
{
    return JsPromise::follow(qjsEngine(this), QDynamoDBBatchWriter::flush(),
                             [](const QDynamoDBBatchWriteSummary &summary) {
                                 return QVariant(scriptSummary(summary));
                             });
}
