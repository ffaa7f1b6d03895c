// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "transfer/gzip_p.h"

#ifdef Q_DYNAMODB_WITH_ZLIB
#include <zlib.h>
#endif

#include <array>

using namespace Qt::StringLiterals;

namespace QtDynamoDBPrivate {

QString noGzip()
{
    return u"The file is compressed with gzip, which this build of QtDynamoDB can't read or write. "
           "Decompress the file, or build QtDynamoDB with zlib."_s;
}

#ifdef Q_DYNAMODB_WITH_ZLIB

namespace {

constexpr int gzipWindow = 15 + 16; // the largest window; with the header of gzip
constexpr std::size_t bufferSize = std::size_t(64) * 1024;

[[nodiscard]] Bytef *bytesOf(QByteArrayView data)
{
    return reinterpret_cast<Bytef *>(const_cast<char *>(data.data())); // zlib does not write to it
}

} // namespace

struct GzipReader::Stream
{
    z_stream z {};
    bool isInMember = false;
    bool hasEnded = false; // a member has ended; zeros may follow
};

struct GzipWriter::Stream
{
    z_stream z {};
    bool isInMember = false;
};

bool hasGzip() noexcept
{
    return true;
}

GzipReader::GzipReader()
    : m_stream(std::make_unique<Stream>())
{
    if (inflateInit2(&m_stream->z, gzipWindow) != Z_OK)
        qBadAlloc();
}

GzipReader::~GzipReader()
{
    inflateEnd(&m_stream->z);
}

QString GzipReader::feed(QByteArrayView data, const std::function<void(QByteArrayView)> &out)
{
    z_stream &z = m_stream->z;
    z.next_in = bytesOf(data);
    z.avail_in = uInt(data.size());
    std::array<char, bufferSize> buffer;
    while (z.avail_in > 0) {
        if (!m_stream->isInMember && m_stream->hasEnded && *z.next_in == 0) { // padding
            ++z.next_in;
            --z.avail_in;
            continue;
        }
        m_stream->isInMember = true;
        z.next_out = reinterpret_cast<Bytef *>(buffer.data());
        z.avail_out = uInt(buffer.size());
        const int result = inflate(&z, Z_NO_FLUSH);
        if (result != Z_OK && result != Z_STREAM_END && result != Z_BUF_ERROR) {
            return u"The gzip data of the file is damaged: %1"_s.arg(
                    z.msg ? QLatin1StringView(z.msg) : QLatin1StringView("it can't be read"));
        }
        const auto size = qsizetype(buffer.size() - z.avail_out);
        if (size > 0)
            out(QByteArrayView(buffer.data(), size));
        if (result == Z_STREAM_END) {
            inflateReset(&z);
            m_stream->isInMember = false;
            m_stream->hasEnded = true;
        }
    }
    // Output may be left although the input is consumed.
    while (m_stream->isInMember) {
        z.next_out = reinterpret_cast<Bytef *>(buffer.data());
        z.avail_out = uInt(buffer.size());
        const int result = inflate(&z, Z_NO_FLUSH);
        const auto size = qsizetype(buffer.size() - z.avail_out);
        if (size > 0)
            out(QByteArrayView(buffer.data(), size));
        if (result == Z_STREAM_END) {
            inflateReset(&z);
            m_stream->isInMember = false;
            m_stream->hasEnded = true;
        }
        if (size == 0)
            break;
    }
    return {};
}

QString GzipReader::finish() const
{
    return m_stream->isInMember ? u"The gzip data of the file is incomplete."_s : QString();
}

GzipWriter::GzipWriter()
    : m_stream(std::make_unique<Stream>())
{
    constexpr int memoryLevel = 8; // the default of zlib
    if (deflateInit2(&m_stream->z, Z_DEFAULT_COMPRESSION, Z_DEFLATED, gzipWindow, memoryLevel,
                     Z_DEFAULT_STRATEGY)
        != Z_OK)
        qBadAlloc();
}

GzipWriter::~GzipWriter()
{
    deflateEnd(&m_stream->z);
}

QByteArray GzipWriter::compress(QByteArrayView data)
{
    if (data.isEmpty())
        return {};
    m_stream->isInMember = true;
    return deflateAll(data, Z_NO_FLUSH);
}

QByteArray GzipWriter::endMember()
{
    if (!m_stream->isInMember)
        return {};
    const QByteArray rest = deflateAll({}, Z_FINISH);
    m_stream->isInMember = false;
    deflateReset(&m_stream->z);
    return rest;
}

QByteArray GzipWriter::deflateAll(QByteArrayView data, int flush)
{
    z_stream &z = m_stream->z;
    z.next_in = bytesOf(data);
    z.avail_in = uInt(data.size());
    std::array<char, bufferSize> buffer;
    QByteArray out;
    do {
        z.next_out = reinterpret_cast<Bytef *>(buffer.data());
        z.avail_out = uInt(buffer.size());
        deflate(&z, flush);
        out.append(buffer.data(), qsizetype(buffer.size() - z.avail_out));
    } while (z.avail_out == 0);
    return out;
}

#else

struct GzipReader::Stream
{
};
struct GzipWriter::Stream
{
};

bool hasGzip() noexcept
{
    return false;
}

GzipReader::GzipReader() = default;
GzipReader::~GzipReader() = default;

QString GzipReader::feed(QByteArrayView, const std::function<void(QByteArrayView)> &)
{
    return noGzip();
}

QString GzipReader::finish() const
{
    return {};
}

GzipWriter::GzipWriter() = default;
GzipWriter::~GzipWriter() = default;

QByteArray GzipWriter::compress(QByteArrayView data) // not called: see hasGzip()
{
    return deflateAll(data, 0);
}

QByteArray GzipWriter::endMember()
{
    return {};
}

QByteArray GzipWriter::deflateAll(QByteArrayView, int)
{
    return {};
}

#endif

} // namespace QtDynamoDBPrivate
