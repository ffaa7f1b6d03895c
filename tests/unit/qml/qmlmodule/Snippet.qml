// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

import QtQml
import QtDynamoDB

DynamoDBClient {
    region: "eu-central-1"

    function post(subject, text) {
        return putItem({
            tableName: "Thread",
            item: { ForumName: "Qt", Subject: subject, Text: text, Tags: DynamoDB.stringSet(["new"]) },
            conditionExpression: "attribute_not_exists(Subject)"
        }).then(() => qsTr("Thank you"), error => {
            if (error.code === DynamoDB.ErrorCode.ConditionalCheckFailed)
                return qsTr("Somebody has asked that before");
            throw error;
        });
    }
}
