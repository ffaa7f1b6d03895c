// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include <QtDynamoDB/qdynamodberror.h>
#include <QtDynamoDB/qdynamodbexceptions.h>
#include "values/errorcodes_p.h"
#include "values/qdynamodberror_p.h"

#include <QtCore/qdebug.h>

using QtDynamoDBPrivate::errorCodeInfo;
using Retry = QtDynamoDBPrivate::RetryClass;

static Retry retryOf(const QDynamoDBErrorPrivate *d)
{
    if (!d)
        return Retry::None;
    const Retry retry = errorCodeInfo(d->code).retryClass;
    // If the code does not decide about a retry, the HTTP status does.
    if (retry != Retry::None)
        return retry;
    switch (d->httpStatus) {
    case 429:
        return Retry::Throttling;
    case 500:
    case 502:
    case 503:
    case 504:
        return Retry::Transient;
    default:
        return Retry::None;
    }
}

QDynamoDBErrorPrivate &QDynamoDBErrorPrivate::get(QDynamoDBError &error)
{
    if (!error.d)
        error.d.reset(new QDynamoDBErrorPrivate);
    error.d.detach();
    return *error.d;
}

/*!
    \class QDynamoDBError
    \inmodule QtDynamoDB
    \brief The error of a call, a conversion or a check.

    An error is a value: it can be copied at little cost, compared, printed, and passed to signals,
    models and QML. A failed future throws the same error as a QDynamoDBException, which is derived
    from this class.

    Handle an error by its code(), never by its message(): messages may change in any version. New
    versions of the library append codes. If the service returns a code that this version of the
    library does not know, code() is \c Unknown and type() is the service's name of the error.

    Neither message() nor the output of QDebug contains keys, tokens or signatures.

    The functions of this class are reentrant.

    \since 0.1
    \sa QDynamoDBException, QDynamoDBExpected,
    {https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html}
    {Error handling with DynamoDB}
*/

/*!
    \fn void QDynamoDBError::swap(QDynamoDBError &other)
    \brief Swaps this error with \a other, without copying either. Never fails.

    \since 0.1
*/

/*! \class QDynamoDBError::CancellationReason
    \inmodule QtDynamoDB
    \brief The reason why one action of a transaction failed.

    A cancelled transaction has one reason for each action, in the order of the actions.

    \since 0.1
    \sa QDynamoDBError::cancellationReasons()
*/

/*! \variable QDynamoDBError::CancellationReason::code
    The code of the reason, or \c NoError if this action did not fail and other actions cancelled
    the transaction.
*/

/*! \variable QDynamoDBError::CancellationReason::type
    The service's name of the reason, such as \c ConditionalCheckFailed, or \c None.
*/

/*! \variable QDynamoDBError::CancellationReason::message
    The service's description, in English; empty if the action did not fail.
*/

/*! \variable QDynamoDBError::CancellationReason::item
    The item that failed the condition of the action, if the action requested it by
    \c returnValuesOnConditionCheckFailure; otherwise a null item.
*/

/*! \class QDynamoDBError::ThrottlingReason
    \inmodule QtDynamoDB
    \brief A limit that a throttled call exceeded.

    \since 0.1
    \sa QDynamoDBError::throttlingReasons()
*/

/*! \variable QDynamoDBError::ThrottlingReason::reason
    The service's name of the limit, such as \c TableReadProvisionedThroughputExceeded.
*/

/*! \variable QDynamoDBError::ThrottlingReason::resource
    The ARN of the table or index that the limit applies to.
*/

/*!
    \property QDynamoDBError::code
    \brief the code of the error, or \c NoError.
*/

/*!
    \property QDynamoDBError::type
    \brief the service's name of the error, such as \c ResourceNotFoundException.

    For an error that the library reports, it is the service's name for the same code, or the name
    of the code if the service has none. Empty if there is no error.
*/

/*!
    \property QDynamoDBError::message
    \brief a description of the error in English, for developers.

    It is the text of the service or of the library. Empty if there is no error.

    The code and the message of an error response are read even if the rest of the response is
    truncated or contains values of unknown types. If a response has no code, the message describes
    its HTTP status, and quotes the response if it is a page of a proxy or load balancer. The
    message never quotes the content of items. It has at most 8192 characters.
*/

/*!
    \property QDynamoDBError::operation
    \brief the name of the operation that failed, such as \c GetItem.

    Empty if the error did not occur in a call.
*/

/*!
    \property QDynamoDBError::tableName
    \brief the name of the table that the operation used; empty if it used none or several.
*/

/*!
    \property QDynamoDBError::httpStatus
    \brief the HTTP status of the last response, or 0 if no response was received.
*/

/*!
    \property QDynamoDBError::requestId
    \brief the service's id of the request, for AWS support; empty if no response was received.
*/

/*!
    \property QDynamoDBError::attempts
    \brief the number of attempts, the first one included; 0 if nothing was sent.
*/

/*!
    \property QDynamoDBError::retryable
    \brief whether the same call may succeed later without changes.

    The client has already used all retries that its settings allow.

    \sa isThrottling()
*/

/*!
    \property QDynamoDBError::mayHaveSucceeded
    \brief whether the service may have done the write although the call failed.

    It is \c true for each error of a writing operation if the outcome of at least one attempt is
    unknown: no response was received, the attempt timed out, the call was cancelled while the
    request was in flight, the connection was lost, the HTTP status was not 4xx, or the response
    could not be read. It stays \c true if a later attempt is refused: \c ConditionalCheckFailed
    after a lost response may mean that the first attempt wrote the item. A
    strongly consistent read of the item finds out. QDynamoDBCallOptions::writeStamp and
    QDynamoDBCallOptions::exactlyOnce make the repetition of a write safe.

    It is \c false for reads, and for a write if each attempt was refused with a status 4xx or did
    not reach the service: then the write was not done. An attempt of TransactWriteItems or
    ExecuteTransaction whose outcome is unknown does not count if a later attempt with the same
    client request token was cancelled because a condition failed or an action was not valid: the
    service would have reported the success of the first attempt.

    A future that was cancelled contains no error; the signals QDynamoDBAbstractClient::finished()
    and QDynamoDBAbstractClient::errorOccurred() report this property for it.

    \sa isRetryable()
*/

/*! \fn bool QDynamoDBError::operator==(const QDynamoDBError &a, const QDynamoDBError &b)
    \fn bool QDynamoDBError::operator!=(const QDynamoDBError &a, const QDynamoDBError &b)

    Returns whether all properties, reasons and items of \a a and \a b are equal or not.
*/

/*! \fn QDebug QDynamoDBError::operator<<(QDebug debug, const QDynamoDBError &error)

    Prints \a error to \a debug in one line, without item() and with at most 1000 characters of the
    message.
*/

/*! Constructs an object without an error: code() is \c NoError. */
QDynamoDBError::QDynamoDBError() noexcept = default;

/*! Constructs an error of \a code with \a message, which is ignored if \a code is \c NoError. */
QDynamoDBError::QDynamoDBError(Code code, const QString &message)
{
    if (code == Code::NoError)
        return;
    d.reset(new QDynamoDBErrorPrivate);
    d->code = code;
    d->message = message;
}

QDynamoDBError::QDynamoDBError(const QDynamoDBError &other) noexcept = default;
QDynamoDBError::QDynamoDBError(QDynamoDBError &&other) noexcept = default;
QDynamoDBError &QDynamoDBError::operator=(const QDynamoDBError &other) noexcept = default;
QDynamoDBError &QDynamoDBError::operator=(QDynamoDBError &&other) noexcept = default;
QDynamoDBError::~QDynamoDBError() = default;

/*! \fn bool QDynamoDBError::isError() const
    Returns whether the code is not \c NoError.
*/

QDynamoDBError::Code QDynamoDBError::code() const noexcept
{
    return d ? d->code : Code::NoError;
}

QString QDynamoDBError::type() const
{
    if (!d)
        return {};
    return d->type.isEmpty() ? QString::fromLatin1(errorCodeInfo(d->code).wireName) : d->type;
}

QString QDynamoDBError::message() const
{
    return d ? d->message : QString();
}

QString QDynamoDBError::operation() const
{
    return d ? d->operation : QString();
}

QString QDynamoDBError::tableName() const
{
    return d ? d->tableName : QString();
}

int QDynamoDBError::httpStatus() const noexcept
{
    return d ? d->httpStatus : 0;
}

QString QDynamoDBError::requestId() const
{
    return d ? d->requestId : QString();
}

int QDynamoDBError::attempts() const noexcept
{
    return d ? d->attempts : 0;
}

bool QDynamoDBError::isRetryable() const noexcept
{
    return retryOf(d.data()) != Retry::None;
}

/*!
    Returns whether the service rejected the call because of its rate. Such an error is retryable.
*/
bool QDynamoDBError::isThrottling() const noexcept
{
    return retryOf(d.data()) == Retry::Throttling;
}

bool QDynamoDBError::mayHaveSucceeded() const noexcept
{
    return d && d->mayHaveSucceeded;
}

/*!
    Returns why a transaction was cancelled: one reason for each action, in their order. The list is
    empty for other errors.
*/
QList<QDynamoDBError::CancellationReason> QDynamoDBError::cancellationReasons() const
{
    return d ? d->cancellationReasons : QList<CancellationReason>();
}

/*! Returns the limits that a throttled call exceeded, if the service reports them. */
QList<QDynamoDBError::ThrottlingReason> QDynamoDBError::throttlingReasons() const
{
    return d ? d->throttlingReasons : QList<ThrottlingReason>();
}

/*!
    Returns the item that failed the condition, if the request contained
    \c returnValuesOnConditionCheckFailure; otherwise a null item.
*/
QDynamoDBItem QDynamoDBError::item() const
{
    return d ? d->item : QDynamoDBItem();
}

/*!
    Throws the exception of this error's code, a subclass of QDynamoDBException declared in
    \c <QDynamoDBExceptions>. Does nothing if there is no error.

    In a continuation, this makes the future fail with an error that a function returned:

    \code
    client.getItem(u"Thread"_s, key).then([&client](const QDynamoDB::GetItemResult &result) {
        QDynamoDB::QueryRequest query;
        QDynamoDB::apply(&query, QDynamoDB::key(u"Id"_s) == result.item[u"Id"]).raise();
        return client.query(query);
    }).unwrap().onFailed([](const QDynamoDB::ValidationException &failure) { ... });
    \endcode

    \c {throw error;} would throw a QDynamoDBError, which handlers of QDynamoDBException don't
    catch.

    \sa QDynamoDB::makeException()
*/
void QDynamoDBError::raise() const
{
    if (isError())
        QDynamoDB::makeException(*this)->raise();
}

static bool operator==(const QDynamoDBError::CancellationReason &a,
                       const QDynamoDBError::CancellationReason &b)
{
    return a.code == b.code && a.type == b.type && a.message == b.message && a.item == b.item;
}

static bool operator==(const QDynamoDBError::ThrottlingReason &a,
                       const QDynamoDBError::ThrottlingReason &b)
{
    return a.reason == b.reason && a.resource == b.resource;
}

bool QDynamoDBError::equals(const QDynamoDBError &a, const QDynamoDBError &b) noexcept
{
    if (a.d == b.d)
        return true;
    if (!a.d || !b.d)
        return false;
    const auto same = [](const auto &x, const auto &y) {
        return std::equal(x.begin(), x.end(), y.begin(), y.end(),
                          [](const auto &m, const auto &n) { return m == n; });
    };
    return a.d->code == b.d->code && a.d->httpStatus == b.d->httpStatus
            && a.d->attempts == b.d->attempts && a.d->mayHaveSucceeded == b.d->mayHaveSucceeded
            && a.type() == b.type() && a.d->message == b.d->message
            && a.d->operation == b.d->operation && a.d->tableName == b.d->tableName
            && a.d->requestId == b.d->requestId
            && same(a.d->cancellationReasons, b.d->cancellationReasons)
            && same(a.d->throttlingReasons, b.d->throttlingReasons) && a.d->item == b.d->item;
}

// Limits the length of a message in logs: the service may quote the whole request in it.
static QString shortened(const QString &text)
{
    constexpr qsizetype longest = 1000;
    return text.size() <= longest ? text : text.first(longest) + u'\u2026';
}

// The item is not printed: its attributes are the user's data and must not reach logs.
QDebug operator<<(QDebug debug, const QDynamoDBError &error)
{
    const QDebugStateSaver saver(debug);
    debug.nospace().noquote() << "QDynamoDBError(" << errorCodeInfo(error.code()).name;
    if (!error.isError()) {
        debug << ')';
        return debug;
    }
    const auto field = [&debug](const char *name, const QString &value) {
        if (!value.isEmpty())
            debug << ", " << name << '=' << value;
    };
    if (error.type() != QLatin1StringView(errorCodeInfo(error.code()).wireName))
        field("type", error.type());
    field("operation", error.operation());
    field("table", error.tableName());
    if (error.httpStatus() != 0)
        debug << ", httpStatus=" << error.httpStatus();
    if (error.attempts() != 0)
        debug << ", attempts=" << error.attempts();
    field("requestId", error.requestId());
    if (error.isRetryable())
        debug << (error.isThrottling() ? ", throttling" : ", retryable");
    if (error.mayHaveSucceeded())
        debug << ", may have succeeded";
    if (!error.message().isEmpty())
        debug.quote() << ", " << shortened(error.message());
    const QList<QDynamoDBError::CancellationReason> reasons = error.cancellationReasons();
    int shown = 0;
    for (qsizetype i = 0; i < reasons.size() && shown < 10; ++i) {
        if (reasons[i].code == QDynamoDBError::Code::NoError)
            continue;
        ++shown;
        debug.noquote() << ", reason[" << i << "]=" << reasons[i].type << ' ';
        debug.quote() << reasons[i].message.left(200);
    }
    for (const QDynamoDBError::ThrottlingReason &reason : error.throttlingReasons())
        debug.noquote() << ", throttled=" << reason.reason << ' ' << reason.resource;
    if (!error.item().isNull())
        debug << ", with the item";
    debug << ')';
    return debug;
}
