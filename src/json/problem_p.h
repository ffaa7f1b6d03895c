// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef PROBLEM_P_H
#define PROBLEM_P_H

#include "qdynamodbglobal_p.h"

#include <QtDynamoDB/qdynamodberror.h>

#include <QtCore/qstringview.h>

namespace QtDynamoDBPrivate {

// The problem of a reader or writer, with its path. The function that detects the problem calls
// report(). Each of its callers prepends a step to the path by at(), the innermost caller first.
// These functions return false, so that callers can return the result:
//
//     return problem.report(u"a set must not be empty"_s);
//     if (!writeValue(writer, attribute.value))
//         return problem.at(attribute.name);
class Q_DYNAMODB_AUTOTEST_EXPORT Problem
{
public:
    // The code is that of error().
    explicit Problem(QDynamoDBError::Code code) noexcept
        : m_code(code)
    {
    }

    bool report(const QString &what);
    bool at(QStringView name);
    bool at(qsizetype index);
    void append(const QString &text) { m_what += text; }
    void clear()
    {
        m_path.clear();
        m_what.clear();
    }

    // Returns the path and the problem, such as "Item.Tags: a set must not be empty", as an error,
    // or NoError if nothing was reported.
    [[nodiscard]] QDynamoDBError error() const;

private:
    bool prepend(const QString &step);

    QDynamoDBError::Code m_code;
    QString m_path;
    QString m_what;
};

} // namespace QtDynamoDBPrivate

#endif
