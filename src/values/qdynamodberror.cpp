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
    // The status tells what to do about errors whose code doesn't.
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
    \brief Why a call failed, or why a value can't be sent.

    Errors are values: they are copied cheaply, compared, printed, and handed to signals, models and
    QML. A failed future throws the same error as a QDynamoDBException, which is derived from this
    class.

    What to do about an error is decided by its code(), never by its message(), whose words may
   change at any time. Codes are appended to in new versions; a code that the service knows and this
   version does not is Code::Unknown, with the service's own name for it in type().

    No error, whether its text or what QDebug prints of it, holds a key, a token or a signature.

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
    \brief Why one action of a transaction did not go through.

    There is one for each action, in the order of the actions. Its code is NoError where the action
    itself was fine and only others stood in the way.
*/

/*! \class QDynamoDBError::ThrottlingReason
    \inmodule QtDynamoDB
    \brief Which limit a call ran into, and the ARN of the table or index that it belongs to.
*/

/*! Makes the error that says that there is none. */
QDynamoDBError::QDynamoDBError() noexcept = default;

/*! Makes an error of \a code with \a message. NoError has no message. */
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
    Returns whether the code is anything but NoError.
*/

/*! Returns what kind of error this is. */
QDynamoDBError::Code QDynamoDBError::code() const noexcept
{
    return d ? d->code : Code::NoError;
}

/*!
    Returns the service's own name for the error, such as ResourceNotFoundException. For an error
   that did not come from the service it is what the service would call it, or the name of the code.
*/
QString QDynamoDBError::type() const
{
    if (!d)
        return {};
    return d->type.isEmpty() ? QString::fromLatin1(errorCodeInfo(d->code).wireName) : d->type;
}

/*!
    Returns the text of the service or of this library, in English, for the developer.

    Code and message of an error response are read whatever else the response contains, such as
    attribute values of unknown types or an object that is cut off. A response without a code has
    its HTTP status as message; the page of a proxy or load balancer is quoted, the content of items
    never is. At most 8192 characters are kept.
*/
QString QDynamoDBError::message() const
{
    return d ? d->message : QString();
}

/*! Returns the operation that failed, such as GetItem, or nothing if there was none. */
QString QDynamoDBError::operation() const
{
    return d ? d->operation : QString();
}

/*! Returns the table that the operation was about, or nothing if there was not exactly one. */
QString QDynamoDBError::tableName() const
{
    return d ? d->tableName : QString();
}

/*! Returns the status of the last answer, or 0 where no answer came. */
int QDynamoDBError::httpStatus() const noexcept
{
    return d ? d->httpStatus : 0;
}

/*! Returns the id by which Amazon finds the request, or nothing where no answer came. */
QString QDynamoDBError::requestId() const
{
    return d ? d->requestId : QString();
}

/*! Returns how many attempts were made before giving up; 0 if nothing was sent. */
int QDynamoDBError::attempts() const noexcept
{
    return d ? d->attempts : 0;
}

/*!
    Returns whether the same call may succeed later as it is. The client has already tried as often
   as it was allowed to.
*/
bool QDynamoDBError::isRetryable() const noexcept
{
    return retryOf(d.data()) != Retry::None;
}

/*! Returns whether the service asked to slow down. Such errors are retryable. */
bool QDynamoDBError::isThrottling() const noexcept
{
    return retryOf(d.data()) == Retry::Throttling;
}

/*! Returns why a transaction was cancelled: a reason for each of its actions, or none. */
QList<QDynamoDBError::CancellationReason> QDynamoDBError::cancellationReasons() const
{
    return d ? d->cancellationReasons : QList<CancellationReason>();
}

/*! Returns which limits a throttled call ran into, as far as the service tells. */
QList<QDynamoDBError::ThrottlingReason> QDynamoDBError::throttlingReasons() const
{
    return d ? d->throttlingReasons : QList<ThrottlingReason>();
}

/*!
    Returns the item that failed the condition, if the request asked for it by
    ReturnValuesOnConditionCheckFailure; otherwise a null item.
*/
QDynamoDBItem QDynamoDBError::item() const
{
    return d ? d->item : QDynamoDBItem();
}

/*!
    Throws the exception of this error's code: one of the subclasses of QDynamoDBException in
    \c qdynamodbexceptions.h. Does nothing if this is no error.

    In a chain, this turns an error that was returned into one that the future fails with:

    \code
    client.getItem(u"Thread"_s, key).then([&client](const QDynamoDB::GetItemResult &result) {
        QDynamoDB::QueryRequest query;
        QDynamoDB::apply(&query, QDynamoDB::key(u"Id"_s) == result.item[u"Id"]).raise();
        return client.query(query);
    }).unwrap().onFailed([](const QDynamoDB::ValidationException &failure) { ... });
    \endcode

    \c {throw error;} throws the error itself, which handlers of QDynamoDBException don't catch.

    \since 0.1
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
            && a.d->attempts == b.d->attempts && a.type() == b.type()
            && a.d->message == b.d->message && a.d->operation == b.d->operation
            && a.d->tableName == b.d->tableName && a.d->requestId == b.d->requestId
            && same(a.d->cancellationReasons, b.d->cancellationReasons)
            && same(a.d->throttlingReasons, b.d->throttlingReasons) && a.d->item == b.d->item;
}

// A message may repeat the whole request, and a log must not grow with it.
static QString shortened(const QString &text)
{
    constexpr qsizetype longest = 1000;
    return text.size() <= longest ? text : text.first(longest) + u'\u2026';
}

// One line. The attributes of items are the user's own and stay out of logs.
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
