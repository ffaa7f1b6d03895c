// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

import QtQuick
import QtTest
import QtDynamoDB

LocalTestCase {
    id: test

    name: "Client"
    endpoint: localEndpoint // qmllint disable unqualified

    property string table

    SignalSpy {
        id: errors
        target: test.db
        signalName: "errorOccurred"
    }
    SignalSpy {
        id: timeouts
        target: other
        signalName: "callTimeoutMsChanged"
    }
    DynamoDBClient {
        id: stranger

        property var required: []

        region: "us-east-1"
        endpoint: test.endpoint
        profile: "not-there"
        onCredentialsRequired: error => required.push(error.code)
        onMfaRequired: mfaSerial => provideMfaCode(mfaSerial)
        onAuthorizationRequired: (url, code) => console.log(url, code)
    }
    DynamoDBClient {
        id: other
        region: "us-east-1"
        attemptTimeoutMs: 1500
        maxConnections: 7
        maxRetries: 1
        retryMode: DynamoDBClient.Adaptive
        plainHttpAllowed: true
    }

    DynamoDBProfiles {
        id: profiles
    }

    function initTestCase() {
        table = makeTable();
    }

    function test_profiles() {
        tryCompare(profiles, "loading", false);
        compare(profiles.error.code, DynamoDB.ErrorCode.NoError);
        compare(profiles.names, ["default", "of-the-test"]);
    }

    function test_properties() {
        compare(other.region, "us-east-1");
        compare(other.attemptTimeoutMs, 1500);
        compare(other.maxConnections, 7);
        compare(other.maxRetries, 1);
        compare(other.retryMode, DynamoDBClient.Adaptive);
        compare(other.plainHttpAllowed, true);
        compare(other.accessKeyId, "");

        timeouts.clear();
        other.callTimeoutMs = 2500;
        compare(other.callTimeoutMs, 2500);
        compare(timeouts.count, 1);
        other.callTimeoutMs = 2500;
        compare(timeouts.count, 1);

        compare(test.db.accessKeyId, "local");
        compare(test.db.secretAccessKey, "local");
        compare(test.db.sessionToken, "");
    }

    function test_roundTrip_data() {
        const bytes = new Uint8Array([0, 1, 254, 255]).buffer;
        return [
            { tag: "string", value: "Grüße" },
            { tag: "empty string", value: "" },
            { tag: "zero", value: 0 },
            { tag: "integer", value: -42 },
            { tag: "largest safe integer", value: 9007199254740991 },
            { tag: "fraction", value: 0.1 },
            { tag: "tiny", value: 1e-100 },
            { tag: "true", value: true },
            { tag: "false", value: false },
            { tag: "null", value: null },
            { tag: "empty list", value: [] },
            { tag: "list", value: [1, "two", [null], { three: 3 }] },
            { tag: "empty map", value: {} },
            { tag: "map", value: { a: { b: { c: [true] } } } },
            { tag: "binary", value: bytes }
        ];
    }

    function test_roundTrip(data) {
        result(db.putItem({ tableName: table, item: { pk: "round", sk: 1, value: data.value } }));
        const item = result(db.getItem({ tableName: table, key: { pk: "round", sk: 1 } })).item;
        compare(item.pk, "round");
        compare(item.sk, 1);
        if (data.value instanceof ArrayBuffer) {
            verify(item.value instanceof ArrayBuffer);
            compare(Array.from(new Uint8Array(item.value)), Array.from(new Uint8Array(data.value)));
        } else {
            compare(typeof item.value, typeof data.value);
            compare(item.value, data.value);
        }
    }

    function test_dateIsText() {
        const when = new Date(Date.UTC(2026, 10, 25, 1, 2, 3, 456));
        result(db.putItem({ tableName: table, item: { pk: "date", sk: 1, when: when } }));
        const item = result(db.getItem({ tableName: table, key: { pk: "date", sk: 1 } })).item;
        compare(item.when, "2026-11-25T01:02:03.456Z");
        compare(new Date(item.when).getTime(), when.getTime());
    }

    function test_undefinedIsAbsent() {
        result(db.putItem({
            tableName: table, conditionExpression: undefined,
            item: { pk: "undefined", sk: 1, none: undefined, map: { none: undefined, some: 1 } }
        }));
        const item = result(db.getItem({ tableName: table, key: { pk: "undefined", sk: 1 } })).item;
        compare(Object.keys(item).sort(), ["map", "pk", "sk"]);
        compare(item.map, { some: 1 });
        // Without an item, the result has no member "item".
        const nothing = result(db.getItem({ tableName: table, key: { pk: "nobody", sk: 1 } }));
        compare(nothing.item, undefined);
    }

    function test_typedArrays() {
        const bytes = new Uint8Array([1, 2, 3, 4, 5]);
        result(db.putItem({
            tableName: table,
            item: { pk: "typed", sk: 1, all: bytes, part: new Uint8Array(bytes.buffer, 1, 3) }
        }));
        const item = result(db.getItem({ tableName: table, key: { pk: "typed", sk: 1 } })).item;
        compare(Array.from(new Uint8Array(item.all)), [1, 2, 3, 4, 5]);
        compare(Array.from(new Uint8Array(item.part)), [2, 3, 4]);
    }

    function test_bigNumbers() {
        const digits = "12345678901234567890123456789012345678";
        result(db.putItem({
            tableName: table,
            item: { pk: "big", sk: 1, big: DynamoDB.number(digits), list: [DynamoDB.number("9007199254740993")],
                    small: DynamoDB.number("42") }
        }));
        const item = result(db.getItem({ tableName: table, key: { pk: "big", sk: 1 } })).item;
        compare(String(item.big), digits);
        compare(String(item.list[0]), "9007199254740993"); // 2^53 + 1, which no double can hold
        compare(item.small, 42);
        compare(typeof item.small, "number");

        // They are sent as they were received.
        result(db.putItem({ tableName: table, item: { pk: "big", sk: 2, big: item.big } }));
        const again = result(db.getItem({ tableName: table, key: { pk: "big", sk: 2 } })).item;
        compare(String(again.big), digits);
    }

    function test_sets() {
        result(db.putItem({
            tableName: table,
            item: {
                pk: "sets", sk: 1,
                strings: DynamoDB.stringSet(["b", "a"]),
                numbers: DynamoDB.numberSet([1, 2.5, DynamoDB.number("12345678901234567890")]),
                binaries: DynamoDB.binarySet([DynamoDB.fromUtf8("x")])
            }
        }));
        const item = result(db.getItem({ tableName: table, key: { pk: "sets", sk: 1 } })).item;
        compare(item.strings.elements.slice().sort(), ["a", "b"]);
        compare(item.numbers.elements.length, 3);
        verify(item.numbers.elements.includes(2.5));
        compare(item.binaries.elements.length, 1);
        compare(DynamoDB.toUtf8(item.binaries.elements[0]), "x");

        // A set of the service is sent as a set.
        result(db.updateItem({
            tableName: table, key: { pk: "sets", sk: 1 },
            updateExpression: "DELETE strings :s", expressionAttributeValues: { ":s": DynamoDB.stringSet(["a"]) }
        }));
        result(db.putItem({ tableName: table, item: { pk: "sets", sk: 2, strings: item.strings } }));
        const copy = result(db.query({
            tableName: table, keyConditionExpression: "pk = :p", filterExpression: "contains(strings, :a)",
            expressionAttributeValues: { ":p": "sets", ":a": "a" }
        }));
        compare(copy.count, 1);
        compare(copy.items[0].sk, 2);
    }

    function test_helpersRefuse() {
        const thrown = action => {
            try {
                action();
            } catch (error) {
                return error instanceof TypeError ? error.message : `no TypeError: ${error}`;
            }
            return "nothing thrown";
        };
        verify(thrown(() => DynamoDB.stringSet(["a", 1])).includes("Element 1 is not one of strings"));
        verify(thrown(() => DynamoDB.stringSet("abc")).includes("An array of strings is needed"));
        verify(thrown(() => DynamoDB.numberSet(["1"])).includes("Element 0"));
        verify(thrown(() => DynamoDB.numberSet([NaN])).includes("Element 0"));
        verify(thrown(() => DynamoDB.binarySet(["1"])).includes("Element 0"));
        verify(thrown(() => DynamoDB.number("12 apples")).length > 0);
        verify(thrown(() => DynamoDB.number("12 apples")) !== "nothing thrown");
        verify(thrown(() => DynamoDB.fromBase64("#")).includes("base64"));
    }

    function test_base64() {
        compare(DynamoDB.toBase64(DynamoDB.fromUtf8("Grüße")), "R3LDvMOfZQ==");
        compare(DynamoDB.toUtf8(DynamoDB.fromBase64("R3LDvMOfZQ==")), "Grüße");
    }

    function test_queryInOrderAndPages() {
        const puts = [];
        for (let i = 0; i < 10; ++i)
            puts.push(db.putItem({ tableName: table, item: { pk: "pages", sk: i } }));
        result(Promise.all(puts));

        const seen = [];
        let start;
        do {
            const page = result(db.query({
                tableName: table, keyConditionExpression: "pk = :p", limit: 4, scanIndexForward: false,
                expressionAttributeValues: { ":p": "pages" }, exclusiveStartKey: start
            }));
            seen.push(...page.items.map(item => item.sk));
            start = page.lastEvaluatedKey;
        } while (start);
        compare(seen, [9, 8, 7, 6, 5, 4, 3, 2, 1, 0]);
    }

    function test_chained() {
        const sum = db.putItem({ tableName: table, item: { pk: "chain", sk: 1, views: 1 } })
            .then(() => db.updateItem({
                tableName: table, key: { pk: "chain", sk: 1 }, updateExpression: "ADD #v :n",
                expressionAttributeNames: { "#v": "views" }, expressionAttributeValues: { ":n": 41 },
                returnValues: DynamoDB.ReturnValue.UpdatedNew
            }))
            .then(answer => answer.attributes.views);
        compare(result(sum), 42);
    }

    function test_enumsAreText() {
        const described = result(db.describeTable({ tableName: table })).table;
        compare(described.tableStatus, "ACTIVE");
        compare(described.keySchema, [{ attributeName: "pk", keyType: "HASH" },
                                      { attributeName: "sk", keyType: "RANGE" }]);
        verify(described.creationDateTime instanceof Date);
        verify(result(db.listTables()).tableNames.includes(table));
    }

    function test_errors_data() {
        const taken = { tableName: table, item: { pk: "taken", sk: 1 } };
        const refuse = { conditionExpression: "attribute_not_exists(pk)" };
        return [
            { tag: "ConditionalCheckFailed", status: 400,
              call: () => db.putItem(taken).then(() => db.putItem(Object.assign(refuse, taken))) },
            { tag: "ResourceNotFound", status: 400, call: () => db.scan({ tableName: "NoSuchTable" }) },
            { tag: "ResourceInUse", status: 400, call: () => db.createTable({
                  tableName: table, billingMode: "PAY_PER_REQUEST",
                  attributeDefinitions: [{ attributeName: "a", attributeType: "S" }],
                  keySchema: [{ attributeName: "a", keyType: "HASH" }] }) },
            { tag: "Validation", status: 400, call: () => db.scan({ tableName: table, filterExpression: "=" }) },
            // Errors that are found before sending.
            { tag: "InvalidParameterValue", status: 0, text: "limit",
              call: () => db.scan({ tableName: table, limit: "many" }) },
            { tag: "InvalidParameterValue", status: 0, text: "tablename",
              call: () => db.scan({ tablename: table }) },
            { tag: "InvalidParameterValue", status: 0, text: "item.f is a function",
              call: () => db.putItem({ tableName: table, item: { pk: "x", sk: 1, f: () => 1 } }) },
            { tag: "InvalidParameterValue", status: 0, text: "DynamoDB.stringSet()",
              call: () => db.putItem({ tableName: table, item: { pk: "x", sk: 1, s: new Set(["a"]) } }) },
            { tag: "InvalidParameterValue", status: 0, text: "item.l[1] is undefined",
              call: () => db.putItem({ tableName: table, item: { pk: "x", sk: 1, l: [1, undefined] } }) },
            { tag: "InvalidParameterValue", status: 0, text: "takes an object",
              call: () => db.scan("table") },
            { tag: "InvalidParameterValue", status: 0, text: "contains itself", call: () => {
                  const loop = {};
                  loop.loop = loop;
                  return db.putItem({ tableName: table, item: { pk: "x", sk: 1, loop: loop } });
              } }
        ];
    }

    function test_errors(data) {
        const error = failure(data.call());
        verify(error instanceof Error);
        compare(DynamoDB.errorName(error.code), data.tag);
        compare(error.code, DynamoDB.ErrorCode[data.tag]);
        compare(error.httpStatus, data.status);
        verify(error.message.length > 0);
        if (data.text)
            verify(error.message.includes(data.text), error.message);
        if (data.status) {
            verify(error.requestId.length > 0);
            compare(error.attempts, 1);
            compare(error.retryable, false);
            compare(error.mayHaveSucceeded, false);
        }
    }

    function test_notANumberIsRefused() {
        const error = failure(db.putItem({ tableName: table, item: { pk: "x", sk: 1, n: NaN } }));
        compare(error.attempts, 0);
        compare(result(db.getItem({ tableName: table, key: { pk: "x", sk: 1 } })).item, undefined);
    }

    function test_failedConditionBringsTheItem() {
        result(db.putItem({ tableName: table, item: { pk: "old", sk: 1, text: "theirs" } }));
        const error = failure(db.putItem({
            tableName: table, item: { pk: "old", sk: 1, text: "mine" },
            conditionExpression: "attribute_not_exists(pk)",
            returnValuesOnConditionCheckFailure: DynamoDB.ReturnValuesOnConditionCheckFailure.AllOld
        }));
        compare(error.code, DynamoDB.ErrorCode.ConditionalCheckFailed);
        compare(error.operation, "PutItem");
        compare(error.tableName, table);
        compare(error.item.text, "theirs");
    }

    function test_cancelledTransaction() {
        result(db.putItem({ tableName: table, item: { pk: "transaction", sk: 1 } }));
        const error = failure(db.transactWriteItems({ transactItems: [
            { put: { tableName: table, item: { pk: "transaction", sk: 2 } } },
            { put: { tableName: table, item: { pk: "transaction", sk: 1 },
                     conditionExpression: "attribute_not_exists(pk)",
                     returnValuesOnConditionCheckFailure: "ALL_OLD" } }
        ] }));
        compare(error.code, DynamoDB.ErrorCode.TransactionCanceled);
        compare(error.cancellationReasons.length, 2);
        compare(error.cancellationReasons[0].code, DynamoDB.ErrorCode.NoError);
        compare(error.cancellationReasons[1].code, DynamoDB.ErrorCode.ConditionalCheckFailed);
        compare(error.cancellationReasons[1].item.sk, 1);
        compare(result(db.getItem({ tableName: table, key: { pk: "transaction", sk: 2 } })).item, undefined);
    }

    function test_signals() {
        errors.clear();
        failure(db.scan({ tableName: "NoSuchTable" }));
        tryCompare(errors, "count", 1);
        const error = errors.signalArguments[0][0];
        compare(error.code, DynamoDB.ErrorCode.ResourceNotFound);
        compare(error.tableName, "NoSuchTable");
        compare(error.cancellationReasons, []);
        compare(error.retryable, false);
        compare(error.mayHaveSucceeded, false);
    }

    function test_credentialsRequired() {
        const error = failure(stranger.listTables());
        compare(error.code, DynamoDB.ErrorCode.NoProfile);
        tryCompare(stranger, "required", [error.code]);
        stranger.provideMfaCode("123456"); // without a request
    }

    function test_everyOperationIsThere() {
        const operations = Object.keys(db).filter(name => typeof db[name] === "function");
        for (const name of ["batchExecuteStatement", "getItem", "searchVectors", "updateTimeToLive"])
            verify(operations.includes(name), name);
    }
}
