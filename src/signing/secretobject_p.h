// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef SECRETOBJECT_P_H
#define SECRETOBJECT_P_H

#include "signing/secret_p.h"
#include "qdynamodbglobal_p.h"

#include <QtCore/qjsondocument.h>
#include <QtCore/qjsonobject.h>

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>

namespace QtDynamoDBPrivate {

// The secret strings of a JSON or XML text by the path of their member, such as
// "roleCredentials/secretAccessKey". Copies share the secrets.
using HiddenSecrets = std::map<std::string, std::shared_ptr<const SecretBytes>, std::less<>>;

// Removes the keys, tokens and other secrets from a JSON text before Qt parses it, since
// QJsonObject does not overwrite its memory. Each character of a secret is replaced by an x. A
// malformed text is not changed.
[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT HiddenSecrets hideSecrets(QByteArray &json);
// Does the same for an XML text of STS. The paths are the names of the elements.
[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT HiddenSecrets hideXmlSecrets(QByteArray &xml);

// A JSON object and the secrets that were removed from it.
struct SecretObject
{
    QJsonObject object; // with a text of x instead of each secret
    HiddenSecrets secrets;

    [[nodiscard]] QString text(QLatin1StringView name) const
    {
        return object.value(name).toString();
    }
    // Returns the secret of a member, or an empty one.
    [[nodiscard]] SecretBytes secret(std::string_view name) const;
    // Replaces a member and its secrets by those of another object.
    void take(QLatin1StringView name, const SecretObject &from);
    // Returns the JSON text with the secrets. The caller must wipe() it after use.
    [[nodiscard]] QByteArray toJson(QJsonDocument::JsonFormat format) const;
};

} // namespace QtDynamoDBPrivate

#endif
