// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "expressions/assignedvalue_p.h"

#include <QtTest/qtest.h>

using namespace Qt::StringLiterals;
using namespace QtDynamoDBPrivate;

// The value that an update expression assigns to the attribute "stamp".
class tst_AssignedValue : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void find_data();
    void find();
};

void tst_AssignedValue::find_data()
{
    QTest::addColumn<QString>("expression");
    QTest::addColumn<QDynamoDBValue>("value");
    const QDynamoDBValue a(u"A"_s);
    const QDynamoDBValue none(QDynamoDBValue::Type::Undefined);
    QTest::newRow("plain") << u"SET stamp = :a"_s << a;
    QTest::newRow("without spaces") << u"set stamp=:a"_s << a;
    QTest::newRow("placeholder") << u"SET #s = :a"_s << a;
    QTest::newRow("second action") << u"SET n = n + :b, #s = :a, m = :b"_s << a;
    QTest::newRow("after a function") << u"SET n = if_not_exists(n, :b), #s = :a"_s << a;
    QTest::newRow("second section") << u"REMOVE x, y SET #s = :a ADD n :b"_s << a;
    QTest::newRow("line breaks") << u"SET\n\t#s\n=\n:a\n"_s << a;
    QTest::newRow("empty") << QString() << none;
    QTest::newRow("other attribute") << u"SET n = :a"_s << none;
    QTest::newRow("nested") << u"SET m.stamp = :a"_s << none;
    QTest::newRow("element") << u"SET stamp[0] = :a"_s << none;
    QTest::newRow("of a map") << u"SET stamp.x = :a"_s << none;
    QTest::newRow("function") << u"SET stamp = if_not_exists(stamp, :a)"_s << none;
    QTest::newRow("sum") << u"SET stamp = :a + :b"_s << none;
    QTest::newRow("copy") << u"SET stamp = n"_s << none;
    QTest::newRow("add") << u"ADD stamp :b"_s << none;
    QTest::newRow("removed") << u"REMOVE stamp"_s << none;
    QTest::newRow("missing value") << u"SET stamp = :x"_s << none;
    QTest::newRow("similar name") << u"SET stamps = :a"_s << none;
    QTest::newRow("keyword as a name") << u"SET #set = :b, #s = :a"_s << a;
}

void tst_AssignedValue::find()
{
    QFETCH(const QString, expression);
    QFETCH(const QDynamoDBValue, value);
    const QMap<QString, QString> names { { u"#s"_s, u"stamp"_s }, { u"#set"_s, u"SET"_s } };
    const QDynamoDBItem values { { u":a"_s, u"A"_s }, { u":b"_s, 1 } };
    QCOMPARE(assignedValue(u"stamp"_s, expression, names, values), value);
}

QTEST_APPLESS_MAIN(tst_AssignedValue)

#include "tst_assignedvalue.moc"
