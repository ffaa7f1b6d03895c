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
const Outcome isLost { Code::Request, true }; // the connection was lost, or the response is not HTTP
const Outcome hasNoItem { Code::NoError, false, false };
const Outcome timesOut { Code::Timeout, true };
const Outcome isUnknown { Code::Unknown, false };

HostileStep send(const QByteArray &bytes)
{
    return { Kind::Send, bytes };
}

// Replaces \n by the line ends of HTTP.
QByteArray lines(QByteArray text)
{
    return text.replace('\n', "\r\n");
}

// A response of a head and the bytes after it.
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
        { "length", { send(good) }, succeeds },
        { "until the close", { send(response("HTTP/1.1 200 OK\nX-A: b")), closed }, succeeds },
        { "until the close, no headers",
          { send("HTTP/1.1 200 OK\r\n\r\n${item}"), closed },
          isInvalid },
        { "no headers, open", { send("HTTP/1.1 200 OK\r\n\r\n") }, isInvalid },
        { "no headers, 204", { send("HTTP/1.1 204 No Content\r\n\r\n") }, hasNoItem },
        { "no headers, 205", { send("HTTP/1.1 205 Reset Content\r\n\r\n") }, hasNoItem },
        { "no headers, 304", { send("HTTP/1.1 304 Not Modified\r\n\r\n") }, isUnknown },
        { "malformed header, 204",
          { send(response("HTTP/1.1 204 No Content\nX A", {})) },
          hasNoItem },
        { "no length, open", { send(response("HTTP/1.1 200 OK\nX-A: b")), hold }, timesOut },
        { "HTTP/1.0", { send(response("HTTP/1.0 200 OK\nContent-Length: ${length}")) }, succeeds },
        { "closes",
          { send(response("HTTP/1.1 200 OK\nConnection: close\nContent-Length: ${length}")),
            closed },
          succeeds },
        { "says that it closes, and doesn't",
          { send(response("HTTP/1.1 200 OK\nConnection: close\nContent-Length: ${length}")) },
          succeeds },
        { "line feeds alone",
          { send("HTTP/1.1 200 OK\nContent-Length: ${length}\n\n${item}") },
          succeeds },
        { "length twice, the same",
          { send(response(
                  "HTTP/1.1 200 OK\nContent-Length: ${length}\nContent-Length: ${length}")) },
          succeeds },
        { "length as a list, the same",
          { send(response("HTTP/1.1 200 OK\nContent-Length: ${length}, ${length}")) },
          succeeds },
        { "lengths that conflict",
          { send(response("HTTP/1.1 200 OK\nContent-Length: ${length}\nContent-Length: 5")) },
          isInvalid },
        { "lengths that conflict, as a list",
          { send(response("HTTP/1.1 200 OK\nContent-Length: ${length}, 5")) },
          isInvalid },
        { "length and an empty one",
          { send(response("HTTP/1.1 200 OK\nContent-Length: ${length},")) },
          isInvalid },
        { "empty length", { send(response("HTTP/1.1 200 OK\nContent-Length:")) }, isInvalid },
        { "negative length", { send(response("HTTP/1.1 200 OK\nContent-Length: -5")) }, isInvalid },
        { "length with a sign",
          { send(response("HTTP/1.1 200 OK\nContent-Length: +${length}")) },
          isInvalid },
        { "length in letters",
          { send(response("HTTP/1.1 200 OK\nContent-Length: all")) },
          isInvalid },
        { "length in hexadecimal",
          { send(response("HTTP/1.1 200 OK\nContent-Length: 0x10")) },
          isInvalid },
        { "length of 30 digits",
          { send(response("HTTP/1.1 200 OK\nContent-Length: " + QByteArray(30, '9'))) },
          isInvalid },
        { "length past the bound",
          { send(response("HTTP/1.1 200 OK\nContent-Length: 67108865")) },
          isInvalid },
        { "length of nothing",
          { send(response("HTTP/1.1 200 OK\nContent-Length: 0", {})) },
          isInvalid },
        { "more announced",
          { send(response("HTTP/1.1 200 OK\nContent-Length: 1${length}")), closed },
          isLost },
        { "less announced", { send(response("HTTP/1.1 200 OK\nContent-Length: 5")) }, isInvalid },
        { "garbage behind the body", { send(good + "\x01\x02garbage\r\n\r\n") }, succeeds },
        { "a response behind the body", { send(good + good) }, succeeds },
        { "line ends behind the body", { send(good + "\r\n\r\n") }, succeeds },
        { "chunks", { send(chunked(chunk + "0\r\n\r\n")) }, succeeds },
        { "chunks with extensions and trailers",
          { send(chunked("${hex};a=\"b\"\r\n${item}\r\n0;c\r\nX-A: b\r\nX-C: d\r\n\r\n")) },
          succeeds },
        { "chunks and a length",
          { send(chunked(chunk + "0\r\n\r\n", "Content-Length: 3\n")) },
          succeeds },
        { "chunks and a length that conflicts with itself",
          { send(chunked(chunk + "0\r\n\r\n", "Content-Length: 3\nContent-Length: 4\n")) },
          isInvalid },
        { "chunks over HTTP/1.0",
          { send(response("HTTP/1.0 200 OK\nTransfer-Encoding: chunked", chunk + "0\r\n\r\n")) },
          succeeds },
        { "chunks with endless trailers",
          { send(chunked(chunk + "0\r\n")),
            { Kind::Flood, QByteArray("X-A: b\r\n").repeated(512) } },
          succeeds },
        { "chunks and half a trailer", { send(chunked(chunk + "0\r\nX-A")) }, succeeds },
        { "a chunk without a size", { send(chunked("xyz\r\n${item}\r\n0\r\n\r\n")) }, isInvalid },
        { "a chunk of an empty size", { send(chunked(";a=b\r\n${item}\r\n0\r\n\r\n")) }, isInvalid },
        { "a chunk of too large a size",
          { send(chunked("ffffffffffffffffff\r\n${item}\r\n0\r\n\r\n")) },
          isInvalid },
        { "a chunk of size -1", { send(chunked("-1\r\n${item}\r\n0\r\n\r\n")) }, isInvalid },
        { "a chunk of size -5", { send(chunked("-5\r\n${item}\r\n0\r\n\r\n")) }, isInvalid },
        { "a chunk of size -5 after another",
          { send(chunked(chunk + "-5\r\n\r\n")), hold },
          isInvalid,
          timesOut },
        { "half a chunk's size", { send(chunked("1")), hold }, timesOut },
        { "an endless chunk's size",
          { send(chunked({})), { Kind::Flood, QByteArray(4096, '0') } },
          isInvalid,
          timesOut },
        { "an endless chunk extension",
          { send(chunked("5;")), { Kind::Flood, QByteArray(4096, 'a') } },
          isInvalid,
          timesOut },
        { "an item in place of chunks", { send(chunked("${item}")), hold }, isInvalid, timesOut },
        { "no chunk", { send(chunked("0\r\n\r\n")) }, isInvalid },
        { "chunks without an end", { send(chunked(chunk)), closed }, isLost },
        { "half a chunk", { send(chunked("1${hex}\r\n${item}")), closed }, isLost },
        { "gzip as transfer encoding",
          { send(response("HTTP/1.1 200 OK\nTransfer-Encoding: gzip\nContent-Length: ${length}")) },
          isInvalid },
        { "gzip and chunks as transfer encoding",
          { send(response("HTTP/1.1 200 OK\nTransfer-Encoding: gzip, chunked",
                          chunk + "0\r\n\r\n")) },
          isInvalid },
        { "chunks and gzip as transfer encoding",
          { send(response("HTTP/1.1 200 OK\nTransfer-Encoding: chunked, gzip",
                          chunk + "0\r\n\r\n")) },
          isInvalid },
        { "chunked with a parameter",
          { send(response("HTTP/1.1 200 OK\nTransfer-Encoding: chunked;a=b", chunk + "0\r\n\r\n")) },
          isInvalid },
        { "chunked twice",
          { send(chunked(chunk + "0\r\n\r\n", "Transfer-Encoding: chunked\n")) },
          isInvalid },
        { "identity as transfer encoding",
          { send(response("HTTP/1.1 200 OK\nTransfer-Encoding: identity\n"
                          "Content-Length: ${length}")) },
          isInvalid },
        { "chunked after a vertical tab",
          { send(response("HTTP/1.1 200 OK\nTransfer-Encoding: \x0b"
                          "chunked",
                          chunk + "0\r\n\r\n")) },
          succeeds },
        { "chunked in capitals",
          { send(response("HTTP/1.1 200 OK\nTransfer-Encoding: CHUNKED", chunk + "0\r\n\r\n")) },
          succeeds },
        { "unknown transfer encoding",
          { send(response("HTTP/1.1 200 OK\nTransfer-Encoding: x-chunked\nContent-Length: 4")) },
          isInvalid },
    };
    return scenarios;
}

const QList<Scenario> &headScenarios()
{
    static const QList<Scenario> scenarios {
        { "no reason", { send(response("HTTP/1.1 200\nContent-Length: ${length}")) }, succeeds },
        { "100 before", { send(response("HTTP/1.1 100 Continue", {}) + good) }, succeeds },
        { "100 with a length before",
          { send(response("HTTP/1.1 100 Continue\nContent-Length: 5", {}) + good) },
          succeeds },
        { "100 with a malformed header before",
          { send(response("HTTP/1.1 100 Continue\nX A", {}) + good) },
          succeeds },
        { "101",
          { send(response("HTTP/1.1 101 Switching Protocols\nUpgrade: h2c", {})) },
          isInvalid },
        { "101 with a length",
          { send(response("HTTP/1.1 101 Switching Protocols\nContent-Length: 5", "12345")) },
          isInvalid },
        { "102 before", { send(response("HTTP/1.1 102 Processing", {}) + good) }, isInvalid },
        { "103 before",
          { send(response("HTTP/1.1 103 Early Hints\nLink: <x>", {}) + good) },
          isInvalid },
        { "103 alone", { send(response("HTTP/1.1 103 Early Hints\nLink: <x>", {})) }, isInvalid },
        { "199 before", { send(response("HTTP/1.1 199 Oh\nX-A: b", {}) + good) }, isInvalid },
        { "103 with a length before",
          { send(response("HTTP/1.1 103 Early Hints\nContent-Length: 5", {}) + good) },
          isInvalid },
        { "204", { send(response("HTTP/1.1 204 No Content\nX-A: b", {})) }, hasNoItem },
        { "204 with a length",
          { send(response("HTTP/1.1 204 No Content\nContent-Length: 5", {})) },
          hasNoItem },
        { "204 with a length and a body",
          { send(response("HTTP/1.1 204 No Content\nContent-Length: 5", "12345")) },
          hasNoItem },
        { "204 with a body",
          { send(response("HTTP/1.1 204 No Content\nX-A: b", "12345")) },
          hasNoItem },
        { "204 with lengths that conflict",
          { send(response("HTTP/1.1 204 No Content\nContent-Length: 5, 6", {})) },
          hasNoItem },
        { "204 with chunks",
          { send(response("HTTP/1.1 204 No Content\nTransfer-Encoding: chunked", {})) },
          hasNoItem },
        { "205",
          { send(response("HTTP/1.1 205 Reset Content\nContent-Length: 0", {})) },
          hasNoItem },
        { "205 without a length",
          { send(response("HTTP/1.1 205 Reset Content\nX-A: b", {})) },
          hasNoItem },
        { "205 with a length",
          { send(response("HTTP/1.1 205 Reset Content\nContent-Length: 5", {})) },
          hasNoItem },
        { "205 with a length and a body",
          { send(response("HTTP/1.1 205 Reset Content\nContent-Length: 5", "12345")) },
          hasNoItem },
        { "205 with chunks",
          { send(response("HTTP/1.1 205 Reset Content\nTransfer-Encoding: chunked", "0\r\n\r\n")) },
          hasNoItem },
        { "206",
          { send(response("HTTP/1.1 206 Partial Content\nContent-Length: ${length}")) },
          succeeds },
        { "206 until the close",
          { send(response("HTTP/1.1 206 Partial Content\nX-A: b")), closed },
          succeeds },
        { "length of nothing, as a list",
          { send(response("HTTP/1.1 400 Bad\nContent-Length: 0, 0", {})) },
          isUnknown },
        { "HTTP/2.0", { send(response("HTTP/2.0 200 OK\nContent-Length: ${length}")) }, succeeds },
        { "HTTP/0.9", { send(response("HTTP/0.9 200 OK\nContent-Length: ${length}")) }, succeeds },
        { "HTTP/2", { send(response("HTTP/2 200 OK\nContent-Length: ${length}")) }, isLost },
        { "HTTP/1.10", { send(response("HTTP/1.10 200 OK\nContent-Length: ${length}")) }, isLost },
        { "http/1.1", { send(response("http/1.1 200 OK\nContent-Length: ${length}")) }, isLost },
        { "a first line of another protocol, open", { send("HTTP/1.1 hello\r\n") }, isLost },
        { "line ends before", { send("\r\n\r\n" + good) }, succeeds },
        { "two spaces before the status",
          { send(response("HTTP/1.1  200 OK\nContent-Length: ${length}")) },
          isLost },
        { "no space after the status",
          { send(response("HTTP/1.1 200OK\nContent-Length: ${length}")) },
          isLost },
        { "status +200",
          { send(response("HTTP/1.1 +200 OK\nContent-Length: ${length}")) },
          succeeds },
        { "status 0200",
          { send(response("HTTP/1.1 0200 OK\nContent-Length: ${length}")) },
          succeeds },
        { "304", { send(response("HTTP/1.1 304 Not Modified\nX-A: b", {})) }, isUnknown },
        { "304 with a length",
          { send(response("HTTP/1.1 304 Not Modified\nContent-Length: 5", {})) },
          isUnknown },
        { "304 with a length and a body",
          { send(response("HTTP/1.1 304 Not Modified\nContent-Length: 5", "12345")) },
          isUnknown },
        { "302",
          { send(response("HTTP/1.1 302 Found\nLocation: http://127.0.0.1:1/\nContent-Length: 0",
                          {})) },
          isUnknown },
        { "307",
          { send(response("HTTP/1.1 307 Temporary Redirect\nLocation: /\nContent-Length: 0", {})) },
          isUnknown },
        { "401",
          { send(response(
                  "HTTP/1.1 401 Who\nWWW-Authenticate: Basic realm=\"a\"\nContent-Length: 0", {})) },
          isUnknown },
        { "408",
          { send(response("HTTP/1.1 408 Request Timeout\nContent-Length: 0", {})), closed },
          isLost },
        { "408 without a length",
          { send(response("HTTP/1.1 408 Request Timeout\nConnection: close", {})), closed },
          isLost },
        { "408 with a body, open",
          { send(response("HTTP/1.1 408 Request Timeout\nContent-Length: ${length}")) },
          isLost },
        { "status -1", { send(response("HTTP/1.1 -1 OK\nContent-Length: ${length}")) }, isInvalid },
        { "status -200",
          { send(response("HTTP/1.1 -200 OK\nContent-Length: ${length}")) },
          isInvalid },
        { "status 0", { send(response("HTTP/1.1 0 OK\nContent-Length: ${length}")) }, isInvalid },
        { "status 000",
          { send(response("HTTP/1.1 000 OK\nContent-Length: ${length}")) },
          isInvalid },
        { "status 99", { send(response("HTTP/1.1 99 OK\nContent-Length: ${length}")) }, isInvalid },
        { "status 2000",
          { send(response("HTTP/1.1 2000 OK\nContent-Length: ${length}")) },
          isInvalid },
        { "status in letters",
          { send(response("HTTP/1.1 two OK\nContent-Length: ${length}")) },
          isLost },
        { "no status", { send(response("HTTP/1.1 OK well\nContent-Length: ${length}")) }, isLost },
        { "NUL in the status line",
          { send(response(QByteArray("HTTP/1.1 2").append('\0')
                          + "00 OK\nContent-Length: ${length}")) },
          isInvalid },
        { "garbage", { send("\x16\x03\x01 no HTTP\r\n\r\n") }, isLost },
        { "SSH", { send("SSH-2.0-OpenSSH_9.2\r\n") }, isLost },
        { "zeros", { send(QByteArray(100, '\0')) }, isLost },
        { "the body alone", { send("${item}") }, isLost },
        { "folded header",
          { send(response("HTTP/1.1 200 OK\nX-A: b\n  c\nContent-Length: ${length}")) },
          succeeds },
        { "folded header, by a tab",
          { send(response("HTTP/1.1 200 OK\nX-A: b\n\tc\n\td\nContent-Length: ${length}")) },
          succeeds },
        { "folded transfer encoding",
          { send(response("HTTP/1.1 200 OK\nTransfer-Encoding:\n chunked", chunk + "0\r\n\r\n")) },
          succeeds },
        { "folded name",
          { send(response("HTTP/1.1 200 OK\nX-A\n : b\nContent-Length: ${length}")) },
          isInvalid },
        { "folded digits of a length",
          { send(response("HTTP/1.1 200 OK\nContent-Length: 1\n 2\nX-A: b")) },
          isInvalid },
        { "folded length",
          { send(response("HTTP/1.1 200 OK\nX-A: b\nContent-Length:\n ${length}")) },
          succeeds },
        { "first header folded",
          { send(response("HTTP/1.1 200 OK\n X-A: b\nContent-Length: ${length}")) },
          isInvalid },
        { "header without a colon",
          { send(response("HTTP/1.1 200 OK\nX-A b\nContent-Length: ${length}")) },
          isInvalid },
        { "header without a name",
          { send(response("HTTP/1.1 200 OK\n: b\nContent-Length: ${length}")) },
          isInvalid },
        { "space in a header's name",
          { send(response("HTTP/1.1 200 OK\nX A: b\nContent-Length: ${length}")) },
          isInvalid },
        { "NUL in a header's name",
          { send(response(QByteArray("HTTP/1.1 200 OK\nX").append('\0')
                          + "A: b\nContent-Length: ${length}")) },
          isInvalid },
        { "NUL in a header",
          { send(response(QByteArray("HTTP/1.1 200 OK\nX-A: b").append('\0')
                          + "\nContent-Length: ${length}")) },
          succeeds },
        { "a header of 60 kB", { send(longHeader(60'000)) }, succeeds },
        { "a header of 70 kB", { send(longHeader(70'000)) }, isInvalid },
        { "a header of 300 kB", { send(longHeader(300'000)) }, isInvalid },
        { "100 headers", { send(manyHeaders(99)) }, succeeds },
        { "101 headers", { send(manyHeaders(100)) }, isInvalid },
        { "10000 headers", { send(manyHeaders(10'000)) }, isInvalid },
        { "an endless header",
          { send("HTTP/1.1 200 OK\r\nX-A: "), { Kind::Flood, QByteArray(4096, 'a') } },
          isInvalid,
          timesOut },
        { "endless headers",
          { send("HTTP/1.1 200 OK\r\n"), { Kind::Flood, QByteArray("X-A: b\r\n").repeated(512) } },
          isInvalid,
          timesOut },
        { "an endless first line",
          { send("HTTP/1.1 200 O"), { Kind::Flood, QByteArray(4096, 'K') } },
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
        { "half a first line", { send("HTTP/1.1 2"), hold }, timesOut },
        { "half a first line, closed", { send("HTTP/1.1 2"), closed }, isLost },
        { "half a first line, reset", { send("HTTP/1.1 2"), isReset }, isLost },
        { "half a head", { send(half(good)), hold }, timesOut },
        { "half a head, closed", { send("HTTP/1.1 200 OK\r\nContent-Len"), closed }, isLost },
        { "half a head, reset", { send("HTTP/1.1 200 OK\r\nContent-Len"), isReset }, isLost },
        { "a head",
          { send(response("HTTP/1.1 200 OK\nContent-Length: ${length}", {})), hold },
          timesOut },
        { "a head, closed",
          { send(response("HTTP/1.1 200 OK\nContent-Length: ${length}", {})), closed },
          isLost },
        { "half a body",
          { send(response("HTTP/1.1 200 OK\nContent-Length: 1${length}")), hold },
          timesOut },
        { "half a body, closed",
          { send(response("HTTP/1.1 200 OK\nContent-Length: 1${length}")), closed },
          isLost },
        { "half a body, reset",
          { send(response("HTTP/1.1 200 OK\nContent-Length: 1${length}")), isReset },
          isLost },
        { "half an error, closed",
          { send(response("HTTP/1.1 400 Bad\nContent-Length: 1${length}")), closed },
          isLost },
        { "half the chunks", { send(chunked(chunk)), hold }, timesOut },
        { "drop by drop", { { Kind::Drip, good } }, succeeds },
        { "chunks drop by drop", { { Kind::Drip, chunked(chunk + "0\r\n\r\n") } }, succeeds },
        { "an endless body",
          { send(response("HTTP/1.1 200 OK\nX-A: b", {})), { Kind::Flood, QByteArray(65536, 'x') } },
          isInvalid },
        { "complete before the request",
          { send(response("HTTP/1.1 200 OK\nContent-Length: 0\nConnection: close", {})) },
          isInvalid,
          std::nullopt,
          true },
        { "an error before the request",
          { send(response("HTTP/1.1 400 Bad\nConnection: close\nContent-Length: 0", {})) },
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
        { "date of 1970", { send(dated("Thu, 01 Jan 1970 00:00:00 GMT")) }, succeeds },
        { "date of 9999", { send(dated("Fri, 31 Dec 9999 23:59:59 GMT")) }, succeeds },
        { "no date", { send(dated("today")) }, succeeds },
        { "date of no day", { send(dated("Xxx, 99 Foo 2026 99:99:99 GMT")) }, succeeds },
        { "wrong checksum",
          { send(response("HTTP/1.1 200 OK\nx-amz-crc32: 1\nContent-Length: ${length}")) },
          { Code::ChecksumMismatch, true } },
        { "gzip",
          { send(response("HTTP/1.1 200 OK\nContent-Encoding: gzip\nConnection: close",
                          fakeServerGzip("{}"))),
            closed },
          isInvalid },
        { "gzip that is none",
          { send(response("HTTP/1.1 200 OK\nContent-Encoding: gzip\nContent-Length: ${length}")) },
          succeeds },
        { "deflate that is none",
          { send(response("HTTP/1.1 200 OK\nContent-Encoding: deflate, br\n"
                          "Content-Length: ${length}")) },
          succeeds },
        { "HTML", { send(withLength("<html><body>Sign in</body></html>")) }, isInvalid },
        { "half an object", { send(withLength(R"({"Item":{"id":{"S":"a)")) }, isInvalid },
        { "two objects", { send(withLength(R"({"Item":{}}{"Item":{}})")) }, isInvalid },
        { "array", { send(withLength("[]")) }, isInvalid },
        { "null", { send(withLength("null")) }, isInvalid },
        { "number", { send(withLength("1")) }, isInvalid },
        { "text", { send(withLength("\"x\"")) }, isInvalid },
        { "NUL", { send(withLength(QByteArray(1, '\0'))) }, isInvalid },
        { "spaces", { send(withLength("   ")) }, isInvalid },
        { "no UTF-8", { send(withLength("{\"Item\":{\"id\":{\"S\":\"\xff\xfe\"}}}")) }, isInvalid },
        { "deep nesting", { send(withLength(QByteArray(100'000, '['))) }, isInvalid },
        { "an item that is a list", { send(withLength(R"({"Item":[1]})")) }, isInvalid },
        { "HTML of a proxy",
          { send(response("HTTP/1.1 503 Service Unavailable\nContent-Length: 13",
                          "<html></html>")) },
          { Code::ServiceUnavailable, true } },
    };
    return scenarios;
}
