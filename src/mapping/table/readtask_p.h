// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef READTASK_P_H
#define READTASK_P_H

#include "client/clienttask_p.h"
#include "paging/pagedcall_p.h"
#include "paging/pageprogress_p.h"

#include <QtDynamoDB/qdynamodbtable.h>

namespace QtDynamoDBPrivate {

struct ReadBounds
{
    std::optional<qint64> limit; // of the items of the result
    std::optional<qint32> pageSize;
    bool isFiltered = false; // a page may contain fewer items than the service reads for it
    QStringList positionNames; // the attributes of a start key
    bool isVersionRead = true;
};

// A task that reads the pages of a Query or Scan into one result, until it has enough items.
template<typename Request>
class ReadTask final : public ClientTask
{
public:
    [[nodiscard]] static QFuture<ItemTable::Page> start(Client *client, const Request &request,
                                                        const ReadBounds &bounds,
                                                        const QDynamoDBCallOptions &options)
    {
        auto promise = std::make_unique<PromiseOf<ItemTable::Page>>();
        QFuture<ItemTable::Page> future = promise->future();
        std::shared_ptr<ReadTask> task(
                new ReadTask(client, std::move(promise), request, bounds, options));
        task->run();
        return future;
    }

private:
    using Paged = PagedCall<Request>;

    ReadTask(Client *client, std::unique_ptr<Promise> promise, const Request &request,
             const ReadBounds &bounds, const QDynamoDBCallOptions &options)
        : ClientTask(client, std::move(promise))
        , m_request(request)
        , m_bounds(bounds)
        , m_options(options)
        , m_maxEmptyPages(QDynamoDBAbstractClientPrivate::get(client)->settings()->maxEmptyPages)
    {
    }

    void step() override
    {
        setPosition(Paged::paginator(), &m_request, m_progress.position());
        m_request.limit = m_bounds.pageSize;
        if (const qint64 missing = missingCount(); missing >= 0 && !m_bounds.isFiltered) {
            const qint64 most = m_request.limit.value_or(std::numeric_limits<qint32>::max());
            m_request.limit = qint32(qMin(missing, most));
        }
        call(*Paged::paginator().operation, &m_request, m_options,
             [this](const QDynamoDBError &error, void *result) {
                 if (error.isError())
                     fail(error);
                 else
                     arrived(static_cast<typename Paged::Result *>(result));
             });
    }

    // Returns the number of items up to the limit, or -1 without a limit.
    [[nodiscard]] qint64 missingCount() const
    {
        return m_bounds.limit ? *m_bounds.limit - m_page.items.size() : -1;
    }

    void arrived(typename Paged::Result *result)
    {
        const PageProgress::Content content { result->items.size(), result->scannedCount,
                                              m_maxEmptyPages };
        const QDynamoDBError error = m_progress.advance(Paged::next(*result), content);
        if (error.isError()) {
            fail(error);
            return;
        }
        const qint64 missing = missingCount();
        m_page.lastEvaluatedKey = result->lastEvaluatedKey;
        if (missing >= 0 && result->items.size() > missing) {
            result->items.resize(missing);
            m_page.lastEvaluatedKey = positionOf(result->items.constLast());
        }
        m_page.items.append(std::move(result->items));
        if (m_progress.isFinished() || missingCount() == 0) {
            m_page.isVersionRead = m_bounds.isVersionRead;
            promise().move(&m_page);
            finish();
        } else {
            step();
        }
    }

    [[nodiscard]] QDynamoDBItem positionOf(const QDynamoDBItem &item) const
    {
        QDynamoDBItem position;
        for (const QString &name : m_bounds.positionNames)
            position.insert(name, item.value(name));
        return position;
    }

    Request m_request;
    const ReadBounds m_bounds;
    const QDynamoDBCallOptions m_options;
    const int m_maxEmptyPages;
    PageProgress m_progress;
    ItemTable::Page m_page;
};

} // namespace QtDynamoDBPrivate

#endif
