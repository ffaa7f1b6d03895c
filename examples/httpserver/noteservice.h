// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef NOTESERVICE_H
#define NOTESERVICE_H

#include <QtDynamoDB/QDynamoDBClient>
#include <QtDynamoDB/QDynamoDBHttpExchange>

#include <QtHttpServer/QHttpServer>

// Notes by their id, in a table:
//
//     GET    /notes           a page of them; ?after=<id> the next one, ?limit=<n>
//     GET    /notes/<id>
//     PUT    /notes/<id>      a JSON object; If-None-Match: * only where there is none
//     DELETE /notes/<id>
class NoteService
{
public:
    NoteService(QDynamoDBClient *client, const QString &tableName);

    [[nodiscard]] QFuture<void> createTable(); // unless it is there
    [[nodiscard]] quint16 listen(quint16 port); // 0 if that fails

private:
    void list(const QDynamoDBHttpExchange &exchange, const QUrlQuery &query);
    void get(const QDynamoDBHttpExchange &exchange, const QString &id);
    void put(const QDynamoDBHttpExchange &exchange, const QString &id,
             const QHttpServerRequest &request);
    void remove(const QDynamoDBHttpExchange &exchange, const QString &id);

    QDynamoDBClient *const m_client;
    const QString m_tableName;
    QHttpServer m_server;
};

#endif
