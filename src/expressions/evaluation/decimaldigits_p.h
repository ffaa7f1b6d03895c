// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef DECIMALDIGITS_P_H
#define DECIMALDIGITS_P_H

#include "values/qdynamodbnumber_p.h"

#include <array>

namespace QtDynamoDBPrivate {

// The significant digits of a valid number: 0.d1d2d3... * 10^(magnitude + 1), with d1 and the last
// digit not zero. Zero has no digits.
struct DecimalDigits
{
    std::array<quint8, NumberAccess::maxDigits> digits {};
    int count = 0;
    int magnitude = 0; // the exponent of the first digit, -130 to 125
    bool isNegative = false;

    explicit DecimalDigits(const QDynamoDBNumber &number)
    {
        char text[NumberAccess::maxTextSize];
        const char *const end = NumberAccess::write(number, text);
        int exponent = 0; // of the digit after the next
        bool isFraction = false;
        for (const char *in = text; in != end; ++in) {
            if (*in == '-') {
                isNegative = true;
            } else if (*in == '.') {
                isFraction = true;
            } else if (*in == 'E') {
                magnitude += QByteArrayView(in + 1, end).toInt();
                break;
            } else {
                if (!isFraction)
                    ++exponent;
                if (count == 0 && *in == '0') { // a leading zero
                    exponent -= 1;
                    continue;
                }
                if (count < NumberAccess::maxDigits)
                    digits[size_t(count)] = quint8(*in - '0');
                ++count;
            }
        }
        magnitude += exponent - 1;
        while (count > 0 && (count > NumberAccess::maxDigits || digits[size_t(count - 1)] == 0))
            --count;
    }
};

} // namespace QtDynamoDBPrivate

#endif
