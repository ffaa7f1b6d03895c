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

// The members of requests, results and their structs as data: one constant table for each struct,
// in the generated shapes_*.cpp. All functions that read, write, check or print structs use these
// tables.
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

// Access to std::optional, QList and QMap members whose types are known only at run time.
struct OptionalAccess
{
    const void *(*get)(const void *optional); // null if it is empty
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
    // The visitor returns false to stop; visit() then returns false.
    using Visitor = bool (*)(void *context, const QString &key, const void *value);

    qsizetype (*size)(const void *map);
    bool (*visit)(const void *map, Visitor visitor, void *context);
    void *(*insert)(void *map, const QString &key);
    void (*clear)(void *map);
};

// The C++ type of a member, or of the elements of a list or map.
struct TypeInfo
{
    Kind kind;
    const OptionalAccess *optional = nullptr; // null if the member is not a std::optional
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
        Name = 4, // the name of a table or index
        Table = 8, // the table that the request uses; with Name, an ARN is allowed, too
    };

    const char *wire; // the name in the protocol
    const char *name; // the name in C++ and QML
    const TypeInfo *type;
    quint16 offset; // in the struct
    quint8 wireLength;
    quint8 flags;
    // The bounds of a number, of the length of a text, or of the size of a list; none if both are
    // 0.
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
    bool oneOf; // exactly one member must be set
    QDynamoDBError (*check)(const void *object); // checks rules between members; may be null

    // Returns the member with this wire name, or null.
    [[nodiscard]] const Member *find(QLatin1StringView wire) const noexcept
    {
        std::size_t next = 0;
        return find(wire, next);
    }
    // Begins the search at the index `next` and sets it to the index after the member: members
    // mostly arrive in the order of the table.
    [[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT const Member *find(QLatin1StringView wire,
                                                                std::size_t &next) const noexcept;
};

template<typename S>
struct ShapeOf
{
    static const Shape shape;
};

// Returns the value of a field, or null if it is absent: an empty optional, a null text, an empty
// list, and so on.
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
