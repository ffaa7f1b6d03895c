// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef RECORDSPLITTER_P_H
#define RECORDSPLITTER_P_H

#include "qdynamodbglobal_p.h"

#include <QtDynamoDB/qdynamodbtransfer.h>

#include <QtCore/qbytearray.h>
#include <QtCore/qbytearrayview.h>

#include <memory>
#include <vector>

namespace QtDynamoDBPrivate {

// A position between two records of a file. Offsets count the bytes after decompression.
struct FilePosition
{
    qint64 offset = 0;
    qint64 line = 1;

    friend bool operator==(const FilePosition &a, const FilePosition &b) = default;
};

// The text of one item of a file.
struct Record
{
    QByteArray text; // without the separator of records; of a broken record, at most a part
    FilePosition begin;
    FilePosition end; // after the text, and after the line break of formats with lines
    QString problem; // not empty: the text is not a record
};
using Records = std::vector<Record>;

// The maximum size of a record in bytes. An item has at most 400 KB; as JSON with escapes it has at
// most six times as much.
inline constexpr qsizetype maxRecordSize = qsizetype(4) * 1024 * 1024;

// A parser that finds the records of a file, which it is fed in pieces of any size. It reports a
// broken record and continues behind it if it can find the next one. It keeps the current record and
// at most one piece in memory.
class Q_DYNAMODB_AUTOTEST_EXPORT RecordSplitter
{
public:
    // The separator is that of CSV cells. The format must not be Automatic.
    [[nodiscard]] static std::unique_ptr<RecordSplitter> make(QDynamoDBTransfer::Format format,
                                                              char separator);

    RecordSplitter() = default;
    virtual ~RecordSplitter();
    Q_DISABLE_COPY_MOVE(RecordSplitter)

    // Begins behind a record that another splitter has found. Must be called before feed().
    virtual void resume(const FilePosition &position) { m_mark = position; }
    // Appends the records that the piece completes.
    void feed(QByteArrayView piece, Records &records);
    // The file has ended. Appends the last records.
    void finish(Records &records);
    // Not empty if the rest of the file can't be read.
    [[nodiscard]] const QString &fatalProblem() const { return m_fatal; }

protected:
    // Looks at the bytes from m_next on.
    virtual void scan(Records &records) = 0;
    // Called when all bytes were scanned and the file has ended. May set m_next back.
    enum class Next { ScanAgain, End };
    virtual Next scanEnd(Records &records) = 0;

    // Appends the record from m_begin to `textEnd`. The next one begins at `end` or later.
    void emitRecord(Records &records, qsizetype textEnd, qsizetype end, const QString &problem = {});
    [[nodiscard]] bool isTooLarge() const { return m_next - m_begin > maxRecordSize; }
    // Turns the current record into a lost one: its bytes are forgotten while its end is searched.
    void beginLost(const QString &problem);
    void endLost(Records &records, qsizetype end);
    void fail(const QString &problem)
    {
        if (m_fatal.isEmpty())
            m_fatal = problem;
    }

    QByteArray m_buffer; // from the current record on
    qsizetype m_begin = 0; // index of the current record, or of the next byte between records
    qsizetype m_next = 0; // index of the next byte to scan
    bool m_isAtEnd = false; // no byte follows

private:
    [[nodiscard]] FilePosition position(qsizetype index) const;
    void drop(qsizetype index);

    FilePosition m_mark; // the position of the byte m_markIndex
    qsizetype m_markIndex = 0;
    Record m_lost;
    QString m_fatal;
};

// Finds the lines of JSON Lines. Skips empty lines.
class LineSplitter final : public RecordSplitter
{
    void scan(Records &records) override;
    Next scanEnd(Records &records) override;
    void endLine(Records &records, qsizetype lineEnd, qsizetype next);

    bool m_isLost = false; // the line is above the maximum size
};

// Finds the records of CSV. Line breaks in quotes belong to their cell. Skips empty lines.
class CsvSplitter final : public RecordSplitter
{
public:
    explicit CsvSplitter(char separator)
        : m_separator(separator)
    {
    }

private:
    enum class State { CellBegin, Plain, Quoted, QuoteInQuoted, Lost };

    void scan(Records &records) override;
    Next scanEnd(Records &records) override;
    void endRecord(Records &records);
    void recover(const QString &problem, Records &records);

    const char m_separator;
    State m_state = State::CellBegin;
};

// Finds the elements of a JSON array: of the whole file, or of the member "Items" of its object.
class ArraySplitter final : public RecordSplitter
{
public:
    enum class Place { WholeFile, ItemsMember };

    explicit ArraySplitter(Place place)
        : m_place(place)
        , m_state(place == Place::WholeFile ? State::Document : State::Object)
    {
    }
    void resume(const FilePosition &position) override;

private:
    enum class State {
        Document, // before the array
        Object, // before the array, in or before the object that contains it
        First, // after the opening bracket
        Before, // after a comma
        In, // in an element
        After, // after an element
        Lost, // after a broken element, until a line looks like the next one
        Done, // after the array
    };

    void scan(Records &records) override;
    Next scanEnd(Records &records) override;
    void scanObject(char c);
    void scanBetween(char c, Records &records);
    void scanElement(char c, Records &records);
    void beginElement();
    void endElement(Records &records, qsizetype end);
    void recover(const QString &problem, Records &records);
    [[nodiscard]] bool findNext(Records &records);

    const Place m_place;
    State m_state;
    QByteArray m_open; // the closing brackets that are due
    bool m_isInString = false;
    bool m_isEscaped = false;
    // Of the object that contains the array: the last name on its first level.
    QByteArray m_name;
    bool m_isName = false;
    // The white space in front of the current element if the element begins its line, or -1.
    qsizetype m_indent = -1;
    qsizetype m_spaces = 0; // white space since the line began, or -1
    QString m_problem; // of the broken element
    bool m_isDropped = false; // the broken element is above the maximum size
};

} // namespace QtDynamoDBPrivate

#endif
