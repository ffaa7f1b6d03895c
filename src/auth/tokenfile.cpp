// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "auth/tokenfile_p.h"

#include "auth/credentialsreader_p.h"

#include <QtCore/qdir.h>
#include <QtCore/qfileinfo.h>
#include <QtCore/qjsondocument.h>
#include <QtCore/qsavefile.h>

using namespace Qt::StringLiterals;

namespace QtDynamoDBPrivate {

using Code = QDynamoDBError::Code;

namespace {

constexpr qint64 maximumSize = qint64(64) * 1024;

} // namespace

QByteArray readSmallFile(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return {};
    const QByteArray content = file.read(maximumSize + 1);
    return content.size() > maximumSize ? QByteArray() : content.trimmed();
}

QDynamoDBExpected<QJsonObject> readTokenFile(const QString &path)
{
    const QString shown = QDir::toNativeSeparators(path);
    if (!QFileInfo::exists(path))
        return QDynamoDBError(Code::NoCredentials, shown + u" is not there"_s);
    const auto object = parseObject(readSmallFile(path));
    if (!object)
        return QDynamoDBError(Code::InvalidResponse, shown + u" is no readable JSON object"_s);
    return *object;
}

QDynamoDBError writeTokenFile(const QString &path, const QJsonObject &object)
{
    const QString folder = QFileInfo(path).absolutePath();
    constexpr auto ownerOnly = QFileDevice::ReadOwner | QFileDevice::WriteOwner;
    QDir().mkpath(folder);
    QSaveFile file(path);
    // Before anything is in it.
    if (!file.open(QIODevice::WriteOnly) || !file.setPermissions(ownerOnly)
        || file.write(QJsonDocument(object).toJson()) < 0 || !file.commit()) {
        return { Code::ConfigNotFound,
                 u"%1 cannot be written: %2"_s.arg(QDir::toNativeSeparators(path),
                                                   file.errorString()) };
    }
    return {};
}

} // namespace QtDynamoDBPrivate
