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
// Access to the content of a QDynamoDBValue by reference. The caller has checked the type.
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
    // Returns the JSON text of an Unknown: valid JSON in UTF-8.
    static const QByteArray &json(const QDynamoDBValue &v) { return v.m_content.binary; }

    // Constructs content of the type in a value that owns no content.
    template<typename T>
    static void put(QDynamoDBValue &v, Type type, T &&content)
    {
        using Content = std::decay_t<T>;
        static_assert(sizeof(Content) <= sizeof(v.m_content));
        new (static_cast<void *>(&v.m_content)) Content(std::forward<T>(content));
        v.m_type = type;
    }

    // Like put(), but without a temporary: make() returns the content.
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

    // Calls the visitor with the content if that has a copy constructor and a destructor to run.
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

    // Returns why the value can't be sent, or an empty text if it can. Doesn't check the elements
    // of lists and maps.
    static Q_DYNAMODB_AUTOTEST_EXPORT QString problem(const QDynamoDBValue &v);

    // Returns whether the type is a QSet or another registered container without an order.
    static Q_DYNAMODB_AUTOTEST_EXPORT bool isSetType(QMetaType type);
    // Returns a set of the elements, or Undefined unless they are all Strings, all Numbers or all
    // Binaries. The type of an empty set follows from elementType.
    static Q_DYNAMODB_AUTOTEST_EXPORT QDynamoDBValue setOf(const QDynamoDBValueList &elements,
                                                           QMetaType elementType);

    static const QDynamoDBValue &undefined() noexcept;
};

} // namespace QtDynamoDBPrivate

#endif
