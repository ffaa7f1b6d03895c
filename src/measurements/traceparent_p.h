// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef TRACEPARENT_P_H
#define TRACEPARENT_P_H

#include <QtDynamoDB/qdynamodbexports.h>

#include <QtCore/qstring.h>

#include <optional>

namespace QtDynamoDBPrivate {

// The parts of a traceparent header (W3C Trace Context, levels 1 and 2). The views are valid as
// long as the text that was parsed.
struct TraceParent
{
    QStringView traceId; // 32 hexadecimal digits
    QStringView parentId; // 16 hexadecimal digits
    bool isSampled = false;

    // Returns nothing for text that is not a traceparent. A text of a later version than 00 may
    // have further parts at its end.
    [[nodiscard]] static Q_DYNAMODB_EXPORT std::optional<TraceParent> parse(QStringView text);
};

} // namespace QtDynamoDBPrivate

#endif
