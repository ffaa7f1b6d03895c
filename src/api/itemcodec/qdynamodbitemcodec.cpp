// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include <QtDynamoDB/qdynamodbitemcodec.h>

/*!
    \class QDynamoDBItemCodec
    \inmodule QtDynamoDB
    \brief Transforms attributes before they are written and after they are read.

    A subclass compresses or encrypts whole attributes of items. Set it with
    QDynamoDBAbstractClient::setItemCodec().

    The client calls the functions in its I/O thread. An object may serve several clients, so all
    functions must be thread-safe. They must not throw, block or call the client. They are called for
    each attribute of each item, so encodes() must be quick.

    \section1 Where it applies

    \list
    \li Items of PutItem, GetItem, Query, Scan, SearchVectors, BatchGetItem, BatchWriteItem,
        TransactGetItems and TransactWriteItems, also unprocessed items.
    \li Values that an update expression assigns to an encoded attribute.
    \li Attributes of the results of PutItem, UpdateItem and DeleteItem.
    \li QDynamoDBError::item() and the items of QDynamoDBError::cancellationReasons(). An item that
        can't be decoded is removed from the error, and the message gives the reason.
    \li Images of stream records. The table is that of the stream's ARN in the shard iterator.
    \endlist

    So it applies to everything that is built on these operations: batches, transactions, readers,
    QDynamoDBTable and models. Key attributes are never encoded, neither are start keys. An attribute
    that is the key of an index must not be encoded, since the service compares it.

    \section1 Refused requests

    The following requests fail with the code \l {QDynamoDBError::Code}{ItemCodec} before they are
    sent:
    \list
    \li Expressions that name an encoded attribute. Allowed are \c {SET a = :v} and
        \c {SET a = if_not_exists(a, :v)}, if no other place of the request uses the value, as well
        as \c {REMOVE a}, \c {attribute_exists(a)}, \c {attribute_not_exists(a)} and \c a in a
        projection.
    \li \c AttributeUpdates, \c Expected, \c KeyConditions, \c QueryFilter and \c ScanFilter that name
        an encoded attribute.
    \li PartiQL, since the client doesn't know which attributes a statement reads and writes.
    \li QDynamoDBAbstractClient::execute() of operations with items, and of those that this version
        doesn't know.
    \endlist

    A cell of a model can't be edited if its attribute is encoded: the edit is an update under the
    condition that the attribute is unchanged. Edit the item with QDynamoDBTable or updateItem(). To
    send such requests, or to see what is stored, use a second client without codec.

    \section1 Size

    The service counts the encoded item for the item's limit of 400 KB and for capacity units. The
    limits that this library checks before it sends, such as those of batches, count the item before
    it is encoded.

    \since 0.1
    \sa QDynamoDBAbstractClient::setItemCodec()
*/

/*!
    \class QDynamoDBItemCodec::Place
    \inmodule QtDynamoDB
    \brief The place of a value: its table, item and attribute.

    The place is the same when a value is written and when it is read. An encryption that
    authenticates the place together with the value (as associated data) detects a value that was
    moved to another item, attribute or table. If a projection contains an encoded attribute but not
    the key, the client adds the key to the request and removes it from the result.

    \since 0.1
*/

/*!
    \variable QDynamoDBItemCodec::Place::tableName
    \brief the name of the table, also if the request contains its ARN.
*/

/*!
    \variable QDynamoDBItemCodec::Place::key
    \brief the key attributes of the item, in the order of keyAttributes().

    Equal numbers have the same notation here, whichever notation the request or the service uses.
*/

/*!
    \variable QDynamoDBItemCodec::Place::attributeName
    \brief the name of the attribute.
*/

/*!
    \fn bool QDynamoDBItemCodec::encodes(const QString &tableName, const QString &attributeName) const

    Returns whether the codec transforms the attribute \a attributeName in the items of the table
    \a tableName, which is never an ARN. The answer must not change while calls are in flight.
    Attributes that keyAttributes() names are not transformed, whatever this function returns.
*/

/*!
    \fn QStringList QDynamoDBItemCodec::keyAttributes(const QString &tableName) const

    Returns the names of the key attributes of the table \a tableName: the partition key and, if
    there is one, the sort key. It is called only for tables of which encodes() has returned \c true
    for an attribute, so that no table has to be described first. If the names are not those of the
    items and keys of a call, the call fails with the code \l {QDynamoDBError::Code}{ItemCodec}.
*/

/*!
    \fn QDynamoDBExpected<QDynamoDBValue> QDynamoDBItemCodec::encode(const Place &place, const QDynamoDBValue &value) const

    Returns what is stored for \a value at \a place. The type may be another one. After an error, the
    call fails with the code \l {QDynamoDBError::Code}{ItemCodec}, nothing is sent, and the message
    of the error becomes a part of that of the call. It should contain nothing of the value.

    A value is encoded once for each call: all attempts of the call send the same bytes. If the
    result is random, as that of an encryption should be, a second call of TransactWriteItems with
    the same client request token is another request for the service, which refuses it.
*/

/*!
    \fn QDynamoDBExpected<QDynamoDBValue> QDynamoDBItemCodec::decode(const Place &place, const QDynamoDBValue &value) const

    Returns the value that is stored as \a value at \a place. It is also called for values that
    others have written, perhaps without this codec. After an error, the call fails with the code
    \l {QDynamoDBError::Code}{ItemCodec} without a retry, and its message names the attribute and the
    table. The error's own message should contain nothing of the value.
*/

/*!
    Destroys the codec. Calls in flight own the codec that they use.
*/
QDynamoDBItemCodec::~QDynamoDBItemCodec() = default;
