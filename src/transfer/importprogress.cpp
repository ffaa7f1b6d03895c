// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "transfer/importprogress_p.h"

#include <QtCore/qfileinfo.h>
#include <QtCore/qjsonarray.h>
#include <QtCore/qmetaobject.h>
#include <QtCore/qsavefile.h>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;
using Code = QDynamoDBError::Code;
using QDynamoDBTransfer::Format;

namespace QtDynamoDBPrivate {

namespace {

[[nodiscard]] QJsonArray positionJson(const FilePosition &position)
{
    return { position.offset, position.line };
}

// Returns a position with a negative offset if the JSON is none.
[[nodiscard]] FilePosition positionOf(const QJsonValue &json)
{
    const QJsonArray list = json.toArray();
    const FilePosition position { list.at(0).toInteger(-1), list.at(1).toInteger(-1) };
    return position.line < 1 ? FilePosition { -1, -1 } : position;
}

// Appends the text between two offsets.
[[nodiscard]] QDynamoDBError copyText(InputFile &input, qint64 &at, const FailedRecord &record,
                                      QByteArray &rest, QByteArray &out)
{
    while (at < record.end.offset) {
        if (rest.isEmpty())
            rest = input.read();
        if (rest.isEmpty()) {
            return input.error().isError()
                    ? input.error()
                    : fileError(input.fileName(), u"The file has become shorter."_s);
        }
        const qint64 before = std::clamp<qint64>(record.begin.offset - at, 0, rest.size());
        const qint64 used = std::min<qint64>(record.end.offset - at, rest.size());
        out += QByteArrayView(rest).sliced(before, used - before);
        rest.remove(0, used);
        at += used;
    }
    return {};
}

} // namespace

QJsonObject toJson(const ImportProgress &progress)
{
    QJsonArray failed;
    for (const FailedRecord &record : progress.failed) {
        failed.append(QJsonObject { { u"file"_s, record.file },
                                    { u"begin"_s, positionJson(record.begin) },
                                    { u"end"_s, positionJson(record.end) },
                                    { u"code"_s, int(record.error.code()) },
                                    { u"message"_s, record.error.message() } });
    }
    return { { u"file"_s, progress.position.file },
             { u"position"_s, positionJson(progress.position.position) },
             { u"written"_s, progress.written },
             { u"failed"_s, failed },
             { u"size"_s, progress.bytesTotal } };
}

QDynamoDBExpected<ImportProgress> importProgressFromJson(const QJsonObject &json)
{
    const QDynamoDBError wrong(Code::Validation,
                               u"The checkpoint is not one that an importer has made."_s);
    ImportProgress progress;
    progress.position.file = json["file"_L1].toInt(-1);
    progress.position.position = positionOf(json["position"_L1]);
    progress.written = json["written"_L1].toInteger(-1);
    progress.bytesTotal = json["size"_L1].toInteger(-1);
    if (progress.position.file < 0 || progress.position.position.offset < 0 || progress.written < 0
        || progress.bytesTotal < 0)
        return wrong;
    const QMetaEnum codes = QMetaEnum::fromType<Code>();
    for (const QJsonValueConstRef entry : json["failed"_L1].toArray()) {
        FailedRecord record;
        record.file = entry["file"_L1].toInt(-1);
        record.begin = positionOf(entry["begin"_L1]);
        record.end = positionOf(entry["end"_L1]);
        const int code = entry["code"_L1].toInt();
        if (record.file < 0 || record.begin.offset < 0 || record.end.offset < record.begin.offset)
            return wrong;
        record.error = QDynamoDBError(codes.valueToKey(code) ? Code(code) : Code::Unknown,
                                      entry["message"_L1].toString());
        progress.failed.append(record);
    }
    return progress;
}

QDynamoDBError saveFailedRecords(const ImportProgress &progress,
                                 QDynamoDBTransfer::Compression compression,
                                 const QString &fileName)
{
    QSaveFile out(fileName);
    if (!out.open(QIODevice::WriteOnly))
        return fileError(fileName, out.errorString());
    std::unique_ptr<GzipWriter> gzip;
    if (fileName.endsWith(".gz"_L1, Qt::CaseInsensitive)) {
        if (!hasGzip())
            return fileError(fileName, noGzip());
        gzip = std::make_unique<GzipWriter>();
    }
    const auto write = [&](const QByteArray &text) {
        const QByteArray data = gzip ? gzip->compress(text) : text;
        return out.write(data) == data.size();
    };

    const RecordFrame frame = frameOf(progress.format);
    bool isWritten = write(frame.before);
    bool isFirst = progress.header.isEmpty();
    isWritten = isWritten && write(progress.header);
    std::unique_ptr<InputFile> input;
    int file = -1;
    qint64 at = 0;
    QByteArray rest;
    for (qsizetype i = 0; i < progress.failed.size() && isWritten; ++i) {
        const FailedRecord &record = progress.failed[i];
        if (record.file >= progress.files.size())
            return fileError(fileName, u"The records belong to another file."_s);
        if (record.file != file) {
            file = record.file;
            input = std::make_unique<InputFile>();
            at = 0;
            rest.clear();
            const QDynamoDBError error = input->open(progress.files[file].name, compression);
            if (error.isError())
                return error;
        }
        QByteArray text;
        if (const QDynamoDBError error = copyText(*input, at, record, rest, text); error.isError())
            return error;
        while (text.endsWith('\n') || text.endsWith('\r'))
            text.chop(1);
        if (!text.isEmpty()) // for a comma too many
            isWritten = write(std::exchange(isFirst, false) ? text : frame.between + text);
    }
    isWritten = isWritten && write(frame.after);
    const QByteArray memberEnd = gzip ? gzip->endMember() : QByteArray();
    isWritten = isWritten && out.write(memberEnd) == memberEnd.size() && out.flush();
    if (!isWritten || !out.commit())
        return fileError(fileName, out.errorString());
    return {};
}

} // namespace QtDynamoDBPrivate
