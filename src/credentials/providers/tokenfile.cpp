// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "credentials/providers/tokenfile_p.h"

#include "credentials/credentialsreader_p.h"
#include "config/localfile_p.h"
#include "signing/secret_p.h"

#include <QtCore/qdir.h>

using namespace Qt::StringLiterals;

namespace QtDynamoDBPrivate {

using Code = QDynamoDBError::Code;

namespace {

constexpr qint64 maximumSize = qint64(64) * 1024;

QDynamoDBError fileError(Code code, const QString &path, const QString &problem)
{
    return { code, QDir::toNativeSeparators(path) + u' ' + problem };
}

} // namespace

QDynamoDBExpected<QByteArray> readSmallFile(const QString &path)
{
    FileRead file = readLocalFile(path, maximumSize);
    if (!file.isRead())
        return fileError(Code::ConfigNotFound, path, file.problem);
    QByteArray text = file.content.trimmed();
    wipe(file.content);
    return text;
}

QDynamoDBExpected<SecretObject> readTokenFile(const QString &path)
{
    FileRead file = readLocalFile(path, maximumSize);
    if (!file.isRead()) {
        const bool isMissing = file.status == FileRead::Status::Missing;
        return fileError(isMissing ? Code::NoCredentials : Code::ConfigNotFound, path, file.problem);
    }
    HiddenSecrets secrets = hideSecrets(file.content);
    const auto object = parseObject(file.content);
    wipe(file.content);
    if (!object)
        return fileError(Code::InvalidResponse, path, u"does not contain a JSON object"_s);
    return SecretObject { *object, std::move(secrets) };
}

QDynamoDBError writeTokenFile(const QString &path, const SecretObject &object)
{
    QByteArray content = object.toJson(QJsonDocument::Indented);
    const QString problem = replaceSecretFile(path, content);
    wipe(content);
    if (!problem.isEmpty())
        return fileError(Code::ConfigNotFound, path, problem);
    return {};
}

} // namespace QtDynamoDBPrivate
