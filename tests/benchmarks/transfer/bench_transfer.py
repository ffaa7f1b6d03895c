# SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
# SPDX-License-Identifier: BSD-3-Clause

"""Measures imports and exports of the program qtdynamodb; scripts/bench-transfer runs it."""

import argparse
import csv
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time

import boto3


def places(file):
    with open(file, encoding="utf-8") as text:
        for number, place in enumerate(json.load(text)):
            yield {
                "country": place["country"],
                "place": f"{place['name']} {number}",
                "latitude": place["lat"],
                "longitude": place["lng"],
                "admin1": place["admin1"],
            }


NUMBERS = ("latitude", "longitude")


def write_files(folder, items):
    """Writes the items in each format. Returns the files by the name of the format."""
    def path(name):
        return os.path.join(folder, name)

    def plain(item):
        # The numbers are written as they are in the source.
        return "{" + ",".join(
            json.dumps(name) + ":" + (value if name in NUMBERS
                                      else json.dumps(value, ensure_ascii=False))
            for name, value in item.items()) + "}"

    def typed(item):
        return json.dumps({name: {"N" if name in NUMBERS else "S": value}
                           for name, value in item.items()},
                          ensure_ascii=False, separators=(",", ":"))

    with open(path("places.csv"), "w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, fieldnames=list(items[0]))
        writer.writeheader()
        writer.writerows(items)
    with open(path("places.json"), "w", encoding="utf-8") as out:
        out.write("[\n" + ",\n".join(map(plain, items)) + "\n]\n")
    with open(path("places.jsonl"), "w", encoding="utf-8") as out:
        out.write("\n".join(map(plain, items)) + "\n")
    with open(path("typed.json"), "w", encoding="utf-8") as out:
        out.write("[\n" + ",\n".join(map(typed, items)) + "\n]\n")
    subprocess.run(["gzip", "-k", path("places.csv")], check=True)
    return {"json": path("places.json"), "csv": path("places.csv"), "jsonl": path("places.jsonl"),
            "dynamodb-json": path("typed.json"), "csv.gz": path("places.csv.gz")}


def peak_memory(pid):
    """Returns the greatest memory of the process so far, in MiB."""
    try:
        with open(f"/proc/{pid}/status", encoding="ascii") as status:
            for line in status:
                if line.startswith("VmHWM:"):
                    return int(line.split()[1]) / 1024
    except OSError:
        pass
    return 0


def measure(command):
    """Returns the seconds, the CPU seconds and the MiB of a command, and its output."""
    begin = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.PIPE)
    # The maximum that wait4() reports would contain the memory of this process, before exec().
    memory = 0
    while True:
        pid, status, usage = os.wait4(process.pid, os.WNOHANG)
        if pid:
            break
        memory = max(memory, peak_memory(process.pid))
        time.sleep(0.02)
    seconds = time.monotonic() - begin
    output = process.stdout.read()
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"{command} failed with {process.returncode}: {output.decode()}")
    return seconds, usage.ru_utime + usage.ru_stime, memory, json.loads(output)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--endpoint", required=True)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", help="formats, separated by commas")
    parser.add_argument("--cities", required=True)
    parser.add_argument("--program", required=True)
    arguments = parser.parse_args()
    os.environ.update(AWS_REGION="eu-central-1", AWS_ACCESS_KEY_ID="test",
                      AWS_SECRET_ACCESS_KEY="test", AWS_CONFIG_FILE=os.devnull,
                      AWS_SHARED_CREDENTIALS_FILE=os.devnull)
    client = boto3.client("dynamodb", endpoint_url=arguments.endpoint, region_name="eu-central-1")

    def new_table():
        client.create_table(
            TableName="Places", BillingMode="PAY_PER_REQUEST",
            KeySchema=[{"AttributeName": "country", "KeyType": "HASH"},
                       {"AttributeName": "place", "KeyType": "RANGE"}],
            AttributeDefinitions=[{"AttributeName": "country", "AttributeType": "S"},
                                  {"AttributeName": "place", "AttributeType": "S"}])

    items = list(places(arguments.cities))
    results = {}
    with tempfile.TemporaryDirectory() as folder:
        files = write_files(folder, items)
        if arguments.only:
            files = {name: files[name] for name in arguments.only.split(",")}
        common = ["--table", "Places", "--endpoint", arguments.endpoint]
        for number in range(arguments.rounds + 1):  # the first round warms the server up
            for name, file in files.items():
                new_table()
                *figures, report = measure([arguments.program, "import", file, *common])
                assert report["written"] == len(items) and report["failed"] == 0, report
                if number > 0:
                    results.setdefault("import " + name, []).append(figures)
                if name == "csv.gz" and number > 0:
                    for out in ("out.json", "out.csv"):
                        *figures, report = measure(
                            [arguments.program, "export", os.path.join(folder, out), *common])
                        assert report["items"] == len(items), report
                        results.setdefault("export " + out[4:], []).append(figures)
                client.delete_table(TableName="Places")
    base = statistics.median(run[0] for run in results["import json"])
    print(f"{len(items)} places; medians of {arguments.rounds} runs")
    print(f"{'':24}{'s':>8}{'items/s':>10}{'CPU s':>8}{'MiB':>8}{'/ json':>8}")
    for name, runs in results.items():
        wall, cpu, memory = (statistics.median(run[i] for run in runs) for i in range(3))
        print(f"{name:24}{wall:8.2f}{len(items) / wall:10.0f}{cpu:8.2f}{memory:8.1f}"
              f"{wall / base:8.2f}")


main()
