// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

import QtQuick
import QtDynamoDB

ListView {
    id: list

    required property DynamoDBClient client

    model: DynamoDBQueryModel {
        client: list.client
        tableName: "Thread"
        keyCondition: ({ ForumName: "Qt" })
        filter: ({ Replies: { ">": 10 } })
        attributes: ["Subject", "Replies"]
        descending: true
        live: true
        onErrorOccurred: error => console.warn(DynamoDB.errorName(error.code), error.message)
    }
    delegate: Text {
        required property string subject
        required property int replies
        text: `${subject} (${replies})`
    }
}
