// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "client/tablekeys_p.h"

#include "client/qdynamodbabstractclient_p.h"

#include <QtDynamoDB/qdynamodbapi_tables.h>
#include <QtDynamoDB/qdynamodbclient.h>
#include <QtDynamoDB/qdynamodbfuture.h>

#include <QtCore/qpointer.h>

using namespace QDynamoDB;
using namespace Qt::StringLiterals;

namespace QtDynamoDBPrivate {

static QDynamoDBExpected<QStringList> keyNames(const QDynamoDBExpected<DescribeTableResult> &result)
{
    if (!result) {
        if (result.error().code() != QDynamoDBError::Code::AccessDenied)
            return result.error();
        return QDynamoDBError(
                result.error().code(),
                "The table's key is not known: name it in BatchOptions::keyNames, or permit "
                "dynamodb:DescribeTable. "_L1
                        + result.error().message());
    }
    QStringList names;
    const QList<KeySchemaElement> schema = result->table ? result->table->keySchema
                                                         : QList<KeySchemaElement>();
    for (const KeySchemaElement &element : schema) {
        if (element.keyType == KeyType::Hash)
            names.prepend(element.attributeName);
        else
            names.append(element.attributeName);
    }
    if (names.isEmpty()) {
        return QDynamoDBError(QDynamoDBError::Code::InvalidResponse,
                              u"DescribeTable told no key of the table."_s);
    }
    return names;
}

TableKeys *TableKeys::of(QDynamoDBClient *client)
{
    Engine *engine = QDynamoDBAbstractClientPrivate::get(client)->engine;
    auto *keys = engine->findChild<TableKeys *>({}, Qt::FindDirectChildrenOnly);
    return keys ? keys : new TableKeys(engine);
}

void TableKeys::find(QDynamoDBClient *client, const QString &tableName, Answer answer)
{
    const auto settings = QDynamoDBAbstractClientPrivate::get(client)->settings();
    if (m_settings != settings) {
        m_settings = settings;
        m_names.clear();
    }
    if (const auto known = m_names.constFind(tableName); known != m_names.constEnd()) {
        answer(*known);
        return;
    }
    std::vector<Answer> &asked = m_asked[tableName];
    asked.push_back(std::move(answer));
    if (asked.size() > 1)
        return;
    const auto done = [this, alive = QPointer<TableKeys>(this),
                       tableName](const QFuture<DescribeTableResult> &future) {
        if (alive)
            described(tableName, keyNames(QDynamoDB::outcome(future)));
    };
    (void)client->describeTable(tableName).then(done);
}

void TableKeys::described(const QString &tableName, const QDynamoDBExpected<QStringList> &names)
{
    if (names)
        m_names.insert(tableName, *names);
    const std::vector<Answer> asked = m_asked.take(tableName);
    for (const Answer &answer : asked)
        answer(names);
}

} // namespace QtDynamoDBPrivate
