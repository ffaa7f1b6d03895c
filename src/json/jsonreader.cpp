// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "json/jsonreader_p.h"
#include "json/base64_p.h"
#include "json/text_p.h"
#include "json/tokenscanner_p.h"

#include <QtCore/qnumeric.h>

#include <charconv>
#include <cmath>
#include <cstring>
#include <memory>

using namespace Qt::StringLiterals;

namespace QtDynamoDBPrivate {

namespace {

static_assert(JsonReader::padding >= tokenScannerPadding);
static_assert(JsonReader::padding >= decodingPadding);

QString messageOf(TokenError error)
{
    switch (error) {
    case TokenError::NotUtf8:
        return u"the text is not valid UTF-8"_s;
    case TokenError::Empty:
        return u"there is no JSON text"_s;
    case TokenError::UnclosedString:
        return u"the JSON text is cut off"_s;
    case TokenError::ControlCharacter:
        return u"the JSON text has a control character within a string"_s;
    case TokenError::TooLarge:
        return u"the JSON text is too large"_s;
    case TokenError::None:
    case TokenError::Other:
        break;
    }
    return u"the JSON text is malformed"_s;
}

bool isNumber(QByteArrayView text) noexcept
{
    const char *in = text.begin();
    const char *const end = text.end();
    const auto digits = [&in, end] {
        const char *const first = in;
        while (in != end && *in >= '0' && *in <= '9')
            ++in;
        return in - first;
    };
    if (in != end && *in == '-')
        ++in;
    const bool zero = in != end && *in == '0';
    const auto whole = digits();
    if (whole == 0 || (zero && whole > 1))
        return false;
    if (in != end && *in == '.') {
        ++in;
        if (digits() == 0)
            return false;
    }
    if (in != end && (*in == 'e' || *in == 'E')) {
        ++in;
        if (in != end && (*in == '+' || *in == '-'))
            ++in;
        if (digits() == 0)
            return false;
    }
    return in == end;
}

} // namespace

JsonReader::JsonReader(QDynamoDBError::Code code, Tolerance tolerance)
    : m_tolerance(tolerance)
    , m_problem(code)
{
}

bool JsonReader::document(QByteArray &text, const std::function<bool(Value &)> &read)
{
    text.reserve(text.size() + padding);
    m_text = text.constData();
    m_levels.clear();
    m_unescaped.clear();
    m_malformed = false;

    TokenScanner scanner;
    const TokenError error = scanner.scan(m_text, size_t(text.size()));
    if (error != TokenError::None)
        return m_problem.report(messageOf(error));
    m_next = scanner.begin();
    m_end = scanner.end();
    Value root(m_next);
    if (first(m_next) != '{' && first(m_next) != '[')
        return unexpected("an object or an array");
    if (!read(root)) {
        if (m_malformed)
            m_problem.append(u" (near byte %1)"_s.arg(*m_next));
        return false;
    }
    // Only here is the syntax of the whole text known to be valid: it is checked while reading.
    if (m_next == m_end)
        return true;
    return m_problem.report(u"something follows the end of the JSON text"_s);
}

bool JsonReader::malformed()
{
    m_malformed = true;
    return m_problem.report(m_next == m_end ? u"the JSON text is cut off"_s
                                            : u"the JSON text is malformed"_s);
}

bool JsonReader::unexpected(const char *expected)
{
    return m_problem.report(u"%1 was expected"_s.arg(QLatin1StringView(expected)));
}

bool JsonReader::skip()
{
    qsizetype depth = 0;
    do {
        switch (first(m_next)) {
        case '{':
        case '[':
            ++depth;
            break;
        case '}':
        case ']':
            if (--depth < 0)
                return malformed();
            break;
        case ',':
        case ':':
            if (depth == 0)
                return malformed();
            break;
        default:
            if (m_next == m_end)
                return malformed();
        }
        ++m_next;
    } while (depth > 0);
    return true;
}

// Returns whether the token is a string with valid escapes, a number, true, false or null.
bool JsonReader::isScalar(const quint32 *token)
{
    const QByteArrayView text = this->token(Value(token));
    if (text.size() >= 2 && text.front() == '"') {
        QStringView decoded;
        return text.back() == '"' && decode(text.sliced(1, text.size() - 2), decoded);
    }
    return text == "true" || text == "false" || text == "null" || isNumber(text);
}

bool JsonReader::verbatim(Value &value, QByteArrayView &out)
{
    enum class Next { Element, FirstElement, FirstKey, Key, Comma };
    Next next = Next::Element;
    QVarLengthArray<char, 64> open; // brackets that are not closed yet
    m_next = value.token;
    do {
        const char c = first(m_next);
        const char closing = open.isEmpty() ? '\0' : open.back() == '{' ? '}' : ']';
        if (c == closing && next != Next::Element && next != Next::Key) {
            open.removeLast();
            next = Next::Comma;
        } else if (next == Next::Comma) {
            if (c != ',')
                return malformed();
            next = open.back() == '{' ? Next::Key : Next::Element;
        } else if (next == Next::Key || next == Next::FirstKey) {
            if (c != '"' || !isScalar(m_next) || first(++m_next) != ':')
                return malformed();
            next = Next::Element;
        } else if (c == '{' || c == '[') {
            open.append(c);
            next = c == '{' ? Next::FirstKey : Next::FirstElement;
        } else {
            if (!isScalar(m_next))
                return malformed();
            next = Next::Comma;
        }
        ++m_next;
    } while (next != Next::Comma || !open.isEmpty());
    const QByteArrayView last = token(Value(m_next - 1));
    out = QByteArrayView(m_text + *value.token, last.end());
    return true;
}

bool JsonReader::contents(const Value &string, QByteArrayView &out)
{
    const QByteArrayView quoted = token(string);
    if (quoted.size() < 2 || quoted.front() != '"')
        return unexpected("a string");
    out = quoted.sliced(1, quoted.size() - 2);
    if (out.isEmpty() || !memchr(out.data(), '\\', size_t(out.size())))
        return true;
    QStringView text;
    if (!decode(out, text))
        return false;
    out = m_unescaped.emplace_back(text.toUtf8());
    return true;
}

bool JsonReader::decode(QByteArrayView raw, QStringView &out)
{
    if (raw.size() + decodingPadding > m_decoded.size())
        m_decoded.resize(raw.size() + decodingPadding);
    const char16_t *const end = decodeText(raw, m_decoded.data());
    if (!end) {
        m_malformed = true;
        return m_problem.report(u"a string has an invalid escape"_s);
    }
    out = QStringView(m_decoded.constData(), end);
    return true;
}

bool JsonReader::utf8(Value &value, QByteArrayView &out)
{
    if (!contents(value, out))
        return false;
    ++m_next;
    return true;
}

bool JsonReader::utf16(Value &value, QStringView &out)
{
    const QByteArrayView quoted = token(value);
    if (quoted.size() < 2 || quoted.front() != '"')
        return unexpected("a string");
    if (!decode(quoted.sliced(1, quoted.size() - 2), out))
        return false;
    ++m_next;
    return true;
}

bool JsonReader::string(Value &value, QString &out)
{
    QStringView text;
    if (!utf16(value, text))
        return false;
    out = text.toString();
    return true;
}

bool JsonReader::base64(Value &value, QByteArray &out)
{
    QByteArrayView text;
    if (!utf8(value, text))
        return false;
    std::optional<QByteArray> binary = decodeBase64(text);
    if (!binary)
        return m_problem.report(u"the binary is not valid base64"_s);
    out = *std::move(binary);
    return true;
}

bool JsonReader::number(Value &value, QByteArrayView &out)
{
    out = token(value);
    if (!isNumber(out))
        return malformed();
    ++m_next;
    return true;
}

bool JsonReader::integer(Value &value, qint64 &out)
{
    const QByteArrayView text = token(value);
    if (!isNumber(text))
        return unexpected("an integer");
    const auto [end, error] = std::from_chars(text.begin(), text.end(), out);
    if (error != std::errc() || end != text.end()) {
        // JSON has only one type of numbers: 1.0 and 1e3 are integers, too.
        constexpr double exact = 9007199254740992.0; // 2^53
        const double real = text.toDouble();
        if (error == std::errc::result_out_of_range || std::abs(real) > exact
            || std::trunc(real) != real)
            return unexpected("an integer");
        out = qint64(real);
    }
    ++m_next;
    return true;
}

bool JsonReader::real(Value &value, double &out)
{
    const QByteArrayView text = token(value);
    bool exact = false;
    out = isNumber(text) ? text.toDouble(&exact) : qQNaN();
    if (!exact && out != 0) // zero: the number is too small for a double
        return unexpected("a number");
    ++m_next;
    return true;
}

bool JsonReader::boolean(Value &value, bool &out)
{
    const QByteArrayView text = token(value);
    out = text == "true";
    if (!out && text != "false")
        return unexpected("true or false");
    ++m_next;
    return true;
}

bool JsonReader::isNull(Value &value)
{
    if (first(value.token) != 'n' || token(value) != "null")
        return false;
    m_next = value.token + 1;
    return true;
}

NameCache::Name *JsonReader::find(const Value &key, NameCache &names)
{
    const QByteArrayView quoted = token(key);
    const QByteArrayView text = quoted.sliced(1, quoted.size() - 2);
    if (NameCache::Name *known = names.find(text))
        return known;
    QStringView decoded;
    if (!decode(text, decoded))
        return nullptr;
    QString name = decoded.toString();
    for (const auto &other : m_levels) { // share the QString with other depths
        if (const QString *known = other->names.find(name)) {
            name = *known;
            break;
        }
    }
    return names.insert(text, name);
}

} // namespace QtDynamoDBPrivate
