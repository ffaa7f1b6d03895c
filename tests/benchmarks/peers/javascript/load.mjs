// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

// The JavaScript SDK under the load of qtdynamodb_bench getitem, measured in the same way:
// load.mjs --endpoint URL --concurrency N --seconds S

import { DynamoDBClient, GetItemCommand } from "@aws-sdk/client-dynamodb";
import { Agent as HttpAgent } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import { parseArgs } from "node:util";

const { values: options } = parseArgs({
    options: {
        endpoint: { type: "string" },
        concurrency: { type: "string", default: "32" },
        seconds: { type: "string", default: "3" },
    },
});
const concurrency = Number(options.concurrency);
const agent = { keepAlive: true, maxSockets: concurrency };
const client = new DynamoDBClient({
    region: "us-east-1",
    endpoint: options.endpoint,
    credentials: { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "secret" },
    requestHandler: {
        httpAgent: new HttpAgent(agent),
        httpsAgent: new HttpsAgent({ ...agent, rejectUnauthorized: false }),
    },
});
const input = { TableName: "Thread", Key: { ForumName: { S: "Qt" }, Subject: { S: "Hello" } } };

async function run(seconds) {
    const latencies = [];
    let errors = 0;
    const end = performance.now() + seconds * 1000;
    await Promise.all(Array.from({ length: concurrency }, async () => {
        while (performance.now() < end) {
            const begun = performance.now();
            try {
                await client.send(new GetItemCommand(input));
            } catch {
                ++errors;
            }
            latencies.push((performance.now() - begun) * 1000);
        }
    }));
    return { latencies, errors };
}

await run(1); // opens connections and lets the engine compile frequently used functions
const start = performance.now();
const before = process.cpuUsage();
const { latencies, errors } = await run(Number(options.seconds));
const cpu = process.cpuUsage(before);
const wall = (performance.now() - start) / 1000;
latencies.sort((a, b) => a - b);
const percentile = (part) => latencies[Math.floor(part * (latencies.length - 1))];
console.log(JSON.stringify({
    command: "javascript",
    requests: latencies.length,
    requests_per_second: latencies.length / wall,
    cpu_us_per_request: (cpu.user + cpu.system) / latencies.length,
    p50_us: percentile(0.5),
    p99_us: percentile(0.99),
    peak_rss_kib: process.resourceUsage().maxRSS,
    errors,
}));
client.destroy();
