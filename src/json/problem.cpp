// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "json/problem_p.h"

namespace QtDynamoDBPrivate {

bool Problem::report(const QString &what)
{
    m_what = what;
    m_path.clear();
    return false;
}

bool Problem::at(QStringView name)
{
    // The name comes from the user or the service: limit its length, and quote special characters.
    constexpr qsizetype longest = 80;
    QString step = name.size() <= longest ? name.toString() : name.first(longest) + u'\u2026';
    const bool plain = std::all_of(step.cbegin(), step.cend(), [](QChar c) {
        return c.isLetterOrNumber() || c == u'_' || c == u'-' || c == u':' || c == u'#'
                || c == u'\u2026';
    });
    if (!plain || step.isEmpty())
        step = u'\'' + step + u'\'';
    return prepend(step);
}

bool Problem::at(qsizetype index)
{
    return prepend(u'[' + QString::number(index) + u']');
}

bool Problem::prepend(const QString &step)
{
    const bool needsPoint = !m_path.isEmpty() && !m_path.startsWith(u'[');
    m_path = needsPoint ? QString(step + u'.' + m_path) : QString(step + m_path);
    return false;
}

QDynamoDBError Problem::error() const
{
    if (m_what.isEmpty())
        return {};
    return QDynamoDBError(m_code, m_path.isEmpty() ? m_what : QString(m_path + u": " + m_what));
}

} // namespace QtDynamoDBPrivate
