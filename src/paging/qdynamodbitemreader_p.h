// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef QDYNAMODBITEMREADER_P_H
#define QDYNAMODBITEMREADER_P_H

#include "paging/pageprogress_p.h"

#include <QtDynamoDB/qdynamodbapi_tables.h>
#include <QtDynamoDB/qdynamodbitemreader.h>

#include <QtCore/qfuture.h>
#include <QtCore/qpointer.h>

#include <deque>
#include <functional>
#include <vector>

// Belongs to the reader's thread.
class QDynamoDBItemReaderPrivate
{
public:
    using Status = QDynamoDBItemReader::Status;

    QDynamoDBItemReaderPrivate(QDynamoDBItemReader *reader, QDynamoDBClient *readerClient)
        : q(reader)
        , client(readerClient)
    {
    }

    template<typename Request>
    void use(const Request &request);
    void start();
    void stop(Status newStatus);
    [[nodiscard]] QList<QDynamoDBItem> read(qsizetype atMost);
    [[nodiscard]] QJsonObject checkpoint() const;
    [[nodiscard]] QDynamoDBError setCheckpoint(const QJsonObject &checkpoint);
    [[nodiscard]] bool isFetched() const; // all pages have arrived
    [[nodiscard]] double progress() const;
    [[nodiscard]] bool hasBegun() const { return !m_segments.empty(); }
    void fill();

    QDynamoDBItemReader *const q;
    const QPointer<QDynamoDBClient> client;
    QDynamoDBCallOptions options;
    qsizetype readBufferSize = 10000;
    int segmentsWanted = 0; // 0: chosen by start()
    Status status = Status::Stopped;
    QDynamoDBError error;
    qint64 scanned = 0;
    qint64 expected = -1;
    qsizetype available = 0;

private:
    // A segment of the table that is read concurrently with others; a query is one segment.
    struct Segment
    {
        QtDynamoDBPrivate::PageProgress fetched;
        qint64 skip = 0; // items of the next page that were read before the checkpoint
        QFuture<void> call;
        bool isUnderWay = false;
    };
    // A page whose items are not all read yet.
    struct Chunk
    {
        std::size_t segment;
        QtDynamoDBPrivate::PageProgress begin;
        qint64 skipped; // items between the begin and the first item here
        QList<QDynamoDBItem> items;
        qsizetype taken;
        qint64 scanned;
    };

    void goOn();
    void describe();
    void described(const QDynamoDB::TableDescription &table);
    void setSegments(int count);
    void received(std::size_t index, const QList<QDynamoDBItem> &items, qint64 scannedNow,
                  const QDynamoDBValue &next);
    void failed(const QDynamoDBError &failure);
    void setStatus(Status newStatus);
    [[nodiscard]] QJsonObject positionOf(std::size_t index) const;
    [[nodiscard]] QDynamoDBItem keyOf(const QDynamoDBItem &item) const;

    // Derived from the request.
    QString m_operation;
    QString m_tableName;
    QString m_indexName;
    bool m_isScan = false;
    bool m_isStatement = false; // results have no scannedCount
    bool m_isWhole = true; // may be split into segments
    int m_segmentsOfTable = 1; // totalSegments of a request for one segment
    std::function<void(std::size_t segment)> m_send;

    quint64 m_run = 0; // responses to earlier runs are ignored
    bool m_isDescribed = false;
    QStringList m_keyNames; // attributes of start keys
    std::vector<Segment> m_segments; // empty until their number is known
    std::deque<Chunk> m_unread;
};

#endif
