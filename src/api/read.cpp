// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "api/enuminfo_p.h"
#include "api/operation_p.h"
#include "api/generated/shapes_p.h"
#include "json/valuereader_p.h"
#include "values/utc_p.h"

#include <QtDynamoDB/qdynamodbitem.h>

#include <QtCore/qdatetime.h>

#include <algorithm>
#include <cmath>
#include <limits>

using namespace Qt::StringLiterals;

namespace QtDynamoDBPrivate {

using Json = JsonReader::Value;

static bool readMembers(JsonReader &reader, Json &json, const Shape &shape, void *object);

static bool readInteger(JsonReader &reader, Json &json, qint32 &out)
{
    qint64 number = 0;
    if (!reader.integer(json, number))
        return false;
    if (number < std::numeric_limits<qint32>::min() || number > std::numeric_limits<qint32>::max())
        return reader.problem().report(u"an integer of 32 bits was expected"_s);
    out = qint32(number);
    return true;
}

static bool readTimestamp(JsonReader &reader, Json &json, QDateTime &out)
{
    constexpr double endOfYear9999 = 253402300800;
    double seconds = 0;
    if (!reader.real(json, seconds))
        return false;
    if (std::abs(seconds) > endOfYear9999)
        return reader.problem().report(u"the time is after the year 9999 or as far before 1970"_s);
    out = QDateTime::fromMSecsSinceEpoch(std::llround(seconds * 1000), utc);
    return true;
}

static bool readAny(JsonReader &reader, Json &json, const TypeInfo &type, void *value)
{
    switch (type.kind) {
    case Kind::String:
        return reader.string(json, *static_cast<QString *>(value));
    case Kind::Boolean:
        return reader.boolean(json, *static_cast<bool *>(value));
    case Kind::Integer:
        return readInteger(reader, json, *static_cast<qint32 *>(value));
    case Kind::Long:
        return reader.integer(json, *static_cast<qint64 *>(value));
    case Kind::Double:
        return reader.real(json, *static_cast<double *>(value));
    case Kind::Timestamp:
        return readTimestamp(reader, json, *static_cast<QDateTime *>(value));
    case Kind::Enum: {
        QByteArrayView text;
        if (!reader.utf8(json, text))
            return false;
        EnumAccess::assignUtf8(*static_cast<QDynamoDBEnumBase *>(value), type.enumInfo(), text);
        return true;
    }
    case Kind::Value:
        return readValue(reader, json, *static_cast<QDynamoDBValue *>(value));
    case Kind::Item:
        return readItem(reader, json, *static_cast<QDynamoDBItem *>(value));
    case Kind::Structure:
        return readMembers(reader, json, *type.shape, value);
    case Kind::List:
        type.list->clear(value);
        return reader.array(json, [&](Json &element) {
            void *target = type.list->append(value);
            return reader.isNull(element) || readAny(reader, element, *type.element, target);
        });
    case Kind::Map:
        type.map->clear(value);
        return reader.map(json, [&](const QString &key, Json &entry) {
            return reader.isNull(entry)
                    || readAny(reader, entry, *type.element, type.map->insert(value, key))
                    || reader.problem().at(key);
        });
    }
    Q_UNREACHABLE();
    return false;
}

static bool readMembers(JsonReader &reader, Json &json, const Shape &shape, void *object)
{
    // As in an error response, an unreadable member of an error is skipped, so that the error
    // itself is reported.
    const bool isError = &shape == &ShapeOf<QDynamoDB::BatchStatementError>::shape;
    size_t next = 0;
    return reader.object(json, [&](std::string_view key, Json &value) {
        const Member *member = shape.find(QLatin1StringView(key.data(), qsizetype(key.size())),
                                          next);
        if (!member || reader.isNull(value))
            return true;
        const TypeInfo &type = *member->type;
        void *field = member->in(object);
        void *target = type.optional ? type.optional->emplace(field) : field;
        return readAny(reader, value, type, target) || (isError && reader.recover(value))
                || reader.problem().at(QString(member->wireText()));
    });
}

bool isBlank(QByteArrayView body) noexcept
{
    return std::all_of(body.begin(), body.end(),
                       [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; });
}

QDynamoDBError readResult(const Operation &operation, QByteArray &body, void *result)
{
    if (operation.output->members.empty() && isBlank(body))
        return {}; // the service may send an empty body instead of {}
    if (body.startsWith("\xef\xbb\xbf")) // a byte order mark, which RFC 8259 allows to ignore
        body.remove(0, 3);
    JsonReader reader;
    const bool ok = reader.document(body, [&](Json &json) {
        return readMembers(reader, json, *operation.output, result);
    });
    return ok ? QDynamoDBError() : reader.problem().error();
}

} // namespace QtDynamoDBPrivate
