// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef INPUTFILE_P_H
#define INPUTFILE_P_H

#include "transfer/gzip_p.h"

#include <QtDynamoDB/qdynamodberror.h>
#include <QtDynamoDB/qdynamodbtransfer.h>

#include <QtCore/qfile.h>

#include <memory>

namespace QtDynamoDBPrivate {

// A file that is read in pieces, decompressed if it is compressed, without its byte order mark.
class Q_DYNAMODB_AUTOTEST_EXPORT InputFile
{
public:
    [[nodiscard]] QDynamoDBError open(const QString &fileName,
                                      QDynamoDBTransfer::Compression compression);
    // Continues at this offset of the decompressed text.
    [[nodiscard]] QDynamoDBError skipTo(qint64 offset);
    // Returns the next piece, empty at the end of the file or after an error.
    [[nodiscard]] QByteArray read();
    [[nodiscard]] const QDynamoDBError &error() const { return m_error; }

    [[nodiscard]] QString fileName() const { return m_file.fileName(); }
    [[nodiscard]] bool isGzip() const { return m_gzip != nullptr; }
    [[nodiscard]] qint64 position() const { return m_file.pos(); } // in the file itself
    [[nodiscard]] qint64 size() const { return m_file.size(); }

private:
    [[nodiscard]] QByteArray readPiece();
    void fail(const QString &what);

    QFile m_file;
    std::unique_ptr<GzipReader> m_gzip;
    QByteArray m_first; // the rest of the piece that was read to find the byte order mark
    qint64 m_markSize = 0; // of the byte order mark
    QDynamoDBError m_error;
};

[[nodiscard]] QDynamoDBError fileError(const QString &fileName, const QString &what);

} // namespace QtDynamoDBPrivate

#endif
