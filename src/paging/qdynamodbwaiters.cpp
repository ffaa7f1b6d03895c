// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "api/operationtypes_p.h"
#include "client/clienttask_p.h"
#include "paging/waiterstate_p.h"
#include "values/qdynamodberror_p.h"

#include <QtDynamoDB/qdynamodbapi.h>
#include <QtDynamoDB/qdynamodbclient.h>
#include <QtDynamoDB/qdynamodbwaiters.h>

#include <algorithm>
#include <cmath>

using namespace QDynamoDB;
using namespace QtDynamoDBPrivate;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Code = QDynamoDBError::Code;

namespace {

// Looks, pauses, and looks again, until a look ends it or the time is over.
class WaitTask final : public ClientTask
{
public:
    WaitTask(QDynamoDBClient *client, const Waiter &waiter, const void *request,
             const QString &subject, const QDynamoDBWaitOptions &options,
             std::unique_ptr<Promise> promise)
        : ClientTask(client, std::move(promise))
        , m_waiter(waiter)
        , m_request(waiter.operation->types->copyRequest(request))
        , m_subject(subject)
        , m_options(options)
    {
    }

protected:
    void step() override
    {
        if (m_looks++ == 0)
            m_began = now();
        call(*m_waiter.operation, m_request.get(), m_options.callOptions,
             [this](const QDynamoDBError &failure, void *result) { looked(failure, result); });
    }

private:
    void looked(const QDynamoDBError &failure, void *result)
    {
        const WaiterState met = result ? judgeResult(m_waiter, result)
                                       : judgeError(m_waiter, failure);
        switch (met.verdict) {
        case WaiterState::Success:
            promise().move(result ? result : m_waiter.operation->types->newResult().get());
            finish();
            break;
        case WaiterState::Failure:
            fail(QDynamoDBWaitException(error(Code::Unknown,
                                              u"'%1' won't become what is waited for: it is %2."_s
                                                      .arg(m_subject, met.state),
                                              met.reason),
                                        met.state));
            break;
        case WaiterState::Error:
            fail(failure);
            break;
        case WaiterState::Retry:
            pauseOrGiveUp(met);
            break;
        }
    }

    void pauseOrGiveUp(const WaiterState &met)
    {
        const Clock::Duration left = m_began + m_options.timeout - now();
        const bool isLimited = m_options.timeout > 0ms;
        if (isLimited && left <= 0ns) {
            const double seconds = double(m_options.timeout.count()) / 1000;
            fail(error(Code::Timeout,
                       u"'%1' took longer than %2 s; at last it was %3."_s
                               .arg(m_subject, QString::number(seconds), met.state),
                       met.reason));
            return;
        }
        // Doubled each time up to the waiter's longest, and then half of it at least.
        using Seconds = std::chrono::duration<double>;
        const Seconds longest = std::min<Seconds>(Seconds(m_options.firstDelay)
                                                          * std::exp2(m_looks - 1),
                                                  m_waiter.maxDelay);
        const auto pause = std::chrono::duration_cast<Clock::Duration>(
                longest * (1 - engine().random() / 2));
        ClientTask::pause(isLimited ? std::min(pause, left) : pause);
    }

    [[nodiscard]] QDynamoDBError error(Code code, const QString &what, const QString &reason) const
    {
        QDynamoDBError error(code,
                             "Waiter "_L1 % QLatin1StringView(m_waiter.name) % ": "_L1 % what
                                     % (reason.isEmpty() ? QString() : QString(u' ' % reason)));
        QDynamoDBErrorPrivate &d = QDynamoDBErrorPrivate::get(error);
        d.operation = QString::fromLatin1(m_waiter.operation->name);
        d.tableName = requestTableName(*m_waiter.operation, m_request.get());
        d.attempts = m_looks;
        if (code == Code::Unknown)
            d.type = u"WaiterFailed"_s;
        return error;
    }
    [[nodiscard]] Clock::Duration now() const { return engine().clock().monotonic(); }

    const Waiter &m_waiter;
    const Object m_request;
    const QString m_subject;
    const QDynamoDBWaitOptions m_options;
    Clock::Duration m_began { 0 };
    int m_looks = 0;
};

template<typename Result, typename Request>
[[nodiscard]] QFuture<Result> wait(QDynamoDBClient *client, const Waiter &waiter,
                                   const Request &request, const QString &subject,
                                   const QDynamoDBWaitOptions &options)
{
    std::unique_ptr<Promise> promise = waiter.operation->types->newPromise();
    QFuture<Result> future = static_cast<PromiseOf<Result> &>(*promise).future();
    std::make_shared<WaitTask>(client, waiter, &request, subject, options, std::move(promise))->run();
    return future;
}

} // namespace

/*!
    \class QDynamoDBWaitOptions
    \inmodule QtDynamoDB
    \brief How long to wait for something, and how often to look.

    The first look is at once. After it comes \c firstDelay, 1 s by default, then twice as long and
    so on up to two minutes; of each pause a random part, up to a half, is left out, so that many
    who wait for the same don't ask at the same time. When \c timeout is over, 10 minutes by
    default, there is one more look. \c callOptions are those of each look.

    \sa QDynamoDB::waitUntilTableExists()
*/

/*!
    \class QDynamoDBWaitException
    \inmodule QtDynamoDB
    \brief What was waited for won't come any more.

    status() is what the wait met instead, for example \c FAILED. The error's code is
    QDynamoDBError::Unknown, its type \c WaiterFailed, and its message has the service's reason.
*/

/*! Makes an exception with \a error, for the \a status that was met. */
QDynamoDBWaitException::QDynamoDBWaitException(const QDynamoDBError &error, const QString &status)
    : QDynamoDBException(error)
    , m_status(status)
{
}

QDynamoDBWaitException::~QDynamoDBWaitException() = default;

/*! \reimp */
void QDynamoDBWaitException::raise() const
{
    throw *this;
}

/*! \reimp */
QDynamoDBWaitException *QDynamoDBWaitException::clone() const
{
    return new QDynamoDBWaitException(*this);
}

/*!
    \relates QDynamoDBWaitOptions

    Waits until the table \a tableName is \c ACTIVE; it need not be there yet. The future has the
    table's description then, and may be cancelled.

    As with all waits, looks that fail for a reason that may pass, such as throttling or a network
    that is away, are repeated until the time in \a options is over: the future fails with an error
    of code QDynamoDBError::Timeout, whose message has the state that was met last. What can't come
    any more fails with a QDynamoDBWaitException, and a look that fails for good with its own error.
    Looks are calls of \a client, and its \c finished() tells of each.
*/
QFuture<DescribeTableResult> QDynamoDB::waitUntilTableExists(QDynamoDBClient *client,
                                                             const QString &tableName,
                                                             const QDynamoDBWaitOptions &options)
{
    return wait<DescribeTableResult>(client, Waiters::tableExists,
                                     DescribeTableRequest { tableName }, tableName, options);
}

/*!
    \relates QDynamoDBWaitOptions

    Waits until there is no table \a tableName any more, looking by way of \a client as \a options
    say. The future's result is empty.
*/
QFuture<DescribeTableResult> QDynamoDB::waitUntilTableNotExists(QDynamoDBClient *client,
                                                                const QString &tableName,
                                                                const QDynamoDBWaitOptions &options)
{
    return wait<DescribeTableResult>(client, Waiters::tableNotExists,
                                     DescribeTableRequest { tableName }, tableName, options);
}

/*!
    \relates QDynamoDBWaitOptions

    Waits until the export \a exportArn is \c COMPLETED, looking by way of \a client as \a options
    say. Fails with a QDynamoDBWaitException if it is \c FAILED.
*/
QFuture<DescribeExportResult> QDynamoDB::waitUntilExportCompleted(
        QDynamoDBClient *client, const QString &exportArn, const QDynamoDBWaitOptions &options)
{
    return wait<DescribeExportResult>(client, Waiters::exportCompleted,
                                      DescribeExportRequest { exportArn }, exportArn, options);
}

/*!
    \relates QDynamoDBWaitOptions

    Waits until the import \a importArn is \c COMPLETED, looking by way of \a client as \a options
    say. Fails with a QDynamoDBWaitException if it is \c FAILED or \c CANCELLED.
*/
QFuture<DescribeImportResult> QDynamoDB::waitUntilImportCompleted(
        QDynamoDBClient *client, const QString &importArn, const QDynamoDBWaitOptions &options)
{
    return wait<DescribeImportResult>(client, Waiters::importCompleted,
                                      DescribeImportRequest { importArn }, importArn, options);
}

/*!
    \relates QDynamoDBWaitOptions

    Waits until the bulk operation \a bulkOperationArn is \c COMPLETED or \c COMPLETED_WITH_ERRORS,
    looking by way of \a client as \a options say. Fails with a QDynamoDBWaitException if it is
    \c FAILED or \c CANCELLED.
*/
QFuture<DescribeBulkOperationResult> QDynamoDB::waitUntilBulkOperationCompleted(
        QDynamoDBClient *client, const QString &bulkOperationArn,
        const QDynamoDBWaitOptions &options)
{
    return wait<DescribeBulkOperationResult>(client, Waiters::bulkOperationCompleted,
                                             DescribeBulkOperationRequest { bulkOperationArn },
                                             bulkOperationArn, options);
}

/*!
    \relates QDynamoDBWaitOptions

    Waits until the contributor insights of the table or index in \a request are \c ENABLED, looking
    by way of \a client as \a options say. Fails with a QDynamoDBWaitException if they are
    \c FAILED.
*/
QFuture<DescribeContributorInsightsResult> QDynamoDB::waitUntilContributorInsightsEnabled(
        QDynamoDBClient *client, const DescribeContributorInsightsRequest &request,
        const QDynamoDBWaitOptions &options)
{
    return wait<DescribeContributorInsightsResult>(client, Waiters::contributorInsightsEnabled,
                                                   request, request.tableName, options);
}

/*!
    \relates QDynamoDBWaitOptions

    Waits until one of the Kinesis streams that the table \a tableName feeds is \c ACTIVE, looking
    by way of \a client as \a options say. Fails with a QDynamoDBWaitException if all of them are
    \c DISABLED or \c ENABLE_FAILED.
*/
QFuture<DescribeKinesisStreamingDestinationResult>
QDynamoDB::waitUntilKinesisStreamingDestinationActive(QDynamoDBClient *client,
                                                      const QString &tableName,
                                                      const QDynamoDBWaitOptions &options)
{
    return wait<DescribeKinesisStreamingDestinationResult>(
            client, Waiters::kinesisStreamingDestinationActive,
            DescribeKinesisStreamingDestinationRequest { tableName }, tableName, options);
}
