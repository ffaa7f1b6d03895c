// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "api/generated/operations_p.h"
#include "signing/signer_p.h"
#include "processes/botocore.h"

#include <QtCore/qjsonarray.h>
#include <QtCore/qjsondocument.h>
#include <QtCore/qjsonobject.h>
#include <QtTest/qtest.h>

using namespace Qt::StringLiterals;
using namespace QtDynamoDBPrivate;

// The library signs requests as botocore does, the official Python SDK.
class tst_SignerOracle : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sameAuthorization();
};

void tst_SignerOracle::sameAuthorization()
{
    const QString script = QFINDTESTDATA("sign_requests.py");
    QVERIFY(!script.isEmpty());

    QStringList arguments;
    for (const Operation *operation : allOperations())
        arguments += QString::fromLatin1(operation->target);
    QCOMPARE(arguments.size(), 62 + 4);

    const ProcessResult result = runBotocore(script, arguments);
    QVERIFY2(result.ok, result.errors.constData());
    const QJsonArray cases = QJsonDocument::fromJson(result.output).array();
    QCOMPARE(cases.size(), 66 * 6 + 120);

    Signer signer;
    for (const QJsonValue &value : cases) {
        const QJsonObject expected = value.toObject();
        TransportRequest request;
        request.method = expected["method"_L1].toString().toLatin1();
        request.url = QUrl(expected["url"_L1].toString(), QUrl::StrictMode);
        QVERIFY(request.url.isValid());
        request.body = QByteArray::fromBase64(expected["body"_L1].toString().toLatin1());
        for (const QJsonValue &header : expected["headers"_L1].toArray()) {
            request.headers.append(
                    { header[0].toString().toLatin1(), header[1].toString().toLatin1() });
        }
        // Headers that botocore adds after signing.
        request.headers.append(HttpHeader { "amz-sdk-request", "attempt=1; max=4" });
        request.headers.append(HttpHeader { "amz-sdk-invocation-id", "6d7f" });
        request.headers.append(HttpHeader { "accept-encoding", "identity" });
        request.headers.append(HttpHeader { "connection", "keep-alive" });

        const QDynamoDBCredentials credentials(expected["accessKey"_L1].toString(),
                                               expected["secret"_L1].toString(),
                                               expected["token"_L1].toString());
        signer.sign(request, credentials, expected["region"_L1].toString().toLatin1(),
                    expected["service"_L1].toString().toLatin1(),
                    QDateTime::fromString(expected["time"_L1].toString(), Qt::ISODate));

        QHash<QByteArray, QByteArray> headers;
        for (const HttpHeader &header : std::as_const(request.headers))
            headers.insert(header.name, header.value);
        QCOMPARE(headers["x-amz-date"], expected["date"_L1].toString().toLatin1());
        QCOMPARE(headers.value("x-amz-security-token"), expected["token"_L1].toString().toLatin1());
        const QByteArray authorization = expected["authorization"_L1].toString().toLatin1();
        if (headers["authorization"] != authorization)
            qInfo().noquote() << QJsonDocument(expected).toJson();
        QCOMPARE(headers["authorization"], authorization);
    }
}

QTEST_GUILESS_MAIN(tst_SignerOracle)
#include "tst_signeroracle.moc"
