# SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
# SPDX-License-Identifier: BSD-3-Clause

"""Makes docs/benchmarks.md out of the medians that run.py took."""

import datetime
import os
import platform
import subprocess
from pathlib import Path

import boto3

HERE = Path(__file__).resolve().parent

NAMES = {
    "direct": "**QtDynamoDB, direct transport**",
    "qnam": "**QtDynamoDB, default transport**",
    "curl": "libcurl, multi interface ¹",
    "bare-qnam": "QNetworkAccessManager alone ¹",
    "boto3": "boto3 (32 threads)",
    "javascript": "JavaScript SDK",
}


def output(*command):
    try:
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                              check=False)
    except FileNotFoundError:
        return "unknown"
    return done.stdout.strip()


def processor():
    for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
        if line.startswith("model name"):
            return line.split(":")[1].strip()
    return platform.machine()


def package_version(name):
    return output("dpkg-query", "-W", "-f", "${Version}", name) or "unknown"


def versions():
    lock = HERE / "peers/javascript/node_modules/@aws-sdk/client-dynamodb/package.json"
    sdk = output("node", "-p", f"require('{lock}').version")
    return ", ".join((
        f"Qt {package_version('qt6-base-dev')}",
        f"simdjson {package_version('libsimdjson-dev')}",
        f"libcurl {package_version('libcurl4-openssl-dev')}",
        f"OpenSSL {package_version('libssl-dev')}",
        f"nginx {package_version('nginx')}",
        f"boto3 {boto3.__version__} on Python {platform.python_version()}",
        f"JavaScript SDK {sdk} on Node.js {output('node', '--version').lstrip('v')}",
        output("c++", "--version").splitlines()[0],
        f"Linux {platform.release()}",
    ))


def number(value):
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def table(header, rows):
    lines = [header, ["---"] + ["--:"] * (len(header) - 1), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def load_table(results, scheme):
    best = results[scheme, "direct"]["cpu_us_per_request"]
    rows = []
    for name, title in NAMES.items():
        result = results[scheme, name]
        cpu = result["cpu_us_per_request"]
        rows.append([title, number(result["requests_per_second"]), number(cpu),
                     f"{cpu / best:.2f}", number(result["p50_us"]), number(result["p99_us"]),
                     number(result["peak_rss_kib"] / 1024)])
    return table(["", "requests/s", "CPU µs each", "CPU ratio", "p50 µs", "p99 µs", "peak MiB"],
                 rows)


def targets(results):
    """What is to be shown, and whether it is."""
    def value(key, name):
        return results[key][name]

    rows = []

    def row(what, measured, least_or_most, good):
        rows.append([what, measured, least_or_most, "yes" if good else "**no**"])

    cpu = "cpu_us_per_request"
    direct = value(("http", "direct"), cpu)
    row("GetItem, direct, http: CPU", f"{direct:.1f} µs", "≤ 30 µs", direct <= 30)
    ratio = direct / value(("http", "curl"), cpu)
    row("… against libcurl", f"{ratio:.2f} ×", "≤ 1.7 ×", ratio <= 1.7)
    rate = "requests_per_second"
    ratio = value(("http", "direct"), rate) / value(("http", "qnam"), rate)
    row("… requests/s against the default transport", f"{ratio:.1f} ×", "≥ 3 ×", ratio >= 3)
    ratio = value(("https", "qnam"), cpu) / value(("https", "bare-qnam"), cpu)
    row("GetItem, default transport, https: CPU against QNetworkAccessManager alone",
        f"{ratio:.2f} ×", "≤ 1.25 ×", ratio <= 1.25)
    for transport, spoken in (("qnam", "default transport"), ("direct", "direct")):
        for name, title in (("influx", "InfluxDB"), ("otlp", "OpenTelemetry")):
            overhead = value(("reporter", name, transport), "overhead_percent")
            row(f"GetItem, {spoken}, http: CPU that a reporter to {title} adds",
                f"{overhead:.1f} %", "< 3 %", overhead < 3)
    decode = results["decode", "ours"]
    row("Decoding a page", f"{decode['ms_per_page']:.2f} ms", "≤ 2.5 ms",
        decode["ms_per_page"] <= 2.5)
    ratio = value(("decode", "qjson"), "ms_per_page") / decode["ms_per_page"]
    row("… faster than QJsonDocument to QVariantMap", f"{ratio:.1f} ×", "≥ 10 ×", ratio >= 10)
    row("… memory against the page's size", f"{decode['memory_to_page']:.2f} ×", "≤ 3 ×",
        decode["memory_to_page"] <= 3)
    encode = value(("encode", "ours"), "us_per_request")
    row("Encoding a PutItem of 20 attributes", f"{encode:.2f} µs", "≤ 2 µs", encode <= 2)
    sign = value(("sign", "ours"), "us_per_request")
    row("Signing", f"{sign:.2f} µs", "≤ 6 µs", sign <= 6)
    models = value(("models", "ours"), "gui_thread_ms")
    row("A page into a query model, GUI thread", f"{models:.2f} ms", "≤ 2 ms", models <= 2)
    batch = results["putbatch", "direct"]
    ratio = batch["p99_us"] / batch["p50_us"]
    row("BatchWriteItem of 25 × 1 KB, direct: p99 against p50",
        f"{ratio:.1f} × ({batch['p50_us'] / 1000:.2f} ms)", "≤ 3 ×", ratio <= 3)
    user = value(("compile", "user"), "cpu_s")
    row("Compiling a user's file that calls three operations", 
        f"{user:.2f} s ({value(('compile', 'chain'), 'cpu_s'):.2f} s with a continuation)",
        "< 1.5 s", user < 1.5)
    if ("compile", "library") in results:
        library = results["compile", "library"]
        row("Compiling the library from nothing, two processes", f"{library['wall_s']:.0f} s",
            "< 150 s", library["wall_s"] < 150)
        size = library["stripped_kib"] / 1024
        row("… its size, stripped", f"{size:.2f} MiB", "< 3 MB", size * 1.048576 < 3)
    construct = results["construct", "ours"]
    first = construct["first_us"] / 1000
    row("Constructing the first client of a process",
        f"{first:.2f} ms (CPU {construct['first_cpu_us'] / 1000:.2f} ms)", "< 1 ms", first < 1)
    issue = results["issue", "qnam"]
    caller = issue["caller_us_per_call"]
    row("Issuing a GetItem, the caller's thread", f"{caller:.2f} µs", "< 10 µs", caller < 10)
    ratio = issue["asleep_to_event_loop"]
    row("1,000 calls at once, the caller asleep against in its event loop", f"{ratio:.2f} ×",
        "0.9 to 1.1 ×", 0.9 <= ratio <= 1.1)
    return table(["", "measured", "wanted", "reached"], rows)


def sweep_table(curves):
    levels = sorted({concurrency for _, concurrency in curves})
    rows = []
    for name in ("direct", "qnam", "curl", "bare-qnam"):
        rows.append([NAMES[name].replace("*", "")]
                    + [number(curves[name, level]["cpu_us_per_request"]) for level in levels])
    return table(["CPU µs each, by calls under way"] + [f"{level:,}" for level in levels], rows)


def text(results, curves, rounds, page_size):
    decode = results["decode", "ours"]
    issue, queue = results["issue", "direct"], results["queue", "direct"]
    return f"""# Benchmarks

Written by `scripts/bench` on {datetime.date.today():%d %B %Y}: all on one machine and in one run,
each program in turn, medians of {rounds} rounds. Trust the ratios; the figures are this machine's.
[Import and scan beside boto3 and the JavaScript SDK](benchmarks-places.md) are measured on a real
table; [performance.md](performance.md) tells why things are as fast as they are.

- {processor()}, {os.cpu_count()} cores.
- {versions()}.
- The server is an nginx on the same machine, which answers every GetItem alike, and takes a part
  of the same cores: fast clients wait for it. CPU time is the client's process alone, user and
  system, all its threads.

## Targets

{targets(results)}

## GetItem, 32 at a time

Over plain HTTP:

{load_table(results, "http")}

Over TLS:

{load_table(results, "https")}

¹ Neither signs nor decodes: bytes out, bytes in.

## From 1 to 1,000 at a time, from 1,000 to 100,000 queued

![Throughput and CPU time over concurrency](benchmarks.svg)

{sweep_table(curves)}

Calls that wait cost what others cost: {number(issue["cpu_us_per_call"])} µs of CPU each with 1,000
issued at once over at most 100 connections, {number(queue["cpu_us_per_call"])} µs with 100,000,
which take {queue["peak_rss_kib"] / 1024:,.0f} MiB at their peak, the results they came to included.

## A page

{page_size:,} bytes with {decode["items"]:,.0f} items of 10 to 12 attributes are decoded in
{decode["ms_per_page"]:.2f} ms ({decode["mb_per_second"]:,.0f} MB/s) and take
{decode["bytes_per_item"]:,.0f} bytes an item. QJsonDocument and the conversion to a QVariantMap need
{results["decode", "qjson"]["ms_per_page"]:.1f} ms and {results["decode", "qjson"]["memory_to_page"]:.1f} ×
the page's memory, and what they give still has DynamoDB's type tags in it.

## How to repeat it

    scripts/bench                   # everything; writes this page
    scripts/bench --library-build   # and compiles the library from nothing
    scripts/bench --quick           # a look

It installs what is missing (on Debian 12), and leaves nothing running. The programs are under
`build/release/tests/benchmarks/`; each command prints one JSON line:

    qtdynamodb_bench getitem --endpoint URL --transport qnam|direct --concurrency N --seconds S
    qtdynamodb_bench putbatch --endpoint URL --transport qnam|direct --concurrency N --seconds S
    qtdynamodb_bench issue --endpoint URL --transport qnam|direct --calls N --repeat N
    qtdynamodb_bench construct --repeat N
    qtdynamodb_bench decode FILE --repeat N
    qtdynamodb_bench encode --repeat N
    qtdynamodb_bench sign --repeat N
    qtdynamodb_bench models FILE --repeat N
    qtdynamodb_bench_peers qnam|curl --endpoint URL --concurrency N --seconds S
    qtdynamodb_bench_peers qjson FILE --repeat N

`tests/benchmarks/page.py FILE` writes the page, `tests/benchmarks/nginx.conf.in` is the server.
"""
