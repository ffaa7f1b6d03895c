// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "mapping/table/updatetask_p.h"

#include "api/generated/operations_p.h"

using namespace QDynamoDB;

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
    const auto request = m_make(stored, &whole);
    if (!request) {
        fail(request.error());
        return;
    }
    m_whole = whole;
    call(Operations::updateItem, &*request, m_options,
         [this](const QDynamoDBError &error, void *result) {
             if (error.isError()) {
                 failed(error);
                 return;
             }
             promise().move(&static_cast<UpdateItemResult *>(result)->attributes);
             finish();
         });
}

void UpdateTask::failed(const QDynamoDBError &error)
{
    constexpr int mostRequests = 10; // other clients may add and remove the maps again and again
    if (error.code() != QDynamoDBError::Code::ConditionalCheckFailed || m_requests == mostRequests) {
        fail(error);
        return;
    }
    const QDynamoDBItem stored = error.item();
    QStringList whole;
    const auto request = m_make(&stored, &whole);
    if (!request || whole == m_whole) // another condition failed
        fail(error);
    else
        send(&stored);
}

} // namespace QtDynamoDBPrivate
