// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "values/qdynamodberror_p.h"

#include <QtDynamoDB/qdynamodberror.h>
#include <QtDynamoDB/qdynamodbexceptions.h>

#include <QtTest/qtest.h>

using namespace Qt::StringLiterals;
using Code = QDynamoDBError::Code;

class tst_QDynamoDBError : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void none();
    void plain();
    void retryable_data();
    void retryable();
    void equality();
    void copies();
    void debugOutput();
    void debugOutputOfNone();
    void exceptions_data();
    void exceptions();
};

static QDynamoDBError full()
{
    QDynamoDBError error(Code::TransactionCanceled, u"two of them\nfailed"_s);
    auto &d = QDynamoDBErrorPrivate::get(error);
    d.type = u"TransactionCanceledException"_s;
    d.operation = u"TransactWriteItems"_s;
    d.tableName = u"Thread"_s;
    d.httpStatus = 400;
    d.attempts = 2;
    d.mayHaveSucceeded = true;
    d.requestId = u"ABC123"_s;
    d.cancellationReasons = {
        { Code::NoError, u"None"_s, {}, {} },
        { Code::ConditionalCheckFailed,
          u"ConditionalCheckFailed"_s,
          u"not so"_s,
          { { u"private"_s, 1 } } },
    };
    d.throttlingReasons = { { u"TableReadKeyRangeThroughputExceeded"_s, u"arn:of:Thread"_s } };
    d.item = { { u"private"_s, u"of the user"_s } };
    return error;
}

void tst_QDynamoDBError::none()
{
    const QDynamoDBError error;
    QVERIFY(!error.isError());
    QCOMPARE(error.code(), Code::NoError);
    QCOMPARE(error, QDynamoDBError(Code::NoError, u"ignored"_s));
    QVERIFY(error.type().isEmpty());
    QVERIFY(error.message().isEmpty());
    QVERIFY(error.operation().isEmpty());
    QVERIFY(error.tableName().isEmpty());
    QVERIFY(error.requestId().isEmpty());
    QCOMPARE(error.httpStatus(), 0);
    QCOMPARE(error.attempts(), 0);
    QVERIFY(!error.isRetryable());
    QVERIFY(!error.isThrottling());
    QVERIFY(!error.mayHaveSucceeded());
    QVERIFY(error.cancellationReasons().isEmpty());
    QVERIFY(error.throttlingReasons().isEmpty());
    QVERIFY(error.item().isNull());
}

void tst_QDynamoDBError::plain()
{
    const QDynamoDBError error(Code::ResourceNotFound, u"no such table"_s);
    QVERIFY(error.isError());
    QCOMPARE(error.code(), Code::ResourceNotFound);
    QCOMPARE(error.type(), u"ResourceNotFoundException"_s);
    QCOMPARE(error.message(), u"no such table"_s);
}

void tst_QDynamoDBError::retryable_data()
{
    QTest::addColumn<Code>("code");
    QTest::addColumn<int>("status");
    QTest::addColumn<bool>("retryable");
    QTest::addColumn<bool>("throttling");
    const auto row = [](const char *name, Code code, int status, bool retryable, bool throttling) {
        QTest::newRow(name) << code << status << retryable << throttling;
    };
    row("throttling", Code::Throttling, 400, true, true);
    row("throughput", Code::ProvisionedThroughputExceeded, 400, true, true);
    row("limit", Code::LimitExceeded, 400, true, true);
    row("in progress", Code::TransactionInProgress, 400, true, true);
    row("server", Code::InternalServerError, 500, true, false);
    row("network", Code::Request, 0, true, false);
    row("timeout", Code::Timeout, 0, true, false);
    row("checksum", Code::ChecksumMismatch, 200, true, false);
    row("replicas", Code::ReplicatedWriteConflict, 400, true, false);
    row("unknown, 429", Code::Unknown, 429, true, true);
    row("unknown, 502", Code::Unknown, 502, true, false);
    row("unknown, 501", Code::Unknown, 501, false, false);
    row("condition", Code::ConditionalCheckFailed, 400, false, false);
    row("cancelled transaction", Code::TransactionCanceled, 400, false, false);
    row("conflict", Code::TransactionConflict, 400, false, false);
    row("validation", Code::Validation, 400, false, false);
    row("expired", Code::ExpiredToken, 400, false, false);
    row("cancelled", Code::Cancelled, 0, false, false);
    row("TLS", Code::SecureConnection, 0, false, false);
    row("invalid response", Code::InvalidResponse, 200, false, false);
}

void tst_QDynamoDBError::retryable()
{
    QFETCH(const Code, code);
    QFETCH(const int, status);
    QFETCH(const bool, retryable);
    QFETCH(const bool, throttling);
    QDynamoDBError error(code, u"x"_s);
    QDynamoDBErrorPrivate::get(error).httpStatus = status;
    QCOMPARE(error.isRetryable(), retryable);
    QCOMPARE(error.isThrottling(), throttling);
}

void tst_QDynamoDBError::equality()
{
    QCOMPARE(full(), full());
    QVERIFY(full() != QDynamoDBError());
    const auto differs = [](auto change) {
        QDynamoDBError other = full();
        change(QDynamoDBErrorPrivate::get(other));
        return other != full();
    };
    using D = QDynamoDBErrorPrivate;
    QVERIFY(differs([](D &d) { d.code = Code::Unknown; }));
    QVERIFY(differs([](D &d) { d.type = u"x"_s; }));
    QVERIFY(differs([](D &d) { d.message = u"x"_s; }));
    QVERIFY(differs([](D &d) { d.operation = u"x"_s; }));
    QVERIFY(differs([](D &d) { d.tableName = u"x"_s; }));
    QVERIFY(differs([](D &d) { d.requestId = u"x"_s; }));
    QVERIFY(differs([](D &d) { d.httpStatus = 1; }));
    QVERIFY(differs([](D &d) { d.attempts = 1; }));
    QVERIFY(differs([](D &d) { d.mayHaveSucceeded = false; }));
    QVERIFY(differs([](D &d) { d.item = {}; }));
    QVERIFY(differs([](D &d) { d.cancellationReasons[1].message = u"x"_s; }));
    QVERIFY(differs([](D &d) { d.throttlingReasons.clear(); }));
}

void tst_QDynamoDBError::copies()
{
    const QDynamoDBError error = full();
    QDynamoDBError copy = error;
    QDynamoDBErrorPrivate::get(copy).message = u"changed"_s;
    QCOMPARE(error, full());
    copy = std::move(copy);
    const QDynamoDBError moved = std::move(copy);
    QCOMPARE(moved.message(), u"changed"_s);
}

void tst_QDynamoDBError::debugOutput()
{
    const QString text = QDebug::toString(full());
    for (const char *part :
         { "TransactionCanceled", "operation=TransactWriteItems", "table=Thread", "httpStatus=400",
           "attempts=2", "may have succeeded", "requestId=ABC123", "two of them\\nfailed",
           "reason[1]=ConditionalCheckFailed \"not so\"",
           "TableReadKeyRangeThroughputExceeded arn:of:Thread", "with the item" })
        QVERIFY2(text.contains(QLatin1StringView(part)), part);
    QVERIFY(!text.contains(u'\n'));
    QVERIFY(!text.contains(u"private")); // errors print no data of items
    QVERIFY(!text.contains(u"reason[0]"));
    const QString refused = QDebug::toString(QDynamoDBError(Code::Throttling, {}));
    QVERIFY(refused.contains(u"throttling"));
    QVERIFY(!refused.contains(u"succeeded"));
}

void tst_QDynamoDBError::debugOutputOfNone()
{
    QCOMPARE(QDebug::toString(QDynamoDBError()), u"QDynamoDBError(NoError)"_s);
}

void tst_QDynamoDBError::exceptions_data()
{
    QTest::addColumn<Code>("code");
    const auto codes = QMetaEnum::fromType<Code>();
    for (int i = 0; i < codes.keyCount(); ++i) {
        if (Code(codes.value(i)) != Code::NoError)
            QTest::newRow(codes.key(i)) << Code(codes.value(i));
    }
}

// Each exception can be caught as the base class and keeps its class when it is raised again.
void tst_QDynamoDBError::exceptions()
{
    QFETCH(const Code, code);
    QDynamoDBError error = full();
    QDynamoDBErrorPrivate::get(error).code = code;
    const std::unique_ptr<QDynamoDBException> exception = QDynamoDB::makeException(error);
    const std::unique_ptr<QDynamoDBException> clone(exception->clone());
    QVERIFY(typeid(*clone) == typeid(*exception));
    try {
        clone->raise();
    } catch (const QDynamoDBException &caught) {
        QCOMPARE(caught.error(), error);
        QVERIFY(caught.error().mayHaveSucceeded());
        QVERIFY(typeid(caught) == typeid(*exception));
        QVERIFY(QByteArray(caught.what()).contains("two of them"));
        return;
    }
    QFAIL("no exception was thrown");
}

QTEST_APPLESS_MAIN(tst_QDynamoDBError)

#include "tst_qdynamodberror.moc"
