// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef TOKENSCANNER_P_H
#define TOKENSCANNER_P_H

#include "qdynamodbglobal_p.h"

#include <QtCore/qglobal.h>

#include <cstddef>

// A token scanner finds where the tokens of a JSON text begin: brackets, braces, commas, colons,
// strings, and other scalars. It makes sure that the text is UTF-8, that its quotes are in pairs,
// and that strings have no control characters; everything else is the reader's to check.
//
// There are two, with the same results: SimdTokenScanner uses internals of simdjson and is built if
// CMake finds a version that has them; PortableTokenScanner needs nothing but Qt. Each thread reuses
// the memory for the tokens; a scanner that is destroyed after a text of unusual size frees it. Only
// one scanner may be in use in a thread.
namespace QtDynamoDBPrivate {

enum class TokenError { None, Empty, NotUtf8, UnclosedString, ControlCharacter, TooLarge, Other };

// The bytes behind the end of a text that a scanner may read.
inline constexpr qsizetype tokenScannerPadding = 64;

// Texts above this size leave no memory behind.
inline constexpr std::size_t unusualTextSize = std::size_t(8) * 1024 * 1024;

class Q_DYNAMODB_AUTOTEST_EXPORT PortableTokenScanner
{
public:
    PortableTokenScanner() = default;
    ~PortableTokenScanner();
    Q_DISABLE_COPY_MOVE(PortableTokenScanner)

    TokenError scan(const char *text, std::size_t size);
    // The offset of each token. *end() is valid and contains the size of the text.
    [[nodiscard]] const quint32 *begin() const;
    [[nodiscard]] const quint32 *end() const;
};

#ifdef Q_DYNAMODB_WITH_SIMDJSON
class Q_DYNAMODB_AUTOTEST_EXPORT SimdTokenScanner
{
public:
    SimdTokenScanner() = default;
    ~SimdTokenScanner();
    Q_DISABLE_COPY_MOVE(SimdTokenScanner)

    TokenError scan(const char *text, std::size_t size);
    [[nodiscard]] const quint32 *begin() const;
    [[nodiscard]] const quint32 *end() const;
};

using TokenScanner = SimdTokenScanner;
#else
using TokenScanner = PortableTokenScanner;
#endif

} // namespace QtDynamoDBPrivate

#endif
