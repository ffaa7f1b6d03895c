// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef ARGUMENTS_H
#define ARGUMENTS_H

#include <QtDynamoDB/QDynamoDBClient>
#include <QtDynamoDB/QDynamoDBExpected>
#include <QtDynamoDB/QDynamoDBTransfer>
#include <QtDynamoDB/qdynamodbapi_query.h>
#include <QtDynamoDB/qdynamodbapi_statements.h>

#include <QtCore/QCommandLineParser>

#include <optional>
#include <variant>

// Groups of options that several commands share. The functions that read options return the error of a
// wrong value.
namespace Arguments {

using ReadRequest = std::variant<QDynamoDB::ScanRequest, QDynamoDB::QueryRequest,
                                 QDynamoDB::ExecuteStatementRequest>;

void addClientOptions(QCommandLineParser &parser);
// With the prefix "to-", the options of the target of a copy; those that are not set are those of the
// source.
void addTargetOptions(QCommandLineParser &parser);
void configure(QDynamoDBClient &client, const QCommandLineParser &parser);
void configureTarget(QDynamoDBClient &client, const QCommandLineParser &parser);

enum class Statements { Allowed, NotAllowed };
void addReadOptions(QCommandLineParser &parser, Statements statements);
[[nodiscard]] QDynamoDBExpected<ReadRequest> readRequest(const QCommandLineParser &parser);

void addFormatOptions(QCommandLineParser &parser);
[[nodiscard]] QDynamoDBExpected<QDynamoDBTransfer::Format> format(const QCommandLineParser &parser);
[[nodiscard]] QDynamoDBTransfer::Compression compression(const QCommandLineParser &parser);
[[nodiscard]] QDynamoDBExpected<QDynamoDBCsvOptions> csvOptions(const QCommandLineParser &parser);

// Returns the number of an option, or `fallback` if the option is not set.
[[nodiscard]] QDynamoDBExpected<int> number(const QCommandLineParser &parser, const QString &option,
                                            int fallback);
[[nodiscard]] QDynamoDBError wrongUsage(const QString &what);

} // namespace Arguments

#endif
