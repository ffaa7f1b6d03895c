// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "signing/redaction_p.h"

#include "transport/wipe_p.h"

#include <QtCore/qregularexpression.h>

#include <algorithm>
#include <utility>

namespace QtDynamoDBPrivate {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype shortestKey = 16; // what is shorter is invented, and may be any word
constexpr qsizetype shortestSecret = 6;
constexpr qsizetype shortestBeginning = 4; // that tells something

// The reader of errors ends a text that it cuts with an ellipsis.
void removeBeginningAtEnd(QString &text, QStringView secret)
{
    const qsizetype end = text.size() - (text.endsWith(u'\u2026') ? 1 : 0);
    for (qsizetype size = std::min(end, secret.size()); size >= shortestBeginning; --size) {
        if (QStringView(text).first(end).endsWith(secret.first(size))) {
            text.replace(end - size, size, u"***"_s);
            return;
        }
    }
}

} // namespace

QString withoutSecrets(QString text, const QDynamoDBCredentials &credentials)
{
    QStringList secrets { credentials.secretAccessKey(), credentials.sessionToken() };
    for (QString &secret : secrets) {
        if (secret.size() < shortestKey)
            wipe(secret);
    }
    text = withoutSecrets(std::move(text), secrets);
    for (QString &secret : secrets)
        wipe(secret);
    return text;
}

QString withoutSecrets(QString text, const QStringList &secrets)
{
    for (const QString &secret : secrets) {
        if (secret.size() < shortestSecret)
            continue;
        text.replace(secret, "***"_L1);
        removeBeginningAtEnd(text, secret);
    }
    // Signatures are 64 digits, and so are the hashes around them, which no reader needs. The names of
    // login caches are such hashes as well; they stay.
    static const QRegularExpression signature(
            uR"((?<![/\\\w])[0-9a-f]{64}\b(?!\.json)|(?<=Signature=)[0-9a-fA-F]+)"_s);
    return text.replace(signature, u"***"_s);
}

} // namespace QtDynamoDBPrivate
