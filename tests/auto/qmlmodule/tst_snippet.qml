// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

import QtQuick
import QtDynamoDB

// What README.md shows.
LocalTestCase {
    id: test

    name: "Snippet"
    endpoint: localEndpoint // qmllint disable unqualified

    Snippet {
        id: snippet
        endpoint: test.endpoint
        accessKeyId: "readme"
        secretAccessKey: "readme"
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
