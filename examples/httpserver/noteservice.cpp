// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "noteservice.h"

#include <QtDynamoDB/QDynamoDBException>
#include <QtDynamoDB/QDynamoDBJson>
#include <QtDynamoDB/QDynamoDBTableOperations>
#include <QtDynamoDB/qdynamodbexceptions.h>

#include <QtCore/QJsonArray>
#include <QtCore/QJsonObject>
#include <QtNetwork/QTcpServer>

#include <algorithm>
#include <memory>

using namespace Qt::StringLiterals;
using namespace QDynamoDB;
using Method = QHttpServerRequest::Method;
using Status = QHttpServerResponse::StatusCode;

namespace {

constexpr qsizetype maximumNoteSize = 100 * 1024; // bytes

QJsonObject toJson(const QDynamoDBItem &note)
{
    return QJsonObject::fromVariantMap(note.toVariantMap());
}

QDynamoDBError invalid(const QString &text)
{
    return QDynamoDBError(QDynamoDBError::Code::InvalidParameterValue, text);
}

} // namespace

NoteService::NoteService(QDynamoDBClient *client, const QString &tableName)
    : m_client(client)
    , m_tableName(tableName)
{
    m_server.route(u"/notes"_s, Method::Get,
                   [this](const QHttpServerRequest &request,
                          QDynamoDBHttpExchange::Responder responder) {
                       list({ request, std::move(responder), &m_server }, request.query());
                   });
    m_server.route(u"/notes/<arg>"_s, Method::Get,
                   [this](const QString &id, const QHttpServerRequest &request,
                          QDynamoDBHttpExchange::Responder responder) {
                       get({ request, std::move(responder), &m_server }, id);
                   });
    m_server.route(u"/notes/<arg>"_s, Method::Put,
                   [this](const QString &id, const QHttpServerRequest &request,
                          QDynamoDBHttpExchange::Responder responder) {
                       put({ request, std::move(responder), &m_server }, id, request);
                   });
    m_server.route(u"/notes/<arg>"_s, Method::Delete,
                   [this](const QString &id, const QHttpServerRequest &request,
                          QDynamoDBHttpExchange::Responder responder) {
                       remove({ request, std::move(responder), &m_server }, id);
                   });
}

QFuture<void> NoteService::createTable()
{
    CreateTableRequest request;
    request.tableName = m_tableName;
    request.attributeDefinitions = { { u"id"_s, ScalarAttributeType::S } };
    request.keySchema = { { u"id"_s, KeyType::Hash } };
    request.billingMode = BillingMode::PayPerRequest;
    return m_client->createTable(request)
            .then([](const CreateTableResult &) {})
            .onFailed([](const ResourceInUseException &) {}); // the table already exists
}

quint16 NoteService::listen(quint16 port)
{
    auto listener = std::make_unique<QTcpServer>();
    if (!listener->listen(QHostAddress::LocalHost, port))
        return 0;
    const quint16 listened = listener->serverPort();
    m_server.bind(listener.release()); // takes ownership
    return listened;
}

void NoteService::list(const QDynamoDBHttpExchange &exchange, const QUrlQuery &query)
{
    ScanRequest request;
    request.tableName = m_tableName;
    request.limit = std::clamp(query.queryItemValue(u"limit"_s).toInt(), 0, 100);
    if (request.limit == 0)
        request.limit = 20;
    if (const QString after = query.queryItemValue(u"after"_s, QUrl::FullyDecoded); !after.isEmpty())
        request.exclusiveStartKey = { { u"id"_s, after } };
    exchange.respond(m_client->scan(request, exchange.callOptions()),
                     [](const ScanResult &page) -> QHttpServerResponse {
                         QJsonArray notes;
                         for (const QDynamoDBItem &note : page.items)
                             notes.append(toJson(note));
                         QJsonObject body { { u"notes"_s, notes } };
                         if (!page.lastEvaluatedKey.isEmpty())
                             body.insert("after"_L1, page.lastEvaluatedKey[u"id"].toString());
                         return body;
                     });
}

void NoteService::get(const QDynamoDBHttpExchange &exchange, const QString &id)
{
    GetItemRequest request;
    request.tableName = m_tableName;
    request.key = { { u"id"_s, id } };
    exchange.respond(m_client->getItem(request, exchange.callOptions()),
                     [](const GetItemResult &result) -> QHttpServerResponse {
                         if (result.item.isEmpty())
                             return Status::NotFound;
                         return toJson(result.item);
                     });
}

void NoteService::put(const QDynamoDBHttpExchange &exchange, const QString &id,
                      const QHttpServerRequest &request)
{
    if (request.body().size() > maximumNoteSize) {
        exchange.respond(QHttpServerResponse(Status::PayloadTooLarge));
        return;
    }
    QDynamoDBExpected<QDynamoDBItem> note = QDynamoDBJson::plainToItem(request.body());
    if (!note) {
        exchange.respond(invalid(note.error().message()));
        return;
    }
    (*note)[u"id"_s] = id;

    PutItemRequest put;
    put.tableName = m_tableName;
    put.item = *note;
    const bool onlyNew = request.value("If-None-Match") == "*";
    if (onlyNew)
        put.conditionExpression = u"attribute_not_exists(id)"_s;
    exchange.respond(m_client->putItem(put, exchange.callOptions()),
                     [onlyNew](const PutItemResult &) -> QHttpServerResponse {
                         return onlyNew ? Status::Created : Status::NoContent;
                     });
}

void NoteService::remove(const QDynamoDBHttpExchange &exchange, const QString &id)
{
    DeleteItemRequest request;
    request.tableName = m_tableName;
    request.key = { { u"id"_s, id } };
    exchange.respond(m_client->deleteItem(request, exchange.callOptions()),
                     [](const DeleteItemResult &) -> QHttpServerResponse {
                         return Status::NoContent;
                     });
}
