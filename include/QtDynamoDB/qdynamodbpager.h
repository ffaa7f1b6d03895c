// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef QDYNAMODBPAGER_H
#define QDYNAMODBPAGER_H

#include <QtDynamoDB/qdynamodbapi_pages.h>
#include <QtDynamoDB/qdynamodbcalloptions.h>
#include <QtDynamoDB/qdynamodberror.h>
#include <QtDynamoDB/qdynamodbitem.h>

#include <QtCore/qjsonobject.h>

class QDynamoDBAbstractClient;

namespace QtDynamoDBPrivate {

// The functions of a pager that do not depend on the operation.
[[nodiscard]] Q_DYNAMODB_EXPORT std::shared_ptr<Pages> makePages(
        QDynamoDBAbstractClient *client, const QDynamoDBCallOptions &options);
[[nodiscard]] Q_DYNAMODB_EXPORT bool hasMore(const Pages &pages);
[[nodiscard]] Q_DYNAMODB_EXPORT QJsonObject checkpointOf(const Pages &pages);
[[nodiscard]] Q_DYNAMODB_EXPORT QDynamoDBError goOnFrom(Pages &pages, const QJsonObject &checkpoint);

} // namespace QtDynamoDBPrivate

// Requests the pages of an operation one after another.
template<typename Request>
class QDynamoDBPager
{
    using Pages = QtDynamoDBPrivate::PagesOf<Request>;

public:
    using Client = typename Pages::Client;
    using Result = typename Pages::Result;
    using Element = typename Pages::Element;

    QDynamoDBPager(Client *client, const Request &request, const QDynamoDBCallOptions &options = {})
        : m_request(request)
        , m_pages(QtDynamoDBPrivate::makePages(client, options))
    {
    }
    QDynamoDBPager(QDynamoDBPager &&other) noexcept = default;
    QDynamoDBPager &operator=(QDynamoDBPager &&other) noexcept = default;
    ~QDynamoDBPager() = default;
    Q_DISABLE_COPY(QDynamoDBPager)

    [[nodiscard]] bool hasMore() const { return QtDynamoDBPrivate::hasMore(*m_pages); }
    // One page.
    [[nodiscard]] QFuture<Result> next() { return QtDynamoDBPrivate::nextPage(m_pages, m_request); }
    // The elements of all remaining pages, as they arrive.
    [[nodiscard]] QFuture<Element> all()
    {
        return QtDynamoDBPrivate::allElements(m_pages, m_request);
    }

    // The position of the next page.
    [[nodiscard]] QJsonObject checkpoint() const
    {
        return QtDynamoDBPrivate::checkpointOf(*m_pages);
    }
    [[nodiscard]] QDynamoDBError setCheckpoint(const QJsonObject &checkpoint)
    {
        return QtDynamoDBPrivate::goOnFrom(*m_pages, checkpoint);
    }

private:
    Request m_request;
    std::shared_ptr<QtDynamoDBPrivate::Pages> m_pages;
};

namespace QDynamoDB {

// All items of all pages, as they arrive.
[[nodiscard]] Q_DYNAMODB_EXPORT QFuture<QDynamoDBItem> queryAll(
        QDynamoDBClient *client, const QueryRequest &request,
        const QDynamoDBCallOptions &options = {});
[[nodiscard]] Q_DYNAMODB_EXPORT QFuture<QDynamoDBItem> scanAll(
        QDynamoDBClient *client, const ScanRequest &request,
        const QDynamoDBCallOptions &options = {});

} // namespace QDynamoDB

#endif
