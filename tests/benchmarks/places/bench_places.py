# SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
# SPDX-License-Identifier: BSD-3-Clause

"""Runs the clients in turn and prints medians and ratios; scripts/bench-places starts it."""

import argparse
import json
import os
import statistics
import subprocess
import sys

import boto3

parser = argparse.ArgumentParser()
for name in ("endpoint", "cities", "program"):
    parser.add_argument(f"--{name}", required=True)
for name in ("rounds", "concurrency"):
    parser.add_argument(f"--{name}", type=int, required=True)
arguments = parser.parse_args()

here = os.path.dirname(os.path.abspath(__file__))
clients = {
    "QtDynamoDB": [arguments.program],
    "QtDynamoDB, QNAM": [arguments.program],
    "boto3": [sys.executable, os.path.join(here, "bench_boto3.py")],
    "JavaScript": ["node", os.path.join(here, "bench_javascript.mjs")],
}
session = boto3.Session("local", "local", region_name="us-east-1")
server = session.client("dynamodb", endpoint_url=arguments.endpoint)
with open(arguments.cities, encoding="utf-8") as file:
    total = len(json.load(file))


def table_of(client):
    return f"places-{list(clients).index(client)}"


def make_table(name):
    if name in server.list_tables()["TableNames"]:
        server.delete_table(TableName=name)
    server.create_table(
        TableName=name,
        KeySchema=[
            {"AttributeName": "country", "KeyType": "HASH"},
            {"AttributeName": "id", "KeyType": "RANGE"},
        ],
        AttributeDefinitions=[
            {"AttributeName": "country", "AttributeType": "S"},
            {"AttributeName": "id", "AttributeType": "N"},
        ],
        BillingMode="PAY_PER_REQUEST",
    )


def measure(client, what):
    command = [what, arguments.endpoint, table_of(client), arguments.cities]
    command = clients[client] + command + [str(arguments.concurrency)]
    if client == "QtDynamoDB, QNAM":
        command.append("qnam")
    output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    count, cpu, wall = output.split()
    if int(count) != total:
        sys.exit(f"{client} {what}s {count} of {total} places")
    return float(cpu), float(wall)


taken = {(what, client): [] for what in ("import", "scan") for client in clients}
for number in range(arguments.rounds):
    for what in ("import", "scan"):
        order = list(clients)
        for client in order[number % len(order):] + order[: number % len(order)]:
            if what == "import":
                make_table(table_of(client))
            taken[what, client].append(measure(client, what))
            print(f"round {number + 1}: {what}, {client}: %.2f s CPU, %.2f s wall"
                  % taken[what, client][-1], file=sys.stderr, flush=True)

peers = ("boto3", "JavaScript")
for what in ("import", "scan"):
    median = {
        client: [statistics.median(values) for values in zip(*taken[what, client])]
        for client in clients
    }
    print(f"\n| {what} of {total} places | client CPU, s | wall, s | CPU, of the faster peer's |")
    print("|---|---|---|---|")
    best = min(median[peer][0] for peer in peers)
    for client in clients:
        cpu, wall = median[client]
        print(f"| {client} | {cpu:.2f} | {wall:.2f} | 1/{best / cpu:.1f} |" if cpu <= best
              else f"| {client} | {cpu:.2f} | {wall:.2f} | {cpu / best:.1f} |")
