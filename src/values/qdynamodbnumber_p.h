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
    // The range of the decimal exponent of the most significant digit.
    static constexpr int minMagnitude = -130;
    static constexpr int maxMagnitude = 125;
    // An upper bound for the text of a number: sign, digits, point, zeros and exponent.
    static constexpr int maxTextSize = 48;

    static QDynamoDBNumber parse(QByteArrayView text) noexcept;
    // Writes at most maxTextSize bytes and returns their end. The number must be valid.
    static char *write(const QDynamoDBNumber &number, char *out) noexcept;
    // Returns why an invalid number can't be sent. The text follows an attribute's path and a
    // colon.
    static QString problem(const QDynamoDBNumber &number);
    // Returns a text that sorts as the number does, also in comparisons that ignore case or follow
    // a locale: digits, and a letter at the end of negative numbers.
    static QString sortKey(const QDynamoDBNumber &number);

private:
    static bool parseShort(QByteArrayView text, QDynamoDBNumber &number) noexcept;
};

} // namespace QtDynamoDBPrivate

#endif
