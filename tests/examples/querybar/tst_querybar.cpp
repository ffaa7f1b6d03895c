// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "querybar.h"

#include <QtWidgets/QComboBox>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtTest/QTest>

using namespace QDynamoDB;
using namespace Qt::StringLiterals;

// The query form of the table browser with an index of several key attributes.
class tst_QueryBar : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keys_data();
    void keys();
    void fields();
};

static TableDescription table()
{
    TableDescription table;
    for (const auto &[name, type] : std::initializer_list<std::pair<QString, ScalarAttributeType>> {
                 { u"id"_s, ScalarAttributeType::S },
                 { u"country"_s, ScalarAttributeType::S },
                 { u"region"_s, ScalarAttributeType::S },
                 { u"city"_s, ScalarAttributeType::S },
                 { u"number"_s, ScalarAttributeType::N } }) {
        table.attributeDefinitions.append({ name, type });
    }
    table.keySchema = { { u"id"_s, KeyType::Hash } };
    GlobalSecondaryIndexDescription index;
    index.indexName = u"byPlace"_s;
    index.keySchema = { { u"country"_s, KeyType::Hash },
                        { u"region"_s, KeyType::Hash },
                        { u"city"_s, KeyType::Range },
                        { u"number"_s, KeyType::Range } };
    table.globalSecondaryIndexes = { index };
    return table;
}

// The condition with names and values in place of the placeholders.
static QString readable(const ItemQuery &query)
{
    QString text = query.keyCondition;
    for (auto it = query.names.cbegin(); it != query.names.cend(); ++it)
        text.replace(it.key(), it.value().toString());
    for (auto it = query.values.cbegin(); it != query.values.cend(); ++it) {
        const bool isNumber = it.value().metaType() == QMetaType::fromType<QDynamoDBValue>();
        text.replace(it.key(),
                     isNumber ? it.value().value<QDynamoDBValue>().toNumber().toString()
                              : it.value().toString());
    }
    return text;
}

void tst_QueryBar::keys_data()
{
    QTest::addColumn<QStringList>("partition");
    QTest::addColumn<QStringList>("sort");
    QTest::addColumn<QString>("comparison");
    QTest::addColumn<QString>("condition"); // null: a problem
    QTest::addColumn<QString>("problem");
    const QStringList berlin { u"DE"_s, u"BE"_s };
    const QString partition = u"country = DE AND region = BE"_s;
    QTest::newRow("scan") << QStringList() << QStringList() << u"="_s << u""_s << QString();
    QTest::newRow("partition") << berlin << QStringList() << u"="_s << partition << QString();
    QTest::newRow("first sort attribute") << berlin << QStringList { u"Bonn"_s } << u">"_s
                                          << partition + u" AND city > Bonn"_s << QString();
    QTest::newRow("second sort attribute")
            << berlin << QStringList { u"Bonn"_s, u"7"_s } << u"<"_s
            << partition + u" AND city = Bonn AND number < 7"_s << QString();
    QTest::newRow("prefix") << berlin << QStringList { u"Bo"_s } << u"begins with"_s
                            << partition + u" AND begins_with(city, Bo)"_s << QString();
    QTest::newRow("half a partition key") << QStringList { u"DE"_s } << QStringList() << u"="_s
                                          << QString() << u"a value of country, region"_s;
    QTest::newRow("only a sort key") << QStringList() << QStringList { u"Bonn"_s } << u"="_s
                                     << QString() << u"A condition on city requires"_s;
    QTest::newRow("gap") << berlin << QStringList { QString(), u"7"_s } << u"="_s << QString()
                         << u"A condition on number requires a value of city"_s;
    QTest::newRow("no number") << berlin << QStringList { u"Bonn"_s, u"x"_s } << u"="_s << QString()
                               << u"number must be a number"_s;
}

void tst_QueryBar::keys()
{
    QFETCH(const QStringList, partition);
    QFETCH(const QStringList, sort);
    QFETCH(const QString, comparison);
    QFETCH(const QString, condition);
    QFETCH(const QString, problem);
    QueryBar bar;
    bar.setTable(table());
    bar.findChild<QComboBox *>(u"index"_s)->setCurrentIndex(1);
    bar.findChild<QComboBox *>(u"sortOperator"_s)->setCurrentText(comparison);
    const auto type = [&](const QString &name, const QStringList &texts) {
        for (qsizetype i = 0; i < texts.size(); ++i) {
            const QString number = i == 0 ? QString() : QString::number(i + 1);
            auto *edit = bar.findChild<QLineEdit *>(QString(name + number));
            QVERIFY(edit);
            QVERIFY(edit->isVisibleTo(&bar));
            edit->setText(texts[i]);
        }
    };
    type(u"partition"_s, partition);
    type(u"sort"_s, sort);
    const std::optional<ItemQuery> query = bar.query();
    QCOMPARE(query.has_value(), !condition.isNull());
    if (query) {
        QCOMPARE(readable(*query), condition);
        QCOMPARE(query->indexName, u"byPlace"_s);
    }
    QVERIFY2(bar.findChild<QLabel *>(u"problem"_s)->text().contains(problem),
             qPrintable(bar.findChild<QLabel *>(u"problem"_s)->text()));
}

// There is one field for each attribute of the key.
void tst_QueryBar::fields()
{
    QueryBar bar;
    bar.setTable(table());
    const auto visible = [&] {
        QStringList names;
        for (const QLineEdit *edit : bar.findChildren<QLineEdit *>()) {
            const bool isKey = edit->objectName().startsWith("partition"_L1)
                    || edit->objectName().startsWith("sort"_L1);
            if (isKey && edit->isVisibleTo(&bar))
                names.append(edit->objectName());
        }
        return names.join(u' ');
    };
    QCOMPARE(visible(), u"partition"_s);
    bar.findChild<QComboBox *>(u"index"_s)->setCurrentIndex(1);
    QCOMPARE(visible(), u"partition partition2 sort sort2"_s);
    bar.findChild<QComboBox *>(u"index"_s)->setCurrentIndex(0);
    QCOMPARE(visible(), u"partition"_s);
}

QTEST_MAIN(tst_QueryBar)
#include "tst_querybar.moc"
