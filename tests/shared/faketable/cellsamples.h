// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef CELLSAMPLES_H
#define CELLSAMPLES_H

#include <QtDynamoDB/qdynamodbitem.h>
#include <QtDynamoDB/qdynamodbjson.h>

#include <QtCore/qmetatype.h>

#include <limits>

// A value of a cell, by kind.
struct CellSample
{
    QString name; // name of its attribute
    QDynamoDBValue value;
    bool fitsDefaultEditor;
};

inline QList<CellSample> cellSamples()
{
    using namespace Qt::StringLiterals;
    QList<CellSample> list;
    const auto add = [&list](const char *name, const QDynamoDBValue &value, bool fits) {
        if (value.isUndefined() || QDynamoDBJson::fromValue(value)) // values that can be sent
            list.append({ QString::fromLatin1(name), value, fits });
    };
    add("emptyText", QString(), true);
    add("words", u"a few words"_s, true);
    add("noBreakSpace", u"a\u00a0b"_s, true);
    add("tabbed", u"a\tb"_s, true);
    add("looksLikeNumber", u"007"_s, true);
    add("looksLikeBool", u"TRUE"_s, true);
    add("utcTime", u"2024-01-01T00:00:00Z"_s, true);
    add("exactTime", u"2024-06-01T12:00:00.123456+05:30"_s, true);
    add("day", u"2024-02-29"_s, true);
    add("uuid", u"3F2504E0-4F89-11D3-9A0C-0305E82C3301"_s, true);
    add("longest", QString(32767, u'x'), true);
    add("tooLong", QString(40000, u'x'), false);
    add("tooLongLines", QString(u"a line\r\n"_s).repeated(6000), false);
    add("lines", u"a\nb"_s, false);
    add("windowsLines", u"a\r\nb"_s, false);
    add("macLines", u"a\rb"_s, false);
    add("lineSeparator", u"a\u2028b"_s, false);
    add("paragraphSeparator", u"a\u2029b"_s, false);
    add("onlyBreak", u"\n"_s, false);
    add("nulCharacter", QString(u"a"_s + QChar(0) + u'b'), false);
    add("escape", u"a\u001bb"_s, false);
    add("loneHigh", QString(u"a"_s + QChar(0xd83d)), false);
    add("loneLow", QString(QChar(0xde00) + u"a"_s), false);
    add("frameBegin", QString(u"a"_s + QChar(0xfdd0) + QChar(0xfdd1)), true);
    add("small", 7, true);
    add("negative", -40, true);
    add("large", Q_INT64_C(9007199254740993), true);
    add("largest", std::numeric_limits<quint64>::max(), true);
    add("fraction", QDynamoDBNumber(u"0.123456"), true);
    add("exact", QDynamoDBNumber(u"1234567890.1234567890123456789012345678"), true);
    add("tiny", QDynamoDBNumber(u"1e-130"), true);
    add("huge", QDynamoDBNumber(u"9.9e125"), true);
    add("yes", true, true);
    add("no", false, true);
    add("nothing", nullptr, false);
    add("absent", QDynamoDBValue::Type::Undefined, false);
    add("binary", QByteArray("\xff\x00z", 3), false);
    add("textBinary", QByteArray("text"), false);
    add("emptyBinary", QByteArray(""), false);
    add("list", QDynamoDBValueList { 1, u"x"_s }, false);
    add("listOfOne", QDynamoDBValueList { u"x"_s }, false);
    add("emptyList", QDynamoDBValue::Type::List, false);
    add("map", QDynamoDBItem { { u"a"_s, 1 } }, false);
    add("emptyMap", QDynamoDBValue::Type::Map, false);
    add("strings", QDynamoDBValue::stringSet({ u"b"_s, u"a"_s }), false);
    add("numbers", QDynamoDBValue::numberSet({ 3, QDynamoDBNumber(u"0.1") }), false);
    add("binaries", QDynamoDBValue::binarySet({ "x", "y" }), false);
    add("opaque", QDynamoDBJson::toValue(R"({"F":[0.5]})").valueOr(QDynamoDBValue()), false);
    return list;
}

Q_DECLARE_METATYPE(CellSample)

#endif
