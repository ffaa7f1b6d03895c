// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "api/generated/operations_p.h"
#include "transactions/cancellation_p.h"
#include "client/clienttask_p.h"
#include "client/futures_p.h"
#include "expressions/evaluation/itemsize_p.h"

#include <QtDynamoDB/qdynamodbclient.h>
#include <QtDynamoDB/qdynamodbconvertedfuture.h>
#include <QtDynamoDB/qdynamodbtransaction.h>

#include <algorithm>
#include <functional>
#include <type_traits>

using namespace QDynamoDB;
using namespace QtDynamoDBPrivate;
using namespace Qt::StringLiterals;

using Code = QDynamoDBError::Code;

namespace {

constexpr qsizetype maxActions = 100;
constexpr qint64 maxBytes = qint64(4) * 1024 * 1024;

// The parts of an action that checks and error messages need.
struct Action
{
    QLatin1StringView kind;
    QString tableName;
    QDynamoDBItem item; // the whole item of a put; otherwise the key
    qint64 bytes = 0;
};

[[nodiscard]] QDynamoDBError invalid(const QString &what)
{
    return QDynamoDBError(Code::InvalidParameterValue, what);
}

// Returns whether the item contains all attributes of the key.
[[nodiscard]] bool hasKey(const QDynamoDBItem &item, const QDynamoDBItem &key)
{
    return std::all_of(key.begin(), key.end(), [&](const QDynamoDBItem::Attribute &attribute) {
        return item.value(attribute.name) == attribute.value;
    });
}

// The key attributes of a table are known only if an action other than a put names them. Without
// them, two puts are compared as a whole, and the service detects equal keys.
[[nodiscard]] bool sameItem(const Action &a, const Action &b, const QStringList &keyNames)
{
    if (a.tableName != b.tableName)
        return false;
    const bool aIsPut = a.kind == "put"_L1;
    const bool bIsPut = b.kind == "put"_L1;
    if (!aIsPut || !bIsPut)
        return aIsPut ? hasKey(a.item, b.item) : hasKey(b.item, a.item);
    if (keyNames.isEmpty())
        return a.item == b.item;
    return std::all_of(keyNames.begin(), keyNames.end(), [&](const QString &name) {
        return a.item.value(name) == b.item.value(name);
    });
}

[[nodiscard]] QDynamoDBError problemOf(const QList<Action> &actions)
{
    if (actions.isEmpty())
        return invalid(u"The transaction has no action; it must have 1 to 100 actions."_s);
    if (actions.size() > maxActions) {
        return invalid(u"The transaction has %1 actions; it must have 1 to 100 actions."_s.arg(
                actions.size()));
    }
    qint64 bytes = 0;
    QMap<QString, QStringList> keyNames;
    for (const Action &action : actions) {
        bytes += action.bytes;
        if (action.kind != "put"_L1)
            keyNames.insert(action.tableName, action.item.names());
    }
    if (bytes > maxBytes)
        return invalid(
                u"The transaction has %1 bytes; it must have at most 4 MB (4194304 bytes)."_s.arg(
                        bytes));
    for (qsizetype i = 0; i < actions.size(); ++i) {
        for (qsizetype j = 0; j < i; ++j) {
            if (sameItem(actions[i], actions[j], keyNames.value(actions[i].tableName))) {
                return invalid(
                        u"Actions %1 and %2 of the transaction, %3 and %4 in %5, are for the same item; an item must have at most one action."_s
                                .arg(j + 1)
                                .arg(i + 1)
                                .arg(actions[j].kind, actions[i].kind, actions[i].tableName));
            }
        }
    }
    return {};
}

using MakeUpdate = std::function<QDynamoDBExpected<TransactionUpdate>(const QDynamoDBItem *stored,
                                                                      QStringList *whole)>;

// An update that depends on the maps that the stored item has.
struct RemadeUpdate
{
    MakeUpdate make;
    QStringList whole; // paths that the last update wrote as whole maps
};

// A task that sends a transaction. If its conditions fail because stored items have other maps than
// expected, it sends the transaction again with updates for those items.
class WriteTask final : public ClientTask
{
public:
    [[nodiscard]] static QFuture<TransactWriteItemsResult> start(
            QDynamoDBClient *client, const TransactWriteItemsRequest &request,
            const QMap<qsizetype, RemadeUpdate> &remade)
    {
        auto promise = std::make_unique<PromiseOf<TransactWriteItemsResult>>();
        const QFuture<TransactWriteItemsResult> future = promise->future();
        const std::shared_ptr<WriteTask> task(
                new WriteTask(client, std::move(promise), request, remade));
        task->run();
        return future;
    }

private:
    WriteTask(Client *client, std::unique_ptr<Promise> promise,
              const TransactWriteItemsRequest &request, const QMap<qsizetype, RemadeUpdate> &remade)
        : ClientTask(client, std::move(promise))
        , m_request(request)
        , m_remade(remade)
    {
    }

    void step() override
    {
        ++m_requests;
        call(Operations::transactWriteItems, &m_request, {},
             [this](const QDynamoDBError &error, void *result) {
                 constexpr int mostRequests = 10;
                 if (!error.isError()) {
                     promise().move(result);
                     finish();
                 } else if (m_requests < mostRequests && remake(error)) {
                     step();
                 } else {
                     fail(error);
                 }
             });
    }

    // Returns whether at least one update changed.
    [[nodiscard]] bool remake(const QDynamoDBError &error)
    {
        const QList<QDynamoDBError::CancellationReason> reasons = error.cancellationReasons();
        bool isOther = false;
        for (auto it = m_remade.begin(); it != m_remade.end(); ++it) {
            if (it.key() >= reasons.size()
                || reasons[it.key()].code != Code::ConditionalCheckFailed) {
                continue;
            }
            QStringList whole;
            const auto update = it->make(&reasons[it.key()].item, &whole);
            if (!update || whole == it->whole)
                continue;
            it->whole = whole;
            TransactionUpdate other = *update;
            other.returnValuesOnConditionCheckFailure = ReturnValuesOnConditionCheckFailure::AllOld;
            m_request.transactItems[it.key()].update = other;
            isOther = true;
        }
        return isOther;
    }

    TransactWriteItemsRequest m_request;
    QMap<qsizetype, RemadeUpdate> m_remade;
    int m_requests = 0;
};

template<typename Result, typename Delivered>
[[nodiscard]] QFuture<Delivered> explaining(
        QDynamoDBClient *client, const QFuture<Result> &future, const QList<Action> &actions,
        const std::function<std::type_identity_t<Delivered>(const Result &)> &convert)
{
    return converted(client, future, [actions, convert](QFuture<Result> outcome) {
        try {
            return convert(outcome.result());
        } catch (const QDynamoDBException &exception) {
            throwError(explained(exception.error(), [&actions](qsizetype index) {
                const Action action = actions.value(index);
                return u"action %1, %2 in %3"_s.arg(QString::number(index + 1), action.kind,
                                                    action.tableName);
            }));
        }
    });
}

} // namespace

/*!
    \class QDynamoDBWriteTransaction
    \inmodule QtDynamoDB
    \brief A group of up to 100 writes that are done together or not at all.

    \code
    QDynamoDBWriteTransaction transfer;
    transfer.update(u"Account"_s, from, set(u"Balance"_s, attribute(u"Balance"_s) - 10),
                    attribute(u"Balance"_s) >= 10)
            .update(u"Account"_s, to, add(u"Balance"_s, 10));
    transfer.commit(&client).then(...);
    \endcode

    A transaction has 1 to 100 actions, each for another item, and at most 4 MB. error() reports
    invalid expressions and actions; then commit() fails with this error without sending a request.

    If the service cancels the transaction, the message of the error of code
    QDynamoDBError::TransactionCanceled names the actions that failed and the reasons.
    QDynamoDBError::cancellationReasons() has a reason for each action, in their order. The reason
    of a failed condition contains the stored item.

    \since 0.1
    \sa QDynamoDBReadTransaction, QDynamoDBTable,
    {https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html}
    {TransactWriteItems}
*/

/*!
    \fn void QDynamoDBWriteTransaction::swap(QDynamoDBWriteTransaction &other)
    \brief Swaps this transaction with \a other, without copying either. Never fails.

    \since 0.1
*/

class QDynamoDBWriteTransactionPrivate
{
public:
    template<typename Write>
    void add(const Action &action, std::optional<Write> TransactWriteItem::*member, Write &write,
             const QDynamoDBError &failure)
    {
        if (!error.isError())
            error = failure;
        write.returnValuesOnConditionCheckFailure = ReturnValuesOnConditionCheckFailure::AllOld;
        TransactWriteItem item;
        item.*member = write;
        request.transactItems.append(item);
        actions.append(action);
        actions.last().bytes = itemSize(action.item) + itemSize(write.expressionAttributeValues);
    }

    TransactWriteItemsRequest request;
    QList<Action> actions;
    QMap<qsizetype, RemadeUpdate> remade; // by the index of the action
    QDynamoDBError error;
};

/*!
    Constructs a transaction without actions.

    \since 0.1
*/
QDynamoDBWriteTransaction::QDynamoDBWriteTransaction()
    : d(std::make_unique<QDynamoDBWriteTransactionPrivate>())
{
}

QDynamoDBWriteTransaction::QDynamoDBWriteTransaction(QDynamoDBWriteTransaction &&other) noexcept =
        default;
QDynamoDBWriteTransaction &QDynamoDBWriteTransaction::operator=(
        QDynamoDBWriteTransaction &&other) noexcept = default;
QDynamoDBWriteTransaction::~QDynamoDBWriteTransaction() = default;

/*!
    Adds an action that puts \a item into the table \a tableName. If there is a \a condition, it
    must hold for the stored item with the same key.
*/
QDynamoDBWriteTransaction &QDynamoDBWriteTransaction::put(const QString &tableName,
                                                          const QDynamoDBItem &item,
                                                          const QDynamoDBCondition &condition)
{
    TransactionPut put;
    put.tableName = tableName;
    put.item = item;
    const QDynamoDBError error = apply(&put, condition);
    d->add({ "put"_L1, tableName, item }, &TransactWriteItem::put, put, error);
    return *this;
}

/*!
    Adds an action that applies \a update to the item with \a key in the table \a tableName. If
    there is a \a condition, it must hold for the stored item.
*/
QDynamoDBWriteTransaction &QDynamoDBWriteTransaction::update(const QString &tableName,
                                                             const QDynamoDBItem &key,
                                                             const QDynamoDBUpdate &update,
                                                             const QDynamoDBCondition &condition)
{
    TransactionUpdate write;
    write.tableName = tableName;
    write.key = key;
    QDynamoDBError error = apply(&write, update, condition);
    if (!error.isError() && update.isEmpty())
        error = invalid(
                u"The update is empty; an update in a transaction must change an attribute."_s);
    d->add({ "update"_L1, tableName, key }, &TransactWriteItem::update, write, error);
    return *this;
}

void QDynamoDBWriteTransaction::remakeUpdate(const QString &tableName, const QDynamoDBItem &key,
                                             const MakeUpdate &make)
{
    QStringList whole;
    const auto update = make(nullptr, &whole);
    TransactionUpdate write = update.valueOr({});
    d->add({ "update"_L1, tableName, key }, &TransactWriteItem::update, write, update.error());
    d->remade.insert(d->actions.size() - 1, { make, whole });
}

/*!
    Adds an action that deletes the item with \a key from the table \a tableName. If there is a
    \a condition, it must hold for the stored item.
*/
QDynamoDBWriteTransaction &QDynamoDBWriteTransaction::remove(const QString &tableName,
                                                             const QDynamoDBItem &key,
                                                             const QDynamoDBCondition &condition)
{
    TransactionDelete write;
    write.tableName = tableName;
    write.key = key;
    const QDynamoDBError error = apply(&write, condition);
    d->add({ "delete"_L1, tableName, key }, &TransactWriteItem::delete_, write, error);
    return *this;
}

/*!
    Adds the requirement that \a condition holds for the item with \a key in the table \a tableName.
    The item is not changed.
*/
QDynamoDBWriteTransaction &QDynamoDBWriteTransaction::check(const QString &tableName,
                                                            const QDynamoDBItem &key,
                                                            const QDynamoDBCondition &condition)
{
    TransactionConditionCheck write;
    write.tableName = tableName;
    write.key = key;
    QDynamoDBError error = apply(&write, condition);
    if (!error.isError() && condition.isEmpty())
        error = invalid(u"The check has no condition; set one."_s);
    d->add({ "check"_L1, tableName, key }, &TransactWriteItem::conditionCheck, write, error);
    return *this;
}

/*!
    Makes the transaction fail with \a error, for example because an action could not be made. If
    this is called several times, the first error is used.
*/
QDynamoDBWriteTransaction &QDynamoDBWriteTransaction::fail(const QDynamoDBError &error)
{
    if (!d->error.isError())
        d->error = error;
    return *this;
}

/*!
    Sets the idempotency token to \a token, of 1 to 36 characters. The service executes transactions
    with the same token and the same content once within ten minutes. Set it if the application may
    send the transaction again; otherwise each commit() generates a token.
*/
void QDynamoDBWriteTransaction::setClientRequestToken(const QString &token)
{
    d->request.clientRequestToken = token;
}

/*! Returns the number of actions. */
qsizetype QDynamoDBWriteTransaction::size() const
{
    return d->actions.size();
}

/*!
    Returns the error that commit() would fail with before it sends the request, or an error of code
    QDynamoDBError::NoError.
*/
QDynamoDBError QDynamoDBWriteTransaction::error() const
{
    return d->error.isError() ? d->error : problemOf(d->actions);
}

/*! Returns the request that commit() sends. */
TransactWriteItemsRequest QDynamoDBWriteTransaction::request() const
{
    return d->request;
}

/*!
    Sends the transaction with \a client. Fails with error() if that is an error, and otherwise as
    the call does. A transaction may be committed several times.
*/
QFuture<TransactWriteItemsResult> QDynamoDBWriteTransaction::commit(QDynamoDBClient *client) const
{
    if (const QDynamoDBError problem = error(); problem.isError())
        return failedFuture<TransactWriteItemsResult>(problem);
    // With the caller's token, each attempt must send the same request.
    const bool isRemade = !d->remade.isEmpty() && d->request.clientRequestToken.isEmpty();
    return explaining<TransactWriteItemsResult, TransactWriteItemsResult>(
            client,
            isRemade ? WriteTask::start(client, d->request, d->remade)
                     : client->transactWriteItems(d->request),
            d->actions, [](const TransactWriteItemsResult &result) { return result; });
}

/*!
    \class QDynamoDBReadTransaction
    \inmodule QtDynamoDB
    \brief Reads up to 100 items, from any tables, in one consistent snapshot.

    Each item may be requested once.

    \since 0.1

    \sa QDynamoDBWriteTransaction,
    {https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactGetItems.html}
    {TransactGetItems}
*/

/*!
    \fn void QDynamoDBReadTransaction::swap(QDynamoDBReadTransaction &other)
    \brief Swaps this transaction with \a other, without copying either. Never fails.

    \since 0.1
*/

class QDynamoDBReadTransactionPrivate
{
public:
    TransactGetItemsRequest request;
    QList<Action> actions;
    QDynamoDBError error;
};

/*!
    Constructs a transaction without items.

    \since 0.1
*/
QDynamoDBReadTransaction::QDynamoDBReadTransaction()
    : d(std::make_unique<QDynamoDBReadTransactionPrivate>())
{
}

QDynamoDBReadTransaction::QDynamoDBReadTransaction(QDynamoDBReadTransaction &&other) noexcept =
        default;
QDynamoDBReadTransaction &QDynamoDBReadTransaction::operator=(
        QDynamoDBReadTransaction &&other) noexcept = default;
QDynamoDBReadTransaction::~QDynamoDBReadTransaction() = default;

/*!
    Adds the item with \a key in the table \a tableName. A \a projection restricts the attributes
    that are read.
*/
QDynamoDBReadTransaction &QDynamoDBReadTransaction::get(const QString &tableName,
                                                        const QDynamoDBItem &key,
                                                        const QDynamoDBProjection &projection)
{
    TransactionGet get;
    get.tableName = tableName;
    get.key = key;
    const QDynamoDBError error = apply(&get, projection);
    if (!d->error.isError())
        d->error = error;
    d->request.transactItems.append({ get });
    d->actions.append({ "get"_L1, tableName, key, itemSize(key) });
    return *this;
}

/*! Returns the number of items. */
qsizetype QDynamoDBReadTransaction::size() const
{
    return d->actions.size();
}

/*!
    Returns the error that commit() would fail with before it sends the request, or an error of code
    QDynamoDBError::NoError.
*/
QDynamoDBError QDynamoDBReadTransaction::error() const
{
    return d->error.isError() ? d->error : problemOf(d->actions);
}

/*! Returns the request that commit() sends. */
TransactGetItemsRequest QDynamoDBReadTransaction::request() const
{
    return d->request;
}

/*!
    Reads the items with \a client. The result has an item for each call of get(), in their order;
    items that don't exist are null. Fails with error() if that is an error, and otherwise as the
    call does.
*/
QFuture<QList<QDynamoDBItem>> QDynamoDBReadTransaction::commit(QDynamoDBClient *client) const
{
    using Items = QList<QDynamoDBItem>;
    if (const QDynamoDBError problem = error(); problem.isError())
        return failedFuture<Items>(problem);
    const auto itemsOf = [count = d->actions.size()](const TransactGetItemsResult &result) {
        if (result.responses.size() != count)
            throwError(wrongCount(result.responses.size(), count));
        Items items;
        for (const ItemResponse &response : result.responses)
            items.append(response.item);
        return items;
    };
    return explaining<TransactGetItemsResult, Items>(client, client->transactGetItems(d->request),
                                                     d->actions, itemsOf);
}
