// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "scenarios.h"

#include <fakeserver/reaction.h>

#include <QtCore/qstring.h>

using namespace Qt::StringLiterals;
using Code = QDynamoDBError::Code;
using Kind = HostileStep::Kind;

namespace {

const Outcome succeeds {};
const Outcome isInvalid { Code::InvalidResponse, false };
const Outcome isLost { Code::Request, true }; // the connection, or no HTTP at all
const Outcome hasNoItem { Code::NoError, false, false };
const Outcome timesOut { Code::Timeout, true };
const Outcome isUnknown { Code::Unknown, false };

HostileStep say(const QByteArray &bytes)
{
    return { Kind::Say, bytes };
}

// Lines end with \n here, and as HTTP has it on the wire.
QByteArray lines(QByteArray text)
{
    return text.replace('\n', "\r\n");
}

// A head and what follows.
QByteArray response(const QByteArray &head, const QByteArray &body = "${item}")
{
    return lines(head) + "\r\n\r\n" + body;
}

QByteArray chunked(const QByteArray &body, const QByteArray &more = {})
{
    return response("HTTP/1.1 200 OK\n" + more + "Transfer-Encoding: chunked", body);
}

const QByteArray chunk = "${hex}\r\n${item}\r\n";
const QByteArray good = response("HTTP/1.1 200 OK\nContent-Length: ${length}");
const HostileStep closed { Kind::Close, {} };
const HostileStep isReset { Kind::Reset, {} };
const HostileStep hold { Kind::Hold, {} };

QByteArray withLength(const QByteArray &body)
{
    return response("HTTP/1.1 200 OK\nContent-Length: " + QByteArray::number(body.size()), body);
}

QByteArray manyHeaders(int count)
{
    return response("HTTP/1.1 200 OK\n" + QByteArray("X-A: b\n").repeated(count)
                    + "Content-Length: ${length}");
}

QByteArray longHeader(int size)
{
    return response("HTTP/1.1 200 OK\nX-A: " + QByteArray(size, 'a')
                    + "\nContent-Length: ${length}");
}

} // namespace

const QList<Scenario> &framingScenarios()
{
    static const QList<Scenario> scenarios {
        { "length", { say(good) }, succeeds },
        { "until the close", { say(response("HTTP/1.1 200 OK\nX-A: b")), closed }, succeeds },
        { "until the close, no headers",
          { say("HTTP/1.1 200 OK\r\n\r\n${item}"), closed },
          isInvalid },
        { "no headers, open", { say("HTTP/1.1 200 OK\r\n\r\n") }, isInvalid },
        { "no headers, 204", { say("HTTP/1.1 204 No Content\r\n\r\n") }, hasNoItem },
        { "no headers, 205", { say("HTTP/1.1 205 Reset Content\r\n\r\n") }, hasNoItem },
        { "no headers, 304", { say("HTTP/1.1 304 Not Modified\r\n\r\n") }, isUnknown },
        { "malformed header, 204",
          { say(response("HTTP/1.1 204 No Content\nX A", {})) },
          hasNoItem },
        { "no length, open", { say(response("HTTP/1.1 200 OK\nX-A: b")), hold }, timesOut },
        { "HTTP/1.0", { say(response("HTTP/1.0 200 OK\nContent-Length: ${length}")) }, succeeds },
        { "closes",
          { say(response("HTTP/1.1 200 OK\nConnection: close\nContent-Length: ${length}")), closed },
          succeeds },
        { "says that it closes, and doesn't",
          { say(response("HTTP/1.1 200 OK\nConnection: close\nContent-Length: ${length}")) },
          succeeds },
        { "line feeds alone",
          { say("HTTP/1.1 200 OK\nContent-Length: ${length}\n\n${item}") },
          succeeds },
        { "length twice, the same",
          { say(response(
                  "HTTP/1.1 200 OK\nContent-Length: ${length}\nContent-Length: ${length}")) },
          succeeds },
        { "length as a list, the same",
          { say(response("HTTP/1.1 200 OK\nContent-Length: ${length}, ${length}")) },
          succeeds },
        { "lengths that conflict",
          { say(response("HTTP/1.1 200 OK\nContent-Length: ${length}\nContent-Length: 5")) },
          isInvalid },
        { "lengths that conflict, as a list",
          { say(response("HTTP/1.1 200 OK\nContent-Length: ${length}, 5")) },
          isInvalid },
        { "length and an empty one",
          { say(response("HTTP/1.1 200 OK\nContent-Length: ${length},")) },
          isInvalid },
        { "empty length", { say(response("HTTP/1.1 200 OK\nContent-Length:")) }, isInvalid },
        { "negative length", { say(response("HTTP/1.1 200 OK\nContent-Length: -5")) }, isInvalid },
        { "length with a sign",
          { say(response("HTTP/1.1 200 OK\nContent-Length: +${length}")) },
          isInvalid },
        { "length in letters",
          { say(response("HTTP/1.1 200 OK\nContent-Length: all")) },
          isInvalid },
        { "length in hexadecimal",
          { say(response("HTTP/1.1 200 OK\nContent-Length: 0x10")) },
          isInvalid },
        { "length of 30 digits",
          { say(response("HTTP/1.1 200 OK\nContent-Length: " + QByteArray(30, '9'))) },
          isInvalid },
        { "length past the bound",
          { say(response("HTTP/1.1 200 OK\nContent-Length: 67108865")) },
          isInvalid },
        { "length of nothing",
          { say(response("HTTP/1.1 200 OK\nContent-Length: 0", {})) },
          isInvalid },
        { "more announced",
          { say(response("HTTP/1.1 200 OK\nContent-Length: 1${length}")), closed },
          isLost },
        { "less announced", { say(response("HTTP/1.1 200 OK\nContent-Length: 5")) }, isInvalid },
        { "garbage behind the body", { say(good + "\x01\x02garbage\r\n\r\n") }, succeeds },
        { "a response behind the body", { say(good + good) }, succeeds },
        { "line ends behind the body", { say(good + "\r\n\r\n") }, succeeds },
        { "chunks", { say(chunked(chunk + "0\r\n\r\n")) }, succeeds },
        { "chunks with extensions and trailers",
          { say(chunked("${hex};a=\"b\"\r\n${item}\r\n0;c\r\nX-A: b\r\nX-C: d\r\n\r\n")) },
          succeeds },
        { "chunks and a length",
          { say(chunked(chunk + "0\r\n\r\n", "Content-Length: 3\n")) },
          succeeds },
        { "chunks and a length that conflicts with itself",
          { say(chunked(chunk + "0\r\n\r\n", "Content-Length: 3\nContent-Length: 4\n")) },
          isInvalid },
        { "chunks over HTTP/1.0",
          { say(response("HTTP/1.0 200 OK\nTransfer-Encoding: chunked", chunk + "0\r\n\r\n")) },
          succeeds },
        { "chunks with endless trailers",
          { say(chunked(chunk + "0\r\n")), { Kind::Flood, QByteArray("X-A: b\r\n").repeated(512) } },
          succeeds },
        { "chunks and half a trailer", { say(chunked(chunk + "0\r\nX-A")) }, succeeds },
        { "a chunk without a size", { say(chunked("xyz\r\n${item}\r\n0\r\n\r\n")) }, isInvalid },
        { "a chunk of an empty size", { say(chunked(";a=b\r\n${item}\r\n0\r\n\r\n")) }, isInvalid },
        { "a chunk of too large a size",
          { say(chunked("ffffffffffffffffff\r\n${item}\r\n0\r\n\r\n")) },
          isInvalid },
        { "a chunk of size -1", { say(chunked("-1\r\n${item}\r\n0\r\n\r\n")) }, isInvalid },
        { "a chunk of size -5", { say(chunked("-5\r\n${item}\r\n0\r\n\r\n")) }, isInvalid },
        { "a chunk of size -5 after another",
          { say(chunked(chunk + "-5\r\n\r\n")), hold },
          isInvalid,
          timesOut },
        { "half a chunk's size", { say(chunked("1")), hold }, timesOut },
        { "an endless chunk's size",
          { say(chunked({})), { Kind::Flood, QByteArray(4096, '0') } },
          isInvalid,
          timesOut },
        { "an endless chunk extension",
          { say(chunked("5;")), { Kind::Flood, QByteArray(4096, 'a') } },
          isInvalid,
          timesOut },
        { "an item in place of chunks", { say(chunked("${item}")), hold }, isInvalid, timesOut },
        { "no chunk", { say(chunked("0\r\n\r\n")) }, isInvalid },
        { "chunks without an end", { say(chunked(chunk)), closed }, isLost },
        { "half a chunk", { say(chunked("1${hex}\r\n${item}")), closed }, isLost },
        { "gzip as transfer encoding",
          { say(response("HTTP/1.1 200 OK\nTransfer-Encoding: gzip\nContent-Length: ${length}")) },
          isInvalid },
        { "gzip and chunks as transfer encoding",
          { say(response("HTTP/1.1 200 OK\nTransfer-Encoding: gzip, chunked",
                         chunk + "0\r\n\r\n")) },
          isInvalid },
        { "chunks and gzip as transfer encoding",
          { say(response("HTTP/1.1 200 OK\nTransfer-Encoding: chunked, gzip",
                         chunk + "0\r\n\r\n")) },
          isInvalid },
        { "chunked with a parameter",
          { say(response("HTTP/1.1 200 OK\nTransfer-Encoding: chunked;a=b", chunk + "0\r\n\r\n")) },
          isInvalid },
        { "chunked twice",
          { say(chunked(chunk + "0\r\n\r\n", "Transfer-Encoding: chunked\n")) },
          isInvalid },
        { "identity as transfer encoding",
          { say(response("HTTP/1.1 200 OK\nTransfer-Encoding: identity\n"
                         "Content-Length: ${length}")) },
          isInvalid },
        { "chunked after a vertical tab",
          { say(response("HTTP/1.1 200 OK\nTransfer-Encoding: \x0b"
                         "chunked",
                         chunk + "0\r\n\r\n")) },
          succeeds },
        { "chunked in capitals",
          { say(response("HTTP/1.1 200 OK\nTransfer-Encoding: CHUNKED", chunk + "0\r\n\r\n")) },
          succeeds },
        { "unknown transfer encoding",
          { say(response("HTTP/1.1 200 OK\nTransfer-Encoding: x-chunked\nContent-Length: 4")) },
          isInvalid },
    };
    return scenarios;
}

const QList<Scenario> &headScenarios()
{
    static const QList<Scenario> scenarios {
        { "no reason", { say(response("HTTP/1.1 200\nContent-Length: ${length}")) }, succeeds },
        { "100 before", { say(response("HTTP/1.1 100 Continue", {}) + good) }, succeeds },
        { "100 with a length before",
          { say(response("HTTP/1.1 100 Continue\nContent-Length: 5", {}) + good) },
          succeeds },
        { "100 with a malformed header before",
          { say(response("HTTP/1.1 100 Continue\nX A", {}) + good) },
          succeeds },
        { "101",
          { say(response("HTTP/1.1 101 Switching Protocols\nUpgrade: h2c", {})) },
          isInvalid },
        { "101 with a length",
          { say(response("HTTP/1.1 101 Switching Protocols\nContent-Length: 5", "12345")) },
          isInvalid },
        { "102 before", { say(response("HTTP/1.1 102 Processing", {}) + good) }, isInvalid },
        { "103 before",
          { say(response("HTTP/1.1 103 Early Hints\nLink: <x>", {}) + good) },
          isInvalid },
        { "103 alone", { say(response("HTTP/1.1 103 Early Hints\nLink: <x>", {})) }, isInvalid },
        { "199 before", { say(response("HTTP/1.1 199 Oh\nX-A: b", {}) + good) }, isInvalid },
        { "103 with a length before",
          { say(response("HTTP/1.1 103 Early Hints\nContent-Length: 5", {}) + good) },
          isInvalid },
        { "204", { say(response("HTTP/1.1 204 No Content\nX-A: b", {})) }, hasNoItem },
        { "204 with a length",
          { say(response("HTTP/1.1 204 No Content\nContent-Length: 5", {})) },
          hasNoItem },
        { "204 with a length and a body",
          { say(response("HTTP/1.1 204 No Content\nContent-Length: 5", "12345")) },
          hasNoItem },
        { "204 with a body",
          { say(response("HTTP/1.1 204 No Content\nX-A: b", "12345")) },
          hasNoItem },
        { "204 with lengths that conflict",
          { say(response("HTTP/1.1 204 No Content\nContent-Length: 5, 6", {})) },
          hasNoItem },
        { "204 with chunks",
          { say(response("HTTP/1.1 204 No Content\nTransfer-Encoding: chunked", {})) },
          hasNoItem },
        { "205", { say(response("HTTP/1.1 205 Reset Content\nContent-Length: 0", {})) }, hasNoItem },
        { "205 without a length",
          { say(response("HTTP/1.1 205 Reset Content\nX-A: b", {})) },
          hasNoItem },
        { "205 with a length",
          { say(response("HTTP/1.1 205 Reset Content\nContent-Length: 5", {})) },
          hasNoItem },
        { "205 with a length and a body",
          { say(response("HTTP/1.1 205 Reset Content\nContent-Length: 5", "12345")) },
          hasNoItem },
        { "205 with chunks",
          { say(response("HTTP/1.1 205 Reset Content\nTransfer-Encoding: chunked", "0\r\n\r\n")) },
          hasNoItem },
        { "206",
          { say(response("HTTP/1.1 206 Partial Content\nContent-Length: ${length}")) },
          succeeds },
        { "206 until the close",
          { say(response("HTTP/1.1 206 Partial Content\nX-A: b")), closed },
          succeeds },
        { "length of nothing, as a list",
          { say(response("HTTP/1.1 400 Bad\nContent-Length: 0, 0", {})) },
          isUnknown },
        { "HTTP/2.0", { say(response("HTTP/2.0 200 OK\nContent-Length: ${length}")) }, succeeds },
        { "HTTP/0.9", { say(response("HTTP/0.9 200 OK\nContent-Length: ${length}")) }, succeeds },
        { "HTTP/2", { say(response("HTTP/2 200 OK\nContent-Length: ${length}")) }, isLost },
        { "HTTP/1.10", { say(response("HTTP/1.10 200 OK\nContent-Length: ${length}")) }, isLost },
        { "http/1.1", { say(response("http/1.1 200 OK\nContent-Length: ${length}")) }, isLost },
        { "a first line of another protocol, open", { say("HTTP/1.1 hello\r\n") }, isLost },
        { "line ends before", { say("\r\n\r\n" + good) }, succeeds },
        { "two spaces before the status",
          { say(response("HTTP/1.1  200 OK\nContent-Length: ${length}")) },
          isLost },
        { "no space after the status",
          { say(response("HTTP/1.1 200OK\nContent-Length: ${length}")) },
          isLost },
        { "status +200",
          { say(response("HTTP/1.1 +200 OK\nContent-Length: ${length}")) },
          succeeds },
        { "status 0200",
          { say(response("HTTP/1.1 0200 OK\nContent-Length: ${length}")) },
          succeeds },
        { "304", { say(response("HTTP/1.1 304 Not Modified\nX-A: b", {})) }, isUnknown },
        { "304 with a length",
          { say(response("HTTP/1.1 304 Not Modified\nContent-Length: 5", {})) },
          isUnknown },
        { "304 with a length and a body",
          { say(response("HTTP/1.1 304 Not Modified\nContent-Length: 5", "12345")) },
          isUnknown },
        { "302",
          { say(response("HTTP/1.1 302 Found\nLocation: http://127.0.0.1:1/\nContent-Length: 0",
                         {})) },
          isUnknown },
        { "307",
          { say(response("HTTP/1.1 307 Temporary Redirect\nLocation: /\nContent-Length: 0", {})) },
          isUnknown },
        { "401",
          { say(response("HTTP/1.1 401 Who\nWWW-Authenticate: Basic realm=\"a\"\nContent-Length: 0",
                         {})) },
          isUnknown },
        { "408",
          { say(response("HTTP/1.1 408 Request Timeout\nContent-Length: 0", {})), closed },
          isLost },
        { "408 without a length",
          { say(response("HTTP/1.1 408 Request Timeout\nConnection: close", {})), closed },
          isLost },
        { "408 with a body, open",
          { say(response("HTTP/1.1 408 Request Timeout\nContent-Length: ${length}")) },
          isLost },
        { "status -1", { say(response("HTTP/1.1 -1 OK\nContent-Length: ${length}")) }, isInvalid },
        { "status -200",
          { say(response("HTTP/1.1 -200 OK\nContent-Length: ${length}")) },
          isInvalid },
        { "status 0", { say(response("HTTP/1.1 0 OK\nContent-Length: ${length}")) }, isInvalid },
        { "status 000", { say(response("HTTP/1.1 000 OK\nContent-Length: ${length}")) }, isInvalid },
        { "status 99", { say(response("HTTP/1.1 99 OK\nContent-Length: ${length}")) }, isInvalid },
        { "status 2000",
          { say(response("HTTP/1.1 2000 OK\nContent-Length: ${length}")) },
          isInvalid },
        { "status in letters",
          { say(response("HTTP/1.1 two OK\nContent-Length: ${length}")) },
          isLost },
        { "no status", { say(response("HTTP/1.1 OK well\nContent-Length: ${length}")) }, isLost },
        { "NUL in the status line",
          { say(response(QByteArray("HTTP/1.1 2").append('\0')
                         + "00 OK\nContent-Length: ${length}")) },
          isInvalid },
        { "garbage", { say("\x16\x03\x01 no HTTP\r\n\r\n") }, isLost },
        { "SSH", { say("SSH-2.0-OpenSSH_9.2\r\n") }, isLost },
        { "zeros", { say(QByteArray(100, '\0')) }, isLost },
        { "the body alone", { say("${item}") }, isLost },
        { "folded header",
          { say(response("HTTP/1.1 200 OK\nX-A: b\n  c\nContent-Length: ${length}")) },
          succeeds },
        { "folded header, by a tab",
          { say(response("HTTP/1.1 200 OK\nX-A: b\n\tc\n\td\nContent-Length: ${length}")) },
          succeeds },
        { "folded transfer encoding",
          { say(response("HTTP/1.1 200 OK\nTransfer-Encoding:\n chunked", chunk + "0\r\n\r\n")) },
          succeeds },
        { "folded name",
          { say(response("HTTP/1.1 200 OK\nX-A\n : b\nContent-Length: ${length}")) },
          isInvalid },
        { "folded digits of a length",
          { say(response("HTTP/1.1 200 OK\nContent-Length: 1\n 2\nX-A: b")) },
          isInvalid },
        { "folded length",
          { say(response("HTTP/1.1 200 OK\nX-A: b\nContent-Length:\n ${length}")) },
          succeeds },
        { "first header folded",
          { say(response("HTTP/1.1 200 OK\n X-A: b\nContent-Length: ${length}")) },
          isInvalid },
        { "header without a colon",
          { say(response("HTTP/1.1 200 OK\nX-A b\nContent-Length: ${length}")) },
          isInvalid },
        { "header without a name",
          { say(response("HTTP/1.1 200 OK\n: b\nContent-Length: ${length}")) },
          isInvalid },
        { "space in a header's name",
          { say(response("HTTP/1.1 200 OK\nX A: b\nContent-Length: ${length}")) },
          isInvalid },
        { "NUL in a header's name",
          { say(response(QByteArray("HTTP/1.1 200 OK\nX").append('\0')
                         + "A: b\nContent-Length: ${length}")) },
          isInvalid },
        { "NUL in a header",
          { say(response(QByteArray("HTTP/1.1 200 OK\nX-A: b").append('\0')
                         + "\nContent-Length: ${length}")) },
          succeeds },
        { "a header of 60 kB", { say(longHeader(60'000)) }, succeeds },
        { "a header of 70 kB", { say(longHeader(70'000)) }, isInvalid },
        { "a header of 300 kB", { say(longHeader(300'000)) }, isInvalid },
        { "100 headers", { say(manyHeaders(99)) }, succeeds },
        { "101 headers", { say(manyHeaders(100)) }, isInvalid },
        { "10000 headers", { say(manyHeaders(10'000)) }, isInvalid },
        { "an endless header",
          { say("HTTP/1.1 200 OK\r\nX-A: "), { Kind::Flood, QByteArray(4096, 'a') } },
          isInvalid,
          timesOut },
        { "endless headers",
          { say("HTTP/1.1 200 OK\r\n"), { Kind::Flood, QByteArray("X-A: b\r\n").repeated(512) } },
          isInvalid,
          timesOut },
        { "an endless first line",
          { say("HTTP/1.1 200 O"), { Kind::Flood, QByteArray(4096, 'K') } },
          isInvalid,
          timesOut },
    };
    return scenarios;
}

const QList<Scenario> &phaseScenarios()
{
    const auto half = [](const QByteArray &bytes) { return bytes.first(bytes.size() / 2); };
    static const QList<Scenario> scenarios {
        { "no answer", { hold }, timesOut },
        { "closed at once", { closed }, isLost },
        { "reset at once", { isReset }, isLost },
        { "half a first line", { say("HTTP/1.1 2"), hold }, timesOut },
        { "half a first line, closed", { say("HTTP/1.1 2"), closed }, isLost },
        { "half a first line, reset", { say("HTTP/1.1 2"), isReset }, isLost },
        { "half a head", { say(half(good)), hold }, timesOut },
        { "half a head, closed", { say("HTTP/1.1 200 OK\r\nContent-Len"), closed }, isLost },
        { "half a head, reset", { say("HTTP/1.1 200 OK\r\nContent-Len"), isReset }, isLost },
        { "a head",
          { say(response("HTTP/1.1 200 OK\nContent-Length: ${length}", {})), hold },
          timesOut },
        { "a head, closed",
          { say(response("HTTP/1.1 200 OK\nContent-Length: ${length}", {})), closed },
          isLost },
        { "half a body",
          { say(response("HTTP/1.1 200 OK\nContent-Length: 1${length}")), hold },
          timesOut },
        { "half a body, closed",
          { say(response("HTTP/1.1 200 OK\nContent-Length: 1${length}")), closed },
          isLost },
        { "half a body, reset",
          { say(response("HTTP/1.1 200 OK\nContent-Length: 1${length}")), isReset },
          isLost },
        { "half an error, closed",
          { say(response("HTTP/1.1 400 Bad\nContent-Length: 1${length}")), closed },
          isLost },
        { "half the chunks", { say(chunked(chunk)), hold }, timesOut },
        { "drop by drop", { { Kind::Drip, good } }, succeeds },
        { "chunks drop by drop", { { Kind::Drip, chunked(chunk + "0\r\n\r\n") } }, succeeds },
        { "an endless body",
          { say(response("HTTP/1.1 200 OK\nX-A: b", {})), { Kind::Flood, QByteArray(65536, 'x') } },
          isInvalid },
        { "complete before the request",
          { say(response("HTTP/1.1 200 OK\nContent-Length: 0\nConnection: close", {})) },
          isInvalid,
          std::nullopt,
          true },
        { "an error before the request",
          { say(response("HTTP/1.1 400 Bad\nConnection: close\nContent-Length: 0", {})) },
          isUnknown,
          std::nullopt,
          true },
    };
    return scenarios;
}

const QList<Scenario> &contentScenarios()
{
    const auto dated = [](const QByteArray &date) {
        return response("HTTP/1.1 200 OK\nDate: " + date + "\nContent-Length: ${length}");
    };
    static const QList<Scenario> scenarios {
        { "date of 1970", { say(dated("Thu, 01 Jan 1970 00:00:00 GMT")) }, succeeds },
        { "date of 9999", { say(dated("Fri, 31 Dec 9999 23:59:59 GMT")) }, succeeds },
        { "no date", { say(dated("today")) }, succeeds },
        { "date of no day", { say(dated("Xxx, 99 Foo 2026 99:99:99 GMT")) }, succeeds },
        { "wrong checksum",
          { say(response("HTTP/1.1 200 OK\nx-amz-crc32: 1\nContent-Length: ${length}")) },
          { Code::ChecksumMismatch, true } },
        { "gzip",
          { say(response("HTTP/1.1 200 OK\nContent-Encoding: gzip\nConnection: close",
                         fakeServerGzip("{}"))),
            closed },
          isInvalid },
        { "gzip that is none",
          { say(response("HTTP/1.1 200 OK\nContent-Encoding: gzip\nContent-Length: ${length}")) },
          succeeds },
        { "deflate that is none",
          { say(response("HTTP/1.1 200 OK\nContent-Encoding: deflate, br\n"
                         "Content-Length: ${length}")) },
          succeeds },
        { "HTML", { say(withLength("<html><body>Sign in</body></html>")) }, isInvalid },
        { "half an object", { say(withLength(R"({"Item":{"id":{"S":"a)")) }, isInvalid },
        { "two objects", { say(withLength(R"({"Item":{}}{"Item":{}})")) }, isInvalid },
        { "array", { say(withLength("[]")) }, isInvalid },
        { "null", { say(withLength("null")) }, isInvalid },
        { "number", { say(withLength("1")) }, isInvalid },
        { "text", { say(withLength("\"x\"")) }, isInvalid },
        { "NUL", { say(withLength(QByteArray(1, '\0'))) }, isInvalid },
        { "spaces", { say(withLength("   ")) }, isInvalid },
        { "no UTF-8", { say(withLength("{\"Item\":{\"id\":{\"S\":\"\xff\xfe\"}}}")) }, isInvalid },
        { "deep nesting", { say(withLength(QByteArray(100'000, '['))) }, isInvalid },
        { "an item that is a list", { say(withLength(R"({"Item":[1]})")) }, isInvalid },
        { "HTML of a proxy",
          { say(response("HTTP/1.1 503 Service Unavailable\nContent-Length: 13", "<html></html>")) },
          { Code::ServiceUnavailable, true } },
    };
    return scenarios;
}
