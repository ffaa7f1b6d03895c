// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "futureends.h"

#include <QtDynamoDB/qdynamodbapi_query.h>
#include <QtDynamoDB/qdynamodbexpression.h>

#include <QtCore/qmetaobject.h>
#include <QtCore/qsemaphore.h>
#include <QtTest/qtest.h>

#include <thread>

using namespace Qt::StringLiterals;
using QDynamoDB::waitForResult;
using QDynamoDB::waitForResults;

// Results and errors of futures, and exceptions in their continuations.
class tst_QDynamoDBFuture : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void outcomes_data();
    void outcomes();
    void outcomesOfVoid();
    void outcomesOfSeveral();
    void outcomeWaits();
    void onFailedByError_data();
    void onFailedByError();
    void onFailedOrder();
    void raiseInChain();
    void expectedInChain();
    void expected();
};

static void addEnds()
{
    QTest::addColumn<End>("how");
    QTest::addColumn<Code>("code");
    QTest::addColumn<QString>("message");
    QTest::newRow("result") << End::Result << Code::NoError << QString();
    QTest::newRow("error") << End::Error << Code::Throttling << u"slow down"_s;
    QTest::newRow("std::exception")
            << End::StandardException << Code::Unknown << u"no such thing"_s;
    QTest::newRow("other exception")
            << End::OtherException << Code::Unknown
            << u"The future failed with an exception of an unknown type."_s;
    QTest::newRow("cancelled") << End::Cancelled << Code::Cancelled << u"The call was cancelled."_s;
    QTest::newRow("dropped") << End::Dropped << Code::Cancelled << u"The call was cancelled."_s;
}

void tst_QDynamoDBFuture::outcomes_data()
{
    addEnds();
    QTest::newRow("no result") << End::NoResult << Code::Unknown
                               << u"The future finished without a result."_s;
}

void tst_QDynamoDBFuture::outcomes()
{
    QFETCH(const End, how);
    QFETCH(const Code, code);
    QFETCH(const QString, message);

    const QDynamoDBExpected<int> result = waitForResult(ended<int>(how));
    QCOMPARE(result.error().code(), code);
    QCOMPARE(result.error().message(), message);
    QCOMPARE(result.hasValue(), how == End::Result);
    if (result)
        QCOMPARE(*result, 7);
}

void tst_QDynamoDBFuture::outcomesOfVoid()
{
    QVERIFY(waitForResult(ended<void>(End::Result)).hasValue());
    QCOMPARE(waitForResult(ended<void>(End::Error)).error(), throttled());
    QCOMPARE(waitForResult(ended<void>(End::Cancelled)).error().code(), Code::Cancelled);
    QCOMPARE(waitForResult(QFuture<void>()).error().code(),
             Code::Cancelled); // a default future is cancelled
}

void tst_QDynamoDBFuture::outcomesOfSeveral()
{
    QCOMPARE(waitForResult(several({ 3, 4, 5 })).value(), 3);
    QCOMPARE(waitForResults(several({ 3, 4, 5 })).value(), QList<int>({ 3, 4, 5 }));
    QCOMPARE(waitForResults(several({})).value(), QList<int>());
    QCOMPARE(waitForResults(ended<int>(End::Error)).error(), throttled());
}

void tst_QDynamoDBFuture::outcomeWaits()
{
    auto promise = std::make_unique<QPromise<int>>();
    const QFuture<int> future = promise->future();
    QSemaphore goesOn;
    std::thread other([&] {
        goesOn.acquire();
        end(std::move(promise), End::Result);
    });
    goesOn.release();
    QCOMPARE(waitForResult(future).value(), 7);
    other.join();
}

void tst_QDynamoDBFuture::onFailedByError_data()
{
    QTest::addColumn<Code>("code");
    const auto codes = QMetaEnum::fromType<Code>();
    for (int i = 0; i < codes.keyCount(); ++i) {
        if (Code(codes.value(i)) != Code::NoError)
            QTest::newRow(codes.key(i)) << Code(codes.value(i));
    }
}

// A handler may take the error itself instead of the exception.
void tst_QDynamoDBFuture::onFailedByError()
{
    QFETCH(const Code, code);
    const QDynamoDBError error(code, u"it is so"_s);
    const auto failed = [&error] {
        QPromise<int> promise;
        promise.start();
        promise.setException(*QDynamoDB::makeException(error));
        promise.finish();
        return promise.future();
    };
    QList<QDynamoDBError> caught;
    const auto add = [&](const QDynamoDBError &found) {
        caught.append(found);
        return 1;
    };
    QCOMPARE(failed().onFailed(add).result(), 1);
    QCOMPARE(failed().onFailed([&](QDynamoDBError found) { return add(found); }).result(), 1);
    const QFuture<int> later = failed().onFailed(this, add);
    QTRY_COMPARE(later.resultCount(), 1);
    try {
        failed().waitForFinished();
    } catch (const QDynamoDBError &found) {
        add(found);
    }
    QCOMPARE(caught, QList<QDynamoDBError>(4, error));
}

// The first handler of a matching type is called; the exception keeps its type.
void tst_QDynamoDBFuture::onFailedOrder()
{
    QString called;
    const auto record = [&called](const QString &name) { called = name; };
    ended<void>(End::Error)
            .onFailed([&](const QDynamoDB::ValidationException &) { record(u"validation"_s); })
            .onFailed([&](const QDynamoDB::ThrottlingException &) { record(u"throttling"_s); })
            .onFailed([&](const QDynamoDBError &) { record(u"error"_s); })
            .waitForFinished();
    QCOMPARE(called, u"throttling"_s);
    ended<void>(End::Error)
            .onFailed([&](const QDynamoDBError &) { record(u"error"_s); })
            .onFailed([&](const QDynamoDBException &) { record(u"exception"_s); })
            .waitForFinished();
    QCOMPARE(called, u"error"_s);
    ended<void>(End::Error)
            .onFailed([&](const QDynamoDBError &) { throw; })
            .onFailed([&](const QDynamoDB::ThrottlingException &e) { record(e.message()); })
            .waitForFinished();
    QCOMPARE(called, u"slow down"_s);
    ended<void>(End::StandardException)
            .onFailed([&](const QDynamoDBError &) { record(u"error"_s); })
            .onFailed([&](const std::exception &) { record(u"other"_s); })
            .waitForFinished();
    QCOMPARE(called, u"other"_s);
}

void tst_QDynamoDBFuture::raiseInChain()
{
    const auto check = [](bool isRight) {
        return ended<int>(End::Result).then([isRight](int) {
            QDynamoDB::QueryRequest query;
            QDynamoDB::apply(&query,
                             isRight ? QDynamoDB::key(u"Id"_s) == 1
                                     : QDynamoDB::key(u"Id"_s)
                                             == QDynamoDBValue(QDynamoDBValue::Type::Undefined))
                    .raise();
            return query.keyConditionExpression;
        });
    };
    QVERIFY(!check(true).result().isEmpty());
    QString message;
    check(false)
            .onFailed([&](const QDynamoDB::InvalidParameterValueException &failure) {
                message = failure.message();
                return QString();
            })
            .waitForFinished();
    QVERIFY(!message.isEmpty());

    const auto codes = QMetaEnum::fromType<Code>();
    for (int i = 0; i < codes.keyCount(); ++i) {
        const QDynamoDBError error(Code(codes.value(i)), u"it is so"_s);
        bool isThrown = false;
        try {
            error.raise();
        } catch (const QDynamoDBException &exception) {
            isThrown = true;
            QCOMPARE(exception.error(), error);
            QVERIFY(typeid(exception) == typeid(*QDynamoDB::makeException(error)));
        }
        QCOMPARE(isThrown, error.isError());
    }
}

void tst_QDynamoDBFuture::expectedInChain()
{
    const QFuture<int> future = ended<int>(End::Result).then([](int) {
        return QDynamoDBExpected<int>(throttled()).value();
    });
    QVERIFY_THROWS_EXCEPTION(QDynamoDB::ThrottlingException, QFuture<int>(future).waitForFinished());
}

void tst_QDynamoDBFuture::expected()
{
    QDynamoDBExpected<int> number(3);
    QCOMPARE(number.value(), 3);
    QCOMPARE(std::move(number).value(), 3);
    QDynamoDBExpected<int> none(throttled());
    const QDynamoDBExpected<int> constant(none);
    QVERIFY_THROWS_EXCEPTION(QDynamoDB::ThrottlingException, (void)constant.value());
    QVERIFY_THROWS_EXCEPTION(QDynamoDB::ThrottlingException, (void)none.value());
    QVERIFY_THROWS_EXCEPTION(QDynamoDB::ThrottlingException, (void)*none);
    QVERIFY_THROWS_EXCEPTION(QDynamoDB::ThrottlingException, (void)std::move(none).value());
    const QDynamoDBExpected<void> failure(throttled());
    QVERIFY(!failure);
    QVERIFY_THROWS_EXCEPTION(QDynamoDB::ThrottlingException, failure.value());
    QVERIFY(QDynamoDBExpected<void>());
}

QTEST_GUILESS_MAIN(tst_QDynamoDBFuture)
#include "tst_qdynamodbfuture.moc"
