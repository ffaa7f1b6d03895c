// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "transfer/inputfile_p.h"

#include <QtCore/qfileinfo.h>

#include <utility>

using namespace Qt::StringLiterals;
using Code = QDynamoDBError::Code;
using QDynamoDBTransfer::Compression;

namespace QtDynamoDBPrivate {

namespace {

constexpr qint64 pieceSize = qint64(256) * 1024;
// Compressed data may become a thousand times as large.
constexpr qint64 gzipPieceSize = qint64(8) * 1024;

} // namespace

QDynamoDBError fileError(const QString &fileName, const QString &what)
{
    return QDynamoDBError(Code::Serialization, u"%1: %2"_s.arg(fileName, what));
}

void InputFile::fail(const QString &what)
{
    if (!m_error.isError())
        m_error = fileError(m_file.fileName(), what);
}

QDynamoDBError InputFile::open(const QString &fileName, Compression compression)
{
    m_file.setFileName(fileName);
    // Checked first, because opening a FIFO blocks until there is a writer.
    const QFileInfo info(fileName);
    if (info.exists() && !info.isFile()) {
        fail(u"This is not a regular file."_s);
        return m_error;
    }
    if (!m_file.open(QIODevice::ReadOnly)) {
        fail(u"The file can't be opened: "_s + m_file.errorString());
        return m_error;
    }
    const bool hasMagic = m_file.peek(2) == QByteArrayView("\x1f\x8b");
    if (compression == Compression::Gzip || (compression == Compression::Automatic && hasMagic)) {
        if (!hasGzip()) {
            fail(noGzip());
            return m_error;
        }
        m_gzip = std::make_unique<GzipReader>();
    }
    m_first = readPiece();
    if (m_first.startsWith("\xff\xfe") || m_first.startsWith("\xfe\xff"))
        fail(u"The file is encoded in UTF-16. Convert it to UTF-8."_s);
    if (m_first.startsWith("\xef\xbb\xbf")) {
        m_markSize = 3;
        m_first.remove(0, m_markSize);
        if (m_first.isEmpty())
            m_first = readPiece();
    }
    return m_error;
}

QDynamoDBError InputFile::skipTo(qint64 offset)
{
    if (!m_gzip) {
        m_first.clear();
        if (!m_file.seek(offset + m_markSize))
            fail(m_file.errorString());
        return m_error;
    }
    for (qint64 left = offset; left > 0;) {
        QByteArray piece = read();
        if (piece.isEmpty()) {
            fail(u"The file is shorter than at the time of the checkpoint."_s);
            break;
        }
        if (piece.size() > left)
            m_first = piece.sliced(left);
        left -= piece.size();
    }
    return m_error;
}

QByteArray InputFile::read()
{
    if (!m_first.isEmpty())
        return std::exchange(m_first, {});
    return readPiece();
}

QByteArray InputFile::readPiece()
{
    QByteArray text;
    while (text.isEmpty() && !m_error.isError()) {
        const QByteArray data = m_file.read(m_gzip ? gzipPieceSize : pieceSize);
        if (data.isEmpty()) {
            if (m_file.error() != QFile::NoError)
                fail(m_file.errorString());
            else if (m_gzip && !m_gzip->finish().isEmpty())
                fail(m_gzip->finish());
            break;
        }
        if (!m_gzip)
            return data;
        const QString problem = m_gzip->feed(data, [&text](QByteArrayView piece) { text += piece; });
        if (!problem.isEmpty())
            fail(problem);
    }
    return text;
}

} // namespace QtDynamoDBPrivate
