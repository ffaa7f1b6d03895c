// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "config/cabundle_p.h"

#include "config/configuration_p.h"
#include "config/localfile_p.h"

#include <QtCore/qdir.h>
#include <QtNetwork/qsslcertificate.h>

using namespace Qt::StringLiterals;

namespace QtDynamoDBPrivate {

namespace {

constexpr qint64 maximumSize = qint64(16) << 20;

QDynamoDBError bundleError(const QString &path, const QString &problem)
{
    return { QDynamoDBError::Code::SecureConnection,
             u"The CA bundle %1, which AWS_CA_BUNDLE or ca_bundle names, %2"_s
                     .arg(QDir::toNativeSeparators(path), problem) };
}

} // namespace

QDynamoDBExpected<std::optional<QSslConfiguration>> configuredTls(const Configuration &configuration)
{
    const auto path = configuration.setting({ "AWS_CA_BUNDLE" }, u"ca_bundle");
    if (!path)
        return path.error();
    if (path->isEmpty())
        return std::optional<QSslConfiguration>();
    const FileRead file = readLocalFile(*path, maximumSize);
    if (!file.isRead())
        return bundleError(*path, file.problem);
    const QList<QSslCertificate> certificates = QSslCertificate::fromData(file.content, QSsl::Pem);
    if (certificates.isEmpty())
        return bundleError(*path, u"contains no certificate in PEM format"_s);
    QSslConfiguration result = QSslConfiguration::defaultConfiguration();
    result.setCaCertificates(certificates);
    return std::optional(result);
}

} // namespace QtDynamoDBPrivate
