// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "data/mapping_p.h"

#include <QtDynamoDB/qdynamodbmapper.h>

using namespace QtDynamoDBPrivate;
using namespace Qt::StringLiterals;

using Code = QDynamoDBError::Code;

/*!
    \class QDynamoDBMapper
    \inmodule QtDynamoDB
    \brief Items from the properties of a Q_GADGET or QObject, and back.

    Each property that is stored (that is, not \c{STORED false}) is an attribute of the same name.
    Class info says the rest:

    \code
    struct Thread { Q_GADGET
        Q_CLASSINFO("DynamoDB.table", "Thread")
        Q_CLASSINFO("DynamoDB.partitionKey", "forum")
        Q_CLASSINFO("DynamoDB.sortKey", "subject")
        Q_CLASSINFO("DynamoDB.index.ByAuthor", "author, posted")   // partition and sort key
        Q_CLASSINFO("DynamoDB.localIndex.ByViews", "views")        // sort key
        Q_CLASSINFO("DynamoDB.version", "version")                 // optimistic locking
        Q_CLASSINFO("DynamoDB.created", "posted")
        Q_CLASSINFO("DynamoDB.updated", "changed")
        Q_CLASSINFO("DynamoDB.timeToLive", "expires")
        Q_CLASSINFO("DynamoDB.name.forum", "ForumName")            // the attribute's name
        Q_PROPERTY(QString forum MEMBER forum)
        ...
    \endcode

    Properties may be numbers, bool, QString, QByteArray, QDateTime, QDate, QTime, QUuid and QUrl;
   enums with Q_ENUM and flags with Q_FLAG, stored by their names; other gadgets, as maps; QList and
   other sequences; QSet, as a set; QMap and QHash; QVariant; QDynamoDBNumber, QDynamoDBValue and
   QDynamoDBItem; and std::optional of the simple ones. For a std::optional of a type of your own
   call registerOptional(), and for what is none of these registerConverter().

    Null strings and byte arrays, invalid dates, null UUIDs, empty sets and empty optionals are not
    stored. An attribute that the item lacks leaves the property as it is, and attributes that no
   property has are ignored. The time to live is stored in seconds, as the service wants it.

    What does not fit is an error that tells the attribute and why, such as "author.age: a String
   can't become a int"; the object is then unchanged.

    The functions are thread-safe, but for the registering of types, which belongs to the start of
   the program.

    \sa QDynamoDBTable
*/

/*! Makes the mapper of the class of \a metaObject. Reading a class again is cheap. */
QDynamoDBMapper::QDynamoDBMapper(const QMetaObject &metaObject)
    : d(Mapping::of(metaObject))
{
}

/*! Returns what is wrong with the class itself, such as class info that names no property. */
QDynamoDBError QDynamoDBMapper::error() const
{
    return d->problem.isNull() ? QDynamoDBError()
                               : QDynamoDBError(Code::InvalidParameterValue, d->problem);
}

/*! Returns the name of the table, from the class info \c DynamoDB.table. */
QString QDynamoDBMapper::tableName() const
{
    return d->tableName;
}

/*! Returns the name of the attribute that is the partition key. */
QString QDynamoDBMapper::partitionKey() const
{
    return d->partitionKey;
}

/*! Returns the name of the attribute that is the sort key. */
QString QDynamoDBMapper::sortKey() const
{
    return d->sortKey;
}

/*! Returns the name of the attribute that counts the versions. */
QString QDynamoDBMapper::version() const
{
    return d->version;
}

/*! Returns the name of the attribute that tells when the item was first written. */
QString QDynamoDBMapper::created() const
{
    return d->created;
}

/*! Returns the name of the attribute that tells when the item was last written. */
QString QDynamoDBMapper::updated() const
{
    return d->updated;
}

/*! Returns the name of the attribute that tells when the item expires. */
QString QDynamoDBMapper::timeToLive() const
{
    return d->timeToLive;
}

/*! Returns the name of the attribute that \a property is stored as, or null. */
QString QDynamoDBMapper::attributeName(const QString &property) const
{
    const MappedProperty *mapped = d->find(property);
    return mapped ? mapped->attribute : QString();
}

/*! Returns the names of all attributes, in the order of the properties. */
QStringList QDynamoDBMapper::attributeNames() const
{
    QStringList names;
    for (const MappedProperty &mapped : d->properties)
        names.append(mapped.attribute);
    return names;
}

static QDynamoDB::ScalarAttributeType keyType(const MappedProperty &mapped)
{
    switch (mapped.type.id()) {
    case QMetaType::QByteArray:
        return QDynamoDB::ScalarAttributeType::B;
    case QMetaType::Int:
    case QMetaType::UInt:
    case QMetaType::Long:
    case QMetaType::ULong:
    case QMetaType::LongLong:
    case QMetaType::ULongLong:
    case QMetaType::Short:
    case QMetaType::UShort:
    case QMetaType::Float:
    case QMetaType::Double:
        return QDynamoDB::ScalarAttributeType::N;
    default:
        return mapped.type == QMetaType::fromType<QDynamoDBNumber>()
                ? QDynamoDB::ScalarAttributeType::N
                : QDynamoDB::ScalarAttributeType::S;
    }
}

static QList<QDynamoDB::KeySchemaElement> keySchema(const QStringList &keys)
{
    QList<QDynamoDB::KeySchemaElement> schema;
    for (const QString &key : keys) {
        if (!key.isNull()) {
            schema.append(
                    { key,
                      schema.isEmpty() ? QDynamoDB::KeyType::Hash : QDynamoDB::KeyType::Range });
        }
    }
    return schema;
}

/*!
    Returns the request that makes the table, with its keys and indexes, paid for by request.
   Indexes have all attributes. Change what you want otherwise.
*/
QDynamoDB::CreateTableRequest QDynamoDBMapper::createTableRequest() const
{
    using namespace QDynamoDB;
    CreateTableRequest request;
    request.tableName = d->tableName;
    request.billingMode = BillingMode::PayPerRequest;
    request.keySchema = keySchema({ d->partitionKey, d->sortKey });
    Projection all;
    all.projectionType = ProjectionType::All;
    QStringList keys { d->partitionKey, d->sortKey };
    for (const MappedIndex &index : d->indexes) {
        keys += index.keys;
        if (index.isLocal) {
            LocalSecondaryIndex local;
            local.indexName = index.name;
            local.keySchema = keySchema(QStringList { d->partitionKey } + index.keys);
            local.projection = all;
            request.localSecondaryIndexes.append(local);
        } else {
            GlobalSecondaryIndex global;
            global.indexName = index.name;
            global.keySchema = keySchema(index.keys);
            global.projection = all;
            request.globalSecondaryIndexes.append(global);
        }
    }
    for (const MappedProperty &mapped : d->properties) {
        if (keys.contains(mapped.attribute))
            request.attributeDefinitions.append({ mapped.attribute, keyType(mapped) });
    }
    return request;
}

static QDynamoDBError toError(const Mapping &mapping, const MetaProblem &problem)
{
    if (problem.isNull())
        return {};
    if (!mapping.problem.isNull())
        return QDynamoDBError(Code::InvalidParameterValue, mapping.problem);
    return QDynamoDBError(Code::InvalidParameterValue, mapping.className % u'.' % problem.text());
}

static QDynamoDBExpected<QDynamoDBItem> written(const Mapping &mapping, const Mapping::Read &read)
{
    QDynamoDBItem item;
    QDynamoDBError error = toError(mapping, mapping.toItem(read, &item));
    if (error.isError())
        return error;
    return item;
}

/*! Returns the item that the object at \a gadget is stored as. */
QDynamoDBExpected<QDynamoDBItem> QDynamoDBMapper::toItem(const void *gadget) const
{
    return written(*d, [=](const QMetaProperty &p) { return p.readOnGadget(gadget); });
}

/*! Returns the item that \a object is stored as. */
QDynamoDBExpected<QDynamoDBItem> QDynamoDBMapper::toItem(const QObject *object) const
{
    return written(*d, [=](const QMetaProperty &p) { return p.read(object); });
}

/*! Reads \a item into the object at \a gadget. */
QDynamoDBError QDynamoDBMapper::fromItem(const QDynamoDBItem &item, void *gadget) const
{
    return toError(*d, d->fromItem(item, [=](const QMetaProperty &p, const QVariant &value) {
        return p.writeOnGadget(gadget, value);
    }));
}

/*! Reads \a item into \a object. */
QDynamoDBError QDynamoDBMapper::fromItem(const QDynamoDBItem &item, QObject *object) const
{
    return toError(*d, d->fromItem(item, [=](const QMetaProperty &p, const QVariant &value) {
        return p.write(object, value);
    }));
}

/*! Returns the part of \a item that is its primary key. */
QDynamoDBExpected<QDynamoDBItem> QDynamoDBMapper::keyOf(const QDynamoDBItem &item) const
{
    if (!d->problem.isNull())
        return error();
    QDynamoDBItem key;
    for (const QString &name : { d->partitionKey, d->sortKey }) {
        if (name.isNull())
            continue;
        const QDynamoDBValue &value = item.value(name);
        if (value.isUndefined()) {
            return QDynamoDBError(Code::InvalidParameterValue,
                                  u"%1.%2: the key has no value"_s.arg(d->className, name));
        }
        key.insert(name, value);
    }
    if (key.isNull()) {
        return QDynamoDBError(
                Code::InvalidParameterValue,
                u"%1 has no key; name it with Q_CLASSINFO(\"DynamoDB.partitionKey\", ...)."_s.arg(
                        d->className));
    }
    return key;
}

/*!
    \fn template <typename T, typename ToValue, typename FromValue> void
   QDynamoDBMapper::registerConverter(ToValue toValue, FromValue fromValue)

    Stores values of type \e T as \a toValue, called with a \c{const T &}, says, and reads them by
    \a fromValue, called with a \c{const QDynamoDBValue &}, which returns a \c T or a QDynamoDBError.
*/

/*!
    \fn template <typename T> void QDynamoDBMapper::registerOptional()

    Makes properties of type \c{std::optional<T>} known. Not needed for bool, int, uint, qint64,
   quint64, float, double, QString, QByteArray, QDateTime, QDate, QTime, QUuid, QUrl,
   QDynamoDBNumber, QDynamoDBItem and QStringList.
*/
