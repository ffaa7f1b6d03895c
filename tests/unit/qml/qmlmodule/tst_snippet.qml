// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

import QtQuick
import QtDynamoDB

// The QML code of README.md.
LocalTestCase {
    id: test

    name: "Snippet"
    when: windowShown
    visible: true
    width: 200
    height: 200
    endpoint: localEndpoint // qmllint disable unqualified

    Snippet {
        id: snippet
        endpoint: test.endpoint
        accessKeyId: "readme"
        secretAccessKey: "readme"
    }

    Component {
        id: listComponent

        ListSnippet {
            width: 200
            height: 200
        }
    }

    function test_list() {
        result(snippet.createTable({
            tableName: "Thread", billingMode: DynamoDB.BillingMode.PayPerRequest,
            attributeDefinitions: [{ attributeName: "ForumName", attributeType: "S" },
                                   { attributeName: "Subject", attributeType: "S" }],
            keySchema: [{ attributeName: "ForumName", keyType: "HASH" },
                        { attributeName: "Subject", keyType: "RANGE" }],
            streamSpecification: { streamEnabled: true, streamViewType: DynamoDB.StreamViewType.NewImage }
        }));
        const post = (subject, replies) => result(snippet.putItem({
            tableName: "Thread", item: { ForumName: "Qt", Subject: subject, Replies: replies }
        }));
        post("A", 11);
        post("B", 12);
        const list = createTemporaryObject(listComponent, test, { client: snippet });
        tryCompare(list, "count", 2);
        tryVerify(() => list.itemAtIndex(0)?.text === "B (12)");
        post("C", 13);
        tryVerify(() => list.itemAtIndex(0)?.text === "C (13)");
        list.destroy();
        result(snippet.deleteTable({ tableName: "Thread" }));
    }

    function test_post() {
        const missing = failure(snippet.post("Hello", "World"));
        compare(missing.code, DynamoDB.ErrorCode.ResourceNotFound);
        result(snippet.createTable({
            tableName: "Thread", billingMode: DynamoDB.BillingMode.PayPerRequest,
            attributeDefinitions: [{ attributeName: "ForumName", attributeType: "S" },
                                   { attributeName: "Subject", attributeType: "S" }],
            keySchema: [{ attributeName: "ForumName", keyType: "HASH" },
                        { attributeName: "Subject", keyType: "RANGE" }]
        }));
        compare(result(snippet.post("Hello", "World")), "Thank you");
        compare(result(snippet.post("Hello", "Again")), "Somebody has asked that before");
    }
}
