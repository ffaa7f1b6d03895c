// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef QNAMHEAD_P_H
#define QNAMHEAD_P_H

#include <QtCore/qstring.h>

#include <optional>

QT_BEGIN_NAMESPACE
class QNetworkReply;
QT_END_NAMESPACE

namespace QtDynamoDBPrivate {

// The head of a response that QNetworkAccessManager has read. Where it can't read a head it keeps
// an empty one and waits for the end of the connection, so heads are checked here by the rules of
// HttpResponseReader.
struct QnamHead
{
    explicit QnamHead(const QNetworkReply &reply);

    int status = 0;
    QString fault; // why the response can't be used; empty where it can
    std::optional<qint64> length; // of the body, where the head says it
    bool chunked = false;
    bool endsByItself = true; // QNetworkAccessManager finds the end of the body
    bool isAmbiguous = false; // bytes of this response may be left on the connection
};

} // namespace QtDynamoDBPrivate

#endif
