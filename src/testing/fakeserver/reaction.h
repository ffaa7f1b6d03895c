// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef FAKESERVER_REACTION_H
#define FAKESERVER_REACTION_H

#include <QtCore/qbytearray.h>
#include <QtCore/qlist.h>

#include <chrono>
#include <optional>
#include <utility>

// Where in an exchange something goes wrong: after ...
enum class Stage {
    RequestHead, // ... the request's headers were read, and nothing of its body
    RequestBody, // ... half of the request's body was read
    Request, // ... the whole request was read, and nothing was answered
    StatusLine, // ... the status line was sent
    ReplyHead, // ... the status line and headers were sent
    ReplyBody, // ... half of the reply's body was sent
    Reply, // ... the reply was sent: what a stale keep-alive connection is made of
};

// What the fake server does with one request: an answer, and what goes wrong with it.
//
//     Reaction::json(200, "{}")
//     Reaction::json(200, "{}").held()                      until the server is told to release()
//     Reaction::json(200, "{}").closed(Stage::ReplyBody)    half of it, then the end
//     Reaction::json(200, "{}").wrongCrc().chunked()
class Reaction
{
public:
    using Header = std::pair<QByteArray, QByteArray>;
    using Headers = QList<Header>;

    // A body with its Content-Length, and nothing else.
    [[nodiscard]] static Reaction reply(int status, const QByteArray &body,
                                        const Headers &headers = {});
    // As DynamoDB answers: with its content type, a request id and a right x-amz-crc32. The id is
    // FAKEREQUESTID, with a number behind from the server's second response on.
    [[nodiscard]] static Reaction json(int status, const QByteArray &body,
                                       const Headers &headers = {});
    // An error as DynamoDB reports it: {"__type":"com.amazonaws.dynamodb.v20120810#<code>",...}.
    [[nodiscard]] static Reaction error(int status, const QByteArray &code,
                                        const QByteArray &message = "told so");
    [[nodiscard]] static Reaction html(int status); // what a load balancer says
    [[nodiscard]] static Reaction redirect(int status, const QByteArray &location);
    // These bytes, whatever they are; nothing of HTTP is added.
    [[nodiscard]] static Reaction raw(const QByteArray &bytes);
    [[nodiscard]] static Reaction garbage();

    // Set, or removed if the value is null. The status line and body follow from the rest.
    [[nodiscard]] Reaction header(const QByteArray &name, const QByteArray &value) const;
    [[nodiscard]] Reaction wrongCrc() const;
    [[nodiscard]] Reaction contentLength(qint64 claimed) const; // right or wrong
    [[nodiscard]] Reaction withoutContentLength() const; // the end of the body is the close
    [[nodiscard]] Reaction chunked(int chunkSize = 1024) const;
    [[nodiscard]] Reaction gzip() const; // compressed; x-amz-crc32 is that of what is sent
    [[nodiscard]] Reaction claimingGzip() const; // says so, and sends the body as it is
    [[nodiscard]] Reaction oversizedHeaders(int bytes) const;
    [[nodiscard]] Reaction informational(int status) const; // sent first: 100, 102, 103

    // Stops until FakeServer::release(). By default where everything was read and nothing answered.
    [[nodiscard]] Reaction held(Stage stage = Stage::Request) const;
    // Answers so much after the whole request was read.
    [[nodiscard]] Reaction delayed(std::chrono::milliseconds delay) const;
    [[nodiscard]] Reaction closed(Stage stage) const; // the connection, in good order (FIN)
    [[nodiscard]] Reaction reset(Stage stage) const; // the connection, with a RST

private:
    friend class FakeConnection;

    Reaction() = default;

    struct Parts
    {
        QByteArray statusLine;
        QByteArray head;
        QByteArray body;
    };
    [[nodiscard]] Parts parts(int number) const; // of the server's response of that number

    int m_status = 0;
    Headers m_headers;
    QByteArray m_body;
    bool m_raw = false;
    int m_chunkSize = 0;
    QByteArray m_informational;
    std::chrono::milliseconds m_delay { 0 };
    std::optional<Stage> m_holdAt;
    std::optional<Stage> m_endAt;
    bool m_endByReset = false;
};

[[nodiscard]] quint32 fakeServerCrc32(QByteArrayView data);
[[nodiscard]] QByteArray fakeServerGzip(const QByteArray &data);

#endif
