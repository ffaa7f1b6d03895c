// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef WRITESTATE_P_H
#define WRITESTATE_P_H

#include "api/writekind_p.h"
#include "transport/transport_p.h"

#include <QtDynamoDB/qdynamodbcalloptions.h>
#include <QtDynamoDB/qdynamodberror.h>

#include <chrono>

namespace QtDynamoDBPrivate {

// Whether an attempt with this response may have been executed although it failed.
[[nodiscard]] bool isOutcomeUnknown(const TransportReply &reply);
// Whether a call failed only because transactions or regions wrote the same items at the same time.
[[nodiscard]] bool isConflict(const QDynamoDBError &error);

// The state of a call that writes: whether the service may have executed one of its attempts, and
// the effect of the options exactlyOnce and writeStamp.
class Q_DYNAMODB_AUTOTEST_EXPORT WriteState
{
public:
    using Duration = std::chrono::nanoseconds;

    // The service remembers a client request token for ten minutes.
    static constexpr Duration tokenLifetime = std::chrono::minutes(9);

    WriteState(WriteKind kind, const QDynamoDBCallOptions &options);

    // Apply the options to the request, or return why they can't be applied.
    QDynamoDBError apply(const Operation &operation, void *request);
    QDynamoDBError apply(const Operation *known, QByteArrayView name, QJsonObject *parameters);

    // Whether the request is sent as a transaction of one action. Its body is then
    // transactionBody(), and each result is converted by plainResult().
    [[nodiscard]] bool isTransaction() const { return m_isTransaction; }
    [[nodiscard]] QByteArray transactionBody(const QByteArray &plainBody) const;
    // Returns the body that the plain operation would have as result.
    [[nodiscard]] static QDynamoDBExpected<QByteArray> plainResult(const QByteArray &body);

    // The times count the time that the machine was asleep.
    void begin(Duration now);
    // Whether an attempt at this time may no longer be recognised as a repetition.
    [[nodiscard]] bool isTooLate(Duration now) const;

    // An attempt failed, which the service may have executed.
    void failedUnknown() { m_isDoubtful = true; }
    // The service refused an attempt, which therefore was not executed.
    void failedCertainly(const QDynamoDBError &error);
    [[nodiscard]] bool isDoubtful() const { return m_isDoubtful; }

    // Whether the condition failed because an earlier attempt wrote the item. Such a call succeeded
    // with ownResult().
    [[nodiscard]] bool isOwn(const QDynamoDBError &error) const;
    [[nodiscard]] QDynamoDBExpected<QByteArray> ownResult(const QDynamoDBError &error) const;

    // Returns the error of a transaction as the plain operation would fail.
    [[nodiscard]] QDynamoDBError plainError(const QDynamoDBError &error) const;

private:
    template<typename Request>
    QDynamoDBError applyTo(const char *action, Request *request);
    template<typename Request>
    QDynamoDBError becomeTransaction(const char *action, Request *request);
    template<typename Request>
    QDynamoDBError findStamp(Request *request);
    QDynamoDBError unsupported(QByteArrayView operation) const;

    const bool m_exactlyOnce;
    const QString m_stampName;
    bool m_isIdempotent;
    bool m_isTransaction = false;
    bool m_isDoubtful = false;
    bool m_returnsNewItem = false; // the request has the ReturnValues ALL_NEW
    QDynamoDBValue m_stamp = QDynamoDBValue::Type::Undefined;
    QByteArray m_beforeAction; // of the transaction's body
    std::optional<Duration> m_begun; // when the first attempt was sent
};

} // namespace QtDynamoDBPrivate

#endif
