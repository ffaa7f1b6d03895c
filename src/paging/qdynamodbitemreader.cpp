// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "paging/qdynamodbitemreader_p.h"

#include "client/tablecache_p.h"
#include "client/tabledescription_p.h"
#include "paging/pagedcall_p.h"
#include "paging/scanprogress_p.h"

#include <QtDynamoDB/qdynamodbfuture.h>
#include <QtDynamoDB/qdynamodbapi.h>
#include <QtDynamoDB/qdynamodbclient.h>

#include <QtCore/qjsonarray.h>

#include <algorithm>

using namespace QDynamoDB;
using namespace QtDynamoDBPrivate;
using namespace Qt::StringLiterals;
using Code = QDynamoDBError::Code;

namespace {

constexpr qint64 bytesPerSegment = qint64(8) * 1024 * 1024; // eight full pages
constexpr int mostChosen = 16;
constexpr int mostSegments = 1000000; // that the service takes

[[nodiscard]] QDynamoDBError invalid(const QString &what)
{
    return QDynamoDBError(Code::Validation, what);
}

// The request of one segment of several.
template<typename Request>
Request ofSegment(Request request, std::size_t index, std::size_t segments)
{
    if constexpr (requires { request.totalSegments; }) {
        if (segments > 1) {
            request.totalSegments = qint32(segments);
            request.segment = qint32(index);
        }
    }
    return request;
}

} // namespace

template<typename Request>
void QDynamoDBItemReaderPrivate::use(const Request &request)
{
    using Call = PagedCall<Request>;
    using Result = typename Call::Result;

    m_operation = QString::fromLatin1(Call::paginator().operation->name);
    if constexpr (requires { request.tableName; }) {
        m_tableName = request.tableName;
        m_indexName = request.indexName;
    }
    m_isStatement = !requires
    {
        request.tableName;
    };
    if constexpr (requires { request.totalSegments; }) {
        m_isScan = true;
        m_isWhole = !request.totalSegments && request.exclusiveStartKey.isEmpty();
        m_segmentsOfTable = std::max(request.totalSegments.value_or(1), 1);
    }
    m_send = [this, request](std::size_t index) {
        Segment &segment = m_segments[index];
        const Request own = ofSegment(request, index, m_segments.size());
        const QFuture<Result> call = Call::send(client, own, segment.fetched.position(), options);
        segment.call = QFuture<void>(call);
        segment.isUnderWay = true;
        whenDone(call, q, [this, index, run = m_run](const QDynamoDBExpected<Result> &page) {
            if (run != m_run)
                return;
            m_segments[index].isUnderWay = false;
            m_segments[index].call = {};
            if (!page) {
                failed(page.error());
                return;
            }
            qint64 scannedNow = Call::elements(*page).size();
            if constexpr (requires { page->scannedCount; })
                scannedNow = page->scannedCount;
            received(index, Call::elements(*page), scannedNow, Call::next(*page));
        });
    };
}

void QDynamoDBItemReaderPrivate::start()
{
    if (status == Status::Reading || status == Status::Finished)
        return;
    ++m_run;
    if (std::exchange(error, {}).isError())
        Q_EMIT q->errorChanged();
    if (status == Status::Reading) // by a slot
        return;
    setStatus(Status::Reading);
    if (status == Status::Reading && m_isScan && !m_isDescribed)
        describe();
    else
        goOn();
}

void QDynamoDBItemReaderPrivate::stop(Status newStatus)
{
    ++m_run;
    for (Segment &segment : m_segments) {
        segment.call.cancel();
        segment.call = {};
        segment.isUnderWay = false;
    }
    setStatus(newStatus);
}

void QDynamoDBItemReaderPrivate::setStatus(Status newStatus)
{
    if (std::exchange(status, newStatus) != newStatus)
        Q_EMIT q->statusChanged();
}

void QDynamoDBItemReaderPrivate::failed(const QDynamoDBError &failure)
{
    const QPointer<QDynamoDBItemReader> alive(q);
    error = failure;
    stop(Status::Error);
    if (alive)
        Q_EMIT q->errorChanged();
    if (alive)
        Q_EMIT q->errorOccurred(failure);
}

void QDynamoDBItemReaderPrivate::describe()
{
    if (!client) {
        goOn(); // which says so
        return;
    }
    if (const auto known = TableCache::of(client).find(client, m_tableName, TableCache::recent)) {
        described(*known);
        return;
    }
    whenDone(client->describeTable({ m_tableName }, options), q,
             [this, run = m_run](const QDynamoDBExpected<DescribeTableResult> &result) {
                 if (run != m_run)
                     return;
                 if (!result && result.error().code() != Code::AccessDenied) {
                     failed(result.error());
                     return;
                 }
                 const bool isKnown = result && result->table;
                 if (isKnown && client)
                     TableCache::of(client).insert(client, m_tableName, *result->table);
                 described(isKnown ? *result->table : TableDescription());
             });
}

// Without permission for DescribeTable the description is empty: one segment is used unless
// segments() is set, and the number of items is not known.
void QDynamoDBItemReaderPrivate::described(const TableDescription &table)
{
    m_isDescribed = true;
    const TableSize size = sizeOf(table, m_indexName);
    m_keyNames = keyAttributes(table) + keyAttributes(table, m_indexName);
    m_keyNames.removeDuplicates();
    expected = size.items.value_or(-1);
    if (client && m_segments.empty() && segmentsWanted == 0 && m_isWhole) {
        const int connections =
                QDynamoDBAbstractClientPrivate::get(client)->settings()->maxConnections;
        const qint64 most = std::clamp(connections / 2, 1, mostChosen);
        setSegments(int(std::clamp<qint64>(size.bytes.value_or(0) / bytesPerSegment + 1, 1, most)));
    }
    const quint64 run = m_run;
    const QPointer<QDynamoDBItemReader> alive(q);
    Q_EMIT q->progressChanged();
    if (alive && run == m_run)
        goOn();
}

void QDynamoDBItemReaderPrivate::setSegments(int count)
{
    m_segments.assign(std::size_t(count), {});
    if (std::exchange(segmentsWanted, count) != count)
        Q_EMIT q->segmentsChanged();
}

// Goes on from where it is, or finds that everything is there.
void QDynamoDBItemReaderPrivate::goOn()
{
    if (m_segments.empty())
        setSegments(m_isScan && m_isWhole ? std::max(segmentsWanted, 1) : 1);
    if (status != Status::Reading)
        return;
    if (!isFetched()) {
        fill();
        return;
    }
    const QPointer<QDynamoDBItemReader> alive(q);
    setStatus(Status::Finished);
    if (alive && status == Status::Finished)
        Q_EMIT q->finished();
}

// Asks for pages as long as there is room for them.
void QDynamoDBItemReaderPrivate::fill()
{
    for (std::size_t i = 0; i < m_segments.size() && status == Status::Reading; ++i) {
        if (readBufferSize > 0 && available >= readBufferSize)
            return;
        if (m_segments[i].isUnderWay || m_segments[i].fetched.isFinished())
            continue;
        if (client)
            m_send(i);
        else
            failed(QDynamoDBError(Code::ClientDestroyed, u"The reader's client is gone."_s));
    }
}

void QDynamoDBItemReaderPrivate::received(std::size_t index, const QList<QDynamoDBItem> &items,
                                          qint64 scannedNow, const QDynamoDBValue &next)
{
    Segment &segment = m_segments[index];
    const PageProgress begin = segment.fetched;
    const int maxEmptyPages = client
            ? QDynamoDBAbstractClientPrivate::get(client)->settings()->maxEmptyPages
            : 0;
    const QDynamoDBError wrong = segment.fetched.advance(next,
                                                         { items.size(),
                                                           m_isStatement ? -1 : scannedNow,
                                                           maxEmptyPages });
    if (wrong.isError()) {
        failed(wrong);
        return;
    }
    if (next.isMap())
        m_keyNames = next.toMap().names();
    const qint64 skipped = std::min<qint64>(segment.skip, items.size());
    segment.skip -= skipped;
    if (skipped < items.size()) {
        m_unread.push_back({ index, begin, skipped, items.mid(skipped), 0, scannedNow });
        available += items.size() - skipped;
    }
    scanned += scannedNow;

    const quint64 run = m_run;
    const QPointer<QDynamoDBItemReader> alive(q);
    fill();
    Q_EMIT q->progressChanged();
    if (alive && run == m_run && skipped < items.size())
        Q_EMIT q->readyRead();
    if (alive && run == m_run)
        goOn();
}

bool QDynamoDBItemReaderPrivate::isFetched() const
{
    return !m_segments.empty()
            && std::all_of(m_segments.begin(), m_segments.end(),
                           [](const Segment &segment) { return segment.fetched.isFinished(); });
}

double QDynamoDBItemReaderPrivate::progress() const
{
    return isFetched() ? 1 : progressOfScan(scanned, double(expected) / m_segmentsOfTable);
}

QList<QDynamoDBItem> QDynamoDBItemReaderPrivate::read(qsizetype atMost)
{
    QList<QDynamoDBItem> result;
    while (!m_unread.empty() && result.size() < atMost) {
        Chunk &chunk = m_unread.front();
        const qsizetype count = std::min(atMost - result.size(), chunk.items.size() - chunk.taken);
        result += chunk.items.mid(chunk.taken, count);
        chunk.taken += count;
        if (chunk.taken == chunk.items.size())
            m_unread.pop_front();
    }
    available -= result.size();
    fill();
    return result;
}

// Null, where the item or we lack something of it.
QDynamoDBItem QDynamoDBItemReaderPrivate::keyOf(const QDynamoDBItem &item) const
{
    QDynamoDBItem key;
    for (const QString &name : m_keyNames) {
        if (!item.contains(name))
            return {};
        key.insert(name, item.value(name));
    }
    return key;
}

// After the last item that was read. A page may begin after any item: with that one's key, what
// others put into the table and delete from it in the meantime changes nothing. Where the key is
// not at hand, the items are counted from the page's beginning.
QJsonObject QDynamoDBItemReaderPrivate::positionOf(std::size_t index) const
{
    const auto chunk = std::find_if(m_unread.begin(), m_unread.end(),
                                    [index](const Chunk &candidate) {
                                        return candidate.segment == index;
                                    });
    const Segment &segment = m_segments[index];
    PageProgress position = segment.fetched;
    qint64 skip = segment.skip;
    if (chunk != m_unread.end()) {
        position = chunk->begin;
        skip = chunk->skipped + chunk->taken;
        const QDynamoDBItem key = chunk->taken > 0 ? keyOf(chunk->items[chunk->taken - 1])
                                                   : QDynamoDBItem();
        if (!key.isEmpty()) {
            position = PageProgress(key);
            skip = 0;
        }
    }
    QJsonObject object = position.toJson();
    if (skip > 0)
        object.insert("skip"_L1, skip);
    return object;
}

QJsonObject QDynamoDBItemReaderPrivate::checkpoint() const
{
    qint64 scannedAndRead = scanned;
    for (const Chunk &chunk : m_unread) {
        const qsizetype left = chunk.items.size() - chunk.taken;
        scannedAndRead -= chunk.scanned * left / chunk.items.size();
    }
    QJsonArray segments;
    for (std::size_t i = 0; i < m_segments.size(); ++i)
        segments.append(positionOf(i));
    return { { "operation"_L1, m_operation },
             { "table"_L1, m_tableName },
             { "index"_L1, m_indexName },
             { "segments"_L1, segments },
             { "scanned"_L1, scannedAndRead } };
}

QDynamoDBError QDynamoDBItemReaderPrivate::setCheckpoint(const QJsonObject &checkpoint)
{
    if (status == Status::Reading)
        return invalid(u"Stop the item reader before you set a checkpoint."_s);
    if (checkpoint["operation"_L1] != m_operation || checkpoint["table"_L1] != m_tableName
        || checkpoint["index"_L1] != m_indexName) {
        return invalid(u"The checkpoint is not one of this request."_s);
    }
    const QJsonArray list = checkpoint["segments"_L1].toArray();
    if (list.size() > (m_isWhole && m_isScan ? mostSegments : 1))
        return invalid(u"The checkpoint has more segments than the request."_s);
    std::vector<Segment> segments;
    QStringList keyNames = m_keyNames;
    for (const QJsonValueConstRef entry : list) {
        const QDynamoDBExpected<PageProgress> position = PageProgress::fromJson(entry.toObject());
        if (!position || !entry.isObject())
            return invalid(u"The checkpoint has a segment that no item reader has made."_s);
        const QDynamoDBValue &after = position->position();
        if (after.isString() == !m_tableName.isEmpty() && !after.isUndefined())
            return invalid(u"The checkpoint has a place that the operation does not know."_s);
        if (after.isMap())
            keyNames = after.toMap().names();
        const qint64 skip = std::max<qint64>(entry["skip"_L1].toInteger(), 0);
        segments.push_back({ *position, skip, {}, false });
    }
    m_segments = std::move(segments);
    m_keyNames = keyNames;
    m_unread.clear();
    available = 0;
    scanned = std::max<qint64>(checkpoint["scanned"_L1].toInteger(), 0);
    const int count = int(m_segments.size());
    const quint64 run = ++m_run;
    const QPointer<QDynamoDBItemReader> alive(q);
    setStatus(Status::Stopped);
    if (alive && run == m_run && count > 0 && std::exchange(segmentsWanted, count) != count)
        Q_EMIT q->segmentsChanged();
    if (alive && run == m_run)
        Q_EMIT q->progressChanged();
    return {};
}

/*!
    \class QDynamoDBItemReader
    \inmodule QtDynamoDB
    \brief All items of a query, a scan or a PartiQL statement, read at your own pace.

    The reader asks for page after page and keeps what arrives until it is read, as a QIODevice
    does with bytes. While readBufferSize items or more wait to be read, no further page is asked
    for: so memory is bounded however large the table is and however slowly the items are read.

    \code
    QDynamoDBItemReader reader(&client, scan);
    connect(&reader, &QDynamoDBItemReader::readyRead, this, [&reader, this] {
        show(reader.readAll());
    });
    reader.start();
    \endcode

    A scan reads several segments of the table at the same time, and hands out their items as they
    come, in no order. Those of a query come in its order. DescribeTable, which a scan calls first,
    tells how many segments are worth while and how many items to expect; where it is not
    permitted, one segment is read unless segments says otherwise.

    checkpoint() says what was read, at any time, also in the middle of a page: another reader
    with the same request goes on from there, and delivers what was not read: no item twice, none
    left out. (Items that are put or deleted meanwhile may or may not be seen, as in any scan.) Only
    where items come without their keys, by a projection, by PartiQL or in the first page of a
    query, does the checkpoint count items within a page, and supposes that the page is still the
    same.

    A reader must live in the thread of its client, and needs an event loop. After an error, such
    as throttling that the client's own retries did not outlast, what has arrived can still be read,
    and start() goes on from the same place.

    \sa QDynamoDBPager
*/

/*!
    \enum QDynamoDBItemReader::Status

    \value Stopped   Nothing is asked for; start() begins or goes on.
    \value Reading   Pages are asked for as long as there is room for their items.
    \value Finished  Everything has arrived. It may still have to be read: see atEnd().
    \value Error     Something failed; start() tries again from the same place.
*/

/*! Makes a reader of the items of the query \a request, with the given \a parent. */
QDynamoDBItemReader::QDynamoDBItemReader(QDynamoDBClient *client, const QueryRequest &request,
                                         QObject *parent)
    : QObject(parent)
    , d(std::make_unique<QDynamoDBItemReaderPrivate>(this, client))
{
    d->use(request);
}

/*!
    Makes a reader of the items of the scan \a request, with the given \a parent. If the request
    itself names a segment or a start key, that is all that is read, in one piece.
*/
QDynamoDBItemReader::QDynamoDBItemReader(QDynamoDBClient *client, const ScanRequest &request,
                                         QObject *parent)
    : QObject(parent)
    , d(std::make_unique<QDynamoDBItemReaderPrivate>(this, client))
{
    d->use(request);
}

/*! Makes a reader of the items of the PartiQL statement \a request, with the given \a parent. */
QDynamoDBItemReader::QDynamoDBItemReader(QDynamoDBClient *client,
                                         const ExecuteStatementRequest &request, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<QDynamoDBItemReaderPrivate>(this, client))
{
    d->use(request);
}

/*! Aborts what is under way. */
QDynamoDBItemReader::~QDynamoDBItemReader()
{
    const QSignalBlocker silent(this);
    d->stop(Status::Stopped);
}

/*!
    \property QDynamoDBItemReader::readBufferSize
    \brief how many unread items keep the reader from asking for more.

    10,000 by default; 0 means no limit. Pages that are under way when the limit is reached still
    come in: at most one for each segment, each of a megabyte at most.
*/
qsizetype QDynamoDBItemReader::readBufferSize() const
{
    return d->readBufferSize;
}

void QDynamoDBItemReader::setReadBufferSize(qsizetype items)
{
    const qsizetype allowed = std::max<qsizetype>(items, 0);
    if (std::exchange(d->readBufferSize, allowed) == allowed)
        return;
    d->fill();
    Q_EMIT readBufferSizeChanged();
}

/*!
    \property QDynamoDBItemReader::segments
    \brief how many parts of the table a scan reads at the same time.

    0, the default, leaves it to the first start(): one segment for each begun 8 MB of the table,
    but at most 16 and at most half of the client's maxConnections. It can be set before the first
    start(); a checkpoint brings its own number, up to 1,000,000.
*/
int QDynamoDBItemReader::segments() const
{
    return d->segmentsWanted;
}

void QDynamoDBItemReader::setSegments(int segments)
{
    const int allowed = std::clamp(segments, 0, mostSegments);
    if (d->hasBegun() || std::exchange(d->segmentsWanted, allowed) == allowed)
        return;
    Q_EMIT segmentsChanged();
}

/*! Sets the \a options of the calls to come. */
void QDynamoDBItemReader::setCallOptions(const QDynamoDBCallOptions &options)
{
    d->options = options;
}

/*!
    \property QDynamoDBItemReader::status
    \brief what the reader is about.
*/
QDynamoDBItemReader::Status QDynamoDBItemReader::status() const
{
    return d->status;
}

/*!
    \property QDynamoDBItemReader::error
    \brief what failed since start(), or no error.
*/
QDynamoDBError QDynamoDBItemReader::error() const
{
    return d->error;
}

/*!
    \property QDynamoDBItemReader::scannedCount
    \brief how many items the service has looked at, those that a filter left out included.
*/
qint64 QDynamoDBItemReader::scannedCount() const
{
    return d->scanned;
}

/*!
    \property QDynamoDBItemReader::expectedCount
    \brief how many items the scanned table or index has, for scannedCount to be compared with.

    The service counts them every six hours or so: the number may be far from the truth, in either
    direction, and 0 for a table with items. To show how far the scan is, use progress. -1 until it
    is known, and for queries and statements.
*/
qint64 QDynamoDBItemReader::expectedCount() const
{
    return d->expected;
}

/*!
    \property QDynamoDBItemReader::progress
    \brief how much of the table or index has arrived, from 0 to 1.

    It is 1 once everything has arrived, and never before. For a scan it is scannedCount() in
    proportion to expectedCount(), as long as that can be true. When more items have arrived than
    were expected, it approaches 0.99. It never decreases while the reader reads. It is 0 up to the
    end where nothing is expected: for queries, for statements, where DescribeTable is not
    permitted, and for a table that was counted when it was empty. Show an indeterminate progress
    then.

    \since 0.1
*/
double QDynamoDBItemReader::progress() const
{
    return d->progress();
}

/*! Returns how many items can be read right now. */
qsizetype QDynamoDBItemReader::itemsAvailable() const
{
    return d->available;
}

/*! Takes up to \a atMost of the items that have arrived. */
QList<QDynamoDBItem> QDynamoDBItemReader::read(qsizetype atMost)
{
    return d->read(atMost);
}

/*! Takes all items that have arrived. */
QList<QDynamoDBItem> QDynamoDBItemReader::readAll()
{
    return d->read(d->available);
}

/*! Returns whether everything has arrived and was read. */
bool QDynamoDBItemReader::atEnd() const
{
    return d->available == 0 && d->isFetched();
}

/*!
    Returns what was read, to be saved as JSON: items that have arrived and wait to be read don't
    count. Whoever processes items after read() saves the checkpoint when that is done.

    \sa setCheckpoint()
*/
QJsonObject QDynamoDBItemReader::checkpoint() const
{
    return d->checkpoint();
}

/*!
    Has the next start() go on from \a checkpoint; what waits to be read is dropped. Returns an
    error of code QDynamoDBError::Validation where checkpoint() of a reader of the same operation,
    table and index has not made it, or the reader is not stopped; nothing changes then.
*/
QDynamoDBError QDynamoDBItemReader::setCheckpoint(const QJsonObject &checkpoint)
{
    return d->setCheckpoint(checkpoint);
}

/*! Begins to read, or goes on. Does nothing while the reader reads or when it has finished. */
void QDynamoDBItemReader::start()
{
    d->start();
}

/*! Stops asking, and aborts the calls under way. What has arrived can be read. */
void QDynamoDBItemReader::stop()
{
    if (d->status == Status::Reading)
        d->stop(Status::Stopped);
}

/*!
    \fn void QDynamoDBItemReader::readyRead()

    Items have arrived.
*/

/*!
    \fn void QDynamoDBItemReader::finished()

    Everything has arrived.
*/

/*!
    \fn void QDynamoDBItemReader::errorOccurred(const QDynamoDBError &error)

    A page could not be read. The others are aborted; start() asks for them again.
*/
