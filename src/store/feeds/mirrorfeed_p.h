// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef MIRRORFEED_P_H
#define MIRRORFEED_P_H

#include "store/feeds/feedtarget_p.h"

#include <memory>

namespace QtDynamoDBPrivate {

struct FeedProgress
{
    qint64 items = 0; // that were read so far
    qint64 expected = 0; // how many the mirror had before; 0: unknown
};

// What a feed reports, in a task. Functions may be empty, and may delete the feed.
struct FeedEvents
{
    std::function<void(const FeedProgress &progress)> progressed;
    // The feed came to its end, or failed; a later one resumes where a failed one stopped.
    std::function<void(const QDynamoDBError &error)> finished;
};

// The base class of what brings a mirror up to date. Belongs to the engine's thread.
class Q_DYNAMODB_STORE_AUTOTEST_EXPORT MirrorFeed
{
public:
    MirrorFeed(FeedTarget *target, const StoredMirror &mirror, FeedEvents events);
    virtual ~MirrorFeed(); // stops it; finished() is not called
    Q_DISABLE_COPY_MOVE(MirrorFeed)

    virtual void start() = 0;

protected:
    // Runs a step in a task, unless the feed is gone then.
    void step(std::function<void()> run);
    // Returns a handler of a reply that runs a step with it. An error finishes the feed.
    template<typename Result>
    [[nodiscard]] StoreNetwork::Handler<Result> onReply(std::function<void(const Result &)> run)
    {
        return [this, alive = m_alive, run = std::move(run)](const StoreReply<Result> &reply) {
            if (!*alive)
                return;
            step([this, run, reply] {
                if (reply.error.isError())
                    finish(reply.error);
                else
                    run(reply.result);
            });
        };
    }
    void finish(const QDynamoDBError &error); // may delete this feed
    void report(const FeedProgress &progress); // may delete this feed
    // False after the feed was deleted.
    [[nodiscard]] std::shared_ptr<const bool> alive() const { return m_alive; }

    [[nodiscard]] FeedTarget &target() const { return *m_target; }
    [[nodiscard]] StoredMirror &mirror() { return m_mirror; }
    void saveMirror() { m_target->updateMirror(m_mirror); }
    // The mirror's table; finishes the feed if it is unknown.
    [[nodiscard]] std::optional<StoredTable> table();

private:
    FeedTarget *const m_target;
    StoredMirror m_mirror;
    FeedEvents m_events;
    bool m_isFinished = false;
    const std::shared_ptr<bool> m_alive = std::make_shared<bool>(true);
};

// A feed that reads the whole mirror: a partition, or a range of its sort keys, by Query, or a
// table by Scan, strongly consistent. Saves its place after each page, so that an interrupted pass
// resumes. At the end of the pass, items that it did not meet are removed.
class Q_DYNAMODB_STORE_AUTOTEST_EXPORT PassFeed final : public MirrorFeed
{
public:
    using MirrorFeed::MirrorFeed;

    void start() override;

private:
    void load();
    void save();
    void requestPage();
    void apply(const std::shared_ptr<const QList<QDynamoDBItem>> &items, qsizetype from,
               qint64 begun, const QDynamoDBItem &lastKey);
    void sweep(const ItemPlace &from);
    void complete();

    qint64 m_pass = 0; // beginPass(); 0: no pass is under way
    qint64 m_started = 0; // ms since 1970
    QDynamoDBItem m_lastKey; // of the last page that was applied
    FeedProgress m_progress;
};

// An index whose sort key says when an item changed.
struct WindowIndex
{
    QString name;
    QString bucketAttribute; // the partition key of the index
    QDynamoDBValueList buckets; // its values
    QString changedAttribute; // the sort key: a number, or a text in ISO 8601, in UTC
    // How far a window reaches back before the latest change known: for clocks that differ, and for
    // the delay of the index. In the unit of the attribute; of a text, in ms.
    QDynamoDBNumber overlap;
};

// A feed of an index: reads the keys of the items that changed since the last window, and then the
// items themselves, strongly consistent. Does not see that others delete items. The mirror must
// have been read by a PassFeed.
class Q_DYNAMODB_STORE_AUTOTEST_EXPORT WindowFeed final : public MirrorFeed
{
public:
    WindowFeed(FeedTarget *target, const StoredMirror &mirror, const WindowIndex &index,
               FeedEvents events);

    void start() override;

private:
    void requestPage(qsizetype bucket, const QDynamoDBItem &startKey);
    void collect(const QList<QDynamoDBItem> &items);
    void requestItems();
    void apply(const QList<QDynamoDBItem> &keys, const QDynamoDB::BatchGetItemResult &result,
               qint64 begun);

    const WindowIndex m_index;
    QDynamoDBValue m_since; // Undefined: from the beginning
    QDynamoDBValue m_latest; // the latest change that was met
    QList<QDynamoDBItem> m_keys; // of items that have to be read
    FeedProgress m_progress;
    int m_fruitless = 0; // batches in a row of which nothing was processed
};

// Takes a record of the table's stream: the item is read again if it is in the mirror. The image in
// the record may be older than the store's own writes.
Q_DYNAMODB_STORE_AUTOTEST_EXPORT void applyStreamKeys(FeedTarget *target,
                                                      const StoredMirror &mirror,
                                                      const QDynamoDBItem &keys);

[[nodiscard]] Q_DYNAMODB_STORE_AUTOTEST_EXPORT bool contains(const StoredMirror &mirror,
                                                             const ItemPlace &place);

} // namespace QtDynamoDBPrivate

#endif
