// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include <QtDynamoDB/qdynamodbinfluxreporter.h>

#include "telemetry/influxline_p.h"
#include "telemetry/qdynamodbreporter_p.h"

#include <QtCore/qurlquery.h>

using namespace Qt::StringLiterals;
using namespace QtDynamoDBPrivate;

class QDynamoDBInfluxReporterPrivate
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

constexpr qsizetype datagramSize = 1400; // so that none is split on its way

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
        // Whole lines, as many as go into a datagram, or one that is longer than that.
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

/*!
    \class QDynamoDBInfluxReporter
    \inmodule QtDynamoDB
    \brief Writes measurements to InfluxDB.

    Each attempt becomes a point. Its tags are \c action, \c table, \c index, \c attempt, \c error,
    \c service, \c environment and \c correlation_id, as far as there is such a thing; its fields
    \c duration, \c queued, \c connecting, \c waiting, \c receiving, \c decoding and \c retry_delay
    in seconds, \c bytes_sent, \c bytes_received, \c status, \c consumed_capacity and, where it
    failed, \c request_id. Where a connection was open, there is no \c connecting.

    \code
    QDynamoDBInfluxReporter reporter;
    reporter.setUrl(QUrl(u"http://127.0.0.1:8086"_s));
    reporter.attach(&client);
    \endcode

    What InfluxDB's tags can't hold is changed: the end of a line is written as \c{\n}, and
    backslashes at the end are left out.

    \sa QDynamoDBReporter
*/

/*!
    Makes a reporter with the given \a parent.
*/
QDynamoDBInfluxReporter::QDynamoDBInfluxReporter(QObject *parent)
    : QDynamoDBReporter(parent)
    , m(std::make_unique<QDynamoDBInfluxReporterPrivate>())
{
    m->url.setScheme(variable("INFLUX_SCHEME", u"http"_s));
    m->url.setHost(variable("INFLUX_HOST", u"127.0.0.1"_s));
    m->url.setPort(variable("INFLUX_PORT", u"8086"_s).toInt());
    m->user = variable("INFLUX_USER");
    m->password = variable("INFLUX_PASSWORD");
    m->service = variable("SERVICE");
    m->environment = variable("ENVIRONMENT");
    m->measurementName = m->service.isEmpty() ? u"DynamoDB"_s : m->service;
    apply();
}

QDynamoDBInfluxReporter::~QDynamoDBInfluxReporter() = default;

void QDynamoDBInfluxReporter::apply()
{
    const bool isTwo = !m->bucket.isEmpty();
    TransportRequest request;
    QUrl url = m->url;
    if (url.scheme() != "udp"_L1) {
        QString path = url.path();
        while (path.endsWith(u'/'))
            path.chop(1);
        url.setPath(path + (isTwo ? "/api/v2/write"_L1 : "/write"_L1));
        // QUrlQuery leaves what means something in a query.
        const auto encoded = [](const QString &text) {
            return QString::fromLatin1(QUrl::toPercentEncoding(text));
        };
        QUrlQuery query;
        if (isTwo) {
            query.addQueryItem(u"org"_s, encoded(m->organization));
            query.addQueryItem(u"bucket"_s, encoded(m->bucket));
        } else {
            query.addQueryItem(u"db"_s, encoded(m->database));
        }
        query.addQueryItem(u"precision"_s, u"ns"_s);
        url.setQuery(query);
        request.headers = { { "content-type"_ba, "text/plain; charset=utf-8"_ba } };
        const bool isNamed = !m->user.isEmpty();
        const QString user = isNamed ? m->user : url.userName(QUrl::FullyDecoded);
        const QString password = isNamed ? m->password : url.password(QUrl::FullyDecoded);
        if (!m->token.isEmpty()) {
            request.headers.append({ "authorization"_ba, "Token " + m->token.toUtf8() });
        } else if (!user.isEmpty()) {
            const QString login = user + u':' + password;
            request.headers.append({ "authorization"_ba, "Basic " + login.toUtf8().toBase64() });
        }
    }
    request.url = url;
    d->sender->setEncoder(
            std::make_unique<InfluxEncoder>(request,
                                            InfluxNames { m->measurementName, m->service,
                                                          m->environment }));
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
    \brief where the server is: a \c http, \c https or \c udp URL.

    Made of \c INFLUX_SCHEME, \c INFLUX_HOST and \c INFLUX_PORT to begin with, or else
    \c{http://127.0.0.1:8086}. A server that listens to UDP knows by its port what database is
   meant, so nothing else matters there.
*/
QUrl QDynamoDBInfluxReporter::url() const
{
    return m->url;
}

void QDynamoDBInfluxReporter::setUrl(const QUrl &url)
{
    if (std::exchange(m->url, url) == url)
        return;
    apply();
    Q_EMIT changed();
}

/*!
    \property QDynamoDBInfluxReporter::database
    \brief the database of an InfluxDB 1.x, which must be there; \c dynamodb by default.
*/
QString QDynamoDBInfluxReporter::database() const
{
    return m->database;
}

void QDynamoDBInfluxReporter::setDatabase(const QString &database)
{
    set(m->database, database);
}

/*!
    \property QDynamoDBInfluxReporter::user
    \brief who writes to an InfluxDB 1.x; \c INFLUX_USER by default, or else the URL's user.
*/
QString QDynamoDBInfluxReporter::user() const
{
    return m->user;
}

void QDynamoDBInfluxReporter::setUser(const QString &user)
{
    set(m->user, user);
}

/*!
    Sets the user's \a password; \c INFLUX_PASSWORD by default. It can't be read again.
*/
void QDynamoDBInfluxReporter::setPassword(const QString &password)
{
    set(m->password, password);
}

/*!
    \property QDynamoDBInfluxReporter::organization
    \brief the organization of an InfluxDB 2.x.
*/
QString QDynamoDBInfluxReporter::organization() const
{
    return m->organization;
}

void QDynamoDBInfluxReporter::setOrganization(const QString &organization)
{
    set(m->organization, organization);
}

/*!
    \property QDynamoDBInfluxReporter::bucket
    \brief the bucket of an InfluxDB 2.x. Where it is set, the server is taken for one.
*/
QString QDynamoDBInfluxReporter::bucket() const
{
    return m->bucket;
}

void QDynamoDBInfluxReporter::setBucket(const QString &bucket)
{
    set(m->bucket, bucket);
}

/*!
    Sets the \a token that an InfluxDB 2.x lets us write with. It can't be read again.
*/
void QDynamoDBInfluxReporter::setToken(const QString &token)
{
    set(m->token, token);
}

/*!
    \property QDynamoDBInfluxReporter::measurementName
    \brief the name of the points; \c SERVICE by default, or else \c DynamoDB.
*/
QString QDynamoDBInfluxReporter::measurementName() const
{
    return m->measurementName;
}

void QDynamoDBInfluxReporter::setMeasurementName(const QString &name)
{
    set(m->measurementName, name);
}

/*!
    \property QDynamoDBInfluxReporter::service
    \brief the tag \c service; \c SERVICE by default.
*/
QString QDynamoDBInfluxReporter::service() const
{
    return m->service;
}

void QDynamoDBInfluxReporter::setService(const QString &service)
{
    set(m->service, service);
}

/*!
    \property QDynamoDBInfluxReporter::environment
    \brief the tag \c environment; \c ENVIRONMENT by default.
*/
QString QDynamoDBInfluxReporter::environment() const
{
    return m->environment;
}

void QDynamoDBInfluxReporter::setEnvironment(const QString &environment)
{
    set(m->environment, environment);
}
