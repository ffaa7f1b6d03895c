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
    \brief The attributes of an item, or of a map within one, by name.

    \code
    const QDynamoDBItem key { { u"ForumName"_s, u"Qt"_s }, { u"Subject"_s, u"Hello"_s } };
    for (const QDynamoDBItem::Attribute &attribute : key)
        qDebug() << attribute.name << attribute.value;
    \endcode

    Items have few attributes; they are kept flat, in the order in which they were inserted, and
   looked up one by one. DynamoDB itself keeps no order.

    An item that is not there, such as that of a GetItem which found nothing, is null; one that is
   there but has no attributes is empty and not null. The two compare equal.

    Items share their contents implicitly. The functions of this class are reentrant.

    \sa QDynamoDBValue, QDynamoDBJson
*/

/*!
    \fn void QDynamoDBItem::swap(QDynamoDBItem &other)
    \brief Swaps this item with \a other, without copying either. Never fails.

    \since 0.1
*/

/*! \fn QDynamoDBItem::QDynamoDBItem()
    Makes a null item.
*/

/*! Makes an item of \a attributes. Where a name comes twice, the last counts. */
QDynamoDBItem::QDynamoDBItem(std::initializer_list<Attribute> attributes)
{
    reserve(qsizetype(attributes.size()));
    for (const Attribute &attribute : attributes)
        insert(attribute.name, attribute.value);
}

/*! Returns whether there is no item, not even an empty one. */
bool QDynamoDBItem::isNull() const noexcept
{
    return m_attributes.constData() == nullptr;
}

/*! \fn bool QDynamoDBItem::isEmpty() const
    Returns whether there are no attributes. A null item is empty, too.
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

/*! Returns the value of the attribute \a name, or an Undefined one if there is none. */
const QDynamoDBValue &QDynamoDBItem::value(QStringView name) const noexcept
{
    const qsizetype index = indexOf(name);
    return index < 0 ? ValueAccess::undefined() : m_attributes[index].value;
}

/*! Returns the value of the attribute \a name to change it. Inserts Null if there is none. */
QDynamoDBValue &QDynamoDBItem::operator[](const QString &name)
{
    qsizetype index = indexOf(name);
    if (index < 0) {
        index = m_attributes.size();
        m_attributes.append({ name, {} });
    }
    return m_attributes[index].value;
}

/*! Inserts the attribute \a name with \a value, or replaces its value where it stands. */
void QDynamoDBItem::insert(const QString &name, const QDynamoDBValue &value)
{
    const qsizetype index = indexOf(name);
    if (index < 0)
        m_attributes.append({ name, value });
    else
        m_attributes[index].value = value;
}

/*! Removes the attribute \a name and returns whether there was one. */
bool QDynamoDBItem::remove(QStringView name)
{
    const qsizetype index = indexOf(name);
    if (index < 0)
        return false;
    m_attributes.removeAt(index);
    return true;
}

/*! Removes the attribute \a name and returns its value, or an Undefined one if there was none. */
QDynamoDBValue QDynamoDBItem::take(QStringView name)
{
    const qsizetype index = indexOf(name);
    if (index < 0)
        return QDynamoDBValue::Type::Undefined;
    return m_attributes.takeAt(index).value;
}

/*! Makes this a null item. */
void QDynamoDBItem::clear()
{
    m_attributes = {};
}

/*! Makes room for \a size attributes. A null item is merely empty afterwards. */
void QDynamoDBItem::reserve(qsizetype size)
{
    m_attributes.reserve(size);
}

/*! Returns the names of the attributes in their order. */
QStringList QDynamoDBItem::names() const
{
    QStringList names;
    names.reserve(size());
    for (const Attribute &attribute : m_attributes)
        names.append(attribute.name);
    return names;
}

/*! Returns where the attribute \a name is, or end(). */
QDynamoDBItem::const_iterator QDynamoDBItem::find(QStringView name) const noexcept
{
    const qsizetype index = indexOf(name);
    return index < 0 ? end() : begin() + index;
}

/*! Returns the attributes as QDynamoDBValue::toVariant() converts them. */
QVariantMap QDynamoDBItem::toVariantMap() const
{
    QVariantMap map;
    for (const Attribute &attribute : m_attributes)
        map.insert(attribute.name, attribute.value.toVariant());
    return map;
}

/*!
    Returns an item of what is in \a map, as QDynamoDBValue::fromVariant() converts it. What has no
    counterpart is Undefined and refused, by name, when the item is to be sent.
*/
QDynamoDBItem QDynamoDBItem::fromVariantMap(const QVariantMap &map)
{
    QDynamoDBItem item = ItemAccess::emptyItem();
    item.reserve(map.size());
    for (auto it = map.cbegin(); it != map.cend(); ++it) // a map has no name twice
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
    // A list that has room is not null, and copies of it share the room.
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
