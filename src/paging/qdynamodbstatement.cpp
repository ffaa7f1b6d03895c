// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "api/generated/operations_p.h"
#include "transactions/cancellation_p.h"
#include "client/clienttask_p.h"
#include "values/errorcodes_p.h"
#include "values/qdynamodberror_p.h"

#include <QtDynamoDB/qdynamodbapi.h>
#include <QtDynamoDB/qdynamodbclient.h>
#include <QtDynamoDB/qdynamodbpager.h>
#include <QtDynamoDB/qdynamodbstatement.h>
#include <QtDynamoDB/qdynamodbconvertedfuture.h>

#include <algorithm>

using namespace QDynamoDB;
using namespace QtDynamoDBPrivate;
using namespace Qt::StringLiterals;
using Code = QDynamoDBError::Code;

namespace {

constexpr qsizetype mostInBatch = 25;
constexpr int batchesAtOnce = 4;

[[nodiscard]] QDynamoDBError errorOf(const BatchStatementResponse &response)
{
    const BatchStatementError &told = *response.error;
    const QString type = told.code.toString();
    QDynamoDBError error(errorCodeFromWire(type.toUtf8()), told.message);
    QDynamoDBErrorPrivate &d = QDynamoDBErrorPrivate::get(error);
    d.type = type;
    d.operation = u"BatchExecuteStatement"_s;
    d.tableName = response.tableName;
    d.item = told.item;
    d.attempts = 1;
    return error;
}

// Batches of what may stand in one: either all read or all write.
class StatementsTask final : public ClientTask
{
public:
    using Outcome = QDynamoDBExpected<QDynamoDBItem>;

    StatementsTask(QDynamoDBClient *client, const QList<QDynamoDBStatement> &statements,
                   const QDynamoDBCallOptions &options, std::unique_ptr<PromiseOf<Outcome>> promise)
        : ClientTask(client, std::move(promise))
        , m_statements(statements)
        , m_options(options)
    {
        QList<qsizetype> reads, writes;
        for (qsizetype i = 0; i < statements.size(); ++i) {
            const bool isRead = statements[i].text.trimmed().startsWith("SELECT"_L1,
                                                                        Qt::CaseInsensitive);
            (isRead ? reads : writes).append(i);
        }
        for (const QList<qsizetype> &kind : { reads, writes }) {
            for (qsizetype i = 0; i < kind.size(); i += mostInBatch)
                m_waiting.append(kind.mid(i, mostInBatch));
        }
        ClientTask::promise().setProgressRange(0, int(statements.size()));
    }

protected:
    void step() override
    {
        while (!m_waiting.isEmpty() && m_underWay < batchesAtOnce)
            send(m_waiting.takeFirst());
        if (m_underWay == 0)
            finish();
    }

private:
    void send(const QList<qsizetype> &batch)
    {
        ++m_underWay;
        BatchExecuteStatementRequest request;
        for (qsizetype index : batch) {
            BatchStatementRequest one;
            one.statement = m_statements[index].text;
            one.parameters = m_statements[index].parameters;
            one.returnValuesOnConditionCheckFailure = ReturnValuesOnConditionCheckFailure::AllOld;
            request.statements.append(one);
        }
        call(Operations::batchExecuteStatement, &request, m_options,
             [this, batch](const QDynamoDBError &error, const void *result) {
                 const auto *answer = static_cast<const BatchExecuteStatementResult *>(result);
                 auto &outcomes = static_cast<PromiseOf<Outcome> &>(promise());
                 for (qsizetype i = 0; i < batch.size(); ++i)
                     outcomes.add(answer ? outcomeIn(*answer, i, batch.size()) : error,
                                  int(batch[i]));
                 m_done += int(batch.size());
                 promise().setProgressValue(m_done);
                 --m_underWay;
                 step();
             });
    }

    [[nodiscard]] static Outcome outcomeIn(const BatchExecuteStatementResult &result,
                                           qsizetype index, qsizetype count)
    {
        if (result.responses.size() > count) {
            return QDynamoDBError(Code::InvalidResponse,
                                  u"The response has %1 results for %2 statements."_s
                                          .arg(result.responses.size())
                                          .arg(count));
        }
        if (index >= result.responses.size()) {
            return QDynamoDBError(Code::InvalidResponse,
                                  u"The answer has fewer results than there were statements."_s);
        }
        const BatchStatementResponse &response = result.responses[index];
        if (response.error)
            return errorOf(response);
        return response.item;
    }

    const QList<QDynamoDBStatement> m_statements;
    const QDynamoDBCallOptions m_options;
    QList<QList<qsizetype>> m_waiting; // indexes of the statements of each batch
    int m_underWay = 0;
    int m_done = 0;
};

} // namespace

/*!
    \class QDynamoDBStatement
    \inmodule QtDynamoDB
    \brief A statement in PartiQL, with a value for each question mark.

    \code
    QDynamoDB::executeStatementAll(&client, { u"SELECT * FROM Thread WHERE ForumName = ?"_s, { u"Qt"_s
   } }); \endcode

    The \c parameters are values, so nothing has to be quoted or escaped.

    \sa QDynamoDB::executeStatementAll(), QDynamoDB::batchExecute(), QDynamoDB::transactExecute()
*/

/*!
    Returns a statement with the \a text and with \a parameters of the types that
    QDynamoDBValue::fromVariant() knows. One that it does not know becomes undefined, and makes
    executing the statement fail.
*/
QDynamoDBStatement QDynamoDBStatement::fromVariants(const QString &text,
                                                    const QVariantList &parameters)
{
    QDynamoDBStatement statement(text);
    for (const QVariant &parameter : parameters)
        statement.parameters.append(QDynamoDBValue::fromVariant(parameter));
    return statement;
}

/*!
    \relates QDynamoDBStatement

    Runs \a statement with \a client. The future has the items that it returns, those of all pages
    as they arrive: see QDynamoDBPager::all(). A statement that only writes has none. The \a options
    are those of each call. For one page, or to read at your own pace, give an
    ExecuteStatementRequest to QDynamoDBPager or QDynamoDBItemReader.

    \l {https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ExecuteStatement.html}
   {ExecuteStatement in the API reference}
*/
QFuture<QDynamoDBItem> QDynamoDB::executeStatementAll(QDynamoDBClient *client,
                                                      const QDynamoDBStatement &statement,
                                                      const QDynamoDBCallOptions &options)
{
    ExecuteStatementRequest request;
    request.statement = statement.text;
    request.parameters = statement.parameters;
    return QDynamoDBPager(client, request, options).all();
}

/*!
    \relates QDynamoDBStatement

    Runs any number of \a statements with \a client, each on its own, 25 in a call and up to four
    calls at a time; each call has \a options. The result at an index is what the statement at that
    index came to: an item, which is null if there is none, or the error. A call that fails has
    failed for all of its statements; the future itself fails only if the client is destroyed.

    Statements that read one item by its key (\c SELECT) and those that write are sent in different
    calls, because a call must not mix them. Nothing is said about the order in which they run.

    \l
   {https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchExecuteStatement.html}
   {BatchExecuteStatement in the API reference}
*/
QFuture<QDynamoDBExpected<QDynamoDBItem>> QDynamoDB::batchExecute(
        QDynamoDBClient *client, const QList<QDynamoDBStatement> &statements,
        const QDynamoDBCallOptions &options)
{
    auto promise = std::make_unique<PromiseOf<StatementsTask::Outcome>>();
    QFuture<StatementsTask::Outcome> future = promise->future();
    std::make_shared<StatementsTask>(client, statements, options, std::move(promise))->run();
    return future;
}

/*!
    \relates QDynamoDBStatement

    Runs up to 100 \a statements with \a client, with \a options, all of them or none. They either
    all read or all write. The future has an item for each, in their order, null where there is
    none. If the service cancels the transaction, the error says which statement failed and why.

    \l {https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ExecuteTransaction.html}
   {ExecuteTransaction in the API reference}
*/
QFuture<QList<QDynamoDBItem>> QDynamoDB::transactExecute(QDynamoDBClient *client,
                                                         const QList<QDynamoDBStatement> &statements,
                                                         const QDynamoDBCallOptions &options)
{
    ExecuteTransactionRequest request;
    for (const QDynamoDBStatement &statement : statements) {
        ParameterizedStatement one;
        one.statement = statement.text;
        one.parameters = statement.parameters;
        one.returnValuesOnConditionCheckFailure = ReturnValuesOnConditionCheckFailure::AllOld;
        request.transactStatements.append(one);
    }
    return converted(client, client->executeTransaction(request, options),
                     [count = statements.size()](const QFuture<ExecuteTransactionResult> &outcome) {
                         try {
                             QList<QDynamoDBItem> items;
                             const ExecuteTransactionResult result = outcome.result();
                             // Writes may have no results at all.
                             if (!result.responses.isEmpty() && result.responses.size() != count)
                                 throwError(wrongCount(result.responses.size(), count));
                             for (const ItemResponse &response : result.responses)
                                 items.append(response.item);
                             return items;
                         } catch (const QDynamoDBException &exception) {
                             throwError(explained(exception.error(), [](qsizetype index) {
                                 return u"statement %1"_s.arg(index + 1);
                             }));
                         }
                     });
}
