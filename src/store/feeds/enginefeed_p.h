// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef ENGINEFEED_P_H
#define ENGINEFEED_P_H

#include "store/feeds/feedtarget_p.h"
#include "store/storeengine_p.h"

namespace QtDynamoDBPrivate {

// The access of feeds to an engine, which must outlive it.
class Q_DYNAMODB_STORE_AUTOTEST_EXPORT EngineFeedTarget final : public FeedTarget
{
public:
    explicit EngineFeedTarget(StoreEngine *engine)
        : m_engine(engine)
    {
    }

    void submit(Task task) override;
    StoreNetwork &network() override { return m_engine->network(); }
    StoreEnvironment &environment() override { return m_engine->environment(); }
    StoreDatabase &database() override { return m_engine->database(); }
    std::optional<StoredTable> table(qint64 id) const override { return m_engine->table(id); }
    void updateMirror(const StoredMirror &mirror) override { m_engine->updateMirror(mirror); }
    qint64 beginPass() override { return m_engine->beginPass(); }
    qint64 beginRead() const override { return m_engine->beginRead(); }
    void applyRead(const ItemPlace &place, const QDynamoDBItem &item, qint64 begun) override
    {
        m_engine->applyRead(place, item, begun);
    }
    void reread(const ItemPlace &place) override { m_engine->reread(place); }

private:
    StoreEngine *const m_engine;
};

} // namespace QtDynamoDBPrivate

#endif
