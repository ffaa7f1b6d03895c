// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef BATCHESTEST_H
#define BATCHESTEST_H

#include "fakeclock/installfakeclock.h"
#include "fakestore.h"

#include <QtDynamoDB/qdynamodbbatchwriter.h>
#include <QtDynamoDB/qdynamodbclient.h>

#include <QtTest/qtest.h>

#include <algorithm>
#include <functional>
#include <optional>

inline QDynamoDBItem item(const QString &pk, int n = 0)
{
    return { { QStringLiteral("pk"), pk }, { QStringLiteral("n"), n } };
}

inline QDynamoDBItem key(const QString &pk)
{
    return { { QStringLiteral("pk"), pk } };
}

inline QList<QDynamoDBItem> items(int count)
{
    QList<QDynamoDBItem> result;
    for (int i = 0; i < count; ++i)
        result.append(item(QString::number(i), i));
    return result;
}

inline QString pkOf(const QDynamoDBUnwrittenItem &unwritten)
{
    return unwritten.request.putRequest ? unwritten.request.putRequest->item[u"pk"].toString()
                                        : unwritten.request.deleteRequest->key[u"pk"].toString();
}

// Sizes of concurrent batches, which arrive in any order.
inline QList<int> sorted(QList<int> sizes)
{
    std::sort(sizes.begin(), sizes.end(), std::greater<>());
    return sizes;
}

inline const QString table = QStringLiteral("Things");

// A test of batches on a fake store, with a fake clock.
class BatchesTest : public QObject
{
    Q_OBJECT

protected:
    // Advances the fake clock until the future is finished.
    template<typename T>
    bool finish(const QFuture<T> &future,
                QtDynamoDBPrivate::Clock::Duration step = std::chrono::milliseconds(100))
    {
        return QTest::qWaitFor(
                [&] {
                    if (future.isFinished())
                        return true;
                    m_clock->advance(step);
                    return false;
                },
                60000);
    }

    std::optional<FakeStore> m_store;
    std::optional<QDynamoDBClient> m_client;
    FakeClock *m_clock = nullptr;

protected Q_SLOTS:
    void init();
    void cleanup();
};

#endif
