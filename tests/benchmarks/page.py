# SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
# SPDX-License-Identifier: BSD-3-Clause

"""Writes the body of an answer to Query: page.py FILE.

1 MB of items with 10 to 12 attributes each, of most types, always the same ones.
"""

import base64
import json
import random
import sys

PAGE_SIZE = 1_000_000
WORDS = ("table", "index", "capacity", "replica", "stream", "query", "scan", "key", "attribute",
         "throughput", "backup", "region", "Grüße", "日本語", "latency", "partition")


def text(rng, words):
    return " ".join(rng.choice(WORDS) for _ in range(words))


def item(rng, number):
    result = {
        "ForumName": {"S": "Qt"},
        "Subject": {"S": f"thread-{number:06}"},
        "Message": {"S": text(rng, rng.randint(20, 58))},
        "Author": {"S": f"user{rng.randint(1, 500)}@example.org"},
        "Created": {"S": f"2026-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}T10:07:21.000Z"},
        "Views": {"N": str(rng.randint(0, 100_000))},
        "Score": {"N": f"{rng.uniform(-100, 100):.4f}"},
        "Answered": {"BOOL": rng.random() < 0.5},
        "Tags": {"SS": rng.sample(WORDS, 3)},
        "Position": {"M": {"Latitude": {"N": f"{rng.uniform(-90, 90):.5f}"},
                           "Longitude": {"N": f"{rng.uniform(-180, 180):.5f}"}}},
    }
    if rng.random() < 0.5:
        result["Votes"] = {"L": [{"N": str(rng.randint(1, 5))} for _ in range(rng.randint(1, 4))]}
    if rng.random() < 0.5:
        result["Thumbnail"] = {"B": base64.b64encode(rng.randbytes(48)).decode()}
    return result


def main():
    rng = random.Random(6)
    items = []
    size = 0
    while size < PAGE_SIZE:
        items.append(item(rng, len(items)))
        size += len(json.dumps(items[-1], ensure_ascii=False, separators=(",", ":")).encode()) + 1
    page = {"Count": len(items), "Items": items,
            "LastEvaluatedKey": {key: items[-1][key] for key in ("ForumName", "Subject")},
            "ScannedCount": len(items)}
    with open(sys.argv[1], "w", encoding="utf-8") as file:
        json.dump(page, file, ensure_ascii=False, separators=(",", ":"))


main()
