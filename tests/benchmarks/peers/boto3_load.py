# SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
# SPDX-License-Identifier: BSD-3-Clause

"""boto3 under the same load as qtdynamodb_bench getitem, measured alike:

boto3_load.py --endpoint URL --concurrency N --seconds S
"""

import argparse
import json
import resource
import threading
import time
import warnings

import boto3
from botocore.config import Config

KEY = {"ForumName": {"S": "Qt"}, "Subject": {"S": "Hello"}}


def run(client, concurrency, seconds):
    latencies = []
    errors = []
    end = time.monotonic() + seconds

    def loop():
        while time.monotonic() < end:
            begun = time.monotonic()
            try:
                client.get_item(TableName="Thread", Key=KEY)
            except Exception as error:  # errors of any kind are counted
                errors.append(error)
            latencies.append((time.monotonic() - begun) * 1e6)

    threads = [threading.Thread(target=loop) for _ in range(concurrency)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(latencies), len(errors)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--endpoint", required=True)
    parser.add_argument("--concurrency", type=int, default=32)
    parser.add_argument("--seconds", type=float, default=3)
    options = parser.parse_args()
    warnings.simplefilter("ignore")  # about certificates that are not verified
    client = boto3.client(
        "dynamodb", region_name="us-east-1", endpoint_url=options.endpoint, verify=False,
        aws_access_key_id="AKIDEXAMPLE", aws_secret_access_key="secret",
        config=Config(max_pool_connections=options.concurrency))
    run(client, options.concurrency, 0.3)  # opens connections
    cpu = time.process_time()
    start = time.monotonic()
    latencies, errors = run(client, options.concurrency, options.seconds)
    wall = time.monotonic() - start
    cpu = time.process_time() - cpu
    print(json.dumps({
        "command": "boto3",
        "requests": len(latencies),
        "requests_per_second": len(latencies) / wall,
        "cpu_us_per_request": cpu / len(latencies) * 1e6,
        "p50_us": latencies[int(0.5 * (len(latencies) - 1))],
        "p99_us": latencies[int(0.99 * (len(latencies) - 1))],
        "peak_rss_kib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss,
        "errors": errors,
    }))


main()
