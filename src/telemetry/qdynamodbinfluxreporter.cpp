// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include <QtDynamoDB/qdynamodbinfluxreporter.h>

#include "telemetry/influxline_p.h"
#include "telemetry/qdynamodbreporter_p.h"

#include <QtCore/qurlquery.h>

using namespace Qt::StringLiterals;
using namespace QtDynamoDBPrivate;

class QDynamoDBInfluxReporterPrivate final : public QDynamoDBReporterPrivate
{
public:
    QUrl url;
    QString database = u"dynamodb"_s;
    QString user;
    QString password;
    QString organization;
    QString bucket;
    QString token;
    QString measurementName;
    QString service;
    QString environment;
};

namespace {

constexpr qsizetype datagramSize =
        1400; // bytes; below the usual MTU, so that datagrams are not fragmented

QString variable(const char *name, const QString &otherwise = {})
{
    return qEnvironmentVariable(name, otherwise);
}

class InfluxEncoder final : public ReportEncoder
{
public:
    InfluxEncoder(const TransportRequest &request, const InfluxNames &names)
        : m_request(request)
        , m_lines(names)
    {
    }

    void add(const QDynamoDBMeasurement &measurement) override { m_lines.add(measurement); }
    [[nodiscard]] QList<TransportRequest> take() override
    {
        QList<TransportRequest> requests;
        const QByteArray lines = m_lines.take();
        if (m_request.url.scheme() != "udp"_L1) {
            requests.append(requestOf(lines));
            return requests;
        }
        // A datagram contains as many whole lines as fit, or one line that is longer.
        for (QByteArrayView rest = lines; !rest.isEmpty();) {
            qsizetype size = rest.size();
            if (size > datagramSize)
                size = rest.first(datagramSize).lastIndexOf('\n') + 1;
            if (size == 0)
                size = rest.indexOf('\n') + 1;
            requests.append(requestOf(rest.first(size).toByteArray()));
            rest = rest.sliced(size);
        }
        return requests;
    }

private:
    [[nodiscard]] TransportRequest requestOf(const QByteArray &lines) const
    {
        TransportRequest request = m_request;
        request.body = lines;
        return request;
    }

    const TransportRequest m_request;
    InfluxLines m_lines;
};

} // namespace

QDynamoDBInfluxReporterPrivate *QDynamoDBInfluxReporter::d_func() const
{
    return static_cast<QDynamoDBInfluxReporterPrivate *>(d.get());
}

/*!
    \class QDynamoDBInfluxReporter
    \inmodule QtDynamoDB
    \since 0.1
    \brief A reporter that writes measurements to InfluxDB 1.x or 2.x.

    Each attempt becomes one point, with these tags and fields. Empty tags are omitted.

    \table
    \header \li Kind \li Names
    \row \li tags
         \li \c action (the operation), \c table, \c index, \c attempt, \c error (the name of the
             QDynamoDBError::Code), \c service, \c environment, \c correlation_id
    \row \li fields in seconds
         \li \c duration, \c queued, \c connecting (only for a new connection), \c waiting,
             \c receiving, \c decoding, \c retry_delay (only if a retry follows)
    \row \li other fields
         \li \c bytes_sent, \c bytes_received, \c status, \c consumed_capacity, \c request_id
             (only for failed attempts)
    \endtable

    \code
    QDynamoDBInfluxReporter reporter;
    reporter.setUrl(QUrl(u"http://127.0.0.1:8086"_s));
    reporter.attach(&client);
    \endcode

    Characters that a tag cannot contain are replaced: a line end is written as \c{\n}, and
    backslashes at the end of a tag are removed.

    The defaults of the properties come from environment variables, read by the constructor.

    \sa QDynamoDBReporter
*/

/*!
    Constructs a reporter with the given \a parent, configured by environment variables. Attach
    clients to it with attach().
*/
QDynamoDBInfluxReporter::QDynamoDBInfluxReporter(QObject *parent)
    : QDynamoDBReporter(std::make_unique<QDynamoDBInfluxReporterPrivate>(), parent)
{
    auto *const own = d_func();
    own->url.setScheme(variable("INFLUX_SCHEME", u"http"_s));
    own->url.setHost(variable("INFLUX_HOST", u"127.0.0.1"_s));
    own->url.setPort(variable("INFLUX_PORT", u"8086"_s).toInt());
    own->user = variable("INFLUX_USER");
    own->password = variable("INFLUX_PASSWORD");
    own->service = variable("SERVICE");
    own->environment = variable("ENVIRONMENT");
    own->measurementName = own->service.isEmpty() ? u"DynamoDB"_s : own->service;
    apply();
}

/*!
    Destroys the reporter, as the destructor of QDynamoDBReporter describes.
*/
QDynamoDBInfluxReporter::~QDynamoDBInfluxReporter() = default;

void QDynamoDBInfluxReporter::apply()
{
    auto *const own = d_func();
    const bool isVersion2 = !own->bucket.isEmpty();
    TransportRequest request;
    QUrl url = own->url;
    if (url.scheme() != "udp"_L1) {
        QString path = url.path();
        while (path.endsWith(u'/'))
            path.chop(1);
        url.setPath(path + (isVersion2 ? "/api/v2/write"_L1 : "/write"_L1));
        // QUrlQuery does not encode characters that have a meaning in a query.
        const auto encoded = [](const QString &text) {
            return QString::fromLatin1(QUrl::toPercentEncoding(text));
        };
        QUrlQuery query;
        if (isVersion2) {
            query.addQueryItem(u"org"_s, encoded(own->organization));
            query.addQueryItem(u"bucket"_s, encoded(own->bucket));
        } else {
            query.addQueryItem(u"db"_s, encoded(own->database));
        }
        query.addQueryItem(u"precision"_s, u"ns"_s);
        url.setQuery(query);
        request.headers = { { "content-type"_ba, "text/plain; charset=utf-8"_ba } };
        const bool hasUser = !own->user.isEmpty();
        const QString user = hasUser ? own->user : url.userName(QUrl::FullyDecoded);
        const QString password = hasUser ? own->password : url.password(QUrl::FullyDecoded);
        if (!own->token.isEmpty()) {
            request.headers.append({ "authorization"_ba, "Token " + own->token.toUtf8() });
        } else if (!user.isEmpty()) {
            const QString login = user + u':' + password;
            request.headers.append({ "authorization"_ba, "Basic " + login.toUtf8().toBase64() });
        }
    }
    request.url = url;
    d->sender->setEncoder(
            std::make_unique<InfluxEncoder>(request,
                                            InfluxNames { own->measurementName, own->service,
                                                          own->environment }));
}

void QDynamoDBInfluxReporter::set(QString &member, const QString &value)
{
    if (std::exchange(member, value) == value)
        return;
    apply();
    Q_EMIT changed();
}

/*!
    \property QDynamoDBInfluxReporter::url
    \brief the URL of the server, with the scheme \c http, \c https or \c udp.

    The default consists of \c INFLUX_SCHEME, \c INFLUX_HOST and \c INFLUX_PORT, and is
    \c{http://127.0.0.1:8086} if they are not set. A UDP listener writes to the database of its
    port, so \l database, \l user, \l organization, \l bucket, password and token are ignored for
    \c udp.
*/
QUrl QDynamoDBInfluxReporter::url() const
{
    return d_func()->url;
}

void QDynamoDBInfluxReporter::setUrl(const QUrl &url)
{
    if (std::exchange(d_func()->url, url) == url)
        return;
    apply();
    Q_EMIT changed();
}

/*!
    \property QDynamoDBInfluxReporter::database
    \brief the database of InfluxDB 1.x, which must exist.

    The default is \c dynamodb. Ignored if \l bucket is set.
*/
QString QDynamoDBInfluxReporter::database() const
{
    return d_func()->database;
}

void QDynamoDBInfluxReporter::setDatabase(const QString &database)
{
    set(d_func()->database, database);
}

/*!
    \property QDynamoDBInfluxReporter::user
    \brief the user name for InfluxDB 1.x.

    The default is \c INFLUX_USER. If it is empty, user name and password of the \l url are used.

    \sa setPassword()
*/
QString QDynamoDBInfluxReporter::user() const
{
    return d_func()->user;
}

void QDynamoDBInfluxReporter::setUser(const QString &user)
{
    set(d_func()->user, user);
}

/*!
    Sets the \a password of the \l user. The default is \c INFLUX_PASSWORD. There is no getter, so
    that the password is not exposed as a property.
*/
void QDynamoDBInfluxReporter::setPassword(const QString &password)
{
    set(d_func()->password, password);
}

/*!
    \property QDynamoDBInfluxReporter::organization
    \brief the organization of InfluxDB 2.x; empty by default.
*/
QString QDynamoDBInfluxReporter::organization() const
{
    return d_func()->organization;
}

void QDynamoDBInfluxReporter::setOrganization(const QString &organization)
{
    set(d_func()->organization, organization);
}

/*!
    \property QDynamoDBInfluxReporter::bucket
    \brief the bucket of InfluxDB 2.x; empty by default.

    If it is set, the write API of InfluxDB 2.x is used, otherwise that of 1.x.
*/
QString QDynamoDBInfluxReporter::bucket() const
{
    return d_func()->bucket;
}

void QDynamoDBInfluxReporter::setBucket(const QString &bucket)
{
    set(d_func()->bucket, bucket);
}

/*!
    Sets the API \a token for InfluxDB 2.x. If it is set, \l user and password are ignored. There is
    no getter, so that the token is not exposed as a property.
*/
void QDynamoDBInfluxReporter::setToken(const QString &token)
{
    set(d_func()->token, token);
}

/*!
    \property QDynamoDBInfluxReporter::measurementName
    \brief the name of the InfluxDB measurement to which the points belong.

    The default is \c SERVICE, and \c DynamoDB if it is not set.
*/
QString QDynamoDBInfluxReporter::measurementName() const
{
    return d_func()->measurementName;
}

void QDynamoDBInfluxReporter::setMeasurementName(const QString &name)
{
    set(d_func()->measurementName, name);
}

/*!
    \property QDynamoDBInfluxReporter::service
    \brief the value of the tag \c service. The default is \c SERVICE.
*/
QString QDynamoDBInfluxReporter::service() const
{
    return d_func()->service;
}

void QDynamoDBInfluxReporter::setService(const QString &service)
{
    set(d_func()->service, service);
}

/*!
    \property QDynamoDBInfluxReporter::environment
    \brief the value of the tag \c environment. The default is \c ENVIRONMENT.
*/
QString QDynamoDBInfluxReporter::environment() const
{
    return d_func()->environment;
}

void QDynamoDBInfluxReporter::setEnvironment(const QString &environment)
{
    set(d_func()->environment, environment);
}

/*!
    \fn void QDynamoDBInfluxReporter::changed()

    This signal is emitted after a property, the password or the token has changed. Measurements
    that were taken before are still sent with the previous values.
*/
