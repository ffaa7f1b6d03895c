// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "hostileclient.h"
#include "scenarios.h"
#include "waiting/longtimeouts.h"

#include <transport/qnam/qnamdisposal_p.h>

using namespace Qt::StringLiterals;
using Transport = HostileClient::Transport;
using Security = HostileServer::Security;
using Code = QDynamoDBError::Code;

Q_DECLARE_METATYPE(const Scenario *)

// Each call gets a response of the tables in scenarios.cpp. It ends as the table says, after as many
// attempts, and the following calls get their own items.
class tst_hostile_responses : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase_data() { addHostileColumns(); }
    void framing_data() { addRows(framingScenarios()); }
    void framing() { run(); }
    void heads_data() { addRows(headScenarios()); }
    void heads() { run(); }
    void phases_data() { addRows(phaseScenarios()); }
    void phases() { run(); }
    void content_data() { addRows(contentScenarios()); }
    void content() { run(); }
    void transportsAgree();
    void clientDestroyedDuringEndlessHead();

private:
    static void addRows(const QList<Scenario> &scenarios);
    static void run();
};

void tst_hostile_responses::addRows(const QList<Scenario> &scenarios)
{
    QTest::addColumn<const Scenario *>("scenario");
    for (const Scenario &scenario : scenarios)
        QTest::newRow(scenario.name) << &scenario;
}

void tst_hostile_responses::run()
{
    QFETCH_GLOBAL(const Transport, transport);
    QFETCH_GLOBAL(const Security, security);
    QFETCH(const Scenario *const, scenario);
    const bool direct = transport == Transport::Direct;
    const Outcome expected = direct ? scenario->outcome
                                    : scenario->networkAccessManager.value_or(scenario->outcome);
    HostileServer server(security);
    HostileClient client(&server, transport);
    server.setScript(scenario->script);
    server.setEarly(scenario->isEarly);
    const HostileClient::Result result = client.getItem("first",
                                                        expected.code == Code::Timeout
                                                                ? HostileClient::Timeouts::Possible
                                                                : HostileClient::Timeouts::None);
    QVERIFY(result.isOver);
    const QString text = result.error.type() + u": "_s + result.error.message();
    QVERIFY2(result.error.code() == expected.code, qPrintable(text));
    QVERIFY2(result.attempts == (expected.isRetried ? 2 : 1), qPrintable(text));
    if (expected.code == Code::NoError)
        QCOMPARE(result.value, expected.hasItem ? "first"_ba : QByteArray());
    else
        QVERIFY(!result.error.message().isEmpty());

    server.setScript({});
    for (const QByteArray id : { "second", "third", "fourth" }) {
        const HostileClient::Result next = client.getItem(id);
        QVERIFY(next.isOver);
        QVERIFY2(!next.error.isError(), qPrintable(next.error.message()));
        QCOMPARE(next.id, id);
        QCOMPARE(next.value, id);
    }
}

// The outcome for QNetworkAccessManager differs only where it waits for the rest of a response that
// the direct transport rejects.
void tst_hostile_responses::transportsAgree()
{
    for (const auto *scenarios :
         { &framingScenarios(), &headScenarios(), &phaseScenarios(), &contentScenarios() }) {
        for (const Scenario &scenario : *scenarios) {
            if (scenario.networkAccessManager)
                QVERIFY2(scenario.networkAccessManager->code == Code::Timeout, scenario.name);
        }
    }
}

void tst_hostile_responses::clientDestroyedDuringEndlessHead()
{
    QFETCH_GLOBAL(const Transport, transport);
    QFETCH_GLOBAL(const Security, security);
    HostileServer server(security);
    HostileClient client(&server, transport, 0);
    server.setScript({ { HostileStep::Kind::Send, "HTTP/1.1 200 OK\r\nX-A: " },
                       { HostileStep::Kind::Flood, QByteArray(65536, 'a') } });
    QVERIFY(client.getItem("first", HostileClient::Timeouts::Possible).error.isError());
    const auto pending = client.client()->getItem(u"Table"_s, { { u"id"_s, u"second"_s } });
    QTRY_COMPARE(server.requests(), 2);
    const int disposals = QtDynamoDBPrivate::disposals();
    client.destroy();
    // The destructor of QNetworkAccessManager waits up to five seconds for a busy thread, so another
    // thread destroys the client.
    if (transport == Transport::NetworkAccessManager)
        QTRY_VERIFY(QtDynamoDBPrivate::disposals() > disposals);
    QTRY_VERIFY(pending.isFinished());
}

QTEST_GUILESS_MAIN(tst_hostile_responses)

#include "tst_hostile_responses.moc"
