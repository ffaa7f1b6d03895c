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

// The attribute names of one text: those that repeat share one QString. The items of a page are
// alike, so after a name mostly comes the one that came after it before; only where that fails is
// looked up. Names are views into the text and known as they stand there, escapes and all.
class NameCache
{
public:
    // The name that starts behind the quote at raw, if it was there before. The text ends at end.
    [[nodiscard]] const QString *predicted(const char *raw, const char *end) noexcept
    {
        if (m_last < 0)
            return nullptr;
        const int next = m_entries[size_t(m_last)].next;
        const Entry &entry = m_entries[size_t(next)];
        const qsizetype size = entry.raw.size();
        if (end - raw <= size || raw[size] != '"'
            || memcmp(raw, entry.raw.data(), size_t(size)) != 0)
            return nullptr;
        m_last = next;
        return &entry.name;
    }
    [[nodiscard]] const QString *find(QByteArrayView raw)
    {
        const auto it = m_index.constFind(raw);
        return it == m_index.constEnd() ? nullptr : follow(*it);
    }
    const QString *insert(QByteArrayView raw, const QString &name)
    {
        const int index = int(m_entries.size());
        m_entries.push_back({ raw, name, 0 });
        m_index.insert(raw, index);
        return follow(index);
    }

private:
    struct Entry
    {
        QByteArrayView raw;
        QString name;
        int next; // what came after it the last time
    };

    const QString *follow(int index)
    {
        if (m_last >= 0)
            m_entries[size_t(m_last)].next = index;
        m_last = index;
        return &m_entries[size_t(index)].name;
    }

    std::vector<Entry> m_entries;
    QHash<QByteArrayView, int> m_index;
    int m_last = -1;
};

} // namespace QtDynamoDBPrivate

#endif
