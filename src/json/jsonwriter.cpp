// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "json/jsonwriter_p.h"
#include "json/base64_p.h"
#include "values/qdynamodbnumber_p.h"

#include <QtCore/qlocale.h>

#include <charconv>
#include <cmath>

using namespace Qt::StringLiterals;

namespace QtDynamoDBPrivate {

namespace {

constexpr bool isPlain(char16_t c) noexcept
{
    return c >= 0x20 && c < 0x80 && c != u'"' && c != u'\\';
}

// Returns four UTF-16 units in one word, in memory order.
quint64 fourUnits(const char16_t *in) noexcept
{
    quint64 word;
    std::memcpy(&word, in, sizeof word);
    return word;
}

// Returns whether all four units are plain. Each lane of 16 bits is below 0x80, so that no addition
// carries into the next lane.
bool arePlain(quint64 units) noexcept
{
    constexpr quint64 lanes = 0x0001000100010001;
    if (units & (lanes * 0xff80))
        return false;
    // Bit 7 of each lane is set unless the unit is a control character, a quote or a backslash.
    const quint64 noControl = units + lanes * (0x80 - 0x20);
    const quint64 noQuote = (units ^ (lanes * '"')) + lanes * 0x7f;
    const quint64 noBackslash = (units ^ (lanes * '\\')) + lanes * 0x7f;
    return (noControl & noQuote & noBackslash & (lanes * 0x80)) == lanes * 0x80;
}

// Writes four plain units as four bytes.
void writePlain(char *out, quint64 units) noexcept
{
    const quint64 pairs = (units | (units >> 8)) & 0x0000ffff0000ffff;
    const quint32 bytes = quint32(pairs | (pairs >> 16));
    std::memcpy(out, &bytes, sizeof bytes);
}

char *writeEscape(char *out, char16_t c) noexcept
{
    constexpr char hex[] = "0123456789abcdef";
    *out++ = '\\';
    switch (c) {
    case u'"':
    case u'\\':
        *out++ = char(c);
        return out;
    case u'\b':
        *out++ = 'b';
        return out;
    case u'\f':
        *out++ = 'f';
        return out;
    case u'\n':
        *out++ = 'n';
        return out;
    case u'\r':
        *out++ = 'r';
        return out;
    case u'\t':
        *out++ = 't';
        return out;
    default:
        *out++ = 'u';
        *out++ = hex[c >> 12];
        *out++ = hex[(c >> 8) & 15];
        *out++ = hex[(c >> 4) & 15];
        *out++ = hex[c & 15];
        return out;
    }
}

} // namespace

JsonWriter::JsonWriter(QDynamoDBError::Code code)
    : m_problem(code)
{
}

void JsonWriter::grow(qsizetype size)
{
    constexpr qsizetype smallest = 512;
    const qsizetype written = m_out ? m_out - m_buffer.constData() : 0;
    m_buffer.resize(qMax(smallest, qMax(written + size, m_buffer.size() * 2)));
    m_out = m_buffer.data() + written;
    m_end = m_buffer.data() + m_buffer.size();
}

QByteArray JsonWriter::take()
{
    m_buffer.resize(m_out ? m_out - m_buffer.constData() : 0);
    m_out = nullptr;
    m_end = nullptr;
    m_comma = false;
    return std::exchange(m_buffer, {});
}

void JsonWriter::key(QLatin1StringView name)
{
    begin(name.size() + 3);
    put('"');
    put(QByteArrayView(name.data(), name.size()));
    put('"');
    put(':');
    m_comma = false;
}

void JsonWriter::key(QStringView name)
{
    begin(1);
    escaped(name);
    ensure(1);
    put(':');
    m_comma = false;
}

void JsonWriter::string(QLatin1StringView text)
{
    begin(text.size() + 2);
    put('"');
    put(QByteArrayView(text.data(), text.size()));
    put('"');
}

void JsonWriter::string(QStringView text)
{
    begin(1);
    escaped(text);
}

void JsonWriter::value(QByteArrayView json)
{
    begin(json.size());
    put(json);
}

void JsonWriter::escaped(QStringView text)
{
    ensure(1);
    put('"');
    const char16_t *in = text.utf16();
    const char16_t *const end = in + text.size();
    while (in != end) {
        // Written in pieces, so that the worst case is never reserved for the whole text. The last
        // unit of a piece may be a high surrogate, which takes one more unit.
        constexpr qsizetype pieceSize = 1024; // UTF-16 units
        constexpr qsizetype worst = 6; // bytes of one unit: \uXXXX
        const char16_t *const piece = in + qMin(pieceSize, qsizetype(end - in));
        ensure((piece - in + 1) * worst);
        char *out = m_out;
        while (in < piece) {
            while (piece - in >= 4) {
                const quint64 units = fourUnits(in);
                if (!arePlain(units))
                    break;
                writePlain(out, units);
                in += 4;
                out += 4;
            }
            if (in == piece)
                break;
            const char16_t c = *in++;
            if (isPlain(c)) {
                *out++ = char(c);
            } else if (c < 0x80) {
                out = writeEscape(out, c);
            } else if (c < 0x800) {
                *out++ = char(0xc0 | (c >> 6));
                *out++ = char(0x80 | (c & 0x3f));
            } else if (!QChar::isSurrogate(c)) {
                *out++ = char(0xe0 | (c >> 12));
                *out++ = char(0x80 | ((c >> 6) & 0x3f));
                *out++ = char(0x80 | (c & 0x3f));
            } else if (QChar::isHighSurrogate(c) && in != end && QChar::isLowSurrogate(*in)) {
                const char32_t ucs4 = QChar::surrogateToUcs4(c, *in++);
                *out++ = char(0xf0 | (ucs4 >> 18));
                *out++ = char(0x80 | ((ucs4 >> 12) & 0x3f));
                *out++ = char(0x80 | ((ucs4 >> 6) & 0x3f));
                *out++ = char(0x80 | (ucs4 & 0x3f));
            } else {
                out = writeEscape(out, c); // a lone surrogate, which UTF-8 can't represent
            }
        }
        m_out = out;
    }
    ensure(1);
    put('"');
}

void JsonWriter::base64(QByteArrayView binary)
{
    const qsizetype size = base64Size(binary.size());
    begin(size + 2);
    put('"');
    m_out = encodeBase64(binary, m_out);
    put('"');
}

void JsonWriter::integer(qint64 value)
{
    constexpr qsizetype longest = 20;
    begin(longest);
    m_out = std::to_chars(m_out, m_out + longest, value).ptr;
}

void JsonWriter::quotedInteger(qint64 value)
{
    constexpr qsizetype longest = 20;
    begin(longest + 2);
    put('"');
    m_out = std::to_chars(m_out, m_out + longest, value).ptr;
    put('"');
}

bool JsonWriter::real(double value)
{
    if (!std::isfinite(value))
        return m_problem.report(u"the number must be finite, neither infinite nor NaN"_s);
    const QByteArray text = QByteArray::number(value, 'g', QLocale::FloatingPointShortest);
    begin(text.size());
    put(text);
    return true;
}

void JsonWriter::number(const QDynamoDBNumber &number)
{
    begin(NumberAccess::maxTextSize);
    m_out = NumberAccess::write(number, m_out);
}

void JsonWriter::quotedNumber(const QDynamoDBNumber &number)
{
    begin(NumberAccess::maxTextSize + 2);
    put('"');
    m_out = NumberAccess::write(number, m_out);
    put('"');
}

} // namespace QtDynamoDBPrivate
