// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include <QtDynamoDB/qdynamodbotlpreporter.h>

#include "telemetry/otlp_p.h"
#include "telemetry/qdynamodbreporter_p.h"

using namespace Qt::StringLiterals;
using namespace QtDynamoDBPrivate;

class QDynamoDBOtlpReporterPrivate final : public QDynamoDBReporterPrivate
{
public:
    QUrl url;
    QDynamoDBOtlpReporter::Headers headers;
    OtlpResource resource;
};

namespace {

class OtlpEncoder final : public ReportEncoder
{
public:
    OtlpEncoder(const TransportRequest &traces, const TransportRequest &metrics,
                const OtlpResource &resource)
        : m_traces(traces)
        , m_metrics(metrics)
        , m_report(resource)
    {
    }

    void add(const QDynamoDBMeasurement &measurement) override { m_report.add(measurement); }
    [[nodiscard]] QList<TransportRequest> take() override
    {
        QList<TransportRequest> requests = { m_traces, m_metrics };
        requests[0].body = m_report.takeTraces();
        requests[1].body = m_report.takeMetrics();
        return requests;
    }

private:
    const TransportRequest m_traces;
    const TransportRequest m_metrics;
    OtlpReport m_report;
};

// Reads "name=value,name=value", with percent-encoded values.
QDynamoDBOtlpReporter::Headers headersOfEnvironment()
{
    QDynamoDBOtlpReporter::Headers headers;
    for (const QByteArray &entry : qgetenv("OTEL_EXPORTER_OTLP_HEADERS").split(',')) {
        const qsizetype equals = entry.indexOf('=');
        if (equals > 0) {
            headers.append({ entry.first(equals).trimmed(),
                             QByteArray::fromPercentEncoding(entry.sliced(equals + 1).trimmed()) });
        }
    }
    return headers;
}

} // namespace

QDynamoDBOtlpReporterPrivate *QDynamoDBOtlpReporter::d_func() const
{
    return static_cast<QDynamoDBOtlpReporterPrivate *>(d.get());
}

/*!
    \class QDynamoDBOtlpReporter
    \inmodule QtDynamoDB
    \since 0.1
    \brief A reporter that exports measurements to an OpenTelemetry collector.

    The reporter sends OTLP over HTTP in JSON: one span of the kind client per attempt, and one
    histogram \c db.client.operation.duration per batch. Both have the attributes of OpenTelemetry's
    semantic conventions for database clients; \c db.system.name is \c aws.dynamodb.

    A span is a child of the span in QDynamoDBCallOptions::traceParent. If that is not sampled, no
    span is sent.

    Further attributes of a span are the times \c qtdynamodb.queued, \c qtdynamodb.connecting,
    \c qtdynamodb.waiting, \c qtdynamodb.receiving and \c qtdynamodb.decoding, in seconds; those
    below 1 % of the duration are omitted. A failed attempt has \c error.type,
    \c db.response.status_code and \c aws.request_id.

    \sa QDynamoDBReporter
*/

/*!
    \typealias QDynamoDBOtlpReporter::Headers

    A list of pairs of the name and the value of an HTTP header.
*/

/*!
    Constructs a reporter with the given \a parent. It is configured by the environment variables
    \c OTEL_EXPORTER_OTLP_ENDPOINT, \c OTEL_EXPORTER_OTLP_HEADERS, \c OTEL_SERVICE_NAME (or
    \c SERVICE if that is not set) and \c ENVIRONMENT. Attach clients to it with attach().
*/
QDynamoDBOtlpReporter::QDynamoDBOtlpReporter(QObject *parent)
    : QDynamoDBReporter(std::make_unique<QDynamoDBOtlpReporterPrivate>(), parent)
{
    auto *const own = d_func();
    own->url = QUrl(qEnvironmentVariable("OTEL_EXPORTER_OTLP_ENDPOINT", u"http://127.0.0.1:4318"_s));
    own->headers = headersOfEnvironment();
    own->resource.service = qEnvironmentVariable("OTEL_SERVICE_NAME",
                                                 qEnvironmentVariable("SERVICE"));
    own->resource.environment = qEnvironmentVariable("ENVIRONMENT");
    apply();
}

/*!
    Destroys the reporter, as the destructor of QDynamoDBReporter describes.
*/
QDynamoDBOtlpReporter::~QDynamoDBOtlpReporter() = default;

void QDynamoDBOtlpReporter::apply()
{
    const auto requestTo = [this](QLatin1StringView path) {
        QUrl url = d_func()->url;
        QString base = url.path();
        while (base.endsWith(u'/'))
            base.chop(1);
        url.setPath(base + path);
        TransportRequest request;
        request.url = url;
        request.headers = { { "content-type"_ba, "application/json"_ba } };
        for (const auto &[name, value] : std::as_const(d_func()->headers))
            request.headers.append({ name.toLower(), value });
        return request;
    };
    d->sender->setEncoder(std::make_unique<OtlpEncoder>(requestTo("/v1/traces"_L1),
                                                        requestTo("/v1/metrics"_L1),
                                                        d_func()->resource));
    Q_EMIT changed();
}

/*!
    \property QDynamoDBOtlpReporter::url
    \brief the base URL of the collector.

    The reporter appends \c{/v1/traces} and \c{/v1/metrics}. The default is
    \c OTEL_EXPORTER_OTLP_ENDPOINT, and \c{http://127.0.0.1:4318} if that is not set.
*/
QUrl QDynamoDBOtlpReporter::url() const
{
    return d_func()->url;
}

void QDynamoDBOtlpReporter::setUrl(const QUrl &url)
{
    if (std::exchange(d_func()->url, url) != url)
        apply();
}

/*!
    Sets \a headers that are added to each request, for an API key for example. The default is
    \c OTEL_EXPORTER_OTLP_HEADERS. There is no getter, so that keys are not exposed as a property.
*/
void QDynamoDBOtlpReporter::setHeaders(const Headers &headers)
{
    d_func()->headers = headers;
    apply();
}

/*!
    \property QDynamoDBOtlpReporter::service
    \brief the value of the resource attribute \c service.name.

    The default is \c OTEL_SERVICE_NAME or \c SERVICE. If it is empty, \c unknown_service is sent.
*/
QString QDynamoDBOtlpReporter::service() const
{
    return d_func()->resource.service;
}

void QDynamoDBOtlpReporter::setService(const QString &service)
{
    if (std::exchange(d_func()->resource.service, service) != service)
        apply();
}

/*!
    \property QDynamoDBOtlpReporter::environment
    \brief the value of the resource attribute \c deployment.environment.name.

    The default is \c ENVIRONMENT. If it is empty, the attribute is omitted.
*/
QString QDynamoDBOtlpReporter::environment() const
{
    return d_func()->resource.environment;
}

void QDynamoDBOtlpReporter::setEnvironment(const QString &environment)
{
    if (std::exchange(d_func()->resource.environment, environment) != environment)
        apply();
}

/*!
    \fn void QDynamoDBOtlpReporter::changed()

    This signal is emitted after a property or the headers have changed. Measurements that were
    taken before are still sent with the previous values.
*/
