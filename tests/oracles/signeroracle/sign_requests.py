# SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
# SPDX-License-Identifier: BSD-3-Clause
"""Makes requests at random, always the same ones, and signs them with botocore.

Arguments: the targets (x-amz-target) that must each occur. Prints a JSON array.
"""

import base64
import datetime
import json
import random
import string
import sys
import urllib.parse

from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

TIMES = 6  # each target
OTHERS = 120  # requests to other services

rnd = random.Random(20120810)
ALPHABET = string.ascii_letters + string.digits
UNICODE = ALPHABET + " \"'\\/{}äöüß€你好😀\u0000\u2028\t\n"
REGIONS = [
    "us-east-1", "eu-central-1", "cn-north-1", "us-gov-west-1", "us-iso-east-1",
    "eusc-de-east-1", "local", "x", "nowhere-at-all-9", "A-Region",
]
HOSTS = [
    "https://dynamodb.{r}.amazonaws.com/", "https://dynamodb.{r}.amazonaws.com",
    "https://123456789012.ddb.{r}.amazonaws.com/", "https://search-dynamodb.{r}.amazonaws.com/",
    "https://streams.dynamodb.{r}.amazonaws.com/", "http://localhost:8000/",
    "http://localhost:8000", "http://127.0.0.1:{p}/", "https://example.org:{p}/",
    "http://[::1]:{p}/", "https://UPPER.Example.ORG/",
]


def text(alphabet, low, high):
    return "".join(rnd.choices(alphabet, k=rnd.randint(low, high)))


def make_credentials():
    secret = text(ALPHABET + "/+", 40, 40)
    kind = rnd.random()
    if kind < 0.1:
        secret = text(ALPHABET, 61, 200)  # longer than a block of SHA-256
    elif kind < 0.2:
        secret = text(ALPHABET, 1, 3) + "ß€"
    token = text(ALPHABET + "/+=", 1, 1200) if rnd.random() < 0.5 else ""
    return "AKIA" + text(string.ascii_uppercase, 4, 16), secret, token


def make_time():
    seconds = rnd.randint(0, 4102444799)
    return datetime.datetime(1970, 1, 1) + datetime.timedelta(seconds=seconds)


def dynamodb_request(target):
    url = rnd.choice(HOSTS).format(r=rnd.choice(REGIONS), p=rnd.randint(1024, 65535))
    body = rnd.choice([
        "", "{}", json.dumps({"S": text(UNICODE, 0, 300)}, ensure_ascii=False),
        text(UNICODE, 1, 20), json.dumps({"S": text(ALPHABET, 0, 20000)}),
    ])
    headers = [
        ("content-type", "application/x-amz-json-1.0"), ("x-amz-target", target),
        ("user-agent", "any/" + text(ALPHABET, 1, 9)), ("x-amzn-trace-id", text(ALPHABET, 1, 9)),
    ]
    if rnd.random() < 0.2:
        headers.append(("x-amz-meta", "  two  spaces\tand   " + text(ALPHABET, 1, 9) + " "))
        headers.append(("x-amz-meta", "again"))
    rnd.shuffle(headers)
    return "POST", url, headers, body, "dynamodb"


def other_request():
    def quoted(low):
        return urllib.parse.quote(text(UNICODE, low, 8), safe="-_.~")

    path = "/" + rnd.choice(["", "a/../b/./c//d/", "federation/credentials", "/".join(
        quoted(1) for _ in range(rnd.randint(1, 4)))])
    query = "&".join(
        quoted(1) + rnd.choice(["=" + quoted(0), "=", ""]) for _ in range(rnd.randint(0, 5)))
    url = "https://sts.%s.amazonaws.com%s" % (rnd.choice(REGIONS), path)
    method = rnd.choice(["GET", "PUT", "POST"])
    body = "Action=AssumeRole&x=" + quoted(1) if method == "POST" else ""
    headers = [("content-type", "application/x-www-form-urlencoded; charset=utf-8")]
    return method, url + ("?" + query if query else ""), headers, body, rnd.choice(
        ["sts", "cognito-identity", "sso-oauth"])


def sign(method, url, headers, body, service):
    access_key, secret, token = make_credentials()
    region = rnd.choice(REGIONS)
    time = make_time()
    data = body.encode("utf-8")
    request = AWSRequest(method=method, url=url, data=data)
    for name, value in headers:
        request.headers.add_header(name, value)
    # The steps of add_auth(), with a given time.
    auth = SigV4Auth(Credentials(access_key, secret, token or None), service, region)
    request.context["timestamp"] = time.strftime("%Y%m%dT%H%M%SZ")
    auth._modify_request_before_signing(request)
    string_to_sign = auth.string_to_sign(request, auth.canonical_request(request))
    auth._inject_signature_to_request(request, auth.signature(string_to_sign, request))
    return {
        "method": method, "url": url, "headers": headers,
        "body": base64.b64encode(data).decode(), "accessKey": access_key, "secret": secret,
        "token": token, "region": region, "service": service,
        "time": time.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "date": request.headers["X-Amz-Date"],
        "authorization": request.headers["Authorization"],
    }


cases = [sign(*dynamodb_request(target)) for target in sys.argv[1:] for _ in range(TIMES)]
cases += [sign(*other_request()) for _ in range(OTHERS)]
json.dump(cases, sys.stdout)
