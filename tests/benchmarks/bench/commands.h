// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef COMMANDS_H
#define COMMANDS_H

#include <QtDynamoDB/qdynamodbclient.h>

#include <QtCore/qcommandlineparser.h>
#include <QtCore/qjsonobject.h>

QT_BEGIN_NAMESPACE
class QUrl;
QT_END_NAMESPACE

// The commands of qtdynamodb_bench; main.cpp describes them.
QJsonObject getItem(const QCommandLineParser &options);
QJsonObject reporter(const QCommandLineParser &options);
QJsonObject putBatch(const QCommandLineParser &options);
QJsonObject construct(const QCommandLineParser &options);
QJsonObject issue(const QCommandLineParser &options);
QJsonObject decode(const QCommandLineParser &options);
QJsonObject encode(const QCommandLineParser &options);
QJsonObject sign(const QCommandLineParser &options);
QJsonObject models(const QCommandLineParser &options);

// Sets up a client for a server on this computer, without verifying its certificate.
void setUp(QDynamoDBClient &client, const QUrl &endpoint);
QDynamoDBAbstractClient::Transport transportOf(const QCommandLineParser &options);

#endif
