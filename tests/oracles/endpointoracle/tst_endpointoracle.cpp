// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "api/generated/operations_p.h"
#include "endpoint/serviceurl_p.h"
#include "processes/node.h"
#include "endpoint/endpoint_p.h"
#include "endpoint/resource_p.h"
#include "filledrequests/filledrequests.h"

#include <QtCore/qjsondocument.h>
#include <QtCore/qjsonobject.h>
#include <QtTest/qtest.h>

using namespace Qt::StringLiterals;
using namespace QtDynamoDBPrivate;

using Code = QDynamoDBError::Code;

// The library resolves endpoints as the official JavaScript SDK does.
class tst_EndpointOracle : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sameEndpoints();
    void sameResources();
    void sameCredentialServices();
};

namespace {

// Returns the error code of the library for an error of the SDK.
Code codeOf(const QString &error)
{
    const QList<std::pair<QLatin1StringView, Code>> codes {
        { "FIPS and custom endpoint"_L1, Code::InvalidParameterCombination },
        { "FIPS endpoints are not supported for OAuth"_L1, Code::InvalidParameterCombination },
        { "Dualstack and custom endpoint"_L1, Code::InvalidParameterCombination },
        { "Endpoint override is not supported"_L1, Code::InvalidEndpoint },
        { "local endpoint are not supported"_L1, Code::InvalidParameterCombination },
        { "required and FIPS is enabled"_L1, Code::InvalidParameterCombination },
        { "account endpoints are not supported"_L1, Code::InvalidParameterCombination },
        { "account ID parameter is invalid"_L1, Code::InvalidParameterValue },
        { "no AccountID was provided"_L1, Code::MissingParameter },
    };
    for (const auto &[text, code] : codes) {
        if (error.contains(text))
            return code;
    }
    return Code::NoError;
}

EndpointParameters parametersOf(const QJsonObject &object, const Operation &operation)
{
    EndpointParameters parameters;
    parameters.service = operation.service;
    parameters.region = object["region"_L1].toString();
    parameters.customEndpoint = QUrl(object["endpoint"_L1].toString());
    parameters.useFips = object["useFips"_L1].toBool();
    parameters.useDualStack = object["useDualStack"_L1].toBool();
    const QString mode = object["mode"_L1].toString();
    parameters.accountIdMode = mode == "required"_L1 ? AccountIdMode::Required
            : mode == "disabled"_L1                  ? AccountIdMode::Disabled
                                                     : AccountIdMode::Preferred;
    parameters.vectorSearch = operation.isSearch;
    parameters.accountId = object["accountId"_L1].toString();
    parameters.resource = requestResource(operation, object["input"_L1].toObject());
    return parameters;
}

// The only case in which the library deliberately differs.
bool isLocalStream(const EndpointParameters &parameters)
{
    return parameters.service == Service::Streams && parameters.region == "local"_L1
            && parameters.customEndpoint.isEmpty();
}

} // namespace

void tst_EndpointOracle::sameEndpoints()
{
    const auto outcome = runNode(u"tests/oracles/endpointoracle/resolve_endpoints.mjs"_s,
                                 { nodeModules() });
    QVERIFY2(outcome.ok, outcome.errors.constData());
    int hosts = 0;
    int errors = 0;
    QSet<QString> differentHosts;
    QSet<QString> differentErrors;
    for (const QByteArray &line : outcome.output.trimmed().split('\n')) {
        const QJsonObject expected = QJsonDocument::fromJson(line).object();
        const Service service = expected["service"_L1].toString() == "Streams"_L1
                ? Service::Streams
                : Service::DynamoDB;
        const Operation *operation = findOperation(service, expected["operation"_L1].toString());
        QVERIFY2(operation, line.constData());
        const EndpointParameters parameters = parametersOf(expected, *operation);
        const auto endpoint = resolveEndpoint(parameters);
        if (isLocalStream(parameters)) {
            const bool plain = !parameters.useFips && !parameters.useDualStack;
            QVERIFY2(endpoint.hasValue() == plain, line.constData());
            if (plain)
                QCOMPARE(endpoint->url, QUrl(u"http://localhost:8000/"_s));
            continue;
        }
        const QString error = expected["error"_L1].toString();
        if (!error.isEmpty()) {
            QVERIFY2(!endpoint, line.constData());
            if (endpoint.error().code() != codeOf(error))
                QFAIL(QByteArray(line + " is " + endpoint.error().message().toUtf8()).constData());
            differentErrors.insert(error);
            ++errors;
            continue;
        }
        if (!endpoint)
            QFAIL(QByteArray(line + " is " + endpoint.error().message().toUtf8()).constData());
        if (endpoint->url.toString() != expected["url"_L1].toString())
            QFAIL(QByteArray(line + " is " + endpoint->url.toEncoded()).constData());
        const QString region = expected["signingRegion"_L1].toString(parameters.region);
        QCOMPARE(QString::fromLatin1(endpoint->signingRegion), region);
        differentHosts.insert(endpoint->url.host());
        ++hosts;
    }
    qInfo("%d endpoints (%d hosts) and %d errors (%d texts) were the same", hosts,
          int(differentHosts.size()), errors, int(differentErrors.size()));
    QVERIFY(hosts > 20000);
    QVERIFY(errors > 10000);
    QVERIFY(differentHosts.size() > 100);
    QCOMPARE(differentErrors.size(), 9);
}

// Both typed requests and requests for execute() name their resource.
void tst_EndpointOracle::sameResources()
{
    int withResource = 0;
    for (const FilledOperation &filled : filledOperations()) {
        const Operation *operation = findOperation(filled.service, QString::fromLatin1(filled.name));
        QVERIFY2(operation, filled.name);
        const auto body = writeRequest(*operation, filled.request.get());
        QVERIFY2(body.hasValue(), filled.name);
        const QString resource = requestResource(*operation, filled.request.get());
        QCOMPARE(requestResource(*operation, QJsonDocument::fromJson(*body).object()), resource);
        withResource += !resource.isEmpty();
    }
    QCOMPARE(withResource, 54);
}

// The endpoints of the credentials services.
void tst_EndpointOracle::sameCredentialServices()
{
    const auto outcome = runNode(u"tests/oracles/endpointoracle/resolve_services.mjs"_s,
                                 { nodeModules() });
    QVERIFY2(outcome.ok, outcome.errors.constData());
    const auto flag = [](const QJsonValue &value) {
        return value.toBool() ? u"true"_s : u"false"_s;
    };
    int urls = 0;
    int errors = 0;
    for (const QByteArray &line : outcome.output.trimmed().split('\n')) {
        const QJsonObject expected = QJsonDocument::fromJson(line).object();
        const Configuration configuration(
                Environment({ { u"AWS_ENDPOINT_URL"_s, expected["endpoint"_L1].toString() },
                              { u"AWS_USE_FIPS_ENDPOINT"_s, flag(expected["useFips"_L1]) },
                              { u"AWS_USE_DUALSTACK_ENDPOINT"_s,
                                flag(expected["useDualStack"_L1]) } },
                            u"/nowhere"_s));
        const auto url = serviceUrl(CredentialService(expected["service"_L1].toInt()),
                                    expected["region"_L1].toString(), configuration);
        const QString error = expected["error"_L1].toString();
        if (error.isEmpty()) {
            if (url.valueOr({}).toString() != expected["url"_L1].toString())
                QFAIL(QByteArray(line + " is " + url.valueOr({}).toEncoded()).constData());
            ++urls;
        } else {
            QVERIFY2(!url && url.error().code() == codeOf(error), line.constData());
            ++errors;
        }
    }
    qInfo("%d URLs and %d errors were the same", urls, errors);
    QVERIFY(urls > 400);
    QVERIFY(errors > 400);
}

QTEST_GUILESS_MAIN(tst_EndpointOracle)
#include "tst_endpointoracle.moc"
