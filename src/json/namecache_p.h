// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef NAMECACHE_P_H
#define NAMECACHE_P_H

#include "qdynamodbglobal_p.h"

#include <QtCore/qbytearrayview.h>
#include <QtCore/qhash.h>
#include <QtCore/qstring.h>

#include <vector>

namespace QtDynamoDBPrivate {

// The names in the objects of one depth of a text: those that repeat share one QString. The items
// of a page are alike, so after a name mostly comes the one that came after it before; only where
// that fails is looked up. Names are views into the text and known as they stand there, escapes and
// all.
class NameCache
{
public:
    struct Name
    {
        QByteArrayView raw;
        QString text;
        int next; // what came after it the last time
        quint32 object; // the last one that had it
    };

    // What follows belongs to another object; its number marks the names that it has.
    [[nodiscard]] quint32 beginObject() noexcept { return ++m_objects; }

    // The name that starts behind the quote at raw, if it was there before. The text ends at end.
    [[nodiscard]] Name *predicted(const char *raw, const char *end) noexcept
    {
        if (m_last < 0)
            return nullptr;
        const int next = m_names[size_t(m_last)].next;
        Name &name = m_names[size_t(next)];
        const qsizetype size = name.raw.size();
        if (end - raw <= size || raw[size] != '"' || memcmp(raw, name.raw.data(), size_t(size)) != 0)
            return nullptr;
        m_last = next;
        return &name;
    }
    [[nodiscard]] Name *find(QByteArrayView raw)
    {
        const auto it = m_index.constFind(raw);
        return it == m_index.constEnd() ? nullptr : follow(*it);
    }
    // The text of a name that is there, or nothing.
    [[nodiscard]] const QString *find(const QString &text) const
    {
        const auto it = m_texts.constFind(text);
        return it == m_texts.constEnd() ? nullptr : &m_names[size_t(*it)].text;
    }
    // Another spelling of a name that is there, or a new one. Good until the next.
    [[nodiscard]] Name *insert(QByteArrayView raw, const QString &text)
    {
        const auto known = m_texts.constFind(text);
        int index = known == m_texts.constEnd() ? -1 : *known;
        if (index < 0) {
            index = int(m_names.size());
            m_names.push_back({ raw, text, 0, 0 });
            m_texts.insert(text, index);
        }
        m_index.insert(raw, index);
        return follow(index);
    }

private:
    Name *follow(int index)
    {
        if (m_last >= 0)
            m_names[size_t(m_last)].next = index;
        m_last = index;
        return &m_names[size_t(index)];
    }

    std::vector<Name> m_names;
    QHash<QByteArrayView, int> m_index;
    QHash<QStringView, int> m_texts;
    int m_last = -1;
    quint32 m_objects = 0;
};

} // namespace QtDynamoDBPrivate

#endif
