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
constexpr int mostSegments = 1000000; // the limit of the service

[[nodiscard]] QDynamoDBError invalid(const QString &what)
{
    return QDynamoDBError(Code::Validation, what);
}

// Returns the request for one of several segments.
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
        goOn(); // reports the error
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

// Requests further pages, or finishes if all have arrived.
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

// Requests pages as long as the buffer has room.
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
            failed(QDynamoDBError(Code::ClientDestroyed, u"The reader's client was destroyed."_s));
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

// Null if the key attributes are unknown or the item does not contain them.
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

// The position after the last item that was read. A page may begin after any key, so a position
// with a key is not affected by items that are put or deleted in the meantime. If the key is
// unknown, the position counts the items from the start of the page.
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
        return invalid(
                u"The checkpoint belongs to another operation, table or index than the request."_s);
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
            return invalid(u"The checkpoint has a position that is not one of this operation."_s);
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
    \brief Reads all items of a query, a scan or a PartiQL statement, with back-pressure.

    The reader requests page after page and buffers the items until they are read, as a QIODevice
    buffers bytes. While readBufferSize or more items are buffered, it requests no further page. So
    the memory is bounded, however large the table is and however slowly the application reads.

    \code
    QDynamoDBItemReader reader(&client, scan);
    connect(&reader, &QDynamoDBItemReader::readyRead, this, [&reader, this] {
        show(reader.readAll());
    });
    reader.start();
    \endcode

    A scan reads several segments of the table concurrently and delivers their items in the order of
    arrival. A query delivers its items in their order. Before a scan, the reader calls
    DescribeTable to choose the number of segments and to learn the expected number of items.
    Without permission for DescribeTable, one segment is used unless segments is set.

    checkpoint() returns the position behind the last item that was read, at any time, also in the
    middle of a page. Another reader with the same request can resume from it; it neither repeats
    nor skips an item. (As in any scan, items that are put or deleted in the meantime may be
    included or not.) If the items do not contain their keys, because of a projection, with PartiQL
    or in the first page of a query, the checkpoint counts items within a page, and the page must be
    unchanged.

    A reader must live in the thread of its client, and needs an event loop. After an error, such as
    throttling that lasts longer than the client's own retries, the buffered items can still be
    read, and start() resumes from the same position.

    \since 0.1
    \sa QDynamoDBPager
*/

/*!
    \enum QDynamoDBItemReader::Status

    \value Stopped   The reader requests no pages; start() begins or resumes.
    \value Reading   The reader requests pages as long as the buffer has room for their items.
    \value Finished  All items have arrived. Some may still have to be read: see atEnd().
    \value Error     A call failed; start() resumes from the same position.
*/

/*!
    Constructs a reader of the items of the query \a request, which \a client sends, with the given
    \a parent.
*/
QDynamoDBItemReader::QDynamoDBItemReader(QDynamoDBClient *client, const QueryRequest &request,
                                         QObject *parent)
    : QObject(parent)
    , d(std::make_unique<QDynamoDBItemReaderPrivate>(this, client))
{
    d->use(request);
}

/*!
    Constructs a reader of the items of the scan \a request, with the given \a parent. If the
    request has a segment or a start key, only that part of the table is read, without further
    segments.
*/
QDynamoDBItemReader::QDynamoDBItemReader(QDynamoDBClient *client, const ScanRequest &request,
                                         QObject *parent)
    : QObject(parent)
    , d(std::make_unique<QDynamoDBItemReaderPrivate>(this, client))
{
    d->use(request);
}

/*!
    Constructs a reader of the items of the PartiQL statement \a request, with the given \a parent.
*/
QDynamoDBItemReader::QDynamoDBItemReader(QDynamoDBClient *client,
                                         const ExecuteStatementRequest &request, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<QDynamoDBItemReaderPrivate>(this, client))
{
    d->use(request);
}

/*! Aborts the calls in flight. */
QDynamoDBItemReader::~QDynamoDBItemReader()
{
    const QSignalBlocker silent(this);
    d->stop(Status::Stopped);
}

/*!
    \property QDynamoDBItemReader::readBufferSize
    \brief the number of buffered items at which the reader stops to request pages.

    10,000 by default; 0 means no limit. Pages that are in flight when the limit is reached are
    still buffered: at most one for each segment, each of at most 1 MB.
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
    \brief the number of segments of the table that a scan reads concurrently.

    With 0, the default, the first start() chooses the number: one segment for each 8 MB of the
    table, rounded up, but at most 16 and at most half of the client's maxConnections. The property
    can be set before the first start(), up to 1,000,000. A checkpoint sets its own number.
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

/*! Sets the \a options of further calls. */
void QDynamoDBItemReader::setCallOptions(const QDynamoDBCallOptions &options)
{
    d->options = options;
}

/*!
    \property QDynamoDBItemReader::status
    \brief the current status.
*/
QDynamoDBItemReader::Status QDynamoDBItemReader::status() const
{
    return d->status;
}

/*!
    \property QDynamoDBItemReader::error
    \brief the error of the call that failed since start(); otherwise its code is NoError.
*/
QDynamoDBError QDynamoDBItemReader::error() const
{
    return d->error;
}

/*!
    \property QDynamoDBItemReader::scannedCount
    \brief the number of items that the service has read, including those that a filter excludes.
*/
qint64 QDynamoDBItemReader::scannedCount() const
{
    return d->scanned;
}

/*!
    \property QDynamoDBItemReader::expectedCount
    \brief the number of items in the scanned table or index, as the service reports it.

    The service updates the number about every six hours, so it may be too high, too low, or 0 for a
    table with items. To show the progress of a scan, use \l progress. The number is -1 until it is
    known, and for queries and statements.
*/
qint64 QDynamoDBItemReader::expectedCount() const
{
    return d->expected;
}

/*!
    \property QDynamoDBItemReader::progress
    \brief the part of the items that has arrived, from 0 to 1.

    The progress is 1 once all items have arrived, and never before. For a scan, it is
    scannedCount() divided by expectedCount() at first; as the quotient approaches 1 and exceeds it,
    the progress approaches 0.99. It never decreases while the reader reads. If the expected number
    is unknown or 0, the progress is 0 until the end: for queries, for statements, without
    permission for DescribeTable, and for a table that was empty when it was counted. Show an
    indeterminate progress then.

    \since 0.1
*/
double QDynamoDBItemReader::progress() const
{
    return d->progress();
}

/*! Returns the number of buffered items. */
qsizetype QDynamoDBItemReader::itemsAvailable() const
{
    return d->available;
}

/*! Removes up to \a atMost items from the buffer and returns them. */
QList<QDynamoDBItem> QDynamoDBItemReader::read(qsizetype atMost)
{
    return d->read(atMost);
}

/*! Removes all items from the buffer and returns them. */
QList<QDynamoDBItem> QDynamoDBItemReader::readAll()
{
    return d->read(d->available);
}

/*! Returns whether all items have arrived and were read. */
bool QDynamoDBItemReader::atEnd() const
{
    return d->available == 0 && d->isFetched();
}

/*!
    Returns the position behind the last item that read() has returned, to be saved as JSON. Items
    in the buffer count as unread. Save the checkpoint once the items that were read are processed.

    \sa setCheckpoint()
*/
QJsonObject QDynamoDBItemReader::checkpoint() const
{
    return d->checkpoint();
}

/*!
    Lets the next start() resume from \a checkpoint, and discards the buffered items. If the
    checkpoint is not one of a reader of the same operation, table and index, or if the reader is
    reading, returns an error of code QDynamoDBError::Validation and changes nothing.
*/
QDynamoDBError QDynamoDBItemReader::setCheckpoint(const QJsonObject &checkpoint)
{
    return d->setCheckpoint(checkpoint);
}

/*! Begins or resumes reading. Does nothing if the reader is reading or has finished. */
void QDynamoDBItemReader::start()
{
    d->start();
}

/*! Stops reading and aborts the calls in flight. Buffered items can still be read. */
void QDynamoDBItemReader::stop()
{
    if (d->status == Status::Reading)
        d->stop(Status::Stopped);
}

/*!
    \fn void QDynamoDBItemReader::readyRead()

    Emitted when items were added to the buffer.
*/

/*!
    \fn void QDynamoDBItemReader::finished()

    Emitted when all items have arrived.
*/

/*!
    \fn void QDynamoDBItemReader::errorOccurred(const QDynamoDBError &error)

    Emitted when a call has failed with \a error. Calls for other segments are aborted; start()
    repeats them.
*/
