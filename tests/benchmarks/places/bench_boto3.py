# SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
# SPDX-License-Identifier: BSD-3-Clause

"""bench_boto3.py import|scan <endpoint> <table> <cities.json> <concurrency>

Imports with batch_writer and scans page by page, as boto3's users do; several at a time are threads.
Prints what the work itself took: items, CPU and wall seconds.
"""

import json
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

import boto3

what, endpoint, table_name, cities, concurrency = sys.argv[1:]
concurrency = int(concurrency)


def make_table():
    session = boto3.Session("local", "local", region_name="us-east-1")
    return session.resource("dynamodb", endpoint_url=endpoint).Table(table_name)


def read_places():
    with open(cities, encoding="utf-8") as file:
        return [
            {
                "country": city["country"],
                "id": number,
                "name": city["name"],
                "region": city["admin1"],
                "latitude": Decimal(city["lat"]),
                "longitude": Decimal(city["lng"]),
            }
            for number, city in enumerate(json.load(file))
        ]


def import_share(table, places):
    with table.batch_writer() as batch:
        for place in places:
            batch.put_item(Item=place)
    return len(places)


def scan_segment(table, segment):
    parameters = {}
    if concurrency > 1:
        parameters = {"Segment": segment, "TotalSegments": concurrency}
    count = 0
    while True:
        page = table.scan(**parameters)
        count += len(page["Items"])
        if "LastEvaluatedKey" not in page:
            return count
        parameters["ExclusiveStartKey"] = page["LastEvaluatedKey"]


places = read_places() if what == "import" else []
tables = [make_table() for _ in range(concurrency)]  # a resource belongs to one thread
for table in tables:
    table.load()
wall, cpu = time.perf_counter(), time.process_time()
with ThreadPoolExecutor(concurrency) as pool:
    if what == "import":
        shares = [places[i::concurrency] for i in range(concurrency)]
        counts = list(pool.map(import_share, tables, shares))
    else:
        counts = list(pool.map(scan_segment, tables, range(concurrency)))
print(sum(counts), f"{time.process_time() - cpu:.3f} {time.perf_counter() - wall:.3f}")
