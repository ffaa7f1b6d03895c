// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

import QtQuick
import QtTest
import QtDynamoDB

// A test with a client of the server that the test program has started, and functions that wait for
// promises.
TestCase {
    id: testCase

    property url endpoint
    property alias db: client
    property int tables: 0

    DynamoDBClient {
        id: client

        region: "eu-central-1"
        endpoint: testCase.endpoint
        accessKeyId: "local"
        secretAccessKey: "local"
    }

    // Waits for the promise and returns { value } or { error }.
    function settled(promise) {
        const box = { done: false, value: undefined, error: undefined };
        promise.then(value => { box.value = value; box.done = true; },
                     error => { box.error = error; box.done = true; });
        tryVerify(() => box.done, 30000);
        return box;
    }

    function result(promise) {
        const box = settled(promise);
        verify(!box.error, String(box.error));
        return box.value;
    }

    function failure(promise) {
        const box = settled(promise);
        verify(box.error, "it succeeded");
        return box.error;
    }

    // Creates a table with the keys pk (a string) and sk (a number), and returns its name.
    function makeTable(name = `${testCase.name}-${++tables}`) {
        result(db.createTable({
            tableName: name,
            attributeDefinitions: [{ attributeName: "pk", attributeType: "S" },
                                   { attributeName: "sk", attributeType: DynamoDB.ScalarAttributeType.N }],
            keySchema: [{ attributeName: "pk", keyType: DynamoDB.KeyType.Hash },
                        { attributeName: "sk", keyType: "RANGE" }],
            billingMode: DynamoDB.BillingMode.PayPerRequest
        }));
        return name;
    }
}
