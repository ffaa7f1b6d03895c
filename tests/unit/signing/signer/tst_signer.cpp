// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "signing/signer_p.h"

#include <QtTest/qtest.h>

using namespace Qt::StringLiterals;
using namespace QtDynamoDBPrivate;

namespace {

QDynamoDBCredentials exampleKeys()
{
    return { u"AKIDEXAMPLE"_s, u"wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"_s };
}

QDateTime exampleTime()
{
    return QDateTime::fromString(u"2015-08-30T12:36:00Z"_s, Qt::ISODate);
}

QByteArray headerOf(const TransportRequest &request, QByteArrayView name)
{
    QByteArrayList values;
    for (const HttpHeader &header : request.headers) {
        if (header.name == name)
            values += header.value;
    }
    return values.join('|');
}

TransportRequest getItem(const QUrl &url = QUrl(u"https://dynamodb.us-east-1.amazonaws.com/"_s))
{
    TransportRequest request;
    request.url = url;
    request.headers = { { "x-amz-target", "DynamoDB_20120810.GetItem" },
                        { "content-type", "application/x-amz-json-1.0" } };
    request.body = "{}"_ba;
    return request;
}

QByteArray authorization(TransportRequest request,
                         const QDynamoDBCredentials &credentials = exampleKeys())
{
    Signer().sign(request, credentials, "us-east-1", "dynamodb", exampleTime());
    return headerOf(request, "authorization");
}

} // namespace

class tst_Signer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void publishedVectors_data();
    void publishedVectors();
    void signedHeaders_data();
    void signedHeaders();
    void unsignedHeaders();
    void hostHeader_data();
    void hostHeader();
    void hostOfUrl();
    void token();
    void signedTwice();
    void noCredentials();
    void localTime();
    void keyCache();
    void canonicalForms_data();
    void canonicalForms();
    void perSignature();
};

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-signing-examples.html and the
// official test suite of the algorithm.
void tst_Signer::publishedVectors_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QUrl>("url");
    QTest::addColumn<QByteArray>("contentType");
    QTest::addColumn<QByteArray>("service");
    QTest::addColumn<QByteArray>("signature");

    QTest::newRow("ListUsers")
            << "GET"_ba << QUrl(u"https://iam.amazonaws.com/?Action=ListUsers&Version=2010-05-08"_s)
            << "application/x-www-form-urlencoded; charset=utf-8"_ba
            << "iam"_ba
            << "SignedHeaders=content-type;host;x-amz-date, Signature="
               "5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7"_ba;
    QTest::newRow("get-vanilla")
            << "GET"_ba << QUrl(u"https://example.amazonaws.com/"_s) << QByteArray() << "service"_ba
            << "SignedHeaders=host;x-amz-date, Signature="
               "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"_ba;
    QTest::newRow("get-vanilla-query-order-key-case")
            << "GET"_ba << QUrl(u"https://example.amazonaws.com/?Param2=value2&Param1=value1"_s)
            << QByteArray() << "service"_ba
            << "SignedHeaders=host;x-amz-date, Signature="
               "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500"_ba;
    QTest::newRow("post-vanilla")
            << "POST"_ba << QUrl(u"https://example.amazonaws.com"_s) << QByteArray() << "service"_ba
            << "SignedHeaders=host;x-amz-date, Signature="
               "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b"_ba;
}

void tst_Signer::publishedVectors()
{
    QFETCH(QByteArray, method);
    QFETCH(QUrl, url);
    QFETCH(QByteArray, contentType);
    QFETCH(QByteArray, service);
    QFETCH(QByteArray, signature);

    TransportRequest request;
    request.method = method;
    request.url = url;
    if (!contentType.isEmpty())
        request.headers.append(HttpHeader { "content-type", contentType });
    Signer().sign(request, exampleKeys(), "us-east-1", service, exampleTime());
    QCOMPARE(headerOf(request, "x-amz-date"), "20150830T123600Z"_ba);
    QCOMPARE(headerOf(request, "authorization"),
             "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/" + service
                     + "/aws4_request, " + signature);
}

void tst_Signer::signedHeaders_data()
{
    QTest::addColumn<QString>("token");
    QTest::addColumn<QByteArray>("expected");
    QTest::newRow("no token") << QString() << "content-type;host;x-amz-date;x-amz-target"_ba;
    QTest::newRow("token") << u"t0ken"_s
                           << "content-type;host;x-amz-date;x-amz-security-token;x-amz-target"_ba;
}

void tst_Signer::signedHeaders()
{
    QFETCH(QString, token);
    QFETCH(QByteArray, expected);
    const QByteArray value = authorization(getItem(), { u"AKIDEXAMPLE"_s, u"s3cr3t-key"_s, token });
    const QByteArray headers = ", SignedHeaders=" + expected + ", Signature=";
    QVERIFY2(value.contains(headers), value.constData());
}

void tst_Signer::unsignedHeaders()
{
    TransportRequest noisy = getItem();
    for (const char *name : { "user-agent", "x-amzn-trace-id", "amz-sdk-request",
                              "amz-sdk-invocation-id", "accept-encoding", "connection", "expect" })
        noisy.headers.append(HttpHeader { name, "value" });
    QCOMPARE(authorization(noisy), authorization(getItem()));

    // These headers change the signature.
    TransportRequest other = getItem();
    other.headers[0].value = "DynamoDB_20120810.PutItem"_ba;
    QVERIFY(authorization(other) != authorization(getItem()));
    other = getItem();
    other.body = "{ }"_ba;
    QVERIFY(authorization(other) != authorization(getItem()));
    other = getItem();
    std::reverse(other.headers.begin(), other.headers.end());
    QCOMPARE(authorization(other), authorization(getItem()));
}

void tst_Signer::hostHeader_data()
{
    QTest::addColumn<QUrl>("url");
    QTest::addColumn<QByteArray>("host");
    QTest::newRow("plain") << QUrl(u"https://example.org"_s) << "example.org"_ba;
    QTest::newRow("port") << QUrl(u"http://example.org:8000/"_s) << "example.org:8000"_ba;
    // As QNetworkAccessManager sends it.
    QTest::newRow("usual port") << QUrl(u"https://example.org:443/"_s) << "example.org:443"_ba;
    QTest::newRow("upper case") << QUrl(u"https://Example.ORG"_s) << "example.org"_ba;
    QTest::newRow("IPv4") << QUrl(u"http://127.0.0.1:8000"_s) << "127.0.0.1:8000"_ba;
    QTest::newRow("IPv6") << QUrl(u"http://[::1]:8000"_s) << "[::1]:8000"_ba;
    QTest::newRow("IPv6, no port") << QUrl(u"http://[::1]/"_s) << "[::1]"_ba;
}

void tst_Signer::hostHeader()
{
    QFETCH(QUrl, url);
    QFETCH(QByteArray, host);
    TransportRequest explicitHost = getItem(url);
    explicitHost.headers.append(HttpHeader { "host", host });
    QCOMPARE(authorization(getItem(url)), authorization(explicitHost));
}

void tst_Signer::hostOfUrl()
{
    // One signer for alternating URLs.
    Signer signer;
    QList<QByteArray> results;
    for (const QString &url : { u"https://a.example"_s, u"https://a.example:1"_s,
                                u"https://b.example"_s, u"https://a.example"_s }) {
        TransportRequest request = getItem(QUrl(url));
        signer.sign(request, exampleKeys(), "us-east-1", "dynamodb", exampleTime());
        results += headerOf(request, "authorization");
    }
    QVERIFY(results[0] != results[1]);
    QVERIFY(results[0] != results[2]);
    QVERIFY(results[1] != results[2]);
    QCOMPARE(results[3], results[0]);
}

void tst_Signer::token()
{
    TransportRequest request = getItem();
    Signer().sign(request, { u"AKIDEXAMPLE"_s, u"s3cr3t-key"_s, u"t0ken/+="_s }, "us-east-1",
                  "dynamodb", exampleTime());
    QCOMPARE(headerOf(request, "x-amz-security-token"), "t0ken/+="_ba);

    request = getItem();
    Signer().sign(request, exampleKeys(), "us-east-1", "dynamodb", exampleTime());
    for (const HttpHeader &header : std::as_const(request.headers))
        QVERIFY(header.name != "x-amz-security-token");
}

// A request that is signed again, for another attempt, with credentials without a token.
void tst_Signer::signedTwice()
{
    TransportRequest request = getItem();
    Signer signer;
    signer.sign(request, { u"AKIDOLD"_s, u"old-s3cr3t"_s, u"t0ken"_s }, "us-east-1", "dynamodb",
                exampleTime().addDays(-1));
    signer.sign(request, exampleKeys(), "us-east-1", "dynamodb", exampleTime());
    QCOMPARE(headerOf(request, "x-amz-date"), "20150830T123600Z"_ba);
    QCOMPARE(headerOf(request, "authorization"), authorization(getItem()));
    QCOMPARE(request.headers.size(), 4);
}

void tst_Signer::noCredentials()
{
    TransportRequest request = getItem();
    Signer().sign(request, {}, "us-east-1", "dynamodb", exampleTime());
    QCOMPARE(request.headers.size(), 2);
}

void tst_Signer::localTime()
{
    TransportRequest request = getItem();
    Signer().sign(request, exampleKeys(), "us-east-1", "dynamodb",
                  exampleTime().toOffsetFromUtc(3 * 3600));
    QCOMPARE(headerOf(request, "x-amz-date"), "20150830T123600Z"_ba);
}

void tst_Signer::keyCache()
{
    Signer signer;
    QList<QByteArray> signatures;
    const auto sign = [&](const QDynamoDBCredentials &credentials, QByteArrayView region,
                          QByteArrayView service, const QDateTime &time) {
        TransportRequest request = getItem();
        signer.sign(request, credentials, region, service, time);
        signatures += headerOf(request, "authorization");

        TransportRequest fresh = getItem();
        Signer().sign(fresh, credentials, region, service, time);
        return signatures.last() == headerOf(fresh, "authorization");
    };
    const QDateTime time = exampleTime();

    QVERIFY(sign(exampleKeys(), "us-east-1", "dynamodb", time));
    QCOMPARE(signer.derivations(), 1);
    // The signing key does not depend on the time of day.
    QVERIFY(sign(exampleKeys(), "us-east-1", "dynamodb", time.addSecs(60)));
    QCOMPARE(signer.derivations(), 1);
    // The signing key depends on each of these.
    QVERIFY(sign(exampleKeys(), "us-east-1", "dynamodb", time.addDays(1)));
    QCOMPARE(signer.derivations(), 2);
    QVERIFY(sign(exampleKeys(), "us-east-2", "dynamodb", time.addDays(1)));
    QCOMPARE(signer.derivations(), 3);
    QVERIFY(sign(exampleKeys(), "us-east-2", "sts", time.addDays(1)));
    QCOMPARE(signer.derivations(), 4);
    const QDynamoDBCredentials others(u"AKIDEXAMPLE"_s, u"another"_s);
    QVERIFY(sign(others, "us-east-2", "sts", time.addDays(1)));
    QCOMPARE(signer.derivations(), 5);
    // Names that are equal only when joined.
    QVERIFY(sign(others, "us-east-2/s", "ts", time.addDays(1)));
    QCOMPARE(signer.derivations(), 6);
    // The first key again.
    QVERIFY(sign(exampleKeys(), "us-east-1", "dynamodb", time));
    QCOMPARE(signer.derivations(), 7);
    QCOMPARE(signatures.last(), signatures.first());
    QCOMPARE(QSet<QByteArray>(signatures.begin(), signatures.end()).size(), 7);
}

// Both URLs of a row are the same request for the service, so their signatures are equal.
void tst_Signer::canonicalForms_data()
{
    QTest::addColumn<QUrl>("url");
    QTest::addColumn<QUrl>("same");
    QTest::newRow("no path") << QUrl(u"https://h"_s) << QUrl(u"https://h/"_s);
    QTest::newRow("dots") << QUrl(u"https://h/a/../b/./c"_s) << QUrl(u"https://h/b/c"_s);
    QTest::newRow("above the root") << QUrl(u"https://h/../.."_s) << QUrl(u"https://h/"_s);
    QTest::newRow("slashes") << QUrl(u"https://h//a///b/"_s) << QUrl(u"https://h/a/b/"_s);
    QTest::newRow("query order") << QUrl(u"https://h/?b=2&a=1&a=0"_s)
                                 << QUrl(u"https://h/?a=0&a=1&b=2"_s);
    QTest::newRow("query without value") << QUrl(u"https://h/?a"_s) << QUrl(u"https://h/?a="_s);
    QTest::newRow("query encoded")
            << QUrl(u"https://h/?a=x/y:z"_s) << QUrl(u"https://h/?a=x%2Fy%3Az"_s);
    QTest::newRow("empty query") << QUrl(u"https://h/?"_s) << QUrl(u"https://h/"_s);
    QTest::newRow("fragment") << QUrl(u"https://h/#f"_s) << QUrl(u"https://h/"_s);
}

void tst_Signer::canonicalForms()
{
    QFETCH(QUrl, url);
    QFETCH(QUrl, same);
    QCOMPARE(authorization(getItem(url)), authorization(getItem(same)));
}

// A benchmark: tst_signer perSignature -iterations 100000
void tst_Signer::perSignature()
{
    Signer signer;
    const QDynamoDBCredentials credentials = exampleKeys();
    TransportRequest request = getItem();
    request.body = R"({"TableName":"Thread","Key":{"Subject":{"S":"Hello"}}})"_ba;
    const QDateTime time = exampleTime();
    QBENCHMARK {
        signer.sign(request, credentials, "us-east-1", "dynamodb", time);
    }
    QCOMPARE(signer.derivations(), 1);
}

QTEST_GUILESS_MAIN(tst_Signer)
#include "tst_signer.moc"
