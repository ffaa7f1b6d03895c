// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

// A file of an application, whose compile time scripts/bench measures: the header of the client and three
// operations.

#include <QtDynamoDB/qdynamodbclient.h>

using namespace Qt::StringLiterals;

void threeOperations(QDynamoDBClient &client, [[maybe_unused]] QObject *context)
{
    const QDynamoDBItem key { { u"ForumName"_s, u"Qt"_s }, { u"Subject"_s, u"Hello"_s } };
    (void)client.putItem(u"Thread"_s, key);
    (void)client
            .getItem(u"Thread"_s, key)
#ifdef WITH_CONTINUATION // much of which is QFuture's own
            .then(context,
                  [](const QDynamoDB::GetItemResult &result) {
                      qDebug("%lld attributes", qlonglong(result.item.size()));
                  })
#endif
            ;
    QDynamoDB::QueryRequest query;
    query.tableName = u"Thread"_s;
    query.keyConditionExpression = u"ForumName = :f"_s;
    (void)client.query(query);
}
