// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "json/errorreader_p.h"
#include "values/errorcodes_p.h"
#include "values/qdynamodberror_p.h"
#include "json/text_p.h"
#include "json/valuereader_p.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace QtDynamoDBPrivate {

namespace {

using Code = QDynamoDBError::Code;
using Json = JsonReader::Value;

// Limits for hostile responses, far above what the service sends.
constexpr qsizetype longestMessage = 8192; // characters
constexpr qsizetype longestExcerpt = 200; // characters quoted of a body that is not an error
constexpr qsizetype mostReasons = 1000; // a transaction has at most 100 actions

constexpr QByteArrayView byteOrderMark("\xef\xbb\xbf", 3);

// The strings of an error response.
struct Texts
{
    QString type; // __type
    QString code;
    QString message;
};

// A scanner that finds the strings of an error response whatever the rest of the response contains:
// the object may be truncated, have members of unexpected types, or not be valid JSON or UTF-8.
class TextScanner
{
public:
    explicit TextScanner(QByteArrayView body)
        : m_in(body.begin())
        , m_end(body.end())
    {
    }

    Texts scan()
    {
        Texts texts;
        QByteArrayView key; // of the member whose value is next
        bool beginsValue = false;
        for (int depth = 0; m_in != m_end;) {
            const char c = *m_in++;
            switch (c) {
            case '{':
            case '[':
                if (++depth == 1 && c == '[')
                    return texts; // not an error of the service
                beginsValue = false;
                break;
            case '}':
            case ']':
                if (--depth <= 0)
                    return texts;
                break;
            case ':':
                beginsValue = depth == 1;
                break;
            case '"': {
                bool complete = false;
                const QByteArrayView string = takeString(&complete);
                if (depth == 1 && beginsValue)
                    store(texts, key, string, complete);
                key = string;
                beginsValue = false;
                break;
            }
            case ' ':
            case '\t':
            case '\r':
            case '\n':
                break;
            default:
                if (depth == 0)
                    return texts;
                beginsValue = false;
                break;
            }
        }
        return texts;
    }

private:
    // Returns the raw content up to the closing quote or, if that is missing, up to the end.
    QByteArrayView takeString(bool *complete)
    {
        const char *const begin = m_in;
        for (; m_in != m_end; ++m_in) {
            if (*m_in == '"') {
                *complete = true;
                return QByteArrayView(begin, m_in++);
            }
            if (*m_in == '\\' && ++m_in == m_end)
                break;
        }
        return QByteArrayView(begin, m_end);
    }

    // Ignores a truncated code, which could be another code. Accepts a truncated message.
    static void store(Texts &texts, QByteArrayView key, QByteArrayView string, bool complete)
    {
        if (key == "__type" && complete)
            store(texts.type, string);
        else if (key == "code" && complete)
            store(texts.code, string);
        else if (key == "message" || key == "Message")
            store(texts.message, string);
    }

    static void store(QString &text, QByteArrayView string)
    {
        if (text.isEmpty())
            text = decoded(string);
    }

    static QString decoded(QByteArrayView string)
    {
        constexpr qsizetype longestEscape = 6;
        string = string.first(qMin(string.size(), (longestMessage + 2) * longestEscape));
        // Remove a truncated escape at the end, but not a complete one.
        if (const qsizetype at = string.lastIndexOf('\\');
            at >= 0 && (at == 0 || string[at - 1] != '\\')) {
            const qsizetype left = string.size() - at;
            if (left == 1 || (string[at + 1] == 'u' && left < longestEscape))
                string = string.first(at);
        }
        QByteArray utf8 = string.isValidUtf8() ? string.toByteArray()
                                               : QString::fromUtf8(string).toUtf8();
        const qsizetype size = utf8.size();
        utf8.resize(size + decodingPadding);
        QVarLengthArray<char16_t, 1024> units(size + decodingPadding);
        const char16_t *const end = decodeText(QByteArrayView(utf8).first(size), units.data());
        // A text with an invalid escape is returned undecoded.
        const QString text = end ? QStringView(units.constData(), end).toString()
                                 : QString::fromUtf8(utf8.constData(), size);
        return text.size() <= longestMessage ? text
                                             : QStringView(text).first(longestMessage).toString();
    }

    const char *m_in;
    const char *const m_end;
};

// The other members of an error response.
struct Details
{
    QDynamoDBItem item;
    QList<QDynamoDBError::CancellationReason> cancellationReasons;
    QList<QDynamoDBError::ThrottlingReason> throttlingReasons;
};

// Reads a string. A value of another type is skipped and leaves out empty.
bool readText(JsonReader &reader, Json &json, QString &out)
{
    if (!reader.token(json).startsWith('"'))
        return true; // skipped
    if (!reader.string(json, out))
        return false;
    if (out.size() > longestMessage)
        out = QStringView(out).first(longestMessage).toString(); // a copy, to free the whole text
    return true;
}

// Reads an item. An item that can't be read is skipped and stays null.
bool readOptionalItem(JsonReader &reader, Json &json, QDynamoDBItem &item)
{
    return !reader.token(json).startsWith('{') || readItem(reader, json, item)
            || reader.recover(json);
}

bool readReason(JsonReader &reader, Json &json, QDynamoDBError::CancellationReason &reason)
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

bool readReason(JsonReader &reader, Json &json, QDynamoDBError::ThrottlingReason &reason)
{
    return reader.object(json, [&](std::string_view key, Json &value) {
        if (key == "reason")
            return readText(reader, value, reason.reason);
        if (key == "resource")
            return readText(reader, value, reason.resource);
        return true;
    });
}

// Reads a list of reasons. An element that is not an object becomes an empty reason, so that the
// other reasons keep their indexes.
template<typename Reason>
bool readReasons(JsonReader &reader, Json &json, QList<Reason> &reasons)
{
    if (!reader.token(json).startsWith('['))
        return true;
    return reader.array(json, [&](Json &element) {
        if (reasons.size() >= mostReasons)
            return true;
        Reason &reason = reasons.emplaceBack();
        return !reader.token(element).startsWith('{') || readReason(reader, element, reason);
    });
}

// Reads the details of an error response. They are empty if the body is not valid JSON.
Details readDetails(QByteArray body)
{
    const bool isUtf8 = body.isValidUtf8();
    if (!isUtf8)
        body = QString::fromUtf8(body).toUtf8();
    Details details;
    JsonReader reader;
    const bool read = reader.document(body, [&](Json &json) {
        return reader.object(json, [&](std::string_view key, Json &value) {
            if (key == "Item")
                return readOptionalItem(reader, value, details.item);
            if (key == "CancellationReasons")
                return readReasons(reader, value, details.cancellationReasons);
            if (key == "ThrottlingReasons" || key == "throttlingReasons")
                return readReasons(reader, value, details.throttlingReasons);
            return true;
        });
    });
    if (!read)
        return {};
    // Replacement characters are acceptable in messages, but would falsify items.
    if (!isUtf8) {
        details.item = {};
        for (QDynamoDBError::CancellationReason &reason : details.cancellationReasons)
            reason.item = {};
    }
    return details;
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

// Returns whether the body may be quoted in an error message. It may if it is a page or a line of a
// proxy or load balancer, which can't contain an item.
bool isQuotable(QByteArrayView body)
{
    const QByteArrayView text = body.trimmed();
    return text.startsWith('<') || std::none_of(text.begin(), text.end(), [](char c) {
               return c == '{' || c == '[' || c == '"';
           });
}

// Returns the beginning of a body as one line.
QString excerpt(QByteArrayView body)
{
    // A character has at most four bytes in UTF-8.
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
    if (body.startsWith(byteOrderMark))
        body.remove(0, byteOrderMark.size());
    const Texts texts = TextScanner(body).scan();
    QByteArray name = bareErrorName(texts.type.toUtf8()).toByteArray();
    if (name.isEmpty())
        name = bareErrorName(texts.code.toUtf8()).toByteArray();
    if (name.isEmpty())
        name = bareErrorName(errorTypeHeader).toByteArray();
    name.truncate(longestExcerpt);

    Details details = readDetails(body);
    for (QDynamoDBError::CancellationReason &reason : details.cancellationReasons)
        reason.code = reason.type.isEmpty() || reason.type == "None"_L1
                ? Code::NoError
                : errorCodeFromWire(reason.type.toUtf8());

    QDynamoDBError error(name.isEmpty() ? codeOfStatus(httpStatus) : errorCodeFromWire(name),
                         texts.message);
    auto &d = QDynamoDBErrorPrivate::get(error);
    d.httpStatus = httpStatus;
    d.type = QString::fromUtf8(name);
    d.cancellationReasons = details.cancellationReasons;
    d.throttlingReasons = details.throttlingReasons;
    d.item = details.item;
    if (d.message.isEmpty() && name.isEmpty()) {
        const QString text = isQuotable(body) ? excerpt(body) : QString();
        d.message = u"HTTP status %1"_s.arg(httpStatus);
        if (!text.isEmpty())
            d.message += u": "_s + text;
    }
    return error;
}

} // namespace QtDynamoDBPrivate
