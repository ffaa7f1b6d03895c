// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "json/jsonwriter_p.h"

#include <QtCore/qjsonarray.h>
#include <QtCore/qjsondocument.h>
#include <QtCore/qrandom.h>
#include <QtTest/qtest.h>

#include <cmath>
#include <limits>

using namespace Qt::StringLiterals;
using namespace QtDynamoDBPrivate;

class tst_JsonWriter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void structure();
    void scalars();
    void escapesAtEveryPlace();
    void surrogates();
    void randomText();
    void base64();
    void growing();
    void reuse();
};

void tst_JsonWriter::structure()
{
    JsonWriter writer;
    writer.beginObject();
    writer.key("a"_L1);
    writer.beginArray();
    writer.integer(1);
    writer.beginObject();
    writer.endObject();
    writer.beginArray();
    writer.endArray();
    writer.string("x"_L1);
    writer.endArray();
    writer.key(u"b\"\u20ac");
    writer.beginObject();
    writer.key("c"_L1);
    writer.null();
    writer.key("d"_L1);
    writer.boolean(true);
    writer.endObject();
    writer.key("e"_L1);
    writer.boolean(false);
    writer.endObject();
    QCOMPARE(writer.take(),
             QByteArray(R"({"a":[1,{},[],"x"],"b\")"
                        "\xe2\x82\xac"
                        R"(":{"c":null,"d":true},"e":false})"));
}

void tst_JsonWriter::scalars()
{
    JsonWriter writer;
    writer.beginArray();
    writer.integer(0);
    writer.integer(std::numeric_limits<qint64>::min());
    writer.integer(std::numeric_limits<qint64>::max());
    QVERIFY(writer.real(1.5));
    QVERIFY(writer.real(0.1));
    QVERIFY(writer.real(1e300));
    QVERIFY(writer.real(1732352841.123));
    writer.number(QDynamoDBNumber(u"1.50"));
    writer.quotedNumber(QDynamoDBNumber(u"-1E-130"));
    writer.endArray();
    const QByteArray json = writer.take();
    QCOMPARE(json,
             "[0,-9223372036854775808,9223372036854775807,1.5,0.1,1e+300,1732352841.123,1.50,"
             "\"-1E-130\"]");
    QVERIFY(!QJsonDocument::fromJson(json).isNull());

    for (const double value : { std::nan(""), std::numeric_limits<double>::infinity() }) {
        JsonWriter bad;
        QVERIFY(!bad.real(value));
        QCOMPARE(bad.problem().error().code(), QDynamoDBError::Code::InvalidParameterValue);
    }
}

// The writer handles text in groups of characters; the result must not depend on their borders.
void tst_JsonWriter::escapesAtEveryPlace()
{
    QStringList odd { u"\""_s,           u"\\"_s,     u"\n"_s,        u"\u001f"_s,
                      QString(QChar(0)), u"\u007f"_s, u"\u0080"_s,    u"\u07ff"_s,
                      u"\u0800"_s,       u"\uffff"_s, u"\U0001f600"_s };
    for (const QString &c : std::as_const(odd)) {
        for (int before = 0; before < 9; ++before) {
            for (int after = 0; after < 9; ++after) {
                const QString text = QString(before, u'x') + c + QString(after, u'~');
                JsonWriter writer;
                writer.beginArray();
                writer.string(text);
                writer.endArray();
                QCOMPARE(QJsonDocument::fromJson(writer.take()).array().at(0).toString(), text);
            }
        }
        for (int before = 1018; before < 1030; ++before) {
            const QString text = QString(before, u'x') + c + c + u'y';
            JsonWriter writer;
            writer.beginArray();
            writer.string(text);
            writer.endArray();
            QCOMPARE(QJsonDocument::fromJson(writer.take()).array().at(0).toString(), text);
        }
    }
}

void tst_JsonWriter::surrogates()
{
    const QString high(QChar(0xd83d));
    const QString low(QChar(0xde00));
    const std::pair<QString, QByteArray> halves[] = {
        { high, R"("\ud83d")" },
        { low, R"("\ude00")" },
        { low + high, R"("\ude00\ud83d")" },
        { high + u'x', R"("\ud83dx")" },
        { QString(1023, u'x') + high, '"' + QByteArray(1023, 'x') + R"(\ud83d")" },
    };
    for (const auto &[text, json] : halves) {
        JsonWriter writer;
        writer.string(text);
        QCOMPARE(writer.take(), json);
        writer.beginObject();
        writer.key(text);
        writer.null();
        writer.endObject();
        QCOMPARE(writer.take(), '{' + json + ":null}");
    }
    JsonWriter writer; // a surrogate pair across the border of two parts
    writer.string(QString(QString(1023, u'x') + high + low));
    QVERIFY(writer.take().endsWith("x\xf0\x9f\x98\x80\""));
}

void tst_JsonWriter::randomText()
{
    QRandomGenerator random(42);
    for (int i = 0; i < 2000; ++i) {
        QString text;
        for (int j = random.bounded(200); j > 0; --j) {
            const quint32 kind = random.bounded(8u);
            const char32_t c = kind < 5 ? random.bounded(0x80u)
                    : kind < 6          ? random.bounded(0x800u)
                    : kind < 7          ? random.bounded(0xd800u)
                                        : 0x10000 + random.bounded(0x100000u);
            text += QChar::fromUcs4(c);
        }
        JsonWriter writer;
        writer.beginArray();
        writer.string(text);
        writer.endArray();
        QCOMPARE(QJsonDocument::fromJson(writer.take()).array().at(0).toString(), text);
    }
}

void tst_JsonWriter::base64()
{
    QRandomGenerator random(3);
    for (int size = 0; size < 300; ++size) {
        QByteArray bytes(size, Qt::Uninitialized);
        for (char &c : bytes)
            c = char(random.bounded(256));
        JsonWriter writer;
        writer.base64(bytes);
        QCOMPARE(writer.take(), '"' + bytes.toBase64() + '"');
    }
}

void tst_JsonWriter::growing()
{
    JsonWriter writer;
    writer.beginArray();
    QByteArray expected = "[";
    for (int i = 0; i < 20'000; ++i) {
        writer.integer(i);
        expected += (i > 0 ? "," : "") + QByteArray::number(i);
    }
    writer.endArray();
    QCOMPARE(writer.take(), expected + ']');
}

void tst_JsonWriter::reuse()
{
    JsonWriter writer;
    QCOMPARE(writer.take(), QByteArray());
    writer.integer(1);
    QCOMPARE(writer.take(), "1");
    writer.integer(2);
    QCOMPARE(writer.take(), "2");
}

QTEST_APPLESS_MAIN(tst_JsonWriter)
#include "tst_jsonwriter.moc"
