// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef MEMBER_P_H
#define MEMBER_P_H

#include "api/shape_p.h"

#include <QtDynamoDB/qdynamodbapi_types.h>

#include <cstddef>

// Maps the C++ types of members to TypeInfo. Only the generated tables include this header.

// offsetof() is only conditionally supported for types that are not of standard layout, such as
// some requests and results. All compilers that Qt supports implement it.
#if defined(Q_CC_GNU)
QT_WARNING_DISABLE_GCC("-Winvalid-offsetof")
#endif

namespace QtDynamoDBPrivate {

template<typename T>
inline constexpr OptionalAccess optionalAccess = {
    [](const void *optional) -> const void * {
        const auto &value = *static_cast<const std::optional<T> *>(optional);
        return value ? &*value : nullptr;
    },
    [](void *optional) -> void * { return &static_cast<std::optional<T> *>(optional)->emplace(); },
};

template<typename T>
inline constexpr ListAccess listAccess = {
    [](const void *list) { return static_cast<const QList<T> *>(list)->size(); },
    [](const void *list, qsizetype index) -> const void * {
        return &static_cast<const QList<T> *>(list)->at(index);
    },
    [](void *list, qsizetype index) -> void * { return &(*static_cast<QList<T> *>(list))[index]; },
    [](void *list) -> void * { return &static_cast<QList<T> *>(list)->emplaceBack(); },
    [](void *list) { static_cast<QList<T> *>(list)->clear(); },
};

template<typename T>
inline constexpr MapAccess mapAccess = {
    [](const void *map) { return static_cast<const QMap<QString, T> *>(map)->size(); },
    [](const void *map, MapAccess::Visitor visitor, void *context) {
        const auto &entries = *static_cast<const QMap<QString, T> *>(map);
        for (auto it = entries.begin(); it != entries.end(); ++it) {
            if (!visitor(context, it.key(), &it.value()))
                return false;
        }
        return true;
    },
    [](void *map, const QString &key) -> void * {
        return &*static_cast<QMap<QString, T> *>(map)->insert(key, T());
    },
    [](void *map) { static_cast<QMap<QString, T> *>(map)->clear(); },
};

template<typename T>
struct TypeOf
{
    static constexpr TypeInfo info = { .kind = Kind::Structure, .shape = &ShapeOf<T>::shape };
};

#define Q_DYNAMODB_SIMPLE_TYPE(Type, TheKind) \
    template<> \
    struct TypeOf<Type> \
    { \
        static constexpr TypeInfo info = { .kind = TheKind }; \
    };
Q_DYNAMODB_SIMPLE_TYPE(QString, Kind::String)
Q_DYNAMODB_SIMPLE_TYPE(bool, Kind::Boolean)
Q_DYNAMODB_SIMPLE_TYPE(qint32, Kind::Integer)
Q_DYNAMODB_SIMPLE_TYPE(qint64, Kind::Long)
Q_DYNAMODB_SIMPLE_TYPE(double, Kind::Double)
Q_DYNAMODB_SIMPLE_TYPE(QDateTime, Kind::Timestamp)
Q_DYNAMODB_SIMPLE_TYPE(QDynamoDBValue, Kind::Value)
Q_DYNAMODB_SIMPLE_TYPE(QDynamoDBItem, Kind::Item)
#undef Q_DYNAMODB_SIMPLE_TYPE

template<typename E>
struct TypeOf<QDynamoDBEnum<E>>
{
    static constexpr TypeInfo info = {
        .kind = Kind::Enum,
        .enumInfo = []() -> const QDynamoDBEnumInfo & { return enumInfo(E()); },
    };
};

template<typename T>
struct TypeOf<QList<T>>
{
    static constexpr TypeInfo info = { .kind = Kind::List,
                                       .element = &TypeOf<T>::info,
                                       .list = &listAccess<T> };
};

template<typename T>
struct TypeOf<QMap<QString, T>>
{
    static constexpr TypeInfo info = { .kind = Kind::Map,
                                       .element = &TypeOf<T>::info,
                                       .map = &mapAccess<T> };
};

template<typename T>
struct TypeOf<std::optional<T>>
{
    static constexpr TypeInfo info = { .kind = TypeOf<T>::info.kind,
                                       .optional = &optionalAccess<T>,
                                       .shape = TypeOf<T>::info.shape };
};

template<typename T>
consteval Member makeMember(std::string_view wire, const char *name, size_t offset, int flags,
                            qint32 minimum = 0, qint32 maximum = 0)
{
    return { wire.data(),         name,          &TypeOf<T>::info, quint16(offset),
             quint8(wire.size()), quint8(flags), minimum,          maximum };
}

} // namespace QtDynamoDBPrivate

#define Q_DYNAMODB_MEMBER(Struct, field, wire, ...) \
    makeMember<decltype(Struct::field)>(wire, #field, offsetof(Struct, field), __VA_ARGS__)

#endif
