// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "client/clienttask_p.h"
#include "paging/pagedcall_p.h"
#include "paging/pageprogress_p.h"

#include <QtDynamoDB/qdynamodbapi.h>
#include <QtDynamoDB/qdynamodbapi_streams.h>
#include <QtDynamoDB/qdynamodbclient.h>
#include <QtDynamoDB/qdynamodbpager.h>
#include <QtDynamoDB/qdynamodbstreamsclient.h>

#include <QtCore/qmutex.h>

using namespace QDynamoDB;
using namespace Qt::StringLiterals;
using Code = QDynamoDBError::Code;

namespace QtDynamoDBPrivate {

// How far a pager is, shared with what is under way. Only the holder of the current ticket moves
// it: a page that was cancelled may still come in, and then counts for nothing.
class Pages
{
public:
    using Ticket = quint64;

    Pages(QDynamoDBAbstractClient *pagesClient, const QDynamoDBCallOptions &callOptions)
        : client(pagesClient)
        , options(callOptions)
        , maxEmptyPages(QDynamoDBAbstractClientPrivate::get(pagesClient)->settings()->maxEmptyPages)
    {
    }

    // No ticket (0), while the one before is neither given back nor cancelled.
    [[nodiscard]] QDynamoDBExpected<Ticket> begin(const QFuture<void> &future)
    {
        const QMutexLocker locker(&m_mutex);
        if (m_busy && !m_underWay.isCanceled()) {
            return QDynamoDBError(Code::Validation,
                                  u"The page before is still under way: wait for its future."_s);
        }
        if (m_progress.isFinished()) {
            return QDynamoDBError(Code::Validation,
                                  u"There is no further page: ask hasMore() before next()."_s);
        }
        m_busy = true;
        m_underWay = future;
        return ++m_ticket;
    }
    void end(Ticket ticket)
    {
        const QMutexLocker locker(&m_mutex);
        if (ticket == m_ticket)
            m_busy = false;
    }

    [[nodiscard]] PageProgress progress() const
    {
        const QMutexLocker locker(&m_mutex);
        return m_progress;
    }
    void setProgress(Ticket ticket, const PageProgress &progress)
    {
        const QMutexLocker locker(&m_mutex);
        if (ticket == m_ticket)
            m_progress = progress;
    }
    // Whoever sees the result may ask for the next page at once; so the lock is kept meanwhile. A
    // promise that is cancelled takes no result, and the pager stays where it is.
    void keep(Promise &promise, void *page, Ticket ticket, const PageProgress &next)
    {
        const QMutexLocker locker(&m_mutex);
        if (!promise.move(page) || ticket != m_ticket)
            return;
        m_progress = next;
        m_busy = false;
    }
    [[nodiscard]] QDynamoDBError restore(const PageProgress &progress)
    {
        const QMutexLocker locker(&m_mutex);
        if (m_busy && !m_underWay.isCanceled()) {
            return QDynamoDBError(Code::Validation,
                                  u"A checkpoint can't be set while a page is under way."_s);
        }
        m_progress = progress;
        ++m_ticket;
        m_busy = false;
        return {};
    }

    QDynamoDBAbstractClient *const client;
    const QDynamoDBCallOptions options;
    const int maxEmptyPages;

private:
    mutable QMutex m_mutex;
    PageProgress m_progress;
    QFuture<void> m_underWay;
    Ticket m_ticket = 0;
    bool m_busy = false;
};

namespace {

// What has to do with the pages of a request.
class PagesTask : public ClientTask
{
public:
    PagesTask(const std::shared_ptr<Pages> &pages, const Paginator &paginator, const void *request,
              std::unique_ptr<Promise> promise)
        : ClientTask(pages->client, std::move(promise))
        , m_pages(pages)
        , m_paginator(paginator)
        , m_request(paginator.operation->types->copyRequest(request))
    {
    }
    ~PagesTask() override { m_pages->end(m_ticket); }

    void begin()
    {
        const auto ticket = m_pages->begin(future());
        if (!ticket) {
            fail(ticket.error());
            return;
        }
        m_ticket = *ticket;
        m_progress = m_pages->progress();
        run();
    }

protected:
    void step() override
    {
        setPosition(m_paginator, m_request.get(), m_progress.position());
        call(*m_paginator.operation, m_request.get(), m_pages->options,
             [this](QDynamoDBError error, void *page) {
                 PageProgress next = m_progress;
                 if (page)
                     error = next.advance(nextPosition(m_paginator, page), contentOf(page));
                 if (error.isError())
                     fail(error);
                 else
                     arrived(page, next);
             });
    }
    void ending() override { m_pages->end(m_ticket); }
    [[nodiscard]] PageProgress::Content contentOf(const void *page) const
    {
        return { listAccessOf(m_paginator).size(listOf(m_paginator, page)),
                 scannedIn(m_paginator, page), m_pages->maxEmptyPages };
    }
    virtual void arrived(void *page, const PageProgress &next) = 0;

    const std::shared_ptr<Pages> m_pages;
    const Paginator &m_paginator;
    const Object m_request;
    PageProgress m_progress;
    Pages::Ticket m_ticket = 0;
};

class NextPage final : public PagesTask
{
public:
    using PagesTask::PagesTask;

protected:
    void arrived(void *page, const PageProgress &next) override
    {
        m_pages->keep(promise(), page, m_ticket, next);
        finish();
    }
};

class AllElements final : public PagesTask
{
public:
    using PagesTask::PagesTask;

protected:
    void arrived(void *page, const PageProgress &next) override
    {
        const ListAccess &list = listAccessOf(m_paginator);
        void *elements = listOf(m_paginator, page);
        for (qsizetype i = 0; i < list.size(elements); ++i) {
            if (!promise().move(list.mutableAt(elements, i)))
                return; // cancelled in the middle: the page counts as unread
        }
        m_progress = next;
        m_pages->setProgress(m_ticket, next);
        if (next.isFinished())
            finish();
        else if (!waitIfSuspended())
            step();
    }
};

// What the task comes to.
template<typename T, typename Task, typename Request>
QFuture<T> begin(const std::shared_ptr<Pages> &pages, const Request &request)
{
    auto promise = std::make_unique<PromiseOf<T>>();
    QFuture<T> future = promise->future();
    std::make_shared<Task>(pages, paginatorOf(ShapeOf<Request>::shape), &request, std::move(promise))
            ->begin();
    return future;
}

} // namespace

std::shared_ptr<Pages> makePages(QDynamoDBAbstractClient *client,
                                 const QDynamoDBCallOptions &options)
{
    return std::make_shared<Pages>(client, options);
}

bool hasMore(const Pages &pages)
{
    return !pages.progress().isFinished();
}

QJsonObject checkpointOf(const Pages &pages)
{
    return pages.progress().toJson();
}

QDynamoDBError goOnFrom(Pages &pages, const QJsonObject &checkpoint)
{
    const QDynamoDBExpected<PageProgress> progress = PageProgress::fromJson(checkpoint);
    return progress ? pages.restore(*progress) : progress.error();
}

#define Q_DYNAMODB_DEFINE_PAGES(Name) \
    QFuture<Name##Result> nextPage(const std::shared_ptr<Pages> &pages, \
                                   const Name##Request &request) \
    { \
        return begin<Name##Result, NextPage>(pages, request); \
    } \
    QFuture<PagesOf<Name##Request>::Element> allElements(const std::shared_ptr<Pages> &pages, \
                                                         const Name##Request &request) \
    { \
        return begin<PagesOf<Name##Request>::Element, AllElements>(pages, request); \
    }
Q_DYNAMODB_FOR_EACH_PAGINATOR(Q_DYNAMODB_DEFINE_PAGES)
#undef Q_DYNAMODB_DEFINE_PAGES

} // namespace QtDynamoDBPrivate

/*!
    \class QDynamoDBPager
    \inmodule QtDynamoDB
    \brief Calls an operation for one page after the other.

    DynamoDB answers with pages: a query or scan reads a megabyte at the most, and lists have a
    hundred entries or so. The answer says where the next page begins. A pager asks on from there.

    \code
    QDynamoDBPager pages(&client, query);
    while (pages.hasMore())
        show(pages.next().result().items);
    \endcode

    It takes the request of any operation that has pages: ExecuteStatement, ListBackups,
    ListBulkOperations, ListContributorInsights, ListExports, ListGlobalTables, ListImports,
    ListTables, ListTagsOfResource, Query and Scan with a QDynamoDBClient, and ListStreams with a
    QDynamoDBStreamsClient. How much is in a page, the request says (\c limit, \c maxResults or
    \c pageSize). A page of a query or scan with a filter may be empty and yet not be the last.

    A pager may be used from any thread, by one at a time. It must not outlive its client; futures
    may.

    \sa QDynamoDBItemReader, QDynamoDB::queryAll(), QDynamoDB::scanAll()
*/

/*!
    \fn template <typename Request> QDynamoDBPager<Request>::QDynamoDBPager(Client *client, const
   Request &request, const QDynamoDBCallOptions &options)

    Makes a pager that asks \a client for the pages of \a request. The token or start key in the
    request, if any, is that of the first page. The \a options are those of each call.
*/

/*!
    \fn template <typename Request> bool QDynamoDBPager<Request>::hasMore() const

    Returns whether there are pages that have not arrived. True at the beginning.
*/

/*!
    \fn template <typename Request> QFuture<Result> QDynamoDBPager<Request>::next()

    Asks for the next page. If that fails or is cancelled, next() asks for the same page again.

    The future fails with a QDynamoDBException: of code QDynamoDBError::InvalidResponse if the page
    says that the next one begins where an earlier one began, or after more empty pages than the
    client's maxEmptyPages, of code QDynamoDBError::Validation if
    the page before has not arrived yet or hasMore() is \c false, and otherwise as the call itself.
*/

/*!
    \fn template <typename Request> QFuture<Element> QDynamoDBPager<Request>::all()

    Asks for page after page to the end. The future's results are what was in the pages' lists: the
    items of a query, the names of ListTables. They are there as soon as their page has arrived
    (QFutureWatcher::resultReadyAt()).

    A QFuture keeps all its results, so use QDynamoDBItemReader where they may be too many for the
    memory. After QFuture::suspend() no further page is asked for until QFuture::resume();
    QFuture::cancel() aborts. Then, or after an error, next() and all() go on with the first page
    that did not arrive as a whole.
*/

/*!
    \fn template <typename Request> QJsonObject QDynamoDBPager<Request>::checkpoint() const

    Returns where the next page begins, to be saved as JSON and given to setCheckpoint() of another
    pager with the same request. How long the service accepts the tokens of lists and PartiQL
    statements, it does not say; those of Query and Scan are keys, and last.
*/

/*!
    \fn template <typename Request> QDynamoDBError QDynamoDBPager<Request>::setCheckpoint(const
   QJsonObject &checkpoint)

    Goes on from \a checkpoint. Returns an error of code QDynamoDBError::Validation if it is none
    that checkpoint() has made, or if a page is under way; nothing changes then.
*/

/*!
    \relates QDynamoDBPager

    Returns all items of the query \a request, whatever the number of pages, as they arrive from
    \a client. This is QDynamoDBPager::all().
*/
QFuture<QDynamoDBItem> QDynamoDB::queryAll(QDynamoDBClient *client, const QueryRequest &request,
                                           const QDynamoDBCallOptions &options)
{
    return QDynamoDBPager(client, request, options).all();
}

/*!
    \relates QDynamoDBPager

    Returns all items of the scan \a request, whatever the number of pages, as they arrive from
    \a client. This is QDynamoDBPager::all(); for a scan of several segments at a time there is
    QDynamoDBItemReader.
*/
QFuture<QDynamoDBItem> QDynamoDB::scanAll(QDynamoDBClient *client, const ScanRequest &request,
                                          const QDynamoDBCallOptions &options)
{
    return QDynamoDBPager(client, request, options).all();
}
