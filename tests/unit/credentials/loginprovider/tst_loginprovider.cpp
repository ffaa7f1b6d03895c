// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "credentialstest/credentialstest.h"
#include "credentials/providers/dpop_p.h"
#include "processes/process.h"
#include "values/utc_p.h"

using namespace Qt::StringLiterals;
using namespace QtDynamoDBPrivate;

using Code = QDynamoDBError::Code;

namespace {

const QByteArray renewedToken =
        R"({"accessToken":{"accessKeyId":"ASIALOGIN2","secretAccessKey":"login-s3cret-2",)"
        R"("sessionToken":"login-t0ken-2"},"expiresIn":900,"refreshToken":"login-r3fresh-2",)"
        R"("tokenType":"aws_sigv4"})";

} // namespace

// The provider that uses the session of "aws login".
class tst_LoginProvider : public CredentialsTest
{
    Q_OBJECT

private Q_SLOTS:
    void cachedToken();
    void renewal();
    void failedRenewal_data();
    void failedRenewal();
    void proof();
};

void tst_LoginProvider::cachedToken()
{
    writeLoginToken(*m_home, 3600);
    const auto result = fetchFromConfig("[profile x]\nlogin_session=" + loginSession.toUtf8()
                                        + '\n');
    QVERIFY2(result.hasValue(), qPrintable(result.error().message()));
    QCOMPARE(result->accessKeyId(), u"ASIALOGIN"_s);
    QCOMPARE(result->accountId(), u"123456789012"_s);
    QVERIFY(m_server->requests().isEmpty());

    const auto none = fetchFromConfig("[profile x]\nlogin_session=another\n");
    QCOMPARE(none.error().code(), Code::ExpiredToken);
    QVERIFY(none.error().message().contains("aws login"_L1));
    QVERIFY2(none.error().message().contains(m_home->path(loginTokenFile(u"another"_s))),
             qPrintable(none.error().message()));

    const QString folder = m_home->path(u"elsewhere"_s);
    QVERIFY(QDir().rename(m_home->path(u".aws/login/cache"_s), folder));
    QVERIFY(fetchFromConfig("[profile x]\nlogin_session=" + loginSession.toUtf8() + '\n', u"x"_s,
                            {}, { { u"AWS_LOGIN_CACHE_DIRECTORY"_s, folder } })
                    .hasValue());
}

void tst_LoginProvider::renewal()
{
    writeLoginToken(*m_home, 60);
    m_server->enqueue(Reaction::reply(200, renewedToken));
    const auto result = fetchCredentials(
            loginProvider(environment(), loginSession, u"eu-central-1"_s));
    QVERIFY2(result.hasValue(), qPrintable(result.error().message()));
    QCOMPARE(result->accessKeyId(), u"ASIALOGIN2"_s);
    QCOMPARE(result->accountId(), u"123456789012"_s);
    QVERIFY(result->expiration() > QDateTime::currentDateTimeUtc().addSecs(800));
    const FakeRequest request = m_server->requests().at(0);
    QCOMPARE(request.target, "/v1/token"_ba);
    QCOMPARE(objectOf(request.body),
             (QJsonObject { { u"clientId"_s, u"arn:aws:signin:::devtools/same-device"_s },
                            { u"grantType"_s, u"refresh_token"_s },
                            { u"refreshToken"_s, u"login-r3fresh"_s } }));
    QCOMPARE(request.header("dpop").count('.'), 2);

    const QJsonObject saved = objectOf(m_home->read(loginTokenFile()));
    QCOMPARE(saved.value("refreshToken"_L1).toString(), u"login-r3fresh-2"_s);
    QCOMPARE(saved.value("dpopKey"_L1).toString().toLatin1(), dpopKey);
    QCOMPARE(saved.value("idToken"_L1).toString(), u"login-id-t0ken"_s);
    const QJsonObject access = saved.value("accessToken"_L1).toObject();
    QCOMPARE(access.value("sessionToken"_L1).toString(), u"login-t0ken-2"_s);
    QCOMPARE(access.value("accountId"_L1).toString(), u"123456789012"_s);
    QVERIFY(!(QFile::permissions(m_home->path(loginTokenFile()))
              & (QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther)));
}

void tst_LoginProvider::failedRenewal_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("secondsLeft");
    QTest::addColumn<Code>("code");
    QTest::newRow("expired refresh token")
            << 401 << R"({"error":"TOKEN_EXPIRED","message":"login-r3fresh"})"_ba << -1
            << Code::ExpiredToken;
    QTest::newRow("changed password")
            << 403 << R"({"error":"USER_CREDENTIALS_CHANGED"})"_ba << -1 << Code::ExpiredToken;
    QTest::newRow("missing permission")
            << 403 << R"({"error":"INSUFFICIENT_PERMISSIONS"})"_ba << -1 << Code::AccessDenied;
    QTest::newRow("token still valid")
            << 401 << R"({"error":"TOKEN_EXPIRED"})"_ba << 60 << Code::NoError;
    QTest::newRow("incomplete response")
            << 200 << R"({"accessToken":{"accessKeyId":"A"}})"_ba << -1 << Code::InvalidResponse;
    QTest::newRow("incomplete response, token still valid")
            << 200 << R"({"accessToken":{"accessKeyId":"A"}})"_ba << 60 << Code::NoError;
}

void tst_LoginProvider::failedRenewal()
{
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    QFETCH(int, secondsLeft);
    QFETCH(Code, code);
    writeLoginToken(*m_home, secondsLeft);
    const QByteArray before = m_home->read(loginTokenFile());
    m_server->enqueue(Reaction::reply(status, body));
    const auto result = fetchCredentials(
            loginProvider(environment(), loginSession, u"eu-central-1"_s));
    QCOMPARE(result.error().code(), code);
    QVERIFY(!result.error().message().contains("r3fresh"_L1));
    QCOMPARE(m_home->read(loginTokenFile()), before);
}

// Node's crypto module verifies the DPoP proof.
void tst_LoginProvider::proof()
{
    const auto proof = makeDpop(dpopKey,
                                QUrl(u"https://us-east-1.signin.aws.amazon.com/v1/token"_s),
                                QDateTime::fromSecsSinceEpoch(1790000000, utc));
    QVERIFY2(proof.hasValue(), qPrintable(proof.error().message()));
    const QByteArray script = R"(
        const crypto = require('crypto');
        const [header, payload, signature] = process.argv[1].split('.');
        const decoded = part => JSON.parse(Buffer.from(part, 'base64url'));
        const key = crypto.createPublicKey({ key: decoded(header).jwk, format: 'jwk' });
        const right = crypto.verify('sha256', Buffer.from(header + '.' + payload),
            { key, dsaEncoding: 'ieee-p1363' }, Buffer.from(signature, 'base64url'));
        const own = crypto.createPublicKey(process.argv[2]);
        console.log(JSON.stringify({ right, same: own.equals(key), typ: decoded(header).typ,
            alg: decoded(header).alg, ...decoded(payload) }));
    )";
    const ProcessResult node = runProcess(u"node"_s,
                                          { u"-e"_s, QString::fromLatin1(script),
                                            QString::fromLatin1(*proof),
                                            QString::fromLatin1(dpopKey) });
    QVERIFY2(node.ok, node.errors.constData());
    QJsonObject verdict = objectOf(node.output);
    QCOMPARE(verdict.take("jti"_L1).toString().size(), 36);
    QCOMPARE(verdict,
             (QJsonObject { { u"right"_s, true },
                            { u"same"_s, true },
                            { u"typ"_s, u"dpop+jwt"_s },
                            { u"alg"_s, u"ES256"_s },
                            { u"htm"_s, u"POST"_s },
                            { u"htu"_s, u"https://us-east-1.signin.aws.amazon.com/v1/token"_s },
                            { u"iat"_s, 1790000000 } }));
    for (const QByteArray &bad : { ""_ba, "S3CR3T"_ba, QByteArray(dpopKey).replace('A', 'B') }) {
        const auto none = makeDpop(bad, QUrl(), QDateTime());
        QCOMPARE(none.error().code(), Code::InvalidParameterValue);
        QVERIFY(!none.error().message().contains("S3CR3T"_L1));
    }
}

QTEST_GUILESS_MAIN(tst_LoginProvider)
#include "tst_loginprovider.moc"
