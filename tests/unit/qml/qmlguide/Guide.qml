// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

import QtQml
import QtDynamoDB

// The code of docs/qml.md. Each function returns a promise; the test knows what it resolves to.
QtObject {
    id: guide

    required property url endpoint
    property var changes: []
    property var readItems: []

    property DynamoDBClient db: DynamoDBClient {
        region: "eu-central-1"
        endpoint: guide.endpoint
        accessKeyId: "local"
        secretAccessKey: "local"
    }
    property DynamoDBClient work: DynamoDBClient {
        region: "eu-central-1"
        credentialsProvider: ({ sharedFiles: { profile: "work" } })
        proxy: "http://proxy.example.com:3128"
        attemptTimeoutMs: 5000
        onRetrying: (error, delay) => console.info(`${error.message}; again in ${delay} ms`)
        onCredentialsRequired: error => console.warn(error.message)
    }
    property DynamoDBStreamReader changesOfThreads: DynamoDBStreamReader {
        client: guide.db
        tableName: "Thread"
        running: false
        startFrom: DynamoDBStreamReader.Oldest
        pollIntervalMs: 200
        onInserted: record => guide.changes.push(record.dynamodb.newImage.Subject)
        onErrorOccurred: error => console.warn(error.message)
    }
    property DynamoDBStreamsClient streams: DynamoDBStreamsClient {
        region: "eu-central-1"
        endpoint: guide.endpoint
        accessKeyId: "local"
        secretAccessKey: "local"
    }

    function settings() {
        const profile = work.credentialsProvider.sharedFiles.profile;
        return `${profile},${work.proxy},${work.attemptTimeoutMs}`;
    }

    function warm() {
        return db.warmUp(2).then(() => "warm");
    }

    function make() {
        return db.createTable({
            tableName: "Thread",
            attributeDefinitions: [{ attributeName: "ForumName", attributeType: "S" },
                                   { attributeName: "Subject", attributeType: "S" }],
            keySchema: [{ attributeName: "ForumName", keyType: "HASH" },
                        { attributeName: "Subject", keyType: "RANGE" }],
            billingMode: DynamoDB.BillingMode.PayPerRequest,
            streamSpecification: { streamEnabled: true, streamViewType: "NEW_AND_OLD_IMAGES" }
        }).then(() => db.waitUntilTableExists("Thread", { timeoutMs: 60000, firstDelayMs: 100 }))
          .then(result => result.table.tableStatus);
    }

    function conditions() {
        const key = { ForumName: "Qt", Subject: "Hello" };
        return db.putItem({
            tableName: "Thread",
            item: Object.assign({ Views: 1 }, key),
            conditionExpression: { Subject: { exists: false } }
        }).then(() => db.updateItem({
            tableName: "Thread",
            key: key,
            updateExpression: { set: { Views: { $plus: [DynamoDB.attribute("Views"), 1] } } },
            conditionExpression: { Views: { "<": 100 } },
            returnValues: DynamoDB.ReturnValue.UpdatedNew
        })).then(result => result.attributes.Views);
    }

    function options() {
        return db.getItem({ tableName: "Thread", key: { ForumName: "Qt", Subject: "Hello" } },
                          { callTimeoutMs: 60000, maxRetries: 5, correlationId: "start page" })
                 .then(result => result.item.Subject);
    }

    function once() {
        return db.updateItem({
            tableName: "Thread",
            key: { ForumName: "Qt", Subject: "Hello" },
            updateExpression: { add: { Views: 1 } }
        }, { exactlyOnce: true }).then(() => "counted", error => {
            // Read the item again before it is counted a second time.
            if (error.mayHaveSucceeded)
                return "unknown";
            throw error;
        });
    }

    function cancelled() {
        const call = db.scan({ tableName: "Thread" });
        call.cancel();
        return call.catch(error => DynamoDB.errorName(error.code));
    }

    function batches() {
        const threads = [];
        for (let i = 0; i < 60; ++i)
            threads.push({ ForumName: "Batch", Subject: `Subject ${i}` });
        return db.batchWrite("Thread", threads, [], { maxInFlight: 2 }).then(summary => {
            if (!summary.complete)
                throw summary.unwritten[0].error;
            return db.batchGet("Thread", threads);
        }).then(items => items.length);
    }

    function writer() {
        const writer = db.batchWriter({ keyAttributes: { Thread: ["ForumName", "Subject"] } });
        for (let i = 0; i < 30; ++i)
            writer.put("Thread", { ForumName: "Writer", Subject: `Subject ${i}` });
        return writer.flush().then(summary => [summary.writtenCount, writer.pending()].join());
    }

    function pages() {
        return db.queryAll({
            tableName: "Thread",
            keyConditionExpression: { ForumName: "Batch", Subject: { beginsWith: "Subject" } },
            limit: 7
        }).then(items => items.length);
    }

    function pager() {
        const pages = db.pager("Scan", { tableName: "Thread", limit: 20 });
        let count = 0;
        const next = page => {
            count += page.items.length;
            return pages.hasMore ? pages.next().then(next) : count;
        };
        return pages.next().then(next);
    }

    property DynamoDBItemReader reader
    property Connections reading: Connections {
        target: guide.reader
        function onReadyRead() {
            guide.readItems = guide.readItems.concat(guide.reader.readAll());
        }
    }
    function read() {
        reader = db.itemReader("Scan", { tableName: "Thread" });
        reader.readBufferSize = 25;
        reader.start();
        return new Promise(resolve => reader.finished.connect(() => {
            Qt.callLater(() => resolve(readItems.concat(reader.readAll()).length));
        }));
    }

    function statements() {
        const select = 'SELECT * FROM "Thread" WHERE ForumName = ? AND Subject = ?';
        return db.batchExecute([
            { text: select, parameters: ["Qt", "Hello"] },
            { text: select, parameters: ["Qt", "nothing"] }
        ]).then(outcomes => outcomes.map(outcome => outcome.error ? "failed" : outcome.item?.Subject)
                                    .join())
          .then(subjects => db.executeStatementAll({
              text: 'SELECT * FROM "Thread" WHERE ForumName = ?', parameters: ["Batch"]
          }).then(items => subjects + items.length));
    }

    function transactions() {
        const hello = { ForumName: "Qt", Subject: "Hello" };
        return db.writeTransaction()
            .update("Thread", hello, { set: { Locked: true } }, { Locked: { exists: false } })
            .put("Thread", { ForumName: "Qt", Subject: "News" }, { Subject: { exists: false } })
            .commit()
            .then(() => db.readTransaction()
                .get("Thread", hello, ["Locked"])
                .get("Thread", { ForumName: "Qt", Subject: "nothing" })
                .commit())
            .then(items => JSON.stringify(items));
    }

    function conflict() {
        return db.writeTransaction()
            .check("Thread", { ForumName: "Qt", Subject: "Hello" }, { Locked: false })
            .put("Thread", { ForumName: "Qt", Subject: "Never" })
            .commit()
            .catch(error => error.cancellationReasons.map(reason => DynamoDB.errorName(reason.code))
                                                     .join());
    }

    function anything() {
        return db.execute("GetItem", {
            TableName: "Thread",
            Key: { ForumName: { S: "Qt" }, Subject: { S: "Hello" } }
        }).then(response => response.Item.Subject.S);
    }

    function listStreams() {
        return streams.listStreams({ tableName: "Thread" }).then(result => result.streams.length);
    }

    function follow() {
        changesOfThreads.start();
        return new Promise(resolve => {
            const look = () => {
                if (changes.includes("Hello") && changes.includes("News"))
                    resolve("followed");
            };
            changesOfThreads.inserted.connect(look);
        });
    }

    function measured() {
        const statistics = db.statistics; // counts from now on
        return db.listTables().then(() => new Promise(resolve => {
            statistics.updated.connect(() => {
                if (statistics.requests > 0)
                    resolve(statistics.p50Ms > 0 ? "measured" : "no time passed");
            });
        }));
    }
}
