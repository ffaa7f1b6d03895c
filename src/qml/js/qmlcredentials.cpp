// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "qml/js/qmlcredentials_p.h"
#include "qml/js/qmlobject_p.h"

#include <array>

using namespace Qt::StringLiterals;

namespace QtDynamoDBPrivate {

using Provider = QDynamoDBCredentialsProvider;
using Code = QDynamoDBError::Code;

namespace {

constexpr int maxSources = 8; // of roles

QDynamoDBExpected<CredentialsProviderPtr> read(const QVariant &variant, const QString &path,
                                               int depth);

void readDuration(QmlObject &in, std::chrono::seconds *duration)
{
    qint64 seconds = duration->count();
    in.integer(u"durationSeconds"_s, &seconds, 1);
    *duration = std::chrono::seconds(seconds);
}

QString textOf(QmlObject &in, const QString &name)
{
    QString text;
    in.text(name, &text);
    return text;
}

CredentialsProviderPtr assumeRole(QmlObject &in, int depth)
{
    Provider::RoleOptions role;
    in.text(u"roleArn"_s, &role.roleArn);
    in.text(u"sessionName"_s, &role.sessionName);
    in.text(u"externalId"_s, &role.externalId);
    readDuration(in, &role.duration);
    in.text(u"mfaSerial"_s, &role.mfaSerial);
    in.text(u"region"_s, &role.region);
    const QString name = u"source"_s;
    const auto source = read(in.member(name), in.pathOf(name), depth + 1);
    if (!source)
        in.fail(source.error());
    return Provider::assumeRole(role, source.valueOr({}));
}

CredentialsProviderPtr webIdentity(QmlObject &in)
{
    Provider::WebIdentityOptions identity;
    in.text(u"roleArn"_s, &identity.roleArn);
    in.text(u"sessionName"_s, &identity.sessionName);
    readDuration(in, &identity.duration);
    in.text(u"tokenFile"_s, &identity.tokenFile);
    in.text(u"region"_s, &identity.region);
    return Provider::webIdentity(identity);
}

CredentialsProviderPtr sso(QmlObject &in)
{
    Provider::SsoOptions options;
    in.text(u"session"_s, &options.session);
    in.text(u"startUrl"_s, &options.startUrl);
    in.text(u"region"_s, &options.region);
    in.text(u"accountId"_s, &options.accountId);
    in.text(u"roleName"_s, &options.roleName);
    in.strings(u"scopes"_s, &options.scopes);
    return Provider::sso(options);
}

CredentialsProviderPtr process(QmlObject &in)
{
    const QString program = textOf(in, u"program"_s);
    QStringList arguments;
    in.strings(u"arguments"_s, &arguments);
    return Provider::process(program, arguments);
}

CredentialsProviderPtr cognitoIdentity(QmlObject &in)
{
    Provider::CognitoOptions options;
    in.text(u"identityPoolId"_s, &options.identityPoolId);
    in.text(u"identityId"_s, &options.identityId);
    in.text(u"accountId"_s, &options.accountId);
    in.text(u"customRoleArn"_s, &options.customRoleArn);
    const QString name = u"logins"_s;
    const QVariantMap logins = in.object(name);
    for (auto it = logins.cbegin(); it != logins.cend(); ++it) {
        if (it->typeId() != QMetaType::QString)
            in.fail(name, u"must be an object of tokens by the names of their issuers"_s);
        options.logins.insert(it.key(), it->toString());
    }
    return Provider::cognitoIdentity(options);
}

// The functions of QDynamoDBCredentialsProvider, by their names.
struct Kind
{
    const char *name;
    CredentialsProviderPtr (*make)(QmlObject &in, int depth);
};
constexpr std::array kinds = {
    Kind { "environment", [](QmlObject &, int) { return Provider::environment(); } },
    Kind { "sharedFiles",
           [](QmlObject &in, int) { return Provider::sharedFiles(textOf(in, u"profile"_s)); } },
    Kind { "defaultChain",
           [](QmlObject &in, int) { return Provider::defaultChain(textOf(in, u"profile"_s)); } },
    Kind { "assumeRole", assumeRole },
    Kind { "webIdentity", [](QmlObject &in, int) { return webIdentity(in); } },
    Kind { "sso", [](QmlObject &in, int) { return sso(in); } },
    Kind { "loginSession",
           [](QmlObject &in, int) {
               const QString session = textOf(in, u"session"_s);
               return Provider::loginSession(session, textOf(in, u"region"_s));
           } },
    Kind { "process", [](QmlObject &in, int) { return process(in); } },
    Kind { "container", [](QmlObject &, int) { return Provider::container(); } },
    Kind { "instanceMetadata", [](QmlObject &, int) { return Provider::instanceMetadata(); } },
    Kind { "cognitoIdentity", [](QmlObject &in, int) { return cognitoIdentity(in); } },
};

QDynamoDBError invalid(const QString &path, const QString &problem)
{
    QStringList names;
    for (const Kind &kind : kinds)
        names += QString::fromLatin1(kind.name);
    return QDynamoDBError(Code::InvalidParameterValue,
                          u"%1 %2; it must be an object with one of the members %3"_s
                                  .arg(path, problem, names.join(u", "_s)));
}

QDynamoDBExpected<CredentialsProviderPtr> read(const QVariant &variant, const QString &path,
                                               int depth)
{
    if (!variant.isValid() || variant.typeId() == QMetaType::Nullptr)
        return Provider::defaultChain();
    const QVariantMap map = variant.toMap();
    if (variant.typeId() != QMetaType::QVariantMap || map.size() != 1)
        return invalid(path, u"does not have one member"_s);
    if (depth > maxSources)
        return invalid(path, u"is nested too deeply"_s);
    const QString name = map.firstKey();
    for (const Kind &kind : kinds) {
        if (name != QLatin1StringView(kind.name))
            continue;
        if (map.first().typeId() != QMetaType::QVariantMap)
            return invalid(path % u'.' % name, u"is no object"_s);
        QmlObject in(map.first().toMap(), path % u'.' % name);
        CredentialsProviderPtr provider = kind.make(in, depth);
        if (QDynamoDBError error = in.finish(); error.isError())
            return error;
        return provider;
    }
    return invalid(path, u"has the unknown member \"%1\""_s.arg(name));
}

class RefusingProvider final : public Provider
{
public:
    explicit RefusingProvider(const QString &text)
        : m_text(text)
    {
    }
    [[nodiscard]] QString name() const override { return u"QML"_s; }
    void fetch(Freshness, Callback callback) override
    {
        callback(QDynamoDBError(Code::NoCredentials, m_text));
    }

private:
    const QString m_text;
};

} // namespace

QDynamoDBExpected<CredentialsProviderPtr> credentialsProviderFrom(const QVariant &variant)
{
    if (!variant.isValid() || variant.typeId() == QMetaType::Nullptr)
        return CredentialsProviderPtr();
    return read(variant, u"credentialsProvider"_s, 0);
}

CredentialsProviderPtr refusingProvider(const QDynamoDBError &error)
{
    return std::make_shared<RefusingProvider>(error.message());
}

} // namespace QtDynamoDBPrivate
