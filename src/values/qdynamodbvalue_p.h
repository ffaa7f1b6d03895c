// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef QDYNAMODBVALUE_P_H
#define QDYNAMODBVALUE_P_H

#include "qdynamodbglobal_p.h"

#include <QtDynamoDB/qdynamodbitem.h>
#include <QtDynamoDB/qdynamodbvalue.h>

#include <new>
#include <utility>

namespace QtDynamoDBPrivate {

// What the value holds, by reference. The type has been checked before.
class ValueAccess
{
public:
    using Type = QDynamoDBValue::Type;

    static bool boolean(const QDynamoDBValue &v) { return v.m_content.boolean; }
    static const QDynamoDBNumber &number(const QDynamoDBValue &v) { return v.m_content.number; }
    static const QString &string(const QDynamoDBValue &v) { return v.m_content.string; }
    static const QByteArray &binary(const QDynamoDBValue &v) { return v.m_content.binary; }
    static const QDynamoDBValueList &list(const QDynamoDBValue &v)
    {
        return as<QDynamoDBValueList>(v);
    }
    static const QDynamoDBItem &map(const QDynamoDBValue &v) { return as<QDynamoDBItem>(v); }
    static const QStringList &strings(const QDynamoDBValue &v) { return as<QStringList>(v); }
    static const QList<QDynamoDBNumber> &numbers(const QDynamoDBValue &v)
    {
        return as<QList<QDynamoDBNumber>>(v);
    }
    static const QByteArrayList &binaries(const QDynamoDBValue &v) { return as<QByteArrayList>(v); }
    // The JSON text of an Unknown, valid and in UTF-8.
    static const QByteArray &json(const QDynamoDBValue &v) { return v.m_content.binary; }

    // Puts content of that type into a value that owns none.
    template<typename T>
    static void put(QDynamoDBValue &v, Type type, T &&content)
    {
        using Content = std::decay_t<T>;
        static_assert(sizeof(Content) <= sizeof(v.m_content));
        new (static_cast<void *>(&v.m_content)) Content(std::forward<T>(content));
        v.m_type = type;
    }

    // The same without a temporary one: make returns the content.
    template<typename Make>
    static void emplace(QDynamoDBValue &v, Type type, Make &&make)
    {
        using Content = decltype(make());
        static_assert(sizeof(Content) <= sizeof(v.m_content));
        new (static_cast<void *>(&v.m_content)) Content(make());
        v.m_type = type;
    }

    template<typename T>
    static const T &as(const QDynamoDBValue &v)
    {
        return *std::launder(reinterpret_cast<const T *>(&v.m_content));
    }
    template<typename T>
    static T &as(QDynamoDBValue &v)
    {
        return *std::launder(reinterpret_cast<T *>(&v.m_content));
    }

    // Calls back with the content that has to be copied, moved and destroyed, if there is any.
    template<typename Value, typename Visitor>
    static void visitOwned(Value &v, Visitor &&visitor)
    {
        switch (v.m_type) {
        case Type::Undefined:
        case Type::Null:
        case Type::Bool:
        case Type::Number:
            break;
        case Type::String:
            visitor(v.m_content.string);
            break;
        case Type::Binary:
        case Type::Unknown:
            visitor(v.m_content.binary);
            break;
        case Type::List:
            visitor(as<QDynamoDBValueList>(v));
            break;
        case Type::Map:
            visitor(as<QDynamoDBItem>(v));
            break;
        case Type::StringSet:
            visitor(as<QStringList>(v));
            break;
        case Type::NumberSet:
            visitor(as<QList<QDynamoDBNumber>>(v));
            break;
        case Type::BinarySet:
            visitor(as<QByteArrayList>(v));
            break;
        }
    }

    // Why the value can't be sent as it is, without looking into lists and maps; empty if it can.
    static Q_DYNAMODB_AUTOTEST_EXPORT QString problem(const QDynamoDBValue &v);

    // Whether a container's type is a set: QSet, and what else keeps its elements without order.
    static Q_DYNAMODB_AUTOTEST_EXPORT bool isSetType(QMetaType type);
    // The set of the elements, or Undefined where these are not all Strings, Numbers or Binaries.
    // The type of an empty one is that of the values which elementType becomes.
    static Q_DYNAMODB_AUTOTEST_EXPORT QDynamoDBValue setOf(const QDynamoDBValueList &elements,
                                                           QMetaType elementType);

    static const QDynamoDBValue &undefined() noexcept;
};

} // namespace QtDynamoDBPrivate

#endif
