// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef DEBUGTEXT_P_H
#define DEBUGTEXT_P_H

#include <QtDynamoDB/qdynamodbitem.h>

#include <QtCore/qstring.h>

namespace QtDynamoDBPrivate {

// The text that QDebug prints of values, items, requests and results: short, on one line, and
// bounded, whatever the size of the data. Once the text is full, nothing more is added to it.
class DebugText
{
public:
    static constexpr qsizetype limit = 2000; // characters of the whole text, about
    static constexpr qsizetype stringLimit = 200; // characters of one string
    static constexpr qsizetype binaryLimit = 16; // bytes of one binary

    [[nodiscard]] bool isFull() const { return m_text.size() >= limit; }
    [[nodiscard]] const QString &text() const { return m_text; }

    void add(QLatin1StringView text) { m_text += text; }
    void add(const QString &text) { m_text += text; }
    void addQuoted(QStringView text);
    void addBinary(const QByteArray &bytes);
    void addValue(const QDynamoDBValue &value);
    void addAttributes(const QDynamoDBItem &item); // without braces

    // Elements of a list, separated; `addElement(i)` adds one of them. Ends with the number of
    // those for which there is no room.
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
