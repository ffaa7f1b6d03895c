// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "fakeserver/reaction.h"

#include <QtCore/qendian.h>

#include <algorithm>

namespace {

constexpr auto requestId = "FAKEREQUESTID";

void setHeader(Reaction::Headers *headers, const QByteArray &name, const QByteArray &value)
{
    const auto same = [&name](const Reaction::Header &header) {
        return header.first.compare(name, Qt::CaseInsensitive) == 0;
    };
    headers->removeIf(same);
    if (!value.isNull())
        headers->append({ name, value });
}

QByteArray reasonPhrase(int status)
{
    switch (status) {
    case 200:
        return "OK";
    case 307:
        return "Temporary Redirect";
    case 400:
        return "Bad Request";
    case 500:
        return "Internal Server Error";
    case 503:
        return "Service Unavailable";
    default:
        return "Scripted";
    }
}

} // namespace

quint32 fakeServerCrc32(QByteArrayView data)
{
    quint32 crc = 0xffffffff;
    for (const char byte : data) {
        crc ^= quint8(byte);
        for (int bit = 0; bit < 8; ++bit)
            crc = (crc >> 1) ^ (crc & 1 ? 0xedb88320 : 0);
    }
    return ~crc;
}

QByteArray fakeServerGzip(const QByteArray &data)
{
    // Replaces the framing: qCompress() writes a length (4 bytes) and zlib's header (2 bytes)
    // before the data and an Adler-32 after it. gzip has a header of its own, and a CRC-32 and the
    // length at the end.
    const QByteArray zlib = qCompress(data);
    QByteArray result = QByteArray::fromHex("1f8b08000000000000ff");
    result += QByteArrayView(zlib).sliced(6).chopped(4);
    const quint32 trailer[] = { qToLittleEndian(fakeServerCrc32(data)),
                                qToLittleEndian(quint32(data.size())) };
    return result.append(reinterpret_cast<const char *>(trailer), sizeof trailer);
}

Reaction Reaction::reply(int status, const QByteArray &body, const Headers &headers)
{
    Reaction reaction;
    reaction.m_status = status;
    reaction.m_body = body;
    setHeader(&reaction.m_headers, "Content-Length", QByteArray::number(body.size()));
    for (const auto &[name, value] : headers)
        setHeader(&reaction.m_headers, name, value);
    return reaction;
}

Reaction Reaction::json(int status, const QByteArray &body, const Headers &headers)
{
    Headers all = { { "x-amzn-RequestId", requestId },
                    { "Content-Type", "application/x-amz-json-1.0" },
                    { "x-amz-crc32", QByteArray::number(fakeServerCrc32(body)) } };
    for (const auto &[name, value] : headers)
        setHeader(&all, name, value);
    return reply(status, body, all);
}

Reaction Reaction::error(int status, const QByteArray &code, const QByteArray &message)
{
    return json(status,
                R"({"__type":"com.amazonaws.dynamodb.v20120810#)" + code + R"(","message":")"
                        + message + R"("})");
}

Reaction Reaction::html(int status)
{
    return reply(status, "<html><body><h1>" + reasonPhrase(status) + "</h1></body></html>",
                 { { "Content-Type", "text/html" } });
}

Reaction Reaction::redirect(int status, const QByteArray &location)
{
    return reply(status, {}, { { "Location", location } });
}

Reaction Reaction::raw(const QByteArray &bytes)
{
    Reaction reaction;
    reaction.m_raw = true;
    reaction.m_body = bytes;
    return reaction;
}

Reaction Reaction::garbage()
{
    return raw("\x16\x03\x01 this is no HTTP\r\n\r\n\xff\xfe").closed(Stage::Reply);
}

Reaction Reaction::header(const QByteArray &name, const QByteArray &value) const
{
    Reaction copy = *this;
    setHeader(&copy.m_headers, name, value);
    return copy;
}

Reaction Reaction::wrongCrc() const
{
    return header("x-amz-crc32", QByteArray::number(fakeServerCrc32(m_body) ^ 1));
}

Reaction Reaction::contentLength(qint64 claimed) const
{
    return header("Content-Length", QByteArray::number(claimed));
}

Reaction Reaction::withoutContentLength() const
{
    return header("Content-Length", {}).closed(Stage::Reply);
}

Reaction Reaction::chunked(int chunkSize) const
{
    Reaction copy = header("Content-Length", {}).header("Transfer-Encoding", "chunked");
    copy.m_chunkSize = chunkSize;
    return copy;
}

Reaction Reaction::gzip() const
{
    Reaction copy = claimingGzip();
    copy.m_body = fakeServerGzip(m_body);
    return copy.contentLength(copy.m_body.size())
            .header("x-amz-crc32", QByteArray::number(fakeServerCrc32(copy.m_body)));
}

Reaction Reaction::claimingGzip() const
{
    return header("Content-Encoding", "gzip");
}

Reaction Reaction::oversizedHeaders(int bytes) const
{
    return header("x-big", QByteArray(bytes, 'x'));
}

Reaction Reaction::informational(int status) const
{
    Reaction copy = *this;
    copy.m_informational += "HTTP/1.1 " + QByteArray::number(status) + " Informational\r\n\r\n";
    return copy;
}

Reaction Reaction::held(Stage stage) const
{
    Reaction copy = *this;
    copy.m_holdAt = stage;
    return copy;
}

Reaction Reaction::delayed(std::chrono::milliseconds delay) const
{
    Reaction copy = *this;
    copy.m_delay = delay;
    return copy;
}

Reaction Reaction::closed(Stage stage) const
{
    Reaction copy = *this;
    copy.m_endAt = stage;
    copy.m_endByReset = false;
    return copy;
}

Reaction Reaction::reset(Stage stage) const
{
    Reaction copy = closed(stage);
    copy.m_endByReset = true;
    return copy;
}

Reaction::Parts Reaction::parts(int number) const
{
    if (m_raw)
        return { {}, {}, m_body };

    Parts parts;
    parts.statusLine = m_informational + "HTTP/1.1 " + QByteArray::number(m_status) + ' '
            + reasonPhrase(m_status) + "\r\n";
    for (const auto &[name, value] : m_headers)
        parts.head += name + ": " + value
                + (value == requestId && number > 1 ? '-' + QByteArray::number(number)
                                                    : QByteArray())
                + "\r\n";
    parts.head += "\r\n";
    if (!m_chunkSize) {
        parts.body = m_body;
        return parts;
    }
    for (qsizetype at = 0; at < m_body.size(); at += m_chunkSize) {
        const QByteArray chunk = m_body.mid(at, m_chunkSize);
        parts.body += QByteArray::number(chunk.size(), 16) + "\r\n" + chunk + "\r\n";
    }
    parts.body += "0\r\n\r\n";
    return parts;
}
