// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef JSONWRITER_P_H
#define JSONWRITER_P_H

#include "json/problem_p.h"

#include <QtDynamoDB/qdynamodbnumber.h>

#include <QtCore/qbytearray.h>

#include <cstring>

namespace QtDynamoDBPrivate {

// A writer of compact JSON into a growing buffer. It adds the commas. A function that can fail
// returns false and reports the reason in problem().
class Q_DYNAMODB_AUTOTEST_EXPORT JsonWriter
{
public:
    // The code is that of errors; by default, the user's values are the cause.
    explicit JsonWriter(QDynamoDBError::Code code = QDynamoDBError::Code::InvalidParameterValue);
    Q_DISABLE_COPY_MOVE(JsonWriter)

    void beginObject() { open('{'); }
    void endObject() { close('}'); }
    void beginArray() { open('['); }
    void endArray() { close(']'); }

    void key(QLatin1StringView name); // ASCII without characters that need escapes
    void key(QStringView name);

    void string(QLatin1StringView text); // ASCII without characters that need escapes
    void string(QStringView text); // a lone surrogate is written as an escape
    void base64(QByteArrayView binary);
    void integer(qint64 value);
    void quotedInteger(qint64 value); // as a JSON string
    [[nodiscard]] bool real(double value); // fails for infinities and NaN
    void number(const QDynamoDBNumber &number); // a valid number, as a JSON number
    void quotedNumber(const QDynamoDBNumber &number); // a valid number, as a JSON string
    void boolean(bool value)
    {
        literal(value ? QLatin1StringView("true") : QLatin1StringView("false"));
    }
    void null() { literal(QLatin1StringView("null")); }
    void value(QByteArrayView json); // one complete value as JSON text
    // Write fragments of JSON text, which contain the comma in front of them if one is needed.
    // After rawBegin(), a value or the first member follows; after rawEnd(), a comma or a closing
    // bracket.
    void rawBegin(QByteArrayView json) { raw(json, false); }
    void rawEnd(QByteArrayView json) { raw(json, true); }

    // Reserves memory for so many more bytes. Optional; avoids repeated growth of the buffer.
    void reserve(qsizetype size) { ensure(size); }
    [[nodiscard]] Problem &problem() noexcept { return m_problem; }
    // Returns the text and resets the writer.
    [[nodiscard]] QByteArray take();

private:
    void ensure(qsizetype size)
    {
        if (m_end - m_out < size)
            grow(size);
    }
    void grow(qsizetype size);
    void put(char c) { *m_out++ = c; }
    void put(QByteArrayView text)
    {
        std::memcpy(m_out, text.data(), size_t(text.size()));
        m_out += text.size();
    }
    // Called before a value: writes the comma and ensures space for so many more bytes.
    void begin(qsizetype size)
    {
        ensure(size + 1);
        if (m_comma)
            put(',');
        m_comma = true;
    }
    void open(char bracket)
    {
        begin(1);
        put(bracket);
        m_comma = false;
    }
    void close(char bracket)
    {
        ensure(1);
        put(bracket);
        m_comma = true;
    }
    void raw(QByteArrayView json, bool comma)
    {
        ensure(json.size());
        put(json);
        m_comma = comma;
    }
    void literal(QLatin1StringView text)
    {
        begin(text.size());
        put(QByteArrayView(text.data(), text.size()));
    }
    void escaped(QStringView text);

    QByteArray m_buffer;
    char *m_out = nullptr;
    char *m_end = nullptr;
    bool m_comma = false; // the next value or key needs a comma in front
    Problem m_problem;
};

} // namespace QtDynamoDBPrivate

#endif
