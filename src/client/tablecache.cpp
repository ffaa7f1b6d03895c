// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "client/tablecache_p.h"

#include "client/qdynamodbabstractclient_p.h"

#include <QtDynamoDB/qdynamodbapi_tables.h>
#include <QtDynamoDB/qdynamodbclient.h>
#include <QtDynamoDB/qdynamodbexceptions.h>
#include <QtDynamoDB/qdynamodbfuture.h>

#include <QtCore/qhash.h>
#include <QtCore/qmutex.h>
#include <QtCore/qpromise.h>
#include <QtCore/qthread.h>

#include <utility>
#include <vector>

using namespace QDynamoDB;
using namespace Qt::StringLiterals;

namespace QtDynamoDBPrivate {

using Time = std::chrono::steady_clock;

// A DescribeTable call in flight.
struct TableCache::Fetch
{
    std::vector<Handler> handlers; // guarded by the mutex of the state
};

struct TableCache::State
{
    struct Entry
    {
        TableDescriptionPtr description; // null: not known yet
        Time::time_point fetched;
        std::shared_ptr<Fetch> fetch; // null: no call is in flight
    };

    void useSettings(QDynamoDBClient *client)
    {
        const auto current = QDynamoDBAbstractClientPrivate::get(client)->settings();
        if (std::exchange(settings, current) != current)
            entries.clear();
    }
    [[nodiscard]] TableDescriptionPtr find(const QString &tableName, Age maxAge) const
    {
        const auto entry = entries.constFind(tableName);
        if (entry == entries.constEnd() || !entry->description)
            return nullptr;
        const Age age = std::chrono::duration_cast<Age>(Time::now() - entry->fetched);
        return age < maxAge ? entry->description : nullptr;
    }
    void insert(const QString &tableName, const TableDescriptionPtr &description)
    {
        Entry &entry = entries[tableName];
        entry.description = description;
        entry.fetched = Time::now();
    }
    void finish(const QString &tableName, const std::shared_ptr<Fetch> &fetch,
                const QDynamoDBExpected<TableDescriptionPtr> &description)
    {
        QMutexLocker locker(&mutex);
        const auto entry = entries.find(tableName);
        // Otherwise the table was forgotten, or the settings have changed, after the call began.
        if (entry != entries.end() && entry->fetch == fetch) {
            entry->fetch = nullptr;
            if (description)
                insert(tableName, *description);
        }
        const std::vector<Handler> handlers = std::exchange(fetch->handlers, {});
        locker.unlock();
        for (const Handler &handler : handlers)
            handler(description);
    }

    QMutex mutex;
    QHash<QString, Entry> entries;
    std::shared_ptr<const Settings> settings;
};

static QDynamoDBExpected<TableDescriptionPtr> descriptionOf(const QFuture<DescribeTableResult> &call)
{
    QDynamoDBExpected<DescribeTableResult> result = waitForResult(call);
    if (!result)
        return result.error();
    if (!result->table) {
        return QDynamoDBError(QDynamoDBError::Code::InvalidResponse,
                              u"The response to DescribeTable contains no table description."_s);
    }
    return std::make_shared<const TableDescription>(*std::move(result->table));
}

TableCache::TableCache()
    : m_state(std::make_shared<State>())
{
}

TableCache::~TableCache() = default;

TableCache &TableCache::of(QDynamoDBClient *client)
{
    return QDynamoDBAbstractClientPrivate::get(client)->tables;
}

TableDescriptionPtr TableCache::find(QDynamoDBClient *client, const QString &tableName, Age maxAge)
{
    QMutexLocker locker(&m_state->mutex);
    m_state->useSettings(client);
    return m_state->find(tableName, maxAge);
}

void TableCache::fetch(QDynamoDBClient *client, const QString &tableName, Age maxAge,
                       Handler handler)
{
    QMutexLocker locker(&m_state->mutex);
    m_state->useSettings(client);
    if (const TableDescriptionPtr known = m_state->find(tableName, maxAge)) {
        locker.unlock();
        handler(known);
        return;
    }
    std::shared_ptr<Fetch> &current = m_state->entries[tableName].fetch;
    const bool isInFlight = current != nullptr;
    if (!isInFlight)
        current = std::make_shared<Fetch>();
    current->handlers.push_back(std::move(handler));
    const std::shared_ptr<Fetch> fetch = current;
    locker.unlock();
    if (isInFlight)
        return;

    auto *d = QDynamoDBAbstractClientPrivate::get(client);
    const auto done = [state = m_state, tableName, fetch, engine = d->engine,
                       thread = d->thread.get()](const QFuture<DescribeTableResult> &call) {
        const auto finish = [state, tableName, fetch, description = descriptionOf(call)] {
            state->finish(tableName, fetch, description);
        };
        // A call that has ended already is continued here, in the thread of fetch(), while the
        // client exists.
        if (QThread::currentThread() == thread || engine->post(finish).isError())
            finish();
    };
    (void)client->describeTable(tableName).then(done);
}

QFuture<TableDescriptionPtr> TableCache::fetch(QDynamoDBClient *client, const QString &tableName,
                                               Age maxAge)
{
    const auto promise = std::make_shared<QPromise<TableDescriptionPtr>>();
    promise->start();
    fetch(client, tableName, maxAge,
          [promise](const QDynamoDBExpected<TableDescriptionPtr> &description) {
              if (description)
                  promise->addResult(*description);
              else
                  promise->setException(*makeException(description.error()));
              promise->finish();
          });
    return promise->future();
}

void TableCache::insert(QDynamoDBClient *client, const QString &tableName,
                        const TableDescription &description)
{
    auto copy = std::make_shared<const TableDescription>(description);
    QMutexLocker locker(&m_state->mutex);
    m_state->useSettings(client);
    m_state->insert(tableName, std::move(copy));
}

void TableCache::forget(const QString &tableName)
{
    QMutexLocker locker(&m_state->mutex);
    m_state->entries.remove(tableName);
}

} // namespace QtDynamoDBPrivate
