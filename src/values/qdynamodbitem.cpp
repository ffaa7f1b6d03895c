// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include <QtDynamoDB/qdynamodbitem.h>
#include "values/debugtext_p.h"
#include "values/qdynamodbitem_p.h"
#include "values/qdynamodbvalue_p.h"

#include <QtCore/qdebug.h>
#include <QtCore/qhash.h>
#include <QtCore/qvariant.h>

using namespace QtDynamoDBPrivate;

/*!
    \class QDynamoDBItem
    \inmodule QtDynamoDB
    \brief The attributes of an item, or of a map in an item, by name.

    \code
    const QDynamoDBItem key { { u"ForumName"_s, u"Qt"_s }, { u"Subject"_s, u"Hello"_s } };
    for (const QDynamoDBItem::Attribute &attribute : key)
        qDebug() << attribute.name << attribute.value;
    \endcode

    The attributes are stored as a list, in the order of insertion, and looked up by linear search:
    items have few attributes. DynamoDB itself keeps no order.

    A \e null item stands for no item, such as the result of a GetItem that found none. An item that
    exists but has no attributes is \e empty and not null. The two compare equal.

    An item shares its attributes implicitly. The functions of this class are reentrant.

    \since 0.1
    \sa QDynamoDBValue, QDynamoDBJson
*/

/*! \class QDynamoDBItem::Attribute
    \inmodule QtDynamoDB
    \brief The name and the value of one attribute.

    \since 0.1
*/

/*! \variable QDynamoDBItem::Attribute::name
    The name of the attribute, case-sensitive.
*/

/*! \variable QDynamoDBItem::Attribute::value
    The value of the attribute.
*/

/*! \fn bool QDynamoDBItem::Attribute::operator==(const Attribute &a, const Attribute &b)
    \fn bool QDynamoDBItem::Attribute::operator!=(const Attribute &a, const Attribute &b)

    Returns whether the names and the values of \a a and \a b are equal or not.
*/

/*! \typedef QDynamoDBItem::value_type
    The type of the elements: Attribute.
*/

/*! \typedef QDynamoDBItem::const_iterator
    A random access iterator over the attributes.
*/

/*!
    \fn void QDynamoDBItem::swap(QDynamoDBItem &other)
    \brief Swaps this item with \a other, without copying either. Never fails.

    \since 0.1
*/

/*! \fn QDynamoDBItem::QDynamoDBItem()
    Constructs a null item.
*/

/*! \fn qsizetype QDynamoDBItem::size() const
    Returns the number of attributes.
*/

/*! \fn bool QDynamoDBItem::contains(QStringView name) const
    Returns whether there is an attribute \a name.
*/

/*! \fn const QDynamoDBValue &QDynamoDBItem::operator[](QStringView name) const
    Returns value() of \a name.
*/

/*! \fn QDynamoDBItem::const_iterator QDynamoDBItem::begin() const
    \fn QDynamoDBItem::const_iterator QDynamoDBItem::cbegin() const

    Returns an iterator to the first attribute. It is valid until the item is changed or destroyed.
*/

/*! \fn QDynamoDBItem::const_iterator QDynamoDBItem::end() const
    \fn QDynamoDBItem::const_iterator QDynamoDBItem::cend() const

    Returns an iterator past the last attribute.
*/

/*! \fn bool QDynamoDBItem::operator==(const QDynamoDBItem &a, const QDynamoDBItem &b)
    \fn bool QDynamoDBItem::operator!=(const QDynamoDBItem &a, const QDynamoDBItem &b)

    Returns whether \a a and \a b have equal attributes or not, regardless of their order. A null
    item equals an empty one.
*/

/*! \fn QDebug QDynamoDBItem::operator<<(QDebug debug, const QDynamoDBItem &item)

    Prints \a item to \a debug in one line of about 2000 characters at most, its values as those of
    QDynamoDBValue are printed.
*/

/*! Constructs an item of \a attributes. If a name occurs twice, the last value is used. */
QDynamoDBItem::QDynamoDBItem(std::initializer_list<Attribute> attributes)
{
    reserve(qsizetype(attributes.size()));
    for (const Attribute &attribute : attributes)
        insert(attribute.name, attribute.value);
}

/*! Returns whether the item is null, which means that there is no item, not even an empty one. */
bool QDynamoDBItem::isNull() const noexcept
{
    return m_attributes.constData() == nullptr;
}

/*! \fn bool QDynamoDBItem::isEmpty() const
    Returns whether the item has no attributes. A null item is empty, too.
*/

qsizetype QDynamoDBItem::indexOf(QStringView name) const noexcept
{
    const Attribute *const attributes = m_attributes.constData();
    for (qsizetype i = 0; i < m_attributes.size(); ++i) {
        if (attributes[i].name == name)
            return i;
    }
    return -1;
}

/*!
    Returns the value of the attribute \a name, or an Undefined value if there is no such attribute.
    The reference is valid until the item is changed or destroyed.
*/
const QDynamoDBValue &QDynamoDBItem::value(QStringView name) const noexcept
{
    const qsizetype index = indexOf(name);
    return index < 0 ? ValueAccess::undefined() : m_attributes[index].value;
}

/*!
    Returns the value of the attribute \a name for modification. If there is no such attribute,
    inserts it with the value Null. The reference is valid until the item is changed otherwise.
*/
QDynamoDBValue &QDynamoDBItem::operator[](const QString &name)
{
    qsizetype index = indexOf(name);
    if (index < 0) {
        index = m_attributes.size();
        m_attributes.append({ name, {} });
    }
    return m_attributes[index].value;
}

/*!
    Sets the attribute \a name to \a value. An existing attribute keeps its position; a new one is
    appended.
*/
void QDynamoDBItem::insert(const QString &name, const QDynamoDBValue &value)
{
    const qsizetype index = indexOf(name);
    if (index < 0)
        m_attributes.append({ name, value });
    else
        m_attributes[index].value = value;
}

/*! Removes the attribute \a name. Returns whether it existed. */
bool QDynamoDBItem::remove(QStringView name)
{
    const qsizetype index = indexOf(name);
    if (index < 0)
        return false;
    m_attributes.removeAt(index);
    return true;
}

/*!
    Removes the attribute \a name and returns its value, or an Undefined value if it did not exist.
*/
QDynamoDBValue QDynamoDBItem::take(QStringView name)
{
    const qsizetype index = indexOf(name);
    if (index < 0)
        return QDynamoDBValue::Type::Undefined;
    return m_attributes.takeAt(index).value;
}

/*! Removes all attributes. The item is null afterwards. */
void QDynamoDBItem::clear()
{
    m_attributes = {};
}

/*! Reserves memory for \a size attributes. A null item is empty, but not null, afterwards. */
void QDynamoDBItem::reserve(qsizetype size)
{
    m_attributes.reserve(size);
}

/*! Returns the names of the attributes in the order of insertion. */
QStringList QDynamoDBItem::names() const
{
    QStringList names;
    names.reserve(size());
    for (const Attribute &attribute : m_attributes)
        names.append(attribute.name);
    return names;
}

/*! Returns an iterator to the attribute \a name, or end() if there is no such attribute. */
QDynamoDBItem::const_iterator QDynamoDBItem::find(QStringView name) const noexcept
{
    const qsizetype index = indexOf(name);
    return index < 0 ? end() : begin() + index;
}

/*! Returns the attributes, each value converted by QDynamoDBValue::toVariant(). */
QVariantMap QDynamoDBItem::toVariantMap() const
{
    QVariantMap map;
    for (const Attribute &attribute : m_attributes)
        map.insert(attribute.name, attribute.value.toVariant());
    return map;
}

/*!
    Returns an item of the entries in \a map, each value converted by QDynamoDBValue::fromVariant().
    A value without a counterpart becomes Undefined; a call with such an item fails with an error
    that names the attribute. The result is not null, even if \a map is empty.
*/
QDynamoDBItem QDynamoDBItem::fromVariantMap(const QVariantMap &map)
{
    QDynamoDBItem item = ItemAccess::emptyItem();
    item.reserve(map.size());
    for (auto it = map.cbegin(); it != map.cend(); ++it) // the keys are unique: no lookup needed
        item.m_attributes.append({ it.key(), QDynamoDBValue::fromVariant(it.value()) });
    return item;
}

bool QDynamoDBItem::equals(const QDynamoDBItem &a, const QDynamoDBItem &b) noexcept
{
    if (a.m_attributes == b.m_attributes)
        return true;
    const qsizetype size = a.size();
    if (size != b.size())
        return false;
    constexpr qsizetype few = 32;
    if (size <= few) {
        for (const Attribute &attribute : a) {
            const qsizetype index = b.indexOf(attribute.name);
            if (index < 0 || b.m_attributes[index].value != attribute.value)
                return false;
        }
        return true;
    }
    QHash<QStringView, const QDynamoDBValue *> values;
    values.reserve(size);
    for (const Attribute &attribute : b)
        values.insert(attribute.name, &attribute.value);
    for (const Attribute &attribute : a) {
        const QDynamoDBValue *value = values.value(attribute.name);
        if (!value || *value != attribute.value)
            return false;
    }
    return true;
}

QDynamoDBItem ItemAccess::emptyItem()
{
    // A list with reserved memory is not null. All copies share that memory.
    static const QDynamoDBItem empty = [] {
        QDynamoDBItem item;
        item.reserve(1);
        return item;
    }();
    return empty;
}

QDebug operator<<(QDebug debug, const QDynamoDBItem &item)
{
    const QDebugStateSaver saver(debug);
    QtDynamoDBPrivate::DebugText text;
    text.addAttributes(item);
    debug.nospace().noquote() << "QDynamoDBItem(" << text.text() << ')';
    return debug;
}
