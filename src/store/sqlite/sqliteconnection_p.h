// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef SQLITECONNECTION_P_H
#define SQLITECONNECTION_P_H

#include "store/storedatabase_p.h"

#include <QtCore/qvariant.h>
#include <QtSql/qsqldatabase.h>
#include <QtSql/qsqlquery.h>

#include <initializer_list>
#include <unordered_map>

namespace QtDynamoDBPrivate {

// Ends the name of a file that exists if damage was met: the file is then checked when it is opened.
inline constexpr auto suspicionSuffix = QLatin1StringView(".suspect");

// A connection to an SQLite file, and its prepared statements. Belongs to the thread that opened
// it. All functions throw StoreFailure.
class Q_DYNAMODB_STORE_AUTOTEST_EXPORT SqliteConnection
{
public:
    enum class Access { ReadWrite, ReadOnly };

    SqliteConnection(const QString &driver, const QString &fileName, Access access);
    ~SqliteConnection();
    Q_DISABLE_COPY_MOVE(SqliteConnection)

    // Executes a statement with its parameters. The text must be a literal: statements are cached
    // by its address. The query is valid until the statement is executed again.
    QSqlQuery &execute(const char *statement, std::initializer_list<QVariant> parameters = {});
    // Moves to the next row. Releases the statement, and returns false, after the last one.
    [[nodiscard]] bool next(QSqlQuery &query);
    // Executes an INSERT and returns the id of the new row.
    [[nodiscard]] qint64 insert(const char *statement, std::initializer_list<QVariant> parameters)
    {
        execute(statement, parameters);
        return m_lastId;
    }
    void rollback() noexcept;

    // The file is no database, or its content is damaged.
    [[nodiscard]] static bool isDamage(const StoreFailure &failure);

private:
    [[noreturn]] void fail(const QSqlError &error) const;

    const QString m_fileName;
    const QString m_name;
    QSqlDatabase m_database;
    std::unordered_map<const char *, QSqlQuery> m_statements;
    qint64 m_lastId = 0;
};

} // namespace QtDynamoDBPrivate

#endif
