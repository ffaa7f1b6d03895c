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

// A task that requests the status of a resource until an acceptor matches or the timeout passes.
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
            fail(QDynamoDBWaitException(
                    error(Code::Unknown,
                          u"'%1' can no longer reach the expected status; its status is %2."_s
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
                       u"'%1' did not reach the expected status within %2 s; its last status is %3."_s
                               .arg(m_subject, QString::number(seconds), met.state),
                       met.reason));
            return;
        }
        // Doubles each time up to maxDelay; at least a half of that is used.
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
    \brief How long a waiter waits, and how often it requests the status.

    The first request is sent at once, the second one after \c firstDelay, 1 s by default. Each
    further delay is twice as long, up to two minutes. A random part of each delay, up to a half, is
    omitted, so that waiters for the same resource do not send requests at the same time. After
    \c timeout, 10 minutes by default, a last request is sent; 0 means no limit. \c callOptions are
    the options of each request.

    \since 0.1
    \sa QDynamoDB::waitUntilTableExists()
*/

/*!
    \class QDynamoDBWaitException
    \inmodule QtDynamoDB
    \brief The error of a waiter whose resource can no longer reach the expected status.

    status() returns the status of the resource, for example \c FAILED. The error has the code
    QDynamoDBError::Unknown and the type \c WaiterFailed; its message contains the reason that the
    service reports.

    \since 0.1
*/

/*! Constructs an exception with \a error, for a resource with \a status. */
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

    Waits until the table \a tableName exists and is \c ACTIVE. The result of the future is the
    description of the table.

    Like all waiters, it requests the status with \a client as \a options say, and emits the
    client's \c finished() for each request. Requests that fail with a retryable error, such as
    throttling or a network error, are repeated. The future fails
    \list
    \li with an error of code QDynamoDBError::Timeout, whose message contains the last status, if
        the timeout has passed;
    \li with a QDynamoDBWaitException if the resource can no longer reach the expected status;
    \li with the error of a request that is not retryable.
    \endlist

    Cancelling the future ends the waiting.

    \since 0.1
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

    Waits until the table \a tableName does not exist, requesting its status with \a client as
    \a options say. The result of the future is empty.

    \since 0.1
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

    Waits until the export \a exportArn is \c COMPLETED, requesting its status with \a client as
    \a options say. Fails with a QDynamoDBWaitException if it is \c FAILED.

    \since 0.1
*/
QFuture<DescribeExportResult> QDynamoDB::waitUntilExportCompleted(
        QDynamoDBClient *client, const QString &exportArn, const QDynamoDBWaitOptions &options)
{
    return wait<DescribeExportResult>(client, Waiters::exportCompleted,
                                      DescribeExportRequest { exportArn }, exportArn, options);
}

/*!
    \relates QDynamoDBWaitOptions

    Waits until the import \a importArn is \c COMPLETED, requesting its status with \a client as
    \a options say. Fails with a QDynamoDBWaitException if it is \c FAILED or \c CANCELLED.

    \since 0.1
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
    requesting its status with \a client as \a options say. Fails with a QDynamoDBWaitException if
    it is \c FAILED or \c CANCELLED.

    \since 0.1
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

    Waits until the contributor insights of the table or index in \a request are \c ENABLED,
    requesting its status with \a client as \a options say. Fails with a QDynamoDBWaitException if
    they are \c FAILED.

    \since 0.1
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

    Waits until one of the Kinesis streams that the table \a tableName feeds is \c ACTIVE,
    requesting its status with \a client as \a options say. Fails with a QDynamoDBWaitException if
    all of them are \c DISABLED or \c ENABLE_FAILED.

    \since 0.1
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
