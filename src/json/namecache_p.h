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

// A cache of the member names in the objects of one depth of a JSON text, so that equal names share
// one QString. The items of a page resemble each other: the successor of a name is predicted from
// its last occurrence, and only a wrong prediction costs a lookup. Names are compared as raw text,
// with their escapes.
class NameCache
{
public:
    struct Name
    {
        QByteArrayView raw; // view into the JSON text
        QString text;
        int next; // index of the name that followed the last time
        quint32 object; // number of the last object with this name
    };

    // Begins another object and returns its number, for Name::object.
    [[nodiscard]] quint32 beginObject() noexcept { return ++m_objects; }

    // Returns the predicted name if it is the one that starts at raw, after the quote, or null. The
    // text ends at end.
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
    // Returns the shared text of a cached name, or null.
    [[nodiscard]] const QString *find(const QString &text) const
    {
        const auto it = m_texts.constFind(text);
        return it == m_texts.constEnd() ? nullptr : &m_names[size_t(*it)].text;
    }
    // Inserts a name that find() did not find: a new one, or a cached one with other escapes. The
    // pointer is valid until the next insertion.
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
