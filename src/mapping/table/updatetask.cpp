// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "mapping/table/updatetask_p.h"

#include "api/generated/operations_p.h"
#include "values/qdynamodberror_p.h"

using namespace QDynamoDB;
using namespace Qt::StringLiterals;

namespace QtDynamoDBPrivate {

QFuture<QDynamoDBItem> UpdateTask::start(Client *client, const Make &make,
                                         const QDynamoDBCallOptions &options)
{
    auto promise = std::make_unique<PromiseOf<QDynamoDBItem>>();
    const QFuture<QDynamoDBItem> future = promise->future();
    const std::shared_ptr<UpdateTask> task(
            new UpdateTask(client, std::move(promise), make, options));
    task->run();
    return future;
}

void UpdateTask::send(const QDynamoDBItem *stored)
{
    ++m_requests;
    QStringList whole;
    const auto made = m_make(stored, &whole);
    if (!made) {
        giveUp(made.error());
        return;
    }
    UpdateItemRequest request = *made;
    if (m_options.exactlyOnce)
        request.returnValues = {};
    m_whole = whole;
    call(Operations::updateItem, &request, m_options,
         [this, request](const QDynamoDBError &error, void *result) {
             if (error.isError()) {
                 failed(error);
                 return;
             }
             if (m_options.exactlyOnce) {
                 readItem(request.key, request.tableName);
                 return;
             }
             promise().move(&static_cast<UpdateItemResult *>(result)->attributes);
             finish();
         });
}

// Reads what the service would have returned as ALL_NEW.
void UpdateTask::readItem(const QDynamoDBItem &key, const QString &tableName)
{
    GetItemRequest request;
    request.tableName = tableName;
    request.key = key;
    request.consistentRead = true;
    QDynamoDBCallOptions options = m_options;
    options.exactlyOnce = false;
    options.writeStamp.clear();
    call(Operations::getItem, &request, options, [this](QDynamoDBError error, void *result) {
        if (error.isError()) {
            auto &details = QDynamoDBErrorPrivate::get(error);
            details.message.prepend(u"The item was written, but reading it afterwards failed: "_s);
            details.mayHaveSucceeded = true;
            fail(error);
            return;
        }
        promise().move(&static_cast<GetItemResult *>(result)->item);
        finish();
    });
}

void UpdateTask::giveUp(QDynamoDBError error)
{
    if (m_isDoubtful)
        QDynamoDBErrorPrivate::get(error).mayHaveSucceeded = true;
    fail(error);
}

void UpdateTask::failed(const QDynamoDBError &error)
{
    m_isDoubtful = m_isDoubtful || error.mayHaveSucceeded();
    constexpr int mostRequests = 10; // other clients may add and remove the maps again and again
    if (error.code() != QDynamoDBError::Code::ConditionalCheckFailed || m_requests == mostRequests) {
        giveUp(error);
        return;
    }
    const QDynamoDBItem stored = error.item();
    QStringList whole;
    const auto request = m_make(&stored, &whole);
    if (!request || whole == m_whole) // another condition failed
        giveUp(error);
    else
        send(&stored);
}

} // namespace QtDynamoDBPrivate
