// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "paging/pageprogress_p.h"

#include <QtDynamoDB/qdynamodbjson.h>

#include <QtCore/qjsondocument.h>

namespace QtDynamoDBPrivate {

using namespace Qt::StringLiterals;

// A filter may exclude all items of many pages.
constexpr qint64 filteredPagesPerEmptyPage = 100;

QDynamoDBError PageProgress::advance(const QDynamoDBValue &next, const Content &content)
{
    if (next.isUndefined()) {
        m_finished = true;
        return {};
    }
    if (next == m_position || next == m_landmark) {
        return QDynamoDBError(
                QDynamoDBError::Code::InvalidResponse,
                u"The response repeats the position of an earlier page; the pages would "
                "never end."_s);
    }
    if (content.elements > 0) {
        m_emptyPages = 0;
        m_filteredPages = 0;
    } else {
        content.scanned > 0 ? ++m_filteredPages : ++m_emptyPages;
        const qint64 count = m_emptyPages + m_filteredPages / filteredPagesPerEmptyPage;
        if (content.maxEmptyPages > 0 && count > content.maxEmptyPages) {
            return QDynamoDBError(
                    QDynamoDBError::Code::InvalidResponse,
                    u"%1 consecutive pages were empty and not the last. The client's property "
                    "maxEmptyPages allows %2."_s.arg(m_emptyPages + m_filteredPages)
                            .arg(content.maxEmptyPages));
        }
    }
    m_position = next;
    if (++m_steps == m_stepsAllowed) {
        m_landmark = next;
        m_steps = 0;
        m_stepsAllowed *= 2;
    }
    return {};
}

QJsonObject PageProgress::toJson() const
{
    if (m_finished)
        return { { "finished"_L1, true } };
    if (m_position.isUndefined())
        return {};
    // Positions come from JSON, so this does not fail.
    const QByteArray text = QDynamoDBJson::fromValue(m_position).valueOr({});
    return { { "after"_L1, QJsonDocument::fromJson(text).object() } };
}

QDynamoDBExpected<PageProgress> PageProgress::fromJson(const QJsonObject &object)
{
    PageProgress progress;
    progress.m_finished = object["finished"_L1].toBool();
    const QJsonValue after = object["after"_L1];
    if (after.isUndefined())
        return progress;
    const QByteArray text = QJsonDocument(after.toObject()).toJson(QJsonDocument::Compact);
    const QDynamoDBExpected<QDynamoDBValue> position = QDynamoDBJson::toValue(text);
    if (!position || progress.m_finished || !(position->isString() || position->isMap())) {
        return QDynamoDBError(QDynamoDBError::Code::Validation,
                              u"The checkpoint has no place to go on from."_s);
    }
    progress.m_position = *position;
    return progress;
}

} // namespace QtDynamoDBPrivate
