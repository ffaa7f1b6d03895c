// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef JSONWRITER_P_H
#define JSONWRITER_P_H

#include "json/problem_p.h"

#include <QtDynamoDB/qdynamodbnumber.h>

#include <QtCore/qbytearray.h>

#include <cstring>

namespace QtDynamoDBPrivate {

// Writes compact JSON, with its commas, into one growing buffer. A function that can fail returns
// false and reports the reason in problem().
class Q_DYNAMODB_AUTOTEST_EXPORT JsonWriter
{
public:
    // The code of the errors: the user's values are at fault.
    explicit JsonWriter(QDynamoDBError::Code code = QDynamoDBError::Code::InvalidParameterValue);
    Q_DISABLE_COPY_MOVE(JsonWriter)

    void beginObject() { open('{'); }
    void endObject() { close('}'); }
    void beginArray() { open('['); }
    void endArray() { close(']'); }

    void key(QLatin1StringView name); // ASCII that needs no escapes, as literals are
    void key(QStringView name);

    void string(QLatin1StringView text); // likewise
    void string(QStringView text); // half a surrogate pair becomes its escape
    void base64(QByteArrayView binary);
    void integer(qint64 value);
    void quotedInteger(qint64 value); // as a JSON string
    [[nodiscard]] bool real(double value); // fails for what is not finite
    void number(const QDynamoDBNumber &number); // a valid one, as a JSON number
    void quotedNumber(const QDynamoDBNumber &number); // a valid one, as a JSON string
    void boolean(bool value)
    {
        literal(value ? QLatin1StringView("true") : QLatin1StringView("false"));
    }
    void null() { literal(QLatin1StringView("null")); }
    void value(QByteArrayView json); // a whole value that was written before
    // Pieces that were written before, with the commas that they need in front. One that begins has
    // its value or first member next, one that ends is followed by a comma or the end of more.
    void rawBegin(QByteArrayView json) { raw(json, false); }
    void rawEnd(QByteArrayView json) { raw(json, true); }

    // Makes room for so many bytes more, which is not needed, but saves growing again and again.
    void reserve(qsizetype size) { ensure(size); }
    [[nodiscard]] Problem &problem() noexcept { return m_problem; }
    // The text; the writer is as new afterwards.
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
    // Before a value: the comma, and room for size bytes more.
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
    bool m_comma = false;
    Problem m_problem;
};

} // namespace QtDynamoDBPrivate

#endif
