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

// Secret strings of a JSON or XML text by the path of their member: "roleCredentials/secretAccessKey".
// Copies share the secrets.
using HiddenSecrets = std::map<std::string, std::shared_ptr<const SecretBytes>, std::less<>>;

// Both functions take the keys, tokens and other secrets out of a text before Qt parses it: neither
// QJsonObject nor QXmlStreamReader overwrites its memory. Afterwards the text has as many x in their
// place. A text that is malformed stays as it is.
[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT HiddenSecrets hideSecrets(QByteArray &json);
// The secrets are those of STS, by the name of their element.
[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT HiddenSecrets hideXmlSecrets(QByteArray &xml);

// A JSON object without its secrets, and these.
struct SecretObject
{
    QJsonObject object; // has a text of x in the place of each secret
    HiddenSecrets secrets;

    [[nodiscard]] QString text(QLatin1StringView name) const
    {
        return object.value(name).toString();
    }
    [[nodiscard]] SecretBytes secret(std::string_view name) const; // of a member of the object
    // Replaces the member and its secrets with those of another object.
    void take(QLatin1StringView name, const SecretObject &from);
    // The JSON text with the secrets. Wipe it after use.
    [[nodiscard]] QByteArray toJson(QJsonDocument::JsonFormat format) const;
};

} // namespace QtDynamoDBPrivate

#endif
