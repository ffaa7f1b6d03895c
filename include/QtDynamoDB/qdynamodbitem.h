// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef QDYNAMODBITEM_H
#define QDYNAMODBITEM_H

#include <QtDynamoDB/qdynamodbvalue.h>

#include <initializer_list>
#include <utility>

namespace QtDynamoDBPrivate {
class ItemAccess;
}

class Q_DYNAMODB_EXPORT QDynamoDBItem
{
    Q_GADGET

public:
    struct Attribute
    {
        QString name;
        QDynamoDBValue value;

        friend bool operator==(const Attribute &a, const Attribute &b) noexcept
        {
            return a.name == b.name && a.value == b.value;
        }
        friend bool operator!=(const Attribute &a, const Attribute &b) noexcept
        {
            return !(a == b);
        }
    };
    using value_type = Attribute;
    using const_iterator = QList<Attribute>::const_iterator;

    QDynamoDBItem() = default; // null: no item
    QDynamoDBItem(std::initializer_list<Attribute> attributes); // of equal names, the last is used

    void swap(QDynamoDBItem &other) noexcept { m_attributes.swap(other.m_attributes); }
    [[nodiscard]] bool isNull() const noexcept; // no item, not even an empty one
    [[nodiscard]] bool isEmpty() const noexcept { return m_attributes.isEmpty(); }
    [[nodiscard]] qsizetype size() const noexcept { return m_attributes.size(); }
    [[nodiscard]] bool contains(QStringView name) const noexcept { return indexOf(name) >= 0; }

    [[nodiscard]] const QDynamoDBValue &value(QStringView name) const noexcept; // or Undefined
    [[nodiscard]] const QDynamoDBValue &operator[](QStringView name) const noexcept
    {
        return value(name);
    }
    QDynamoDBValue &operator[](const QString &name); // inserts Null if there is no such attribute
    void insert(const QString &name, const QDynamoDBValue &value); // or replaces the value
    bool remove(QStringView name);
    [[nodiscard]] QDynamoDBValue take(QStringView name);
    void clear(); // null afterwards
    void reserve(qsizetype size);
    [[nodiscard]] QStringList names() const;

    [[nodiscard]] const_iterator begin() const noexcept { return m_attributes.cbegin(); }
    [[nodiscard]] const_iterator end() const noexcept { return m_attributes.cend(); }
    [[nodiscard]] const_iterator cbegin() const noexcept { return m_attributes.cbegin(); }
    [[nodiscard]] const_iterator cend() const noexcept { return m_attributes.cend(); }
    [[nodiscard]] const_iterator find(QStringView name) const noexcept;

    [[nodiscard]] QVariantMap toVariantMap() const;
    [[nodiscard]] static QDynamoDBItem fromVariantMap(const QVariantMap &map);

    // Regardless of the order of the attributes.
    friend bool operator==(const QDynamoDBItem &a, const QDynamoDBItem &b) noexcept
    {
        return equals(a, b);
    }
    friend bool operator!=(const QDynamoDBItem &a, const QDynamoDBItem &b) noexcept
    {
        return !equals(a, b);
    }
    friend Q_DYNAMODB_EXPORT QDebug operator<<(QDebug debug, const QDynamoDBItem &item);

private:
    friend class QtDynamoDBPrivate::ItemAccess;

    static bool equals(const QDynamoDBItem &a, const QDynamoDBItem &b) noexcept;
    [[nodiscard]] qsizetype indexOf(QStringView name) const noexcept;

    QList<Attribute> m_attributes; // in the order of insertion
};
Q_DECLARE_TYPEINFO(QDynamoDBItem::Attribute, Q_RELOCATABLE_TYPE);
Q_DECLARE_SHARED(QDynamoDBItem)

#endif
