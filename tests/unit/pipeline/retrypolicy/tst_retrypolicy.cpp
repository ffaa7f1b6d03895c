// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "pipeline/retrypolicy_p.h"
#include "values/errorcodes_p.h"
#include "values/qdynamodberror_p.h"

#include <QtTest/qtest.h>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace QtDynamoDBPrivate;
using Code = QDynamoDBError::Code;
using std::chrono::nanoseconds;

Q_DECLARE_METATYPE(QtDynamoDBPrivate::RetryClass)

class tst_RetryPolicy : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void classes_data();
    void classes();
    void statuses_data();
    void statuses();
    void clientCodes_data();
    void clientCodes();
    void delays_data();
    void delays();
    void hints_data();
    void hints();
    void tokens();
    void tokensRunOut();
    void refunds();
};

void tst_RetryPolicy::classes_data()
{
    QTest::addColumn<RetryClass>("expected");
    const auto add = [](RetryClass expected, std::initializer_list<const char *> names) {
        for (const char *name : names)
            QTest::newRow(name) << expected;
    };
    add(RetryClass::Throttling,
        { "BandwidthLimitExceeded", "EC2ThrottledException", "LimitExceededException",
          "PriorRequestNotComplete", "ProvisionedThroughputExceededException",
          "RequestLimitExceeded", "RequestThrottled", "RequestThrottledException", "SlowDown",
          "ThrottledException", "Throttling", "ThrottlingException", "TooManyRequestsException",
          "TransactionInProgressException" });
    add(RetryClass::Transient,
        { "RequestTimeout", "RequestTimeoutException", "ReplicatedWriteConflictException",
          "InternalServerError", "InternalFailure", "ServiceUnavailable" });
    add(RetryClass::None,
        { "InvalidEndpointException", "TransactionConflictException", "TransactionCanceledException",
          "ConditionalCheckFailedException", "ItemCollectionSizeLimitExceededException",
          "ExpiredTokenException", "ValidationException", "SerializationException",
          "AccessDeniedException", "UnrecognizedClientException", "InvalidSignatureException",
          "ResourceNotFoundException", "ResourceInUseException",
          "IdempotentParameterMismatchException", "DuplicateItemException", "NeverHeardOfIt" });
}

// Codes with a status that does not determine the class.
void tst_RetryPolicy::classes()
{
    QFETCH(RetryClass, expected);
    QDynamoDBError error(errorCodeFromWire(QTest::currentDataTag()), u"told so"_s);
    QDynamoDBErrorPrivate::get(error).httpStatus = 400;
    QCOMPARE(retryClass(error), expected);
}

void tst_RetryPolicy::statuses_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<Code>("code");
    QTest::addColumn<RetryClass>("expected");
    const auto add = [](int status, RetryClass expected, Code code = Code::Unknown) {
        QTest::addRow("%d %d", status, int(code)) << status << code << expected;
    };
    add(429, RetryClass::Throttling);
    for (const int status : { 500, 502, 503, 504 })
        add(status, RetryClass::Transient);
    for (const int status : { 0, 301, 400, 401, 403, 404, 408, 413, 421, 501, 505 })
        add(status, RetryClass::None);
    // The more specific of status and code determines the class.
    add(400, RetryClass::Throttling, Code::ProvisionedThroughputExceeded);
    add(500, RetryClass::Throttling, Code::ProvisionedThroughputExceeded);
    add(503, RetryClass::Throttling, Code::Throttling);
    add(421, RetryClass::None, Code::InvalidEndpoint);
    add(200, RetryClass::Transient, Code::ChecksumMismatch);
    add(200, RetryClass::None, Code::InvalidResponse);
    add(503, RetryClass::Transient, Code::InvalidResponse);
}

void tst_RetryPolicy::statuses()
{
    QFETCH(int, status);
    QFETCH(Code, code);
    QFETCH(RetryClass, expected);
    QDynamoDBError error(code, u"told so"_s);
    QDynamoDBErrorPrivate::get(error).httpStatus = status;
    QCOMPARE(retryClass(error), expected);
}

void tst_RetryPolicy::clientCodes_data()
{
    QTest::addColumn<Code>("code");
    QTest::addColumn<RetryClass>("expected");
    QTest::newRow("NoError") << Code::NoError << RetryClass::None;
    QTest::newRow("Request") << Code::Request << RetryClass::Transient;
    QTest::newRow("Timeout") << Code::Timeout << RetryClass::Transient;
    QTest::newRow("ChecksumMismatch") << Code::ChecksumMismatch << RetryClass::Transient;
    for (const Code code : { Code::SecureConnection, Code::InvalidResponse, Code::Cancelled,
                             Code::ClientDestroyed, Code::ProxyAuthentication, Code::NoCredentials,
                             Code::NoProfile, Code::ConfigNotFound, Code::ConfigParserError })
        QTest::newRow(errorCodeInfo(code).name) << code << RetryClass::None;
}

void tst_RetryPolicy::clientCodes()
{
    QFETCH(Code, code);
    QFETCH(RetryClass, expected);
    const QDynamoDBError error = code == Code::NoError ? QDynamoDBError()
                                                       : QDynamoDBError(code, u"of our own"_s);
    QCOMPARE(retryClass(error), expected);
}

void tst_RetryPolicy::delays_data()
{
    QTest::addColumn<RetryClass>("kind");
    QTest::addColumn<int>("retries");
    QTest::addColumn<double>("random");
    QTest::addColumn<nanoseconds>("expected");
    const auto add = [](RetryClass kind, int retries, double random, nanoseconds expected) {
        const char *name = kind == RetryClass::Throttling ? "throttling" : "transient";
        QTest::addRow("%s %d %g", name, retries, random) << kind << retries << random << expected;
    };
    const nanoseconds transient[] = { 25ms,   50ms,   100ms,  200ms,   400ms, 800ms,
                                      1600ms, 3200ms, 6400ms, 12800ms, 20s,   20s };
    for (int i = 0; i < int(std::size(transient)); ++i) {
        add(RetryClass::Transient, i, 0.5, transient[i] / 2);
        add(RetryClass::Transient, i, 0.25, transient[i] / 4);
        add(RetryClass::Transient, i, 0, 0ns);
    }
    const nanoseconds throttling[] = { 1s, 2s, 4s, 8s, 16s, 20s, 20s };
    for (int i = 0; i < int(std::size(throttling)); ++i) {
        add(RetryClass::Throttling, i, 0.5, throttling[i] / 2);
        add(RetryClass::Throttling, i, 0.75, throttling[i] / 4 * 3);
        add(RetryClass::Throttling, i, 0, 0ns);
    }
    for (const int retries : { 31, 32, 63, 64, 1000, 100000 }) {
        add(RetryClass::Throttling, retries, 0.5, 10s);
        add(RetryClass::Transient, retries, 0.5, 10s);
    }
}

void tst_RetryPolicy::delays()
{
    QFETCH(RetryClass, kind);
    QFETCH(int, retries);
    QFETCH(double, random);
    QFETCH(nanoseconds, expected);
    QCOMPARE(retryDelay(kind, retries, random, {}), expected);
}

void tst_RetryPolicy::hints_data()
{
    QTest::addColumn<double>("random"); // of a pause of one second
    QTest::addColumn<int>("hint");
    QTest::addColumn<nanoseconds>("expected");
    QTest::newRow("in between") << 0.5 << 1500 << nanoseconds(1500ms);
    QTest::newRow("shorter") << 0.5 << 499 << nanoseconds(500ms);
    QTest::newRow("equal") << 0.5 << 500 << nanoseconds(500ms);
    QTest::newRow("none at all") << 0.5 << 0 << nanoseconds(500ms);
    QTest::newRow("the longest") << 0.5 << 5500 << nanoseconds(5500ms);
    QTest::newRow("too long") << 0.5 << 5501 << nanoseconds(5500ms);
    QTest::newRow("much too long") << 0.5 << std::numeric_limits<int>::max() << nanoseconds(5500ms);
    QTest::newRow("on nothing") << 0.0 << 4000 << nanoseconds(4s);
    QTest::newRow("too long on nothing") << 0.0 << 6000 << nanoseconds(5s);
    QTest::newRow("negative") << 0.5 << -1 << nanoseconds(500ms);
}

void tst_RetryPolicy::hints()
{
    QFETCH(double, random);
    QFETCH(int, hint);
    QFETCH(nanoseconds, expected);
    QCOMPARE(retryDelay(RetryClass::Throttling, 0, random, std::chrono::milliseconds(hint)),
             expected);
}

void tst_RetryPolicy::tokens()
{
    RetryTokens tokens;
    QCOMPARE(tokens.available(), 500);
    QCOMPARE(tokens.take(RetryClass::Transient), 14);
    QCOMPARE(tokens.available(), 486);
    QCOMPARE(tokens.take(RetryClass::Throttling), 5);
    QCOMPARE(tokens.available(), 481);
}

void tst_RetryPolicy::tokensRunOut()
{
    RetryTokens transient;
    for (int i = 0; i < 35; ++i)
        QCOMPARE(transient.take(RetryClass::Transient), 14);
    QCOMPARE(transient.available(), 10);
    QCOMPARE(transient.take(RetryClass::Transient), 0);
    QCOMPARE(transient.available(), 10); // a rejected retry takes no tokens
    QCOMPARE(transient.take(RetryClass::Throttling), 5);
    QCOMPARE(transient.take(RetryClass::Throttling), 5);
    QCOMPARE(transient.take(RetryClass::Throttling), 0);
    QCOMPARE(transient.available(), 0);

    RetryTokens throttling;
    for (int i = 0; i < 100; ++i)
        QCOMPARE(throttling.take(RetryClass::Throttling), 5);
    QCOMPARE(throttling.take(RetryClass::Throttling), 0);
    QCOMPARE(throttling.take(RetryClass::Transient), 0);
}

void tst_RetryPolicy::refunds()
{
    RetryTokens tokens;
    tokens.refund(0);
    tokens.refund(14);
    QCOMPARE(tokens.available(), 500); // the maximum
    while (tokens.take(RetryClass::Throttling) > 0) {}
    QCOMPARE(tokens.available(), 0);
    for (int i = 1; i <= 14; ++i) {
        QCOMPARE(tokens.take(RetryClass::Transient), 0);
        tokens.refund(0);
        QCOMPARE(tokens.available(), i);
    }
    QCOMPARE(tokens.take(RetryClass::Transient), 14);
    tokens.refund(14);
    tokens.refund(5);
    QCOMPARE(tokens.available(), 19);
}

QTEST_APPLESS_MAIN(tst_RetryPolicy)

#include "tst_retrypolicy.moc"
