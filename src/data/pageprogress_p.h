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

    // A page has come that says where the next one begins; undefined: it was the last. An error, if
    // that has been before: the pages would never end.
    [[nodiscard]] QDynamoDBError advance(const QDynamoDBValue &next);

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
};

} // namespace QtDynamoDBPrivate

#endif
