// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef DEBUGTEXT_P_H
#define DEBUGTEXT_P_H

#include <QtDynamoDB/qdynamodbitem.h>

#include <QtCore/qstring.h>

namespace QtDynamoDBPrivate {

// The text that QDebug prints for values, items, requests and results: one line of bounded length,
// whatever the size of the data. addElements() stops once the text has reached the limit.
class DebugText
{
public:
    static constexpr qsizetype limit = 2000; // characters; the element that reaches it is completed
    static constexpr qsizetype stringLimit = 200; // characters printed of one string
    static constexpr qsizetype binaryLimit = 16; // bytes printed of one binary

    [[nodiscard]] bool isFull() const { return m_text.size() >= limit; }
    [[nodiscard]] const QString &text() const { return m_text; }

    void add(QLatin1StringView text) { m_text += text; }
    void add(const QString &text) { m_text += text; }
    void addQuoted(QStringView text);
    void addBinary(const QByteArray &bytes);
    void addValue(const QDynamoDBValue &value);
    void addAttributes(const QDynamoDBItem &item); // without braces

    // Adds `count` elements, separated by commas; addElement(i) adds the element of index i. If the
    // text becomes full, adds the number of the remaining elements instead.
    template<typename AddElement>
    void addElements(qsizetype count, AddElement addElement)
    {
        for (qsizetype i = 0; i < count; ++i) {
            if (i > 0)
                m_text += QLatin1StringView(", ");
            if (isFull()) {
                addRest(count - i);
                return;
            }
            addElement(i);
        }
    }
    void addRest(qsizetype count);

private:
    QString m_text;
};

} // namespace QtDynamoDBPrivate

#endif
