// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "store/feeds/mirrorfeed_p.h"
#include "store/local/keyselection_p.h"

#include <utility>

using namespace Qt::StringLiterals;

namespace QtDynamoDBPrivate {

FeedTarget::~FeedTarget() = default;

MirrorFeed::MirrorFeed(FeedTarget *target, const StoredMirror &mirror, FeedEvents events)
    : m_target(target)
    , m_mirror(mirror)
    , m_events(std::move(events))
{
}

MirrorFeed::~MirrorFeed()
{
    *m_alive = false;
}

void MirrorFeed::step(std::function<void()> run)
{
    m_target->submit({ [this, alive = m_alive, run = std::move(run)] {
                          if (*alive && !m_isFinished)
                              run();
                      },
                       [this, alive = m_alive](const QDynamoDBError &error) {
                           if (*alive)
                               finish(error);
                       } });
}

void MirrorFeed::finish(const QDynamoDBError &error)
{
    m_isFinished = true;
    if (const auto finished = std::exchange(m_events.finished, nullptr))
        finished(error);
}

void MirrorFeed::report(const FeedProgress &progress)
{
    if (const auto progressed = m_events.progressed)
        progressed(progress);
}

std::optional<StoredTable> MirrorFeed::table()
{
    const std::optional<StoredTable> table = m_target->table(m_mirror.table);
    if (!table) {
        finish(QDynamoDBError(
                QDynamoDBError::Code::InvalidParameterValue,
                u"The mirror's table is not known to the store; add the mirror again."_s));
    }
    return table;
}

bool contains(const StoredMirror &mirror, const ItemPlace &place)
{
    return mirror.table == place.table
            && mirror.partition.value_or(place.partition) == place.partition
            && (!mirror.lower || place.sort >= *mirror.lower)
            && (!mirror.upper || place.sort <= *mirror.upper);
}

void applyStreamKeys(FeedTarget *target, const StoredMirror &mirror, const QDynamoDBItem &keys)
{
    const std::optional<StoredTable> table = target->table(mirror.table);
    const std::optional<ItemPlace> place = table ? placeOf(keys, *table) : std::nullopt;
    if (place && contains(mirror, *place))
        target->reread(*place);
}

} // namespace QtDynamoDBPrivate
