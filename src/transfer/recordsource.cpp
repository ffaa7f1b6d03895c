// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "transfer/recordsource_p.h"

#include <QtDynamoDB/qdynamodbjson.h>

#include <QtCore/qfileinfo.h>
#include <QtCore/qset.h>

#include <algorithm>

using namespace Qt::StringLiterals;
using QDynamoDBTransfer::CellType;
using QDynamoDBTransfer::Format;
using Code = QDynamoDBError::Code;

namespace QtDynamoDBPrivate {

namespace {

constexpr qsizetype sampleSize = qsizetype(1024) * 1024; // bytes for detection and inference
constexpr std::size_t sampleRecords = 1000;

[[nodiscard]] QByteArray readSample(InputFile &input)
{
    QByteArray sample;
    while (sample.size() < sampleSize) {
        const QByteArray piece = input.read();
        if (piece.isEmpty())
            break;
        sample += piece;
    }
    return sample;
}

// Returns the text of the member "Item" if it is the only one of the object.
[[nodiscard]] QByteArray unwrapped(const QByteArray &text)
{
    const auto skipSpace = [&text](qsizetype &i) {
        while (i < text.size() && (text[i] == ' ' || text[i] == '\t'))
            ++i;
    };
    const auto skip = [&](qsizetype &i, QByteArrayView token) {
        skipSpace(i);
        if (!QByteArrayView(text).sliced(i).startsWith(token))
            return false;
        i += token.size();
        return true;
    };
    qsizetype i = 0;
    if (!skip(i, "{") || !skip(i, "\"Item\"") || !skip(i, ":") || !text.endsWith('}'))
        return {};
    return text.sliced(i, text.size() - 1 - i);
}

[[nodiscard]] QDynamoDBExpected<QDynamoDBItem> wrappedItem(const QByteArray &text)
{
    const QByteArray inner = unwrapped(text);
    if (inner.isEmpty())
        return QDynamoDBJson::toItem(text);
    auto item = QDynamoDBJson::toItem(inner);
    if (item)
        return item;
    // An item with the single attribute "Item".
    if (auto bare = QDynamoDBJson::toItem(text))
        return bare;
    return item;
}

} // namespace

RecordFrame frameOf(Format format)
{
    switch (format) {
    case Format::JsonArray:
    case Format::DynamoDBJson:
        return { "[\n", ",\n", "\n]\n" };
    case Format::ScanOutput:
        return { "{\"Items\":[\n", ",\n", "\n]}\n" };
    default:
        return { {}, "\n", "\n" };
    }
}

RecordSource::RecordSource(Settings settings)
    : m_settings(std::move(settings))
    , m_nullText(m_settings.csv.nullText.toUtf8())
{
}

QDynamoDBError RecordSource::open(const SourcePosition &begin)
{
    if (const QDynamoDBError error = detect(); error.isError())
        return m_error = error;
    for (const DataFile &data : m_files)
        m_bytesTotal += QFileInfo(data.name).size();
    if (begin.file >= m_files.size()) {
        return m_error = QDynamoDBError(Code::Validation,
                                        u"The checkpoint belongs to another file."_s);
    }
    for (m_file = 0; m_file < begin.file; ++m_file)
        m_bytesBefore += QFileInfo(m_files[m_file].name).size();
    return m_error = openFile(begin.position);
}

QDynamoDBError RecordSource::detect()
{
    InputFile input;
    if (const QDynamoDBError error = input.open(m_settings.fileName, m_settings.compression);
        error.isError())
        return error;
    m_isGzip = input.isGzip();
    m_files = { { m_settings.fileName, -1 } };
    if (m_settings.format == Format::Automatic) {
        const QByteArray sample = readSample(input);
        if (input.error().isError())
            return input.error();
        const DetectedFormat detected = detectFormat(m_settings.fileName, sample);
        m_settings.format = detected.format;
        m_hasManifest = detected.manifest != DetectedFormat::Manifest::None;
        if (m_hasManifest) {
            const auto files = readManifest(m_settings.fileName, detected.manifest);
            if (!files)
                return files.error();
            m_files = *files;
            m_settings.compression = QDynamoDBTransfer::Compression::Automatic;
        }
    }
    return m_settings.format == Format::Csv ? inferColumns() : QDynamoDBError();
}

QDynamoDBError RecordSource::inferColumns()
{
    InputFile input;
    if (const QDynamoDBError error = input.open(m_settings.fileName, m_settings.compression);
        error.isError())
        return error;
    const QByteArray sample = readSample(input);
    if (input.error().isError())
        return input.error();
    const ushort separator = m_settings.csv.separator.unicode();
    if (separator > 0x7f || separator == '"' || separator == '\n' || separator == '\r') {
        return QDynamoDBError(Code::InvalidParameterValue,
                              u"The separator is '%1'; it must be an ASCII character other than a "
                              "quote or line break."_s.arg(m_settings.csv.separator));
    }
    m_separator = separator == 0 ? separatorOf(sample) : char(separator);

    Records records;
    CsvSplitter splitter(m_separator);
    splitter.feed(sample, records);
    if (sample.size() < sampleSize)
        splitter.finish(records);
    const bool hasHeader = m_settings.csv.header == QDynamoDBCsvOptions::Header::Present;
    if (records.empty())
        return fileError(m_settings.fileName, u"The file has no records."_s);
    CsvCells first;
    const QString problem = records.front().problem.isEmpty()
            ? readCells(records.front().text, m_separator, first)
            : records.front().problem;
    if (hasHeader && !problem.isEmpty())
        return fileError(m_settings.fileName, u"The header can't be read: "_s + problem);
    if (hasHeader)
        m_header = records.front().text;
    if (const QDynamoDBError error = nameColumns(first); error.isError())
        return error;

    CsvInference inference(hasHeader ? first : CsvCells(first.size()), m_nullText);
    for (std::size_t i = hasHeader ? 1 : 0; i < std::min(records.size(), sampleRecords); ++i) {
        CsvCells cells;
        if (records[i].problem.isEmpty() && readCells(records[i].text, m_separator, cells).isEmpty()
            && cells.size() == first.size())
            inference.add(cells);
    }
    for (qsizetype i = 0; i < m_columns.size(); ++i) {
        QDynamoDBCsvColumn &column = m_columns[i];
        const auto &declared = m_settings.csv.columns;
        const auto known = std::find_if(declared.begin(), declared.end(),
                                        [&](const auto &one) { return one.name == column.name; });
        if (known != declared.end())
            column.type = known->type;
        else if (m_settings.keyTypes.contains(column.name))
            column.type = m_settings.keyTypes.value(column.name);
        else
            column.type = i < qsizetype(first.size()) ? inference.type(i) : CellType::Automatic;
    }
    return {};
}

// Fills in the names of the columns: from the header, or from the options.
QDynamoDBError RecordSource::nameColumns(const CsvCells &first)
{
    m_columns.clear();
    if (m_settings.csv.header == QDynamoDBCsvOptions::Header::Absent) {
        m_columns = m_settings.csv.columns;
        if (m_columns.isEmpty()) {
            return QDynamoDBError(
                    Code::InvalidParameterValue,
                    u"QDynamoDBCsvOptions::columns is empty. Without a header, it must "
                    "name all columns."_s);
        }
    } else {
        for (const CsvCell &cell : first)
            m_columns.append({ QString::fromUtf8(cell.text), CellType::Automatic });
    }
    QSet<QString> names;
    for (const QDynamoDBCsvColumn &column : m_columns) {
        if (column.name.isEmpty()) {
            return fileError(
                    m_settings.fileName,
                    u"Column %1 has no name. The first record must contain the names of the "
                    "attributes."_s.arg(names.size() + 1));
        }
        if (names.contains(column.name)) {
            return fileError(m_settings.fileName,
                             u"Two columns have the name \"%1\"; names must be unique."_s.arg(
                                     column.name));
        }
        names.insert(column.name);
    }
    return {};
}

QDynamoDBError RecordSource::openFile(const FilePosition &begin)
{
    m_input = std::make_unique<InputFile>();
    m_splitter = RecordSplitter::make(m_settings.format, m_separator);
    m_recordsOfFile = 0;
    m_isWholeFile = begin.offset == 0;
    m_isHeaderDue = m_isWholeFile && m_settings.format == Format::Csv
            && m_settings.csv.header == QDynamoDBCsvOptions::Header::Present;
    if (const QDynamoDBError error = m_input->open(m_files[m_file].name, m_settings.compression);
        error.isError())
        return error;
    if (m_isWholeFile)
        return {};
    m_splitter->resume(begin);
    return m_input->skipTo(begin.offset);
}

bool RecordSource::read(Records &records)
{
    if (m_error.isError() || m_file >= m_files.size())
        return false;
    const std::size_t before = records.size();
    const QByteArray piece = m_input->read();
    if (m_input->error().isError()) {
        m_error = m_input->error();
        return false;
    }
    if (piece.isEmpty())
        m_splitter->finish(records);
    else
        m_splitter->feed(piece, records);
    if (m_isHeaderDue && records.size() > before) {
        records.erase(records.begin() + qsizetype(before));
        m_isHeaderDue = false;
    }
    m_recordsOfFile += qint64(records.size() - before);
    if (!m_splitter->fatalProblem().isEmpty()) {
        m_error = fileError(m_files[m_file].name, m_splitter->fatalProblem());
        return records.size() > before; // the error is reported by the next call
    }
    return !piece.isEmpty() || endFile() || records.size() > before;
}

// Returns whether another file follows, which is open then.
bool RecordSource::endFile()
{
    const DataFile &data = m_files[m_file];
    if (m_isWholeFile && data.items >= 0 && data.items != m_recordsOfFile) {
        m_error = fileError(data.name,
                            u"The file has %1 items; according to the manifest it has %2."_s
                                    .arg(m_recordsOfFile)
                                    .arg(data.items));
        return false;
    }
    m_bytesBefore += m_input->size();
    if (++m_file >= m_files.size())
        return false;
    m_error = openFile({});
    return !m_error.isError();
}

qint64 RecordSource::bytesRead() const
{
    return m_bytesBefore + (m_input && m_file < m_files.size() ? m_input->position() : 0);
}

QDynamoDBExpected<QDynamoDBItem> RecordSource::item(const Record &record)
{
    if (!record.problem.isEmpty())
        return QDynamoDBError(Code::Serialization, record.problem);
    switch (m_settings.format) {
    case Format::Csv: {
        const QString problem = readCells(record.text, m_separator, m_cells);
        if (!problem.isEmpty())
            return QDynamoDBError(Code::Serialization, problem);
        return csvItem(m_cells, m_columns, m_nullText);
    }
    case Format::DynamoDBJson:
    case Format::ScanOutput:
        return QDynamoDBJson::toItem(record.text);
    case Format::DynamoDBJsonLines:
        return wrappedItem(record.text);
    default:
        break;
    }
    return QDynamoDBJson::plainToItem(record.text);
}

} // namespace QtDynamoDBPrivate
