// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "api/variant_p.h"
#include "client/clienttask_p.h"
#include "client/futures_p.h"
#include "client/variants/variantexpressions_p.h"
#include "paging/pagedcall_p.h"
#include "paging/pageprogress_p.h"
#include "paging/variantpager_p.h"

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

// The progress of a pager, shared with its tasks. Only the task with the current ticket changes it:
// the page of a cancelled task may still arrive and is ignored. Thread-safe.
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

    // Returns a ticket for a task with this future. Fails while another task has a ticket, unless
    // its future is cancelled.
    [[nodiscard]] QDynamoDBExpected<Ticket> begin(const QFuture<void> &future)
    {
        const QMutexLocker locker(&m_mutex);
        if (m_busy && !m_underWay.isCanceled()) {
            return QDynamoDBError(
                    Code::Validation,
                    u"The previous page has not arrived: wait for its future before next() or all()."_s);
        }
        if (m_progress.isFinished()) {
            return QDynamoDBError(
                    Code::Validation,
                    u"There is no further page: check hasMore() before next() or all()."_s);
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
    // Moves the page into the promise. The lock is held meanwhile, since a thread that sees the
    // result may request the next page at once. If the future is cancelled, the progress does not
    // change.
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
                                  u"A page is in flight: wait for its future, or cancel it, before "
                                  "setCheckpoint()."_s);
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

// A task that requests pages.
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
                return; // cancelled: the page counts as unread
        }
        m_progress = next;
        m_pages->setProgress(m_ticket, next);
        if (next.isFinished())
            finish();
        else if (!waitIfSuspended())
            step();
    }
};

// Starts a task and returns its future.
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

namespace {

// A promise that converts each result, which is moved into it as a struct or element, to T.
template<typename T>
class ConvertingPromise final : public Promise
{
public:
    using Convert = std::function<T(const void *)>;

    explicit ConvertingPromise(Convert convert)
        : Promise(m_interface)
        , m_convert(std::move(convert))
    {
    }

    bool move(void *result) override { return m_interface.reportAndMoveResult(m_convert(result)); }
    void setException(const QException &exception) override
    {
        m_interface.reportException(exception);
    }
    void finish() override { m_interface.reportFinished(); }

private:
    const Convert m_convert;
    QFutureInterface<T> m_interface { QFutureInterfaceBase::Running };
};

template<typename Task, typename T>
QFuture<T> beginConverted(const std::shared_ptr<Pages> &pages, const Paginator &paginator,
                          const Object &request, typename ConvertingPromise<T>::Convert convert)
{
    auto promise = std::make_unique<ConvertingPromise<T>>(std::move(convert));
    QFuture<T> future = promise->template future<T>();
    std::make_shared<Task>(pages, paginator, request.get(), std::move(promise))->begin();
    return future;
}

const Paginator *findPaginator(QDynamoDBAbstractClient *client, const QString &name)
{
    const Operation *operation = findOperation(QDynamoDBAbstractClientPrivate::get(client)->service,
                                               name);
    return operation ? QtDynamoDBPrivate::findPaginator(*operation) : nullptr;
}

} // namespace

VariantPager::VariantPager(QDynamoDBAbstractClient *client, const QString &operation,
                           const QVariantMap &request, const QDynamoDBCallOptions &options)
    : m_paginator(findPaginator(client, operation))
    , m_pages(makePages(client, options))
    , m_request(nullptr, [](void *) {})
{
    if (!m_paginator) {
        m_error = QDynamoDBError(Code::InvalidAction,
                                 u"\"%1\" is not an operation with pages, such as Query, Scan or "
                                 "ListTables."_s.arg(operation));
        return;
    }
    m_request = m_paginator->operation->types->newRequest();
    m_error = requestFromVariant(*m_paginator->operation, request, m_request.get());
}

VariantPager::~VariantPager() = default;

bool VariantPager::hasMore() const
{
    return QtDynamoDBPrivate::hasMore(*m_pages);
}

QFuture<QVariantMap> VariantPager::next()
{
    if (m_error.isError())
        return failedFuture<QVariantMap>(m_error);
    return beginConverted<NextPage, QVariantMap>(m_pages, *m_paginator, m_request,
                                                 [operation = m_paginator->operation](
                                                         const void *page) {
                                                     return resultToVariant(*operation, page);
                                                 });
}

QFuture<QVariant> VariantPager::all()
{
    if (m_error.isError())
        return failedFuture<QVariant>(m_error);
    const TypeInfo *type = &elementTypeOf(*m_paginator);
    return beginConverted<AllElements, QVariant>(m_pages, *m_paginator, m_request,
                                                 [type](const void *element) {
                                                     return scriptElement(*type, element);
                                                 });
}

QJsonObject VariantPager::checkpoint() const
{
    return checkpointOf(*m_pages);
}

QDynamoDBError VariantPager::setCheckpoint(const QJsonObject &checkpoint)
{
    return goOnFrom(*m_pages, checkpoint);
}

} // namespace QtDynamoDBPrivate

/*!
    \class QDynamoDBPager
    \inmodule QtDynamoDB
    \brief Requests the pages of an operation one after another.

    DynamoDB returns results in pages: a page of a query or scan covers at most 1 MB, one of a list
    about a hundred entries. Each result contains the position of the next page. A pager passes it
    on to the next request.

    \code
    QDynamoDBPager pages(&client, query);
    while (pages.hasMore())
        show(pages.next().result().items);
    \endcode

    The request is that of any operation with pages: ExecuteStatement, ListBackups,
    ListBulkOperations, ListContributorInsights, ListExports, ListGlobalTables, ListImports,
    ListTables, ListTagsOfResource, Query or Scan with a QDynamoDBClient, and ListStreams with a
    QDynamoDBStreamsClient. Its member \c limit, \c maxResults or \c pageSize sets the size of a
    page. A page of a query or scan with a filter may be empty without being the last one.

    A pager may be used from any thread, but by one thread at a time. It must not outlive its
    client; its futures may.

    \since 0.1
    \sa QDynamoDBItemReader, QDynamoDB::queryAll(), QDynamoDB::scanAll()
*/

/*!
    \fn template <typename Request> QDynamoDBPager<Request>::QDynamoDBPager(Client *client, const Request &request, const QDynamoDBCallOptions &options)

    Constructs a pager that requests the pages of \a request with \a client, with \a options for
    each call. If the request contains a token or start key, the first page begins there.
*/

/*!
    \fn template <typename Request> bool QDynamoDBPager<Request>::hasMore() const

    Returns whether there are pages that have not arrived. At the beginning it returns \c true.
*/

/*!
    \fn template <typename Request> QFuture<Result> QDynamoDBPager<Request>::next()

    Requests the next page. If this fails or is cancelled, next() requests the same page again.

    The future fails with an error of code
    \list
    \li QDynamoDBError::InvalidResponse if the position of the next page is one of an earlier page,
        or if the number of consecutive empty pages exceeds the client's maxEmptyPages;
    \li QDynamoDBError::Validation if the previous page has not arrived yet or hasMore() is
        \c false;
    \li and otherwise as the call itself.
    \endlist
*/

/*!
    \fn template <typename Request> QFuture<Element> QDynamoDBPager<Request>::all()

    Requests all remaining pages. The results of the future are the elements of the pages' lists,
    such as the items of a query or the names of ListTables. They are available as soon as their
    page has arrived (QFutureWatcher::resultReadyAt()).

    A QFuture keeps all its results. Use QDynamoDBItemReader if they may need too much memory. After
    QFuture::suspend(), no further page is requested until QFuture::resume(); QFuture::cancel()
    aborts. After that, or after an error, next() and all() resume with the first page that has not
    arrived completely.
*/

/*!
    \fn template <typename Request> QJsonObject QDynamoDBPager<Request>::checkpoint() const

    Returns the position of the next page, to be saved as JSON and passed to setCheckpoint() of
    another pager with the same request. The positions of Query and Scan are keys and do not expire.
    For the tokens of lists and PartiQL statements, the service does not document how long they are
    valid.
*/

/*!
    \fn template <typename Request> QDynamoDBError QDynamoDBPager<Request>::setCheckpoint(const QJsonObject &checkpoint)

    Resumes from \a checkpoint. Returns an error of code QDynamoDBError::Validation and changes
    nothing if the value was not returned by checkpoint(), or while a page is requested.
*/

/*!
    \relates QDynamoDBPager

    Returns all items of the query \a request, from all pages, as they arrive. The calls are made
    with \a client and \a options. See QDynamoDBPager::all().

    \since 0.1
*/
QFuture<QDynamoDBItem> QDynamoDB::queryAll(QDynamoDBClient *client, const QueryRequest &request,
                                           const QDynamoDBCallOptions &options)
{
    return QDynamoDBPager(client, request, options).all();
}

/*!
    \relates QDynamoDBPager

    Returns all items of the scan \a request, from all pages, as they arrive. The calls are made
    with \a client and \a options. See QDynamoDBPager::all(). To scan several segments concurrently,
    use QDynamoDBItemReader.

    \since 0.1
*/
QFuture<QDynamoDBItem> QDynamoDB::scanAll(QDynamoDBClient *client, const ScanRequest &request,
                                          const QDynamoDBCallOptions &options)
{
    return QDynamoDBPager(client, request, options).all();
}
