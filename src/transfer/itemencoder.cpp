// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "transfer/itemencoder_p.h"

#include "transfer/csv_p.h"

#include <QtDynamoDB/qdynamodbexpected.h>
#include <QtDynamoDB/qdynamodbjson.h>

#include <algorithm>

using namespace Qt::StringLiterals;
using Code = QDynamoDBError::Code;
using QDynamoDBTransfer::CellType;
using QDynamoDBTransfer::Format;
using Type = QDynamoDBValue::Type;

namespace QtDynamoDBPrivate {

namespace {

[[nodiscard]] bool changesInPlainJson(const QDynamoDBValue &value)
{
    switch (value.type()) {
    case Type::Binary:
    case Type::StringSet:
    case Type::NumberSet:
    case Type::BinarySet:
    case Type::Unknown:
        return true;
    case Type::List: {
        for (qsizetype i = 0; i < value.size(); ++i) {
            if (changesInPlainJson(value[i]))
                return true;
        }
        return false;
    }
    case Type::Map:
        return QtDynamoDBPrivate::changesInPlainJson(value.toMap());
    default:
        return false;
    }
}

[[nodiscard]] QDynamoDBError appendJson(QByteArray &out, const QDynamoDBExpected<QByteArray> &json)
{
    if (json)
        out += *json;
    return json.error();
}

} // namespace

bool changesInPlainJson(const QDynamoDBItem &item)
{
    return std::any_of(item.begin(), item.end(), [](const QDynamoDBItem::Attribute &attribute) {
        return changesInPlainJson(attribute.value);
    });
}

ItemEncoder::ItemEncoder(Format format, const QDynamoDBCsvOptions &csv)
    : m_format(format)
    , m_nullText(csv.nullText.toUtf8())
    , m_separator(csv.separator.isNull() ? ',' : csv.separator.toLatin1())
    , m_hasHeader(csv.header == QDynamoDBCsvOptions::Header::Present)
{
    for (const QDynamoDBCsvColumn &column : csv.columns) {
        if (column.type != CellType::Skip)
            m_columns.append(column);
    }
}

QDynamoDBError ItemEncoder::append(QByteArray &out, const QDynamoDBItem &item) const
{
    switch (m_format) {
    case Format::Csv:
        return appendRecord(out, item);
    case Format::JsonArray:
    case Format::JsonLines:
        return appendJson(out, QDynamoDBJson::plainFromItem(item));
    case Format::DynamoDBJsonLines: {
        out += "{\"Item\":";
        const QDynamoDBError error = appendJson(out, QDynamoDBJson::fromItem(item));
        out += '}';
        return error;
    }
    default:
        break;
    }
    return appendJson(out, QDynamoDBJson::fromItem(item));
}

QDynamoDBError ItemEncoder::appendHeader(QByteArray &out) const
{
    if (m_format != Format::Csv || !m_hasHeader)
        return {};
    for (qsizetype i = 0; i < m_columns.size(); ++i) {
        if (!m_columns[i].name.isValidUtf16()) {
            return QDynamoDBError(
                    Code::InvalidParameterValue,
                    u"The attribute name \"%1\" is not valid Unicode, so that CSV can't "
                    "contain it."_s.arg(m_columns[i].name));
        }
        if (i > 0)
            out += m_separator;
        appendQuoted(out, m_columns[i].name.toUtf8());
    }
    return {};
}

QDynamoDBError ItemEncoder::appendRecord(QByteArray &out, const QDynamoDBItem &item) const
{
    const qsizetype begin = out.size();
    for (qsizetype i = 0; i < m_columns.size(); ++i) {
        if (i > 0)
            out += m_separator;
        const QDynamoDBError error = appendCell(out, item.value(m_columns[i].name), m_nullText);
        if (error.isError())
            return error;
    }
    // An empty line would be no record.
    if (out.size() == begin && m_columns.size() == 1) {
        return QDynamoDBError(
                Code::InvalidParameterValue,
                u"An item has no attribute \"%1\". A file with this single column can't "
                "contain the item."_s.arg(m_columns.first().name));
    }
    return {};
}

} // namespace QtDynamoDBPrivate
