// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef PAGEPROGRESS_P_H
#define PAGEPROGRESS_P_H

#include "qdynamodbglobal_p.h"

#include <QtDynamoDB/qdynamodbexpected.h>
#include <QtDynamoDB/qdynamodbvalue.h>

#include <QtCore/qjsonobject.h>

namespace QtDynamoDBPrivate {

// How far the pages of an operation are read. A position is what the service calls a token or a
// start key: text or a map, whichever the operation has; undefined before the first page.
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
        int maxEmptyPages = 0; // in a row; 0: no limit
    };
    // Takes the position of the next page from a page that has arrived; undefined: it was the last
    // one. Returns an error if the position has been before, or after too many empty pages.
    [[nodiscard]] QDynamoDBError advance(const QDynamoDBValue &next, const Content &content);

    [[nodiscard]] QJsonObject toJson() const;
    [[nodiscard]] static QDynamoDBExpected<PageProgress> fromJson(const QJsonObject &object);

private:
    QDynamoDBValue m_position = QDynamoDBValue::Type::Undefined;
    bool m_finished = false;
    // Brent's way to find a circle of any length: a position that is compared with all that follow,
    // and replaced after 1, 2, 4, 8 ... of them.
    QDynamoDBValue m_landmark = QDynamoDBValue::Type::Undefined;
    quint64 m_steps = 0;
    quint64 m_stepsAllowed = 1;
    qint64 m_emptyPages = 0; // in a row
    qint64 m_filteredPages = 0; // likewise: empty, but the service has read items
};

} // namespace QtDynamoDBPrivate

#endif
