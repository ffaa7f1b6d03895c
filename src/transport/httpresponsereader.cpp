// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "transport/httpresponsereader_p.h"
#include "transport/httpsyntax_p.h"
#include "transport/wipe_p.h"

#include <algorithm>
#include <cstring>
#include <limits>

// https://www.rfc-editor.org/rfc/rfc9112

namespace QtDynamoDBPrivate {

using namespace Qt::StringLiterals;
using Failure = TransportReply::Failure;

namespace {

constexpr qsizetype inputSize = qsizetype(16) * 1024;
constexpr qsizetype unseenBody = qsizetype(64) * 1024; // reserved before the body arrives
constexpr qsizetype leastSpace = qsizetype(4) * 1024;
constexpr QByteArrayView protocol = "HTTP/";
constexpr qsizetype maxHeaders = 100;
constexpr quint64 mostKeepAlive = 24 * 3600; // seconds; no connection is idle for longer

// This reader accepts and refuses the same heads as QNetworkAccessManager, so that the outcome of a
// call does not depend on the transport. "As Qt" marks rules for that purpose.

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

int hexDigit(char c)
{
    if (isDigit(c))
        return c - '0';
    const char lower = char(c | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

// Qt skips these bytes before a status line.
bool isSkipped(char c)
{
    return c == '\r' || c == '\n' || c == ' ' || c == '\v' || c == '\x1f';
}

// Returns the status of "HTTP/1.1 200 OK", or nothing for a line of another protocol. As Qt: any
// version and any number.
std::optional<int> statusOf(QByteArrayView line)
{
    if (line.size() < 11 || !line.startsWith(protocol) || !isDigit(line[5]) || line[6] != '.'
        || !isDigit(line[7]) || line[8] != ' ')
        return std::nullopt;
    const QByteArrayView rest = line.sliced(9);
    const qsizetype space = rest.indexOf(' ');
    bool isNumber = false;
    const int status = (space < 0 ? rest : rest.first(space)).toInt(&isNumber);
    return isNumber ? std::optional(status) : std::nullopt;
}

bool isSame(QByteArrayView text, QByteArrayView lowerCase)
{
    return text.compare(lowerCase, Qt::CaseInsensitive) == 0;
}

// Calls back with each element of a comma-separated list.
template<typename Function>
void forEachElement(QByteArrayView list, Function function)
{
    while (!list.isEmpty()) {
        qsizetype comma = list.indexOf(',');
        if (comma < 0)
            comma = list.size();
        function(list.first(comma).trimmed());
        list = list.sliced(std::min(comma + 1, list.size()));
    }
}

// Moves the content to a larger buffer, and overwrites the old one, which may contain credentials.
void moveTo(QByteArray &buffer, qsizetype used, qsizetype capacity)
{
    QByteArray larger;
    larger.reserve(capacity);
    larger.resize(used);
    std::memcpy(larger.data(), buffer.constData(), std::size_t(used));
    wipe(buffer);
    buffer = std::move(larger);
}

} // namespace

HttpResponseReader::~HttpResponseReader()
{
    wipe(m_in);
    wipe(m_reply.body);
}

void HttpResponseReader::begin(QByteArrayView method, qint64 maxBodySize)
{
    m_state = State::Incomplete;
    m_step = Step::Head;
    m_reply = {};
    m_bodyless = method == "HEAD";
    m_begun = false;
    m_closes = false;
    m_keepAlive.reset();
    m_maxBodySize = maxBodySize;
    m_length.reset();
    m_chunked = false;
    m_begin = m_end = m_scanned = m_headSize = 0;
    m_received = m_left = 0;
}

HttpResponseReader::Space HttpResponseReader::space()
{
    switch (m_step) {
    case Step::Body:
    case Step::Chunk:
    case Step::BodyUntilClose: {
        const bool untilClose = m_step == Step::BodyUntilClose;
        makeRoom(untilClose ? leastSpace : std::min<qint64>(m_left, leastSpace));
        const qint64 room = m_reply.body.size() - m_received;
        return { m_reply.body.data() + m_received,
                 qsizetype(untilClose ? room : std::min(m_left, room)) };
    }
    default:
        if (m_in.size() - m_end < leastSpace && m_begin > 0) {
            std::memmove(m_in.data(), m_in.constData() + m_begin, std::size_t(unread()));
            m_end -= std::exchange(m_begin, 0);
        }
        if (m_in.size() - m_end < leastSpace) {
            const qsizetype size = std::max(inputSize, 2 * m_in.size());
            moveTo(m_in, m_end, size);
            m_in.resize(size);
        }
        return { m_in.data() + m_end, m_in.size() - m_end };
    }
}

HttpResponseReader::State HttpResponseReader::advance(qsizetype size)
{
    if (size <= 0 || m_state != State::Incomplete)
        return m_state;
    m_begun = true;
    switch (m_step) {
    case Step::Body:
    case Step::Chunk:
        m_received += size;
        m_left -= size;
        break;
    case Step::BodyUntilClose:
        m_received += size;
        break;
    default:
        m_end += size;
        break;
    }
    while (m_state == State::Incomplete && step()) {}
    return m_state;
}

HttpResponseReader::State HttpResponseReader::close()
{
    if (m_state != State::Incomplete)
        return m_state;
    if (m_step == Step::BodyUntilClose) {
        complete();
    } else if (m_step == Step::Body) {
        fail(Failure::ConnectionLost,
             u"The connection closed after %1 of %2 bytes"_s.arg(m_received).arg(*m_length));
    } else if (m_begun) {
        fail(Failure::ConnectionLost, u"The connection closed before the response was complete"_s);
    } else {
        fail(Failure::ConnectionLost, u"The connection closed without a response"_s);
    }
    return m_state;
}

bool HttpResponseReader::isReusable() const
{
    return m_state == State::Complete && !m_closes && unread() == 0;
}

TransportReply HttpResponseReader::take()
{
    if (m_state == State::Complete) {
        m_reply.body.reserve(qsizetype(m_received) + bodyPadding);
        m_reply.body.resize(qsizetype(m_received));
    } else {
        wipe(m_reply.body);
    }
    return std::exchange(m_reply, {});
}

// Handles the available bytes. Returns false if more are needed, or if the response is over.
bool HttpResponseReader::step()
{
    switch (m_step) {
    case Step::Head:
        return readHead();
    case Step::Body:
        return fillBody() && complete();
    case Step::BodyUntilClose:
        return isWithinBounds(unread()) && fillBody();
    case Step::ChunkHead:
        return readChunkHead();
    case Step::Chunk:
        if (!fillBody())
            return false;
        m_step = Step::ChunkEnd;
        return true;
    case Step::ChunkEnd:
        if (const auto line = takeLine()) {
            if (!line->isEmpty())
                return refuse(u"A chunk of the response is longer than announced"_s);
            m_step = Step::ChunkHead;
            return true;
        }
        return false;
    case Step::Trailer:
        return readTrailer();
    }
    return false;
}

bool HttpResponseReader::readHead()
{
    while (unread() > 0 && isSkipped(m_in[m_begin])) {
        ++m_begin;
        ++m_headSize;
    }
    const char *data = m_in.constData() + m_begin;
    const qsizetype size = unread();
    const qsizetype compared = std::min(size, protocol.size());
    if (QByteArrayView(data, compared) != protocol.first(compared))
        return refuseProtocol();

    // The head ends with an empty line.
    qsizetype end = -1;
    while (end < 0 && m_scanned < size) {
        const void *found = std::memchr(data + m_scanned, '\n', std::size_t(size - m_scanned));
        if (!found) {
            m_scanned = size;
            break;
        }
        const qsizetype next = static_cast<const char *>(found) - data + 1;
        if (next < size && data[next] == '\n')
            end = next + 1;
        else if (next + 1 < size && data[next] == '\r' && data[next + 1] == '\n')
            end = next + 2;
        else if (size - next < 2)
            break; // scanned again with more bytes
        m_scanned = next;
    }
    if (m_headSize + (end < 0 ? size : end) > maxHeadSize) {
        return refuse(u"The headers of the response are larger than %1 bytes"_s.arg(
                qsizetype(maxHeadSize)));
    }
    if (end < 0) {
        const qsizetype lineEnd = QByteArrayView(data, size).indexOf('\n');
        if (lineEnd >= 0 && !statusOf(QByteArrayView(data, lineEnd).trimmed()))
            return refuseProtocol();
        return false;
    }

    m_headSize += end;
    m_begin += end;
    m_scanned = 0;
    if (!readHeaders(QByteArrayView(data, end)))
        return false;
    if (m_reply.status == 100) {
        m_reply = {}; // the final response follows
        m_closes = false;
        return true;
    }
    return chooseBody();
}

// The reply's headers lie in one buffer.
bool HttpResponseReader::readHeaders(QByteArrayView head)
{
    m_reply.head = head.toByteArray();
    char *next = m_reply.head.data();
    char *const end = next + m_reply.head.size();
    const auto takeHeadLine = [&next, end] {
        char *const line = next;
        char *last = static_cast<char *>(std::memchr(line, '\n', std::size_t(end - line)));
        next = last + 1;
        if (last > line && last[-1] == '\r')
            --last;
        return std::pair(line, last);
    };

    const auto [first, firstEnd] = takeHeadLine();
    const std::optional<int> status = statusOf(QByteArrayView(first, firstEnd));
    if (!status)
        return refuseProtocol();
    if (*status < 100 || *status > 999)
        return refuse(u"The response is not HTTP: its status is %1"_s.arg(*status));
    m_reply.status = *status;
    if (m_reply.status == 101)
        return refuse(u"The server switched to another protocol, which was not requested"_s);
    if (m_reply.status == 100)
        return true; // as Qt: its headers are ignored
    // Qt takes other interim responses for the final one, and offers no way to the final one.
    if (m_reply.status < 200)
        return refuse(u"The server sent an interim response (%1) that was not requested"_s.arg(
                m_reply.status));
    m_closes = first[5] != '1' || first[7] == '0';

    m_reply.headers.reserve(16);
    while (next < end) {
        auto [line, lineEnd] = takeHeadLine();
        if (line == lineEnd)
            break;
        // A line that begins with a space continues the one before (RFC 9112, 5.2).
        while (next < end && (*next == ' ' || *next == '\t')) {
            std::fill(lineEnd, next, ' ');
            lineEnd = takeHeadLine().second;
        }
        if (m_reply.headers.size() == maxHeaders || !readHeader(line, lineEnd)) {
            m_reply.headers.clear();
            m_closes = true;
            break;
        }
    }
    // As Qt, which has no headers if it can't read a head, and omits headers without a value. A
    // response without content needs no headers.
    if (!hasNoContent(m_reply.status)
        && std::all_of(m_reply.headers.cbegin(), m_reply.headers.cend(),
                       [](const HttpHeader &header) { return header.value.isEmpty(); }))
        return refuse(u"The response has no headers, or a malformed one"_s);
    return true;
}

bool HttpResponseReader::readHeader(char *line, char *end)
{
    char *colon = line;
    for (; colon < end && httpTokenCharacters[uchar(*colon)]; ++colon) {
        if (*colon >= 'A' && *colon <= 'Z')
            *colon = char(*colon | 0x20);
    }
    if (colon == line || colon == end || *colon != ':')
        return false;
    const QByteArrayView name(line, colon);
    const QByteArrayView value = QByteArrayView(colon + 1, end).trimmed();
    m_reply.headers.append({ QByteArray::fromRawData(name.data(), name.size()),
                             QByteArray::fromRawData(value.data(), value.size()) });

    if (name == "content-length") {
        const std::optional<qint64> length = httpLength(value);
        if (!length || (m_length && m_length != length))
            return false;
        m_length = length;
    } else if (name == "transfer-encoding") {
        const bool isRepeated = m_chunked;
        m_chunked = isSame(value, "chunked");
        return m_chunked && !isRepeated; // the request accepts no other encoding
    } else if (name == "connection") {
        forEachElement(value, [this](QByteArrayView option) {
            if (isSame(option, "close"))
                m_closes = true;
            else if (isSame(option, "keep-alive"))
                m_closes = false;
        });
    } else if (name == "keep-alive") {
        forEachElement(value, [this](QByteArrayView parameter) {
            if (parameter.size() > 8 && isSame(parameter.first(8), "timeout=")) {
                if (const auto seconds = httpNumber(parameter.sliced(8)))
                    m_keepAlive = std::chrono::seconds(std::min(*seconds, mostKeepAlive));
            }
        });
    }
    return true;
}

bool HttpResponseReader::chooseBody()
{
    // If a 205 announces content, bytes may follow, so the connection can't be reused.
    if (m_reply.status == 205)
        m_closes = m_closes || m_chunked || m_length != 0;
    if (m_bodyless || hasNoContent(m_reply.status))
        return complete();
    if (m_chunked) {
        if (m_length)
            m_closes = true; // a server that sends both may not agree on the end of the body
        m_step = Step::ChunkHead;
        return true;
    }
    if (!m_length) {
        m_closes = true;
        m_step = Step::BodyUntilClose;
        return true;
    }
    if (!isWithinBounds(*m_length))
        return false;
    m_left = *m_length;
    m_step = Step::Body;
    return true;
}

// Refuses the response unless the body may have that many more bytes.
bool HttpResponseReader::isWithinBounds(qint64 more)
{
    return more <= m_maxBodySize - m_received
            || refuse(u"The response is larger than %1 bytes"_s.arg(m_maxBodySize));
}

// Makes room for that many more bytes of the body. The buffer doubles, but does not become larger
// than a body or chunk of known length needs.
void HttpResponseReader::makeRoom(qint64 more)
{
    const qint64 needed = m_received + more;
    if (m_reply.body.size() >= needed)
        return;
    const qint64 size = m_step == Step::BodyUntilClose
            ? std::max({ needed, qint64(inputSize), 2 * m_received })
            : std::max(needed,
                       std::min(std::max<qint64>(unseenBody, 2 * m_received), m_received + m_left));
    // Responses with credentials are short. The buffers of longer ones are not overwritten.
    if (m_received > 0 && m_received <= unseenBody)
        moveTo(m_reply.body, qsizetype(m_received), qsizetype(size) + bodyPadding);
    else
        m_reply.body.reserve(qsizetype(size) + bodyPadding); // resize() alone may reserve more
    m_reply.body.resize(qsizetype(size));
}

// Moves bytes of the body that arrived together with a head. Returns whether the body or the chunk
// is complete.
bool HttpResponseReader::fillBody()
{
    const bool untilClose = m_step == Step::BodyUntilClose;
    const qsizetype size = untilClose ? unread() : qsizetype(std::min<qint64>(unread(), m_left));
    if (size > 0) {
        makeRoom(size);
        std::memcpy(m_reply.body.data() + m_received, m_in.constData() + m_begin, std::size_t(size));
        m_begin += size;
        m_received += size;
        m_left -= untilClose ? 0 : size;
    }
    if (unread() == 0)
        m_begin = m_end = m_scanned = 0;
    return !untilClose && m_left == 0;
}

bool HttpResponseReader::readChunkHead()
{
    const std::optional<QByteArrayView> line = takeLine();
    if (!line) {
        const bool isWrong = m_state == State::Incomplete && unread() > 0
                && hexDigit(m_in[m_begin]) < 0;
        return isWrong && refuseChunk();
    }
    qint64 size = 0;
    qsizetype digits = 0;
    for (; digits < line->size(); ++digits) {
        const int digit = hexDigit((*line)[digits]);
        if (digit < 0)
            break;
        if (size > (std::numeric_limits<qint64>::max() >> 5))
            return refuse(u"The response is larger than %1 bytes"_s.arg(m_maxBodySize));
        size = size * 16 + digit;
    }
    const QByteArrayView rest = line->sliced(digits).trimmed();
    if (digits == 0 || (!rest.isEmpty() && rest.front() != ';'))
        return refuseChunk();
    if (size == 0) {
        m_step = Step::Trailer;
        return true;
    }
    if (!isWithinBounds(size))
        return false;
    m_left = size;
    m_step = Step::Chunk;
    return true;
}

// As Qt, which reads no trailers: a trailer ends the response and the connection.
bool HttpResponseReader::readTrailer()
{
    const QByteArrayView rest(m_in.constData() + m_begin, unread());
    if (rest.isEmpty() || rest == "\r")
        return false;
    if (rest.startsWith("\r\n"))
        m_begin += 2;
    else if (rest.startsWith('\n'))
        m_begin += 1;
    else
        m_closes = true;
    return complete();
}

// Returns the next line without its end, valid until more bytes are read. Returns nothing if it is
// not complete, or too long.
std::optional<QByteArrayView> HttpResponseReader::takeLine()
{
    const char *data = m_in.constData() + m_begin;
    const void *found = std::memchr(data, '\n', std::size_t(unread()));
    const qsizetype size = found ? static_cast<const char *>(found) - data + 1 : unread();
    if (m_headSize + size > maxHeadSize) {
        refuse(u"The headers of the response are larger than %1 bytes"_s.arg(
                qsizetype(maxHeadSize)));
        return std::nullopt;
    }
    if (!found)
        return std::nullopt;
    m_begin += size;
    QByteArrayView line(data, size - 1);
    if (line.endsWith('\r'))
        line.chop(1);
    return line;
}

bool HttpResponseReader::refuseChunk()
{
    return refuse(u"A chunk of the response has no length"_s);
}

// As Qt, which reports a lost connection. The call is retried.
bool HttpResponseReader::refuseProtocol()
{
    return fail(Failure::ConnectionLost, u"The response is not HTTP"_s);
}

bool HttpResponseReader::complete()
{
    m_state = State::Complete;
    return true;
}

bool HttpResponseReader::fail(Failure failure, const QString &text)
{
    m_state = State::Failed;
    m_closes = true;
    m_reply.failure = failure;
    m_reply.failureText = text;
    return false;
}

} // namespace QtDynamoDBPrivate
