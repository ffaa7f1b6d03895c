// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef LOCALPAGE_P_H
#define LOCALPAGE_P_H

#include "expressions/evaluation/requestexpressions_p.h"
#include "store/local/keyselection_p.h"

#include <QtDynamoDB/qdynamodbapi_query.h>

namespace QtDynamoDBPrivate {

// What Query and Scan have in common.
struct PageOptions
{
    QString indexName;
    QDynamoDBEnum<QDynamoDB::Select> select;
    std::optional<qint32> limit;
    QDynamoDBItem startKey;
    ExpressionTexts expressions;
    bool hasLegacyParameters = false;
    bool isQuery = false;
};

// A page of a Query or Scan under construction: checks the request, takes items in order, and
// applies filter and projection.
class LocalPage
{
public:
    // Checks the options. An error has the code Validation.
    [[nodiscard]] QDynamoDBError prepare(const StoredTable &table,
                                         const QList<StoredIndex> &indexes,
                                         const PageOptions &options);

    [[nodiscard]] const StoredIndex *index() const { return m_index; }
    [[nodiscard]] const StoredKeys &keys() const { return m_keys; } // of the index or table
    [[nodiscard]] const RequestExpressions &expressions() const { return m_expressions; }
    // The exclusive start key: its parts, or nothing if there is none.
    struct Start
    {
        QByteArrayList partition; // of the index or table
        QByteArrayList sort;
        ItemPlace place; // in the table
    };
    [[nodiscard]] const std::optional<Start> &start() const { return m_start; }

    // Takes the next item. Returns false if the page ends with it.
    [[nodiscard]] bool add(const QDynamoDBItem &item);

    template<typename Result>
    [[nodiscard]] Result result() const
    {
        Result result;
        result.items = m_items;
        result.count = m_count;
        result.scannedCount = m_scanned;
        result.lastEvaluatedKey = m_lastKey;
        return result;
    }

private:
    [[nodiscard]] QString selectProblem() const;
    [[nodiscard]] QString coverageProblem() const;
    [[nodiscard]] QString setStart(const StoredTable &table, const QDynamoDBItem &key);
    [[nodiscard]] QDynamoDBItem indexed(const QDynamoDBItem &item) const;

    PageOptions m_options;
    const StoredIndex *m_index = nullptr;
    StoredKeys m_keys;
    QStringList m_allKeys; // of the table and of the index
    RequestExpressions m_expressions;
    std::optional<Start> m_start;

    QList<QDynamoDBItem> m_items;
    qint32 m_count = 0;
    qint32 m_scanned = 0;
    qint64 m_bytes = 0;
    QDynamoDBItem m_lastKey;
};

} // namespace QtDynamoDBPrivate

#endif
