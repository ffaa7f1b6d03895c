// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef FAKESERVER_REACTION_H
#define FAKESERVER_REACTION_H

#include <QtCore/qbytearray.h>
#include <QtCore/qlist.h>

#include <chrono>
#include <optional>
#include <utility>

// The stages of an exchange after which it can be held or the connection can be closed.
enum class Stage {
    RequestHead, // the headers of the request were read, but nothing of its body
    RequestBody, // half of the request's body was read
    Request, // the whole request was read, and nothing was sent
    StatusLine, // the status line was sent
    ReplyHead, // the status line and the headers were sent
    ReplyBody, // half of the reply's body was sent
    Reply, // the whole reply was sent; closing here leaves the client a stale connection
};

// The fake server's reaction to one request: a reply, possibly with a fault.
//
//     Reaction::json(200, "{}")
//     Reaction::json(200, "{}").held()                      waits for FakeServer::release()
//     Reaction::json(200, "{}").closed(Stage::ReplyBody)    closes after half of the body
//     Reaction::json(200, "{}").wrongCrc().chunked()
class Reaction
{
public:
    using Header = std::pair<QByteArray, QByteArray>;
    using Headers = QList<Header>;

    // A reply with a Content-Length and the given headers only.
    [[nodiscard]] static Reaction reply(int status, const QByteArray &body,
                                        const Headers &headers = {});
    // A reply like DynamoDB's: with its content type, a request ID and a correct x-amz-crc32. The
    // ID is FAKEREQUESTID, with a number appended from the server's second response on.
    [[nodiscard]] static Reaction json(int status, const QByteArray &body,
                                       const Headers &headers = {});
    // An error as DynamoDB reports it: {"__type":"com.amazonaws.dynamodb.v20120810#<code>",...}.
    [[nodiscard]] static Reaction error(int status, const QByteArray &code,
                                        const QByteArray &message = "test error");
    [[nodiscard]] static Reaction html(int status); // a page like those of load balancers
    [[nodiscard]] static Reaction redirect(int status, const QByteArray &location);
    // Sends exactly these bytes.
    [[nodiscard]] static Reaction raw(const QByteArray &bytes);
    [[nodiscard]] static Reaction garbage();

    // Sets the header, or removes it if the value is null.
    [[nodiscard]] Reaction header(const QByteArray &name, const QByteArray &value) const;
    [[nodiscard]] Reaction wrongCrc() const;
    [[nodiscard]] Reaction contentLength(qint64 claimed) const; // may be wrong
    [[nodiscard]] Reaction withoutContentLength() const; // closing the connection ends the body
    [[nodiscard]] Reaction chunked(int chunkSize = 1024) const;
    [[nodiscard]] Reaction gzip() const; // compressed; x-amz-crc32 is that of the compressed body
    [[nodiscard]] Reaction claimingGzip() const; // has the header, but an uncompressed body
    [[nodiscard]] Reaction oversizedHeaders(int bytes) const;
    [[nodiscard]] Reaction informational(int status) const; // sends 100, 102 or 103 first

    // Waits for FakeServer::release() after the stage.
    [[nodiscard]] Reaction held(Stage stage = Stage::Request) const;
    // Replies that long after the whole request was read.
    [[nodiscard]] Reaction delayed(std::chrono::milliseconds delay) const;
    [[nodiscard]] Reaction closed(Stage stage) const; // closes the connection with FIN
    [[nodiscard]] Reaction reset(Stage stage) const; // closes the connection with RST

private:
    friend class FakeConnection;

    Reaction() = default;

    struct Parts
    {
        QByteArray statusLine;
        QByteArray head;
        QByteArray body;
    };
    [[nodiscard]] Parts parts(int number) const; // number: of the server's response, from 1

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
