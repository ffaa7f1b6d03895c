// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "simworld.h"

#include <QtDynamoDB/qdynamodbjson.h>

#include <QtCore/quuid.h>

using namespace QtDynamoDBPrivate;
using namespace Qt::StringLiterals;
using Code = QDynamoDBError::Code;

namespace {

struct Killed
{
};

const QString tableName = u"T"_s;
const QString ledgerName = u"QtDynamoDBStoreLedger"_s;

QString shown(const QDynamoDBItem &item)
{
    return item.isNull() ? u"-"_s : QString::fromUtf8(QDynamoDBJson::plainFromItem(item).value());
}

} // namespace

SimStore::SimStore(SimWorld *world, int storeNumber, std::shared_ptr<MemoryContent> storeContent)
    : number(storeNumber)
    , content(std::move(storeContent))
    , m_world(world)
{
}

// Runs a function of the process, which may be killed meanwhile.
void SimStore::run(const std::function<void()> &function)
{
    try {
        function();
    } catch (const Killed &) {
        m_world->note(u"%1: killed"_s.arg(number));
        kill();
    }
}

void SimStore::start()
{
    m_statements = -1;
    ++process;
    m_isAwake = true;
    deadline = -1;
    m_database = std::make_unique<MemoryDatabase>(content);
    m_database->setInterruption([this] {
        if (m_statements >= 0 && m_statements-- == 0)
            throw Killed();
    });
    EngineOptions options;
    options.usesLedger = m_world->m_usesLedger;
    options.policy = ConflictPolicy(number % 4);
    options.maxInFlight = 3;
    EngineEvents events;
    events.writeChanged = [this](qint64 sequence, const QueuedWrite *write, const QDynamoDBError &) {
        if (!write) {
            m_world->note(u"%1: write %2 is done"_s.arg(number).arg(sequence));
            return;
        }
        m_world->note(u"%1: write %2 is %3, state %4, token %5"_s.arg(number)
                              .arg(sequence)
                              .arg(write->acceptedAt)
                              .arg(int(write->state))
                              .arg(write->requestToken()));
    };
    events.conflictOccurred = [this](const QueuedWrite &write) {
        ++m_world->conflicts;
        m_world->note(u"%1: conflict of %2"_s.arg(number).arg(write.acceptedAt));
        m_world->m_unordered.insert(write.acceptedAt);
        if (write.state != SyncState::Sending)
            return;
        m_world->post(this, [this, sequence = write.sequence] {
            const auto resolution = Resolution(m_world->m_random.bounded(3));
            m_engine->submit({ [this, sequence, resolution] {
                                  static_cast<void>(m_engine->resolve(sequence, resolution));
                              },
                               {} });
        });
    };
    m_engine = std::make_unique<StoreEngine>(m_database.get(), this, this, options, events);
    m_target = std::make_unique<EngineFeedTarget>(m_engine.get());
    m_engine->submit({ [this] {
                          m_engine->setIdentity(u"me"_s);
                          StoredTable table;
                          table.name = tableName;
                          table.partitionKey = u"pk"_s;
                          m_table = m_engine->addTable(table);
                          StoredMirror mirror;
                          mirror.table = m_table;
                          m_engine->addMirror(mirror);
                      },
                       {} });
    run([this] { m_engine->work(); });
}

void SimStore::kill()
{
    ++m_world->kills;
    m_feed.reset();
    m_engine.reset();
    start();
}

void SimStore::killLater(int statements)
{
    m_statements = statements;
}

void SimStore::work()
{
    m_isAwake = false;
    if (deadline >= 0 && deadline <= m_world->m_monotonic)
        deadline = -1;
    run([this] { m_engine->work(); });
}

bool SimStore::isDue() const
{
    return m_isAwake || (deadline >= 0 && deadline <= m_world->m_monotonic);
}

void SimStore::wakeAfter(qint64 milliseconds)
{
    const qint64 time = m_world->m_monotonic + milliseconds;
    deadline = deadline < 0 ? time : std::min(deadline, time);
}

qint64 SimStore::serverTime() const
{
    return m_world->m_service.time;
}

// Unique, so that it identifies the write that is accepted then.
qint64 SimStore::now() const
{
    return ++m_world->m_unique;
}

QString SimStore::uuid()
{
    return u"%1-%2"_s.arg(++m_world->m_unique).arg(m_world->m_random.generate(), 8, 16, '0'_L1);
}

double SimStore::random()
{
    return m_world->m_random.generateDouble();
}

qint64 SimStore::monotonic() const
{
    return m_world->m_monotonic;
}

template<typename Result>
void SimStore::call(const QString &name, const std::function<StoreReply<Result>()> &serve,
                    const Handler<Result> &handler)
{
    const auto execute = [this, serve, sent = m_world->m_service.time] {
        if (m_world->isTooLate(sent))
            return StoreReply<Result> { QDynamoDBError(Code::Timeout, u"network"_s), true, {} };
        return serve();
    };
    // To the process that made the call.
    const auto deliver = [this, name, handler, caller = process](const StoreReply<Result> &reply) {
        if (caller != process)
            return;
        m_world->post(this, [this, name, handler, reply] {
            m_world->note(u"%1: %2 -> %3%4"_s.arg(number)
                                  .arg(name, QString::number(int(reply.error.code())),
                                       reply.mayHaveSucceeded ? u" in doubt"_s : QString()));
            handler(reply);
        });
    };
    const auto fail = [](Code code, bool isDoubtful) {
        return StoreReply<Result> { QDynamoDBError(code, u"network"_s), isDoubtful, {} };
    };
    if (!isOnline) {
        deliver(fail(Code::Request, m_world->chance(20)));
        return;
    }
    const int fate = m_world->m_hasFaults ? int(m_world->m_random.bounded(100)) : 100;
    if (fate < 6) { // the request is lost
        deliver(fail(Code::Timeout, true));
    } else if (fate < 14) { // the response is lost
        m_world->post(nullptr, [execute, deliver, fail] {
            static_cast<void>(execute());
            deliver(fail(Code::Request, true));
        });
    } else if (fate < 20) { // the request arrives much later
        m_world->keepLate([execute] { static_cast<void>(execute()); });
        deliver(fail(Code::Timeout, true));
    } else if (fate < 24) {
        deliver(fail(Code::Throttling, false));
    } else if (fate < 28) {
        m_world->post(nullptr, [this, execute, deliver, fail] {
            if (m_world->chance(50))
                static_cast<void>(execute());
            deliver(fail(Code::InternalServerError, true));
        });
    } else if (fate < 30) {
        deliver(fail(Code::ExpiredToken, false));
    } else if (fate < 34) { // twice
        m_world->keepLate([execute] { static_cast<void>(execute()); });
        m_world->post(nullptr, [execute, deliver] { deliver(execute()); });
    } else {
        m_world->post(nullptr, [execute, deliver] { deliver(execute()); });
    }
}

void SimStore::transact(const QDynamoDB::TransactWriteItemsRequest &request,
                        const Handler<Nothing> &handler)
{
    call<Nothing>(
            u"transact "_s + request.clientRequestToken,
            [this, request] {
                return StoreReply<Nothing> { m_world->m_service.transact(request), false, {} };
            },
            handler);
}

void SimStore::putItem(const QDynamoDB::PutItemRequest &request, const Handler<Nothing> &handler)
{
    call<Nothing>(
            u"cancel"_s,
            [this, request] {
                return StoreReply<Nothing> { m_world->m_service.put(request), false, {} };
            },
            handler);
}

void SimStore::getItem(const QDynamoDB::GetItemRequest &request,
                       const Handler<QDynamoDBItem> &handler)
{
    call<QDynamoDBItem>(
            u"get"_s,
            [this, request] {
                return StoreReply<QDynamoDBItem> {
                    {}, false, m_world->m_service.get(request.tableName, request.key)
                };
            },
            handler);
}

// One item a page, in the order of the keys.
void SimStore::scan(const QDynamoDB::ScanRequest &request,
                    const Handler<QDynamoDB::ScanResult> &handler)
{
    const auto serve = [this, request] {
        QMap<QString, QDynamoDBItem> sorted;
        for (const QDynamoDBItem &item : m_world->m_service.items(request.tableName))
            sorted.insert(item.value(u"pk").toString(), item);
        StoreReply<QDynamoDB::ScanResult> page;
        const auto next = sorted.upperBound(request.exclusiveStartKey.value(u"pk").toString());
        if (next != sorted.cend()) {
            page.result.items = { *next };
            page.result.lastEvaluatedKey = { { u"pk"_s, next.key() } };
        }
        return page;
    };
    call<QDynamoDB::ScanResult>(u"scan"_s, serve, handler);
}

void SimStore::prepareLedger(const QString &, const Handler<Nothing> &handler)
{
    call<Nothing>(
            u"ledger"_s, [] { return StoreReply<Nothing>(); }, handler);
}

WriteRequest SimStore::randomWrite()
{
    QRandomGenerator &random = m_world->m_random;
    const auto key = [](int item) {
        return QDynamoDBItem { { u"pk"_s, QString(QChar(u'a' + item)) } };
    };
    const int item = int(random.bounded(3));
    const int value = int(random.bounded(1000));
    const auto add = [&](int to) {
        StoredAction action;
        action.kind = StoredAction::Kind::Update;
        action.tableName = tableName;
        action.key = key(to);
        action.update = u"ADD n :one"_s;
        action.values = { { u":one"_s, 1 } };
        return action;
    };
    WriteRequest request;
    StoredAction action = add(item);
    switch (random.bounded(9)) {
    case 0:
        request.actions.append(add((item + 1) % 3)); // a transaction
        break;
    case 1:
    case 2:
        break;
    case 3: // sets an attribute
        action.update = u"SET #x = :x"_s;
        action.names = { { u"#x"_s, random.bounded(2) ? u"x"_s : u"y"_s } };
        action.values = { { u":x"_s, value } };
        break;
    case 4:
        action.kind = StoredAction::Kind::Delete;
        action.update.clear();
        action.values = {};
        break;
    default: { // edits, creates or replaces the item
        const std::optional<StoredItem> stored = m_database->item(
                placeOf(*m_engine->table(tableName), key(item)).value());
        action.kind = StoredAction::Kind::Put;
        action.update.clear();
        action.values = {};
        action.item = stored && !stored->local.isNull() ? stored->local : key(item);
        action.item.insert(random.bounded(2) ? u"x"_s : u"y"_s, value);
        if (random.bounded(30) == 0)
            action.item.insert(u"bad"_s, true);
        request.isInsert = random.bounded(8) == 0;
        request.isBlind = random.bounded(6) == 0;
        break;
    }
    }
    request.actions.append(action);
    return request;
}

void SimStore::operate()
{
    auto sequence = std::make_shared<qint64>(0);
    m_engine->submit({ [this, sequence] {
                          const WriteRequest request = randomWrite();
                          const QDynamoDBExpected<qint64> result = m_engine->accept(request);
                          if (!result || *result == 0)
                              return;
                          *sequence = *result;
                          const StoredAction &action = request.actions.constLast();
                          m_world->note(u"%1: write %2 %3 %4 %5"_s.arg(number)
                                                .arg(*result)
                                                .arg(action.update.isEmpty()
                                                             ? QString::number(int(action.kind))
                                                             : action.update,
                                                     shown(action.key), shown(action.item)));
                      },
                       {} });
    work();
    const auto write = content->writes.constFind(*sequence);
    if (*sequence > 0 && write != content->writes.constEnd())
        accepted.insert(QueuedWrite::fromStored(*write).acceptedAt);
}

void SimStore::readAll()
{
    if (!isOnline || m_feed || m_engine->mirrors().isEmpty())
        return;
    m_world->note(u"%1: reads all"_s.arg(number));
    FeedEvents events;
    events.finished = [this](const QDynamoDBError &) {
        m_world->post(this, [this] { m_feed.reset(); });
    };
    m_feed = std::make_unique<PassFeed>(m_target.get(), m_engine->mirrors().constFirst(), events);
    m_feed->start();
}

SimWorld::SimWorld(quint32 seed, bool usesLedger)
    : m_random(seed)
    , m_usesLedger(usesLedger)
{
    m_service.recognisesTokens = !usesLedger || chance(50);
    m_service.onApplied = [this](const QString &token) { onApplied(token); };
    const int count = 1 + int(m_random.bounded(2));
    for (int i = 0; i < count; ++i) {
        m_stores.push_back(std::make_unique<SimStore>(this, int(m_random.bounded(4)) + 4 * i,
                                                      std::make_shared<MemoryContent>()));
        m_stores.back()->start();
    }
}

SimWorld::~SimWorld() = default;

void SimWorld::post(SimStore *store, std::function<void()> run)
{
    m_events.push_back({ store, store ? store->process : 0, std::move(run) });
}

void SimWorld::onApplied(const QString &token)
{
    for (const auto &store : m_stores) {
        for (const StoredWrite &stored : std::as_const(store->content->writes)) {
            const QueuedWrite write = QueuedWrite::fromStored(stored);
            if (write.requestToken() != token)
                continue;
            note(u"service applies %1 of %2, token %3"_s.arg(write.acceptedAt)
                         .arg(store->number)
                         .arg(token));
            ++applied;
            if (++m_log[write.acceptedAt] > 1)
                fail(u"the write %1 was applied twice"_s.arg(write.acceptedAt));
            if (m_unordered.contains(write.acceptedAt) || copies > 0)
                return;
            for (const StoredAction &action : write.actions) {
                qint64 &last = m_lastOfItem[store->number][shown(action.key)];
                if (last > write.acceptedAt)
                    fail(u"the write %1 was applied after %2"_s.arg(write.acceptedAt).arg(last));
                last = std::max(last, write.acceptedAt);
            }
            return;
        }
    }
    fail(u"a write with the token %1 was applied, which no store has in its queue"_s.arg(token));
}

void SimWorld::advance(qint64 milliseconds)
{
    m_monotonic += milliseconds;
    m_service.time += milliseconds;
}

void SimWorld::keepLate(std::function<void()> run)
{
    m_late.push_back({ m_service.time, std::move(run) });
}

// The network gives up a connection after a while. A store with a ledger does not rely on it.
bool SimWorld::isTooLate(qint64 sent) const
{
    return !m_usesLedger && m_service.time - sent > 60'000;
}

void SimWorld::arrive()
{
    const Late late = std::move(m_late.back());
    m_late.pop_back();
    if (isTooLate(late.sent))
        return;
    note(u"a late request arrives"_s);
    late.run();
}

void SimWorld::step()
{
    SimStore &store = *m_stores[m_random.bounded(quint32(m_stores.size()))];
    switch (m_random.bounded(m_hasFaults ? 20 : 10)) {
    case 0:
    case 1:
    case 2:
    case 3:
    case 4:
    case 5:
        if (!m_events.empty()) {
            const size_t i = m_random.bounded(quint32(m_events.size()));
            const Event event = std::move(m_events[i]);
            m_events.erase(m_events.begin() + qptrdiff(i));
            if (!event.store || event.store->process == event.process)
                event.run();
        }
        break;
    case 6:
    case 7:
    case 8:
        if (store.isDue())
            store.work();
        break;
    case 9:
        if (store.deadline >= 0)
            advance(std::max<qint64>(0, store.deadline - m_monotonic));
        break;
    case 10:
    case 11:
    case 12:
    case 13:
        store.operate();
        break;
    case 14:
        store.readAll();
        break;
    case 15: { // another client writes
        const QDynamoDBItem key { { u"pk"_s, QString(QChar(u'a' + m_random.bounded(3))) } };
        QDynamoDBItem item = m_service.get(tableName, key);
        if (chance(20)) {
            item = {};
        } else {
            for (const QDynamoDBItem::Attribute &attribute : key)
                item.insert(attribute.name, attribute.value);
            item.insert(chance(50) ? u"x"_s : u"y"_s, int(m_random.bounded(1000)));
        }
        m_service.set(tableName, key, item);
        note(u"others: "_s + shown(key) + u' ' + shown(item));
        break;
    }
    case 16:
        store.isOnline = !store.isOnline;
        note(u"%1: %2"_s.arg(store.number).arg(store.isOnline ? u"online"_s : u"offline"_s));
        break;
    case 17:
        if (chance(30))
            store.killLater(int(m_random.bounded(12)));
        break;
    case 18:
        if (!m_late.empty()) {
            arrive();
        }
        break;
    case 19:
        if (chance(4) && copies == 0) { // markers expire; see the documentation on copies
            note(u"40 days pass"_s);
            m_hasJumped = true;
            // No network keeps a request as long.
            while (!m_late.empty())
                arrive();
            for (size_t i = 0; i < m_events.size();) {
                if (m_events[i].store) {
                    ++i;
                    continue;
                }
                const Event event = std::move(m_events[i]);
                m_events.erase(m_events.begin() + qptrdiff(i));
                event.run();
            }
            advance(40LL * 24 * 3600 * 1000);
            m_service.expire(ledgerName);
        } else if (chance(5) && m_usesLedger && m_stores.size() < 3) {
            note(u"a copy of %1"_s.arg(store.number));
            ++copies;
            m_stores.push_back(
                    std::make_unique<SimStore>(this, store.number + 20,
                                               std::make_shared<MemoryContent>(*store.content)));
            m_stores.back()->start();
        }
        break;
    }
}

// Everybody is online and nothing fails any more.
void SimWorld::settle()
{
    note(u"settle"_s);
    m_hasFaults = false;
    for (const auto &store : m_stores) {
        store->isOnline = true;
        store->killLater(-1);
    }
    while (!m_late.empty()) {
        arrive();
    }
    // The first pass may be the rest of one that was interrupted.
    for (int pass = 0; pass < 3; ++pass) {
        for (int quiet = 0, i = 0; quiet < 60 && i < 200000 && m_problem.isNull(); ++i) {
            step();
            const bool isBusy = !m_events.empty()
                    || std::any_of(m_stores.cbegin(), m_stores.cend(), [](const auto &store) {
                           return store->isDue() || store->deadline >= 0;
                       });
            quiet = isBusy ? 0 : quiet + 1;
        }
        if (pass < 2) {
            for (const auto &store : m_stores)
                store->readAll();
        }
    }
}

void SimWorld::check()
{
    for (const auto &store : m_stores) {
        QMap<qint64, SyncState> left;
        QSet<ItemPlace> parked;
        for (const StoredWrite &stored : std::as_const(store->content->writes)) {
            const QueuedWrite write = QueuedWrite::fromStored(stored);
            left.insert(write.acceptedAt, write.state);
            if (write.state == SyncState::Unconfirmed)
                ++unconfirmed;
            if (write.state != SyncState::Conflict) {
                for (const ItemPlace &place : write.items)
                    parked.insert(place);
            }
            if (write.blockers == 0
                && (write.state == SyncState::Pending || write.state == SyncState::Sending)) {
                fail(u"the write %1 of %2 is blocked for ever"_s.arg(write.sequence)
                             .arg(store->number));
            }
            if (write.state != SyncState::Unconfirmed && m_log.contains(write.acceptedAt)
                && copies == 0) {
                fail(u"the write %1 of %2 was applied, but its state is %3"_s.arg(write.acceptedAt)
                             .arg(store->number)
                             .arg(int(write.state)));
            }
        }
        for (const qint64 write : std::as_const(store->accepted)) {
            // Without a ledger, an item that equals the result passes for written after ten minutes.
            if (!m_usesLedger && m_hasJumped)
                continue;
            if (!left.contains(write) && !m_log.contains(write) && !store->gone.contains(write))
                fail(u"the write %1 of %2 is lost"_s.arg(write).arg(store->number));
        }
        for (int i = 0; i < 3; ++i) {
            const QDynamoDBItem key { { u"pk"_s, QString(QChar(u'a' + i)) } };
            const ItemPlace place = placeOf(*store->m_engine->table(tableName), key).value();
            const StoredItem item = store->content->items.value(place);
            const QDynamoDBItem service = m_service.get(tableName, key);
            const auto same = [](const QDynamoDBItem &a, const QDynamoDBItem &b) {
                return a.isNull() == b.isNull() && a == b;
            };
            if (!same(item.base, service)
                || (!parked.contains(place) && !same(item.local, service))) {
                fail(u"%1 has %2 and shows %3, the service has %4"_s.arg(store->number)
                             .arg(shown(item.base), shown(item.local), shown(service)));
            }
        }
    }
}

QString SimWorld::run(int steps)
{
    for (int i = 0; i < steps && m_problem.isNull(); ++i)
        step();
    if (m_problem.isNull())
        settle();
    if (m_problem.isNull())
        check();
    return m_problem;
}
