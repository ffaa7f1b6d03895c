// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef GZIP_P_H
#define GZIP_P_H

#include "qdynamodbglobal_p.h"

#include <QtCore/qbytearray.h>
#include <QtCore/qbytearrayview.h>
#include <QtCore/qstring.h>

#include <functional>
#include <memory>

namespace QtDynamoDBPrivate {

// Whether the library was built with zlib, which the classes below need.
[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT bool hasGzip() noexcept;
[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT QString noGzip(); // the text of the problem

// Decompresses gzip data of any number of members, fed in pieces.
class Q_DYNAMODB_AUTOTEST_EXPORT GzipReader
{
public:
    GzipReader();
    ~GzipReader();
    Q_DISABLE_COPY_MOVE(GzipReader)

    // Calls out() with the decompressed data, in pieces of at most 64 KiB. Returns an empty text, or
    // the problem if the data is damaged.
    [[nodiscard]] QString feed(QByteArrayView data, const std::function<void(QByteArrayView)> &out);
    // Returns the problem if the data ends within a member.
    [[nodiscard]] QString finish() const;

private:
    struct Stream;
    std::unique_ptr<Stream> m_stream;
};

// Compresses data into gzip members.
class Q_DYNAMODB_AUTOTEST_EXPORT GzipWriter
{
public:
    GzipWriter();
    ~GzipWriter();
    Q_DISABLE_COPY_MOVE(GzipWriter)

    [[nodiscard]] QByteArray compress(QByteArrayView data);
    // Returns the rest of the member, which is complete then. Data that follows begins a new one.
    [[nodiscard]] QByteArray endMember();

private:
    [[nodiscard]] QByteArray deflateAll(QByteArrayView data, int flush);

    struct Stream;
    std::unique_ptr<Stream> m_stream;
};

} // namespace QtDynamoDBPrivate

#endif
