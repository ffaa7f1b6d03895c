// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "values/uuid_p.h"

#include <QtCore/qset.h>
#include <QtCore/qthread.h>
#include <QtCore/quuid.h>
#include <QtTest/qtest.h>

#include <memory>

using QtDynamoDBPrivate::makeUuid;

class tst_Uuid : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void form();
    void uniqueInAllThreads();
};

void tst_Uuid::form()
{
    for (int i = 0; i < 1000; ++i) {
        const QByteArray text = makeUuid();
        const QUuid uuid = QUuid::fromString(QLatin1StringView(text));
        QCOMPARE(uuid.toByteArray(QUuid::WithoutBraces), text);
        QCOMPARE(uuid.version(), QUuid::Random);
        QCOMPARE(uuid.variant(), QUuid::DCE);
    }
}

void tst_Uuid::uniqueInAllThreads()
{
    constexpr int count = 1000;
    QList<QByteArray> made[4];
    std::vector<std::unique_ptr<QThread>> threads;
    for (QList<QByteArray> &list : made) {
        threads.emplace_back(QThread::create([&list] {
            for (int i = 0; i < count; ++i)
                list.append(makeUuid());
        }));
        threads.back()->start();
    }
    for (const auto &thread : threads)
        QVERIFY(thread->wait());
    QSet<QByteArray> all;
    for (const QList<QByteArray> &list : made)
        all.unite(QSet<QByteArray>(list.begin(), list.end()));
    QCOMPARE(all.size(), qsizetype(std::size(made)) * count);
}

QTEST_APPLESS_MAIN(tst_Uuid)
#include "tst_uuid.moc"
