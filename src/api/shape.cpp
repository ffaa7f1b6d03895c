// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "api/enuminfo_p.h"
#include "api/path_p.h"
#include "api/shape_p.h"

#include <QtDynamoDB/qdynamodbitem.h>

#include <QtCore/qdatetime.h>

using namespace Qt::StringLiterals;

namespace QtDynamoDBPrivate {

const void *present(const TypeInfo &type, const void *field) noexcept
{
    if (type.optional)
        return type.optional->get(field);
    bool absent = false;
    switch (type.kind) {
    case Kind::String:
        absent = static_cast<const QString *>(field)->isNull();
        break;
    case Kind::Timestamp:
        absent = static_cast<const QDateTime *>(field)->isNull();
        break;
    case Kind::Enum:
        absent = static_cast<const QDynamoDBEnumBase *>(field)->isNull();
        break;
    case Kind::Value:
        absent = static_cast<const QDynamoDBValue *>(field)->isUndefined();
        break;
    case Kind::Item:
        absent = static_cast<const QDynamoDBItem *>(field)->isNull();
        break;
    case Kind::List:
        absent = type.list->size(field) == 0;
        break;
    case Kind::Map:
        absent = type.map->size(field) == 0;
        break;
    case Kind::Boolean:
    case Kind::Integer:
    case Kind::Long:
    case Kind::Double:
    case Kind::Structure:
        break;
    }
    return absent ? nullptr : field;
}

QString Path::toString() const
{
    if (!m_parent)
        return {};
    QString text = m_parent->toString();
    if (m_index >= 0)
        return text % u'[' % QString::number(m_index) % u']';
    if (m_key)
        return text % "[\""_L1 % *m_key % "\"]"_L1;
    if (!text.isEmpty())
        text += u'.';
    return text % m_name;
}

static void printValue(QDebug &debug, const TypeInfo &type, const void *value)
{
    switch (type.kind) {
    case Kind::String:
        debug << *static_cast<const QString *>(value);
        break;
    case Kind::Boolean:
        debug << *static_cast<const bool *>(value);
        break;
    case Kind::Integer:
        debug << *static_cast<const qint32 *>(value);
        break;
    case Kind::Long:
        debug << *static_cast<const qint64 *>(value);
        break;
    case Kind::Double:
        debug << *static_cast<const double *>(value);
        break;
    case Kind::Timestamp:
        debug << static_cast<const QDateTime *>(value)->toUTC().toString(Qt::ISODateWithMs);
        break;
    case Kind::Enum:
        debug << EnumAccess::text(*static_cast<const QDynamoDBEnumBase *>(value), type.enumInfo());
        break;
    case Kind::Value:
        debug << *static_cast<const QDynamoDBValue *>(value);
        break;
    case Kind::Item:
        debug << *static_cast<const QDynamoDBItem *>(value);
        break;
    case Kind::Structure:
        printShape(debug, *type.shape, value);
        break;
    case Kind::List:
        debug << '[';
        for (qsizetype i = 0; i < type.list->size(value); ++i) {
            if (i > 0)
                debug << ", ";
            printValue(debug, *type.element, type.list->at(value, i));
        }
        debug << ']';
        break;
    case Kind::Map: {
        const char *separator = "";
        debug << '{';
        forEachEntry(type, value, [&](const QString &key, const void *entry) {
            debug << separator << key << ": ";
            printValue(debug, *type.element, entry);
            separator = ", ";
            return true;
        });
        debug << '}';
        break;
    }
    }
}

QDebug printShape(QDebug debug, const Shape &shape, const void *object)
{
    const QDebugStateSaver saver(debug);
    debug.nospace() << shape.name << '(';
    const char *separator = "";
    for (const Member &member : shape.members) {
        if (const void *value = present(*member.type, member.in(object))) {
            debug << separator << member.name << ": ";
            printValue(debug, *member.type, value);
            separator = ", ";
        }
    }
    debug << ')';
    return debug;
}

} // namespace QtDynamoDBPrivate
