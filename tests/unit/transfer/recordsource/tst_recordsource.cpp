// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "faketable/cellsamples.h"
#include "transfer/itemencoder_p.h"
#include "transfer/recordsource_p.h"

#include <QtCore/qtemporarydir.h>
#include <QtTest/qtest.h>

using namespace QtDynamoDBPrivate;
using namespace Qt::StringLiterals;
using QDynamoDBTransfer::CellType;
using QDynamoDBTransfer::Compression;
using QDynamoDBTransfer::Format;

namespace {

struct Content
{
    QDynamoDBError error;
    QList<QDynamoDBItem> items;
    QList<qint64> failedLines;
};

Content readAll(RecordSource &source, const SourcePosition &begin = {})
{
    Content content;
    content.error = source.open(begin);
    for (Records records; source.read(records); records.clear()) {
        for (const Record &record : records) {
            if (const auto item = source.item(record))
                content.items.append(*item);
            else
                content.failedLines.append(record.begin.line);
        }
    }
    content.error = source.error();
    return content;
}

QByteArray gzipped(const QByteArray &text)
{
    GzipWriter writer;
    // Two members, as concatenated files have.
    QByteArray data = writer.compress(text.first(text.size() / 2));
    data += writer.endMember();
    data += writer.compress(text.sliced(text.size() / 2));
    return data + writer.endMember();
}

// All values that can be sent, an item each.
QList<QDynamoDBItem> samples()
{
    QList<QDynamoDBItem> items;
    for (const CellSample &sample : cellSamples()) {
        QDynamoDBItem item { { u"pk"_s, sample.name }, { u"number"_s, items.size() } };
        if (!sample.value.isUndefined())
            item.insert(u"value"_s, sample.value);
        items.append(item);
    }
    items.append({ { u"pk"_s, u"typed text"_s }, { u"value"_s, u"{\"N\":\"7\"}"_s } });
    items.append({ { u"pk"_s, u"null text"_s }, { u"value"_s, u"\\N"_s } });
    items.append({ { u"pk"_s, u"quotes"_s }, { u"value"_s, u"\"a\",\r\n\"\""_s } });
    items.append({ { u"pk"_s, u"a, \"name\""_s }, { u"strange, \"name\"\n"_s, 1 } });
    return items;
}

QByteArray encoded(Format format, const QList<QDynamoDBItem> &items)
{
    QDynamoDBCsvOptions csv;
    csv.columns = { { u"pk"_s }, { u"number"_s }, { u"value"_s }, { u"strange, \"name\"\n"_s } };
    const ItemEncoder encoder(format, csv);
    const RecordFrame frame = frameOf(format);
    QByteArray text = frame.before;
    if (encoder.appendHeader(text).isError())
        return {};
    if (format == Format::Csv)
        text += '\n';
    for (qsizetype i = 0; i < items.size(); ++i) {
        text += i > 0 ? frame.between : QByteArray();
        if (encoder.append(text, items[i]).isError())
            return {};
    }
    return text + frame.after;
}

} // namespace

// Files, their formats and their items.
class tst_RecordSource : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void roundTrip_data();
    void roundTrip();
    void formats_data();
    void formats();
    void resumes_data() { roundTrip_data(); }
    void resumes();
    void brokenFiles_data();
    void brokenFiles();
    void csvColumns();
    void declaredColumns();
    void manyColumns();
    void wrongHeaders_data();
    void wrongHeaders();
    void wrappedItems_data();
    void wrappedItems();
    void manifest();
    void damagedGzip();
    void specialFiles();

private:
    QString write(const QString &name, const QByteArray &text)
    {
        const QString path = m_folder.filePath(name);
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
            qFatal("%s", qPrintable(file.errorString()));
        return path;
    }

    QTemporaryDir m_folder;
};

void tst_RecordSource::roundTrip_data()
{
    QTest::addColumn<Format>("format");
    QTest::addColumn<bool>("isGzip");
    for (const auto format :
         { Format::Csv, Format::JsonArray, Format::JsonLines, Format::DynamoDBJson,
           Format::DynamoDBJsonLines, Format::ScanOutput }) {
        const QMetaEnum names = QMetaEnum::fromType<Format>();
        QTest::newRow(names.valueToKey(int(format))) << format << false;
        QTest::addRow("%s, gzip", names.valueToKey(int(format))) << format << true;
    }
}

// Each value of each type is read as it was written; plain JSON has no sets and binaries.
void tst_RecordSource::roundTrip()
{
    QFETCH(const Format, format);
    QFETCH(const bool, isGzip);
    const QList<QDynamoDBItem> items = samples();
    const QByteArray text = encoded(format, items);
    QVERIFY(!text.isEmpty());
    const QString name = format == Format::Csv ? u"items.csv"_s : u"items.json"_s;
    RecordSource source({ write(name, isGzip ? gzipped(text) : text),
                          Format::Automatic,
                          Compression::Automatic,
                          {},
                          {} });
    const Content content = readAll(source);
    QVERIFY2(!content.error.isError(), qPrintable(content.error.message()));
    QCOMPARE(source.format(), format);
    QCOMPARE(source.isGzip(), isGzip);
    QCOMPARE(source.bytesRead(), source.bytesTotal());
    QCOMPARE(content.failedLines, QList<qint64>());
    QCOMPARE(content.items.size(), items.size());
    const bool isPlain = format == Format::JsonArray || format == Format::JsonLines;
    int converted = 0;
    for (qsizetype i = 0; i < items.size(); ++i) {
        if (isPlain && changesInPlainJson(items[i]))
            ++converted;
        else
            QCOMPARE(content.items[i], items[i]);
    }
    QCOMPARE(converted, isPlain ? 7 : 0);
}

void tst_RecordSource::formats_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<Format>("expected");
    const auto row = [](const char *name, const QString &file, const char *text, Format format) {
        QTest::newRow(name) << file << QByteArray(text) << format;
    };
    row("csv by name", u"x.csv"_s, "{\"a\":1}", Format::Csv);
    row("csv by content", u"x.txt"_s, "a,b\n1,2", Format::Csv);
    row("tsv", u"x.TSV"_s, "a\tb\n", Format::Csv);
    row("array", u"x.json"_s, " [{\"a\":1}]", Format::JsonArray);
    row("array of nothing", u"x"_s, "[]", Format::JsonArray);
    row("array, mark", u"x.json"_s, "\xef\xbb\xbf[{\"a\":1}]", Format::JsonArray);
    row("typed array", u"x.json"_s, "[{\"a\":{\"N\":\"1\"}}]", Format::DynamoDBJson);
    row("typed array, cut", u"x.json"_s, "[\n {\n \"a\" : { \"N\":", Format::DynamoDBJson);
    row("lines", u"x.jsonl"_s, "{\"a\":1}\n{\"a\":2}\n", Format::JsonLines);
    row("lines of objects", u"x.jsonl"_s, "{\"a\":{\"N\":1,\"S\":2}}", Format::JsonLines);
    row("typed lines", u"x.jsonl"_s, "{\"a\":{\"N\":\"1\"}}\n", Format::DynamoDBJsonLines);
    row("wrapped lines", u"x.json"_s, "{\"Item\":{\"a\":{\"N\":\"1\"}}}\n",
        Format::DynamoDBJsonLines);
    row("scan output", u"x.json"_s, "{\n  \"Items\": [\n {\"a\":{\"N\":\"1\"}}\n]}",
        Format::ScanOutput);
    row("scan output, count first", u"x.json"_s,
        "{\"Count\":1,\n\"Items\":[{\"a\":{\"N\":\"1\"}}]}", Format::ScanOutput);
    row("scan output in one line", u"x.json"_s, "{\"Items\":[],\"Count\":0}", Format::ScanOutput);
}

void tst_RecordSource::formats()
{
    QFETCH(const QString, name);
    QFETCH(QByteArray, text);
    QFETCH(const Format, expected);
    text.remove(0, text.startsWith("\xef\xbb\xbf") ? 3 : 0); // the source removes it
    QCOMPARE(detectFormat(name, text).format, expected);
}

// A source that begins at the end of any record reads the rest.
void tst_RecordSource::resumes()
{
    QFETCH(const Format, format);
    QFETCH(const bool, isGzip);
    const QByteArray text = "\xef\xbb\xbf" + encoded(format, samples());
    const QString file = write(format == Format::Csv ? u"items.csv"_s : u"items.json"_s,
                               isGzip ? gzipped(text) : text);
    const RecordSource::Settings settings {
        file, Format::Automatic, Compression::Automatic, {}, {}
    };
    RecordSource whole(settings);
    const QList<QDynamoDBItem> items = readAll(whole).items;
    QVERIFY(!items.isEmpty());
    RecordSource first(settings);
    QVERIFY(!first.open().isError());
    Records records;
    while (first.read(records)) {}
    QCOMPARE(qsizetype(records.size()), items.size());
    for (std::size_t i = 0; i < records.size(); i += 5) {
        RecordSource rest(settings);
        const Content content = readAll(rest, { 0, records[i].end });
        QVERIFY2(!content.error.isError(), qPrintable(content.error.message()));
        QCOMPARE(content.items, items.sliced(qsizetype(i) + 1));
    }
}

void tst_RecordSource::brokenFiles_data()
{
    QTest::addColumn<Format>("format");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("items");
    QTest::addColumn<QList<qint64>>("failedLines");
    QTest::addColumn<bool>("isCut");
    using Lines = QList<qint64>;
    const auto row = [](const char *name, Format format, const char *text, int items,
                        const Lines &failed, bool isCut = false) {
        QTest::newRow(name) << format << QByteArray(text) << items << failed << isCut;
    };
    row("csv: cells", Format::Csv, "a,b\n1,2\n3\n4,5,6\n7,8\n", 2, { 3, 4 });
    row("csv: quote", Format::Csv, "a,b\n\"1\"x,2\n3,4\n5,\"6", 1, { 2, 4 });
    row("csv: no value", Format::Csv, "a,b\n,\n1,\n", 1, { 2 });
    row("json: values", Format::JsonArray, "[\n{\"a\":1},\n{\"a\":1e999},\n7,\n{\"a\":tru},\n{}\n]",
        2, { 3, 4, 5 });
    row("json: cut", Format::JsonArray, "[\n{\"a\":1},\n{\"a\":", 1, { 3 }, true);
    row("lines", Format::JsonLines, "{\"a\":1}\n{\"a\":1\nx\n[1]\n{\"a\":1,\"a\":2}\n{\"b\":1}", 2,
        { 2, 3, 4, 5 });
    row("typed", Format::DynamoDBJson,
        "[\n{\"a\":{\"N\":\"x\"}},\n{\"a\":{\"SS\":[]}},\n{\"a\":1},\n{\"a\":{\"N\":\"1\"}}\n]", 1,
        { 2, 3, 4 });
    row("wrapped", Format::DynamoDBJsonLines,
        "{\"Item\":{\"a\":{\"N\":\"1\"}}}\n{\"Item\":{\"a\":1}}\n{\"Item\":7}\n", 1, { 2, 3 });
    row("scan output: cut", Format::ScanOutput, "{\"Items\":[\n{\"a\":{\"N\":\"1\"}},", 1, {}, true);
    row("scan output: none", Format::ScanOutput, "{\"Count\":0}", 0, {}, true);
}

void tst_RecordSource::brokenFiles()
{
    QFETCH(const Format, format);
    QFETCH(const QByteArray, text);
    QFETCH(const int, items);
    QFETCH(const QList<qint64>, failedLines);
    QFETCH(const bool, isCut);
    RecordSource source({ write(u"broken"_s, text), format, Compression::Automatic, {}, {} });
    const Content content = readAll(source);
    QCOMPARE(content.items.size(), items);
    QCOMPARE(content.failedLines, failedLines);
    QCOMPARE(content.error.isError(), isCut);
}

void tst_RecordSource::csvColumns()
{
    RecordSource::Settings settings;
    settings.fileName = write(u"x.csv"_s, "\xef\xbb\xbfpk;n;t\r\n7;1;x\r\n8;;\"\"\r\n");
    settings.csv.columns = { { u"t"_s, CellType::Skip } };
    settings.keyTypes = { { u"pk"_s, CellType::String } };
    RecordSource source(settings);
    const Content content = readAll(source);
    QCOMPARE(source.separator(), ';');
    const QList<QDynamoDBCsvColumn> expected { { u"pk"_s, CellType::String },
                                               { u"n"_s, CellType::Number },
                                               { u"t"_s, CellType::Skip } };
    QCOMPARE(source.columns(), expected);
    QCOMPARE(content.items,
             (QList<QDynamoDBItem> { { { u"pk"_s, u"7"_s }, { u"n"_s, 1 } },
                                     { { u"pk"_s, u"8"_s } } }));
}

void tst_RecordSource::declaredColumns()
{
    RecordSource::Settings settings;
    settings.fileName = write(u"x.csv"_s, "a|1\nb|2\n");
    settings.csv.header = QDynamoDBCsvOptions::Header::Absent;
    settings.csv.columns = { { u"pk"_s, CellType::String }, { u"n"_s, CellType::Number } };
    RecordSource source(settings);
    QCOMPARE(readAll(source).items,
             (QList<QDynamoDBItem> { { { u"pk"_s, u"a"_s }, { u"n"_s, 1 } },
                                     { { u"pk"_s, u"b"_s }, { u"n"_s, 2 } } }));
}

void tst_RecordSource::manyColumns()
{
    QDynamoDBCsvOptions csv;
    QDynamoDBItem item;
    for (int i = 0; i < 200; ++i) {
        csv.columns.append({ u"column %1"_s.arg(i) });
        if (i % 3 > 0)
            item.insert(csv.columns.last().name, i % 3 == 1 ? QDynamoDBValue(i) : QString());
    }
    const ItemEncoder encoder(Format::Csv, csv);
    QByteArray text;
    QVERIFY(!encoder.appendHeader(text).isError());
    text += '\n';
    QVERIFY(!encoder.append(text, item).isError());
    RecordSource source({ write(u"x.csv"_s, text), Format::Csv, Compression::Automatic, {}, {} });
    QCOMPARE(readAll(source).items, QList<QDynamoDBItem> { item });
    QCOMPARE(source.columns().size(), 200);
}

void tst_RecordSource::wrongHeaders_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("twice") << QByteArray("a,b,a\n1,2,3\n");
    QTest::newRow("no name") << QByteArray("a,,b\n1,2,3\n");
    QTest::newRow("quote") << QByteArray("\"a\"b,c\n1,2\n");
    QTest::newRow("UTF-16") << QByteArray("\xff\xfe\x61\x00", 4);
}

void tst_RecordSource::wrongHeaders()
{
    QFETCH(const QByteArray, text);
    RecordSource source({ write(u"x.csv"_s, text), Format::Csv, Compression::Automatic, {}, {} });
    const QDynamoDBError error = source.open();
    QVERIFY(error.isError());
    QVERIFY(error.message().contains(u"x.csv"_s));
}

void tst_RecordSource::wrappedItems_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QString>("attribute");
    QTest::newRow("bare") << QByteArray(R"({"a":{"S":"x"}})") << u"a"_s;
    QTest::newRow("wrapped") << QByteArray(R"( { "Item" : {"a":{"S":"x"}} } )") << u"a"_s;
    QTest::newRow("Item is an attribute") << QByteArray(R"({"Item":{"S":"x"}})") << u"Item"_s;
    QTest::newRow("Item is one of two")
            << QByteArray(R"({"Item":{"S":"x"},"b":{"S":"y"}})") << u"Item"_s;
    QTest::newRow("Item is a map") << QByteArray(R"({"Item":{"M":{"b":{"S":"y"}}}})") << u"Item"_s;
    QTest::newRow("wrapped M") << QByteArray(R"({"Item":{"M":{"S":"y"}}})") << u"M"_s;
}

void tst_RecordSource::wrappedItems()
{
    QFETCH(const QByteArray, line);
    QFETCH(const QString, attribute);
    RecordSource source(
            { write(u"x.jsonl"_s, line), Format::DynamoDBJsonLines, Compression::Automatic, {}, {} });
    const Content content = readAll(source);
    QCOMPARE(content.items.size(), 1);
    QVERIFY(content.items.first().contains(attribute));
}

// An export to S3: the manifests, and two data files of three.
void tst_RecordSource::manifest()
{
    QVERIFY(QDir(m_folder.path()).mkpath(u"export/data"_s));
    write(u"export/data/a.json.gz"_s,
          gzipped("{\"Item\":{\"a\":{\"N\":\"1\"}}}\n{\"Item\":{\"a\":{\"N\":\"2\"}}}\n"));
    write(u"export/data/b.json.gz"_s, gzipped("{\"Item\":{\"a\":{\"N\":\"3\"}}}\n"));
    const QByteArray key = "AWSDynamoDB/01234/data/";
    const QByteArray list = "{\"itemCount\":2,\"dataFileS3Key\":\"" + key + "a.json.gz\"}\n"
            + "{\"itemCount\":0,\"dataFileS3Key\":\"" + key + "empty.json.gz\"}\n"
            + "{\"itemCount\":1,\"dataFileS3Key\":\"" + key + "b.json.gz\"}\n";
    const QString files = write(u"export/manifest-files.json"_s, list);
    const QString summary = write(u"export/manifest-summary.json"_s,
                                  "{\"version\":\"2020-06-30\",\"itemCount\":3,"
                                  "\"manifestFilesS3Key\":\"AWSDynamoDB/01234/"
                                  "manifest-files.json\"}");
    for (const QString &name : { files, summary }) {
        RecordSource source({ name, Format::Automatic, Compression::Automatic, {}, {} });
        const Content content = readAll(source);
        QVERIFY2(!content.error.isError(), qPrintable(content.error.message()));
        QCOMPARE(content.items.size(), 3);
        QCOMPARE(source.bytesRead(), source.bytesTotal());
    }
    // Another number of items than the manifest has.
    write(u"export/data/a.json.gz"_s, gzipped("{\"Item\":{\"a\":{\"N\":\"1\"}}}\n"));
    RecordSource source({ files, Format::Automatic, Compression::Automatic, {}, {} });
    QVERIFY(readAll(source).error.message().contains(u"according to the manifest"_s));
    QVERIFY(QFile::remove(m_folder.filePath(u"export/data/b.json.gz"_s)));
    RecordSource incomplete({ files, Format::Automatic, Compression::Automatic, {}, {} });
    QVERIFY(readAll(incomplete).error.isError());
}

void tst_RecordSource::damagedGzip()
{
    QByteArray text;
    for (int i = 0; i < 1000; ++i)
        text += "{\"a\":" + QByteArray::number(i * 7919 % 1000) + "}\n";
    const QByteArray data = gzipped(text);
    RecordSource cut({ write(u"x.jsonl.gz"_s, data.chopped(20)),
                       Format::Automatic,
                       Compression::Automatic,
                       {},
                       {} });
    QVERIFY(readAll(cut).error.message().contains(u"incomplete"_s));
    QByteArray changed = data;
    changed[data.size() / 3] = char(~changed[data.size() / 3]);
    RecordSource damaged(
            { write(u"x.jsonl.gz"_s, changed), Format::Automatic, Compression::Automatic, {}, {} });
    QVERIFY(readAll(damaged).error.isError());
}

void tst_RecordSource::specialFiles()
{
    for (const QString &name : { m_folder.path(), m_folder.filePath(u"missing"_s) }) {
        RecordSource source({ name, Format::Automatic, Compression::Automatic, {}, {} });
        QVERIFY(source.open().isError());
    }
}

QTEST_GUILESS_MAIN(tst_RecordSource)
#include "tst_recordsource.moc"
