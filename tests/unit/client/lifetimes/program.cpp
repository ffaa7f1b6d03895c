// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

// Runs one case. Arguments: the name of the case, the URL of a server, the transport, and the URL of a
// server that never responds. Without arguments, prints the names of all cases.

#include "eventloop/eventthread_p.h"

#include <QtDynamoDB/qdynamodbapi.h>
#include <QtDynamoDB/qdynamodbbatch.h>
#include <QtDynamoDB/qdynamodbbatchwriter.h>
#include <QtDynamoDB/qdynamodbclient.h>
#include <QtDynamoDB/qdynamodbcredentialsprovider.h>
#include <QtDynamoDB/qdynamodbexceptions.h>
#include <QtDynamoDB/qdynamodbinfluxreporter.h>
#include <QtDynamoDB/qdynamodbitemreader.h>
#include <QtDynamoDB/qdynamodbpager.h>
#include <QtDynamoDB/qdynamodbscanmodel.h>
#include <QtDynamoDB/qdynamodbstreamreader.h>
#include <QtDynamoDB/qdynamodbwaiters.h>

#include <QtCore/qcoreapplication.h>
#include <QtCore/qdeadlinetimer.h>
#include <QtCore/qfile.h>
#include <QtCore/qtimer.h>

#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <memory>
#include <optional>
#include <thread>
#include <vector>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Code = QDynamoDBError::Code;
using Client = QDynamoDBClient;

namespace {

int argumentCount = 0;
char **arguments = nullptr;

[[noreturn]] void fail(const QString &what)
{
    std::fprintf(stderr, "%s\n", qPrintable(what));
    std::_Exit(1);
}

void check(bool holds, const char *what)
{
    if (!holds)
        fail(QString::fromLatin1(what));
}
#define CHECK(condition) check((condition), #condition)

struct Application
{
    QCoreApplication application { argumentCount, arguments };
};

void setUp(Client &client, int url = 2)
{
    client.setRegion(u"us-east-1"_s);
    client.setCredentials({ u"AKIDEXAMPLE"_s, u"s3cr3t-key"_s });
    client.setEndpoint(QUrl(QString::fromLocal8Bit(arguments[url])));
    if (qstrcmp(arguments[3], "direct") == 0)
        client.setTransport(Client::Transport::Direct);
}

std::unique_ptr<Client> makeClient(int url = 2)
{
    auto client = std::make_unique<Client>();
    setUp(*client, url);
    return client;
}

template<typename T>
Code codeOf(QFuture<T> future)
{
    try {
        future.waitForFinished();
    } catch (const QDynamoDBException &exception) {
        return exception.error().code();
    }
    return Code::NoError;
}

// Waits for the future, which has to finish with this code.
template<typename T>
void checkEnded(const QFuture<T> &future, Code code = Code::ClientDestroyed)
{
    QDeadlineTimer deadline(20s);
    while (!future.isFinished() && !deadline.hasExpired())
        std::this_thread::sleep_for(1ms);
    CHECK(future.isFinished());
    const Code is = codeOf(future);
    if (is != code)
        fail(u"a call ended with code %1 in place of %2"_s.arg(int(is)).arg(int(code)));
}

template<typename Condition>
void waitUntil(Condition condition)
{
    QDeadlineTimer deadline(20s);
    while (!condition() && !deadline.hasExpired())
        QCoreApplication::processEvents(QEventLoop::AllEvents, 10);
    CHECK(condition());
}

std::chrono::microseconds cpuTime()
{
    rusage usage {};
    getrusage(RUSAGE_SELF, &usage);
    const auto time = [](const timeval &value) {
        return std::chrono::seconds(value.tv_sec) + std::chrono::microseconds(value.tv_usec);
    };
    return time(usage.ru_utime) + time(usage.ru_stime);
}

// Fails if a thread spins: the process must use nearly no CPU time.
void checkIdle()
{
    const auto before = cpuTime();
    std::this_thread::sleep_for(600ms);
    const auto used = cpuTime() - before;
    if (used > 40ms)
        fail(u"%1 us of CPU were used while nothing was to be done"_s.arg(used.count()));
}

std::unique_ptr<Client> globalClient;

// The call starts before the application exists.
void before()
{
    auto client = makeClient();
    const auto call = client->listTables();
    const auto task = QDynamoDBPager(client.get(), QDynamoDB::ListTablesRequest()).next();
    checkIdle();
    const Application application;
    checkEnded(call, Code::NoError);
    checkEnded(task, Code::NoError);
    checkEnded(client->listTables(), Code::NoError);
}

void beforeWithContinuation()
{
    static std::optional<Application> application;
    auto client = makeClient();
    std::atomic<bool> ran = false;
    auto chain = client->listTables().then(
            [&ran](const QDynamoDB::ListTablesResult &) { ran = true; });
    application.emplace();
    checkEnded(chain, Code::NoError);
    CHECK(ran);
    client.reset();
    application.reset();
}

void beforeButDestroyed()
{
    auto client = makeClient();
    const auto call = client->listTables();
    client.reset();
    CHECK(call.isFinished());
    checkEnded(call);
    const Application application;
    checkEnded(makeClient()->listTables(), Code::NoError);
}

void withoutApplication()
{
    QtDynamoDBPrivate::EventThread::patience = 300ms;
    auto client = makeClient();
    const auto call = client->listTables();
    const auto task = QDynamoDBPager(client.get(), QDynamoDB::ListTablesRequest()).next();
    QDynamoDBBatchWriter writer(client.get());
    writer.put(u"Thread"_s, { { u"Id"_s, 1 } });
    const auto flushed = writer.flush();
    checkEnded(call, Code::Timeout);
    checkEnded(task);
    checkEnded(flushed, Code::NoError);
    checkEnded(client->listTables(), Code::Timeout);
    checkIdle();
    const Application application; // the application is created after the first calls
    checkEnded(client->listTables(), Code::NoError);
}

void childOfApplication()
{
    QFuture<QDynamoDB::ListTablesResult> call;
    {
        const Application application;
        auto *client = new Client(QCoreApplication::instance());
        setUp(*client, 4);
        call = client->listTables();
    }
    CHECK(call.isFinished());
    checkEnded(call);
}

void staticClient()
{
    static const std::unique_ptr<Client> client = makeClient(4);
    QFuture<QDynamoDB::ListTablesResult> call;
    {
        const Application application;
        call = client->listTables();
        QCoreApplication::processEvents();
    }
    CHECK(call.isFinished());
    checkEnded(call);
    checkIdle();
}

void globalPointer()
{
    QFuture<QDynamoDB::ListTablesResult> call;
    {
        const Application application;
        globalClient = makeClient(4);
        call = globalClient->listTables();
    }
    checkEnded(call);
    checkIdle();
    checkEnded(globalClient->listTables());
}

void outlivesApplication()
{
    std::unique_ptr<Client> client;
    for (int round = 0; round < 3; ++round) {
        QFuture<QDynamoDB::ListTablesResult> call;
        {
            const Application application;
            if (!client)
                client = makeClient();
            setUp(*client);
            checkEnded(client->listTables(), Code::NoError);
            setUp(*client, 4);
            call = client->listTables();
        }
        CHECK(call.isFinished());
        checkEnded(call);
        checkEnded(client->listTables());
        checkEnded(QDynamoDBPager(client.get(), QDynamoDB::ListTablesRequest()).next());
        QDynamoDBBatchWriter writer(client.get());
        writer.put(u"Thread"_s, { { u"Id"_s, 1 } });
        checkEnded(writer.flush(), Code::NoError);
        checkIdle();
    }
}

void leaked()
{
    const Application application;
    Client *client = makeClient(4).release();
    (void)client->listTables();
    QCoreApplication::processEvents();
}

void madeInThread()
{
    const Application application;
    std::unique_ptr<Client> client;
    QFuture<QDynamoDB::ListTablesResult> pending;
    std::thread([&] {
        client = makeClient();
        checkEnded(client->listTables(), Code::NoError);
        setUp(*client, 4);
        pending = client->listTables();
    }).join();
    setUp(*client);
    checkEnded(client->listTables(), Code::NoError);
    client.reset();
    checkEnded(pending);
}

void exitInLoop()
{
    static Application application;
    static const std::unique_ptr<Client> client = makeClient(4);
    (void)client->listTables();
    QTimer::singleShot(50, [] { std::exit(0); });
    QCoreApplication::exec();
}

void deletedByContinuation()
{
    const Application application;
    Client *client = makeClient().release();
    auto chain = client->listTables().then(
            [client](const QDynamoDB::ListTablesResult &) { delete client; });
    checkEnded(chain, Code::NoError);
    // The I/O thread of this client may still be running.
}

void deletedByContinuationAtTheEnd()
{
    QFuture<void> chain;
    {
        const Application application;
        Client *client = makeClient(4).release();
        chain = client->listTables()
                        .then([](const QDynamoDB::ListTablesResult &) {})
                        .onFailed([client](const QDynamoDBException &) { delete client; });
        QCoreApplication::processEvents();
    }
    checkEnded(chain, Code::NoError);
    checkIdle();
}

// Pagers, writers, models and readers of a client are active when the application is destroyed.
void companions()
{
    std::unique_ptr<Client> client;
    std::unique_ptr<QDynamoDBStreamReader> reader;
    std::unique_ptr<QDynamoDBItemReader> stream;
    std::unique_ptr<QDynamoDBScanModel> model;
    std::unique_ptr<QDynamoDBBatchWriter> writer;
    std::unique_ptr<QDynamoDBInfluxReporter> reporter;
    QFuture<QDynamoDB::DescribeTableResult> waiter;
    QFuture<QDynamoDBItem> all;
    QFuture<QList<QDynamoDBItem>> items;
    QFuture<QDynamoDBBatchWriteSummary> flushed;
    {
        const Application application;
        client = makeClient(4);
        client->setMaxRetries(0);
        reporter = std::make_unique<QDynamoDBInfluxReporter>();
        reporter->setUrl(QUrl(QString::fromLocal8Bit(arguments[4])));
        reporter->attach(client.get());
        reader = std::make_unique<QDynamoDBStreamReader>(client.get());
        reader->setTableName(u"Thread"_s);
        reader->start();
        QDynamoDB::ScanRequest scan;
        scan.tableName = u"Thread"_s;
        stream = std::make_unique<QDynamoDBItemReader>(client.get(), scan);
        stream->start();
        model = std::make_unique<QDynamoDBScanModel>();
        model->setClient(client.get());
        model->setTableName(u"Thread"_s);
        writer = std::make_unique<QDynamoDBBatchWriter>(client.get());
        writer->put(u"Thread"_s, { { u"Id"_s, 1 } });
        flushed = writer->flush();
        waiter = QDynamoDB::waitUntilTableExists(client.get(), u"Thread"_s);
        all = QDynamoDB::scanAll(client.get(), scan);
        items = QDynamoDB::batchGet(client.get(), u"Thread"_s, { { { u"Id"_s, 1 } } });
        for (int i = 0; i < 20; ++i)
            QCoreApplication::processEvents(QEventLoop::AllEvents, 5);
    }
    CHECK(waiter.isFinished());
    checkEnded(waiter);
    CHECK(all.isFinished());
    checkEnded(all);
    CHECK(items.isFinished());
    checkEnded(items);
    CHECK(flushed.isFinished());
    CHECK(flushed.result().unwritten.size() == 1);
    CHECK(flushed.result().unwritten.first().error.code() == Code::ClientDestroyed);
    checkIdle();
    checkEnded(QDynamoDB::waitUntilTableExists(client.get(), u"Thread"_s));
    checkEnded(QDynamoDB::batchGet(client.get(), u"Thread"_s, { { { u"Id"_s, 1 } } }));
    if (qstrcmp(arguments[3], "direct") == 0)
        client.reset(); // before or after the objects that use it
    writer.reset();
    model.reset();
    stream.reset();
    reader.reset();
    reporter.reset();
}

// Limits the number of free file descriptors while it exists.
class Descriptors
{
public:
    explicit Descriptors(std::size_t free)
    {
        rlimit limit {};
        getrlimit(RLIMIT_NOFILE, &limit);
        limit.rlim_cur = 128;
        setrlimit(RLIMIT_NOFILE, &limit);
        for (int fd = open("/dev/null", O_RDONLY); fd >= 0; fd = open("/dev/null", O_RDONLY))
            m_taken.push_back(fd);
        while (free-- > 0) {
            close(m_taken.back());
            m_taken.pop_back();
        }
    }
    ~Descriptors()
    {
        for (const int fd : m_taken)
            close(fd);
    }
    Q_DISABLE_COPY_MOVE(Descriptors)

private:
    std::vector<int> m_taken;
};

void callAtDescriptorLimit()
{
    const Application application;
    for (std::size_t free = 0; free < 15; ++free) {
        auto client = makeClient();
        client->setMaxRetries(0);
        {
            const Descriptors descriptors(free);
            checkEnded(client->listTables(), Code::Request);
        }
        checkEnded(client->listTables(), Code::NoError);
    }
}

void callsWithConnectionsAtDescriptorLimit()
{
    const Application application;
    auto client = makeClient();
    client->setMaxRetries(0);
    checkEnded(client->listTables(), Code::NoError);
    std::vector<QFuture<QDynamoDB::ListTablesResult>> calls;
    {
        const Descriptors descriptors(0);
        for (int i = 0; i < 40; ++i)
            calls.push_back(client->listTables());
        for (auto &call : calls) {
            const Code code = codeOf(call);
            CHECK(code == Code::NoError || code == Code::Request);
        }
    }
    checkEnded(client->listTables(), Code::NoError);
}

void clientMadeAtDescriptorLimit()
{
    const Application application;
    std::unique_ptr<Client> client;
    {
        const Descriptors descriptors(0);
        client = makeClient();
        client->setMaxRetries(0);
        checkEnded(client->listTables(), Code::Request);
        checkEnded(QDynamoDB::waitUntilTableExists(client.get(), u"Thread"_s), Code::Request);
        checkEnded(QDynamoDB::batchGet(client.get(), u"Thread"_s, { { { u"Id"_s, 1 } } }),
                   Code::Request);
        QDynamoDBBatchWriter writer(client.get());
        writer.put(u"Thread"_s, { { u"Id"_s, 1 } });
        const auto flushed = writer.flush();
        checkEnded(flushed, Code::NoError);
        CHECK(flushed.result().unwritten.size() == 1);
        CHECK(flushed.result().unwritten.first().error.code() == Code::Request);
        const QDynamoDBInfluxReporter reporter;
        makeClient().reset();
    }
    checkEnded(client->listTables(), Code::NoError);
}

void retriesAtDescriptorLimit()
{
    const Application application;
    auto client = makeClient();
    client->setMaxRetries(20);
    auto descriptors = std::make_unique<Descriptors>(0);
    const auto call = client->listTables();
    checkEnded(makeClient()->listTables(), Code::Request);
    descriptors.reset();
    checkEnded(client->listTables(), Code::NoError);
    const Code code = codeOf(call); // failed at once or after retries
    CHECK(code == Code::NoError || code == Code::Request);
}

void processAtDescriptorLimit()
{
    const Application application;
    auto client = makeClient();
    client->setMaxRetries(0);
    client->setCredentials({});
    client->setCredentialsProvider(QDynamoDBCredentialsProvider::process(
            u"/bin/echo"_s,
            { uR"({"Version":1,"AccessKeyId":"AKIDEXAMPLE","SecretAccessKey":"s3cr3t"})"_s }));
    {
        const Descriptors descriptors(0);
        checkEnded(client->listTables(), Code::Request);
    }
    checkEnded(client->listTables(), Code::NoError);
}

void callAtThreadLimit()
{
    const Application application;
    std::unique_ptr<Client> client;
    {
        // Leaves no memory for the stack of another thread.
        QFile status(u"/proc/self/statm"_s);
        CHECK(status.open(QIODevice::ReadOnly));
        const rlim_t pages = status.readAll().split(' ').first().toULong();
        rlimit limit {};
        getrlimit(RLIMIT_AS, &limit);
        const rlimit before = limit;
        limit.rlim_cur = pages * rlim_t(sysconf(_SC_PAGESIZE)) + rlim_t(3) * 1024 * 1024;
        setrlimit(RLIMIT_AS, &limit);
        qInstallMessageHandler([](QtMsgType, const QMessageLogContext &, const QString &) {});
        client = makeClient();
        checkEnded(client->listTables(), Code::Request);
        qInstallMessageHandler(nullptr);
        setrlimit(RLIMIT_AS, &before);
    }
    checkEnded(client->listTables(), Code::NoError);
}

constexpr std::pair<const char *, void (*)()> cases[] = {
    { "callAtDescriptorLimit", callAtDescriptorLimit },
    { "callsWithConnectionsAtDescriptorLimit", callsWithConnectionsAtDescriptorLimit },
    { "clientMadeAtDescriptorLimit", clientMadeAtDescriptorLimit },
    { "retriesAtDescriptorLimit", retriesAtDescriptorLimit },
    { "processAtDescriptorLimit", processAtDescriptorLimit },
    { "callAtThreadLimit", callAtThreadLimit },
    { "before", before },
    { "beforeWithContinuation", beforeWithContinuation },
    { "beforeButDestroyed", beforeButDestroyed },
    { "withoutApplication", withoutApplication },
    { "childOfApplication", childOfApplication },
    { "staticClient", staticClient },
    { "globalPointer", globalPointer },
    { "outlivesApplication", outlivesApplication },
    { "leaked", leaked },
    { "madeInThread", madeInThread },
    { "exitInLoop", exitInLoop },
    { "deletedByContinuation", deletedByContinuation },
    { "deletedByContinuationAtTheEnd", deletedByContinuationAtTheEnd },
    { "companions", companions },
};

} // namespace

int main(int argc, char **argv)
{
    argumentCount = argc;
    arguments = argv;
    if (argc == 1) { // lists the cases
        for (const auto &[name, function] : cases)
            std::printf("%s\n", name);
        return 0;
    }
    for (const auto &[name, function] : cases) {
        if (qstrcmp(name, argv[1]) == 0) {
            function();
            return 0;
        }
    }
    return 2;
}
