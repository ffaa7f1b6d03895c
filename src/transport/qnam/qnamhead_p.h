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

// The head of a response that QNetworkAccessManager has read. If it can't read a head, it has no
// headers and waits for the end of the connection, so the head is checked here by the rules of
// HttpResponseReader.
struct QnamHead
{
    explicit QnamHead(const QNetworkReply &reply);

    int status = 0;
    QString fault; // the reason to refuse the response, or empty
    std::optional<qint64> length; // of the body, if the head contains it
    bool chunked = false;
    bool endsByItself = true; // QNetworkAccessManager finds the end of the body
    bool isAmbiguous = false; // bytes of this response may be left on the connection
};

} // namespace QtDynamoDBPrivate

#endif
