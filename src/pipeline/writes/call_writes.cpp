// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "pipeline/call_p.h"

#include "pipeline/clientlogging_p.h"
#include "pipeline/writes/writestate_p.h"

// The steps of a call that only writes take.
namespace QtDynamoDBPrivate {

using namespace Qt::StringLiterals;
using Code = QDynamoDBError::Code;

// The operation that is sent: a write with exactlyOnce is a transaction.
const Operation &Call::wireOperation() const
{
    static const Operation &transaction = *findOperation(Service::DynamoDB, u"TransactWriteItems");
    return m_write && m_write->isTransaction() ? transaction : operation();
}

QDynamoDBError Call::readResponse(QByteArray &body)
{
    if (!m_write || !m_write->isTransaction())
        return readBody(body);
    QDynamoDBExpected<QByteArray> plain = WriteState::plainResult(body);
    return plain ? readBody(*plain) : plain.error();
}

// Returns the error in the shape of the operation, or none if an earlier attempt did the write.
QDynamoDBError Call::failedWrite(const TransportReply &reply, const QDynamoDBError &error)
{
    if (isOutcomeUnknown(reply)) {
        m_write->failedUnknown();
        return error;
    }
    m_write->failedCertainly(error);
    QDynamoDBError plain = m_write->plainError(error);
    if (!m_write->isOwn(plain))
        return plain;
    qCInfo(lcRetry) << operation().name << "was done by an earlier attempt, as its stamp shows";
    QDynamoDBExpected<QByteArray> own = m_write->ownResult(plain);
    return own ? readBody(*own) : own.error();
}

// Whether an attempt after the delay might be executed although an earlier one was.
bool Call::isTooLate(Clock::Duration delay) const
{
    return m_write && m_write->isTooLate(clock().sinceBoot() + delay);
}

// The machine was asleep, or the attempt waited for a connection.
void Call::stopTooLate()
{
    stop(Code::Timeout,
         u"The first attempt began nine minutes ago, so the service may no longer recognise a "
         "further one as its repetition. The last attempt failed with: "_s
                 + m_error.message());
}

// Whether the call's options, or the way they are carried out, make an error retryable.
bool Call::isRetriedByOptions(const QDynamoDBError &error) const
{
    if (m_options.retryConflicts && isConflict(error))
        return true;
    return m_write && m_write->isTransaction() && error.code() == Code::IdempotentParameterMismatch;
}

} // namespace QtDynamoDBPrivate
