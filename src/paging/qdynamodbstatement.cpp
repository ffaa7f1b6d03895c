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
    const BatchStatementError &reported = *response.error;
    const QString type = reported.code.toString();
    QDynamoDBError error(errorCodeFromWire(type.toUtf8()), reported.message);
    QDynamoDBErrorPrivate &d = QDynamoDBErrorPrivate::get(error);
    d.type = type;
    d.operation = u"BatchExecuteStatement"_s;
    d.tableName = response.tableName;
    d.item = reported.item;
    d.attempts = 1;
    return error;
}

// A task that executes statements in batches. The statements of a batch either all read or all
// write.
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
                 const auto *response = static_cast<const BatchExecuteStatementResult *>(result);
                 auto &outcomes = static_cast<PromiseOf<Outcome> &>(promise());
                 for (qsizetype i = 0; i < batch.size(); ++i)
                     outcomes.add(response ? doubted(outcomeIn(*response, i, batch.size())) : error,
                                  int(batch[i]));
                 m_done += int(batch.size());
                 promise().setProgressValue(m_done);
                 --m_underWay;
                 step();
             });
    }

    // An earlier attempt of the call may have executed a statement that failed in the last one.
    [[nodiscard]] Outcome doubted(const Outcome &outcome) const
    {
        if (outcome || !wasDoubtful())
            return outcome;
        QDynamoDBError error = outcome.error();
        QDynamoDBErrorPrivate::get(error).mayHaveSucceeded = true;
        return error;
    }

    [[nodiscard]] static Outcome outcomeIn(const BatchExecuteStatementResult &result,
                                           qsizetype index, qsizetype count)
    {
        if (result.responses.size() > count || index >= result.responses.size()) {
            return QDynamoDBError(Code::InvalidResponse,
                                  u"The response has %1 results for %2 statements."_s
                                          .arg(result.responses.size())
                                          .arg(count));
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
    \brief A PartiQL statement, with a parameter for each question mark.

    \code
    QDynamoDB::executeStatementAll(&client, { u"SELECT * FROM Thread WHERE ForumName = ?"_s,
                                              { u"Qt"_s } });
    \endcode

    The \c parameters are values, so they need no quotes or escapes.

    \since 0.1
    \sa QDynamoDB::executeStatementAll(), QDynamoDB::batchExecute(), QDynamoDB::transactExecute()
*/

/*!
    Returns a statement with the \a text, whose parameters are converted from \a parameters by
    QDynamoDBValue::fromVariant(). A parameter of an unsupported type becomes undefined; executing
    the statement then fails.
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

    Executes \a statement with \a client, with \a options for each call. The results of the future
    are the items that the statement returns, from all pages, as they arrive: see
    QDynamoDBPager::all(). A statement that only writes returns none. To read a single page, or with
    back-pressure, pass an ExecuteStatementRequest to QDynamoDBPager or QDynamoDBItemReader.

    \l {https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ExecuteStatement.html}
    {ExecuteStatement in the API reference}

    \since 0.1
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

    Executes \a statements with \a client independently of each other. Up to 25 statements are sent
    in a call, with \a options, and up to four calls are in flight. The number of statements is not
    limited.

    The result of the future at an index belongs to the statement at that index: its item, which is
    null if the statement returns none, or its error. If a call fails, its error is the result of
    all its statements. The future itself fails only if the client is destroyed.

    Statements that read (\c SELECT) and statements that write are sent in separate calls, since a
    call must not mix them. The order in which the statements are executed is undefined.

    \l {https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchExecuteStatement.html}
    {BatchExecuteStatement in the API reference}

    \since 0.1
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

    Executes up to 100 \a statements with \a client, with \a options, in one transaction: all of
    them or none. Either all read or all write. The result has an item for each statement, in their
    order; it is null if the statement returns none. If the service cancels the transaction, the
    error message names the statements that failed and the reasons.

    \l {https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ExecuteTransaction.html}
    {ExecuteTransaction in the API reference}

    \since 0.1
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
