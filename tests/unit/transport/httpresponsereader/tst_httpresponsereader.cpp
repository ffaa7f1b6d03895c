// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "transport/httpresponsereader_p.h"

#include <QtTest/qtest.h>

#include <algorithm>
#include <cstring>
#include <random>

using namespace QtDynamoDBPrivate;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Failure = TransportReply::Failure;
using State = HttpResponseReader::State;

// Each response is read as a whole, byte by byte, and in parts of random sizes.
class tst_HttpResponseReader : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void complete_data();
    void complete();
    void failing_data();
    void failing();
    void headers();
    void keepAlive_data();
    void keepAlive();
    void severalResponses();
    void bodyWithoutCopy();
    void memoryGrowsWithTheBody_data();
    void memoryGrowsWithTheBody();
    void headOfAnySize();
    void damaged();
};

namespace {

constexpr qint64 bound = 100'000;
const QByteArray page(50'000, 'p');

// Feeds parts of at most this size, and finally the end of the connection.
State feed(HttpResponseReader &reader, QByteArrayView bytes, qsizetype piece)
{
    while (!bytes.isEmpty() && reader.state() == State::Incomplete) {
        const HttpResponseReader::Space space = reader.space();
        const qsizetype size = std::min({ piece, space.size, bytes.size() });
        std::memcpy(space.data, bytes.data(), size_t(size));
        bytes = bytes.sliced(size);
        reader.advance(size);
    }
    return reader.state();
}

QByteArray response(const QByteArray &head, const QByteArray &body = {})
{
    QByteArray result = head;
    result.replace('\n', "\r\n");
    return result + "\r\n\r\n" + body;
}

QByteArray chunks(const QByteArray &body, qsizetype size)
{
    QByteArray result;
    for (qsizetype i = 0; i < body.size(); i += size) {
        const QByteArray chunk = body.mid(i, size);
        result += QByteArray::number(chunk.size(), 16) + "\r\n" + chunk + "\r\n";
    }
    return result + "0\r\n\r\n";
}

const QList<qsizetype> pieces { std::numeric_limits<qsizetype>::max(), 1, 2, 7, 4096 };

} // namespace

void tst_HttpResponseReader::complete_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<bool>("reusable");
    const auto add = [](const char *name, const QByteArray &bytes, int status,
                        const QByteArray &body, bool reusable) {
        QTest::newRow(name) << bytes << status << body << reusable;
    };
    add("length", response("HTTP/1.1 200 OK\nContent-Length: 2", "{}"), 200, "{}", true);
    add("page", response("HTTP/1.1 200 OK\nContent-Length: 50000", page), 200, page, true);
    add("nothing", response("HTTP/1.1 500 Oh\nContent-Length: 0"), 500, "", true);
    add("no reason", response("HTTP/1.1 200\nContent-Length: 2", "{}"), 200, "{}", true);
    add("line feeds alone", "HTTP/1.1 200 OK\nContent-Length: 2\n\n{}", 200, "{}", true);
    add("length twice the same",
        response("HTTP/1.1 200 OK\nContent-Length: 2\ncontent-length:2", "{}"), 200, "{}", true);
    add("204", response("HTTP/1.1 204 No Content\nX-A: b"), 204, "", true);
    add("204 without headers", response("HTTP/1.1 204 No Content"), 204, "", true);
    add("204 with a malformed header", response("HTTP/1.1 204 No Content\nX A"), 204, "", false);
    add("204 with a length", response("HTTP/1.1 204 No Content\nContent-Length: 7"), 204, "", true);
    add("304", response("HTTP/1.1 304 Not Modified\nContent-Length: 7"), 304, "", true);
    add("chunks", response("HTTP/1.1 200 OK\nTransfer-Encoding: chunked", chunks(page, 1000)), 200,
        page, true);
    add("little chunks",
        response("HTTP/1.1 200 OK\nTransfer-Encoding: Chunked", chunks("abcde", 1)), 200, "abcde",
        true);
    add("one chunk", response("HTTP/1.1 200 OK\nTransfer-Encoding: chunked", chunks(page, 99'999)),
        200, page, true);
    add("no chunk", response("HTTP/1.1 200 OK\nTransfer-Encoding: chunked", "0\r\n\r\n"), 200, "",
        true);
    add("extension and trailer",
        response("HTTP/1.1 200 OK\nTransfer-Encoding: chunked",
                 "3;a=b\r\nabc\r\n02 ; c\r\nde\r\n0\r\nX-More: 1\r\nX-Most: 2\r\n\r\n"),
        200, "abcde", false);
    add("half a trailer",
        response("HTTP/1.1 200 OK\nTransfer-Encoding: chunked", "2\r\nab\r\n0\r\nX-More"), 200,
        "ab", false);
    add("chunks and a length",
        response("HTTP/1.1 200 OK\nContent-Length: 3\nTransfer-Encoding: chunked", chunks("abc", 9)),
        200, "abc", false);
    add("100 before",
        response("HTTP/1.1 100 Continue") + response("HTTP/1.1 200 OK\nContent-Length: 2", "{}"),
        200, "{}", true);
    add("folded headers", response("HTTP/1.1 200 OK\nX-A: b\n c\n\td\nContent-Length:\n 2", "{}"),
        200, "{}", true);
    add("line ends before", "\r\n\n" + response("HTTP/1.1 200 OK\nContent-Length: 2", "{}"), 200,
        "{}", true);
    add("HTTP/2.0", response("HTTP/2.0 200 OK\nContent-Length: 2", "{}"), 200, "{}", false);
    add("HTTP/0.9", response("HTTP/0.9 200 OK\nContent-Length: 2", "{}"), 200, "{}", false);
    add("205", response("HTTP/1.1 205 Reset\nContent-Length: 0"), 205, "", true);
    add("205 without a length", response("HTTP/1.1 205 Reset\nX-A: b"), 205, "", false);
    add("205 with a length", response("HTTP/1.1 205 Reset\nContent-Length: 7"), 205, "", false);
    add("connection closes",
        response("HTTP/1.1 200 OK\nConnection: close\nContent-Length: 2", "{}"), 200, "{}", false);
    add("connection says much",
        response("HTTP/1.1 200 OK\nConnection: upgrade, Close\nContent-Length: 2", "{}"), 200, "{}",
        false);
    add("HTTP/1.0", response("HTTP/1.0 200 OK\nContent-Length: 2", "{}"), 200, "{}", false);
    add("HTTP/1.0 that stays",
        response("HTTP/1.0 200 OK\nConnection: keep-alive\nContent-Length: 2", "{}"), 200, "{}",
        true);
    add("more than it said", response("HTTP/1.1 200 OK\nContent-Length: 2", "{}HTTP/1.1"), 200,
        "{}", false);
    add("until the close", response("HTTP/1.1 200 OK\nX-A: b", page), 200, page, false);
    add("empty until the close", response("HTTP/1.1 200 OK\nX-A: b"), 200, "", false);
}

void tst_HttpResponseReader::complete()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const int, status);
    QFETCH(const QByteArray, body);
    QFETCH(const bool, reusable);
    for (const qsizetype piece : pieces) {
        HttpResponseReader reader;
        reader.begin("POST", bound);
        QVERIFY(!reader.hasBegun());
        feed(reader, bytes, piece);
        QVERIFY(reader.hasBegun());
        QCOMPARE(reader.close(), State::Complete);
        // The reader notices bytes after the response in the same part; the connection notices later ones.
        if (piece == pieces.first() || !bytes.endsWith("HTTP/1.1"))
            QCOMPARE(reader.isReusable(), reusable);
        const TransportReply reply = reader.take();
        QCOMPARE(reply.failure, Failure::None);
        QCOMPARE(reply.status, status);
        QCOMPARE(reply.body, body);
        QVERIFY(reply.body.capacity() >= body.size() + bodyPadding);
    }
}

void tst_HttpResponseReader::failing_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<Failure>("failure");
    const auto lost = [](const char *name, const QByteArray &bytes) {
        QTest::newRow(name) << bytes << Failure::ConnectionLost;
    };
    const auto wrong = [](const char *name, const QByteArray &bytes) {
        QTest::newRow(name) << bytes << Failure::Protocol;
    };
    lost("nothing", "");
    lost("half a version", "HTTP/1");
    lost("a status line", "HTTP/1.1 200 OK\r\n");
    lost("half a header", "HTTP/1.1 200 OK\r\nContent-Le");
    lost("headers without their end", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n");
    lost("interim alone", response("HTTP/1.1 100 Continue"));
    lost("half a body", response("HTTP/1.1 200 OK\nContent-Length: 50000", page.first(25'000)));
    lost("all but a byte", response("HTTP/1.1 200 OK\nContent-Length: 3", "{}"));
    const QByteArray chunked = "HTTP/1.1 200 OK\nTransfer-Encoding: chunked";
    lost("half a chunk", response(chunked, "5\r\nab"));
    lost("chunk without its end", response(chunked, "2\r\nab"));
    lost("no last chunk", response(chunked, "2\r\nab\r\n"));
    lost("no end of the trailers", response(chunked, "0\r\n\r"));

    lost("garbage", "SSH-2.0-OpenSSH_9.2\r\n");
    lost("zeros", QByteArray(20, '\0'));
    lost("HTTP/2", "HTTP/2 200 OK\r\n\r\n");
    lost("HTTP/2 frame", QByteArray("\x00\x00\x12\x04\x00\x00\x00\x00\x00", 9));
    lost("no status", response("HTTP/1.1 OK"));
    wrong("status of two digits", response("HTTP/1.1 99 OK"));
    wrong("status below 100", response("HTTP/1.1 099 OK"));
    wrong("status of four digits", response("HTTP/1.1 2000 OK"));
    wrong("101", response("HTTP/1.1 101 Switching Protocols"));
    wrong("header without colon", response("HTTP/1.1 200 OK\nContent-Length 2", "{}"));
    wrong("header without name", response("HTTP/1.1 200 OK\n: 2", "{}"));
    wrong("space before the colon", response("HTTP/1.1 200 OK\nContent-Length : 2", "{}"));
    wrong("folded first header", response("HTTP/1.1 200 OK\n X-A: b\nContent-Length: 2", "{}"));
    wrong("103 before",
          response("HTTP/1.1 103 Early Hints\nLink: <x>")
                  + response("HTTP/1.1 200 OK\nContent-Length: 2", "{}"));
    wrong("no headers", response("HTTP/1.1 200 OK"));
    wrong("no values", response("HTTP/1.1 200 OK\nX-A:\nX-B:"));
    wrong("101 headers", "HTTP/1.1 200 OK\r\n" + QByteArray("X-A: b\r\n").repeated(101) + "\r\n");
    wrong("transfer encoding twice",
          response("HTTP/1.1 200 OK\nTransfer-Encoding: chunked\nTransfer-Encoding: chunked",
                   chunks("ab", 1)));
    wrong("no chunk, open", response(chunked, "{\"a\""));
    wrong("length in letters", response("HTTP/1.1 200 OK\nContent-Length: two", "{}"));
    wrong("negative length", response("HTTP/1.1 200 OK\nContent-Length: -2", "{}"));
    wrong("length with a sign", response("HTTP/1.1 200 OK\nContent-Length: +2", "{}"));
    wrong("length of no size", response("HTTP/1.1 200 OK\nContent-Length: 99999999999999999999"));
    wrong("two lengths", response("HTTP/1.1 200 OK\nContent-Length: 2\nContent-Length: 3", "{}"));
    wrong("too long", response("HTTP/1.1 200 OK\nContent-Length: 100001"));
    wrong("too long until the close", response("HTTP/1.1 200 OK\nX-A: b", QByteArray(100'001, 'x')));
    wrong("too long a chunk", response(chunked, "186a1\r\n"));
    wrong("too long in chunks", response(chunked, chunks(QByteArray(100'001, 'x'), 50'000)));
    wrong("chunk of no size", response(chunked, "ffffffffffffffffff\r\n"));
    wrong("chunk without a length", response(chunked, "\r\nab"));
    wrong("chunk's length in letters", response(chunked, "xy\r\nab"));
    wrong("chunk's length and more", response(chunked, "2x\r\nab"));
    wrong("chunk longer than announced", response(chunked, "2\r\nabc\r\n"));
    wrong("unknown transfer coding", response("HTTP/1.1 200 OK\nTransfer-Encoding: gzip", "{}"));
    wrong("headers without end", "HTTP/1.1 200 OK\r\nX-A: " + QByteArray(70'000, 'a'));
    wrong("many headers", "HTTP/1.1 200 OK\r\n" + QByteArray("X-A: b\r\n").repeated(10'000));
    wrong("endless interims", response("HTTP/1.1 100 Continue").repeated(3'000));
    wrong("endless chunk head", response(chunked, "1;" + QByteArray(70'000, 'a')));
}

void tst_HttpResponseReader::failing()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const Failure, failure);
    for (const qsizetype piece : pieces) {
        HttpResponseReader reader;
        reader.begin("POST", bound);
        feed(reader, bytes, piece);
        QCOMPARE(reader.close(), State::Failed);
        QVERIFY(!reader.isReusable());
        const TransportReply reply = reader.take();
        QCOMPARE(reply.failure, failure);
        QVERIFY(!reply.failureText.isEmpty());
        QVERIFY(reply.body.isEmpty());
    }
}

void tst_HttpResponseReader::headers()
{
    HttpResponseReader reader;
    reader.begin("POST", bound);
    feed(reader,
         response("HTTP/1.1 200 OK\nX-Mixed-Case:\t As Is \nX-Empty:\nX-Twice: a\nx-twice: b: c\n"
                  "Content-Length: 0"),
         1);
    const TransportReply reply = reader.take();
    QCOMPARE(reply.headers.size(), 5);
    QCOMPARE(reply.header("x-mixed-case"), "As Is");
    QCOMPARE(reply.header("x-empty"), "");
    QCOMPARE(reply.header("x-twice"), "a");
    QCOMPARE(reply.headers[3].name, "x-twice");
    QCOMPARE(reply.headers[3].value, "b: c");
    QCOMPARE(reply.header("x-absent"), "");
}

void tst_HttpResponseReader::keepAlive_data()
{
    QTest::addColumn<QByteArray>("header");
    QTest::addColumn<qint64>("seconds"); // -1: not announced
    QTest::newRow("none") << "X-A: b"_ba << qint64(-1);
    QTest::newRow("timeout") << "Keep-Alive: timeout=5"_ba << qint64(5);
    QTest::newRow("with max") << "keep-alive: max=100, Timeout=75"_ba << qint64(75);
    QTest::newRow("zero") << "Keep-Alive: timeout=0"_ba << qint64(0);
    QTest::newRow("not a number") << "Keep-Alive: timeout=soon"_ba << qint64(-1);
}

void tst_HttpResponseReader::keepAlive()
{
    QFETCH(const QByteArray, header);
    QFETCH(const qint64, seconds);
    HttpResponseReader reader;
    reader.begin("POST", bound);
    QCOMPARE(feed(reader, response("HTTP/1.1 200 OK\nContent-Length: 0\n" + header), 9999),
             State::Complete);
    QCOMPARE(reader.keepAlive().value_or(-1s).count(), seconds);
}

void tst_HttpResponseReader::severalResponses()
{
    HttpResponseReader reader;
    reader.begin("HEAD", bound);
    QCOMPARE(feed(reader, response("HTTP/1.1 200 OK\nContent-Length: 7"), 5), State::Complete);
    QVERIFY(reader.take().body.isEmpty());
    for (const QByteArray &body : { page, "{}"_ba, page.first(20'000), ""_ba }) {
        reader.begin("POST", bound);
        const QByteArray head = "HTTP/1.1 200 OK\nContent-Length: "
                + QByteArray::number(body.size());
        QCOMPARE(feed(reader, response(head, body), 9999), State::Complete);
        QCOMPARE(reader.take().body, body);
    }
}

// The rest of a body of known length is read without a copy.
void tst_HttpResponseReader::bodyWithoutCopy()
{
    HttpResponseReader reader;
    reader.begin("POST", bound);
    feed(reader, response("HTTP/1.1 200 OK\nContent-Length: 50000"), 9999);
    const HttpResponseReader::Space space = reader.space();
    QCOMPARE(space.size, page.size());
    feed(reader, page, 9999);
    const TransportReply reply = reader.take();
    QCOMPARE(static_cast<const void *>(reply.body.constData()),
             static_cast<const void *>(space.data));
    QVERIFY(reply.body.isDetached());
}

void tst_HttpResponseReader::memoryGrowsWithTheBody_data()
{
    QTest::addColumn<QByteArray>("head");
    QTest::newRow("length") << response("HTTP/1.1 200 OK\nContent-Length: 65011712");
    QTest::newRow("chunk") << response("HTTP/1.1 200 OK\nTransfer-Encoding: chunked", "3e00000\r\n");
    QTest::newRow("until the end") << response("HTTP/1.1 200 OK\nX-A: b");
}

// Memory for 62 MB is allocated as the bytes arrive, not when they are announced.
void tst_HttpResponseReader::memoryGrowsWithTheBody()
{
    QFETCH(QByteArray, head);
    constexpr qsizetype start = qsizetype(64) * 1024;
    HttpResponseReader reader;
    reader.begin("POST", qint64(64) << 20);
    QCOMPARE(feed(reader, head, 4096), State::Incomplete);
    QVERIFY(reader.bodyCapacity() <= start + bodyPadding);
    QVERIFY(reader.space().size <= start);
    qsizetype sent = 0;
    const QByteArray piece(7000, 'x');
    while (sent < 5'000'000) {
        QCOMPARE(feed(reader, piece, piece.size()), State::Incomplete);
        sent += piece.size();
        QVERIFY(reader.bodyCapacity() <= std::max(start, 2 * sent) + bodyPadding);
        QVERIFY(reader.space().size <= std::max(start, sent));
    }
    reader.close();
    QVERIFY(reader.take().body.capacity() <= 2 * sent + bodyPadding);

    // Above the limit, no memory is reserved.
    reader.begin("POST", bound);
    const bool announced = !head.endsWith("X-A: b\r\n\r\n");
    QCOMPARE(feed(reader, head, 4096), announced ? State::Failed : State::Incomplete);
    QVERIFY(reader.bodyCapacity() <= start + bodyPadding);
}

void tst_HttpResponseReader::headOfAnySize()
{
    for (qsizetype size = 1; size < 40'000; size = size * 3 / 2 + 1) {
        HttpResponseReader reader;
        reader.begin("POST", bound);
        const QByteArray value(size, 'v');
        QCOMPARE(feed(reader,
                      response("HTTP/1.1 200 OK\nX-A: " + value + "\nContent-Length: 2", "{}"),
                      4096),
                 State::Complete);
        const TransportReply reply = reader.take();
        QCOMPARE(reply.header("x-a"), value);
        QCOMPARE(reply.body, "{}");
    }
}

// Damaged responses either fail or are read, within the limits.
void tst_HttpResponseReader::damaged()
{
    std::mt19937 random(1); // NOLINT: a constant seed
    const QByteArray whole = response("HTTP/1.1 200 OK\nContent-Length: 200\nX-A: b",
                                      QByteArray(200, 'x'))
            + response("HTTP/1.1 200 OK\nTransfer-Encoding: chunked", chunks(page.first(200), 50));
    for (int round = 0; round < 20'000; ++round) {
        QByteArray bytes = whole.mid(qsizetype(random() % 2) * 250);
        for (int i = 0; i < 3; ++i)
            bytes[qsizetype(random() % size_t(bytes.size()))] = char(random());
        bytes.truncate(qsizetype(random() % size_t(bytes.size() + 1)));
        HttpResponseReader reader;
        reader.begin("POST", bound);
        feed(reader, bytes, qsizetype(random() % 300 + 1));
        QVERIFY(reader.close() != State::Incomplete);
        const TransportReply reply = reader.take();
        QVERIFY(reply.body.size() <= bytes.size());
    }
}

QTEST_APPLESS_MAIN(tst_HttpResponseReader)
#include "tst_httpresponsereader.moc"
