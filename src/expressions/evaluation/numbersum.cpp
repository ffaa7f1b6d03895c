// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "expressions/evaluation/numbersum_p.h"
#include "expressions/evaluation/decimaldigits_p.h"

#include <QtCore/qbytearray.h>

namespace QtDynamoDBPrivate {

namespace {

// The exponents of the last digit of the smallest number and of the carry of the largest one.
constexpr int lowest = NumberAccess::minMagnitude - NumberAccess::maxDigits + 1;
constexpr int highest = NumberAccess::maxMagnitude + 1;

// The digits of all exponents, lowest first.
using Columns = std::array<int, highest - lowest + 1>;

void addTo(Columns &columns, const DecimalDigits &number, int sign)
{
    for (int i = 0; i < number.count; ++i)
        columns[size_t(number.magnitude - i - lowest)] += sign * number.digits[size_t(i)];
}

[[nodiscard]] QDynamoDBNumber addWithSigns(const QDynamoDBNumber &a, const QDynamoDBNumber &b,
                                           bool isDifference)
{
    const DecimalDigits x(a);
    const DecimalDigits y(b);
    Columns columns {};
    addTo(columns, x, x.isNegative ? -1 : 1);
    addTo(columns, y, y.isNegative != isDifference ? -1 : 1);

    // Brings each column to 0...9, and returns the carry of the last: -1 if the result is negative.
    const auto carry = [&columns] {
        int over = 0;
        for (int &column : columns) {
            column += over;
            over = column < 0 ? -((9 - column) / 10) : column / 10;
            column -= over * 10;
        }
        return over;
    };
    const bool isNegative = carry() < 0;
    if (isNegative) { // the columns are the complement to a power of ten
        for (int &column : columns)
            column = 9 - column;
        ++columns.front();
        (void)carry();
    }

    size_t last = 0;
    while (last < columns.size() && columns[last] == 0)
        ++last;
    if (last == columns.size())
        return {};
    QByteArray text(isNegative ? "-" : "");
    for (size_t i = columns.size(); i-- > last;)
        text += char('0' + columns[i]);
    return NumberAccess::parse(QByteArray(text + 'E' + QByteArray::number(int(last) + lowest)));
}

} // namespace

QDynamoDBNumber sum(const QDynamoDBNumber &a, const QDynamoDBNumber &b)
{
    return addWithSigns(a, b, false);
}

QDynamoDBNumber difference(const QDynamoDBNumber &a, const QDynamoDBNumber &b)
{
    return addWithSigns(a, b, true);
}

} // namespace QtDynamoDBPrivate
