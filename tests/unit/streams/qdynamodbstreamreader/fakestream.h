// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef FAKESTREAM_H
#define FAKESTREAM_H

#include "fakeserver/fakeserver.h"

#include "values/utc_p.h"

#include <QtCore/qdatetime.h>
#include <QtCore/qjsonobject.h>
#include <QtCore/qmutex.h>
#include <QtCore/qstringlist.h>

#include <map>

// A fake server with a table "Things" and its stream. All functions are thread-safe. The partition key of
// a record's item is "<shard>.<number>".
class FakeStream
{
public:
    FakeStream();
    Q_DISABLE_COPY_MOVE(FakeStream)

    [[nodiscard]] QUrl url() const { return m_server.url(); }

    void setTime(const QDateTime &now); // of further records
    void addShard(const QString &id, const QString &parent = {});
    void addRecords(const QString &shard, int count,
                    const QString &event = QStringLiteral("INSERT"));
    void closeShard(const QString &shard);
    void removeShard(const QString &shard); // as the service does after a day
    void turnOff(); // disables the stream of the table; close its shards first
    void turnOn(); // enables another stream
    void dropStream(); // the table has no stream
    void expireIterators();
    void trim(const QString &shard, int count); // removes the first records
    // Makes the next calls of an operation fail.
    void fail(const QString &operation, int times, int status, const QString &code);

    [[nodiscard]] int calls(const QString &operation) const;
    [[nodiscard]] QStringList iteratorTypes(const QString &shard) const; // in the order of requests

private:
    struct Shard
    {
        QString parent;
        QList<QJsonObject> records;
        int trimmed = 0;
        bool isClosed = false;
        QStringList iteratorTypes;
    };
    struct Failure
    {
        int times = 0;
        int status = 0;
        QString code;
    };

    Reaction answer(const FakeRequest &request);
    [[nodiscard]] QJsonObject describeTable() const;
    [[nodiscard]] Reaction describeStream(const QJsonObject &request) const;
    Reaction getShardIterator(const QJsonObject &request);
    Reaction getRecords(const QJsonObject &request);

    mutable QMutex m_mutex;
    std::map<QString, Shard> m_shards;
    std::map<QString, Failure> m_failures;
    std::map<QString, int> m_calls;
    int m_stream = 1;
    bool m_isOn = true;
    bool m_exists = true;
    int m_generation = 0; // of iterators
    int m_lastSequence = 100;
    QDateTime m_now { QDate(2026, 11, 1), QTime(12, 0), QtDynamoDBPrivate::utc };
    FakeServer m_server; // last: its thread ends first
};

#endif
