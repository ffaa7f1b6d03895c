// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "store/memorydatabase_p.h"

#include <QtCore/qset.h>

#include <algorithm>

namespace QtDynamoDBPrivate {

MemoryDatabase::MemoryDatabase(std::shared_ptr<MemoryContent> committed)
    : m_committed(std::move(committed))
    , m_content(*m_committed)
{
}

MemoryContent &MemoryDatabase::changed()
{
    if (m_interrupt)
        m_interrupt();
    return m_content;
}

QByteArray MemoryDatabase::setting(const QString &name)
{
    return m_content.settings.value(name);
}

QList<StoredTable> MemoryDatabase::tables()
{
    return m_content.tables.values();
}

QList<StoredMirror> MemoryDatabase::mirrors()
{
    return m_content.mirrors.values();
}

std::optional<StoredItem> MemoryDatabase::item(const ItemPlace &place)
{
    const auto found = m_content.items.constFind(place);
    if (found == m_content.items.constEnd())
        return std::nullopt;
    return *found;
}

void MemoryDatabase::visitRange(const ItemRange &range, const ItemVisitor &visit)
{
    const ItemPlace first { range.table, range.partition, range.lower.value_or(QByteArray()) };
    QList<StoredItem> items;
    const MemoryContent content = m_content;
    for (auto i = content.items.lowerBound(first); i != content.items.constEnd(); ++i) {
        const ItemPlace &place = i.key();
        if (place.table != range.table || place.partition != range.partition)
            break;
        if (range.lower && !range.includesLower && place.sort == *range.lower)
            continue;
        if (range.upper
            && (place.sort > *range.upper || (!range.includesUpper && place.sort == *range.upper)))
            break;
        items.append(*i);
    }
    if (range.isDescending)
        std::reverse(items.begin(), items.end());
    for (StoredItem &item : items) {
        if (!visit(std::move(item)))
            return;
    }
}

void MemoryDatabase::visitTable(const ItemPlace &after, const ItemVisitor &visit)
{
    const MemoryContent content = m_content;
    for (auto i = content.items.upperBound(after); i != content.items.constEnd(); ++i) {
        if (i.key().table != after.table || !visit(StoredItem(*i)))
            return;
    }
}

std::optional<StoredWrite> MemoryDatabase::write(qint64 sequence)
{
    const auto found = m_content.writes.constFind(sequence);
    if (found == m_content.writes.constEnd())
        return std::nullopt;
    return *found;
}

QList<qint64> MemoryDatabase::writesOf(const ItemPlace &place, qint64 after, int limit)
{
    QList<qint64> sequences;
    const QMap<qint64, StoredWrite> &writes = m_content.writes;
    for (auto i = writes.upperBound(after); i != writes.constEnd() && sequences.size() < limit;
         ++i) {
        if (i->state != SyncState::Conflict && i->items.contains(place))
            sequences.append(i->sequence);
    }
    return sequences;
}

bool MemoryDatabase::hasConflict(const ItemPlace &place)
{
    return std::any_of(m_content.writes.cbegin(), m_content.writes.cend(),
                       [&place](const StoredWrite &write) {
                           return write.state == SyncState::Conflict && write.items.contains(place);
                       });
}

QList<StoredWrite> MemoryDatabase::readyWrites(const QString &identity, qint64 after, int limit)
{
    QList<StoredWrite> ready;
    const QMap<qint64, StoredWrite> &writes = m_content.writes;
    for (auto i = writes.upperBound(after); i != writes.constEnd() && ready.size() < limit; ++i) {
        if (i->identity == identity && i->blockers == 0
            && (i->state == SyncState::Pending || i->state == SyncState::Sending))
            ready.append(*i);
    }
    return ready;
}

QList<StoredWrite> MemoryDatabase::writes(const QString &identity, qint64 after, int limit)
{
    QList<StoredWrite> found;
    const QMap<qint64, StoredWrite> &writes = m_content.writes;
    for (auto i = writes.upperBound(after); i != writes.constEnd() && found.size() < limit; ++i) {
        if (i->identity == identity)
            found.append(*i);
    }
    return found;
}

qint64 MemoryDatabase::countWrites(const QString &identity, SyncState state)
{
    return std::count_if(m_content.writes.cbegin(), m_content.writes.cend(),
                         [&](const StoredWrite &write) {
                             return write.identity == identity && write.state == state;
                         });
}

void MemoryDatabase::begin()
{
    m_content = *m_committed;
}

void MemoryDatabase::commit()
{
    *m_committed = changed();
    if (m_interrupt)
        m_interrupt(); // a process may be killed before it learns that the commit succeeded
}

void MemoryDatabase::rollback() noexcept
{
    m_content = *m_committed;
}

void MemoryDatabase::setSetting(const QString &name, const QByteArray &value)
{
    changed().settings.insert(name, value);
}

qint64 MemoryDatabase::insertTable(const StoredTable &table)
{
    MemoryContent &content = changed();
    StoredTable inserted = table;
    inserted.id = ++content.lastId;
    content.tables.insert(inserted.id, inserted);
    return inserted.id;
}

void MemoryDatabase::updateTable(const StoredTable &table)
{
    changed().tables.insert(table.id, table);
}

qint64 MemoryDatabase::insertMirror(const StoredMirror &mirror)
{
    MemoryContent &content = changed();
    StoredMirror inserted = mirror;
    inserted.id = ++content.lastId;
    content.mirrors.insert(inserted.id, inserted);
    return inserted.id;
}

void MemoryDatabase::updateMirror(const StoredMirror &mirror)
{
    changed().mirrors.insert(mirror.id, mirror);
}

void MemoryDatabase::removeMirror(qint64 id)
{
    changed().mirrors.remove(id);
}

void MemoryDatabase::putItem(const StoredItem &item)
{
    changed().items.insert(item.place, item);
}

void MemoryDatabase::removeItem(const ItemPlace &place)
{
    changed().items.remove(place);
}

void MemoryDatabase::insertWrite(const StoredWrite &write)
{
    changed().writes.insert(write.sequence, write);
}

void MemoryDatabase::updateWrite(const StoredWrite &write)
{
    StoredWrite &stored = changed().writes[write.sequence];
    const QList<ItemPlace> items = stored.items;
    stored = write;
    stored.items = items;
}

void MemoryDatabase::removeWrite(qint64 sequence)
{
    changed().writes.remove(sequence);
}

void MemoryDatabase::clear(const QString &identity)
{
    MemoryContent &content = changed();
    QSet<qint64> tables;
    for (const StoredTable &table : std::as_const(content.tables)) {
        if (table.identity == identity)
            tables.insert(table.id);
    }
    content.items.removeIf([&](const std::pair<const ItemPlace &, StoredItem &> &entry) {
        return tables.contains(entry.first.table);
    });
    content.mirrors.removeIf([&](QMap<qint64, StoredMirror>::iterator i) {
        return tables.contains(i.value().table);
    });
    content.writes.removeIf(
            [&](QMap<qint64, StoredWrite>::iterator i) { return i.value().identity == identity; });
    content.tables.removeIf(
            [&](QMap<qint64, StoredTable>::iterator i) { return i.value().identity == identity; });
}

} // namespace QtDynamoDBPrivate
