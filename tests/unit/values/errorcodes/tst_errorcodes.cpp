// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "values/errorcodes_p.h"

#include <QtDynamoDB/qdynamodbexceptions.h>

#include <QtCore/qmetaobject.h>
#include <QtTest/qtest.h>

using namespace QtDynamoDBPrivate;
using Code = QDynamoDBError::Code;

class tst_ErrorCodes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void fromWire_data();
    void fromWire();
    void infos();
    void retryClasses_data();
    void retryClasses();
    void stableNumbers();
    void exceptions();
};

void tst_ErrorCodes::fromWire_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<Code>("code");

    const auto row = [](const char *name, Code code) {
        QTest::newRow(name) << QByteArray(name) << code;
    };
    row("ResourceNotFoundException", Code::ResourceNotFound);
    row("ResourceNotFound", Code::ResourceNotFound);
    row("InternalServerError", Code::InternalServerError);
    row("InternalServerException", Code::InternalServerError);
    row("InternalFailure", Code::InternalFailure);
    row("RequestLimitExceeded", Code::RequestLimitExceeded);
    row("RequestLimitExceededException", Code::RequestLimitExceeded);
    row("ValidationException", Code::Validation);
    row("ValidationError", Code::Validation);
    row("ThrottlingException", Code::Throttling);
    row("ThrottlingError", Code::Throttling);
    row("Throttling", Code::Throttling);
    row("ThrottledException", Code::Throttling);
    row("RequestThrottled", Code::Throttling);
    row("RequestThrottledException", Code::Throttling);
    row("TooManyRequestsException", Code::Throttling);
    row("BandwidthLimitExceeded", Code::Throttling);
    row("EC2ThrottledException", Code::Throttling);
    row("PriorRequestNotComplete", Code::Throttling);
    row("SlowDown", Code::Throttling);
    row("RequestTimeout", Code::Timeout);
    row("RequestTimeoutException", Code::Timeout);
    row("ExpiredTokenException", Code::ExpiredToken);
    row("SignatureDoesNotMatch", Code::InvalidSignature);
    row("ExpiredIteratorException", Code::ExpiredIterator);
    row("NoSuchThingException", Code::Unknown);
    row("Exception", Code::Unknown);
    row("", Code::Unknown);
    row("Cancelled", Code::Unknown); // a code of the library, not of the service
    row("NoError", Code::Unknown);
}

void tst_ErrorCodes::fromWire()
{
    QFETCH(QByteArray, name);
    QFETCH(Code, code);
    QCOMPARE(errorCodeFromWire(name), code);
}

void tst_ErrorCodes::infos()
{
    const QMetaEnum codes = QMetaEnum::fromType<Code>();
    for (int i = 0; i < codes.keyCount(); ++i) {
        const ErrorCodeInfo &info = errorCodeInfo(Code(codes.value(i)));
        QCOMPARE(info.code, Code(codes.value(i)));
        QCOMPARE(info.name, codes.key(i));
        // Each name of the service is mapped to its code.
        if (info.httpStatus != 0)
            QCOMPARE(errorCodeFromWire(info.wireName), info.code);
    }
    QCOMPARE(errorCodeInfo(Code::InvalidEndpoint).httpStatus, 421);
    QCOMPARE(errorCodeInfo(Code::InternalServerError).httpStatus, 500);
    QCOMPARE(errorCodeInfo(Code(100000)).code, Code::Unknown);
}

void tst_ErrorCodes::retryClasses_data()
{
    QTest::addColumn<Code>("code");
    QTest::addColumn<int>("expected");

    const auto row = [](const char *name, Code code, RetryClass expected) {
        QTest::newRow(name) << code << int(expected);
    };
    row("throughput", Code::ProvisionedThroughputExceeded, RetryClass::Throttling);
    row("in progress", Code::TransactionInProgress, RetryClass::Throttling);
    row("limit", Code::LimitExceeded, RetryClass::Throttling);
    row("replicated", Code::ReplicatedWriteConflict, RetryClass::Transient);
    row("network", Code::Request, RetryClass::Transient);
    row("checksum", Code::ChecksumMismatch, RetryClass::Transient);
    row("endpoint", Code::InvalidEndpoint, RetryClass::None);
    row("conflict", Code::TransactionConflict, RetryClass::None);
    row("cancelled", Code::TransactionCanceled, RetryClass::None);
    row("condition", Code::ConditionalCheckFailed, RetryClass::None);
    row("collection", Code::ItemCollectionSizeLimitExceeded, RetryClass::None);
    row("token", Code::ExpiredToken, RetryClass::None);
    row("validation", Code::Validation, RetryClass::None);
}

void tst_ErrorCodes::retryClasses()
{
    QFETCH(Code, code);
    QFETCH(int, expected);
    QCOMPARE(int(errorCodeInfo(code).retryClass), expected);
}

void tst_ErrorCodes::stableNumbers()
{
    QCOMPARE(int(Code::NoError), 0);
    QCOMPARE(int(Code::Unknown), 1);
    QCOMPARE(int(Code::ResourceNotFound), 29);
    QCOMPARE(int(Code::ChecksumMismatch), 69);
}

void tst_ErrorCodes::exceptions()
{
    const QDynamoDBError error(Code::ResourceNotFound, QStringLiteral("no such table"));
    const std::unique_ptr<QDynamoDBException> exception = QDynamoDB::makeException(error);
    QVERIFY_THROWS_EXCEPTION(QDynamoDB::ResourceNotFoundException, exception->raise());
    const std::unique_ptr<QDynamoDBException> copy(exception->clone());
    QVERIFY_THROWS_EXCEPTION(QDynamoDB::ResourceNotFoundException, copy->raise());
    QCOMPARE(copy->error(), error);

    const QMetaEnum codes = QMetaEnum::fromType<Code>();
    for (int i = 1; i < codes.keyCount(); ++i) {
        const auto thrown = QDynamoDB::makeException({ Code(codes.value(i)), QString() });
        QCOMPARE(thrown->code(), Code(codes.value(i)));
        QVERIFY(typeid(*thrown) != typeid(QDynamoDBException));
    }
}

QTEST_APPLESS_MAIN(tst_ErrorCodes)
#include "tst_errorcodes.moc"
