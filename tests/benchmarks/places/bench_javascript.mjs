// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

// bench_javascript.mjs import|scan <endpoint> <table> <cities.json> <concurrency>
//
// Imports with BatchWriteCommand and scans with paginateScan, as users of lib-dynamodb do. Prints the
// items and the CPU and wall-clock seconds of the work itself.

import { readFileSync } from "node:fs";
import { DescribeTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { BatchWriteCommand, DynamoDBDocumentClient, paginateScan } from "@aws-sdk/lib-dynamodb";

const [what, endpoint, table, cities, concurrencyText] = process.argv.slice(2);
const concurrency = Number(concurrencyText);

const client = new DynamoDBClient({
    endpoint,
    region: "us-east-1",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
});
const documents = DynamoDBDocumentClient.from(client);

function readPlaces() {
    return JSON.parse(readFileSync(cities, "utf8")).map((city, id) => ({
        country: city.country,
        id,
        name: city.name,
        region: city.admin1,
        latitude: Number(city.lat), // a double, which holds all digits of these
        longitude: Number(city.lng),
    }));
}

async function importPlaces(places) {
    let next = 0;
    const lane = async () => {
        while (next < places.length) {
            let requests = places.slice(next, (next += 25)).map((Item) => ({ PutRequest: { Item } }));
            while (requests.length) {
                const { UnprocessedItems } = await documents.send(
                    new BatchWriteCommand({ RequestItems: { [table]: requests } })
                );
                requests = UnprocessedItems?.[table] ?? [];
            }
        }
    };
    await Promise.all(Array.from({ length: concurrency }, lane));
    return places.length;
}

async function scanPlaces() {
    const segment = async (_, Segment) => {
        const parallel = concurrency > 1 ? { Segment, TotalSegments: concurrency } : {};
        let count = 0;
        for await (const page of paginateScan({ client: documents }, { TableName: table, ...parallel }))
            count += page.Items.length;
        return count;
    };
    const counts = await Promise.all(Array.from({ length: concurrency }, segment));
    return counts.reduce((sum, count) => sum + count, 0);
}

const places = what === "import" ? readPlaces() : [];
await client.send(new DescribeTableCommand({ TableName: table }));
const wall = performance.now();
const cpu = process.cpuUsage();
const count = what === "import" ? await importPlaces(places) : await scanPlaces();
const { user, system } = process.cpuUsage(cpu);
console.log(count, ((user + system) / 1e6).toFixed(3), ((performance.now() - wall) / 1e3).toFixed(3));
