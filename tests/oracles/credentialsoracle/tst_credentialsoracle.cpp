// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "fakehome/fakehome.h"
#include "credentialstest/fetchcredentials.h"
#include "config/commandline_p.h"
#include "processes/botocore.h"
#include "fakeserver/fakeserver.h"

#include <QtCore/qcryptographichash.h>
#include <QtCore/qjsonarray.h>
#include <QtCore/qjsondocument.h>
#include <QtCore/qjsonobject.h>
#include <QtCore/qmutex.h>
#include <QtCore/qrandom.h>
#include <QtCore/qurlquery.h>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace QtDynamoDBPrivate;

using Result = QDynamoDBExpected<QDynamoDBCredentials>;

namespace {

constexpr int cases = 400;

const QStringList profiles { u"default"_s, u"a"_s, u"b"_s, u"c"_s };
const QStringList tokenKeys { u"corp"_s, u"https://corp"_s, u"https://old"_s };

QString hashed(const QString &key, QCryptographicHash::Algorithm algorithm)
{
    return QString::fromLatin1(QCryptographicHash::hash(key.toUtf8(), algorithm).toHex())
            + ".json"_L1;
}

QByteArray compact(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

// Random files, variables and profile, determined by the seed.
class Author
{
public:
    Author(quint32 seed, const QString &folder, bool hasLogin)
        : m_random(seed)
        , m_folder(folder)
        , m_hasLogin(hasLogin)
    {
        for (const QString &profile : profiles) {
            if (oneOf(profile == "default"_L1 ? 4 : 5))
                continue;
            describe(profile);
        }
        if (!oneOf(4)) {
            m_files[0] += "[sso-session corp]\n";
            m_files[0] += oneOf(8) ? "" : "sso_start_url = https://corp\n";
            m_files[0] += oneOf(8) ? "" : "sso_region = eu-west-1\n";
        }
        surround();
    }

    [[nodiscard]] QByteArray file(int index) const { return m_files[index]; }
    [[nodiscard]] Variables variables() const { return m_variables; }
    [[nodiscard]] QString profile() const { return m_profile; }
    // Whether the settings contain probable mistakes: incomplete keys, or settings without a value. The
    // library may fail there, where botocore continues with the next source.
    [[nodiscard]] bool isDoubtful() const { return m_isDoubtful; }

private:
    bool oneOf(int count) { return m_random.bounded(count) == 0; }
    template<typename List>
    auto any(const List &list)
    {
        return list[qsizetype(m_random.bounded(quint32(list.size())))];
    }

    void describe(const QString &profile)
    {
        QList<std::pair<int, QByteArray>> lines; // with the index of their file
        const auto add = [&](const QByteArray &name, const QByteArray &value, int file) {
            const bool isEmpty = oneOf(150);
            m_isDoubtful |= isEmpty;
            lines.append({ file, name + " = " + (isEmpty ? QByteArray() : value) + '\n' });
        };
        const auto either = [&] { return oneOf(2) ? 0 : 1; };
        const QByteArray id = profile.toUpper().toLatin1();
        for (const int file : { 0, 1 }) {
            if (!oneOf(3)) {
                if (oneOf(30)) {
                    add("aws_secret_access_key", "s3cret-alone", file);
                    m_isDoubtful = true;
                }
                continue;
            }
            const QByteArray key = id + (file ? "CREDENTIALS" : "CONFIG");
            add("aws_access_key_id", "AKID" + key, file);
            if (!oneOf(12))
                add("aws_secret_access_key", "s3cret-" + key, file);
            if (oneOf(3))
                add("aws_session_token", "t0ken-" + key, file);
            if (oneOf(8))
                add("aws_security_token", "older-t0ken-" + key, file);
        }
        if (oneOf(3))
            add("aws_account_id", oneOf(2) ? "111111111111" : "222222222222", either());
        if (oneOf(2)) {
            add("role_arn", "arn:aws:iam::123456789012:role/" + id, either());
            if (!oneOf(8)) {
                if (oneOf(4))
                    add("credential_source",
                        any(QByteArrayList { "Environment", "EcsContainer", "Ec2InstanceMetadata",
                                             "environment" }),
                        either());
                else
                    add("source_profile",
                        any(QByteArrayList { "default", "a", "b", "c", "missing" }), either());
            }
            if (oneOf(3))
                add("role_session_name", "session-" + id, either());
            if (oneOf(4))
                add("external_id", "external-" + id, either());
        }
        if (oneOf(6))
            add("web_identity_token_file", (m_folder + "/token-of-profile"_L1).toUtf8(), either());
        if (oneOf(3)) {
            const bool isNew = oneOf(2);
            if (isNew)
                add("sso_session", oneOf(8) ? "missing" : "corp", either());
            if (!isNew || oneOf(3))
                add("sso_start_url", isNew && !oneOf(3) ? "https://corp" : "https://old", either());
            if (!isNew || oneOf(3))
                add("sso_region", "eu-west-1", either());
            if (!oneOf(6))
                add("sso_account_id", "333333333333", either());
            if (!oneOf(6))
                add("sso_role_name", "role-" + id, either());
        }
        if (m_hasLogin && oneOf(6))
            add("login_session", "session-a", either());
        if (oneOf(5)) {
            add("credential_process",
                R"(/bin/echo '{"Version": 1, "AccessKeyId": "AKIDPROCESS)" + id
                        + R"(", "SecretAccessKey": "process-s3cret", "Expiration": null}')",
                either());
        }
        for (const int file : { 0, 1 }) {
            QByteArray text;
            for (const auto &[place, line] : std::as_const(lines))
                text += place == file ? line : QByteArray();
            if (text.isEmpty() && oneOf(2))
                continue;
            const QByteArray name = profile.toLatin1();
            // A section named as in the other file has no meaning.
            const bool isWrong = oneOf(20);
            const bool isPrefixed = file == 0 && (name != "default" || oneOf(3));
            m_files[file] += (isPrefixed != isWrong ? "[profile " : "[") + name + "]\n" + text;
        }
    }

    void surround()
    {
        if (oneOf(6)) {
            m_variables[u"AWS_ACCESS_KEY_ID"_s] = u"AKIDENVIRONMENT"_s;
            if (!oneOf(6))
                m_variables[u"AWS_SECRET_ACCESS_KEY"_s] = u"s3cret-environment"_s;
            if (oneOf(2))
                m_variables[u"AWS_SESSION_TOKEN"_s] = u"t0ken-environment"_s;
            if (oneOf(4))
                m_variables[u"AWS_SECURITY_TOKEN"_s] = u"older-t0ken-environment"_s;
            if (oneOf(2))
                m_variables[u"AWS_ACCOUNT_ID"_s] = u"444444444444"_s;
        } else if (oneOf(20)) {
            m_variables[u"AWS_SECRET_ACCESS_KEY"_s] = u"s3cret-environment"_s;
            m_isDoubtful = true;
        }
        if (oneOf(5)) {
            m_variables[u"AWS_WEB_IDENTITY_TOKEN_FILE"_s] = m_folder + "/token-of-environment"_L1;
        }
        if (oneOf(5)) {
            m_variables[u"AWS_ROLE_ARN"_s] = u"arn:aws:iam::123456789012:role/ENVIRONMENT"_s;
            m_variables[u"AWS_ROLE_SESSION_NAME"_s] = u"session-ENVIRONMENT"_s;
        }
        if (oneOf(5))
            m_variables[u"AWS_CONTAINER_CREDENTIALS_FULL_URI"_s] =
                    u"?"_s; // replaced by the URL of the server
        if (!oneOf(5))
            m_variables[u"AWS_EC2_METADATA_DISABLED"_s] = u"true"_s;
        // A missing profile affects other settings, too, so it is no subject of this test.
        const bool hasKeys = m_variables.contains(u"AWS_ACCESS_KEY_ID"_s);
        if (oneOf(2))
            m_profile = any(profiles);
        else if (oneOf(2))
            m_variables[u"AWS_PROFILE"_s] = hasKeys ? u"default"_s : any(profiles);
        if (hasKeys && !has(u"default"_s))
            m_variables.remove(u"AWS_PROFILE"_s);
        // The variables may name missing files.
        for (const char *variable : { "AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE" }) {
            if (oneOf(20) && !hasKeys)
                m_variables[QLatin1StringView(variable)] = u"/nowhere/at/all"_s;
        }
    }
    bool has(const QString &profile) const
    {
        const QByteArray name = profile.toLatin1();
        const QByteArray title = "[" + name + "]\n";
        const QByteArray longTitle = "[profile " + name + "]\n";
        return (name == "default" && m_files[0].contains(title)) || m_files[0].contains(longTitle)
                || m_files[1].contains(title);
    }

    QRandomGenerator m_random;
    const QString m_folder;
    const bool m_hasLogin;
    QByteArray m_files[2]; // config, credentials
    Variables m_variables;
    QString m_profile;
    bool m_isDoubtful = false;
};

// All services in one server. The access key ID of a response identifies the request.
class Services
{
public:
    Services()
    {
        m_server.setHandler([this](const FakeRequest &request) { return answer(request); });
    }

    [[nodiscard]] QString url() const { return m_server.url().toString(); }
    [[nodiscard]] QString identityOf(const QString &key) const
    {
        const QMutexLocker locker(&m_mutex);
        return m_identities.value(key);
    }

private:
    Reaction answer(const FakeRequest &request)
    {
        const QMutexLocker locker(&m_mutex);
        if (request.method == "PUT")
            return Reaction::reply(200, "imds-t0ken");
        if (request.method == "POST")
            return sts(request);
        if (request.target.startsWith("/federation/credentials")) {
            const QUrlQuery query(QUrl(QString::fromLatin1(request.target)));
            const QString key = keyFor(u"sso %1 %2 %3"_s.arg(QString::fromLatin1(request.header(
                                                                     "x-amz-sso_bearer_token")),
                                                             query.queryItemValue(u"account_id"_s),
                                                             query.queryItemValue(u"role_name"_s)));
            return Reaction::reply(200,
                                   compact({ { u"roleCredentials"_s,
                                               QJsonObject { { u"accessKeyId"_s, key },
                                                             { u"secretAccessKey"_s, u"s3cret"_s },
                                                             { u"sessionToken"_s, u"t0ken"_s },
                                                             { u"expiration"_s,
                                                               qint64(4102444800000) } } } }));
        }
        if (request.target.endsWith('/'))
            return Reaction::reply(200, "role");
        const QString key = keyFor(request.target == "/container" ? u"container"_s : u"instance"_s);
        return Reaction::reply(200,
                               compact({ { u"AccessKeyId"_s, key },
                                         { u"SecretAccessKey"_s, u"s3cret"_s },
                                         { u"Token"_s, u"t0ken"_s },
                                         { u"Expiration"_s, u"2100-01-01T00:00:00Z"_s } }));
    }

    Reaction sts(const FakeRequest &request)
    {
        const QUrlQuery form(QString::fromLatin1(request.body));
        const auto value = [&form](const QString &name) {
            const QString text = form.queryItemValue(name, QUrl::FullyDecoded);
            // A session name that the library generated.
            const bool isNone = text.isEmpty() || text.startsWith("QtDynamoDB-"_L1);
            return isNone ? u"-"_s : text;
        };
        const QString action = value(u"Action"_s);
        QString identity;
        if (action == "AssumeRole"_L1) {
            const QByteArray &authorization = request.header("authorization");
            const qsizetype begin = authorization.indexOf("Credential=") + 11;
            const QString id = QString::fromLatin1(
                    authorization.mid(begin, authorization.indexOf('/', begin) - begin));
            QString token = QString::fromLatin1(request.header("x-amz-security-token"));
            if (token.isEmpty())
                token = u"-"_s;
            const QString source = id == "ASIALOGIN"_L1
                    ? u"login session-a"_s
                    : m_identities.value(id, u"keys %1 %2"_s.arg(id, token));
            identity = u"role %1 %2 %3 from (%4)"_s.arg(value(u"RoleArn"_s),
                                                        value(u"RoleSessionName"_s),
                                                        value(u"ExternalId"_s), source);
        } else {
            identity = u"web %1 %2 %3"_s.arg(value(u"RoleArn"_s), value(u"RoleSessionName"_s),
                                             value(u"WebIdentityToken"_s));
        }
        const QByteArray name = action.toLatin1();
        return Reaction::reply(200,
                               "<" + name + "Response><" + name + "Result><Credentials><AccessKeyId>"
                                       + keyFor(identity).toLatin1()
                                       + "</AccessKeyId><SecretAccessKey>s3cret</SecretAccessKey>"
                                         "<SessionToken>t0ken</SessionToken><Expiration>"
                                         "2100-01-01T00:00:00Z</Expiration></Credentials></"
                                       + name + "Result></" + name + "Response>");
    }

    QString keyFor(const QString &identity)
    {
        const QString key = u"ASIA%1"_s.arg(m_identities.size());
        m_identities.insert(key, identity);
        return key;
    }

    mutable QMutex m_mutex;
    QHash<QString, QString> m_identities; // by access key ID
    FakeServer m_server;
};

QJsonObject findIdentities(const QStringList &arguments)
{
    ProcessOptions options;
    options.timeout = 300000;
    const ProcessResult result = runBotocore(QFINDTESTDATA("find_identities.py"), arguments,
                                             options);
    if (!result.ok)
        qWarning("%s", result.errors.constData());
    return QJsonDocument::fromJson(result.output).object();
}

} // namespace

// The same files and variables lead to the same identity as in botocore, of which the AWS CLI is made,
// or to an error.
class tst_CredentialsOracle : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void identities();
    void commands();

private:
    bool m_hasLogin = false;
    bool m_hasAccounts = false;
};

void tst_CredentialsOracle::initTestCase()
{
    const QJsonArray known = findIdentities({}).value("knows"_L1).toArray();
    QVERIFY(!known.isEmpty());
    m_hasLogin = known.contains("login_session"_L1);
    m_hasAccounts = known.contains("account"_L1);
}

void tst_CredentialsOracle::identities()
{
    Services services;
    const FakeHome home;
    QJsonArray descriptions;
    std::vector<Author> authors;
    for (int i = 0; i < cases; ++i) {
        const QString name = QString::number(i);
        Author &author = authors.emplace_back(quint32(i), home.path(name), m_hasLogin);
        home.write(name + "/.aws/config"_L1, author.file(0));
        home.write(name + "/.aws/credentials"_L1, author.file(1));
        for (const QString &token : { u"token-of-profile"_s, u"token-of-environment"_s })
            home.write(name + u'/' + token, token.toLatin1());
        for (const QString &key : tokenKeys) {
            home.write(name + "/.aws/sso/cache/"_L1 + hashed(key, QCryptographicHash::Sha1),
                       compact({ { u"accessToken"_s, key },
                                 { u"expiresAt"_s, u"2100-01-01T00:00:00Z"_s } }));
        }
        home.write(name + "/.aws/login/cache/"_L1
                           + hashed(u"session-a"_s, QCryptographicHash::Sha256),
                   compact({ { u"accessToken"_s,
                               QJsonObject { { u"accessKeyId"_s, u"ASIALOGIN"_s },
                                             { u"secretAccessKey"_s, u"s3cret"_s },
                                             { u"sessionToken"_s, u"t0ken"_s },
                                             { u"expiresAt"_s, u"2100-01-01T00:00:00Z"_s } } } }));
        QJsonObject variables;
        const Variables own = author.variables();
        for (auto v = own.begin(); v != own.end(); ++v)
            variables.insert(v.key(), v.value());
        descriptions.append(QJsonObject {
                { u"folder"_s, home.path(name) },
                { u"variables"_s, variables },
                { u"profile"_s,
                  author.profile().isEmpty() ? QJsonValue() : QJsonValue(author.profile()) } });
    }
    home.write(u"cases.json"_s, QJsonDocument(descriptions).toJson());
    const QJsonArray expected = findIdentities({ home.path({}) }).value("identities"_L1).toArray();
    QCOMPARE(expected.size(), cases);

    int differences = 0;
    QHash<QString, int> counts; // of identities, by kind
    for (int i = 0; i < cases; ++i) {
        const Author &author = authors[std::size_t(i)];
        Variables variables = author.variables();
        for (const char *service : { "STS", "SSO", "SSO_OIDC", "SIGNIN" })
            variables["AWS_ENDPOINT_URL_"_L1 + QLatin1StringView(service)] = services.url();
        variables[u"AWS_EC2_METADATA_SERVICE_ENDPOINT"_s] = services.url();
        if (variables.contains(u"AWS_CONTAINER_CREDENTIALS_FULL_URI"_s)) {
            variables[u"AWS_CONTAINER_CREDENTIALS_FULL_URI"_s] = services.url() + "container"_L1;
        }
        const Environment environment(variables, home.path(QString::number(i)));
        const Result found = fetchCredentials(defaultChainProvider(environment, author.profile()));
        QString actual = u"error"_s;
        if (found.hasValue() && found->accessKeyId() == "ASIALOGIN"_L1) {
            actual = u"login session-a"_s;
        } else if (found.hasValue()) {
            actual = services.identityOf(found->accessKeyId());
            if (actual.isEmpty()) {
                const auto orNone = [](const QString &text) {
                    return text.isEmpty() ? u"-"_s : text;
                };
                actual = u"keys %1 %2 %3 %4"_s.arg(found->accessKeyId(), found->secretAccessKey(),
                                                   orNone(found->sessionToken()),
                                                   m_hasAccounts ? orNone(found->accountId())
                                                                 : u"-"_s);
            }
        }
        QString right = expected[i].toString();
        ++counts[right.section(u' ', 0, 0)];
        if (right == "none"_L1)
            right = u"error"_s;
        const bool isStricter = author.isDoubtful() && actual == "error"_L1;
        if (actual == right || isStricter)
            continue;
        ++differences;
        qWarning().noquote() << u"case %1: \"%2\", not \"%3\"; profile \"%4\", %5"_s
                                        .arg(QString::number(i), actual, right, author.profile(),
                                             QString::fromUtf8(compact(
                                                     descriptions[i]["variables"_L1].toObject())))
                             << "\nconfig:\n"
                             << author.file(0) << "credentials:\n"
                             << author.file(1) << found.error().message();
    }
    QCOMPARE(differences, 0);
    qInfo() << counts;
    for (const char *kind : { "keys", "role", "web", "sso", "container", "instance", "error" })
        QVERIFY2(counts.value(QLatin1StringView(kind)) >= 5, kind);
}

// Random commands are split into arguments as Python splits them, on each system.
void tst_CredentialsOracle::commands()
{
    QRandomGenerator random(1);
    const QString characters = u"ab\\\\''\"\" \t\n$~\u00e4"_s;
    QStringList texts {
        {}, u" "_s, u"''"_s, u"a '' b"_s, u"a\\"_s, u"\"a\\\"b\\\\c\\d\""_s, u"'a"_s
    };
    for (int i = 0; i < 5000; ++i) {
        QString text;
        for (int left = random.bounded(12); left >= 0; --left)
            text += characters[random.bounded(int(characters.size()))];
        texts += text;
    }
    const FakeHome home;
    home.write(u"cases.json"_s, "[]");
    home.write(u"commands.json"_s, QJsonDocument(QJsonArray::fromStringList(texts)).toJson());
    const QJsonArray expected = findIdentities({ home.path({}) }).value("commands"_L1).toArray();
    QCOMPARE(expected.size(), texts.size());
    int refused = 0;
    for (qsizetype i = 0; i < texts.size(); ++i) {
        for (const CommandRule rule : { CommandRule::Posix, CommandRule::Windows }) {
            const auto actual = splitCommand(texts[i], rule);
            const QJsonValue right = expected[i][rule == CommandRule::Posix ? 0 : 1];
            refused += right.isNull();
            const QJsonValue ours = actual ? QJsonValue(QJsonArray::fromStringList(*actual))
                                           : QJsonValue();
            QVERIFY2(ours == right, qPrintable(texts[i]));
        }
    }
    QVERIFY(refused > 500);
}

QTEST_GUILESS_MAIN(tst_CredentialsOracle)
#include "tst_credentialsoracle.moc"
