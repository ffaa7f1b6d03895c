// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "visitcounter.h"

#include <QtDynamoDB/QDynamoDBFakeServer>

#include <QtTest/QTest>

using namespace Qt::StringLiterals;

class tst_VisitCounter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void countsAlsoWhenThrottled()
    {
        QDynamoDBFakeServer server;
        server.expect(u"UpdateItem"_s)
                .withKey({ { u"Page"_s, u"home"_s } })
                .throttle()
                .reply({ { u"Visits"_s, 7 } });
        QDynamoDBClient client;
        server.configure(&client);

        QCOMPARE(countVisit(&client, u"home"_s).result(), 7);
        QCOMPARE(server.problems(), QString());
    }
};

QTEST_GUILESS_MAIN(tst_VisitCounter)
#include "tst_visitcounter.moc"
