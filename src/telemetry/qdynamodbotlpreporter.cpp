// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include <QtDynamoDB/qdynamodbotlpreporter.h>

#include "telemetry/otlp_p.h"
#include "telemetry/qdynamodbreporter_p.h"

using namespace Qt::StringLiterals;
using namespace QtDynamoDBPrivate;

class QDynamoDBOtlpReporterPrivate
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

// "name=value,name=value", percent-encoded.
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

/*!
    \class QDynamoDBOtlpReporter
    \inmodule QtDynamoDB
    \brief Exports measurements to an OpenTelemetry collector.

    By OTLP over HTTP in JSON go, for each attempt, a span of the kind client, and for each batch
    the histogram \c db.client.operation.duration, both with the attributes of OpenTelemetry's
    conventions for database clients (\c db.system.name is \c aws.dynamodb). A span is the child of
    what QDynamoDBCallOptions::traceParent names; a caller that is not sampled has none.

    Where a span's time went say \c qtdynamodb.queued, \c connecting, \c waiting, \c receiving and
    \c decoding, in seconds, but for those of less than a hundredth of it. Where it failed, it has
    \c error.type, \c db.response.status_code and \c aws.request_id.

    \sa QDynamoDBReporter
*/

/*!
    Makes a reporter with the given \a parent. It begins with what \c OTEL_EXPORTER_OTLP_ENDPOINT,
    \c OTEL_EXPORTER_OTLP_HEADERS, \c OTEL_SERVICE_NAME (or else \c SERVICE) and \c ENVIRONMENT say.
*/
QDynamoDBOtlpReporter::QDynamoDBOtlpReporter(QObject *parent)
    : QDynamoDBReporter(parent)
    , m(std::make_unique<QDynamoDBOtlpReporterPrivate>())
{
    m->url = QUrl(qEnvironmentVariable("OTEL_EXPORTER_OTLP_ENDPOINT", u"http://127.0.0.1:4318"_s));
    m->headers = headersOfEnvironment();
    m->resource.service = qEnvironmentVariable("OTEL_SERVICE_NAME", qEnvironmentVariable("SERVICE"));
    m->resource.environment = qEnvironmentVariable("ENVIRONMENT");
    apply();
}

QDynamoDBOtlpReporter::~QDynamoDBOtlpReporter() = default;

void QDynamoDBOtlpReporter::apply()
{
    const auto requestTo = [this](QLatin1StringView path) {
        QUrl url = m->url;
        QString base = url.path();
        while (base.endsWith(u'/'))
            base.chop(1);
        url.setPath(base + path);
        TransportRequest request;
        request.url = url;
        request.headers = { { "content-type"_ba, "application/json"_ba } };
        for (const auto &[name, value] : std::as_const(m->headers))
            request.headers.append({ name.toLower(), value });
        return request;
    };
    d->sender->setEncoder(std::make_unique<OtlpEncoder>(requestTo("/v1/traces"_L1),
                                                        requestTo("/v1/metrics"_L1), m->resource));
    Q_EMIT changed();
}

/*!
    \property QDynamoDBOtlpReporter::url
    \brief the collector's base address, to which \c{/v1/traces} and \c{/v1/metrics} are added;
    \c{http://127.0.0.1:4318} by default.
*/
QUrl QDynamoDBOtlpReporter::url() const
{
    return m->url;
}

void QDynamoDBOtlpReporter::setUrl(const QUrl &url)
{
    if (std::exchange(m->url, url) != url)
        apply();
}

/*!
    Sends \a headers along, with a key for example. They can't be read again.
*/
void QDynamoDBOtlpReporter::setHeaders(const Headers &headers)
{
    m->headers = headers;
    apply();
}

/*!
    \property QDynamoDBOtlpReporter::service
    \brief the resource's attribute \c service.name.
*/
QString QDynamoDBOtlpReporter::service() const
{
    return m->resource.service;
}

void QDynamoDBOtlpReporter::setService(const QString &service)
{
    if (std::exchange(m->resource.service, service) != service)
        apply();
}

/*!
    \property QDynamoDBOtlpReporter::environment
    \brief the resource's attribute \c deployment.environment.name.
*/
QString QDynamoDBOtlpReporter::environment() const
{
    return m->resource.environment;
}

void QDynamoDBOtlpReporter::setEnvironment(const QString &environment)
{
    if (std::exchange(m->resource.environment, environment) != environment)
        apply();
}
