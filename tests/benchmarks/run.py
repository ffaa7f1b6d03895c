# SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
# SPDX-License-Identifier: BSD-3-Clause

"""Runs all benchmarks in turn, several rounds, and writes what came of them. For scripts/bench."""

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import time
from pathlib import Path
from statistics import median

import plot
import report

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
BUILD = ROOT / "build/release"
BENCH = BUILD / "tests/benchmarks/qtdynamodb_bench"
PEERS = BUILD / "tests/benchmarks/qtdynamodb_bench_peers"
SWEEP = (1, 4, 16, 32, 64, 256, 1000)


def clients(endpoint, concurrency, seconds, slow=True):
    """What puts the load on the server, by name; the slow ones only where they are asked for."""
    load = ["--endpoint", endpoint, "--concurrency", str(concurrency), "--seconds", str(seconds)]
    commands = {
        "direct": [BENCH, "getitem", "--transport", "direct", *load],
        "qnam": [BENCH, "getitem", "--transport", "qnam", *load],
        "curl": [PEERS, "curl", *load],
        "bare-qnam": [PEERS, "qnam", *load],
    }
    if slow:
        commands["boto3"] = [sys.executable, HERE / "peers/boto3_load.py", *load]
        commands["javascript"] = ["node", "--no-warnings", HERE / "peers/javascript/load.mjs", *load]
    return commands


def measurements(options, page):
    """All commands, by a tuple that names them, in the order of a round."""
    seconds = 0.5 if options.quick else 2
    http, https = options.http, options.https
    commands = {}
    for scheme, endpoint in (("http", http), ("https", https)):
        for name, command in clients(endpoint, 32, seconds).items():
            commands[scheme, name] = command
    for name in ("direct", "qnam"):
        commands["putbatch", name] = [BENCH, "putbatch", "--transport", name, "--endpoint", http,
                                      "--concurrency", "1", "--seconds", str(seconds)]
        commands["issue", name] = [BENCH, "issue", "--transport", name, "--endpoint", http,
                                   "--repeat", "3"]
    commands["queue", "direct"] = [BENCH, "issue", "--transport", "direct", "--endpoint", http,
                                   "--calls", "100000", "--repeat", "1"]
    for name in ("influx", "otlp"):
        for transport in ("direct", "qnam"):
            commands["reporter", name, transport] = [
                BENCH, "reporter", "--reporter", name, "--transport", transport, "--endpoint", http,
                "--collector", options.collector, "--seconds", "0.3", "--repeat", "5" if options.quick else "25"]
    repeat = str(20 if options.quick else 100)
    commands["decode", "ours"] = [BENCH, "decode", page, "--repeat", repeat]
    commands["decode", "qjson"] = [PEERS, "qjson", page, "--repeat", "10"]
    commands["models", "ours"] = [BENCH, "models", page, "--repeat", repeat]
    commands["construct", "ours"] = [BENCH, "construct", "--repeat", "20"]
    commands["encode", "ours"] = [BENCH, "encode", "--repeat", "50000"]
    commands["sign", "ours"] = [BENCH, "sign", "--repeat", "50000"]
    return commands


def sweep(options):
    seconds = 0.4 if options.quick else 1
    commands = {}
    for concurrency in SWEEP:
        for name, command in clients(options.http, concurrency, seconds, slow=False).items():
            commands[name, concurrency] = command
    return commands


def run(command):
    done = subprocess.run([str(part) for part in command], stdout=subprocess.PIPE, check=False)
    if done.returncode:
        sys.exit(f"this failed: {' '.join(str(part) for part in command)}")
    result = json.loads(done.stdout)
    if result.get("errors"):
        print(f"   {result['errors']} errors: {' '.join(str(part) for part in command)}")
    return result


def rounds_of(commands, rounds):
    """Each command once a round, so that whatever else the machine does meets all; the medians."""
    results = {key: [] for key in commands}
    for number in range(rounds):
        for key, command in commands.items():
            print(f"   round {number + 1} of {rounds}: {' '.join(map(str, key))}", flush=True)
            results[key].append(run(command))
    return {key: {name: median(result[name] for result in of_key)
                  if isinstance(of_key[0][name], (int, float)) else of_key[0][name]
                  for name in of_key[0]}
            for key, of_key in results.items()}


def timed(command):
    """Wall and CPU seconds of a command and its children."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.monotonic()
    subprocess.run([str(part) for part in command], check=True, stdout=subprocess.DEVNULL)
    wall = time.monotonic() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return {"wall_s": wall,
            "cpu_s": after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime}


def compile_user(rounds, *definitions):
    """A user's file, with the flags that CMake takes out of the libraries."""
    flags = subprocess.run(["pkg-config", "--cflags", "Qt6Core", "Qt6Network"], check=False,
                           stdout=subprocess.PIPE, text=True).stdout.split()
    if not flags:  # Debian 12 has no .pc files in its qt6-base-dev
        arch = subprocess.run(["c++", "-print-multiarch"], check=True, stdout=subprocess.PIPE,
                              text=True).stdout.strip()
        base = f"/usr/include/{arch}/qt6"
        flags = [f"-I{base}", f"-I{base}/QtCore", f"-I{base}/QtNetwork"]
    command = ["c++", "-std=c++17", "-O2", "-fPIC", "-c", "-o", os.devnull, *definitions, *flags,
               f"-I{ROOT / 'include'}", f"-I{BUILD / 'src/include'}", HERE / "user.cpp"]
    runs = [timed(command) for _ in range(rounds)]
    return {name: median(one[name] for one in runs) for name in runs[0]}


def compile_library(work):
    """From nothing: no compiler cache, two processes."""
    build = work / "library"
    configure = ["cmake", "-S", ROOT, "-B", build, "-G", "Ninja", "-DCMAKE_BUILD_TYPE=Release",
                 "-DCMAKE_CXX_FLAGS_RELEASE=-O2 -DNDEBUG", # as the preset has it
                 "-DQTDYNAMODB_BUILD_EXAMPLES=OFF", "-DQTDYNAMODB_BUILD_QML=OFF",
                 "-DCCACHE=CCACHE-NOTFOUND"]
    timed(configure)
    result = timed(["ninja", "-C", build, "-j2", "QtDynamoDB"])
    library = next((build / "src").glob("libQtDynamoDB.so.*.*.*"))
    stripped = work / "stripped.so"
    subprocess.run(["strip", "-o", stripped, library], check=True)
    result["stripped_kib"] = stripped.stat().st_size / 1024
    shutil.rmtree(build)
    return result


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--http", required=True)
    parser.add_argument("--https", required=True)
    parser.add_argument("--work", required=True, type=Path)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--library-build", action="store_true")
    parser.add_argument("--only")
    options = parser.parse_args()

    sink = [sys.executable, "-B", HERE / "sink.py"]
    with subprocess.Popen(sink, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as collector:
        options.collector = f"http://127.0.0.1:{collector.stdout.readline().strip()}"
        measure_all(options)


def measure_all(options):
    page = options.work / "page.json"
    subprocess.run([sys.executable, HERE / "page.py", page], check=True)
    rounds = 1 if options.quick else 3
    commands = measurements(options, page)
    if options.only:
        chosen = {key: commands[key] for key in commands if options.only in key}
        for key, result in rounds_of(chosen, rounds).items():
            print(*key, json.dumps(result))
        return
    results = rounds_of(commands, rounds)
    curves = rounds_of(sweep(options), 1 if options.quick else 3)
    results["compile", "user"] = compile_user(rounds)
    results["compile", "chain"] = compile_user(rounds, "-DWITH_CONTINUATION")
    if options.library_build:
        results["compile", "library"] = compile_library(options.work)

    text = report.text(results, curves, rounds, page.stat().st_size)
    print(text)
    if options.quick:
        return
    docs = ROOT / "docs"
    docs.mkdir(exist_ok=True)
    (docs / "benchmarks.md").write_text(text, encoding="utf-8")
    (docs / "benchmarks.svg").write_text(plot.svg(curves), encoding="utf-8")
    print("written: docs/benchmarks.md, docs/benchmarks.svg")


main()
