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

// Shorter texts are not replaced: they could be ordinary words, as invented keys for DynamoDB Local
// are.
constexpr qsizetype shortestKey = 16;
constexpr qsizetype shortestSecret = 6;
constexpr qsizetype shortestBeginning = 4;

// Replaces the beginning of a secret at the end of the text. The reader of error responses marks
// truncated texts by an ellipsis.
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
    // Signatures and the hashes in a canonical request have 64 hexadecimal digits. The names of
    // token cache files (in a path, or followed by .json) are such hashes, too, but are not secret.
    static const QRegularExpression signature(
            uR"((?<![/\\\w])[0-9a-f]{64}\b(?!\.json)|(?<=Signature=)[0-9a-fA-F]+)"_s);
    return text.replace(signature, u"***"_s);
}

} // namespace QtDynamoDBPrivate
