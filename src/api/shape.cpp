// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "api/enuminfo_p.h"
#include "api/path_p.h"
#include "api/shape_p.h"
#include "values/debugtext_p.h"

#include <QtDynamoDB/qdynamodbitem.h>

#include <QtCore/qdatetime.h>

#include <utility>

using namespace Qt::StringLiterals;

namespace QtDynamoDBPrivate {

const Member *Shape::find(QLatin1StringView wire, std::size_t &next) const noexcept
{
    const std::size_t count = members.size();
    for (std::size_t i = 0; i < count; ++i, ++next) {
        if (next >= count)
            next = 0;
        const Member &member = members[next];
        if (member.wireText() == wire) {
            ++next;
            return &member;
        }
    }
    return nullptr;
}

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

static void addShape(DebugText &text, const Shape &shape, const void *object);

static void addMemberValue(DebugText &text, const TypeInfo &type, const void *value)
{
    switch (type.kind) {
    case Kind::String:
        text.addQuoted(*static_cast<const QString *>(value));
        break;
    case Kind::Boolean:
        text.add(*static_cast<const bool *>(value) ? "true"_L1 : "false"_L1);
        break;
    case Kind::Integer:
        text.add(QString::number(*static_cast<const qint32 *>(value)));
        break;
    case Kind::Long:
        text.add(QString::number(*static_cast<const qint64 *>(value)));
        break;
    case Kind::Double:
        text.add(QString::number(*static_cast<const double *>(value)));
        break;
    case Kind::Timestamp:
        text.addQuoted(static_cast<const QDateTime *>(value)->toUTC().toString(Qt::ISODateWithMs));
        break;
    case Kind::Enum:
        text.addQuoted(
                EnumAccess::text(*static_cast<const QDynamoDBEnumBase *>(value), type.enumInfo()));
        break;
    case Kind::Value:
        text.addValue(*static_cast<const QDynamoDBValue *>(value));
        break;
    case Kind::Item:
        text.add("{"_L1);
        text.addAttributes(*static_cast<const QDynamoDBItem *>(value));
        text.add("}"_L1);
        break;
    case Kind::Structure:
        addShape(text, *type.shape, value);
        break;
    case Kind::List:
        text.add("["_L1);
        text.addElements(type.list->size(value), [&](qsizetype i) {
            addMemberValue(text, *type.element, type.list->at(value, i));
        });
        text.add("]"_L1);
        break;
    case Kind::Map: {
        qsizetype left = type.map->size(value);
        bool isFirst = true;
        text.add("{"_L1);
        forEachEntry(type, value, [&](const QString &key, const void *entry) {
            if (!std::exchange(isFirst, false))
                text.add(", "_L1);
            if (text.isFull()) {
                text.addRest(left);
                return false;
            }
            --left;
            text.addQuoted(key);
            text.add(": "_L1);
            addMemberValue(text, *type.element, entry);
            return true;
        });
        text.add("}"_L1);
        break;
    }
    }
}

static void addShape(DebugText &text, const Shape &shape, const void *object)
{
    text.add(QLatin1StringView(shape.name));
    text.add("("_L1);
    bool isFirst = true;
    for (const Member &member : shape.members) {
        const void *value = present(*member.type, member.in(object));
        if (!value)
            continue;
        if (!std::exchange(isFirst, false))
            text.add(", "_L1);
        if (text.isFull()) {
            text.add(QString(u'…'));
            break;
        }
        text.add(QLatin1StringView(member.name));
        text.add(": "_L1);
        addMemberValue(text, *member.type, value);
    }
    text.add(")"_L1);
}

QDebug printShape(QDebug debug, const Shape &shape, const void *object)
{
    const QDebugStateSaver saver(debug);
    DebugText text;
    addShape(text, shape, object);
    debug.nospace().noquote() << text.text();
    return debug;
}

} // namespace QtDynamoDBPrivate
