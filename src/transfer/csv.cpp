// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "transfer/csv_p.h"

#include "json/base64_p.h"

#include <QtDynamoDB/qdynamodbjson.h>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;
using QDynamoDBTransfer::CellType;
using Code = QDynamoDBError::Code;
using Type = QDynamoDBValue::Type;

namespace QtDynamoDBPrivate {

namespace {

constexpr qsizetype shownLength = 40; // of a cell in an error text

[[nodiscard]] bool isTrue(QByteArrayView text)
{
    return text.compare("true", Qt::CaseInsensitive) == 0;
}

[[nodiscard]] bool isFalse(QByteArrayView text)
{
    return text.compare("false", Qt::CaseInsensitive) == 0;
}

[[nodiscard]] bool isObjectText(QByteArrayView text)
{
    return text.startsWith('{') && text.endsWith('}');
}

// Whether the text is a number in the notation of JSON. Texts such as 007 and +49 are codes rather than
// numbers: as numbers, they would lose characters.
[[nodiscard]] bool isNumberText(QByteArrayView text)
{
    qsizetype i = 0;
    const auto digits = [&text, &i] {
        const qsizetype begin = i;
        while (i < text.size() && text[i] >= '0' && text[i] <= '9')
            ++i;
        return i - begin;
    };
    const auto skip = [&text, &i](char a, char b) {
        const bool is = i < text.size() && (text[i] == a || text[i] == b);
        i += is ? 1 : 0;
        return is;
    };
    skip('-', '-');
    const bool isZero = i < text.size() && text[i] == '0';
    const qsizetype count = digits();
    if (count == 0 || (isZero && count > 1) || (skip('.', '.') && digits() == 0))
        return false;
    if (skip('e', 'E')) {
        skip('+', '-');
        if (digits() == 0)
            return false;
    }
    return i == text.size() && QDynamoDBNumber::fromUtf8(text);
}

[[nodiscard]] QDynamoDBError wrong(const CsvCell &cell, const QString &expected)
{
    QString shown = QString::fromUtf8(cell.text.left(shownLength));
    if (cell.text.size() > shownLength)
        shown += u'…';
    return QDynamoDBError(Code::Serialization,
                          u"The cell is \"%1\"; it must be %2."_s.arg(shown, expected));
}

// Reads a list, map or set: in DynamoDB JSON, or in plain JSON.
[[nodiscard]] QDynamoDBExpected<QDynamoDBValue> container(const CsvCell &cell, Type type,
                                                          const QString &expected)
{
    if (isObjectText(cell.text)) {
        const auto typed = QDynamoDBJson::toValue(cell.text);
        if (typed && typed->type() == type)
            return *typed;
    }
    const auto plain = QDynamoDBJson::plainToValue(cell.text);
    if (!plain)
        return plain.error();
    if (plain->type() == type)
        return *plain;
    if (!plain->isList())
        return wrong(cell, expected);
    QStringList strings;
    QList<QDynamoDBNumber> numbers;
    QByteArrayList binaries;
    for (const QDynamoDBValue &element : plain->toList()) {
        if (type == Type::NumberSet && element.isNumber()) {
            numbers.append(element.toNumber());
            continue;
        }
        const auto binary = type == Type::BinarySet && element.isString()
                ? decodeBase64(element.toString().toUtf8())
                : std::nullopt;
        if (binary)
            binaries.append(*binary);
        else if (type == Type::StringSet && element.isString())
            strings.append(element.toString());
        else
            return wrong(cell, expected);
    }
    const QDynamoDBValue set = type == Type::StringSet ? QDynamoDBValue::stringSet(strings)
            : type == Type::NumberSet                  ? QDynamoDBValue::numberSet(numbers)
                                                       : QDynamoDBValue::binarySet(binaries);
    // The rules for elements are those of the writer.
    const auto json = QDynamoDBJson::fromValue(set);
    return json ? QDynamoDBExpected<QDynamoDBValue>(set) : json.error();
}

[[nodiscard]] QDynamoDBExpected<QDynamoDBValue> stringValue(const CsvCell &cell)
{
    if (!QByteArrayView(cell.text).isValidUtf8())
        return QDynamoDBError(Code::Serialization, u"The cell is not valid UTF-8."_s);
    return QDynamoDBValue(QString::fromUtf8(cell.text));
}

[[nodiscard]] QDynamoDBExpected<QDynamoDBValue> automatic(const CsvCell &cell)
{
    if (isObjectText(cell.text)) {
        if (const auto typed = QDynamoDBJson::toValue(cell.text))
            return *typed;
    }
    if (!cell.isQuoted) {
        if (isNumberText(cell.text))
            return QDynamoDBValue(*QDynamoDBNumber::fromUtf8(cell.text));
        if (isTrue(cell.text) || isFalse(cell.text))
            return QDynamoDBValue(isTrue(cell.text));
    }
    return stringValue(cell);
}

} // namespace

QString readCells(QByteArrayView record, char separator, CsvCells &cells)
{
    std::size_t count = 0;
    qsizetype i = 0;
    for (;;) {
        if (count == cells.size())
            cells.emplace_back();
        CsvCell &cell = cells[count++];
        cell.text.clear();
        cell.isQuoted = i < record.size() && record[i] == '"';
        if (cell.isQuoted) {
            for (++i;;) {
                const qsizetype quote = record.indexOf('"', i);
                if (quote < 0)
                    return u"Column %1: the closing quote is missing."_s.arg(count);
                cell.text += record.sliced(i, quote - i);
                i = quote + 1;
                if (i == record.size() || record[i] != '"')
                    break;
                cell.text += '"';
                ++i;
            }
            if (i < record.size() && record[i] != separator) {
                return u"Column %1: text follows the closing quote. A quote in a cell must be "
                       "doubled."_s.arg(count);
            }
        } else {
            const qsizetype found = record.indexOf(separator, i);
            const qsizetype end = found < 0 ? record.size() : found;
            cell.text.append(record.sliced(i, end - i));
            i = end;
        }
        if (i == record.size())
            break;
        ++i;
    }
    cells.resize(count);
    return {};
}

char separatorOf(QByteArrayView text)
{
    constexpr std::array candidates { ',', ';', '\t', '|' };
    std::array<int, candidates.size()> counts {};
    bool isQuoted = false;
    for (const char c : text) {
        if (c == '"')
            isQuoted = !isQuoted;
        else if (!isQuoted && (c == '\n' || c == '\r'))
            break;
        for (std::size_t i = 0; i < candidates.size() && !isQuoted; ++i)
            counts[i] += c == candidates[i] ? 1 : 0;
    }
    const auto most = std::max_element(counts.begin(), counts.end());
    return candidates[std::size_t(most - counts.begin())];
}

QDynamoDBExpected<QDynamoDBValue> cellValue(const CsvCell &cell, CellType type,
                                            const QByteArray &nullText)
{
    if (type == CellType::Skip)
        return QDynamoDBValue(Type::Undefined);
    if (!cell.isQuoted && cell.text == nullText)
        return QDynamoDBValue();
    if (!cell.isQuoted && cell.text.isEmpty())
        return QDynamoDBValue(Type::Undefined);
    switch (type) {
    case CellType::Automatic:
        return automatic(cell);
    case CellType::Skip:
    case CellType::String:
        return stringValue(cell);
    case CellType::Number: {
        const auto number = QDynamoDBNumber::fromUtf8(cell.text);
        if (!number)
            return wrong(cell, u"a number of at most 38 digits"_s);
        return QDynamoDBValue(*number);
    }
    case CellType::Bool:
        if (!isTrue(cell.text) && !isFalse(cell.text))
            return wrong(cell, u"true or false"_s);
        return QDynamoDBValue(isTrue(cell.text));
    case CellType::Binary: {
        if (isObjectText(cell.text)) {
            const auto typed = QDynamoDBJson::toValue(cell.text);
            if (typed && typed->isBinary())
                return *typed;
        }
        const auto binary = decodeBase64(cell.text);
        if (!binary)
            return wrong(cell, u"Base64 with padding"_s);
        return QDynamoDBValue(*binary);
    }
    case CellType::List:
        return container(cell, Type::List, u"a JSON array"_s);
    case CellType::Map:
        return container(cell, Type::Map, u"a JSON object"_s);
    case CellType::StringSet:
        return container(cell, Type::StringSet, u"a JSON array of strings"_s);
    case CellType::NumberSet:
        return container(cell, Type::NumberSet, u"a JSON array of numbers"_s);
    case CellType::BinarySet:
        return container(cell, Type::BinarySet, u"a JSON array of Base64 strings"_s);
    case CellType::DynamoDBJson:
        break;
    }
    return QDynamoDBJson::toValue(cell.text);
}

QDynamoDBExpected<QDynamoDBItem> csvItem(const CsvCells &cells,
                                         const QList<QDynamoDBCsvColumn> &columns,
                                         const QByteArray &nullText)
{
    if (cells.size() != std::size_t(columns.size())) {
        return QDynamoDBError(Code::Serialization,
                              u"The record has %1 cells; it must have %2, one for each column."_s
                                      .arg(cells.size())
                                      .arg(columns.size()));
    }
    QDynamoDBItem item;
    item.reserve(columns.size());
    for (qsizetype i = 0; i < columns.size(); ++i) {
        const auto value = cellValue(cells[std::size_t(i)], columns[i].type, nullText);
        if (!value) {
            return QDynamoDBError(value.error().code(),
                                  columns[i].name + u": "_s + value.error().message());
        }
        if (!value->isUndefined())
            item.insert(columns[i].name, *value);
    }
    if (item.isEmpty())
        return QDynamoDBError(Code::Serialization, u"The record has no value."_s);
    return item;
}

CsvInference::CsvInference(const CsvCells &header, const QByteArray &nullText)
    : m_columns(header.size())
    , m_nullText(nullText)
    , m_areQuotesMeant(!header.empty()
                       && std::all_of(header.begin(), header.end(),
                                      [](const CsvCell &name) { return name.isQuoted; }))
{
}

void CsvInference::add(const CsvCells &record)
{
    for (std::size_t i = 0; i < std::min(record.size(), m_columns.size()); ++i) {
        const CsvCell &cell = record[i];
        Column &column = m_columns[i];
        if (!cell.isQuoted && (cell.text.isEmpty() || cell.text == m_nullText))
            continue;
        column.isPresent = true;
        if (column.isNumber)
            column.isNumber = !cell.isQuoted && isNumberText(cell.text);
        if (column.isBool)
            column.isBool = !cell.isQuoted && (isTrue(cell.text) || isFalse(cell.text));
        if (column.isTyped)
            column.isTyped = isObjectText(cell.text) && QDynamoDBJson::toValue(cell.text);
    }
}

CellType CsvInference::type(qsizetype column) const
{
    if (m_areQuotesMeant)
        return CellType::Automatic;
    const Column &found = m_columns[std::size_t(column)];
    if (!found.isPresent)
        return CellType::String;
    return found.isNumber   ? CellType::Number
            : found.isBool  ? CellType::Bool
            : found.isTyped ? CellType::DynamoDBJson
                            : CellType::String;
}

void appendQuoted(QByteArray &csv, QByteArrayView text)
{
    csv += '"';
    for (qsizetype begin = 0;;) {
        const qsizetype quote = text.indexOf('"', begin);
        if (quote < 0) {
            csv += text.sliced(begin);
            break;
        }
        csv += text.sliced(begin, quote + 1 - begin);
        csv += '"';
        begin = quote + 1;
    }
    csv += '"';
}

QDynamoDBError appendCell(QByteArray &csv, const QDynamoDBValue &value, const QByteArray &nullText)
{
    switch (value.type()) {
    case Type::Undefined:
        return {};
    case Type::Null:
        csv += nullText;
        return {};
    case Type::Bool:
        csv += value.toBool() ? "true" : "false";
        return {};
    case Type::Number:
        if (value.toNumber().isValid()) {
            csv += value.toNumber().toUtf8();
            return {};
        }
        break;
    case Type::String: {
        const QString text = value.toString();
        const QByteArray utf8 = text.toUtf8();
        // A lone surrogate has no UTF-8. JSON has an escape for it.
        if (text.isValidUtf16() && !(isObjectText(utf8) && QDynamoDBJson::toValue(utf8))) {
            appendQuoted(csv, utf8);
            return {};
        }
        break;
    }
    default:
        break;
    }
    const auto json = QDynamoDBJson::fromValue(value);
    if (!json)
        return json.error();
    appendQuoted(csv, *json);
    return {};
}

} // namespace QtDynamoDBPrivate
