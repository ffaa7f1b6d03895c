// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef HTTPRESPONSEREADER_P_H
#define HTTPRESPONSEREADER_P_H

#include "transport/transport_p.h"

#include <optional>

namespace QtDynamoDBPrivate {

// A reader of HTTP/1.1 responses, one after the other on a connection.
//
// The connection reads into space(), so the bytes of a body are written into the buffer that the
// reply takes over. That buffer has 64 KB or twice the bytes that arrived: a server that announces
// a large body and sends little costs little memory.
class Q_DYNAMODB_AUTOTEST_EXPORT HttpResponseReader
{
public:
    static constexpr qsizetype maxHeadSize = qsizetype(64) * 1024; // of a response, bytes

    enum class State { Incomplete, Complete, Failed };
    struct Space
    {
        char *data;
        qsizetype size; // at least 1 while incomplete
    };

    HttpResponseReader() = default;
    ~HttpResponseReader();
    Q_DISABLE_COPY_MOVE(HttpResponseReader)

    // Begins the response to a request of that method.
    void begin(QByteArrayView method, qint64 maxBodySize);

    [[nodiscard]] Space space();
    State advance(qsizetype size); // that many bytes were written to space()
    State close(); // the connection was closed

    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] bool hasBegun() const { return m_begun; } // a byte of the response arrived
    [[nodiscard]] qsizetype bodyCapacity() const { return m_reply.body.capacity(); } // bytes
    // Whether the connection may carry another request after this response.
    [[nodiscard]] bool isReusable() const;
    // The time for which the server keeps an idle connection, if it announced one.
    [[nodiscard]] std::optional<std::chrono::seconds> keepAlive() const { return m_keepAlive; }
    // Returns the response, or the failure. Call it once.
    [[nodiscard]] TransportReply take();

private:
    enum class Step {
        Head,
        Body, // with a known length
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
    bool m_closes = false; // announced by the server, or the only end of the body
    std::optional<std::chrono::seconds> m_keepAlive;
    qint64 m_maxBodySize = 0;
    std::optional<qint64> m_length;
    bool m_chunked = false;

    QByteArray m_in; // bytes that are not interpreted yet: [m_begin, m_end)
    qsizetype m_begin = 0;
    qsizetype m_end = 0;
    qsizetype m_scanned = 0; // bytes of the head that don't contain its end
    qsizetype m_headSize = 0; // with interim responses
    qint64 m_received = 0; // bytes of the body
    qint64 m_left = 0; // bytes of the body or the chunk that are missing
};

} // namespace QtDynamoDBPrivate

#endif
