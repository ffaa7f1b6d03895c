// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "scripthost.h"
#include "waiting/longtimeouts.h"

#include <QtCore/qdiriterator.h>
#include <QtCore/qfile.h>
#include <QtCore/qjsondocument.h>
#include <QtCore/qregularexpression.h>
#include <QtTest/qtest.h>

using namespace Qt::StringLiterals;

// The arguments of DynamoDBClient's methods in QML: requests with expressions as objects, call
// options, and what is refused before anything is sent.
class tst_QmlCalls : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void expressions_data();
    void expressions();
    void refused_data();
    void refused();
    void results_data();
    void results();
    void retries();
    void writesOfModels();
    void names_data();
    void names();
    void texts_data();
    void texts();
    void textsOfTheLibrary();

private:
    ScriptHost m_host;
};

static QJsonObject json(const char *text)
{
    return QJsonDocument::fromJson(text).object();
}

void tst_QmlCalls::expressions_data()
{
    QTest::addColumn<QString>("operation");
    QTest::addColumn<QString>("call");
    QTest::addColumn<QJsonObject>("sent");
    const auto row = [](const char *name, const QString &operation, const QString &call,
                        const char *sent) {
        QTest::newRow(name) << operation << call << json(sent);
    };
    row("condition", u"PutItem"_s,
        u"putItem({ tableName: 'Table', item: { pk: 'p' },"
        "conditionExpression: { pk: { exists: false } } })"_s,
        R"x({"TableName":"Table","Item":{"pk":{"S":"p"}},
            "ConditionExpression":"attribute_not_exists(#n0)",
            "ExpressionAttributeNames":{"#n0":"pk"}})x");
    row("key condition and filter", u"Query"_s,
        u"query({ tableName: 'Table', keyConditionExpression: { pk: 'p' },"
        "filterExpression: { Spent: { '>': DynamoDB.attribute('Budget') } } })"_s,
        R"({"TableName":"Table","KeyConditionExpression":"#n0 = :v0",
            "FilterExpression":"#n1 > #n2",
            "ExpressionAttributeNames":{"#n0":"pk","#n1":"Spent","#n2":"Budget"},
            "ExpressionAttributeValues":{":v0":{"S":"p"}}})");
    row("update", u"UpdateItem"_s,
        u"updateItem({ tableName: 'Table', key: { pk: 'p' }, updateExpression:"
        "{ set: { Views: { $plus: [DynamoDB.attribute('Views'), 1] } } } })"_s,
        R"({"TableName":"Table","Key":{"pk":{"S":"p"}},
            "UpdateExpression":"SET #n0 = #n0 + :v0","ExpressionAttributeNames":{"#n0":"Views"},
            "ExpressionAttributeValues":{":v0":{"N":"1"}}})");
    row("projection", u"GetItem"_s,
        u"getItem({ tableName: 'Table', key: { pk: 'p' }, projectionExpression: ['a', 'b.c'] })"_s,
        R"({"TableName":"Table","Key":{"pk":{"S":"p"}},"ProjectionExpression":"#n0, #n1.#n2",
            "ExpressionAttributeNames":{"#n0":"a","#n1":"b","#n2":"c"}})");
    row("object and text", u"Query"_s,
        u"query({ tableName: 'Table', keyConditionExpression: 'pk = :v0',"
        "filterExpression: { v: 2 }, expressionAttributeValues: { ':v0': 'p' } })"_s,
        R"({"TableName":"Table","KeyConditionExpression":"pk = :v0","FilterExpression":"#n0 = :v1",
            "ExpressionAttributeNames":{"#n0":"v"},
            "ExpressionAttributeValues":{":v0":{"S":"p"},":v1":{"N":"2"}}})");
    row("value", u"PutItem"_s,
        u"putItem({ tableName: 'Table', item: { pk: 'p' },"
        "conditionExpression: { a: DynamoDB.value({ '>': 1 }) } })"_s,
        R"({"TableName":"Table","Item":{"pk":{"S":"p"}},"ConditionExpression":"#n0 = :v0",
            "ExpressionAttributeNames":{"#n0":"a"},
            "ExpressionAttributeValues":{":v0":{"M":{">":{"N":"1"}}}}})");
    row("undefined is absent", u"PutItem"_s,
        u"putItem({ tableName: 'Table', item: { pk: 'p' }, conditionExpression: undefined })"_s,
        R"({"TableName":"Table","Item":{"pk":{"S":"p"}}})");
    row("attribute named like a member", u"PutItem"_s,
        u"putItem({ tableName: 'Table', item: { pk: 'p',"
        "conditionExpression: { a: undefined, b: 1 } } })"_s,
        R"({"TableName":"Table",
            "Item":{"pk":{"S":"p"},"conditionExpression":{"M":{"b":{"N":"1"}}}}})");
    row("transaction", u"TransactGetItems"_s,
        u"transactGetItems({ transactItems: [{ get: { tableName: 'Table', key: { pk: 'p' },"
        "projectionExpression: ['a'] } }] })"_s,
        R"({"TransactItems":[{"Get":{"TableName":"Table","Key":{"pk":{"S":"p"}},
            "ProjectionExpression":"#n0","ExpressionAttributeNames":{"#n0":"a"}}}]})");
    row("tables of a batch", u"BatchGetItem"_s,
        u"batchGetItem({ requestItems: { Table: { keys: [{ pk: 'p' }],"
        "projectionExpression: ['a'] } } })"_s,
        R"({"RequestItems":{"Table":{"Keys":[{"pk":{"S":"p"}}],"ProjectionExpression":"#n0",
            "ExpressionAttributeNames":{"#n0":"a"}}}})");
    row("consumed capacity", u"GetItem"_s,
        u"getItem({ tableName: 'Table', key: { pk: 'p' } }, { returnConsumedCapacity: 'TOTAL' })"_s,
        R"({"TableName":"Table","Key":{"pk":{"S":"p"}},"ReturnConsumedCapacity":"TOTAL"})");
    row("consumed capacity as enumerator", u"GetItem"_s,
        u"getItem({ tableName: 'Table', key: { pk: 'p' } },"
        "{ returnConsumedCapacity: DynamoDB.ReturnConsumedCapacity.Indexes })"_s,
        R"({"TableName":"Table","Key":{"pk":{"S":"p"}},"ReturnConsumedCapacity":"INDEXES"})");
    row("request before options", u"GetItem"_s,
        u"getItem({ tableName: 'Table', key: { pk: 'p' }, returnConsumedCapacity: 'NONE' },"
        "{ returnConsumedCapacity: 'TOTAL' })"_s,
        R"({"TableName":"Table","Key":{"pk":{"S":"p"}},"ReturnConsumedCapacity":"NONE"})");
    row("exactly once", u"TransactWriteItems"_s,
        u"putItem({ tableName: 'Table', item: { pk: 'p' },"
        "conditionExpression: { pk: { exists: false } } }, { exactlyOnce: true })"_s,
        R"x({"TransactItems":[{"Put":{"TableName":"Table","Item":{"pk":{"S":"p"}},
            "ConditionExpression":"attribute_not_exists(#n0)",
            "ExpressionAttributeNames":{"#n0":"pk"}}}]})x");
    row("execute", u"Future"_s,
        u"execute('Future', { Count: 5, Nested: { List: ['a', true, null], None: undefined } })"_s,
        R"({"Count":5,"Nested":{"List":["a",true,null]}})");
    row("builder", u"TransactWriteItems"_s,
        u"writeTransaction().put('Table', { pk: 'a' }, { pk: { exists: false } })"
        ".remove('Table', { pk: 'b' }).commit()"_s,
        R"x({"TransactItems":[{"Put":{"TableName":"Table","Item":{"pk":{"S":"a"}},
            "ConditionExpression":"attribute_not_exists(#n0)",
            "ExpressionAttributeNames":{"#n0":"pk"},
            "ReturnValuesOnConditionCheckFailure":"ALL_OLD"}},
            {"Delete":{"TableName":"Table","Key":{"pk":{"S":"b"}},
            "ReturnValuesOnConditionCheckFailure":"ALL_OLD"}}]})x");
}

void tst_QmlCalls::expressions()
{
    QFETCH(const QString, operation);
    QFETCH(const QString, call);
    QFETCH(const QJsonObject, sent);
    const QString script = u"settle(db.%1, result => report('' + (result.message ?? 'sent')))"_s;
    QCOMPARE(m_host.run(script.arg(call)), u"sent"_s);
    QJsonObject request = m_host.sent(operation);
    request.remove(u"ClientRequestToken"_s); // random
    QCOMPARE(request, sent);
}

void tst_QmlCalls::refused_data()
{
    QTest::addColumn<QString>("call");
    QTest::addColumn<QString>("message");
    const auto row = [](const char *name, const QString &call, const QString &message) {
        QTest::newRow(name) << call << message;
    };
    const QString get = u"getItem({ tableName: 'Table', key: { pk: 'p' } }, %1)"_s;
    const QString known =
            u"correlationId, traceParent, traceState, attemptTimeoutMs, "
            "callTimeoutMs, maxRetries, headers, returnConsumedCapacity, exactlyOnce, "
            "retryConflicts, writeStamp"_s;
    row("unknown option", get.arg(u"{ attemptTimeout: 5 }"_s),
        u"options.attemptTimeout is not known; the members are "_s + known);
    row("type of an option", get.arg(u"{ maxRetries: 'many' }"_s),
        u"options.maxRetries must be an integer of at least 0"_s);
    row("negative timeout", get.arg(u"{ callTimeoutMs: -1 }"_s),
        u"options.callTimeoutMs must be an integer of at least 0"_s);
    row("fraction", get.arg(u"{ attemptTimeoutMs: 1.5 }"_s),
        u"options.attemptTimeoutMs must be an integer of at least 0"_s);
    row("options of another type", get.arg(u"'fast'"_s), u"GetItem(): options must be an object"_s);
    row("header", get.arg(u"{ headers: { 'X-A': 1 } }"_s),
        u"options.headers must be an object of strings; \"X-A\" is none"_s);
    row("reserved header", get.arg(u"{ headers: { Host: 'a' } }"_s),
        u"Call options: the header \"Host\" is set by the client; remove it."_s);
    row("trace parent", get.arg(u"{ traceParent: 'x' }"_s),
        u"Call options: traceParent is not valid; it must have the form 00-<32 digits>-<16 digits>-"
        "<2 digits> in lower-case hexadecimal, with ids other than zero."_s);
    row("consumed capacity", get.arg(u"{ returnConsumedCapacity: 'ALL' }"_s),
        u"options.returnConsumedCapacity must be INDEXES, TOTAL or NONE, or an enumerator of "
        "DynamoDB.ReturnConsumedCapacity"_s);
    row("options of execute", u"execute('GetItem', {}, { maxRetry: 1 })"_s,
        u"options.maxRetry is not known; the members are "_s + known);
    row("value in execute", u"execute('GetItem', { Key: { n: DynamoDB.number('5') } })"_s,
        u"parameters.Key.n has no form in JSON; write DynamoDB JSON, such as {\"N\": \"5\"}, with "
        "strings, numbers, booleans, null, arrays and objects"_s);
    row("empty condition",
        u"putItem({ tableName: 'Table', item: { pk: 'p' }, conditionExpression: {} })"_s,
        u"conditionExpression: The expression is empty; omit it, or set it to undefined."_s);
    row("undefined member of a condition",
        u"putItem({ tableName: 'Table', item: { pk: 'p' },"
        "conditionExpression: { v: undefined, w: 1 } })"_s,
        u"conditionExpression.v is undefined; a member of an expression must be defined"_s);
    row("undefined member in a transaction",
        u"transactWriteItems({ transactItems: [{ put: { tableName: 'Table', item: { pk: 'p' },"
        "conditionExpression: { v: undefined } } }] })"_s,
        u"transactItems[0].put.conditionExpression.v is undefined; a member of an expression must "
        "be defined"_s);
    row("unknown test",
        u"putItem({ tableName: 'Table', item: { pk: 'p' },"
        "conditionExpression: { v: { above: 1 } } })"_s,
        u"conditionExpression: v.above: this test is unknown; the tests are =, <>, <, <=, >, >=, "
        "between, in, beginsWith, contains, exists, type and size. To compare with an object, use "
        "\"=\" or DynamoDB.value()."_s);
    row("type of a member", u"getItem({ tableName: { a: 1 }, key: { pk: 'p' } })"_s,
        u"tableName must be a string, not an object"_s);
    row("values that are no object",
        u"query({ tableName: 'Table', keyConditionExpression: { pk: 'p' },"
        "expressionAttributeValues: 'p' })"_s,
        u"expressionAttributeValues must be an object of values"_s);
    row("request", u"getItem('Table')"_s,
        u"GetItem takes an object with the members of the request"_s);
    row("keys of a batch", u"batchGet('Table', { pk: 'p' })"_s,
        u"batchGet(): keys must be an array"_s);
    row("key of a batch", u"batchGet('Table', ['p'])"_s,
        u"batchGet(): keys[0] must be an object of attributes"_s);
    row("options of a batch", u"batchGet('Table', [{ pk: 'p' }], { maxInflight: 1 })"_s,
        u"options.maxInflight is not known; the members are maxInFlight, timeoutMs, maxPending, "
        "keyAttributes, callOptions"_s);
    row("nested options", u"batchWrite('Table', [{ pk: 'p' }], [], { callOptions: { a: 1 } })"_s,
        u"options.callOptions.a is not known; the members are "_s + known);
    row("options of a wait", u"waitUntilTableExists('Table', { timeout: 5 })"_s,
        u"options.timeout is not known; the members are timeoutMs, firstDelayMs, callOptions"_s);
    row("pager", u"pager('GetItem', {}).next()"_s,
        u"\"GetItem\" is not an operation with pages, such as Query, Scan or ListTables."_s);
    row("request of a pager", u"pager('Query', { table: 'Table' }).all()"_s,
        u"[\"table\"]: QueryRequest has no member with this name"_s);
    row("options of a pager", u"pager('Query', {}, { a: 1 }).next()"_s,
        u"options.a is not known; the members are "_s + known);
    row("statement", u"executeStatementAll({ text: 'SELECT', values: [] })"_s,
        u"statement.values is not known; the members are text, parameters"_s);
    row("statements", u"batchExecute([5])"_s,
        u"batchExecute(): statements[0] must be a string, or an object with the members text and "
        "parameters"_s);
    row("condition of a builder",
        u"writeTransaction().put('Table', { pk: 'p' }, { a: undefined }).commit()"_s,
        u"condition.a is undefined; a member of an expression must be defined"_s);
    row("check without condition", u"writeTransaction().check('Table', { pk: 'p' }, {}).commit()"_s,
        u"check(): condition is empty; omit it, or pass undefined"_s);
    row("empty transaction", u"readTransaction().commit()"_s,
        u"The transaction has no action; it must have 1 to 100 actions."_s);
}

// The promise is rejected with the text, and nothing is sent.
void tst_QmlCalls::refused()
{
    QFETCH(const QString, call);
    QFETCH(const QString, message);
    const QString script = u"settle(db.%1, error => report(error.message ?? 'it succeeded'))"_s;
    QCOMPARE(m_host.run(script.arg(call)), message);
}

void tst_QmlCalls::results_data()
{
    QTest::addColumn<QString>("script");
    QTest::addColumn<QString>("result");
    const auto row = [](const char *name, const QString &script, const QString &result) {
        QTest::newRow(name) << script << result;
    };
    row("execute", u"settle(db.execute('Echo', {}), result => report(JSON.stringify(result)))"_s,
        uR"({"Answer":{"N":"42"}})"_s);
    row("batchGet",
        u"settle(db.batchGet('Table', [{ pk: 'p' }]), items => report(JSON.stringify(items)))"_s,
        uR"([{"n":1,"pk":"p"}])"_s);
    row("batchGet of tables",
        u"settle(db.batchGet({ Table: { keys: [{ pk: 'p' }] } }),"
        "tables => report(JSON.stringify(tables)))"_s,
        uR"({"Table":[{"n":1,"pk":"p"}]})"_s);
    row("batchWrite",
        u"settle(db.batchWrite('Table', [{ pk: 'p' }], [{ pk: 'q' }]),"
        "summary => report(JSON.stringify(summary)))"_s,
        uR"({"complete":true,"unwritten":[],"writtenCount":2})"_s);
    row("batchWrite of tables",
        u"settle(db.batchWrite({ Table: [{ deleteRequest: { key: { pk: 'q' } } }] }),"
        "summary => report(String(summary.writtenCount)))"_s,
        u"1"_s);
    row("unwritten",
        u"const writer = db.batchWriter({ keyAttributes: { Table: ['pk'] } });"
        "writer.put('Table', { pk: 'x', n: 5 }); writer.remove('Table', { pk: 'y' });"
        "writer.abort();"
        "settle(writer.flush(), summary => report([summary.complete, summary.unwritten.length,"
        "summary.unwritten[0].tableName, summary.unwritten[0].put.n, "
        "summary.unwritten[1].remove.pk,"
        "DynamoDB.errorName(summary.unwritten[0].error.code)].join()))"_s,
        u"false,2,Table,5,y,Cancelled"_s);
    row("full writer",
        u"const writer = db.batchWriter({ maxPending: 1, keyAttributes: { Table: ['pk'] } });"
        "const room = writer.room(), after = writer.put('Table', { pk: 'x' });"
        "settle(writer.flush(), () => report([room === DynamoDBBatchWriter.Available,"
        "after === DynamoDBBatchWriter.Full].join()))"_s,
        u"true,true"_s);
    row("writer refuses",
        u"try { db.batchWriter().put('Table', { pk: () => 1 }) } catch (error) {"
        "report(error.name + ': ' + error.message) }"_s,
        u"TypeError: item.pk is a function, which has no counterpart in DynamoDB"_s);
    row("statements",
        u"settle(db.batchExecute(['SELECT 1', { text: 'SELECT ?', parameters: [1] }]), all =>"
        "report(JSON.stringify(all[0]) + DynamoDB.errorName(all[1].error.code)))"_s,
        u"{\"item\":{\"pk\":\"p\"}}DuplicateItem"_s);
    row("transaction of statements",
        u"settle(db.transactExecute(['SELECT 1', 'SELECT 2']), all =>"
        "report(JSON.stringify(all)))"_s,
        u"[{\"pk\":\"p\"},null]"_s);
    row("all of a statement",
        u"settle(db.executeStatementAll('SELECT 1'), all => report(JSON.stringify(all)))"_s,
        u"[{\"pk\":\"p\"}]"_s);
    row("read transaction",
        u"settle(db.readTransaction().get('Table', { pk: 'p' }).get('Table', { pk: 'q' }, ['n'])"
        ".commit(), items => report(JSON.stringify(items)))"_s,
        u"[{\"pk\":\"p\"},null]"_s);
    row("pager",
        u"const pages = db.pager('ListTables'); const before = pages.hasMore;"
        "settle(pages.next(), page => report([before, pages.hasMore, page.tableNames].join()))"_s,
        u"true,false,A,B"_s);
    row("all elements", u"settle(db.pager('ListTables').all(), names => report(names.join()))"_s,
        u"A,B"_s);
    row("last page",
        u"const pages = db.pager('ListTables'); settle(pages.next(), () =>"
        "settle(pages.next(), error => report(error.message)))"_s,
        u"There is no further page: check hasMore() before next() or all()."_s);
    row("checkpoint",
        u"try { db.pager('ListTables').setCheckpoint({ after: 5 }) } catch (error) {"
        "report(error.name) }"_s,
        u"TypeError"_s);
    row("item reader",
        u"const reader = db.itemReader('Query', { tableName: 'Table',"
        "keyConditionExpression: { pk: 'p' } });"
        "reader.finished.connect(() => report([reader.itemsAvailable, reader.atEnd,"
        "JSON.stringify(reader.readAll()), reader.atEnd].join())); reader.start()"_s,
        u"1,false,[{\"pk\":\"p\"}],true"_s);
    row("item reader refuses",
        u"try { db.itemReader('GetItem', {}) } catch (error) { report(error.message) }"_s,
        u"itemReader reads Query, Scan or ExecuteStatement, not \"GetItem\""_s);
    row("waiter",
        u"settle(db.waitUntilTableExists('Table', { timeoutMs: 1000 }),"
        "result => report(result.table.tableStatus))"_s,
        u"ACTIVE"_s);
    row("waiter times out",
        u"settle(db.waitUntilTableNotExists('Table', { timeoutMs: 1, firstDelayMs: 1 }),"
        "error => report(DynamoDB.errorName(error.code)))"_s,
        u"Timeout"_s);
    row("waiter fails",
        u"settle(db.waitUntilExportCompleted('arn:aws:dynamodb:us-east-1:1:table/T/export/1'),"
        "error => report(error.status + error.type))"_s,
        u"FAILEDWaiterFailed"_s);
    row("correlation id",
        u"db.finished.connect(outcome => report([outcome.correlationId, outcome.result.item.n,"
        "outcome.durationMs > 0].join()));"
        "db.getItem({ tableName: 'Table', key: { pk: 'p' } }, { correlationId: 'c-1' })"_s,
        u"c-1,7,true"_s);
    row("outcome of execute",
        u"db.finished.connect(outcome => report(outcome.result.Answer.N)); db.execute('Echo', {})"_s,
        u"42"_s);
    row("measurement",
        u"db.measured.connect(m => report([m.operation, m.errorCode, m.durationMs > 0,"
        "m.retryDelayMs < 0, m.region].join()));"
        "db.getItem({ tableName: 'Table', key: { pk: 'p' } })"_s,
        u"GetItem,0,true,true,us-east-1"_s);
    row("statistics",
        u"const statistics = db.statistics; statistics.updated.connect(() => {"
        "if (statistics.requests === 1) report('counted') });"
        "db.getItem({ tableName: 'Table', key: { pk: 'p' } })"_s,
        u"counted"_s);
    row("cancel twice",
        u"const call = db.getItem({ tableName: 'Table', key: { pk: 'p' } });"
        "settle(call, () => { call.cancel(); call.cancel(); report('no effect') })"_s,
        u"no effect"_s);
    row("cancel",
        u"const call = db.getItem({ tableName: 'Table', key: { pk: 'p' } }); call.cancel();"
        "settle(call, error => report(DynamoDB.errorName(error.code)))"_s,
        u"Cancelled"_s);
    row("cancel what was refused",
        u"const call = db.getItem('Table'); call.cancel();"
        "settle(call, error => report(error.code > 0))"_s,
        u"true"_s);
    row("cancel is hidden",
        u"report(Object.keys(db.listTables()).length + typeof db.listTables().cancel)"_s,
        u"0function"_s);
    row("proxy",
        u"db.proxy = 'socks5://127.0.0.1:9'; settle(db.listTables(),"
        "error => report(DynamoDB.errorName(error.code)))"_s,
        u"Request"_s);
    row("credentials provider",
        u"db.accessKeyId = ''; db.secretAccessKey = '';"
        "db.credentialsProvider = { assumeRole: { role: 'x', source: { environment: {} } } };"
        "settle(db.listTables(), error => report(DynamoDB.errorName(error.code) + error.message))"_s,
        u"NoCredentialsQML: credentialsProvider.assumeRole.role is not known; the members are "
        u"roleArn, "
        "sessionName, externalId, durationSeconds, mfaSerial, region, source"_s);
    row("unknown provider",
        u"db.errorOccurred.connect(error => report(error.message));"
        "db.credentialsProvider = { vault: {} }"_s,
        u"credentialsProvider has the unknown member \"vault\"; it must be an object with one of "
        u"the "
        "members environment, sharedFiles, defaultChain, assumeRole, webIdentity, sso, "
        "loginSession, "
        "process, container, instanceMetadata, cognitoIdentity"_s);
    row("process",
        u"db.accessKeyId = ''; db.secretAccessKey = '';"
        "db.credentialsProvider = { process: { program: '/bin/echo', arguments: ['{\"Version\":1,"
        "\"AccessKeyId\":\"AKIDPROCESS\",\"SecretAccessKey\":\"s3cr3t-key\"}'] } };"
        "settle(db.listTables(), tables => report(tables.tableNames.join()))"_s,
        u"A,B"_s);
    row("row of a key",
        u"read(model => report([model.rowOf({ pk: 'p' }), model.rowOf({ pk: 'q' })].join()))"_s,
        u"0,-1"_s);
    row("client of C++", u"report([host.client().region, typeof host.client().getItem].join())"_s,
        u"us-east-1,undefined"_s);
    row("methods of a client of C++",
        u"const methods = DynamoDB.methodsOf(host.client());"
        "settle(methods.getItem({ tableName: 'Table', key: { pk: 'p' } }), result =>"
        "settle(methods.execute('Echo'), echo => report([result.item.n, echo.Answer.N,"
        "methods.accessKeyId, methods === DynamoDB.methodsOf(host.client()),"
        "typeof methods.pager].join())))"_s,
        u"7,42,AKIDEXAMPLE,true,function"_s);
    row("methods of nothing",
        u"try { DynamoDB.methodsOf(null) } catch (error) { report(error.message) }"_s,
        u"DynamoDB.methodsOf() takes a client"_s);
    row("no authorities",
        u"db.errorOccurred.connect(error => report(error.message));"
        "db.caBundle = 'file:///nowhere/ca.pem'"_s,
        u"caBundle: the file \"file:///nowhere/ca.pem\" can't be read or contains no certificate."_s);
}

void tst_QmlCalls::results()
{
    QFETCH(const QString, script);
    QFETCH(const QString, result);
    m_host.reply(u"Echo"_s, R"({"Answer":{"N":"42"}})");
    m_host.reply(u"GetItem"_s, R"({"Item":{"pk":{"S":"p"},"n":{"N":"7"}}})");
    m_host.reply(u"Query"_s, R"({"Items":[{"pk":{"S":"p"}}],"Count":1,"ScannedCount":1})");
    m_host.reply(u"BatchGetItem"_s, R"({"Responses":{"Table":[{"pk":{"S":"p"},"n":{"N":"1"}}]}})");
    m_host.reply(u"ExecuteStatement"_s, R"({"Items":[{"pk":{"S":"p"}}]})");
    m_host.reply(u"BatchExecuteStatement"_s, R"({"Responses":[{"Item":{"pk":{"S":"p"}}},
        {"Error":{"Code":"DuplicateItem","Message":"exists"}}]})");
    m_host.reply(u"ExecuteTransaction"_s, R"({"Responses":[{"Item":{"pk":{"S":"p"}}},{}]})");
    m_host.reply(u"TransactGetItems"_s, R"({"Responses":[{"Item":{"pk":{"S":"p"}}},{}]})");
    m_host.reply(u"ListTables"_s, R"({"TableNames":["A","B"]})");
    m_host.reply(u"DescribeExport"_s,
                 R"({"ExportDescription":{"ExportStatus":"FAILED","FailureMessage":"no bucket"}})");
    QCOMPARE(m_host.run(script), result);
}

// The option overrides maxRetries of the client, which is 0.
void tst_QmlCalls::retries()
{
    m_host.reply(u"GetItem"_s, "{}", 500);
    const QString script = u"settle(db.getItem({ tableName: 'Table', key: { pk: 'p' } },"
                           "{ maxRetries: 1 }), error => report(String(error.attempts)))"_s;
    QCOMPARE(m_host.run(script), u"2"_s);
    const QString delay = u"db.retrying.connect((error, delay) => report([delay >= 0,"
                          "delay + 1 > 0, typeof JSON.stringify({ delay })].join()));"
                          "db.getItem({ tableName: 'Table', key: { pk: 'p' } },"
                          "{ maxRetries: 1 })"_s;
    QCOMPARE(m_host.run(delay), u"true,true,string"_s);
    m_host.reply(u"GetItem"_s, "{}");
}

// A model writes with its options.
void tst_QmlCalls::writesOfModels()
{
    m_host.reply(u"Query"_s, R"({"Items":[{"pk":{"S":"p"},"n":{"S":"old"},"v":{"N":"1"}}],
        "Count":1,"ScannedCount":1})");
    const QString script =
            u"db.finished.connect(outcome => {"
            "if (outcome.operation === 'UpdateItem') report(outcome.correlationId) });"
            "read(model => model.setAttribute(0, 'n', 'new'),"
            "{ writeOptions: { correlationId: 'edit' } })"_s;
    QCOMPARE(m_host.run(script), u"edit"_s);
}

void tst_QmlCalls::names_data()
{
    QTest::addColumn<QString>("script");
    QTest::addColumn<QString>("message");
    QTest::newRow("filter of a model")
            << u"root.model.filter = { v: {} }; report(root.errors.join())"_s
            << u"v has no tests in it; to compare with an object, use \"=\" or DynamoDB.value()."_s;
    QTest::newRow("error of a model")
            << u"root.model.filter = { v: {} }; report(root.model.error.message + root.errors[0])"_s
            << u"v has no tests in it; to compare with an object, use \"=\" or DynamoDB.value()."_s;
    QTest::newRow("write options of a model")
            << u"root.model.writeOptions = { maxRetries: 1, once: true }; report(root.errors.join())"_s
            << u"writeOptions.once is not known; the members are correlationId, traceParent, "
               "traceState, attemptTimeoutMs, callTimeoutMs, maxRetries, headers, "
               "returnConsumedCapacity, exactlyOnce, retryConflicts, writeStamp"_s;
    QTest::newRow("exception")
            << u"DynamoDB.expression({ condition: { v: {} } })"_s
            << u"thrown: v has no tests in it; to compare with an object, use \"=\" or "
               "DynamoDB.value()."_s;
    QTest::newRow("undefined in an expression")
            << u"DynamoDB.expression({ filter: undefined, condition: { v: undefined } })"_s
            << u"thrown: condition.v is undefined; a member of an expression must be defined"_s;
    QTest::newRow("editing")
            << u"read(model => { model.setData(model.index(0, model.columnOf('n')), 'x', 2);"
               "report(root.errors.join()) })"_s
            << u"\"x\" is not a number: this is not a decimal number, such as -12.5 or 1E+20. To "
               u"change "
               "the type, pass DynamoDB.value()."_s;
    QTest::newRow("quoted text is data")
            << u"settle(db.pager('QDynamoDBClient::x').next(), error => report(error.message))"_s
            << u"\"QDynamoDBClient::x\" is not an operation with pages, such as Query, Scan or "
               "ListTables."_s;
}

// Messages name types and functions of QML.
void tst_QmlCalls::names()
{
    QFETCH(const QString, script);
    QFETCH(const QString, message);
    m_host.reply(u"Query"_s, R"({"Items":[{"pk":{"S":"p"},"n":{"N":"1"},"v":{"N":"1"}}],
        "Count":1,"ScannedCount":1})");
    QCOMPARE(m_host.run(script), message);
}

void tst_QmlCalls::texts_data()
{
    QTest::addColumn<QString>("cpp");
    QTest::addColumn<QString>("qml");
    const auto row = [](const QString &cpp, const QString &qml) {
        QTest::newRow(qPrintable(cpp)) << cpp << qml;
    };
    row(u"QDynamoDBCallOptions: callTimeout is -1 ms; it must be at least 0."_s,
        u"Call options: callTimeoutMs is -1 ms; it must be at least 0."_s);
    row(u"Set QDynamoDBBatchOptions::keyAttributes or grant it."_s,
        u"Set the option keyAttributes or grant it."_s);
    row(u"connect to the client's signal mfaRequired(), or set RoleOptions::mfaCode"_s,
        u"handle the client's signal mfaRequired"_s);
    row(u"key must be an object, not QVariantList"_s, u"key must be an object, not an array"_s);
    row(u"key must be an object, not std::nullptr_t"_s, u"key must be an object, not null"_s);
    row(u"the client's user said 'QDynamoDBClient' and \"A::b\""_s,
        u"the client's user said 'QDynamoDBClient' and \"A::b\""_s);
    row(u"use QDynamoDBQueryModel::filter"_s, u"use DynamoDBQueryModel.filter"_s);
}

// The texts of errors of the client; quoted parts are data.
void tst_QmlCalls::texts()
{
    QFETCH(const QString, cpp);
    QFETCH(const QString, qml);
    QCOMPARE(m_host.errorText(cpp), qml);
}

// No text literal of the library names a C++ type or member after the translation.
void tst_QmlCalls::textsOfTheLibrary()
{
    static const QRegularExpression literal(u"\"((?:[^\"\\\\\\n]|\\\\.)*)\""_s);
    static const QRegularExpression name(u"\\bQDynamoDB|\\bstd::|\\w::\\w"_s);
    static const QRegularExpression comment(u"/\\*.*?\\*/"_s,
                                            QRegularExpression::DotMatchesEverythingOption);
    int count = 0;
    QDirIterator files(QStringLiteral(SOURCE_FOLDER), { u"*.cpp"_s }, QDir::Files,
                       QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString path = files.next();
        // Not reachable from QML, or debug output.
        static const QRegularExpression other(
                u"/(?:generated|httpserver|testing|widgets|mapping|store)/"_s);
        if (path.contains(other))
            continue;
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        for (const QString &line : QString::fromUtf8(file.readAll()).remove(comment).split(u'\n')) {
            if (line.trimmed().startsWith("//"_L1) || line.startsWith(u'#'))
                continue;
            for (auto match = literal.globalMatch(line); match.hasNext();) {
                const QString text = match.next().captured(1);
                if (!text.contains(name) || !text.contains(u' '))
                    continue; // no sentence
                ++count;
                const QString shown = m_host.errorText(text);
                QVERIFY2(!shown.contains(name), qPrintable(path + ": "_L1 + shown));
            }
        }
    }
    QVERIFY2(count > 3, qPrintable(QString::number(count)));
}

QTEST_GUILESS_MAIN(tst_QmlCalls)
#include "tst_qmlcalls.moc"
