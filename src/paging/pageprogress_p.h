// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef PAGEPROGRESS_P_H
#define PAGEPROGRESS_P_H

#include "qdynamodbglobal_p.h"

#include <QtDynamoDB/qdynamodbexpected.h>
#include <QtDynamoDB/qdynamodbvalue.h>

#include <QtCore/qjsonobject.h>

namespace QtDynamoDBPrivate {

// The progress through the pages of an operation. A position is the token (a string) or the start
// key (a map) of a page; it is undefined for the first page.
class Q_DYNAMODB_AUTOTEST_EXPORT PageProgress
{
public:
    PageProgress() = default;
    explicit PageProgress(const QDynamoDBValue &position)
        : m_position(position)
    {
    }

    [[nodiscard]] const QDynamoDBValue &position() const { return m_position; }
    [[nodiscard]] bool isFinished() const { return m_finished; }

    struct Content
    {
        qint64 elements = 1;
        qint64 scanned = -1; // items that the service read; -1: unknown
        int maxEmptyPages = 0; // consecutive; 0: no limit
    };
    // Advances to the position of the next page; undefined means that the last page has arrived.
    // Returns an error if the position is repeated, or after too many empty pages.
    [[nodiscard]] QDynamoDBError advance(const QDynamoDBValue &next, const Content &content);

    [[nodiscard]] QJsonObject toJson() const;
    [[nodiscard]] static QDynamoDBExpected<PageProgress> fromJson(const QJsonObject &object);

private:
    QDynamoDBValue m_position = QDynamoDBValue::Type::Undefined;
    bool m_finished = false;
    // Brent's algorithm detects a cycle of any length: each position is compared with the landmark,
    // which is replaced after 1, 2, 4, 8 ... positions.
    QDynamoDBValue m_landmark = QDynamoDBValue::Type::Undefined;
    quint64 m_steps = 0;
    quint64 m_stepsAllowed = 1;
    qint64 m_emptyPages = 0; // consecutive, for which the service read no items
    qint64 m_filteredPages = 0; // consecutive, empty because of a filter
};

} // namespace QtDynamoDBPrivate

#endif
