// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "transport/qnam/qnamhead_p.h"

#include "transport/httpresponsereader_p.h"
#include "transport/httpsyntax_p.h"

#include <QtNetwork/qnetworkreply.h>

namespace QtDynamoDBPrivate {

using namespace Qt::StringLiterals;

QnamHead::QnamHead(const QNetworkReply &reply)
    : status(reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt())
{
    if (status < 100 || status > 999) {
        fault = u"The response is not HTTP: its status is %1"_s.arg(status);
        return;
    }
    if (status == 101) {
        fault = u"The server switched to another protocol, which was not requested"_s;
        return;
    }
    if (status < 200) {
        fault = u"The server sent an interim response (%1) that was not requested"_s.arg(status);
        return;
    }
    const auto &headers = reply.rawHeaderPairs();
    qsizetype size = 0;
    for (const auto &[name, value] : headers)
        size += name.size() + value.size() + 4;
    if (size > HttpResponseReader::maxHeadSize) {
        fault = u"The headers of the response are larger than %1 bytes"_s.arg(
                qsizetype(HttpResponseReader::maxHeadSize));
        return;
    }
    if (headers.isEmpty() && !hasNoContent(status)) {
        fault = u"The response has no headers, or a malformed one"_s;
        return;
    }

    const QByteArray encoding = reply.rawHeader("transfer-encoding"_ba);
    const QByteArray announced = reply.rawHeader("content-length"_ba);
    if (reply.hasRawHeader("transfer-encoding"_ba)) {
        chunked = encoding.compare("chunked", Qt::CaseInsensitive) == 0;
        if (!chunked)
            fault = u"The response has a malformed header"_s;
    }
    if (reply.hasRawHeader("content-length"_ba)) {
        length = httpLength(announced);
        if (!length)
            fault = u"The response has a malformed header"_s;
    }
    if (hasNoContent(status)) {
        isAmbiguous = chunked || length.value_or(0) > 0 || !fault.isEmpty();
        fault.clear();
        // Qt waits for the content of a 205.
        endsByItself = status != 205 || (!chunked && httpNumber(announced) == 0);
        length = 0;
    } else if (chunked) {
        isAmbiguous = length.has_value();
        length.reset();
    } else if (length) {
        endsByItself = httpNumber(announced).has_value();
    }
}

} // namespace QtDynamoDBPrivate
