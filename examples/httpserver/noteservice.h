// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef NOTESERVICE_H
#define NOTESERVICE_H

#include <QtDynamoDB/QDynamoDBClient>
#include <QtDynamoDB/QDynamoDBHttpExchange>

#include <QtHttpServer/QHttpServer>

// A REST service for notes in a table, with these routes:
//
//     GET    /notes           returns a page; ?limit=<n> sets its size, ?after=<id> its start
//     GET    /notes/<id>      returns a note
//     PUT    /notes/<id>      stores a JSON object; with If-None-Match: *, only a new note
//     DELETE /notes/<id>      deletes a note
class NoteService
{
public:
    NoteService(QDynamoDBClient *client, const QString &tableName);

    [[nodiscard]] QFuture<void> createTable(); // if it does not exist
    [[nodiscard]] quint16 listen(quint16 port); // returns the port, or 0 after a failure

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
