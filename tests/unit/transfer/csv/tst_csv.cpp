// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "transfer/csv_p.h"

#include <QtTest/qtest.h>

using namespace QtDynamoDBPrivate;
using namespace Qt::StringLiterals;
using QDynamoDBTransfer::CellType;
using Type = QDynamoDBValue::Type;

Q_DECLARE_METATYPE(QDynamoDBValue)

namespace {

const QByteArray nullText = "\\N";

CsvCells cellsOf(const QByteArray &record)
{
    CsvCells cells;
    const QString problem = readCells(record, ',', cells);
    return problem.isEmpty() ? cells : CsvCells();
}

} // namespace

// Cells of CSV and their values.
class tst_Csv : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cells_data();
    void cells();
    void wrongRecords_data();
    void wrongRecords();
    void separators_data();
    void separators();
    void values_data();
    void values();
    void wrongValues_data();
    void wrongValues();
    void inference_data();
    void inference();
};

void tst_Csv::cells_data()
{
    QTest::addColumn<QByteArray>("record");
    QTest::addColumn<QByteArrayList>("expected"); // a quoted cell begins with a quote
    QTest::newRow("plain") << QByteArray("a,b") << QByteArrayList { "a", "b" };
    QTest::newRow("one") << QByteArray("a") << QByteArrayList { "a" };
    QTest::newRow("empty") << QByteArray(",,") << QByteArrayList { "", "", "" };
    QTest::newRow("quoted") << QByteArray("\"a,b\",\"\"") << QByteArrayList { "\"a,b", "\"" };
    QTest::newRow("doubled quotes")
            << QByteArray("\"a\"\"b\"\"\"") << QByteArrayList { "\"a\"b\"" };
    QTest::newRow("breaks") << QByteArray("\"a\r\nb\",c") << QByteArrayList { "\"a\r\nb", "c" };
    QTest::newRow("spaces") << QByteArray(" a , b") << QByteArrayList { " a ", " b" };
    QTest::newRow("quote in a plain cell") << QByteArray("5\",x") << QByteArrayList { "5\"", "x" };
}

void tst_Csv::cells()
{
    QFETCH(const QByteArray, record);
    QFETCH(const QByteArrayList, expected);
    CsvCells cells(7, { "left over", true });
    QCOMPARE(readCells(record, ',', cells), QString());
    QByteArrayList found;
    for (const CsvCell &cell : cells)
        found.append((cell.isQuoted ? "\"" : "") + cell.text);
    QCOMPARE(found, expected);
}

void tst_Csv::wrongRecords_data()
{
    QTest::addColumn<QByteArray>("record");
    QTest::newRow("text after a quote") << QByteArray("a,\"b\"c");
    QTest::newRow("no closing quote") << QByteArray("a,\"b");
}

void tst_Csv::wrongRecords()
{
    QFETCH(const QByteArray, record);
    CsvCells cells;
    QVERIFY(readCells(record, ',', cells).contains(u"Column 2"_s));
}

void tst_Csv::separators_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<char>("expected");
    QTest::newRow("comma") << QByteArray("a,b\n;;;;") << ',';
    QTest::newRow("semicolon") << QByteArray("a;b;\"c,,,,\"\n") << ';';
    QTest::newRow("tab") << QByteArray("a\tb") << '\t';
    QTest::newRow("bar") << QByteArray("a|b") << '|';
    QTest::newRow("none") << QByteArray("a") << ',';
}

void tst_Csv::separators()
{
    QFETCH(const QByteArray, text);
    QFETCH(const char, expected);
    QCOMPARE(separatorOf(text), expected);
}

void tst_Csv::values_data()
{
    QTest::addColumn<QByteArray>("cell");
    QTest::addColumn<CellType>("type");
    QTest::addColumn<QDynamoDBValue>("expected");
    const auto row = [](const char *name, const char *cell, CellType type,
                        const QDynamoDBValue &expected) {
        QTest::newRow(name) << QByteArray(cell) << type << expected;
    };
    row("absent", "", CellType::Automatic, Type::Undefined);
    row("absent number", "", CellType::Number, Type::Undefined);
    row("empty string", "\"\"", CellType::Automatic, QString());
    row("null", "\\N", CellType::Automatic, nullptr);
    row("null number", "\\N", CellType::Number, nullptr);
    row("quoted null text", "\"\\N\"", CellType::Automatic, u"\\N"_s);
    row("skipped", "x", CellType::Skip, Type::Undefined);
    row("number", "-7.50", CellType::Automatic, QDynamoDBNumber(u"-7.5"));
    row("exponent", "0.5E-3", CellType::Automatic, QDynamoDBNumber(u"0.0005"));
    row("zero", "0", CellType::Automatic, 0);
    row("leading zeros", "007", CellType::Automatic, u"007"_s);
    row("plus", "+49", CellType::Automatic, u"+49"_s);
    row("point", "1.", CellType::Automatic, u"1."_s);
    row("sign", "-", CellType::Automatic, u"-"_s);
    row("exponent of nothing", "1e", CellType::Automatic, u"1e"_s);
    row("too many digits", "123456789012345678901234567890123456789", CellType::Automatic,
        u"123456789012345678901234567890123456789"_s);
    row("declared number with zeros", "007.50", CellType::Number, QDynamoDBNumber(u"7.5"));
    row("quoted number", "\"007\"", CellType::Automatic, u"007"_s);
    row("declared number", "\"7\"", CellType::Number, 7);
    row("38 digits", "12345678901234567890123456789012345678", CellType::Number,
        QDynamoDBNumber(u"12345678901234567890123456789012345678"));
    row("declared string", "007", CellType::String, u"007"_s);
    row("bool", "true", CellType::Automatic, true);
    row("spreadsheet bool", "FALSE", CellType::Bool, false);
    row("quoted bool", "\"true\"", CellType::Automatic, u"true"_s);
    row("text", "a b", CellType::Automatic, u"a b"_s);
    row("typed", R"("{""N"":""7""}")", CellType::Automatic, 7);
    row("typed set", R"("{""SS"":[""a""]}")", CellType::DynamoDBJson,
        QDynamoDBValue::stringSet({ u"a"_s }));
    row("plain object is text", R"("{""a"":1}")", CellType::Automatic, u"{\"a\":1}"_s);
    row("binary", "/wA=", CellType::Binary, QByteArray("\xff\0", 2));
    row("list", "\"[1,\"\"x\"\"]\"", CellType::List, QDynamoDBValueList { 1, u"x"_s });
    row("typed list", R"("{""L"":[{""N"":""1""}]}")", CellType::List, QDynamoDBValueList { 1 });
    row("map", R"("{""a"":1}")", CellType::Map, QDynamoDBItem { { u"a"_s, 1 } });
    row("typed map", R"("{""M"":{""a"":{""N"":""1""}}}")", CellType::Map,
        QDynamoDBItem { { u"a"_s, 1 } });
    row("string set", R"("[""a"",""b""]")", CellType::StringSet,
        QDynamoDBValue::stringSet({ u"b"_s, u"a"_s }));
    row("number set", "\"[1,2.5]\"", CellType::NumberSet,
        QDynamoDBValue::numberSet({ 1, QDynamoDBNumber(u"2.5") }));
    row("binary set", R"("[""eA==""]")", CellType::BinarySet, QDynamoDBValue::binarySet({ "x" }));
}

void tst_Csv::values()
{
    QFETCH(const QByteArray, cell);
    QFETCH(const CellType, type);
    QFETCH(const QDynamoDBValue, expected);
    const CsvCells cells = cellsOf(cell);
    QCOMPARE(cells.size(), 1U);
    const auto value = cellValue(cells.front(), type, nullText);
    QVERIFY2(value, qPrintable(value.error().message()));
    QCOMPARE(*value, expected);
}

void tst_Csv::wrongValues_data()
{
    QTest::addColumn<QByteArray>("cell");
    QTest::addColumn<CellType>("type");
    QTest::newRow("number") << QByteArray("7,5") << CellType::Number;
    QTest::newRow("39 digits") << QByteArray("123456789012345678901234567890123456789.5")
                               << CellType::Number;
    QTest::newRow("bool") << QByteArray("yes") << CellType::Bool;
    QTest::newRow("binary") << QByteArray("///") << CellType::Binary;
    QTest::newRow("list") << QByteArray("{}") << CellType::List;
    QTest::newRow("map") << QByteArray("[]") << CellType::Map;
    QTest::newRow("map of nothing") << QByteArray("{") << CellType::Map;
    QTest::newRow("set of numbers") << QByteArray("[1]") << CellType::StringSet;
    QTest::newRow("empty set") << QByteArray("[]") << CellType::StringSet;
    QTest::newRow("set with an element twice") << QByteArray("[1,1.0]") << CellType::NumberSet;
    QTest::newRow("typed") << QByteArray("7") << CellType::DynamoDBJson;
    QTest::newRow("no UTF-8") << QByteArray("\xff") << CellType::String;
    QTest::newRow("no UTF-8, automatic") << QByteArray("a\xff") << CellType::Automatic;
}

void tst_Csv::wrongValues()
{
    QFETCH(const QByteArray, cell);
    QFETCH(const CellType, type);
    const auto value = cellValue({ cell, false }, type, nullText);
    QVERIFY(!value);
    QVERIFY(!value.error().message().isEmpty());
}

void tst_Csv::inference_data()
{
    QTest::addColumn<QByteArray>("header");
    QTest::addColumn<QByteArrayList>("records");
    QTest::addColumn<QList<CellType>>("expected");
    using Types = QList<CellType>;
    QTest::newRow("types") << QByteArray("a,b,c,d")
                           << QByteArrayList { "1,true,x,\"{\"\"N\"\":\"\"1\"\"}\"",
                                               "-2.5,FALSE,1,\"{\"\"S\"\":\"\"\"\"}\"" }
                           << Types { CellType::Number, CellType::Bool, CellType::String,
                                      CellType::DynamoDBJson };
    QTest::newRow("absent and null")
            << QByteArray("a,b,c") << QByteArrayList { ",\\N,", "1,true," }
            << Types { CellType::Number, CellType::Bool, CellType::String };
    QTest::newRow("quotes mean text")
            << QByteArray("a,b") << QByteArrayList { "\"1\",1", "\"2\",2" }
            << Types { CellType::String, CellType::Number };
    QTest::newRow("leading zeros")
            << QByteArray("a") << QByteArrayList { "1", "02" } << Types { CellType::String };
    QTest::newRow("an exception") << QByteArray("a") << QByteArrayList { "1", "2", "n/a" }
                                  << Types { CellType::String };
    QTest::newRow("no records") << QByteArray("a") << QByteArrayList()
                                << Types { CellType::String };
    QTest::newRow("quoted header") << QByteArray("\"a\",\"b\"") << QByteArrayList { "1,\"2\"" }
                                   << Types { CellType::Automatic, CellType::Automatic };
}

void tst_Csv::inference()
{
    QFETCH(const QByteArray, header);
    QFETCH(const QByteArrayList, records);
    QFETCH(const QList<CellType>, expected);
    CsvInference inferred(cellsOf(header), nullText);
    for (const QByteArray &record : records)
        inferred.add(cellsOf(record));
    for (qsizetype i = 0; i < expected.size(); ++i)
        QCOMPARE(inferred.type(i), expected[i]);
}

QTEST_APPLESS_MAIN(tst_Csv)
#include "tst_csv.moc"
