// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "transfer/formatdetection_p.h"

#include "transfer/inputfile_p.h"
#include "transfer/recordsplitter_p.h"

#include <QtDynamoDB/qdynamodbjson.h>

#include <QtCore/qdir.h>
#include <QtCore/qfile.h>
#include <QtCore/qfileinfo.h>
#include <QtCore/qjsondocument.h>
#include <QtCore/qjsonobject.h>
#include <QtCore/qregularexpression.h>

#include <algorithm>

using namespace Qt::StringLiterals;
using QDynamoDBTransfer::Format;

namespace QtDynamoDBPrivate {

namespace {

constexpr qint64 maxManifestSize = qint64(64) * 1024 * 1024;

[[nodiscard]] bool isTypeName(const QString &name)
{
    static const QStringList names { u"S"_s, u"N"_s, u"B"_s,  u"BOOL"_s, u"NULL"_s,
                                     u"L"_s, u"M"_s, u"SS"_s, u"NS"_s,   u"BS"_s };
    return names.contains(name);
}

// Whether the item was read from DynamoDB JSON, such as {"Views":{"N":"7"}}.
[[nodiscard]] bool isTyped(const QDynamoDBItem &item)
{
    return !item.isEmpty()
            && std::all_of(item.begin(), item.end(), [](const QDynamoDBItem::Attribute &attribute) {
                   const QDynamoDBItem typed = attribute.value.toMap();
                   return typed.size() == 1 && isTypeName(typed.begin()->name);
               });
}

// Whether the JSON text, which may be incomplete, begins with an item in DynamoDB JSON.
[[nodiscard]] bool beginsTyped(QByteArrayView text)
{
    static const QRegularExpression first(
            uR"re(^\{\s*"(?:[^"\\]|\\.)*"\s*:\s*\{\s*"(S|N|B|BOOL|NULL|L|M|SS|NS|BS)"\s*:)re"_s);
    return first.match(QString::fromUtf8(text)).hasMatch();
}

[[nodiscard]] bool isTypedText(QByteArrayView text, bool isComplete)
{
    if (isComplete) {
        if (const auto item = QDynamoDBJson::plainToItem(text.toByteArray()))
            return isTyped(*item);
    }
    return beginsTyped(text);
}

[[nodiscard]] Format arrayFormat(QByteArrayView sample)
{
    Records records;
    ArraySplitter splitter(ArraySplitter::Place::WholeFile);
    splitter.feed(sample, records);
    if (!records.empty() && records.front().problem.isEmpty())
        return isTypedText(records.front().text, true) ? Format::DynamoDBJson : Format::JsonArray;
    const QByteArrayView first = sample.sliced(1).trimmed();
    return isTypedText(first, false) ? Format::DynamoDBJson : Format::JsonArray;
}

// Whether the JSON text begins with an object whose first member has this name and such a value.
[[nodiscard]] bool beginsWithMember(QByteArrayView text, const QString &name, QChar value)
{
    const QRegularExpression begin(u"^\\{\\s*\"%1\"\\s*:\\s*\\%2"_s.arg(name, QString(value)));
    return begin.match(QString::fromUtf8(text.first(std::min<qsizetype>(text.size(), 4096))))
            .hasMatch();
}

[[nodiscard]] DetectedFormat objectFormat(QByteArrayView sample)
{
    using Manifest = DetectedFormat::Manifest;
    const qsizetype lineBreak = sample.indexOf('\n');
    const QByteArrayView line = (lineBreak < 0 ? sample : sample.first(lineBreak)).trimmed();
    if (line.contains("\"dataFileS3Key\""))
        return { Format::DynamoDBJsonLines, Manifest::Files };
    if (sample.contains("\"manifestFilesS3Key\""))
        return { Format::DynamoDBJsonLines, Manifest::Summary };
    const auto first = QDynamoDBJson::plainToItem(line.toByteArray());
    if (first) {
        if (first->value(u"Items").isList())
            return { Format::ScanOutput };
        const bool isWrapped = first->size() == 1 && first->value(u"Item").isMap()
                && !isTypeName(first->value(u"Item").toMap().begin()->name);
        return { isWrapped || isTyped(*first) ? Format::DynamoDBJsonLines : Format::JsonLines };
    }
    if (beginsWithMember(sample, u"Items"_s, u'['))
        return { Format::ScanOutput };
    Records records;
    ArraySplitter splitter(ArraySplitter::Place::ItemsMember);
    splitter.feed(sample, records);
    if (!records.empty() && isTypedText(records.front().text, true))
        return { Format::ScanOutput };
    if (beginsWithMember(sample, u"Item"_s, u'{') || beginsTyped(sample))
        return { Format::DynamoDBJsonLines };
    return { Format::JsonLines };
}

} // namespace

Format formatOfName(const QString &fileName)
{
    QString name = QFileInfo(fileName).fileName().toLower();
    if (name.endsWith(".gz"_L1))
        name.chop(3);
    if (name.endsWith(".csv"_L1) || name.endsWith(".tsv"_L1))
        return Format::Csv;
    if (name.endsWith(".jsonl"_L1) || name.endsWith(".ndjson"_L1))
        return Format::JsonLines;
    return name.endsWith(".json"_L1) ? Format::JsonArray : Format::Automatic;
}

DetectedFormat detectFormat(const QString &fileName, QByteArrayView sample)
{
    const Format byName = formatOfName(fileName);
    if (byName == Format::Csv)
        return { Format::Csv };
    const QByteArrayView text = sample.trimmed();
    if (text.startsWith('['))
        return { arrayFormat(text) };
    if (text.startsWith('{'))
        return objectFormat(text);
    return { byName == Format::Automatic ? Format::Csv : byName };
}

QDynamoDBExpected<QList<DataFile>> readManifest(const QString &fileName,
                                                DetectedFormat::Manifest kind)
{
    const QDir folder = QFileInfo(fileName).absoluteDir();
    const QString listName = kind == DetectedFormat::Manifest::Summary
            ? folder.filePath(u"manifest-files.json"_s)
            : fileName;
    QFile file(listName);
    if (!file.open(QIODevice::ReadOnly))
        return fileError(listName, u"The manifest can't be opened: "_s + file.errorString());
    if (file.size() > maxManifestSize)
        return fileError(listName, u"The manifest has more than 64 MB."_s);
    QList<DataFile> files;
    for (qint64 number = 1; !file.atEnd(); ++number) {
        const QByteArray line = file.readLine().trimmed();
        if (line.isEmpty())
            continue;
        const QJsonObject entry = QJsonDocument::fromJson(line).object();
        const QString key = entry["dataFileS3Key"_L1].toString();
        const QString name = key.section(u'/', -1);
        if (name.isEmpty())
            return fileError(listName, u"Line %1 has no \"dataFileS3Key\"."_s.arg(number));
        if (!name.endsWith(".json.gz"_L1) && !name.endsWith(".json"_L1)) {
            return fileError(listName,
                             u"%1 is not DynamoDB JSON. Export the table in the format "
                             "DYNAMODB_JSON."_s.arg(name));
        }
        const qint64 items = entry["itemCount"_L1].toInteger(-1);
        if (items == 0)
            continue; // the export has no file for it
        files.append({ folder.filePath(u"data/"_s + name), items });
    }
    if (files.isEmpty())
        return fileError(listName, u"The manifest lists no data file with items."_s);
    return files;
}

} // namespace QtDynamoDBPrivate
