// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

import QtQuick
import QtTest
import QtDynamoDB

LocalTestCase {
    id: test

    name: "Models"
    endpoint: localEndpoint // qmllint disable unqualified
    when: windowShown
    visible: true
    width: 300
    height: 400

    property string table
    readonly property int rows: 100

    Component {
        id: queryComponent

        DynamoDBQueryModel {
            keyCondition: "pk = :pk"
            values: ({ ":pk": "many" })
            attributes: ["pk", "sk", "title"]
            pageSize: 20
        }
    }
    Component {
        id: emptyComponent

        DynamoDBQueryModel { }
    }
    Component {
        id: scanComponent

        DynamoDBScanModel { }
    }
    Component {
        id: listComponent

        ListView {
            width: 300
            height: 400
            delegate: Text {
                required property int index
                required property int sk
                required property string title
                required property var item
                height: 40
                text: `${sk} ${title} ${item.pk}`
            }
        }
    }
    Component {
        id: clientComponent

        DynamoDBClient {
            region: "eu-central-1"
            accessKeyId: "local"
            secretAccessKey: "local"
        }
    }
    Component {
        id: spyComponent

        SignalSpy { }
    }

    function initTestCase() {
        table = makeTable();
        const puts = [];
        for (let i = 0; i < rows; ++i)
            puts.push(db.putItem({ tableName: table, item: { pk: "many", sk: i, title: `Row ${i}` } }));
        result(Promise.all(puts));
    }

    function create(component, properties) {
        const object = createTemporaryObject(component, test, properties ?? {});
        verify(object);
        return object;
    }

    function ask(component, properties) {
        return create(component, Object.assign({ client: db, tableName: table }, properties));
    }

    function ready(model) {
        tryCompare(model, "status", DynamoDBQueryModel.Ready, 30000);
        return model;
    }

    function spyOn(target, signalName) {
        return create(spyComponent, { target: target, signalName: signalName });
    }

    function column(model, attribute) {
        return Array.from({ length: model.count }, (_, row) => model.get(row)[attribute]);
    }

    function test_enums() {
        compare(DynamoDBQueryModel.Null, 0);
        compare(DynamoDBQueryModel.Loading, 1);
        compare(DynamoDBQueryModel.Ready, 2);
        compare(DynamoDBQueryModel.Error, 3);
        compare(DynamoDBScanModel.Status.Ready, DynamoDBQueryModel.Ready);
        const model = create(emptyComponent);
        compare(model.status, DynamoDBQueryModel.Null);
        compare(model.loading, false);
        compare(model.live, false);
    }

    // Setting several properties sends one request.
    function test_oneRequest() {
        const client = create(clientComponent, { endpoint: endpoint });
        const calls = spyOn(client, "finished");
        const model = ask(queryComponent, { client: client });
        compare(model.status, DynamoDBQueryModel.Loading);
        ready(model);
        compare(model.count, 20);
        tryCompare(calls, "count", 2); // Query and DescribeTable
        compare(model.keyAttributes, ["pk", "sk"]);
        verify(model.consumedCapacity > 0);
    }

    function test_listPagesWhileScrolling() {
        const model = ask(queryComponent);
        const list = create(listComponent, { model: model });
        tryCompare(list, "count", 20);
        ready(model);
        tryVerify(() => list.itemAtIndex(3) !== null);
        compare(list.itemAtIndex(0).text, "0 Row 0 many");
        compare(list.itemAtIndex(3).title, "Row 3");
        const counts = new Set();
        tryVerify(() => {
            counts.add(list.count);
            list.positionViewAtEnd();
            return list.count === test.rows && !model.hasMore;
        }, 30000);
        verify(counts.size > 2, `the pages came at once: ${Array.from(counts)}`);
        list.positionViewAtEnd();
        tryVerify(() => list.itemAtIndex(rows - 1) !== null);
        compare(list.itemAtIndex(rows - 1).text, "99 Row 99 many");
        compare(column(model, "sk"), Array.from({ length: rows }, (_, i) => i));
    }

    function test_fetchAllDescending() {
        const model = ask(queryComponent, { descending: true });
        model.fetchAll();
        ready(model);
        compare(column(model, "sk"), Array.from({ length: rows }, (_, i) => rows - 1 - i));
        compare(model.progress, 1);
    }

    function test_conditionsAsObjects() {
        const model = ask(queryComponent, {
            values: {}, keyCondition: { pk: "many", sk: { between: [10, 30] } },
            filter: { title: { contains: "5" } }
        });
        model.fetchAll();
        ready(model);
        compare(column(model, "sk"), [15, 25]);
        compare(model.keyCondition.pk, "many");

        // Conditions in text and objects can be combined; a text replaces an object.
        model.values = { ":pk": "many", ":low": 97 };
        model.keyCondition = "pk = :pk AND sk >= :low";
        model.filter = { title: { "<>": "Row 98" } };
        ready(model);
        compare(column(model, "sk"), [97, 99]);
        model.filter = "";
        ready(model);
        compare(column(model, "sk"), [97, 98, 99]);

        const scan = ask(scanComponent, { filter: { sk: { "<": 3 } } });
        scan.fetchAll();
        ready(scan);
        compare(column(scan, "sk").sort(), [0, 1, 2]);
    }

    function test_badConditions() {
        const model = ask(queryComponent);
        ready(model);
        const errors = spyOn(model, "errorOccurred");
        model.filter = { title: { about: 5 } };
        compare(errors.count, 1);
        compare(errors.signalArguments[0][0].code, DynamoDB.ErrorCode.InvalidParameterValue);
        verify(errors.signalArguments[0][0].message.includes("title.about"));
        ready(model);
        model.filter = { title: { between: ["b", "a"] } }; // found before sending
        tryCompare(model, "status", DynamoDBQueryModel.Error);
        compare(model.error.code, DynamoDB.ErrorCode.InvalidParameterValue);
        verify(model.error.message.includes("above the upper"));
    }

    function test_errorsByCode_data() {
        return [
            { tag: "ResourceNotFound", properties: { tableName: "NoSuchTable" } },
            { tag: "Validation", properties: { keyCondition: "pk =" } },
            { tag: "Request", properties: {}, endpoint: "http://127.0.0.1:1" },
            { tag: "Validation", properties: { indexName: "no-such-index" } }
        ];
    }

    function test_errorsByCode(data) {
        const client = create(clientComponent, { maxRetries: 0, endpoint: data.endpoint ?? endpoint });
        const model = ask(queryComponent, Object.assign({ client: client }, data.properties));
        const errors = spyOn(model, "errorOccurred");
        tryCompare(model, "status", DynamoDBQueryModel.Error, 30000);
        compare(DynamoDB.errorName(model.error.code), data.tag);
        compare(model.error.code, DynamoDB.ErrorCode[data.tag]);
        verify(model.error.message.length > 0);
        compare(errors.count, 1);
        compare(errors.signalArguments[0][0].code, model.error.code);
        compare(model.loading, false);
    }

    function test_edit() {
        result(db.putItem({ tableName: table, item: { pk: "edit", sk: 1, title: "Old", tags: ["a"] } }));
        const model = ask(queryComponent, { keyCondition: { pk: "edit" }, values: {}, editable: true });
        ready(model);
        const list = create(listComponent, { model: model });
        tryCompare(list, "count", 1);

        verify(model.setAttribute(0, "title", "New"));
        compare(list.itemAtIndex(0).title, "New"); // before the response
        compare(model.pendingWrites, 1);
        tryCompare(model, "pendingWrites", 0);
        verify(model.setAttribute(0, "more", { when: new Date(0), list: [1, "two", null], big: 9007199254740991 }));
        tryCompare(model, "pendingWrites", 0);
        verify(model.setAttribute(0, "typed", new Uint8Array([1, 2, 3])));
        compare(model.setAttribute(0, "typed", new Map()), false);
        tryCompare(model, "pendingWrites", 0);
        verify(model.append({ pk: "edit", sk: 2, title: "Second", data: DynamoDB.fromUtf8("bytes"),
                              set: DynamoDB.stringSet(["x"]), digits: DynamoDB.number("12345678901234567890") }));
        tryCompare(model, "count", 2);
        tryVerify(() => list.itemAtIndex(1) !== null);
        compare(list.itemAtIndex(1).title, "Second");

        const stored = result(db.query({ tableName: table, keyConditionExpression: "pk = :p",
                                         expressionAttributeValues: { ":p": "edit" } })).items;
        compare(stored[0].title, "New");
        compare(stored[0].more, { when: "1970-01-01T00:00:00.000Z", list: [1, "two", null],
                                  big: 9007199254740991 });
        compare(Array.from(new Uint8Array(stored[0].typed)), [1, 2, 3]);
        compare(DynamoDB.toUtf8(stored[1].data), "bytes");
        compare(stored[1].set.elements, ["x"]);
        compare(String(stored[1].digits), "12345678901234567890");
        compare(String(model.get(1).digits), "12345678901234567890");

        verify(model.remove(0));
        tryCompare(model, "count", 1);
        compare(result(db.getItem({ tableName: table, key: { pk: "edit", sk: 1 } })).item, undefined);

        // Rejected without a request.
        const errors = spyOn(model, "errorOccurred");
        compare(model.setAttribute(0, "sk", 5), false);
        compare(model.remove(7), false);
        compare(model.append({ pk: "edit" }), false);
        compare(errors.signalArguments.map(one => DynamoDB.errorName(one[0].code)),
                ["InvalidParameterValue", "InvalidParameterValue", "MissingParameter"]);
    }

    function test_conflict() {
        const key = { pk: "conflict", sk: 1 };
        result(db.putItem({ tableName: table, item: Object.assign({ title: "As shown" }, key) }));
        const model = ask(queryComponent, { keyCondition: { pk: "conflict" }, values: {}, editable: true });
        ready(model);
        const list = create(listComponent, { model: model });
        const errors = spyOn(model, "errorOccurred");
        result(db.putItem({ tableName: table, item: Object.assign({ title: "Theirs" }, key) }));
        verify(model.setAttribute(0, "title", "Mine"));
        tryCompare(errors, "count", 1);
        const error = errors.signalArguments[0][0];
        compare(error.code, DynamoDB.ErrorCode.ConditionalCheckFailed);
        compare(error.item.title, "Theirs");
        compare(list.itemAtIndex(0).title, "Theirs");
        verify(model.append(Object.assign({ title: "Again" }, key)));
        tryCompare(errors, "count", 2);
        compare(errors.signalArguments[1][0].code, DynamoDB.ErrorCode.ConditionalCheckFailed);
        compare(model.count, 1);
    }

    function test_changedWhileLoading() {
        const model = ask(queryComponent);
        compare(model.status, DynamoDBQueryModel.Loading);
        model.keyCondition = { pk: "many", sk: { "<": 2 } };
        model.values = {};
        model.descending = true;
        wait(0); // sends the request
        model.keyCondition = { pk: "many", sk: { "<": 3 } };
        ready(model);
        compare(column(model, "sk"), [2, 1, 0]);
        model.tableName = "";
        tryCompare(model, "status", DynamoDBQueryModel.Null);
        tryCompare(model, "count", 0);
    }

    function test_modelDestroyedWhileLoading() {
        const list = create(listComponent);
        for (let i = 0; i < 5; ++i) {
            const model = queryComponent.createObject(test, { client: db, tableName: table });
            list.model = model;
            wait(i);
            model.destroy();
            wait(1);
            list.model = null; // otherwise a new model at the same address would be treated as the same one
        }
        list.model = ready(ask(queryComponent));
        tryCompare(list, "count", 20);
    }

    function test_clientDestroyedWhileLoading() {
        for (let i = 0; i < 5; ++i) {
            const client = clientComponent.createObject(test, { endpoint: endpoint });
            const model = ask(queryComponent, { client: client });
            wait(i);
            client.destroy();
            tryCompare(model, "client", null);
            tryCompare(model, "status", DynamoDBQueryModel.Null);
            model.client = test.db;
            ready(model);
            compare(model.count, 20);
        }
    }

    function test_live() {
        result(db.createTable({
            tableName: "live", billingMode: DynamoDB.BillingMode.PayPerRequest,
            attributeDefinitions: [{ attributeName: "pk", attributeType: "S" },
                                   { attributeName: "sk", attributeType: "N" }],
            keySchema: [{ attributeName: "pk", keyType: "HASH" }, { attributeName: "sk", keyType: "RANGE" }],
            streamSpecification: { streamEnabled: true, streamViewType: "NEW_IMAGE" }
        }));
        const put = (sk, title) => result(db.putItem({ tableName: "live", item: { pk: "a", sk: sk, title: title } }));
        put(1, "one");
        put(3, "three");
        const model = ask(queryComponent, { tableName: "live", keyCondition: { pk: "a" }, values: {},
                                               filter: { title: { "<>": "hidden" } }, live: true });
        const list = create(listComponent, { model: model });
        ready(model);
        compare(model.following, true);
        compare(column(model, "sk"), [1, 3]);
        put(2, "two");
        tryCompare(list, "count", 3, 2000);
        tryVerify(() => list.itemAtIndex(1)?.title === "two");
        put(3, "changed");
        tryVerify(() => list.itemAtIndex(2)?.title === "changed");
        put(1, "hidden");
        tryCompare(list, "count", 2, 2000);
        result(db.deleteItem({ tableName: "live", key: { pk: "a", sk: 3 } }));
        tryCompare(list, "count", 1, 2000);
        tryVerify(() => list.itemAtIndex(0)?.text === "2 two a");
    }

    function test_liveWithoutStream() {
        const model = ask(queryComponent);
        const errors = spyOn(model, "errorOccurred");
        model.live = true;
        tryCompare(errors, "count", 1);
        compare(errors.signalArguments[0][0].code, DynamoDB.ErrorCode.Validation);
        verify(errors.signalArguments[0][0].message.includes("has no stream"));
        ready(model);
        compare(model.following, false);
        compare(model.count, 20);
    }
}
