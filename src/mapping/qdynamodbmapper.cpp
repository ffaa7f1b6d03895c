// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "mapping/mapping_p.h"
#include "values/qdynamodberror_p.h"

#include <QtDynamoDB/qdynamodbmapper.h>

using namespace QtDynamoDBPrivate;
using namespace Qt::StringLiterals;

using Code = QDynamoDBError::Code;

/*!
    \class QDynamoDBMapper
    \inmodule QtDynamoDB
    \brief Converts objects of a Q_GADGET or QObject class to items and back.

    Each property that is stored (that is, not \c{STORED false}) is an attribute of the same name.
    Class info defines tables, keys and indexes:

    \code
    struct Thread { Q_GADGET
        Q_CLASSINFO("DynamoDB.table", "Thread")
        Q_CLASSINFO("DynamoDB.partitionKey", "forum")
        Q_CLASSINFO("DynamoDB.sortKey", "subject")
        Q_CLASSINFO("DynamoDB.index.ByAuthor", "author, posted")   // partition and sort key
        Q_CLASSINFO("DynamoDB.index.ByTopic.partitionKey", "language, topic") // up to four
        Q_CLASSINFO("DynamoDB.index.ByTopic.sortKey", "priority, posted")     // up to four
        Q_CLASSINFO("DynamoDB.localIndex.ByViews", "views")        // sort key
        Q_CLASSINFO("DynamoDB.version", "version")                 // optimistic locking
        Q_CLASSINFO("DynamoDB.created", "posted")
        Q_CLASSINFO("DynamoDB.updated", "changed")
        Q_CLASSINFO("DynamoDB.timeToLive", "expires")
        Q_CLASSINFO("DynamoDB.writeStamp", "stamp")                // QString or QUuid; see QDynamoDBTable
        Q_CLASSINFO("DynamoDB.name.forum", "ForumName")            // the attribute's name
        Q_CLASSINFO("DynamoDB.keyType.subject", "S")               // S, N or B; see below
        Q_CLASSINFO("DynamoDB.flatten.address", "address_")        // prefix; see below
        Q_CLASSINFO("DynamoDB.default.schema", "1")                // see below
        Q_CLASSINFO("DynamoDB.generated.id", "uuidV7")             // uuid, uuidV7 or ulid
        Q_CLASSINFO("DynamoDB.writeIfAbsent", "origin, creator")   // see QDynamoDBTable
        Q_CLASSINFO("DynamoDB.counter", "likes, shares")           // see QDynamoDBTable
        Q_CLASSINFO("DynamoDB.validator", "whatIsWrong")           // see below
        Q_CLASSINFO("DynamoDB.vectorIndex.ByText", "embedding, 384, cosine") // see below
        Q_PROPERTY(QString forum MEMBER forum)
        ...
    \endcode

    Properties may have these types:

    \table
    \header \li Type \li Stored as
    \row \li bool \li Bool
    \row \li integers, float, double, QDynamoDBNumber \li Number
    \row \li QString, QChar \li String
    \row \li QByteArray \li Binary
    \row \li QDateTime \li String in ISO 8601, in UTC with milliseconds: 2026-11-23T10:07:21.000Z.
        The time zone is not stored. A text without time zone is read as UTC, as Python's
        \c{isoformat()} writes it; digits after the milliseconds are ignored.
    \row \li QDate, QTime, QUrl, QUuid \li String: 2026-11-23, 10:07:21.000, the encoded URL, the UUID
        in lower case without braces
    \row \li enums with Q_ENUM, flags with Q_FLAG \li String: the names, of flags with \c | between them
    \row \li other gadgets \li Map
    \row \li QList and other sequences \li List
    \row \li QSet \li StringSet, NumberSet or BinarySet
    \row \li QMap and QHash \li Map; the key must convert to QString and back
    \row \li QVariant, QVariantList, QVariantMap, QVariantHash \li as QDynamoDBValue::fromVariant(); read
        as QDynamoDBValue::toVariant()
    \row \li QJsonValue, QJsonArray, QJsonObject \li what they contain
    \row \li QDynamoDBValue, QDynamoDBItem \li as they are
    \row \li std::optional of these \li the content
    \endtable

    For std::optional of further types, call registerOptional(); for any other type, call
    registerConverter().

    \section1 Nothing is lost silently

    A value is written only if it would be read as the same value, and an item is read only if the
    object can hold it. Otherwise there is an error that names the attribute, such as
    "Thread.author.age: a String can't become a int", and the object is unchanged. In particular:

    \list
    \li A number must fit into the type exactly: an integer cannot hold a fraction, and a double
        cannot hold 20 digits.
    \li NaN, infinity, invalid dates and URLs, dates outside of years 1 to 9999 in UTC, enumerators
        and bits of flags without a name, and values that a converter cannot read are not written.
    \li A set, a Binary, or a number with more digits than a double has is not read as JSON.
    \li The stored form of a key addresses its item. An item with a key that the property would
        write in another form, such as "2026-11-23T10:07:21Z" in a QDateTime, or a UUID in upper
        case, is not read; nor is one with such a key of an index. A property of type QString,
        QDynamoDBNumber or QDynamoDBValue keeps every form.
    \endlist

    Null strings and byte arrays, null dates, null UUIDs, empty URLs, empty sets and empty optionals
    are not stored; in lists and maps they are stored as Null. If the item lacks an attribute, its
    property keeps its value; attributes without a property are ignored. If the property of a new
    object has a value, "no value" is stored as Null, which is read as no value.

    The time to live is stored as a whole number of seconds, as the service requires it; the
    milliseconds of a QDateTime are truncated. An item whose time to live is not a whole number is
    not read.

    \section1 Flattened gadgets

    With \c{DynamoDB.flatten.<property>}, the properties of a gadget are attributes of the item itself
    in place of a map. Their names begin with the value of the class info, which may be empty. Other
    class info names such a property with a dot, as in \c{"address.city"}; it may be a key, too.

    \section1 Defaults

    \c{DynamoDB.default.<property>} is the value of an attribute that a stored item lacks. Without it,
    the property keeps the value of a new object, so it is needed only if old items mean another
    value than new objects have. It is a text, a number, \c true or \c false, as the property is
    stored. A filter of the service does not know it.

    \section1 Validators

    \c DynamoDB.validator names a function of the class that is \c{Q_INVOKABLE QString f() const}. It
    returns what is wrong with the object, or null. QDynamoDBTable calls it in the caller's thread
    before it writes an object, and does not send a request if the object is wrong.

    \section1 Vectors

    \c{DynamoDB.vectorIndex.<name>} declares a vector index: a property that is a list of numbers, such as
    \c{QList<float>} or \c{std::vector<float>}, the number of dimensions, and the distance function, which is
    \c cosine, \c dotProduct or \c euclidean. \c{DynamoDB.vectorIndex.<name>.partitionKey} names the property that
    partitions the index, and \c{DynamoDB.vectorIndex.<name>.filters} those that conditions of a search
    may compare as well. An object with an empty vector is stored without the attribute, and is not in
    the index. Numbers are stored by their shortest decimal text, which reads back as the same number.
    QDynamoDBTable::search() finds the objects whose vectors are closest to a given one.

    \section1 Keys

    Keys are stored as String, Number or Binary. A property of another type as key is an error() of
    the class. The key of a table has one partition key attribute and one sort key attribute at most.
    The key of a global secondary index has up to four of each:
    \c{DynamoDB.index.<name>.partitionKey} and \c{DynamoDB.index.<name>.sortKey} name their
    properties, separated by commas, in the order of the key. An item is in an index only if it has
    all attributes of the index's key. \c DynamoDB.keyType is needed to create a table with a key whose property has the
    type QDynamoDBValue or QVariant.

    \section1 Key templates and types

    \c{DynamoDB.keyTemplate.<attribute>} makes a key attribute, of the table or of an index, of
    properties: \c{Q_CLASSINFO("DynamoDB.keyTemplate.pk", "USER#{id}")} stores "USER#42" in the
    attribute "pk", which \c{DynamoDB.partitionKey} then names. A placeholder is the name of a
    property that is stored as String or Number; \c{{number:6}} pads an integer with zeros to six
    digits, so that texts are in the order of the numbers. Doubled braces stand for braces. Two
    placeholders need a text between them. When an item is read, the properties are read from the
    key if their own attributes are absent; a property with \c{STORED false} has none. An item whose
    key is not of the form of the template, or contradicts an attribute, does not fit.

    Without a value for each placeholder, an item is not in the index, and the key of a table is an
    error, as are values that could not be read back: a text with the separator that follows it, an
    empty text, and numbers outside the width.

    \c{DynamoDB.type} is the name of the class in the attribute that \c{DynamoDB.typeAttribute}
    names, or "type". It is written with each object, and an item with another type, or without
    one, does not fit. \sa QDynamoDBVariantTable

    \section1 Threads

    All functions are thread-safe, except those that register types. Call these at the start of the
    program.

    \since 0.1
    \sa QDynamoDBTable
*/

/*!
    \fn void QDynamoDBMapper::swap(QDynamoDBMapper &other)
    \brief Swaps this mapper with \a other, without copying either. Never fails.

    \since 0.1
*/

/*!
    Constructs the mapper of the class of \a metaObject. The properties of a class are read once.
*/
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

/*! Returns the name of the attribute with the version. */
QString QDynamoDBMapper::version() const
{
    return d->version;
}

/*! Returns the name of the attribute with the creation time. */
QString QDynamoDBMapper::created() const
{
    return d->created;
}

/*! Returns the name of the attribute with the time of the last update. */
QString QDynamoDBMapper::updated() const
{
    return d->updated;
}

/*! Returns the name of the attribute with the time to live. */
QString QDynamoDBMapper::timeToLive() const
{
    return d->timeToLive;
}

/*!
    Returns the name of the attribute that gets a new UUID with each write, so that
    QDynamoDBCallOptions::writeStamp recognises the write, or null.
*/
QString QDynamoDBMapper::writeStamp() const
{
    return d->writeStamp;
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

static QDynamoDB::ScalarAttributeType scalarType(QDynamoDBValue::Type type)
{
    switch (type) {
    case QDynamoDBValue::Type::Number:
        return QDynamoDB::ScalarAttributeType::N;
    case QDynamoDBValue::Type::Binary:
        return QDynamoDB::ScalarAttributeType::B;
    default:
        return QDynamoDB::ScalarAttributeType::S;
    }
}

static QList<QDynamoDB::KeySchemaElement> elementsOf(const KeySchema &keys)
{
    QList<QDynamoDB::KeySchemaElement> elements;
    for (const QString &name : keys.partition)
        elements.append({ name, QDynamoDB::KeyType::Hash });
    for (const QString &name : keys.sort)
        elements.append({ name, QDynamoDB::KeyType::Range });
    return elements;
}

/*!
    Returns the request that creates the table with its keys and indexes, billed per request.
    Indexes project all attributes. Change the request as needed.

    The type of each key is the type that its property is stored as. A property of type
    QDynamoDBValue or QVariant, and one whose converter may return values of several types, needs
    the class info \c DynamoDB.keyType; without it the request has no definition of that attribute.
*/
QDynamoDB::CreateTableRequest QDynamoDBMapper::createTableRequest() const
{
    using namespace QDynamoDB;
    CreateTableRequest request;
    request.tableName = d->tableName;
    request.billingMode = BillingMode::PayPerRequest;
    request.keySchema = elementsOf(d->keySchema());
    IndexProjection all;
    all.projectionType = ProjectionType::All;
    QStringList keys = d->keySchema().all();
    for (const MappedIndex &index : d->indexes) {
        keys += index.partition + index.sort;
        if (index.isLocal) {
            LocalSecondaryIndex local;
            local.indexName = index.name;
            local.keySchema = elementsOf(d->keySchema(index));
            local.projection = all;
            request.localSecondaryIndexes.append(local);
        } else {
            GlobalSecondaryIndex global;
            global.indexName = index.name;
            global.keySchema = elementsOf(d->keySchema(index));
            global.projection = all;
            request.globalSecondaryIndexes.append(global);
        }
    }
    for (const MappedVectorIndex &index : d->vectorIndexes) {
        keys += index.schema();
        VectorIndex vector;
        vector.indexName = index.name;
        vector.vectorAttribute = VectorAttributeDefinition { index.vector };
        vector.projection = all;
        vector.dimensions = index.dimensions;
        vector.distanceFunction = index.distance;
        if (!index.partition.isNull())
            vector.searchSchema.append({ index.partition, SearchSchemaElementType::Hash });
        for (const QString &filter : index.filters)
            vector.searchSchema.append({ filter, SearchSchemaElementType::InlineFilter });
        request.vectorIndexes.append(vector);
    }
    for (const MappedProperty &mapped : d->properties) {
        if (!keys.contains(mapped.attribute))
            continue;
        if (const auto type = d->keyType(mapped))
            request.attributeDefinitions.append({ mapped.attribute, scalarType(*type) });
        keys.removeAll(mapped.attribute);
    }
    keys.removeDuplicates();
    for (const QString &key : std::as_const(keys)) {
        if (d->isComputed(key))
            request.attributeDefinitions.append({ key, ScalarAttributeType::S });
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

// Adds the key of the item to the error.
static QDynamoDBError readError(const Mapping &mapping, const MetaProblem &problem,
                                const QDynamoDBItem &item)
{
    QDynamoDBError error = toError(mapping, problem);
    if (!error.isError() || !mapping.problem.isNull())
        return error;
    const QString key = mapping.keyText(item);
    auto &details = QDynamoDBErrorPrivate::get(error);
    if (!key.isNull())
        details.message += u" (item with "_s % key % u')';
    details.item = item;
    return error;
}

static QDynamoDBError readItem(const Mapping &mapping, const QDynamoDBItem &item,
                               const Mapping::Read &read, const Mapping::Write &write)
{
    return readError(mapping, mapping.fromItem(item, read, write, Mapping::KeyCheck::On), item);
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

/*!
    Reads \a item into the object at \a gadget. The error of an item that does not fit names the key
    of the item and has the item as QDynamoDBError::item().
*/
QDynamoDBError QDynamoDBMapper::fromItem(const QDynamoDBItem &item, void *gadget) const
{
    return readItem(
            *d, item, [=](const QMetaProperty &p) { return p.readOnGadget(gadget); },
            [=](const QMetaProperty &p, const QVariant &value) {
                return p.writeOnGadget(gadget, value);
            });
}

/*! Reads \a item into \a object. */
QDynamoDBError QDynamoDBMapper::fromItem(const QDynamoDBItem &item, QObject *object) const
{
    return readItem(
            *d, item, [=](const QMetaProperty &p) { return p.read(object); },
            [=](const QMetaProperty &p, const QVariant &value) { return p.write(object, value); });
}

static QDynamoDBError refused(const Mapping &mapping, const QString &what)
{
    return what.isEmpty()
            ? QDynamoDBError()
            : QDynamoDBError(Code::InvalidParameterValue, mapping.className % u": "_s % what);
}

/*!
    Calls the function that the class info \c DynamoDB.validator names for the object at \a gadget.
    If it returns a text that is not empty, the result is an error of code InvalidParameterValue with
    the class and the text. Otherwise, and if the class has no validator, it is no error.
    QDynamoDBTable calls this function before it writes an object.
*/
QDynamoDBError QDynamoDBMapper::validate(const void *gadget) const
{
    QString what;
    if (d->validator.isValid())
        (void)d->validator.invokeOnGadget(const_cast<void *>(gadget), Q_RETURN_ARG(QString, what));
    return refused(*d, what);
}

/*! Calls the validator of the class for \a object. */
QDynamoDBError QDynamoDBMapper::validate(const QObject *object) const
{
    QString what;
    if (d->validator.isValid()) {
        (void)d->validator.invoke(const_cast<QObject *>(object), Qt::DirectConnection,
                                  Q_RETURN_ARG(QString, what));
    }
    return refused(*d, what);
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
        if (!value.isString() && !value.isNumber() && !value.isBinary()) {
            return QDynamoDBError(Code::InvalidParameterValue,
                                  u"%1.%2: the key is %3; it must be a String, a Number or a Binary"_s
                                          .arg(d->className, name, shortText(value)));
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
    \fn template <typename T, typename ToValue, typename FromValue> void QDynamoDBMapper::registerConverter(ToValue toValue, FromValue fromValue)

    Stores values of type \e T as \a toValue, called with a \c{const T &}, says, and reads them by
    \a fromValue, called with a \c{const QDynamoDBValue &}, which returns a \c T or a
    QDynamoDBError.
*/

/*!
    \fn template <typename T> void QDynamoDBMapper::registerOptional()

    Makes properties of type \c{std::optional<T>} known. Not needed for bool, int, uint, qint64,
   quint64, float, double, QString, QByteArray, QDateTime, QDate, QTime, QUuid, QUrl,
   QDynamoDBNumber, QDynamoDBItem and QStringList.
*/
