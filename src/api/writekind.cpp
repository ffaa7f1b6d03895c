// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "api/writekind_p.h"

#include "api/operation_p.h"

#include <QtDynamoDB/qdynamodbapi_statements.h>
#include <QtDynamoDB/qdynamodbapi_transactions.h>

#include <QtCore/qjsonarray.h>

#include <algorithm>

namespace QtDynamoDBPrivate {

using namespace Qt::StringLiterals;
using namespace QDynamoDB;

namespace {

bool isNameOfRead(QByteArrayView name)
{
    static constexpr const char *beginnings[] = { "Get",  "List",     "Describe",    "Query",
                                                  "Scan", "BatchGet", "TransactGet", "Search" };
    return std::any_of(std::begin(beginnings), std::end(beginnings),
                       [name](const char *beginning) { return name.startsWith(beginning); });
}

// Whether a PartiQL statement only reads. A statement in doubt counts as a write.
bool isSelect(QStringView statement)
{
    constexpr QLatin1StringView select("SELECT");
    const QStringView text = statement.trimmed();
    return text.startsWith(select, Qt::CaseInsensitive)
            && (text.size() == select.size() || !text[select.size()].isLetterOrNumber());
}

bool isTransaction(QByteArrayView name)
{
    return name == "TransactWriteItems" || name == "ExecuteTransaction";
}

template<typename Statements, typename TextOf>
bool areSelects(const Statements &statements, TextOf textOf)
{
    return std::all_of(statements.begin(), statements.end(),
                       [textOf](const auto &statement) { return isSelect(textOf(statement)); });
}

} // namespace

WriteKind writeKind(const Operation &operation, const void *request)
{
    const QByteArrayView name(operation.name);
    if (isNameOfRead(name))
        return WriteKind::None;
    const auto textOf = [](const auto &statement) { return QStringView(statement.statement); };
    bool reads = false;
    if (name == "ExecuteStatement") {
        reads = isSelect(static_cast<const ExecuteStatementRequest *>(request)->statement);
    } else if (name == "BatchExecuteStatement") {
        const auto *batch = static_cast<const BatchExecuteStatementRequest *>(request);
        reads = areSelects(batch->statements, textOf);
    } else if (name == "ExecuteTransaction") {
        const auto *transaction = static_cast<const ExecuteTransactionRequest *>(request);
        reads = areSelects(transaction->transactStatements, textOf);
    }
    if (reads)
        return WriteKind::None;
    // The client fills in the token if the request has none.
    return isTransaction(name) ? WriteKind::Idempotent : WriteKind::Plain;
}

WriteKind writeKind(QByteArrayView operation, const QJsonObject &parameters)
{
    if (isNameOfRead(operation))
        return WriteKind::None;
    const auto textOf = [](const QJsonValue &statement) {
        return statement["Statement"_L1].toString();
    };
    const auto reads = [&parameters, textOf](QLatin1StringView member) {
        const QJsonArray statements = parameters[member].toArray();
        return std::all_of(statements.begin(), statements.end(),
                           [textOf](const auto &statement) { return isSelect(textOf(statement)); });
    };
    if ((operation == "ExecuteStatement" && isSelect(textOf(parameters)))
        || (operation == "BatchExecuteStatement" && reads("Statements"_L1))
        || (operation == "ExecuteTransaction" && reads("TransactStatements"_L1))) {
        return WriteKind::None;
    }
    const bool hasToken = !parameters["ClientRequestToken"_L1].toString().isEmpty();
    return isTransaction(operation) && hasToken ? WriteKind::Idempotent : WriteKind::Plain;
}

} // namespace QtDynamoDBPrivate
