// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

import QtQuick
import QtTest
import QtDynamoDB
import QtDynamoDB.Test

// The servers of QtDynamoDB.Test, used from QML.
LocalTestCase {
    id: test

    name: "Testing"
    endpoint: localEndpoint // qmllint disable unqualified

    DynamoDBFakeServer { id: fake }
    DynamoDBClient { id: client; maxRetries: 0 }
    DynamoDBFixture { id: fixture; client: test.db }
    DynamoDBLocalServer { id: local; runningServer: test.endpoint }
    SignalSpy { id: received; target: fake; signalName: "received" }

    function init() {
        fake.clear();
        received.clear();
        fake.configure(client);
    }

    function test_fakeServer() {
        fake.expect("GetItem").onTable("Thread").withKey({ Id: 1 })
            .throttle(1).stall(20).replyItem({ Id: 1, Tags: ["a"] });
        fake.expect("Query").replyItems([{ Id: 1 }, { Id: 2 }]);
        fake.expect("PutItem").withItem({ Id: 3 }).fail(DynamoDB.ErrorCode.ConditionalCheckFailed);
        const get = () => client.getItem({ tableName: "Thread", key: { Id: 1 } });
        compare(failure(get()).code, DynamoDB.ErrorCode.ProvisionedThroughputExceeded);
        compare(result(get()).item, { Id: 1, Tags: ["a"] });
        compare(result(client.query({ tableName: "Thread", keyConditionExpression: "Id = :i" })).count, 2);
        verify(fake.problems.includes("Missing request: PutItem with {\"Item\":{\"Id\":{\"N\":\"3\"}}}"));
        compare(failure(client.putItem({ tableName: "Thread", item: { Id: 3 } })).code,
                DynamoDB.ErrorCode.ConditionalCheckFailed);
        compare(fake.problems, "");
        tryCompare(received, "count", 4);
        compare(received.signalArguments[0][0].operation, "GetItem");

        verify(failure(client.listTables()).message.includes("no requests are expected"));
        verify(fake.problems.includes("Unexpected request: ListTables"));
    }

    function test_localServerAndFixture() {
        local.start();
        verify(local.waitForStarted(), local.errorString);
        compare(local.status, DynamoDBLocalServer.Running);
        compare(local.endpoint, test.endpoint);

        const folder = String(Qt.resolvedUrl(".")).replace("file://", "");
        verify(fixture.createTables(folder + "tables.json"), fixture.errorString);
        verify(fixture.loadItems("Visits", folder + "visits.json"), fixture.errorString);
        compare(fixture.tableNames, ["Visits"]);
        compare(result(db.scan({ tableName: "Visits" })).count, 2);
        verify(fixture.dropTables());
        compare(failure(db.scan({ tableName: "Visits" })).code, DynamoDB.ErrorCode.ResourceNotFound);
        verify(!fixture.loadItems("Visits", "nowhere.json"));
        verify(fixture.errorString.includes("nowhere.json"));
    }
}
