// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef PROBLEM_P_H
#define PROBLEM_P_H

#include "qdynamodbglobal_p.h"

#include <QtDynamoDB/qdynamodberror.h>

#include <QtCore/qstringview.h>

namespace QtDynamoDBPrivate {

// What went wrong while reading or writing, and where. Whoever finds it reports it; whoever called
// adds where that was, from the inside out. All functions return false, to be returned:
//
//     return problem.report(u"a set must not be empty"_s);
//     if (!writeValue(writer, attribute.value))
//         return problem.at(attribute.name);
class Q_DYNAMODB_AUTOTEST_EXPORT Problem
{
public:
    // Of the error that it makes.
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

    // For example "Item.Tags: a set must not be empty"; NoError if nothing was reported.
    [[nodiscard]] QDynamoDBError error() const;

private:
    QDynamoDBError::Code m_code;
    QString m_path;
    QString m_what;
};

} // namespace QtDynamoDBPrivate

#endif
