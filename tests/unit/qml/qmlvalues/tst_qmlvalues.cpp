// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "scripthost.h"

#include "processes/process.h"

#include <QtDynamoDB/qdynamodbvalue.h>

#include <QtCore/qcoreapplication.h>
#include <QtCore/qjsonarray.h>
#include <QtCore/qjsondocument.h>
#include <QtTest/qtest.h>

#include <cstdio>

using namespace Qt::StringLiterals;

namespace {

const auto digits = u"1318796827993409899"_s;

// Adds one item with a number that no double can hold, also in a set.
void fill(ScriptHost *host)
{
    const QByteArray item = R"({"pk":{"S":"p"},"n":{"N":"1318796827993409899"},"v":{"N":"5"},
        "index":{"N":"41"},"model":{"S":"theirs"},"modelData":{"S":"theirs"},
        "row":{"N":"42"},"display":{"S":"theirs"},"Index":{"N":"43"},
        "s":{"NS":["1318796827993409899","7"]},"b":{"B":"eA=="},
        "l":{"L":[{"N":"1318796827993409899"},{"M":{"n":{"N":"-9007199254740993"}}}]}})";
    host->reply(u"GetItem"_s, R"({"Item":)" + item + '}');
    host->reply(u"Query"_s, R"({"Items":[)" + item + R"(],"Count":1,"ScannedCount":1})");
    host->reply(u"PutItem"_s,
                R"({"__type":"com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException",
                    "message":"The conditional request failed","Item":)"
                        + item + '}',
                400);
    host->reply(u"TransactWriteItems"_s,
                R"({"__type":"com.amazonaws.dynamodb.v20120810#TransactionCanceledException",
                    "message":"Transaction cancelled","CancellationReasons":[{"Code":"None"},
                    {"Code":"ConditionalCheckFailed","Message":"failed","Item":)"
                        + item + "}]}",
                400);
}

struct Script
{
    const char *name;
    QString text;
    QString result;
};

// Each is the first operation of a process.
const QList<Script> freshScripts = {
    { "String", u"report(String(DynamoDB.number(\"1318796827993409899\")))"_s, digits },
    { "template", u"report(`${DynamoDB.number(\"1318796827993409899\")}`)"_s, digits },
    { "concatenation", u"report(\"\" + DynamoDB.number(\"1318796827993409899\"))"_s, digits },
    { "JSON", u"report(JSON.stringify({ n: DynamoDB.number(\"1318796827993409899\") }))"_s,
      u"{\"n\":\"1318796827993409899\"}"_s },
    { "JSON of a list", u"report(JSON.stringify([DynamoDB.number(\"1318796827993409899\")]))"_s,
      u"[\"1318796827993409899\"]"_s },
    { "equality",
      u"const n = DynamoDB.number(\"1318796827993409899\");"
      "report([n == \"1318796827993409899\", n == DynamoDB.number(\"1318796827993409899\"),"
      "n === DynamoDB.number(\"1318796827993409899\"),"
      "n == DynamoDB.number(\"1318796827993409898\"), n > 5, n < 5].join())"_s,
      u"true,true,true,false,true,false"_s },
    { "Number", u"report(String(Number(DynamoDB.number(\"42\"))))"_s, u"42"_s },
    { "set", u"report(String(DynamoDB.numberSet([DynamoDB.number(\"1318796827993409899\")])))"_s,
      digits },
    { "JSON of a set",
      u"report(JSON.stringify(DynamoDB.numberSet([DynamoDB.number(\"1318796827993409899\"), 1])))"_s,
      u"[\"1318796827993409899\",1]"_s },
    { "JSON of a value",
      u"report(JSON.stringify(DynamoDB.value({ n: DynamoDB.number(\"1318796827993409899\") })))"_s,
      u"{\"n\":\"1318796827993409899\"}"_s },
    { "text of a value",
      u"report(String(DynamoDB.value(DynamoDB.number(\"1318796827993409899\"))))"_s, digits },
    { "result",
      u"settle(db.getItem({ tableName: \"Table\", key: { pk: \"p\" } }),"
      "result => report(String(result.item.n)))"_s,
      digits },
    { "JSON of a result",
      u"settle(db.getItem({ tableName: \"Table\", key: { pk: \"p\" } }),"
      "result => report(JSON.stringify(result.item.l)))"_s,
      u"[\"1318796827993409899\",{\"n\":\"-9007199254740993\"}]"_s },
    { "JSON of a result's set",
      u"settle(db.getItem({ tableName: \"Table\", key: { pk: \"p\" } }),"
      "result => report(JSON.stringify(result.item.s)))"_s,
      u"[\"1318796827993409899\",7]"_s },
    { "elements",
      u"settle(db.getItem({ tableName: \"Table\", key: { pk: \"p\" } }),"
      "result => report(String(result.item.s.elements[0])))"_s,
      digits },
    { "error",
      u"settle(db.putItem({ tableName: \"Table\", item: { pk: \"p\" } }),"
      "error => report(String(error.item.n)))"_s,
      digits },
    { "cancellation reason",
      u"settle(db.transactWriteItems({ transactItems: [{ put: { tableName: \"Table\","
      "item: { pk: \"p\" } } }] }), error => report(String(error.cancellationReasons[1].item.n)))"_s,
      digits },
    { "error of a signal",
      u"db.errorOccurred.connect(error => report(String(error.item.n) + error.item.l[0]"
      "+ error.item.s.elements[0]));"
      "db.putItem({ tableName: \"Table\", item: { pk: \"p\" } }).catch(() => {})"_s,
      digits + digits + digits },
    { "reason of a signal",
      u"db.errorOccurred.connect(error => report(String(error.cancellationReasons[1].item.n)"
      "+ (error.item === undefined) + (error.cancellationReasons[0].item === undefined)));"
      "db.transactWriteItems({ transactItems: [{ put: { tableName: \"Table\","
      "item: { pk: \"p\" } } }] }).catch(() => {})"_s,
      digits + u"truetrue"_s },
    { "outcome",
      u"db.finished.connect(outcome => report(String(outcome.result.item.n)));"
      "db.getItem({ tableName: \"Table\", key: { pk: \"p\" } })"_s,
      digits },
    { "get()", u"read(model => report(String(model.get(0).n)))"_s, digits },
    { "required property", u"read((model, delegate) => report(delegate.n))"_s, digits },
    { "binding", u"read((model, delegate) => report(delegate.label))"_s, digits },
    { "delegate's model", u"read((model, delegate) => report(String(delegate.model.n)))"_s, digits },
    { "delegate's item",
      u"read((model, delegate) => report(String(delegate.item.n)"
      "+ delegate.item.l[0]))"_s,
      digits + digits },
    { "display",
      u"read(model => report(String(model.data(model.index(0, model.columnOf(\"n\"))))))"_s,
      digits },
    { "edit",
      u"read(model => report(String(model.data(model.index(0, model.columnOf(\"n\")), 2))))"_s,
      digits },
};

// Runs a script as the first operation of this process and prints its result.
int runScript(const QString &name)
{
    for (const Script &script : freshScripts) {
        if (name != QLatin1StringView(script.name))
            continue;
        ScriptHost host;
        fill(&host);
        std::puts(qPrintable(host.run(script.text)));
        return 0;
    }
    return 1;
}

} // namespace

// Values converted to JavaScript and back.
class tst_QmlValues : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void freshProcess_data();
    void freshProcess();
    void scripts_data();
    void scripts();
    void sent_data();
    void sent();
    void refused_data();
    void refused();
    void filters_data();
    void filters();

private:
    ScriptHost m_host;
};

void tst_QmlValues::freshProcess_data()
{
    QTest::addColumn<QString>("result");
    for (const Script &script : freshScripts)
        QTest::newRow(script.name) << script.result;
}

// Numbers keep all their digits whichever operation is the first one of a process.
void tst_QmlValues::freshProcess()
{
    QFETCH(const QString, result);
    const ProcessResult process = runProcess(QCoreApplication::applicationFilePath(),
                                             { u"--script"_s,
                                               QString::fromLatin1(QTest::currentDataTag()) });
    QVERIFY2(process.ok, process.errors.constData());
    QCOMPARE(QString::fromUtf8(process.output).trimmed(), result);
    QVERIFY2(!process.errors.contains("Too many arguments")
                     && !process.errors.contains("Unable to assign"),
             process.errors.constData());
}

void tst_QmlValues::scripts_data()
{
    QTest::addColumn<QString>("script");
    QTest::addColumn<QString>("result");
    const auto row = [](const char *name, const char16_t *script, const char16_t *result) {
        QTest::newRow(name) << QString::fromUtf16(script) << QString::fromUtf16(result);
    };
    row("elements are found",
        u"settle(db.getItem({ tableName: 'Table', key: { pk: 'p' } }), result => report("
        "result.item.s.elements.includes(DynamoDB.number('1318796827993409899'))"
        "+ ' ' + result.item.s.elements.includes(7)))",
        u"true true");
    row("compare exactly",
        u"report(['1318796827993409898', '1318796827993409899', '1318796827993409900'].map(n =>"
        "DynamoDB.compare(DynamoDB.number(n), DynamoDB.number('1318796827993409899')) ).map("
        "Math.sign).join())",
        u"-1,0,1");
    row("compare types",
        u"const all = ['x', 2, undefined, null, [1], -1, true, DynamoDB.fromUtf8('b'), false, 10];"
        "report(JSON.stringify(all.slice().sort((a, b) => DynamoDB.compare(a ?? null, b ?? null)"
        ").filter(x => typeof x !== 'object')))",
        u"[false,true,-1,2,10,\"x\",null]");
    row("undefined is last", u"report(String(DynamoDB.compare(undefined, [])))", u"1");
    row("number of a number",
        u"report(String(DynamoDB.number(5)) + DynamoDB.number(1.5)"
        "+ DynamoDB.number(new Number(7)) + DynamoDB.number(DynamoDB.number('8')))",
        u"51.578");
    row("value of a list", u"report(DynamoDB.value([1, 'x']).elements.join())", u"1,x");
    // Lists and maps are present even if the service sent none.
    row("no items",
        u"settle(db.scan({ tableName: 'Table' }), result =>"
        "report(result.items.length + ' ' + result.lastEvaluatedKey))",
        u"0 undefined");
    row("no tables", u"settle(db.listTables(), result => report('' + result.tableNames.length))",
        u"0");
    row("nothing left over",
        u"settle(db.batchWriteItem({ requestItems: { Table: [{ deleteRequest:"
        "{ key: { pk: 'p' } } }] } }), result => report(JSON.stringify(result.unprocessedItems)))",
        u"{}");
    row("no keys left over",
        u"settle(db.batchGetItem({ requestItems: { Table: { keys:"
        "[{ pk: 'p' }] } } }), result => report(JSON.stringify(result)))",
        u"{\"consumedCapacity\":[],\"responses\":{},\"unprocessedKeys\":{}}");
    row("no rows of a statement",
        u"settle(db.executeStatement({ statement: 'SELECT * FROM T' }),"
        "result => report(JSON.stringify(result.items)))",
        u"[]");
    row("no item",
        u"settle(db.deleteItem({ tableName: 'Table', key: { pk: 'p' } }), result =>"
        "report(String(result.attributes)))",
        u"undefined");
    row("nested",
        u"settle(db.describeTable({ tableName: 'Table' }), result =>"
        "report(JSON.stringify(result.table.globalSecondaryIndexes)"
        "+ result.table.billingModeSummary))",
        u"[]undefined");
    // Properties of the delegate itself.
    row("delegate's index",
        u"read((model, delegate) => report([delegate.index, delegate.model.index_,"
        "delegate.item.index, typeof delegate.model, delegate.model.model_,"
        "delegate.model.modelData_, delegate.model.row_, delegate.model.display_,"
        "delegate.model.index, delegate.model.row].join()))",
        u"0,41,41,object,theirs,theirs,42,theirs,0,0");
    row("second name",
        u"read((model, delegate) => report([delegate.model.Index,"
        "delegate.model.index__, model.get(0).Index].join()))",
        u"43,43,43");
    row("real", u"read((model, delegate) => report(String(delegate.v)))", u"5");
    // Names that have a meaning in JavaScript.
    row("names", u"const o = host.hostile(); report(Object.keys(o).join() + o.x)",
        u"__proto__,constructor,length,toJSONundefined");
}

void tst_QmlValues::scripts()
{
    QFETCH(const QString, script);
    QFETCH(const QString, result);
    fill(&m_host);
    QCOMPARE(m_host.run(script), result);
}

void tst_QmlValues::sent_data()
{
    QTest::addColumn<QString>("value");
    QTest::addColumn<QString>("json");
    const auto row = [](const char *name, const char16_t *value, const char16_t *json) {
        QTest::newRow(name) << QString::fromUtf16(value) << QString::fromUtf16(json);
    };
    row("large number", u"DynamoDB.number('1318796827993409899')",
        uR"({"N":"1318796827993409899"})");
    row("large set", u"DynamoDB.numberSet([DynamoDB.number('1318796827993409899')])",
        uR"({"NS":["1318796827993409899"]})");
    row("power of ten", u"1e100", uR"({"N":"1E+100"})");
    row("fraction", u"0.1 + 0.2", uR"({"N":"0.30000000000000004"})");
    row("safe integer", u"-9007199254740991", uR"({"N":"-9007199254740991"})");
    row("Number", u"new Number(5)", uR"({"N":"5"})");
    row("String", u"new String('abc')", uR"({"S":"abc"})");
    row("Boolean", u"new Boolean(false)", uR"({"BOOL":false})");
    row("$attribute", u"{ $attribute: 'secret' }", uR"({"M":{"$attribute":{"S":"secret"}}})");
    row("$ref", u"{ $ref: '#' }", uR"({"M":{"$ref":{"S":"#"}}})");
    row("like a view", u"{ buffer: new ArrayBuffer(1), byteLength: 1, byteOffset: 0 }",
        uR"({"M":{"buffer":{"B":"AA=="},"byteLength":{"N":"1"},"byteOffset":{"N":"0"}}})");
    row("like a Set", u"{ constructor: { name: 'Set' } }",
        uR"({"M":{"constructor":{"M":{"name":{"S":"Set"}}}}})");
    row("like a list", u"{ length: 2, 0: 'a' }", uR"({"M":{"0":{"S":"a"},"length":{"N":"2"}}})");
    row("like a value", u"{ type: 8, elements: ['a'] }",
        uR"({"M":{"elements":{"L":[{"S":"a"}]},"type":{"N":"8"}}})");
    row("__proto__", u"JSON.parse('{\"__proto__\":{\"x\":1},\"toJSON\":\"x\",\"valueOf\":1}')",
        uR"({"M":{"__proto__":{"M":{"x":{"N":"1"}}},"toJSON":{"S":"x"},"valueOf":{"N":"1"}}})");
    row("own tag", u"{ $tag: { 'Symbol.toStringTag': 'Map' }, hasOwnProperty: 1 }",
        uR"({"M":{"$tag":{"M":{"Symbol.toStringTag":{"S":"Map"}}},"hasOwnProperty":{"N":"1"}}})");
    row("typed array", u"new Uint16Array([1, 2]).subarray(1)", uR"({"B":"AgA="})");
    row("DataView", u"new DataView(new Uint8Array([1, 2, 3]).buffer, 1, 2)", uR"({"B":"AgM="})");
    row("ArrayBuffer", u"new Uint8Array([1]).buffer", uR"({"B":"AQ=="})");
    row("hidden members", u"Object.defineProperty({ a: 1 }, 'b', { value: 2 })",
        uR"({"M":{"a":{"N":"1"}}})");
    row("instance", u"new (class { constructor() { this.x = 1 } get y() { return 2 } })",
        uR"({"M":{"x":{"N":"1"}}})");
    row("arguments", u"(function() { return arguments })(1, 'a')",
        uR"({"L":[{"N":"1"},{"S":"a"}]})");
    row("value", u"DynamoDB.value({ $attribute: 'x' })", uR"({"M":{"$attribute":{"S":"x"}}})");
    row("value in a list", u"[DynamoDB.value(new Number(1)), DynamoDB.stringSet(['a'])]",
        uR"({"L":[{"N":"1"},{"SS":["a"]}]})");
    row("null prototype", u"Object.assign(Object.create(null), { a: 1 })",
        uR"({"M":{"a":{"N":"1"}}})");
}

void tst_QmlValues::sent()
{
    QFETCH(const QString, value);
    QFETCH(const QString, json);
    const QJsonObject expected = QJsonDocument::fromJson(json.toUtf8()).object();
    m_host.reply(u"PutItem"_s, "{}");
    QCOMPARE(m_host.run(u"settle(db.putItem({ tableName: 'Table', item: { pk: 'p', v: "_s + value
                        + u" } }), result => report(String(result)))"_s),
             u"[object Object]"_s);
    QCOMPARE(m_host.sent(u"PutItem"_s)[u"Item"][u"v"].toObject(), expected);

    // The same values written with a model.
    fill(&m_host);
    m_host.reply(u"PutItem"_s, "{}");
    QCOMPARE(m_host.run(u"read(model => { model.pendingWritesChanged.connect(() => {"
                        "if (model.pendingWrites === 0) report('done') });"
                        "if (!model.append({ pk: 'q', v: "_s
                        + value + u" })) report(errors.join()) })"_s),
             u"done"_s);
    QCOMPARE(m_host.sent(u"PutItem"_s)[u"Item"][u"v"].toObject(), expected);

    // The same values as placeholders.
    QCOMPARE(m_host.run(u"read(() => report('done'), { keyCondition: 'pk = :v', values: { ':v': "_s
                        + value + u" } })"_s),
             u"done"_s);
    QCOMPARE(m_host.sent(u"Query"_s)[u"ExpressionAttributeValues"][u":v"].toObject(), expected);
}

void tst_QmlValues::refused_data()
{
    QTest::addColumn<QString>("value");
    QTest::addColumn<QString>("says");
    const auto row = [](const char *name, const char16_t *value, const char16_t *says) {
        QTest::newRow(name) << QString::fromUtf16(value) << QString::fromUtf16(says);
    };
    row("rounded integer", u"1318796827993409899", u"may have rounded");
    row("first rounded integer", u"9007199254740993", u"may have rounded");
    row("in a list", u"[[-9007199254740993]]", u"v[0][0] is -9007199254740992");
    row("in a set", u"DynamoDB.numberSet([9007199254740993])", u"may have rounded");
    row("number()", u"DynamoDB.number(9007199254740993)", u"may have rounded");
    row("number() of text", u"DynamoDB.number('1e')", u"not a decimal number");
    row("number() of nothing", u"DynamoDB.number(undefined)", u"not a decimal number");
    row("number() of NaN", u"DynamoDB.number(NaN)", u"not a decimal number");
    row("value() of nothing", u"DynamoDB.value(undefined)", u"no value for undefined");
    row("value() of a Map", u"DynamoDB.value(new Map())", u"is of the type Map");
    row("attribute", u"DynamoDB.attribute('x')", u"v");
    row("attribute()", u"DynamoDB.attribute('')", u"must not be empty");
    row("symbol", u"Symbol('x')", u"v is a symbol");
    row("boxed symbol", u"Object(Symbol('x'))", u"v is of the type Symbol");
    row("Set", u"new Set()", u"DynamoDB.stringSet()");
    row("WeakMap", u"new WeakMap()", u"v is of the type WeakMap");
    row("RegExp", u"/x/", u"v is of the type RegExp");
    row("Promise", u"Promise.resolve(1)", u"v is of the type Promise");
    row("Error", u"new Error('x')", u"v is of the type Error");
    row("no date", u"new Date(NaN)", u"v is an invalid Date");
    row("getter that throws", u"({ get a() { throw new Error('mine') } })", u"mine");
    row("sparse", u"new Array(4294967295)", u"v[0] is undefined");
    row("function", u"() => 1", u"v is a function");
}

void tst_QmlValues::refused()
{
    QFETCH(const QString, value);
    QFETCH(const QString, says);
    const QString text = m_host.run(
            u"settle(db.putItem({ tableName: 'Table', item: { pk: 'p', v: "_s + value
            + u" } }), result => report(result instanceof Error ? result.message : 'sent'))"_s);
    QVERIFY2(text.contains(says) && text != u"sent", qPrintable(text));
}

void tst_QmlValues::filters_data()
{
    QTest::addColumn<QString>("filter");
    QTest::addColumn<QString>("expression");
    QTest::addColumn<QString>("values");
    const auto row = [](const char *name, const char16_t *filter, const char16_t *expression,
                        const char16_t *values) {
        QTest::newRow(name) << QString::fromUtf16(filter) << QString::fromUtf16(expression)
                            << QString::fromUtf16(values);
    };
    row("attribute", u"{ a: { '>': DynamoDB.attribute('b') } }", u"#n0 > #n1", u"{}");
    row("data", u"{ a: { '=': { $attribute: 'secret' } } }", u"#n0 = :v0",
        uR"({":v0":{"M":{"$attribute":{"S":"secret"}}}})");
    row("tests as data", u"{ a: DynamoDB.value({ '>': '' }) }", u"#n0 = :v0",
        uR"({":v0":{"M":{">":{"S":""}}}})");
    row("large number", u"{ a: { contains: DynamoDB.number('1318796827993409899') } }",
        u"contains(#n0, :v0)", uR"({":v0":{"N":"1318796827993409899"}})");
    row("boxed", u"{ a: new Number(5) }", u"#n0 = :v0", uR"({":v0":{"N":"5"}})");
    row("refused data", u"{ a: { $attribute: 'secret' } }", u"", u"");
    row("refused number", u"{ a: 1318796827993409899 }", u"", u"");
}

void tst_QmlValues::filters()
{
    QFETCH(const QString, filter);
    QFETCH(const QString, expression);
    QFETCH(const QString, values);
    fill(&m_host);
    const QString text = m_host.run(u"read(() => report(errors.join()), { keyCondition: 'pk = :p',"
                                    "values: { ':p': 'p' }, filter: "_s
                                    + filter + u" })"_s);
    const QJsonObject request = m_host.sent(u"Query"_s);
    QCOMPARE(request[u"FilterExpression"].toString(), expression);
    if (expression.isEmpty()) {
        QVERIFY(!text.isEmpty());
        return;
    }
    QCOMPARE(text, QString());
    QJsonObject sentValues = request[u"ExpressionAttributeValues"].toObject();
    sentValues.remove(u":p"_s);
    QCOMPARE(sentValues, QJsonDocument::fromJson(values.toUtf8()).object());

    // The same in a request that the script has built.
    QCOMPARE(m_host.run(u"settle(db.scan(Object.assign({ tableName: 'Table' },"
                        "DynamoDB.expression({ filter: "_s
                        + filter + u" }))), result => report('done'))"_s),
             u"done"_s);
    QCOMPARE(m_host.sent(u"Scan"_s)[u"FilterExpression"].toString(), expression);
}

int main(int argc, char *argv[])
{
    QCoreApplication app(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() == 3 && arguments[1] == u"--script")
        return runScript(arguments[2]);
    tst_QmlValues test;
    QTEST_SET_MAIN_SOURCE_PATH
    return QTest::qExec(&test, argc, argv);
}

#include "tst_qmlvalues.moc"
