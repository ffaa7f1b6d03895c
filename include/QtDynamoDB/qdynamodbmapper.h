// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef QDYNAMODBMAPPER_H
#define QDYNAMODBMAPPER_H

#include <QtDynamoDB/qdynamodbapi_tables.h>
#include <QtDynamoDB/qdynamodbexpected.h>

#include <QtCore/qmetaobject.h>
#include <QtCore/qmetatype.h>

#include <functional>
#include <memory>
#include <optional>
#include <type_traits>

namespace QtDynamoDBPrivate {

class ItemTable;
struct Mapping;

// Converts objects of a type without meta-object to values and back.
struct ValueConverter
{
    std::function<QDynamoDBValue(const void *)> toValue;
    std::function<QDynamoDBError(const QDynamoDBValue &, void *)> fromValue;
    // The type of the values, if the result type of the converter determines it.
    QDynamoDBValue::Type writes = QDynamoDBValue::Type::Undefined;
};
template<typename T>
constexpr QDynamoDBValue::Type writtenType() noexcept
{
    using Type = QDynamoDBValue::Type;
    if constexpr (std::is_same_v<T, bool>)
        return Type::Bool;
    else if constexpr (std::is_arithmetic_v<T> || std::is_same_v<T, QDynamoDBNumber>)
        return Type::Number;
    else if constexpr (std::is_same_v<T, QByteArray>)
        return Type::Binary;
    else if constexpr (std::is_convertible_v<T, QString>)
        return Type::String;
    else
        return Type::Undefined; // depends on the object
}
// Access to the content of a std::optional.
struct MetaOptionalAccess
{
    QMetaType inner;
    const void *(*get)(const void *); // null if it is empty
    void (*set)(void *, const void *);
};
Q_DYNAMODB_EXPORT void registerConverter(QMetaType type, const ValueConverter &converter);
Q_DYNAMODB_EXPORT void registerOptional(QMetaType type, const MetaOptionalAccess &access);

template<typename T>
MetaOptionalAccess optionalAccess()
{
    using Optional = std::optional<T>;
    return { QMetaType::fromType<T>(),
             [](const void *optional) -> const void * {
                 const auto &value = *static_cast<const Optional *>(optional);
                 return value ? &*value : nullptr;
             },
             [](void *optional, const void *value) {
                 auto &target = *static_cast<Optional *>(optional);
                 if (value)
                     target = *static_cast<const T *>(value);
                 else
                     target.reset();
             } };
}

} // namespace QtDynamoDBPrivate

// Converts objects of a Q_GADGET or QObject class to items and back.
class Q_DYNAMODB_EXPORT QDynamoDBMapper
{
public:
    explicit QDynamoDBMapper(const QMetaObject &metaObject);
    template<typename T>
    [[nodiscard]] static QDynamoDBMapper of()
    {
        return QDynamoDBMapper(T::staticMetaObject);
    }

    void swap(QDynamoDBMapper &other) noexcept { d.swap(other.d); }

    [[nodiscard]] QDynamoDBError error() const; // of the class and its class info

    [[nodiscard]] QString tableName() const;
    // Names of attributes; null if the class has none for the purpose.
    [[nodiscard]] QString partitionKey() const;
    [[nodiscard]] QString sortKey() const;
    [[nodiscard]] QString version() const;
    [[nodiscard]] QString created() const;
    [[nodiscard]] QString updated() const;
    [[nodiscard]] QString timeToLive() const;
    [[nodiscard]] QString writeStamp() const;
    [[nodiscard]] QString attributeName(const QString &property) const;
    [[nodiscard]] QStringList attributeNames() const;

    [[nodiscard]] QDynamoDB::CreateTableRequest createTableRequest() const;

    // The object is of the class or of a derived class.
    [[nodiscard]] QDynamoDBExpected<QDynamoDBItem> toItem(const void *gadget) const;
    [[nodiscard]] QDynamoDBExpected<QDynamoDBItem> toItem(const QObject *object) const;
    [[nodiscard]] QDynamoDBError fromItem(const QDynamoDBItem &item, void *gadget) const;
    [[nodiscard]] QDynamoDBError fromItem(const QDynamoDBItem &item, QObject *object) const;
    [[nodiscard]] QDynamoDBExpected<QDynamoDBItem> keyOf(const QDynamoDBItem &item) const;
    // Calls the validator of the class, if there is one.
    [[nodiscard]] QDynamoDBError validate(const void *gadget) const;
    [[nodiscard]] QDynamoDBError validate(const QObject *object) const;

    template<typename T, typename ToValue, typename FromValue>
    static void registerConverter(ToValue toValue, FromValue fromValue)
    {
        using namespace QtDynamoDBPrivate;
        ValueConverter converter;
        converter.toValue = [toValue](const void *object) {
            return QDynamoDBValue(toValue(*static_cast<const T *>(object)));
        };
        converter.fromValue = [fromValue](const QDynamoDBValue &value, void *object) {
            QDynamoDBExpected<T> read = fromValue(value);
            if (read)
                *static_cast<T *>(object) = std::move(read).value();
            return read.error();
        };
        converter.writes = writtenType<std::decay_t<std::invoke_result_t<ToValue, const T &>>>();
        QtDynamoDBPrivate::registerConverter(QMetaType::fromType<T>(), converter);
    }
    template<typename T>
    static void registerOptional()
    {
        QtDynamoDBPrivate::registerOptional(QMetaType::fromType<std::optional<T>>(),
                                            QtDynamoDBPrivate::optionalAccess<T>());
    }

private:
    friend class QtDynamoDBPrivate::ItemTable;
    explicit QDynamoDBMapper(std::shared_ptr<const QtDynamoDBPrivate::Mapping> mapping)
        : d(std::move(mapping))
    {
    }
    std::shared_ptr<const QtDynamoDBPrivate::Mapping> d;
};

Q_DECLARE_SHARED(QDynamoDBMapper)

#endif
