// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "qml/qdynamodbqmltransactions_p.h"
#include "client/variants/variantcall_p.h"
#include "qml/js/jsarguments_p.h"
#include "qml/js/jsvalues_p.h"

using namespace QDynamoDB;
using namespace QtDynamoDBPrivate;
using namespace Qt::StringLiterals;

namespace {

QDynamoDBError clientDestroyed()
{
    return QDynamoDBError(QDynamoDBError::Code::ClientDestroyed,
                          u"The client of the transaction was destroyed."_s);
}

} // namespace

/*!
    \qmltype DynamoDBWriteTransaction
    \inqmlmodule QtDynamoDB
    \brief Builds a transaction of up to 100 writes of which all are done or none.

    DynamoDBClient::writeTransaction() creates a transaction. See QDynamoDBWriteTransaction.

    \qml
    db.writeTransaction()
        .update("Account", { Id: from }, { set: { Balance: { $minus: [balance, 10] } } },
                { Balance: { ">=": 10 } })
        .put("Transfer", { Id: id, Amount: 10 }, { Id: { exists: false } })
        .commit()
    \endqml

    Conditions and updates have the forms that QDynamoDBCondition::fromVariant() and
    QDynamoDBUpdate::fromVariant() read. For expressions as text, use the operation
    \c transactWriteItems(). An invalid argument rejects the Promise of commit().

    \since 0.1
    \sa DynamoDBReadTransaction
*/

/*!
    \qmlproperty int DynamoDBWriteTransaction::size
    \readonly

    The number of actions.
*/

/*!
    \qmlproperty string DynamoDBWriteTransaction::clientRequestToken

    Transactions with the same token are executed once within ten minutes. By default, each commit() has
    a token of its own.
*/

/*!
    \qmlmethod DynamoDBWriteTransaction DynamoDBWriteTransaction::put(string tableName, object item, object condition)

    Puts \a item into the table \a tableName if the existing item meets the optional \a condition.
    Returns the transaction.
*/

/*!
    \qmlmethod DynamoDBWriteTransaction DynamoDBWriteTransaction::update(string tableName, object key, object update, object condition)

    Applies \a update to the item with \a key in the table \a tableName if it meets the optional
    \a condition. Returns the transaction.
*/

/*!
    \qmlmethod DynamoDBWriteTransaction DynamoDBWriteTransaction::remove(string tableName, object key, object condition)

    Deletes the item with \a key from the table \a tableName if it meets the optional \a condition.
    Returns the transaction.
*/

/*!
    \qmlmethod DynamoDBWriteTransaction DynamoDBWriteTransaction::check(string tableName, object key, object condition)

    Requires that the item with \a key in the table \a tableName meets \a condition. Returns the
    transaction.
*/

/*!
    \qmlmethod Promise DynamoDBWriteTransaction::commit()

    Executes the transaction. The Promise resolves to the result of TransactWriteItems. If the service
    cancels the transaction, it is rejected with \c TransactionCanceled, and \c cancellationReasons of
    the error has an entry for each action.
*/

QDynamoDBQmlWriteTransaction::QDynamoDBQmlWriteTransaction(QDynamoDBClient *client)
    : m_client(client)
{
}

void QDynamoDBQmlWriteTransaction::setClientRequestToken(const QString &token)
{
    if (m_token == token)
        return;
    m_token = token;
    m_transaction.setClientRequestToken(token);
    Q_EMIT clientRequestTokenChanged();
}

template<typename Arguments, typename Add>
QDynamoDBQmlWriteTransaction *QDynamoDBQmlWriteTransaction::append(const Arguments &arguments,
                                                                   Add add)
{
    if (arguments.failed())
        m_transaction.fail(arguments.error());
    else
        add();
    Q_EMIT sizeChanged();
    return this;
}

QDynamoDBQmlWriteTransaction *QDynamoDBQmlWriteTransaction::put(const QString &tableName,
                                                                const QJSValue &item,
                                                                const QJSValue &condition)
{
    JsArguments in(this, u"put"_s);
    const QDynamoDBItem attributes = in.item(item, u"item"_s);
    const auto expected = in.expression<QDynamoDBCondition>(condition, u"condition"_s);
    return append(in, [&] { m_transaction.put(tableName, attributes, expected); });
}

QDynamoDBQmlWriteTransaction *QDynamoDBQmlWriteTransaction::update(const QString &tableName,
                                                                   const QJSValue &key,
                                                                   const QJSValue &update,
                                                                   const QJSValue &condition)
{
    JsArguments in(this, u"update"_s);
    const QDynamoDBItem attributes = in.item(key, u"key"_s);
    const auto changes = in.expression<QDynamoDBUpdate>(update, u"update"_s);
    const auto expected = in.expression<QDynamoDBCondition>(condition, u"condition"_s);
    return append(in, [&] { m_transaction.update(tableName, attributes, changes, expected); });
}

QDynamoDBQmlWriteTransaction *QDynamoDBQmlWriteTransaction::remove(const QString &tableName,
                                                                   const QJSValue &key,
                                                                   const QJSValue &condition)
{
    JsArguments in(this, u"remove"_s);
    const QDynamoDBItem attributes = in.item(key, u"key"_s);
    const auto expected = in.expression<QDynamoDBCondition>(condition, u"condition"_s);
    return append(in, [&] { m_transaction.remove(tableName, attributes, expected); });
}

QDynamoDBQmlWriteTransaction *QDynamoDBQmlWriteTransaction::check(const QString &tableName,
                                                                  const QJSValue &key,
                                                                  const QJSValue &condition)
{
    JsArguments in(this, u"check"_s);
    const QDynamoDBItem attributes = in.item(key, u"key"_s);
    const auto expected = in.expression<QDynamoDBCondition>(condition, u"condition"_s);
    return append(in, [&] { m_transaction.check(tableName, attributes, expected); });
}

QJSValue QDynamoDBQmlWriteTransaction::commit()
{
    QJSEngine *engine = qjsEngine(this);
    if (!m_client)
        return JsPromise::rejected(engine, clientDestroyed());
    return JsPromise::follow(engine, m_transaction.commit(m_client),
                             [](const TransactWriteItemsResult &result) {
                                 return QVariant(scriptResult(u"TransactWriteItems", &result));
                             });
}

/*!
    \qmltype DynamoDBReadTransaction
    \inqmlmodule QtDynamoDB
    \brief Builds a transaction that reads up to 100 items at one point in time.

    DynamoDBClient::readTransaction() creates a transaction. See QDynamoDBReadTransaction.

    \qml
    db.readTransaction()
        .get("Account", { Id: 1 })
        .get("Account", { Id: 2 }, ["Balance"])
        .commit().then(items => console.log(items[0], items[1]))
    \endqml

    \since 0.1
    \sa DynamoDBWriteTransaction
*/

/*!
    \qmlproperty int DynamoDBReadTransaction::size
    \readonly

    The number of items to read.
*/

/*!
    \qmlmethod DynamoDBReadTransaction DynamoDBReadTransaction::get(string tableName, object key, var projection)

    Reads the item with \a key in the table \a tableName; only the attributes of the optional
    \a projection, a path or an array of paths. Returns the transaction.
*/

/*!
    \qmlmethod Promise DynamoDBReadTransaction::commit()

    Reads the items. The Promise resolves to an array of them in the order of the calls of get(), with
    \c null for those that don't exist.
*/

QDynamoDBQmlReadTransaction::QDynamoDBQmlReadTransaction(QDynamoDBClient *client)
    : m_client(client)
{
}

QDynamoDBQmlReadTransaction *QDynamoDBQmlReadTransaction::get(const QString &tableName,
                                                              const QJSValue &key,
                                                              const QJSValue &projection)
{
    JsArguments in(this, u"get"_s);
    const QDynamoDBItem attributes = in.item(key, u"key"_s);
    const auto paths = in.expression<QDynamoDBProjection>(projection, u"projection"_s);
    if (!in.failed())
        m_transaction.get(tableName, attributes, paths);
    else if (!m_error.isError())
        m_error = in.error();
    Q_EMIT sizeChanged();
    return this;
}

QJSValue QDynamoDBQmlReadTransaction::commit()
{
    QJSEngine *engine = qjsEngine(this);
    if (m_error.isError())
        return JsPromise::rejected(engine, m_error);
    if (!m_client)
        return JsPromise::rejected(engine, clientDestroyed());
    return JsPromise::follow(engine, m_transaction.commit(m_client), scriptItems);
}
