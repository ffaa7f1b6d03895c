// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef QDYNAMODBPARTIAL_H
#define QDYNAMODBPARTIAL_H

#include <QtDynamoDB/qdynamodbmapper.h>

#include <QtCore/qobject.h>
#include <QtCore/qstringlist.h>
#include <QtCore/qthread.h>

#include <memory>
#include <optional>
#include <type_traits>

template<typename T>
class QDynamoDBTable;

namespace QtDynamoDBPrivate {

// The result types of objects: gadgets are values, QObjects are shared pointers.
template<typename T, bool isQObject = std::is_base_of_v<QObject, T>>
struct ObjectTraits
{
    using Object = T;
    using Maybe = std::optional<T>;

    static const T &object(const Object &object) { return object; }
    static QDynamoDBExpected<QDynamoDBItem> toItem(const QDynamoDBMapper &mapper, const T &object)
    {
        return mapper.toItem(static_cast<const void *>(&object));
    }
    static QDynamoDBError validate(const QDynamoDBMapper &mapper, const T &object)
    {
        return mapper.validate(static_cast<const void *>(&object));
    }
    static QDynamoDBExpected<Object> fromItem(const QDynamoDBMapper &mapper,
                                              const QDynamoDBItem &item, QThread *)
    {
        T object {};
        if (QDynamoDBError error = mapper.fromItem(item, static_cast<void *>(&object));
            error.isError()) {
            return error;
        }
        return object;
    }
};
template<typename T>
struct ObjectTraits<T, true>
{
    using Object = std::shared_ptr<T>;
    using Maybe = std::shared_ptr<T>;

    static const T &object(const Object &object) { return *object; }
    static QDynamoDBExpected<QDynamoDBItem> toItem(const QDynamoDBMapper &mapper, const T &object)
    {
        return mapper.toItem(static_cast<const QObject *>(&object));
    }
    static QDynamoDBError validate(const QDynamoDBMapper &mapper, const T &object)
    {
        return mapper.validate(static_cast<const QObject *>(&object));
    }
    static QDynamoDBExpected<Object> fromItem(const QDynamoDBMapper &mapper,
                                              const QDynamoDBItem &item, QThread *thread)
    {
        Object object(new T, [](T *last) { last->deleteLater(); });
        if (QDynamoDBError error = mapper.fromItem(item, static_cast<QObject *>(object.get()));
            error.isError()) {
            return error;
        }
        if (object->thread() != thread)
            object->moveToThread(thread);
        return object;
    }
};

} // namespace QtDynamoDBPrivate

// An object of which a read returned only some attributes. It does not convert to T: written as a
// whole, it would replace the other attributes by defaults.
template<typename T>
class QDynamoDBPartial
{
    using Traits = QtDynamoDBPrivate::ObjectTraits<T>;

public:
    using Object = typename Traits::Object; // T, or std::shared_ptr<T> of a QObject

    [[nodiscard]] const T *operator->() const { return &Traits::object(m_object); }
    // The names of the attributes that the item had and the read returned.
    [[nodiscard]] const QStringList &attributes() const { return m_attributes; }
    [[nodiscard]] bool has(const QString &attribute) const
    {
        return m_attributes.contains(attribute);
    }
    // The object with defaults in place of the other attributes, to edit and pass to
    // QDynamoDBTable::update() with this original.
    [[nodiscard]] const Object &incompleteObject() const { return m_object; }

private:
    friend class QDynamoDBTable<T>;
    QDynamoDBPartial(const Object &object, const QStringList &attributes,
                     const QDynamoDBExpected<QDynamoDBItem> &item)
        : m_object(object)
        , m_attributes(attributes)
        , m_item(item)
    {
    }

    Object m_object;
    QStringList m_attributes;
    QDynamoDBExpected<QDynamoDBItem> m_item; // the object when it was read
};

#endif
