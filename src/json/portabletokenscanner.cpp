// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "json/tokenscanner_p.h"

#include <QtCore/qutf8stringview.h>

#include <limits>
#include <vector>

namespace QtDynamoDBPrivate {

namespace {

thread_local std::vector<quint32> tokens; // the size of the text is the last element

} // namespace

PortableTokenScanner::~PortableTokenScanner()
{
    if (tokens.size() > unusualTextSize / 8) // pages have more than eight bytes per token
        tokens = {};
}

TokenError PortableTokenScanner::scan(const char *text, std::size_t size)
{
    tokens.clear();
    if (size == 0)
        return TokenError::Empty;
    if (size >= std::numeric_limits<quint32>::max())
        return TokenError::TooLarge;

    bool inString = false;
    bool isEscaped = false; // by a backslash before it
    bool inScalar = false; // that is not a string
    bool hasControlCharacter = false;
    for (std::size_t i = 0; i < size; ++i) {
        const char c = text[i];
        const bool escapes = c == '\\' && !isEscaped;
        const bool isQuote = c == '"' && !isEscaped;
        isEscaped = escapes;
        if (inString) {
            if (isQuote)
                inString = false;
            else if (quint8(c) < 0x20)
                hasControlCharacter = true;
            continue;
        }
        switch (c) {
        case ' ':
        case '\t':
        case '\n':
        case '\r':
            inScalar = false;
            break;
        case '{':
        case '}':
        case '[':
        case ']':
        case ',':
        case ':':
            tokens.push_back(quint32(i));
            inScalar = false;
            break;
        default:
            if (!inScalar)
                tokens.push_back(quint32(i));
            inString = isQuote;
            inScalar = !isQuote;
        }
    }
    if (inString)
        return TokenError::UnclosedString;
    if (hasControlCharacter)
        return TokenError::ControlCharacter;
    if (tokens.empty())
        return TokenError::Empty;
    if (!QUtf8StringView(text, qsizetype(size)).isValidUtf8())
        return TokenError::NotUtf8;
    tokens.push_back(quint32(size));
    return TokenError::None;
}

const quint32 *PortableTokenScanner::begin() const
{
    return tokens.data();
}

const quint32 *PortableTokenScanner::end() const
{
    return tokens.data() + tokens.size() - 1;
}

} // namespace QtDynamoDBPrivate
