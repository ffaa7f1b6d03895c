// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "arguments.h"

#include <QtDynamoDB/QDynamoDBJson>

#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtCore/QMetaEnum>
#include <QtCore/QUrl>

using namespace QDynamoDB;
using namespace Qt::StringLiterals;
using QDynamoDBTransfer::CellType;
using QDynamoDBTransfer::Compression;
using QDynamoDBTransfer::Format;

namespace {

struct FormatName
{
    QString name;
    Format format;
};

const QList<FormatName> &formatNames()
{
    static const QList<FormatName> names { { u"csv"_s, Format::Csv },
                                           { u"json"_s, Format::JsonArray },
                                           { u"jsonl"_s, Format::JsonLines },
                                           { u"dynamodb-json"_s, Format::DynamoDBJson },
                                           { u"dynamodb-jsonl"_s, Format::DynamoDBJsonLines },
                                           { u"scan"_s, Format::ScanOutput } };
    return names;
}

QStringList formatList()
{
    QStringList list;
    for (const FormatName &name : formatNames())
        list.append(name.name);
    return list;
}

// Returns the column of "name=type" or "name".
QDynamoDBExpected<QDynamoDBCsvColumn> column(const QString &text)
{
    const qsizetype sign = text.lastIndexOf(u'=');
    if (sign < 0)
        return QDynamoDBCsvColumn { text, CellType::Automatic };
    const QString type = text.sliced(sign + 1);
    const QMetaEnum types = QMetaEnum::fromType<CellType>();
    for (int i = 0; i < types.keyCount(); ++i) {
        if (type.compare(QLatin1StringView(types.key(i)), Qt::CaseInsensitive) == 0)
            return QDynamoDBCsvColumn { text.first(sign), CellType(types.value(i)) };
    }
    QStringList names;
    for (int i = 0; i < types.keyCount(); ++i)
        names.append(QString::fromLatin1(types.key(i)));
    return Arguments::wrongUsage(
            u"--column %1: the type is \"%2\"; it must be one of %3."_s.arg(text, type,
                                                                            names.join(u", ")));
}

template<typename Request>
QDynamoDBError fillIn(Request &request, const QCommandLineParser &parser)
{
    request.tableName = parser.value(u"table"_s);
    request.indexName = parser.value(u"index"_s);
    request.filterExpression = parser.value(u"filter"_s);
    request.projectionExpression = parser.value(u"projection"_s);
    if (parser.isSet(u"consistent"_s))
        request.consistentRead = true;
    if (parser.isSet(u"names"_s)) {
        const QJsonObject names = QJsonDocument::fromJson(parser.value(u"names"_s).toUtf8()).object();
        if (names.isEmpty())
            return Arguments::wrongUsage(
                    u"--names is not a JSON object such as {\"#n\":\"Name\"}."_s);
        for (auto it = names.begin(); it != names.end(); ++it)
            request.expressionAttributeNames.insert(it.key(), it.value().toString());
    }
    if (parser.isSet(u"values"_s)) {
        const QByteArray json = parser.value(u"values"_s).toUtf8();
        const auto typed = QDynamoDBJson::toItem(json);
        const auto values = typed ? typed : QDynamoDBJson::plainToItem(json);
        if (!values)
            return Arguments::wrongUsage(u"--values: "_s + values.error().message());
        request.expressionAttributeValues = *values;
    }
    return {};
}

} // namespace

QDynamoDBError Arguments::wrongUsage(const QString &what)
{
    return QDynamoDBError(QDynamoDBError::Code::InvalidParameterValue, what);
}

void Arguments::addClientOptions(QCommandLineParser &parser)
{
    parser.addOptions(
            { { u"profile"_s, u"Use this profile of the AWS configuration."_s, u"name"_s },
              { u"region"_s, u"Use this AWS region."_s, u"name"_s },
              { u"endpoint"_s, u"Use this URL in place of the region's endpoint."_s, u"url"_s },
              { u"retries"_s, u"Retry each request at most this often."_s, u"number"_s } });
}

void Arguments::addTargetOptions(QCommandLineParser &parser)
{
    parser.addOptions({ { u"to-profile"_s, u"The profile of the target."_s, u"name"_s },
                        { u"to-region"_s, u"The region of the target."_s, u"name"_s },
                        { u"to-endpoint"_s, u"The endpoint of the target."_s, u"url"_s } });
}

void Arguments::configure(QDynamoDBClient &client, const QCommandLineParser &parser)
{
    if (parser.isSet(u"profile"_s))
        client.setProfile(parser.value(u"profile"_s));
    if (parser.isSet(u"region"_s))
        client.setRegion(parser.value(u"region"_s));
    if (parser.isSet(u"endpoint"_s))
        client.setEndpoint(QUrl(parser.value(u"endpoint"_s)));
    if (parser.isSet(u"retries"_s))
        client.setMaxRetries(parser.value(u"retries"_s).toInt());
}

void Arguments::configureTarget(QDynamoDBClient &client, const QCommandLineParser &parser)
{
    configure(client, parser);
    if (parser.isSet(u"to-profile"_s))
        client.setProfile(parser.value(u"to-profile"_s));
    if (parser.isSet(u"to-region"_s))
        client.setRegion(parser.value(u"to-region"_s));
    if (parser.isSet(u"to-endpoint"_s))
        client.setEndpoint(QUrl(parser.value(u"to-endpoint"_s)));
}

void Arguments::addReadOptions(QCommandLineParser &parser, Statements statements)
{
    parser.addOptions(
            { { u"table"_s, u"The table."_s, u"name"_s },
              { u"index"_s, u"Read this index of the table."_s, u"name"_s },
              { u"key-condition"_s, u"Query with this key condition; without it, scan."_s,
                u"expression"_s },
              { u"filter"_s, u"Return only items that fulfil this condition."_s, u"expression"_s },
              { u"projection"_s, u"Return only these attributes."_s, u"expression"_s },
              { u"names"_s, u"The placeholders of names, as a JSON object."_s, u"json"_s },
              { u"values"_s,
                u"The placeholders of values, as an object in DynamoDB JSON or plain JSON."_s,
                u"json"_s },
              { u"consistent"_s, u"Read consistently."_s },
              { u"descending"_s, u"Return the items of a query in descending order."_s },
              { u"segments"_s, u"Scan this many segments concurrently."_s, u"number"_s } });
    if (statements == Statements::Allowed) {
        parser.addOption(
                { u"statement"_s, u"A PartiQL statement, in place of a table."_s, u"statement"_s });
    }
}

QDynamoDBExpected<Arguments::ReadRequest> Arguments::readRequest(const QCommandLineParser &parser)
{
    if (parser.optionNames().contains(u"statement"_s)) {
        if (parser.isSet(u"table"_s) || parser.isSet(u"key-condition"_s)
            || parser.isSet(u"filter"_s))
            return wrongUsage(u"--statement can't be combined with --table, --key-condition or "
                              "--filter."_s);
        ExecuteStatementRequest request;
        request.statement = parser.value(u"statement"_s);
        if (parser.isSet(u"consistent"_s))
            request.consistentRead = true;
        return ReadRequest(request);
    }
    if (!parser.isSet(u"table"_s))
        return wrongUsage(u"The option --table is missing."_s);
    if (parser.isSet(u"key-condition"_s)) {
        QueryRequest request;
        request.keyConditionExpression = parser.value(u"key-condition"_s);
        if (parser.isSet(u"descending"_s))
            request.scanIndexForward = false;
        if (const QDynamoDBError error = fillIn(request, parser); error.isError())
            return error;
        return ReadRequest(request);
    }
    if (parser.isSet(u"descending"_s))
        return wrongUsage(u"--descending needs --key-condition."_s);
    ScanRequest request;
    if (const QDynamoDBError error = fillIn(request, parser); error.isError())
        return error;
    return ReadRequest(request);
}

void Arguments::addFormatOptions(QCommandLineParser &parser)
{
    parser.addOptions(
            { { u"format"_s,
                u"The format of the file: %1. By default, by its content and name."_s.arg(
                        formatList().join(u", ")),
                u"format"_s },
              { u"gzip"_s, u"The file is compressed, whatever its name is."_s },
              { u"column"_s,
                u"CSV: a column. For imports, with its type, such as price=Number; for exports, "
                u"all "
                "columns in their order. May be repeated."_s,
                u"name"_s },
              { u"separator"_s, u"CSV: the character between cells, or \"tab\"."_s, u"character"_s },
              { u"null-text"_s, u"CSV: the text of Null without quotes; \\N by default."_s,
                u"text"_s },
              { u"no-header"_s, u"CSV: the file has no header; --column names all columns."_s } });
}

QDynamoDBExpected<Format> Arguments::format(const QCommandLineParser &parser)
{
    if (!parser.isSet(u"format"_s))
        return Format::Automatic;
    for (const FormatName &name : formatNames()) {
        if (name.name == parser.value(u"format"_s))
            return name.format;
    }
    return wrongUsage(u"--format is \"%1\"; it must be one of %2."_s.arg(parser.value(u"format"_s),
                                                                         formatList().join(u", ")));
}

Compression Arguments::compression(const QCommandLineParser &parser)
{
    return parser.isSet(u"gzip"_s) ? Compression::Gzip : Compression::Automatic;
}

QDynamoDBExpected<QDynamoDBCsvOptions> Arguments::csvOptions(const QCommandLineParser &parser)
{
    QDynamoDBCsvOptions options;
    if (parser.isSet(u"separator"_s)) {
        const QString text = parser.value(u"separator"_s);
        options.separator = text == "tab"_L1 ? u'\t' : text.size() == 1 ? text.front() : QChar();
        if (options.separator.isNull() || options.separator.unicode() > 0x7f)
            return wrongUsage(u"--separator must be one ASCII character, or \"tab\"."_s);
    }
    if (parser.isSet(u"null-text"_s))
        options.nullText = parser.value(u"null-text"_s);
    if (parser.isSet(u"no-header"_s))
        options.header = QDynamoDBCsvOptions::Header::Absent;
    for (const QString &text : parser.values(u"column"_s)) {
        const auto one = column(text);
        if (!one)
            return one.error();
        options.columns.append(*one);
    }
    return options;
}

QDynamoDBExpected<int> Arguments::number(const QCommandLineParser &parser, const QString &option,
                                         int fallback)
{
    if (!parser.isSet(option))
        return fallback;
    bool isNumber = false;
    const int value = parser.value(option).toInt(&isNumber);
    if (!isNumber || value < 0) {
        return wrongUsage(
                u"--%1 is \"%2\"; it must be a number from 0."_s.arg(option, parser.value(option)));
    }
    return value;
}
