// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "credentials/credentialscache_p.h"
#include "waiting/longtimeouts.h"

#include <QtCore/qthread.h>
#include <QtTest/qsignalspy.h>

using namespace Qt::StringLiterals;
using namespace QtDynamoDBPrivate;

using Code = QDynamoDBError::Code;
using Freshness = QDynamoDBCredentialsProvider::Freshness;
using Result = QDynamoDBExpected<QDynamoDBCredentials>;

namespace {

// A provider that holds its callbacks until the test calls them.
class HeldProvider final : public QDynamoDBCredentialsProvider
{
public:
    QString name() const override { return u"held"_s; }
    void fetch(Freshness freshness, Callback answer) override
    {
        asked += freshness;
        answers += std::move(answer);
    }

    QList<Freshness> asked;
    QList<Callback> answers;
};

} // namespace

class tst_CredentialsCache : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void oneFetchForMany();
    void cachedCredentials();
    void credentialsWithoutExpiration();
    void refreshAhead();
    void failedRefresh();
    void shortLived();
    void expired();
    void expiredOnArrival();
    void invalidCredentials_data();
    void invalidCredentials();
    void failureIsNotCached();
    void reload();
    void reloadDuringFetch();
    void oneReloadForMany();
    void failedReload();
    void refreshFailsForTenMinutes();
    void clockJumps_data();
    void clockJumps();
    void failedSignal();
    void cancelled();
    void secondResult();
    void missingResult();
    void resultFromAnotherThread();
    void resultAfterDestruction();
    void callbacks();
    void destroyedByCallback();

private:
    QDynamoDBCredentials credentials(const QString &id, int secondsLeft = 0) const;
    // Results of get(), in the order of their delivery.
    void get();
    void answer(const Result &result);

    std::shared_ptr<HeldProvider> m_provider;
    std::unique_ptr<CredentialsCache> m_cache;
    QDateTime m_now;
    QList<Result> m_results;
};

void tst_CredentialsCache::init()
{
    m_results.clear();
    m_now = QDateTime::fromString(u"2026-01-31T12:00:00Z"_s, Qt::ISODate);
    m_provider = std::make_shared<HeldProvider>();
    m_cache = std::make_unique<CredentialsCache>(m_provider, [this] { return m_now; });
}

QDynamoDBCredentials tst_CredentialsCache::credentials(const QString &id, int secondsLeft) const
{
    QDynamoDBCredentials result(id, u"s3cr3t-key"_s);
    result.setSource(u"test"_s);
    if (secondsLeft)
        result.setExpiration(m_now.addSecs(secondsLeft));
    return result;
}

void tst_CredentialsCache::get()
{
    m_cache->get([this](const Result &result) { m_results += result; });
}

// Calls the oldest held callback.
void tst_CredentialsCache::answer(const Result &result)
{
    m_provider->answers.takeFirst()(result);
    QCoreApplication::processEvents();
}

void tst_CredentialsCache::oneFetchForMany()
{
    QVERIFY(m_cache->current().isEmpty());
    QVERIFY(m_provider->asked.isEmpty());
    for (int i = 0; i < 200; ++i)
        get();
    QCOMPARE(m_provider->asked, QList<Freshness> { Freshness::Any });
    QVERIFY(m_results.isEmpty());
    answer(credentials(u"AKID1"_s));
    QCOMPARE(m_results.size(), 200);
    QCOMPARE(m_results.last()->accessKeyId(), u"AKID1"_s);
    QCOMPARE(m_provider->asked.size(), 1);
}

void tst_CredentialsCache::cachedCredentials()
{
    get();
    m_provider->answers.takeFirst()(credentials(u"AKID1"_s));
    QVERIFY(m_results.isEmpty()); // results are delivered by the event loop
    QCoreApplication::processEvents();
    QCOMPARE(m_results.size(), 1);
    QCOMPARE(m_cache->current().accessKeyId(), u"AKID1"_s);
    QCOMPARE(m_cache->get([this](const Result &result) { m_results += result; }), 0u);
    QCOMPARE(m_results.size(), 2);
    QCOMPARE(m_provider->asked.size(), 1);
}

void tst_CredentialsCache::credentialsWithoutExpiration()
{
    get();
    answer(credentials(u"AKID1"_s));
    m_now = m_now.addYears(10);
    QCOMPARE(m_cache->current().accessKeyId(), u"AKID1"_s);
    QCOMPARE(m_provider->asked.size(), 1);
}

void tst_CredentialsCache::refreshAhead()
{
    get();
    answer(credentials(u"AKID1"_s, 3600));
    m_now = m_now.addSecs(3600 - 301);
    QCOMPARE(m_cache->current().accessKeyId(), u"AKID1"_s);
    QCOMPARE(m_provider->asked.size(), 1);
    m_now = m_now.addSecs(1);
    // The refresh runs in the background, once.
    get();
    get();
    QCOMPARE(m_results.size(), 3);
    QCOMPARE(m_results.last()->accessKeyId(), u"AKID1"_s);
    QCOMPARE(m_provider->asked.size(), 2);
    answer(credentials(u"AKID2"_s, 3600));
    QCOMPARE(m_cache->current().accessKeyId(), u"AKID2"_s);
    QCOMPARE(m_provider->asked.size(), 2);
}

void tst_CredentialsCache::failedRefresh()
{
    get();
    answer(credentials(u"AKID1"_s, 3600));
    m_now = m_now.addSecs(3600 - 200);
    get();
    answer(QDynamoDBError(Code::Request, u"no network"_s));
    // The old credentials are used without another fetch for each call.
    get();
    QCOMPARE(m_provider->asked.size(), 2);
    QCOMPARE(m_results.last()->accessKeyId(), u"AKID1"_s);
    m_now = m_now.addSecs(30);
    get();
    QCOMPARE(m_provider->asked.size(), 3);
    QCOMPARE(m_results.last()->accessKeyId(), u"AKID1"_s);
    // After the expiration, all calls wait for the fetch in flight.
    m_now = m_now.addSecs(170);
    get();
    QCOMPARE(m_results.size(), 4);
    answer(QDynamoDBError(Code::Request, u"no network"_s));
    QCOMPARE(m_results.size(), 5);
    QCOMPARE(m_results.last().error().code(), Code::Request);
    QCOMPARE(m_provider->asked.size(), 3);
}

void tst_CredentialsCache::shortLived()
{
    get();
    answer(credentials(u"AKID1"_s, 120));
    for (int i = 0; i < 10; ++i)
        get();
    QCOMPARE(m_provider->asked.size(), 1);
    m_now = m_now.addSecs(30);
    get();
    QCOMPARE(m_provider->asked.size(), 2);
}

void tst_CredentialsCache::expired()
{
    get();
    answer(credentials(u"AKID1"_s, 3600));
    m_now = m_now.addSecs(3600);
    QVERIFY(m_cache->current().isEmpty());
    QCOMPARE(m_provider->asked.size(), 1);
    get();
    QCOMPARE(m_results.size(), 1);
    answer(credentials(u"AKID2"_s, 3600));
    QCOMPARE(m_results.last()->accessKeyId(), u"AKID2"_s);
}

void tst_CredentialsCache::expiredOnArrival()
{
    get();
    answer(credentials(u"AKID1"_s, -1));
    QCOMPARE(m_results.size(), 1);
    QCOMPARE(m_results.last().error().code(), Code::ExpiredToken);
    QVERIFY(m_results.last().error().message().contains("2026-01-31T11:59:59Z"_L1));
    QVERIFY(m_cache->current().isEmpty());
}

void tst_CredentialsCache::invalidCredentials_data()
{
    QTest::addColumn<QDynamoDBCredentials>("given");
    QTest::addColumn<QDynamoDBError::Code>("code");
    QTest::newRow("empty") << QDynamoDBCredentials() << Code::NoCredentials;
    QTest::newRow("no secret") << QDynamoDBCredentials(u"AKID"_s, {}) << Code::NoCredentials;
    QTest::newRow("newline") << QDynamoDBCredentials(u"AKID\r\nx: S3CR3T"_s, u"S3CR3T"_s)
                             << Code::InvalidParameterValue;
    QTest::newRow("newline in the token")
            << QDynamoDBCredentials(u"AKID"_s, u"S3CR3T"_s, u"S3CR3T\nx"_s)
            << Code::InvalidParameterValue;
    QTest::newRow("not ASCII") << QDynamoDBCredentials(u"ÄKID"_s, u"S3CR3T"_s)
                               << Code::InvalidParameterValue;
}

void tst_CredentialsCache::invalidCredentials()
{
    QFETCH(QDynamoDBCredentials, given);
    QFETCH(QDynamoDBError::Code, code);
    get();
    answer(given);
    QCOMPARE(m_results.size(), 1);
    QCOMPARE(m_results.last().error().code(), code);
    QVERIFY(m_results.last().error().message().startsWith("held: "_L1));
    QVERIFY(!m_results.last().error().message().contains("S3CR3T"_L1));
}

void tst_CredentialsCache::failureIsNotCached()
{
    get();
    get();
    answer(QDynamoDBError(Code::NoCredentials, u"none"_s));
    QCOMPARE(m_results.size(), 2);
    QCOMPARE(m_results.last().error().message(), u"held: none"_s);
    get();
    answer(QDynamoDBCredentials(u"AKID1"_s, u"s3cr3t-key"_s));
    QCOMPARE(m_results.last()->accessKeyId(), u"AKID1"_s);
    QCOMPARE(m_results.last()->source(), u"held"_s);
}

void tst_CredentialsCache::reload()
{
    get();
    answer(credentials(u"AKID1"_s));
    const auto first = m_cache->current();
    m_cache->reload(first, [this](const Result &result) { m_results += result; });
    QVERIFY(m_cache->current().isEmpty());
    QCOMPARE(m_provider->asked, (QList<Freshness> { Freshness::Any, Freshness::Reload }));
    answer(credentials(u"AKID2"_s));
    QCOMPARE(m_results.last()->accessKeyId(), u"AKID2"_s);
    // A rejection of credentials that are no longer used.
    m_cache->reload(first, [this](const Result &result) { m_results += result; });
    QCOMPARE(m_results.size(), 3);
    QCOMPARE(m_results.last()->accessKeyId(), u"AKID2"_s);
    QCOMPARE(m_provider->asked.size(), 2);
}

void tst_CredentialsCache::reloadDuringFetch()
{
    get();
    answer(credentials(u"AKID1"_s, 3600));
    m_now = m_now.addSecs(3500);
    const auto first = m_cache->current(); // and fetches new credentials
    QCOMPARE(m_provider->asked.size(), 2);
    m_cache->reload(first, [this](const Result &result) { m_results += result; });
    QCOMPARE(m_provider->asked.size(), 2);
    // The provider returns the same credentials, so the cache requests a reload.
    answer(first);
    QCOMPARE(m_results.size(), 1);
    QCOMPARE(m_provider->asked.last(), Freshness::Reload);
    QCOMPARE(m_provider->asked.size(), 3);
    // After the reload returns the same credentials, the cache does not fetch again.
    answer(first);
    QCOMPARE(m_results.size(), 2);
    QCOMPARE(m_results.last().value(), first);
    QCOMPARE(m_provider->asked.size(), 3);
}

void tst_CredentialsCache::oneReloadForMany()
{
    get();
    answer(credentials(u"AKID1"_s));
    const auto first = m_cache->current();
    for (int i = 0; i < 10; ++i)
        m_cache->reload(first, [this](const Result &result) { m_results += result; });
    get();
    QCOMPARE(m_provider->asked.size(), 2);
    answer(credentials(u"AKID2"_s));
    QCOMPARE(m_results.size(), 12);
    QCOMPARE(m_results.last()->accessKeyId(), u"AKID2"_s);
    QCOMPARE(m_provider->asked.size(), 2);
}

void tst_CredentialsCache::failedReload()
{
    get();
    answer(credentials(u"AKID1"_s));
    m_cache->reload(m_cache->current(), [this](const Result &result) { m_results += result; });
    answer(QDynamoDBError(Code::NoProfile, u"gone"_s));
    QCOMPARE(m_results.last().error().code(), Code::NoProfile);
    QVERIFY(m_cache->current().isEmpty());
}

// The credentials are used until they expire; the refresh is repeated twice a minute.
void tst_CredentialsCache::refreshFailsForTenMinutes()
{
    get();
    answer(credentials(u"AKID1"_s, 600));
    int asked = 0;
    for (int second = 0; second < 600; ++second) {
        QCOMPARE(m_cache->current().accessKeyId(), u"AKID1"_s);
        if (!m_provider->answers.isEmpty()) {
            ++asked;
            answer(QDynamoDBError(Code::Request, u"no network"_s));
        }
        m_now = m_now.addSecs(1);
    }
    QCOMPARE(asked, 10); // fetches in five minutes
    QVERIFY(m_cache->current().isEmpty());
    get();
    answer(QDynamoDBError(Code::Request, u"no network"_s));
    QCOMPARE(m_results.last().error().message(), u"held: no network"_s);
    get();
    answer(credentials(u"AKID2"_s, 600));
    QCOMPARE(m_cache->current().accessKeyId(), u"AKID2"_s);
}

void tst_CredentialsCache::clockJumps_data()
{
    QTest::addColumn<int>("seconds");
    QTest::addColumn<bool>("stillGood");
    QTest::addColumn<int>("fetches");
    QTest::newRow("one day ahead") << 86400 << false << 0;
    QTest::newRow("until the refresh") << 3400 << true << 1;
    QTest::newRow("one hour back") << -3600 << true << 0;
    QTest::newRow("one minute ahead") << 60 << true << 0;
}

void tst_CredentialsCache::clockJumps()
{
    QFETCH(int, seconds);
    QFETCH(bool, stillGood);
    QFETCH(int, fetches);
    get();
    answer(credentials(u"AKID1"_s, 3600));
    m_now = m_now.addSecs(seconds);
    QCOMPARE(!m_cache->current().isEmpty(), stillGood);
    QCOMPARE(m_provider->answers.size(), fetches);

    // After a failed refresh, the next one follows after half a minute, even if the clock was set back.
    get();
    while (!m_provider->answers.isEmpty())
        answer(credentials(u"AKID2"_s, 200));
    const int before = int(m_provider->asked.size());
    m_now = m_now.addSecs(31);
    (void)m_cache->current();
    const int expected = m_cache->current().accessKeyId() == "AKID2"_L1 ? 1 : 0;
    QCOMPARE(int(m_provider->asked.size()) - before, expected);
    if (!expected)
        return;
    answer(QDynamoDBError(Code::Request, u"no network"_s));
    m_now = m_now.addSecs(-7200);
    (void)m_cache->current();
    QCOMPARE(m_provider->answers.size(), 0); // the expiration is distant again
    m_now = m_now.addSecs(7100);
    (void)m_cache->current();
    QCOMPARE(m_provider->answers.size(), 1);
}

void tst_CredentialsCache::failedSignal()
{
    QSignalSpy spy(m_cache.get(), &CredentialsCache::failed);
    get();
    answer(credentials(u"AKID1"_s, 600));
    m_now = m_now.addSecs(400);
    (void)m_cache->current();
    answer(QDynamoDBError(Code::Request, u"no network"_s));
    QCOMPARE(spy.size(), 0);
    m_now = m_now.addSecs(400);
    get();
    answer(QDynamoDBError(Code::Request, u"no network"_s));
    QCOMPARE(spy.size(), 1);
    QCOMPARE(spy.first().first().value<QDynamoDBError>().message(), u"held: no network"_s);
}

void tst_CredentialsCache::cancelled()
{
    get();
    const auto ticket = m_cache->get([](const Result &) { QFAIL("cancelled"); });
    QVERIFY(ticket);
    get();
    m_cache->cancel(ticket);
    m_cache->cancel(0);
    answer(credentials(u"AKID1"_s));
    QCOMPARE(m_results.size(), 2);
}

void tst_CredentialsCache::secondResult()
{
    get();
    const auto first = m_provider->answers.first();
    answer(credentials(u"AKID1"_s, 60));
    first(credentials(u"AKID2"_s));
    QCoreApplication::processEvents();
    QCOMPARE(m_cache->current().accessKeyId(), u"AKID1"_s);
    // The second result is not used for the next fetch.
    m_now = m_now.addSecs(60);
    get();
    first(credentials(u"AKID2"_s));
    QCoreApplication::processEvents();
    QCOMPARE(m_results.size(), 1);
    answer(credentials(u"AKID3"_s));
    QCOMPARE(m_results.last()->accessKeyId(), u"AKID3"_s);
}

void tst_CredentialsCache::missingResult()
{
    get();
    m_provider->answers.clear();
    QCoreApplication::processEvents();
    QCOMPARE(m_results.size(), 1);
    QCOMPARE(m_results.last().error().code(), Code::NoCredentials);
    QVERIFY(m_results.last().error().message().startsWith("held: "_L1));
}

void tst_CredentialsCache::resultFromAnotherThread()
{
    QThread *answeredIn = nullptr;
    m_cache->get([&](const Result &result) {
        answeredIn = QThread::currentThread();
        m_results += result;
    });
    const auto given = credentials(u"AKID1"_s);
    const std::unique_ptr<QThread> thread(
            QThread::create([&] { m_provider->answers.takeFirst()(given); }));
    thread->start();
    QTRY_COMPARE(m_results.size(), 1);
    QVERIFY(thread->wait());
    QCOMPARE(answeredIn, QThread::currentThread());
}

void tst_CredentialsCache::resultAfterDestruction()
{
    get();
    get();
    m_cache.reset();
    answer(credentials(u"AKID1"_s));
    QVERIFY(m_results.isEmpty());

    // Between the result and its delivery by the event loop.
    init();
    get();
    m_provider->answers.takeFirst()(credentials(u"AKID1"_s));
    m_cache.reset();
    QCoreApplication::processEvents();
    QVERIFY(m_results.isEmpty());
}

// A callback may call get() again, or cancel another one.
void tst_CredentialsCache::callbacks()
{
    CredentialsCache::Ticket second = 0;
    m_cache->get([&](const Result &) {
        m_cache->cancel(second);
        get();
    });
    second = m_cache->get([](const Result &) { QFAIL("cancelled"); });
    answer(QDynamoDBError(Code::NoCredentials, u"none"_s));
    QVERIFY(m_results.isEmpty());
    QCOMPARE(m_provider->asked.size(), 2);
    answer(credentials(u"AKID1"_s));
    QCOMPARE(m_results.size(), 1);
    QVERIFY(m_results.last().hasValue());
}

void tst_CredentialsCache::destroyedByCallback()
{
    m_cache->get([this](const Result &result) {
        m_results += result;
        m_cache.reset();
    });
    get();
    answer(credentials(u"AKID1"_s));
    QCOMPARE(m_results.size(), 1);
}

QTEST_GUILESS_MAIN(tst_CredentialsCache)
#include "tst_credentialscache.moc"
