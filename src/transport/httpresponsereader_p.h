// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef HTTPRESPONSEREADER_P_H
#define HTTPRESPONSEREADER_P_H

#include "transport/transport_p.h"

#include <optional>

namespace QtDynamoDBPrivate {

// Reads one HTTP/1.1 response after the other out of a connection's bytes.
//
// The connection reads straight into space(): a body lands in the buffer that the reply takes over.
// That buffer has 64 KB or twice the bytes that arrived: a server that announces much and sends
// little costs little memory.
class Q_DYNAMODB_AUTOTEST_EXPORT HttpResponseReader
{
public:
    static constexpr qsizetype maxHeadSize = qsizetype(64) * 1024; // of a response's headers, bytes

    enum class State { Incomplete, Complete, Failed };
    struct Space
    {
        char *data;
        qsizetype size; // at least 1 while incomplete
    };

    HttpResponseReader() = default;
    ~HttpResponseReader();
    Q_DISABLE_COPY_MOVE(HttpResponseReader)

    // What follows answers a request of that method.
    void begin(QByteArrayView method, qint64 maxBodySize);

    [[nodiscard]] Space space();
    State advance(qsizetype size); // so many bytes were put there
    State close(); // the connection ended

    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] bool hasBegun() const { return m_begun; } // a byte of it arrived
    [[nodiscard]] qsizetype bodyCapacity() const
    {
        return m_reply.body.capacity();
    } // bytes reserved
    // Whether the connection may carry another request after this response.
    [[nodiscard]] bool isReusable() const;
    // For how long the server said to keep an unused connection.
    [[nodiscard]] std::optional<std::chrono::seconds> keepAlive() const { return m_keepAlive; }
    // The response, or the failure in its place; once only.
    [[nodiscard]] TransportReply take();

private:
    enum class Step {
        Head,
        Body, // of known length
        BodyUntilClose,
        ChunkHead,
        Chunk,
        ChunkEnd,
        Trailer,
    };

    bool step();
    bool readHead();
    bool readHeaders(QByteArrayView head);
    bool readHeader(char *line, char *end);
    bool chooseBody();
    bool fillBody();
    bool readChunkHead();
    bool readTrailer();
    [[nodiscard]] std::optional<QByteArrayView> takeLine();
    [[nodiscard]] bool isWithinBounds(qint64 more);
    void makeRoom(qint64 more);
    bool complete();
    bool fail(TransportReply::Failure failure, const QString &text);
    bool refuse(const QString &text) { return fail(TransportReply::Failure::Protocol, text); }
    bool refuseChunk();
    bool refuseProtocol();
    [[nodiscard]] qsizetype unread() const { return m_end - m_begin; }

    State m_state = State::Complete;
    Step m_step = Step::Head;
    TransportReply m_reply;
    bool m_bodyless = false; // the request was a HEAD
    bool m_begun = false;
    bool m_closes = false; // the server said so, or there is no other end of the body
    std::optional<std::chrono::seconds> m_keepAlive;
    qint64 m_maxBodySize = 0;
    std::optional<qint64> m_length;
    bool m_chunked = false;

    QByteArray m_in; // bytes of which nobody knows yet what they are: [m_begin, m_end)
    qsizetype m_begin = 0;
    qsizetype m_end = 0;
    qsizetype m_scanned = 0; // of the head, without finding its end
    qsizetype m_headSize = 0; // interim responses included
    qint64 m_received = 0; // of the body
    qint64 m_left = 0; // of the body or the chunk
};

} // namespace QtDynamoDBPrivate

#endif
