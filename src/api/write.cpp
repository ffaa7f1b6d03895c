// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "api/enuminfo_p.h"
#include "api/operation_p.h"
#include "json/jsonwriter_p.h"
#include "json/valuewriter_p.h"

#include <QtDynamoDB/qdynamodbitem.h>

#include <QtCore/qdatetime.h>

namespace QtDynamoDBPrivate {

static bool writeMembers(JsonWriter &writer, const Shape &shape, const void *object);

static bool writeAny(JsonWriter &writer, const TypeInfo &type, const void *value)
{
    switch (type.kind) {
    case Kind::String:
        writer.string(QStringView(*static_cast<const QString *>(value)));
        return true;
    case Kind::Boolean:
        writer.boolean(*static_cast<const bool *>(value));
        return true;
    case Kind::Integer:
        writer.integer(*static_cast<const qint32 *>(value));
        return true;
    case Kind::Long:
        writer.integer(*static_cast<const qint64 *>(value));
        return true;
    case Kind::Double:
        return writer.real(*static_cast<const double *>(value));
    case Kind::Timestamp: // seconds since 1970
        return writer.real(double(static_cast<const QDateTime *>(value)->toMSecsSinceEpoch())
                           / 1000);
    case Kind::Enum: {
        const auto &number = *static_cast<const QDynamoDBEnumBase *>(value);
        writer.string(QStringView(EnumAccess::text(number, type.enumInfo())));
        return true;
    }
    case Kind::Value:
        return writeValue(writer, *static_cast<const QDynamoDBValue *>(value));
    case Kind::Item:
        return writeItem(writer, *static_cast<const QDynamoDBItem *>(value));
    case Kind::Structure:
        return writeMembers(writer, *type.shape, value);
    case Kind::List: {
        writer.beginArray();
        const qsizetype size = type.list->size(value);
        for (qsizetype i = 0; i < size; ++i) {
            if (!writeAny(writer, *type.element, type.list->at(value, i)))
                return writer.problem().at(i);
        }
        writer.endArray();
        return true;
    }
    case Kind::Map: {
        writer.beginObject();
        const bool ok = forEachEntry(type, value, [&](const QString &key, const void *entry) {
            writer.key(QStringView(key));
            return writeAny(writer, *type.element, entry) || writer.problem().at(key);
        });
        writer.endObject();
        return ok;
    }
    }
    Q_UNREACHABLE();
    return false;
}

// Returns an empty list or map that must be sent because the member is required, or null.
static const void *emptyCollection(const Member &member, const void *object)
{
    const bool isCollection = member.type->kind == Kind::List || member.type->kind == Kind::Map;
    return isCollection && member.isRequired() ? member.in(object) : nullptr;
}

static bool writeMembers(JsonWriter &writer, const Shape &shape, const void *object)
{
    writer.beginObject();
    for (const Member &member : shape.members) {
        const void *value = present(*member.type, member.in(object));
        if (!value)
            value = emptyCollection(member, object);
        if (!value)
            continue;
        writer.key(member.wireText());
        if (!writeAny(writer, *member.type, value))
            return writer.problem().at(QString(member.wireText()));
    }
    writer.endObject();
    return true;
}

QDynamoDBExpected<QByteArray> writeShape(const Shape &shape, const void *object)
{
    JsonWriter writer;
    if (!writeMembers(writer, shape, object))
        return writer.problem().error();
    return writer.take();
}

QDynamoDBExpected<QByteArray> writeRequest(const Operation &operation, const void *request)
{
    return writeShape(*operation.input, request);
}

} // namespace QtDynamoDBPrivate
