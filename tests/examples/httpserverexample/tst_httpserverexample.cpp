// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "fakeserver/fakeserver.h"
#include "processes/process.h"
#include "waiting/longtimeouts.h"

#include <QtDynamoDB/qdynamodblocalserver.h>

#include <QtCore/qjsonarray.h>
#include <QtCore/qjsondocument.h>
#include <QtCore/qjsonobject.h>
#include <QtCore/qprocess.h>

using namespace Qt::StringLiterals;

// The HTTP server example, called with curl.
class tst_HttpServerExample : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void writeAndRead();
    void ifNoneMatch();
    void pages();
    void invalidRequests_data();
    void invalidRequests();
    void concurrent();
    void correlation();
    void measurements();

private:
    struct Answer
    {
        int status = 0;
        QByteArray head;
        QByteArray body;
        [[nodiscard]] QJsonObject json() const { return QJsonDocument::fromJson(body).object(); }
    };
    // The arguments precede the path.
    [[nodiscard]] Answer curl(const QStringList &arguments, const QString &path);

    QDynamoDBLocalServer m_database;
    FakeServer m_influx;
    QProcess m_service;
    QString m_url; // of the resource /notes
};

void tst_HttpServerExample::initTestCase()
{
    m_database.start();
    QVERIFY2(m_database.waitForStarted(), qPrintable(m_database.errorString()));
    m_influx.setDefault(Reaction::reply(204, {}));
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"INFLUX_HOST"_s, u"127.0.0.1"_s);
    environment.insert(u"INFLUX_PORT"_s, QString::number(m_influx.port()));
    environment.insert(u"SERVICE"_s, u"notes"_s);
    environment.insert(u"ENVIRONMENT"_s, u"test"_s);
    m_service.setProcessEnvironment(environment);
    m_service.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    m_service.start(QStringLiteral(NOTESERVER),
                    { u"--endpoint"_s, m_database.endpoint().toString() });
    QVERIFY(m_service.waitForReadyRead());
    m_url = QString::fromUtf8(m_service.readAll()).trimmed();
    QVERIFY2(m_url.startsWith(u"http://127.0.0.1:"_s), qPrintable(m_url));
}

void tst_HttpServerExample::cleanupTestCase()
{
    m_service.closeWriteChannel(); // the example ends when its standard input is closed
    QVERIFY(m_service.waitForFinished());
    QCOMPARE(m_service.exitStatus(), QProcess::NormalExit);
    QCOMPARE(m_service.exitCode(), 0);
}

tst_HttpServerExample::Answer tst_HttpServerExample::curl(const QStringList &arguments,
                                                          const QString &path)
{
    const QString url = m_url + path;
    const ProcessResult process = runProcess(u"curl"_s,
                                             QStringList { u"--silent"_s, u"--show-error"_s,
                                                           u"--include"_s, u"--noproxy"_s, u"*"_s,
                                                           u"--max-time"_s, u"60"_s }
                                                     + arguments + QStringList(url));
    if (!process.ok)
        qWarning("%s", process.errors.constData());
    Answer answer;
    const QByteArray all = process.output;
    const qsizetype end = std::max<qsizetype>(0, all.indexOf("\r\n\r\n"));
    answer.head = all.first(end);
    answer.status = answer.head.mid(9, 3).toInt();
    answer.body = all.mid(end + 4);
    return answer;
}

void tst_HttpServerExample::writeAndRead()
{
    QCOMPARE(curl({}, u"/one"_s).status, 404);
    QCOMPARE(curl({ u"-X"_s, u"PUT"_s, u"-d"_s, uR"({ "text": "Grüße", "n": 1.5 })"_s }, u"/one"_s)
                     .status,
             204);
    const Answer note = curl({}, u"/one"_s);
    QCOMPARE(note.status, 200);
    QVERIFY(note.head.toLower().contains("content-type: application/json"));
    const QJsonObject expected { { u"id"_s, u"one"_s }, { u"text"_s, u"Grüße"_s }, { u"n"_s, 1.5 } };
    QCOMPARE(note.json(), expected);
    QCOMPARE(curl({ u"-X"_s, u"DELETE"_s }, u"/one"_s).status, 204);
    QCOMPARE(curl({}, u"/one"_s).status, 404);
}

void tst_HttpServerExample::ifNoneMatch()
{
    const QStringList put = { u"-X"_s, u"PUT"_s, u"-H"_s, u"If-None-Match: *"_s, u"-d"_s, u"{}"_s };
    QCOMPARE(curl(put, u"/new"_s).status, 201);
    const Answer second = curl(put, u"/new"_s);
    QCOMPARE(second.status, 409);
    QVERIFY(second.head.toLower().contains("content-type: application/problem+json"));
    QCOMPARE(second.json()["status"_L1].toInt(), 409);
    QCOMPARE(curl({ u"-X"_s, u"DELETE"_s }, u"/new"_s).status, 204);
}

void tst_HttpServerExample::pages()
{
    for (const QString &id : { u"a"_s, u"b c&d?"_s, u"e"_s }) {
        const QString path = u'/' + QString::fromLatin1(QUrl::toPercentEncoding(id));
        QCOMPARE(curl({ u"-X"_s, u"PUT"_s, u"-d"_s, u"{}"_s }, path).status, 204);
    }
    QStringList ids;
    QString after;
    int count = 0;
    do {
        const QString query = u"?limit=1&after="_s
                + QString::fromLatin1(QUrl::toPercentEncoding(after));
        const QJsonObject page = curl({}, query).json();
        for (const QJsonValue &note : page["notes"_L1].toArray())
            ids += note["id"_L1].toString();
        after = page["after"_L1].toString();
    } while (!after.isEmpty() && ++count < 10);
    ids.sort();
    QCOMPARE(ids, QStringList({ u"a"_s, u"b c&d?"_s, u"e"_s }));
    for (const QString &id : ids) {
        const QString path = u'/' + QString::fromLatin1(QUrl::toPercentEncoding(id));
        QCOMPARE(curl({ u"-X"_s, u"DELETE"_s }, path).status, 204);
    }
}

void tst_HttpServerExample::invalidRequests_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<int>("status");
    const auto put = [](const QString &body) {
        return QStringList { u"-X"_s, u"PUT"_s, u"--data-raw"_s, body };
    };
    QTest::newRow("invalid JSON") << put(u"{"_s) << 400;
    QTest::newRow("not an object") << put(u"[1]"_s) << 400;
    QTest::newRow("too large") << put(u"{\"a\":\""_s + QString(101 * 1024, u'a') + u"\"}"_s) << 413;
    QTest::newRow("number") << put(u"{\"a\":1e999}"_s) << 400;
}

void tst_HttpServerExample::invalidRequests()
{
    QFETCH(const QStringList, arguments);
    QFETCH(const int, status);
    const Answer answer = curl(arguments, u"/bad"_s);
    QCOMPARE(answer.status, status);
    QVERIFY(!answer.body.contains("ynamo"));
    QCOMPARE(curl({}, u"/bad"_s).status, 404);
}

void tst_HttpServerExample::concurrent()
{
    // One curl sends forty requests at once and prints each status.
    QStringList arguments = {
        u"--silent"_s,  u"--parallel"_s, u"--parallel-immediate"_s, u"--parallel-max"_s, u"40"_s,
        u"--noproxy"_s, u"*"_s
    };
    for (int i = 0; i < 40; ++i) {
        if (i > 0)
            arguments += u"--next"_s;
        arguments += { u"-X"_s,
                       u"PUT"_s,
                       u"-d"_s,
                       u"{\"n\":%1}"_s.arg(i),
                       u"-w"_s,
                       u"%{http_code}\n"_s,
                       u"%1/many%2"_s.arg(m_url).arg(i) };
    }
    QCOMPARE(runProcess(u"curl"_s, arguments).output, "204\n"_ba.repeated(40));
    const QJsonArray notes = curl({}, u"?limit=100"_s).json()["notes"_L1].toArray();
    QCOMPARE(notes.size(), 40);
    for (const QJsonValue &note : notes)
        QCOMPARE(note["id"_L1].toString(), u"many%1"_s.arg(note["n"_L1].toInt()));
}

void tst_HttpServerExample::correlation()
{
    const Answer answer = curl({ u"-H"_s, u"Correlation-Id: order-66"_s }, u"/none"_s);
    QVERIFY2(answer.head.toLower().contains("\r\ncorrelation-id: order-66"),
             answer.head.constData());
    const auto isReported = [this] {
        const QList<FakeRequest> requests = m_influx.requests();
        return std::any_of(requests.begin(), requests.end(), [](const FakeRequest &request) {
            return request.body.contains(",correlation_id=order-66 ");
        });
    };
    QTRY_VERIFY(isReported());
}

void tst_HttpServerExample::measurements()
{
    QVERIFY(curl({}, u"/none"_s).status);
    QTRY_VERIFY(!m_influx.requests().isEmpty());
    const FakeRequest request = m_influx.requests().constFirst();
    QCOMPARE(request.target, "/write?db=dynamodb&precision=ns"_ba);
    QVERIFY(request.body.startsWith("notes,action="));
    QVERIFY(request.body.contains(",service=notes,environment=test,"));
}

QTEST_GUILESS_MAIN(tst_HttpServerExample)
#include "tst_httpserverexample.moc"
