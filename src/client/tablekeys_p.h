// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef TABLEKEYS_P_H
#define TABLEKEYS_P_H

#include "qdynamodbglobal_p.h"

#include <QtDynamoDB/qdynamodbexpected.h>

#include <QtCore/qhash.h>
#include <QtCore/qobject.h>
#include <QtCore/qstringlist.h>

#include <functional>
#include <memory>
#include <vector>

class QDynamoDBClient;

namespace QtDynamoDBPrivate {

// The primary keys of the tables that a client knows; each is asked for once. Belongs to the
// client's own thread, and goes with it.
class TableKeys : public QObject
{
    Q_OBJECT

public:
    using Answer = std::function<void(const QDynamoDBExpected<QStringList> &names)>;

    [[nodiscard]] static TableKeys *of(QDynamoDBClient *client);

    // The partition key first. Answers at once where they are known.
    void find(QDynamoDBClient *client, const QString &tableName, Answer answer);
    void forget(const QString &tableName) { m_names.remove(tableName); }

private:
    using QObject::QObject;

    void described(const QString &tableName, const QDynamoDBExpected<QStringList> &names);

    QHash<QString, QStringList> m_names;
    QHash<QString, std::vector<Answer>> m_asked;
    std::shared_ptr<const void> m_settings; // another endpoint has other tables
};

} // namespace QtDynamoDBPrivate

#endif
