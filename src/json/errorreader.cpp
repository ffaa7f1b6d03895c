// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "json/errorreader_p.h"
#include "errors/errorcodes_p.h"
#include "errors/qdynamodberror_p.h"
#include "json/valuereader_p.h"

using namespace Qt::StringLiterals;

namespace QtDynamoDBPrivate {

namespace {

using Code = QDynamoDBError::Code;
using Json = JsonReader::Value;

constexpr qsizetype longestMessage = 8192; // of a service; far more than any that was seen
constexpr qsizetype longestExcerpt = 200; // of a body that is no error of the service's

// Reads a string, leaving out empty at null or anything else.
bool readText(JsonReader &reader, Json &json, QString &out)
{
    if (!reader.token(json).startsWith('"'))
        return true; // skipped
    if (!reader.string(json, out))
        return false;
    out.truncate(longestMessage);
    return true;
}

bool readOptionalItem(JsonReader &reader, Json &json, QDynamoDBItem &item)
{
    return !reader.token(json).startsWith('{') || readItem(reader, json, item);
}

bool readCancellationReason(JsonReader &reader, Json &json,
                            QDynamoDBError::CancellationReason &reason)
{
    return reader.object(json, [&](std::string_view key, Json &value) {
        if (key == "Code")
            return readText(reader, value, reason.type);
        if (key == "Message")
            return readText(reader, value, reason.message);
        if (key == "Item")
            return readOptionalItem(reader, value, reason.item);
        return true;
    });
}

bool readThrottlingReason(JsonReader &reader, Json &json, QDynamoDBError::ThrottlingReason &reason)
{
    return reader.object(json, [&](std::string_view key, Json &value) {
        if (key == "reason")
            return readText(reader, value, reason.reason);
        if (key == "resource")
            return readText(reader, value, reason.resource);
        return true;
    });
}

template<typename T, typename Read>
bool readList(JsonReader &reader, Json &json, QList<T> &list, Read &&read)
{
    if (!reader.token(json).startsWith('['))
        return true;
    return reader.array(json,
                        [&](Json &element) { return read(reader, element, list.emplaceBack()); });
}

struct Body
{
    QString type; // __type
    QString code;
    QString message;
    QDynamoDBItem item;
    QList<QDynamoDBError::CancellationReason> cancellationReasons;
    QList<QDynamoDBError::ThrottlingReason> throttlingReasons;
};

bool readBody(QByteArray &text, Body &body)
{
    JsonReader reader;
    return reader.document(text, [&](Json &json) {
        return reader.object(json, [&](std::string_view key, Json &value) {
            if (key == "__type")
                return readText(reader, value, body.type);
            if (key == "code")
                return readText(reader, value, body.code);
            if (key == "message" || key == "Message")
                return readText(reader, value, body.message);
            if (key == "Item")
                return readOptionalItem(reader, value, body.item);
            if (key == "CancellationReasons") {
                return readList(reader, value, body.cancellationReasons, readCancellationReason);
            }
            if (key == "ThrottlingReasons" || key == "throttlingReasons")
                return readList(reader, value, body.throttlingReasons, readThrottlingReason);
            return true;
        });
    });
}

Code codeOfStatus(int httpStatus)
{
    switch (httpStatus) {
    case 408:
        return Code::Timeout;
    case 429:
        return Code::Throttling;
    case 500:
        return Code::InternalServerError;
    case 502:
    case 503:
    case 504:
        return Code::ServiceUnavailable;
    default:
        return Code::Unknown;
    }
}

// What a proxy or load balancer had to say, on one line.
QString excerpt(QByteArrayView body)
{
    // In UTF-8 a character has at most four bytes; more is not looked at.
    const QByteArrayView start = body.first(qMin(body.size(), longestExcerpt * 4));
    QString text = QString::fromUtf8(start);
    for (QChar &c : text) {
        if (!c.isPrint())
            c = u' ';
    }
    text = text.simplified();
    const bool cut = text.size() > longestExcerpt || start.size() < body.size();
    text.truncate(longestExcerpt);
    return cut ? QString(text + u'\u2026') : text;
}

} // namespace

QByteArrayView bareErrorName(QByteArrayView name) noexcept
{
    const auto cutAt = [&name](char c) {
        if (const qsizetype at = name.indexOf(c); at >= 0)
            name = name.first(at);
    };
    cutAt(',');
    cutAt(':');
    if (const qsizetype at = name.lastIndexOf('#'); at >= 0)
        name = name.sliced(at + 1);
    return name.trimmed();
}

QDynamoDBError readServiceError(int httpStatus, QByteArrayView errorTypeHeader, QByteArray body)
{
    Body read;
    if (!readBody(body, read))
        read = {}; // none of it is to be trusted
    QByteArray name = bareErrorName(read.type.toUtf8()).toByteArray();
    if (name.isEmpty())
        name = bareErrorName(read.code.toUtf8()).toByteArray();
    if (name.isEmpty())
        name = bareErrorName(errorTypeHeader).toByteArray();
    name.truncate(longestExcerpt);

    for (QDynamoDBError::CancellationReason &reason : read.cancellationReasons)
        reason.code = reason.type.isEmpty() || reason.type == "None"_L1
                ? Code::NoError
                : errorCodeFromWire(reason.type.toUtf8());

    QDynamoDBError error(name.isEmpty() ? codeOfStatus(httpStatus) : errorCodeFromWire(name),
                         read.message);
    auto &d = QDynamoDBErrorPrivate::get(error);
    d.httpStatus = httpStatus;
    d.type = QString::fromUtf8(name);
    d.cancellationReasons = read.cancellationReasons;
    d.throttlingReasons = read.throttlingReasons;
    d.item = read.item;
    if (d.message.isEmpty() && name.isEmpty()) {
        const QString text = excerpt(body);
        d.message = u"HTTP status %1"_s.arg(httpStatus);
        if (!text.isEmpty())
            d.message += u": "_s + text;
    }
    return error;
}

} // namespace QtDynamoDBPrivate
