// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "api/generated/operations_p.h"
#include "processes/node.h"
#include "fakeserver/fakeserver.h"
#include "filledrequests/filledrequests.h"
#include "filledrequests/sdkoracle.h"
#include "localservertest/localservertest.h"

#include <QtDynamoDB/qdynamodbapi.h>
#include <QtDynamoDB/qdynamodbstreamsclient.h>

#include <QtCore/qdiriterator.h>
#include <QtCore/qjsondocument.h>
#include <QtCore/qset.h>

using namespace Qt::StringLiterals;
using namespace QtDynamoDBPrivate;
using Code = QDynamoDBError::Code;

// The operations that DynamoDB Local does not support. They are called on the fake server, with every
// member of request and response set. Other integration tests call the remaining operations.
class tst_Integration_Others : public LocalServerTest
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void everyOperationIsTested();
    void roundTrip_data();
    void roundTrip();
    void unsupportedByLocalServer_data();
    void unsupportedByLocalServer();

private:
    static QString name(const FilledOperation &filled) { return QString::fromLatin1(filled.name); }
    bool isOther(const FilledOperation &filled) const { return m_others.contains(name(filled)); }
    QDynamoDBAbstractClient *client(const FilledOperation &filled)
    {
        return filled.service == Service::Streams
                ? static_cast<QDynamoDBAbstractClient *>(&m_streams)
                : &m_client;
    }

    QDynamoDBStreamsClient m_streams;
    QList<FilledOperation> m_filled;
    QSet<QString> m_others;
    QHash<QString, SdkOperation> m_operations;
};

void tst_Integration_Others::initTestCase()
{
    LocalServerTest::initTestCase();
    configure(&m_streams);
    m_client.setMaxRetries(0);
    m_streams.setMaxRetries(0);
    const auto operations = readSdkOperations();
    QVERIFY2(operations, qPrintable(operations.error().message()));
    m_operations = *operations;
    m_filled = filledOperations();
    for (const FilledOperation &filled : std::as_const(m_filled)) {
        const auto outcome = await(client(filled)->execute(name(filled), {}));
        if (outcome.error().code() == Code::UnknownOperation)
            m_others.insert(name(filled));
    }
}

// Each operation is tested here, or by an integration test that calls its method.
void tst_Integration_Others::everyOperationIsTested()
{
    QByteArray tests;
    QDirIterator it(sourcePath(u"tests/integration"_s), { u"tst_integration_*.cpp"_s }, QDir::Files,
                    QDirIterator::Subdirectories);
    while (it.hasNext()) {
        QFile file(it.next());
        QVERIFY(file.open(QIODevice::ReadOnly));
        tests += file.readAll();
    }
    QCOMPARE(m_filled.size(), 62 + 4);
    QCOMPARE(m_filled.size(), qsizetype(allOperations().size()));
    for (const FilledOperation &filled : std::as_const(m_filled)) {
        QByteArray call = '.' + QByteArray(filled.name) + '(';
        call[1] = char(call[1] - 'A' + 'a');
        QVERIFY2(isOther(filled) || tests.contains(call), filled.name);
    }
}

void tst_Integration_Others::roundTrip_data()
{
    QTest::addColumn<FilledOperation>("filled");
    for (const FilledOperation &filled : std::as_const(m_filled)) {
        if (isOther(filled))
            QTest::newRow(filled.name) << filled;
    }
}

void tst_Integration_Others::roundTrip()
{
    QFETCH(const FilledOperation, filled);
    const SdkOperation expected = m_operations.value(name(filled));
    FakeServer server;
    server.setDefault(Reaction::json(200, QJsonDocument(expected.result).toJson()));
    QDynamoDBClient client;
    configure(&client);
    client.setEndpoint(server.url());

    QCOMPARE(filled.service, Service::DynamoDB);
    const QDynamoDBError error = filled.call(&client);
    QVERIFY2(!error.isError(), qPrintable(QDebug::toString(error)));
    QCOMPARE(server.copies(), 1);
    const FakeRequest request = server.requests().constFirst();
    QCOMPARE(QString::fromLatin1(request.header("x-amz-target")), expected.target);
    QString found = difference(QJsonDocument::fromJson(request.body).object(), expected.request);
    QVERIFY2(found.isEmpty(), qPrintable(found));

    const Operation *operation = findOperation(filled.service, name(filled));
    const auto result = writeShape(*operation->output, filled.result.get());
    QVERIFY2(result, qPrintable(QDebug::toString(result.error())));
    found = difference(QJsonDocument::fromJson(*result).object(), expected.result);
    QVERIFY2(found.isEmpty(), qPrintable(found));
}

void tst_Integration_Others::unsupportedByLocalServer_data()
{
    roundTrip_data();
}

void tst_Integration_Others::unsupportedByLocalServer()
{
    QFETCH(const FilledOperation, filled);
    const QDynamoDBError error = filled.call(client(filled));
    QVERIFY2(error.code() == Code::UnknownOperation, qPrintable(QDebug::toString(error)));
    QCOMPARE(error.operation(), name(filled));
    QCOMPARE(error.httpStatus(), 400);
    QCOMPARE(error.attempts(), 1);
    QVERIFY(!error.message().isEmpty());
}

QTEST_GUILESS_MAIN(tst_Integration_Others)
#include "tst_integration_others.moc"
