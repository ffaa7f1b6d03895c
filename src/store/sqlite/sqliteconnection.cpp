// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "store/sqlite/sqliteconnection_p.h"

#include <QtCore/qfile.h>
#include <QtSql/qsqlerror.h>

#include <atomic>

using namespace Qt::StringLiterals;

namespace QtDynamoDBPrivate {

namespace {

QString connectionName()
{
    static std::atomic<quint64> count = 0;
    return u"qtdynamodb-store-%1"_s.arg(quint64(++count));
}

// The result codes of SQLite for damage.
constexpr auto corrupt = "11"_L1;
constexpr auto notADatabase = "26"_L1;
constexpr auto damaged = " is damaged: "_L1;

} // namespace

SqliteConnection::SqliteConnection(const QString &driver, const QString &fileName, Access access)
    : m_fileName(fileName)
    , m_name(connectionName())
    , m_database(QSqlDatabase::addDatabase(driver, m_name))
{
    try {
        if (!m_database.isValid()) {
            throw StoreFailure { QDynamoDBError(
                    QDynamoDBError::Code::StoreUnavailable,
                    u"Qt SQL has no driver \"%1\"; install the plugin, or set another driver."_s.arg(
                            driver)) };
        }
        m_database.setDatabaseName(fileName);
        m_database.setConnectOptions(u"QSQLITE_BUSY_TIMEOUT=10000"_s);
        if (!m_database.open())
            fail(m_database.lastError());
        execute("PRAGMA temp_store = MEMORY");
        if (access == Access::ReadOnly) {
            execute("PRAGMA query_only = 1");
        } else {
            QSqlQuery &mode = execute("PRAGMA journal_mode = WAL");
            while (next(mode)) {}
            execute("PRAGMA synchronous = FULL");
        }
    } catch (...) {
        m_statements.clear();
        m_database = {};
        QSqlDatabase::removeDatabase(m_name);
        throw;
    }
}

SqliteConnection::~SqliteConnection()
{
    m_statements.clear();
    m_database.close();
    m_database = {};
    QSqlDatabase::removeDatabase(m_name);
}

QSqlQuery &SqliteConnection::execute(const char *statement,
                                     std::initializer_list<QVariant> parameters)
{
    auto found = m_statements.find(statement);
    if (found == m_statements.end()) {
        QSqlQuery query(m_database);
        query.setForwardOnly(true);
        if (!query.prepare(QString::fromLatin1(statement)))
            fail(query.lastError());
        found = m_statements.emplace(statement, std::move(query)).first;
    }
    QSqlQuery &query = found->second;
    int position = 0;
    for (const QVariant &parameter : parameters)
        query.bindValue(position++, parameter);
    if (!query.exec()) {
        const QSqlError error = query.lastError();
        query.finish();
        fail(error);
    }
    if (!query.isSelect()) {
        m_lastId = query.lastInsertId().toLongLong();
        query.finish();
    }
    return query;
}

bool SqliteConnection::next(QSqlQuery &query)
{
    if (query.next())
        return true;
    const QSqlError error = query.lastError();
    query.finish();
    if (error.isValid())
        fail(error);
    return false;
}

void SqliteConnection::rollback() noexcept
{
    try {
        execute("ROLLBACK");
    } catch (const StoreFailure &) {
        // SQLite has rolled back already, as it does after some errors.
    }
}

bool SqliteConnection::isDamage(const StoreFailure &failure)
{
    return failure.error.message().contains(damaged);
}

void SqliteConnection::fail(const QSqlError &error) const
{
    const QString code = error.nativeErrorCode();
    const bool isDamaged = code == corrupt || code == notADatabase;
    if (isDamaged) {
        QFile suspicion(m_fileName % suspicionSuffix);
        static_cast<void>(suspicion.open(QIODevice::WriteOnly));
    }
    const QString message = u"The store's file \"%1\"%2%3 %4 (SQLite error %5)."_s
                                    .arg(m_fileName,
                                         isDamaged ? QString(damaged) : u" can't be used: "_s,
                                         error.driverText(), error.databaseText(), code);
    throw StoreFailure { QDynamoDBError(QDynamoDBError::Code::StoreUnavailable, message) };
}

} // namespace QtDynamoDBPrivate
