// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef QDYNAMODBNUMBER_P_H
#define QDYNAMODBNUMBER_P_H

#include <QtDynamoDB/qdynamodbnumber.h>

#include <QtCore/qbytearrayview.h>

namespace QtDynamoDBPrivate {

class NumberAccess
{
public:
    using State = QDynamoDBNumber::State;

    static constexpr int maxDigits = 38;
    static constexpr int minMagnitude = -130; // exponents of the most significant digit
    static constexpr int maxMagnitude = 125;
    // Sign, digits, point, leading or trailing zeros, exponent: the longest text of a number.
    static constexpr int maxTextSize = 48;

    static QDynamoDBNumber parse(QByteArrayView text) noexcept;
    // Writes at most maxTextSize bytes and returns the end. The number is valid.
    static char *write(const QDynamoDBNumber &number, char *out) noexcept;
    // Why a number that is not valid can't be sent, to stand behind an attribute's path.
    static QString problem(const QDynamoDBNumber &number);
    // A text of digits and a letter at the end: numbers compare as these texts do, also where a
    // comparison ignores case or follows a locale.
    static QString sortKey(const QDynamoDBNumber &number);

private:
    static bool parseShort(QByteArrayView text, QDynamoDBNumber &number) noexcept;
};

} // namespace QtDynamoDBPrivate

#endif
