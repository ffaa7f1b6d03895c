// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef SHAPE_P_H
#define SHAPE_P_H

#include "qdynamodbglobal_p.h"

#include <QtDynamoDB/qdynamodberror.h>

#include <QtCore/qdebug.h>
#include <QtCore/qstring.h>

#include <span>

struct QDynamoDBEnumInfo;

// What the requests and results are made of, as data: one constant table a struct, in the generated
// shapes_*.cpp. Everything that reads, writes or checks a struct works on these tables.
namespace QtDynamoDBPrivate {

struct Shape;

enum class Kind : quint8 {
    String,
    Boolean,
    Integer,
    Long,
    Double,
    Timestamp,
    Enum,
    Value,
    Item,
    Structure,
    List,
    Map,
};

struct OptionalAccess
{
    const void *(*get)(const void *optional); // null where it is empty
    void *(*emplace)(void *optional);
};

struct ListAccess
{
    qsizetype (*size)(const void *list);
    const void *(*at)(const void *list, qsizetype index);
    void *(*mutableAt)(void *list, qsizetype index);
    void *(*append)(void *list);
    void (*clear)(void *list);
};

struct MapAccess
{
    // False from the visitor ends it.
    using Visitor = bool (*)(void *context, const QString &key, const void *value);

    qsizetype (*size)(const void *map);
    bool (*visit)(const void *map, Visitor visitor, void *context);
    void *(*insert)(void *map, const QString &key);
    void (*clear)(void *map);
};

// A C++ type of a member, or of the elements of a list or map.
struct TypeInfo
{
    Kind kind;
    const OptionalAccess *optional = nullptr; // null: the value itself is there
    const Shape *shape = nullptr; // of a Structure
    const QDynamoDBEnumInfo &(*enumInfo)() = nullptr; // of an Enum
    const TypeInfo *element = nullptr; // of a List or Map
    const ListAccess *list = nullptr;
    const MapAccess *map = nullptr;
};

struct Member
{
    enum Flag : quint8 {
        Required = 1,
        IdempotencyToken = 2,
        Name = 4, // of a table or index
        Table = 8, // names what the request works on; a name of these may also be an ARN
    };

    const char *wire;
    const char *name; // in C++ and QML
    const TypeInfo *type;
    quint16 offset;
    quint8 wireLength;
    quint8 flags;
    // Of the number, the text's length or the list's size; no bounds where both are 0.
    qint32 minimum;
    qint32 maximum;

    [[nodiscard]] const void *in(const void *object) const noexcept
    {
        return static_cast<const char *>(object) + offset;
    }
    [[nodiscard]] void *in(void *object) const noexcept
    {
        return static_cast<char *>(object) + offset;
    }
    [[nodiscard]] QLatin1StringView wireText() const noexcept
    {
        return QLatin1StringView(wire, wireLength);
    }
    [[nodiscard]] bool isRequired() const noexcept { return flags & Required; }
};

struct Shape
{
    const char *name;
    std::span<const Member> members;
    bool oneOf; // exactly one member is set
    QDynamoDBError (*check)(const void *object); // further rules, or null
};

template<typename S>
struct ShapeOf
{
    static const Shape shape;
};

// The field's value, or null where it counts as absent.
const void *present(const TypeInfo &type, const void *field) noexcept;

template<typename Function>
bool forEachEntry(const TypeInfo &type, const void *map, Function &&function)
{
    const auto visitor = [](void *context, const QString &key, const void *value) -> bool {
        return (*static_cast<std::remove_reference_t<Function> *>(context))(key, value);
    };
    return type.map->visit(map, visitor, &function);
}

QDebug printShape(QDebug debug, const Shape &shape, const void *object);

template<typename S>
QDebug printStruct(QDebug debug, const S &object)
{
    return printShape(debug, ShapeOf<S>::shape, &object);
}

} // namespace QtDynamoDBPrivate

#endif
