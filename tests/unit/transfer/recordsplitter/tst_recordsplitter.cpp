// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "transfer/recordsplitter_p.h"

#include <QtTest/qtest.h>

using namespace QtDynamoDBPrivate;
using namespace Qt::StringLiterals;
using QDynamoDBTransfer::Format;

namespace {

struct Result
{
    Records records;
    QString fatal;
};

Result split(Format format, const QByteArrayList &pieces)
{
    const auto splitter = RecordSplitter::make(format, ',');
    Result result;
    for (const QByteArray &piece : pieces)
        splitter->feed(piece, result.records);
    splitter->finish(result.records);
    result.fatal = splitter->fatalProblem();
    return result;
}

// One line for each record: its first line, its text, and "!" in front of a broken one.
QByteArrayList described(const Result &result)
{
    QByteArrayList list;
    for (const Record &record : result.records) {
        list.append((record.problem.isEmpty() ? "" : "!") + QByteArray::number(record.begin.line)
                    + ':' + record.text);
    }
    if (!result.fatal.isEmpty())
        list.append("fatal");
    return list;
}

} // namespace

// The parsers that find the records of a file.
class tst_RecordSplitter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void texts_data();
    void texts();
    void everySplit_data() { texts_data(); }
    void everySplit();
    void offsets_data() { texts_data(); }
    void offsets();
    void resumes_data() { texts_data(); }
    void resumes();
    void largeRecords_data();
    void largeRecords();
};

void tst_RecordSplitter::texts_data()
{
    QTest::addColumn<Format>("format");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArrayList>("expected");
    const auto row = [](const char *name, Format format, const QByteArray &text,
                        const QByteArrayList &expected) {
        QTest::newRow(name) << format << text << expected;
    };
    row("lines: empty", Format::JsonLines, "", {});
    row("lines: two", Format::JsonLines, "{\"a\":1}\n{\"a\":2}\n", { "1:{\"a\":1}", "2:{\"a\":2}" });
    row("lines: no last break", Format::JsonLines, "{}\r\n\r\n  {\"b\":1}",
        { "1:{}", "3:{\"b\":1}" });
    row("lines: broken", Format::DynamoDBJsonLines, "{\n}\nx", { "1:{", "2:}", "3:x" });

    row("csv: empty", Format::Csv, "", {});
    row("csv: plain", Format::Csv, "a,b\n1,2\n3,4", { "1:a,b", "2:1,2", "3:3,4" });
    row("csv: windows", Format::Csv, "a,b\r\n1,2\r\n\r\n3,4\r\n", { "1:a,b", "2:1,2", "4:3,4" });
    row("csv: old mac", Format::Csv, "a,b\r1,2\r3,4\r", { "1:a,b", "2:1,2", "3:3,4" });
    row("csv: breaks in quotes", Format::Csv, "a\n\"1\r\n2\n3\",\"x\"\"y\"\n5,6\n",
        { "1:a", "2:\"1\r\n2\n3\",\"x\"\"y\"", "5:5,6" });
    row("csv: quote in a plain cell", Format::Csv, "5\" tape,x\ny,z\n", { "1:5\" tape,x", "2:y,z" });
    row("csv: text after a quote", Format::Csv, "\"a\"b,c\nd\n", { "1:\"a\"b,c", "2:d" });
    row("csv: empty cells", Format::Csv, ",\n\"\"\n,,\n", { "1:,", "2:\"\"", "3:,," });
    row("csv: unclosed quote", Format::Csv, "a,b\n1,\"x\n2,y\n3,z\n",
        { "1:a,b", "!2:1,\"x", "3:2,y", "4:3,z" });
    row("csv: unclosed quote in the last line", Format::Csv, "a\n\"b", { "1:a", "!2:\"b" });
    row("csv: two unclosed quotes", Format::Csv, "\"a\nb\n\"c\nd", { "1:\"a\nb\n\"c", "4:d" });

    row("array: empty", Format::JsonArray, "[]", {});
    row("array: spaces", Format::JsonArray, " [ \n ] \n", {});
    row("array: two", Format::JsonArray, "[{\"a\":1},{\"a\":[{}]}]",
        { "1:{\"a\":1}", "1:{\"a\":[{}]}" });
    row("array: lines", Format::DynamoDBJson, "[\n{\"a\":1},\n{\"b\":2}\n]\n",
        { "2:{\"a\":1}", "3:{\"b\":2}" });
    row("array: brackets in strings", Format::JsonArray, R"([{"a":"]}\"]"},{"\\":"{"}])",
        { R"(1:{"a":"]}\"]"})", R"(1:{"\\":"{"})" });
    row("array: scalars", Format::JsonArray, "[1,\"a,]\", null ,[2]]",
        { "1:1", "1:\"a,]\"", "1:null", "1:[2]" });
    row("array: not one", Format::JsonArray, "{\"a\":1}", { "fatal" });
    row("array: nothing", Format::JsonArray, " ", { "fatal" });
    row("array: cut", Format::JsonArray, "[\n{\"a\":1},\n{\"b",
        { "2:{\"a\":1}", "!3:{\"b", "fatal" });
    row("array: cut after an item", Format::JsonArray, "[\n{\"a\":1}", { "2:{\"a\":1}", "fatal" });
    row("array: cut after a comma", Format::JsonArray, "[1,", { "1:1", "fatal" });
    row("array: cut scalar", Format::JsonArray, "[12", { "1:12", "fatal" });
    row("array: text behind", Format::JsonArray, "[1] x", { "1:1", "fatal" });
    row("array: wrong bracket", Format::JsonArray, "[\n{\"a\":[1},\n{\"b\":2}\n]",
        { "!2:{\"a\":[1}", "3:{\"b\":2}" });
    row("array: missing bracket", Format::JsonArray,
        "[\n{\"a\":{\"b\":1},\n{\"c\":2},\n{\"d\":3}\n]",
        { "!2:{\"a\":{\"b\":1}", "3:{\"c\":2}", "4:{\"d\":3}" });
    row("array: last item has no end", Format::JsonArray, "[\n  {\"a\":1},\n  {\"b\":2\n]",
        { "2:{\"a\":1}", "!3:{\"b\":2" });
    row("array: unclosed string", Format::JsonArray, "[\n{\"a\":\"1},\n{\"b\":2}\n]",
        { "!2:{\"a\":\"1}", "3:{\"b\":2}" });
    row("array: missing comma", Format::JsonArray, "[\n{\"a\":1}\n{\"b\":2},\n{\"c\":3}\n]",
        { "2:{\"a\":1}", "!3:{\"b\":2}", "4:{\"c\":3}" });
    row("array: indented", Format::JsonArray,
        "[\n  {\n    \"a\": [\n      {\n        1 }\n  },\n  {\n    \"b\": 2\n  }\n]\n",
        { "!2:{\n    \"a\": [\n      {\n        1 }\n  }", "7:{\n    \"b\": 2\n  }" });
    row("array: broken in one line", Format::JsonArray, "[{\"a\":[1},{\"b\":2}]",
        { "!1:{\"a\":[1", "fatal" });
    row("array: two commas", Format::JsonArray, "[\n{\"a\":1},\n,\n{\"b\":1}\n]",
        { "2:{\"a\":1}", "!3:", "4:{\"b\":1}" });

    row("items: compact", Format::ScanOutput, "{\"Items\":[{\"a\":1},{\"b\":2}],\"Count\":2}",
        { "1:{\"a\":1}", "1:{\"b\":2}" });
    row("items: last", Format::ScanOutput,
        "{\"Count\":2,\"X\":{\"Items\":[1]},\"Y\":\"Items\",\"Items\" : [ {} ]}\n", { "1:{}" });
    row("items: as printed", Format::ScanOutput,
        "{\n    \"Items\": [\n        {\n            \"a\": {}\n        },\n        {\n        }\n"
        "    ],\n    \"Count\": 2\n}\n",
        { "3:{\n            \"a\": {}\n        }", "6:{\n        }" });
    row("items: none", Format::ScanOutput, "{\"Count\":0,\"Item\":[1]}", { "fatal" });
    row("items: a name in an array", Format::ScanOutput, "{\"a\":[\"Items\",[1]]}", { "fatal" });
    row("items: no object", Format::ScanOutput, "[]", { "fatal" });
}

void tst_RecordSplitter::texts()
{
    QFETCH(const Format, format);
    QFETCH(const QByteArray, text);
    QFETCH(const QByteArrayList, expected);
    QCOMPARE(described(split(format, { text })), expected);
}

// The same records are found however the file is cut into pieces.
void tst_RecordSplitter::everySplit()
{
    QFETCH(const Format, format);
    QFETCH(const QByteArray, text);
    QFETCH(const QByteArrayList, expected);
    for (qsizetype i = 0; i <= text.size(); ++i) {
        for (qsizetype j = i; j <= text.size(); ++j) {
            const QByteArrayList pieces { text.first(i), text.sliced(i, j - i), text.sliced(j) };
            QCOMPARE(described(split(format, pieces)), expected);
        }
    }
    QByteArrayList bytes;
    for (const char c : text)
        bytes.append(QByteArray(1, c));
    QCOMPARE(described(split(format, bytes)), expected);
}

// The offsets of a record enclose its text in the file.
void tst_RecordSplitter::offsets()
{
    QFETCH(const Format, format);
    QFETCH(const QByteArray, text);
    qint64 before = 0;
    for (const Record &record : split(format, { text }).records) {
        QVERIFY(record.begin.offset >= before);
        QVERIFY(record.end.offset >= record.begin.offset + record.text.size());
        QCOMPARE(text.mid(record.begin.offset, record.text.size()), record.text);
        QCOMPARE(record.begin.line,
                 text.first(record.begin.offset).count('\n') + 1
                         + (text.contains("\r1") ? text.first(record.begin.offset).count('\r') : 0));
        before = record.end.offset;
    }
}

// A parser that begins behind a record finds the rest.
void tst_RecordSplitter::resumes()
{
    QFETCH(const Format, format);
    QFETCH(const QByteArray, text);
    const Result whole = split(format, { text });
    for (std::size_t i = 0; i < whole.records.size(); ++i) {
        const auto splitter = RecordSplitter::make(format, ',');
        splitter->resume(whole.records[i].end);
        Result rest;
        if (i + 1 == whole.records.size() && !whole.fatal.isEmpty())
            continue;
        splitter->feed(text.sliced(whole.records[i].end.offset), rest.records);
        splitter->finish(rest.records);
        rest.fatal = splitter->fatalProblem();
        Result expected { { whole.records.begin() + qsizetype(i) + 1, whole.records.end() },
                          whole.fatal };
        QCOMPARE(described(rest), described(expected));
        for (std::size_t j = 0; j < rest.records.size(); ++j)
            QCOMPARE(rest.records[j].end.offset, expected.records[j].end.offset);
    }
}

void tst_RecordSplitter::largeRecords_data()
{
    QTest::addColumn<Format>("format");
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("after");
    QTest::newRow("lines") << Format::JsonLines << QByteArray("{}\n") << QByteArray("\n{}\n");
    QTest::newRow("csv") << Format::Csv << QByteArray("a\n") << QByteArray("\nb\n");
    QTest::newRow("csv, quoted") << Format::Csv << QByteArray("a\n\"") << QByteArray("\nb\n");
    QTest::newRow("array") << Format::JsonArray << QByteArray("[\n{},\n{\"")
                           << QByteArray("\"},\n{}\n]");
}

// A record above the maximum size is reported and skipped.
void tst_RecordSplitter::largeRecords()
{
    QFETCH(const Format, format);
    QFETCH(const QByteArray, before);
    QFETCH(const QByteArray, after);
    const QByteArray text = before + QByteArray(maxRecordSize + 100000, 'x') + after;
    QByteArrayList pieces;
    constexpr qsizetype pieceSize = 100000;
    for (qsizetype i = 0; i < text.size(); i += pieceSize)
        pieces.append(text.mid(i, pieceSize));
    for (const QByteArrayList &fed : { QByteArrayList { text }, pieces }) {
        const Result result = split(format, fed);
        QCOMPARE(result.fatal, QString());
        QCOMPARE(result.records.size(), 3U);
        QVERIFY(result.records[0].problem.isEmpty());
        QVERIFY(result.records[1].problem.contains(u"bytes"_s));
        QCOMPARE(result.records[1].begin.line, result.records[0].begin.line + 1);
        QVERIFY(result.records[2].problem.isEmpty());
        QCOMPARE(result.records[2].begin.line, result.records[0].begin.line + 2);
    }
}

QTEST_APPLESS_MAIN(tst_RecordSplitter)
#include "tst_recordsplitter.moc"
