// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "transfer/recordsplitter_p.h"

#include <algorithm>
#include <cstring>
#include <utility>

using namespace Qt::StringLiterals;

namespace QtDynamoDBPrivate {

namespace {

constexpr qsizetype keptOfBroken = 1024; // bytes of the text of a record above the maximum size

[[nodiscard]] bool isSpace(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

[[nodiscard]] QString tooLarge()
{
    return u"The record has more than %1 bytes. An item has at most 400 KB."_s.arg(maxRecordSize);
}

// The number of line breaks: \n, \r\n, or \r.
[[nodiscard]] qint64 lineBreaks(QByteArrayView text)
{
    qint64 count = 0;
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text[i] == '\n')
            ++count;
        else if (text[i] == '\r' && (i + 1 == text.size() || text[i + 1] != '\n'))
            ++count;
    }
    return count;
}

[[nodiscard]] FilePosition advanced(const FilePosition &from, QByteArrayView text)
{
    return { from.offset + text.size(), from.line + lineBreaks(text) };
}

} // namespace

RecordSplitter::~RecordSplitter() = default;

std::unique_ptr<RecordSplitter> RecordSplitter::make(QDynamoDBTransfer::Format format,
                                                     char separator)
{
    using QDynamoDBTransfer::Format;
    switch (format) {
    case Format::Csv:
        return std::make_unique<CsvSplitter>(separator);
    case Format::JsonArray:
    case Format::DynamoDBJson:
        return std::make_unique<ArraySplitter>(ArraySplitter::Place::WholeFile);
    case Format::ScanOutput:
        return std::make_unique<ArraySplitter>(ArraySplitter::Place::ItemsMember);
    case Format::JsonLines:
    case Format::DynamoDBJsonLines:
    case Format::Automatic:
        break;
    }
    return std::make_unique<LineSplitter>();
}

void RecordSplitter::feed(QByteArrayView piece, Records &records)
{
    if (!m_fatal.isEmpty())
        return;
    m_buffer += piece;
    scan(records);
    drop(m_begin);
}

void RecordSplitter::finish(Records &records)
{
    m_isAtEnd = true;
    do {
        if (m_fatal.isEmpty())
            scan(records);
    } while (m_fatal.isEmpty() && scanEnd(records) == Next::ScanAgain);
}

FilePosition RecordSplitter::position(qsizetype index) const
{
    return advanced(m_mark, QByteArrayView(m_buffer).sliced(m_markIndex, index - m_markIndex));
}

void RecordSplitter::emitRecord(Records &records, qsizetype textEnd, qsizetype end,
                                const QString &problem)
{
    const FilePosition begin = position(m_begin);
    m_mark = begin;
    m_markIndex = m_begin;
    m_mark = position(end);
    m_markIndex = end;
    records.push_back({ m_buffer.sliced(m_begin, textEnd - m_begin), begin, m_mark, problem });
    m_begin = end;
}

void RecordSplitter::beginLost(const QString &problem)
{
    m_lost.begin = position(m_begin);
    m_lost.text = m_buffer.sliced(m_begin, std::min(m_next - m_begin, keptOfBroken));
    m_lost.problem = problem;
    m_begin = m_next;
}

void RecordSplitter::endLost(Records &records, qsizetype end)
{
    m_mark = position(end);
    m_markIndex = end;
    m_lost.end = m_mark;
    records.push_back(std::exchange(m_lost, {}));
    m_begin = end;
}

void RecordSplitter::drop(qsizetype index)
{
    // A line break of two characters is counted as a whole.
    if (index > m_markIndex && index == m_buffer.size() && m_buffer[index - 1] == '\r')
        --index;
    if (index > m_markIndex) {
        m_mark = position(index);
        m_markIndex = index;
    }
    m_buffer.remove(0, m_markIndex);
    m_begin -= m_markIndex;
    m_next -= m_markIndex;
    m_markIndex = 0;
}

void LineSplitter::scan(Records &records)
{
    while (m_next < m_buffer.size()) {
        const qsizetype lineEnd = m_buffer.indexOf('\n', m_next);
        if (lineEnd >= 0) {
            m_next = lineEnd + 1;
            endLine(records, lineEnd, m_next);
            continue;
        }
        m_next = m_buffer.size();
        if (m_isLost) {
            m_begin = m_next;
        } else if (isTooLarge()) {
            beginLost(tooLarge());
            m_isLost = true;
        }
    }
}

RecordSplitter::Next LineSplitter::scanEnd(Records &records)
{
    endLine(records, m_buffer.size(), m_buffer.size());
    return Next::End;
}

void LineSplitter::endLine(Records &records, qsizetype lineEnd, qsizetype next)
{
    if (std::exchange(m_isLost, false)) {
        endLost(records, next);
        return;
    }
    while (m_begin < lineEnd && isSpace(m_buffer[m_begin]))
        ++m_begin;
    while (lineEnd > m_begin && isSpace(m_buffer[lineEnd - 1]))
        --lineEnd;
    if (lineEnd - m_begin > maxRecordSize)
        emitRecord(records, m_begin + keptOfBroken, next, tooLarge());
    else if (lineEnd > m_begin)
        emitRecord(records, lineEnd, next);
    else
        m_begin = next;
}

void CsvSplitter::scan(Records &records)
{
    for (; m_next < m_buffer.size(); ++m_next) {
        const char c = m_buffer[m_next];
        if (m_state == State::Quoted) {
            if (c == '"')
                m_state = State::QuoteInQuoted;
        } else if (m_state == State::QuoteInQuoted && c == '"') {
            m_state = State::Quoted;
        } else if (c == '\n' || c == '\r') {
            if (c == '\r' && m_next + 1 == m_buffer.size() && !m_isAtEnd)
                return; // a line feed may follow
            endRecord(records);
        } else if (m_state == State::Lost) {
            m_begin = m_next + 1;
        } else if (c == m_separator) {
            m_state = State::CellBegin;
        } else if (c == '"' && m_state == State::CellBegin) {
            m_state = State::Quoted;
        } else {
            m_state = State::Plain;
        }
        if (isTooLarge()) {
            recover(tooLarge(), records);
            --m_next;
        }
    }
}

// The line ends at m_next, with \n, \r\n, or \r. Sets m_next to its last byte.
void CsvSplitter::endRecord(Records &records)
{
    const qsizetype textEnd = m_next;
    if (m_buffer[m_next] == '\r' && m_next + 1 < m_buffer.size() && m_buffer[m_next + 1] == '\n')
        ++m_next;
    const qsizetype end = m_next + 1;
    if (std::exchange(m_state, State::CellBegin) == State::Lost)
        endLost(records, end);
    else if (textEnd > m_begin)
        emitRecord(records, textEnd, end);
    else
        m_begin = end;
}

// Reports the first line of the current record, and continues with the second one.
void CsvSplitter::recover(const QString &problem, Records &records)
{
    const auto isBreak = [](char c) { return c == '\n' || c == '\r'; };
    const auto lineEnd = std::find_if(m_buffer.cbegin() + m_begin, m_buffer.cend(), isBreak);
    const qsizetype textEnd = lineEnd - m_buffer.cbegin();
    if (lineEnd == m_buffer.cend() && !m_isAtEnd) {
        ++m_next;
        beginLost(problem);
        m_state = State::Lost;
        return;
    }
    qsizetype end = textEnd;
    if (lineEnd != m_buffer.cend())
        end += QByteArrayView(m_buffer).sliced(textEnd).startsWith("\r\n") ? 2 : 1;
    const qsizetype kept = std::min(textEnd, m_begin + maxRecordSize);
    emitRecord(records, kept, end, problem);
    m_state = State::CellBegin;
    m_next = end;
}

RecordSplitter::Next CsvSplitter::scanEnd(Records &records)
{
    const State state = std::exchange(m_state, State::CellBegin);
    if (state == State::Lost) {
        endLost(records, m_buffer.size());
    } else if (state == State::Quoted) {
        recover(u"A quoted cell of this record has no closing quote."_s, records);
        return Next::ScanAgain;
    } else if (m_next > m_begin) {
        emitRecord(records, m_buffer.size(), m_buffer.size());
    }
    return Next::End;
}

void ArraySplitter::resume(const FilePosition &position)
{
    RecordSplitter::resume(position);
    m_state = State::After;
}

void ArraySplitter::scan(Records &records)
{
    while (m_next < m_buffer.size() && fatalProblem().isEmpty()) {
        if (m_state == State::Lost) {
            if (!findNext(records))
                return;
            continue;
        }
        const char c = m_buffer[m_next];
        if (m_state == State::In)
            scanElement(c, records);
        else if (m_state == State::Object)
            scanObject(c);
        else
            scanBetween(c, records);
    }
}

// Scans a byte outside of the elements.
void ArraySplitter::scanBetween(char c, Records &records)
{
    if (m_state == State::Done && m_place == Place::ItemsMember) {
        m_begin = m_next = m_buffer.size();
        return;
    }
    if (isSpace(c)) {
        if (c == '\n')
            m_spaces = 0;
        else if (m_spaces >= 0)
            ++m_spaces;
        m_begin = ++m_next;
        return;
    }
    if (m_state == State::Document && c == '[') {
        m_state = State::First;
    } else if (m_state == State::Document) {
        fail(u"The file does not begin with a JSON array."_s);
    } else if (m_state == State::Done) {
        fail(u"Something follows the end of the array."_s);
    } else if (c == ']' && m_state != State::Before) {
        m_state = State::Done;
    } else if (c == ',') {
        if (m_state != State::After)
            emitRecord(records, m_next, m_next, u"An item is missing in front of a comma."_s);
        m_state = State::Before;
    } else {
        const bool isMissingComma = m_state == State::After;
        beginElement();
        if (isMissingComma)
            recover(u"A comma is missing in front of this item."_s, records);
        else if (c == ']' || c == '}' || c == ':')
            recover(u"An item was expected in place of '%1'."_s.arg(QLatin1Char(c)), records);
        return;
    }
    m_spaces = -1;
    m_begin = ++m_next;
}

void ArraySplitter::beginElement()
{
    m_state = State::In;
    m_indent = std::exchange(m_spaces, -1);
    m_open.clear();
    m_isInString = m_isEscaped = false;
    m_begin = m_next;
}

// Scans a byte of an element, and finds the end of the element.
void ArraySplitter::scanElement(char c, Records &records)
{
    if (isTooLarge()) {
        recover(tooLarge(), records);
        return;
    }
    if (m_isInString) {
        if (std::exchange(m_isEscaped, false)) {
            ++m_next;
            return;
        }
        if (c == '\n') {
            recover(u"A string of this item is not closed."_s, records);
            return;
        }
        m_isEscaped = c == '\\';
        m_isInString = c != '"';
        ++m_next;
    } else if (m_open.isEmpty() && (c == ',' || c == ']' || isSpace(c))) { // after a scalar
        endElement(records, m_next);
        return;
    } else if (c == '{' || c == '[') {
        m_open += c == '{' ? '}' : ']';
        ++m_next;
    } else if (c == '}' || c == ']') {
        if (!m_open.endsWith(c)) {
            recover(u"The brackets of this item do not match."_s, records);
            return;
        }
        m_open.chop(1);
        ++m_next;
        if (m_open.isEmpty())
            endElement(records, m_next);
        return;
    } else {
        m_isInString = c == '"';
        ++m_next;
    }
}

void ArraySplitter::endElement(Records &records, qsizetype end)
{
    emitRecord(records, end, end);
    m_state = State::After;
}

// Goes back to the second line of the broken element, to find a line that looks like the beginning
// of the next element: indented as the broken one.
void ArraySplitter::recover(const QString &problem, Records &records)
{
    if (m_indent < 0) {
        emitRecord(records, std::min(m_next, m_begin + keptOfBroken), m_next, problem);
        fail(u"The array can't be read behind this item: the items are not in lines of their "
             "own."_s);
        return;
    }
    m_problem = problem;
    m_isDropped = false;
    m_state = State::Lost;
    const qsizetype lineEnd = m_buffer.indexOf('\n', m_begin);
    m_next = lineEnd < 0 ? m_buffer.size() : lineEnd;
}

// Returns false if more bytes are needed. Here, m_next is at a line break or at the end.
bool ArraySplitter::findNext(Records &records)
{
    for (;;) {
        const qsizetype lineBreak = m_buffer.indexOf('\n', m_next);
        qsizetype first = lineBreak + 1;
        while (lineBreak >= 0 && first < m_buffer.size()
               && (m_buffer[first] == ' ' || m_buffer[first] == '\t'))
            ++first;
        if (lineBreak < 0 || first == m_buffer.size()) {
            m_next = lineBreak < 0 ? m_buffer.size() : lineBreak;
            if (m_next - m_begin > maxRecordSize) {
                if (!m_isDropped)
                    beginLost(m_problem);
                m_isDropped = true;
                m_begin = m_next;
            }
            return false;
        }
        const qsizetype indent = first - lineBreak - 1;
        const bool isNext = m_buffer[first] == '{' && indent == m_indent;
        const bool isEnd = m_buffer[first] == ']' && (indent < m_indent || m_indent == 0);
        if (!isNext && !isEnd) {
            m_next = first;
            continue;
        }
        qsizetype textEnd = lineBreak;
        while (textEnd > m_begin + 1
               && (isSpace(m_buffer[textEnd - 1]) || m_buffer[textEnd - 1] == ','))
            --textEnd;
        if (m_isDropped)
            endLost(records, textEnd);
        else
            emitRecord(records, textEnd, textEnd, m_problem);
        m_begin = m_next = first;
        if (isNext) {
            m_spaces = indent;
            beginElement();
        } else {
            m_state = State::After;
        }
        return true;
    }
}

// Scans a byte of the object that contains the array.
void ArraySplitter::scanObject(char c)
{
    m_begin = ++m_next;
    if (m_isInString) {
        if (!std::exchange(m_isEscaped, false)) {
            m_isEscaped = c == '\\';
            m_isInString = c != '"';
        }
        if (m_isInString && m_isName && m_name.size() < 16)
            m_name += c;
    } else if (c == '"') {
        m_isInString = true;
        if (m_isName)
            m_name.clear();
    } else if (c == '{' || c == '[') {
        if (c == '[' && m_open == "}" && !m_isName && m_name == "Items") {
            m_state = State::First;
            m_spaces = -1;
            return;
        }
        m_open += c == '{' ? '}' : ']';
        m_isName = m_open == "}";
    } else if (c == '}' || c == ']') {
        if (!m_open.endsWith(c))
            fail(u"The file is not valid JSON: its brackets do not match."_s);
        m_open.chop(1);
        if (m_open.isEmpty())
            fail(u"The object of the file has no member \"Items\" with an array."_s);
        m_isName = false;
    } else if (m_open == "}") {
        m_isName = c == ',' || (m_isName && c != ':');
    } else if (m_open.isEmpty() && !isSpace(c)) {
        fail(u"The file does not begin with a JSON object."_s);
    }
}

RecordSplitter::Next ArraySplitter::scanEnd(Records &records)
{
    switch (m_state) {
    case State::In:
        if (m_open.isEmpty() && !m_isInString)
            endElement(records, m_next);
        else
            recover(u"This item has no end."_s, records);
        return Next::ScanAgain;
    case State::Lost:
        m_next = m_buffer.size();
        if (m_isDropped)
            endLost(records, m_next);
        else
            emitRecord(records, m_next, m_next, m_problem);
        m_state = State::After;
        return Next::ScanAgain;
    case State::Done:
        break;
    case State::Document:
    case State::Object:
        fail(u"The file ends before the array of items."_s);
        break;
    default:
        fail(u"The file ends before the array does: the end of the file is missing."_s);
        break;
    }
    return Next::End;
}

} // namespace QtDynamoDBPrivate
