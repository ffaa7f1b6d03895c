// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "expressions/conditionmatcher_p.h"
#include "expressions/evaluation/requestexpressions_p.h"
#include "expressions/evaluation/updateevaluator_p.h"
#include "localservertest/localservertest.h"
#include "randomexpressions/randomexpressions.h"

#include <QtDynamoDB/qdynamodbapi.h>
#include <QtDynamoDB/qdynamodbjson.h>

#include <QtCore/qjsondocument.h>
#include <QtCore/qjsonobject.h>

using namespace QDynamoDB;
using namespace QtDynamoDBPrivate;
using namespace Qt::StringLiterals;
using Code = QDynamoDBError::Code;

namespace {

// A request and its result as the library computes it: an item, or an error.
struct Case
{
    QByteArray text; // for messages
    QJsonObject request;
    QDynamoDBError error;
    QDynamoDBItem item;
};

// The number of random requests of each test; the variable sets it.
[[nodiscard]] int caseCount()
{
    const int count = qEnvironmentVariableIntValue("QTDYNAMODB_EVALUATIONS");
    return count > 0 ? count : 400;
}

[[nodiscard]] QJsonObject json(const QDynamoDBItem &item)
{
    const auto text = QDynamoDBJson::fromItem(item);
    if (!text)
        qFatal("%s", qPrintable(text.error().message()));
    return QJsonDocument::fromJson(*text).object();
}

[[nodiscard]] QDynamoDBItem fromJson(const QJsonValue &value)
{
    const auto item = QDynamoDBJson::toItem(QJsonDocument(value.toObject()).toJson());
    return item ? *item : QDynamoDBItem { { u"unreadable"_s, item.error().message() } };
}

} // namespace

// Random expressions have the same result in the library as on DynamoDB Local: the same item, or a
// refusal with the same code.
class tst_Integration_Evaluation : public LocalServerTest
{
    Q_OBJECT

private Q_SLOTS:
    void updates();
    void projections();

private:
    void putItems(const QString &table, RandomExpressions &random, int count);
    [[nodiscard]] static QDynamoDBItem key(int index)
    {
        return { { u"pk"_s, QString::number(index) } };
    }
    void compare(const QString &operation, const QString &member, const QList<Case> &cases);

    QList<QDynamoDBItem> m_items; // null: there is none
};

void tst_Integration_Evaluation::putItems(const QString &table, RandomExpressions &random, int count)
{
    m_items.clear();
    QList<QFuture<QJsonObject>> calls;
    for (int i = 0; i < count; ++i) {
        if (random.chance(8)) {
            m_items.append(QDynamoDBItem());
            continue;
        }
        QDynamoDBItem item = key(i);
        for (const QDynamoDBItem::Attribute &attribute : random.item())
            item.insert(attribute.name, attribute.value);
        m_items.append(item);
        calls.append(m_client.execute(u"PutItem"_s,
                                      { { u"TableName"_s, table }, { u"Item"_s, json(item) } }));
        while (calls.size() > 40 || (i == count - 1 && !calls.isEmpty()))
            AWAIT_DONE(calls.takeFirst());
    }
    while (!calls.isEmpty())
        AWAIT_DONE(calls.takeFirst());
}

// Sends the requests and compares their results with the expected ones.
void tst_Integration_Evaluation::compare(const QString &operation, const QString &member,
                                         const QList<Case> &cases)
{
    QByteArrayList wrong;
    QMap<Code, int> outcomes;
    QList<QFuture<QJsonObject>> calls;
    const auto judge = [&](const Case &one, const QDynamoDBExpected<QJsonObject> &theirs) {
        const Code code = theirs ? Code::NoError : theirs.error().code();
        ++outcomes[code];
        const QDynamoDBItem item = theirs ? fromJson((*theirs)[member]) : QDynamoDBItem();
        if (code == one.error.code() && item == one.item)
            return;
        // The service's list of reserved words has "size", which DynamoDB Local accepts.
        if (one.error.message().contains("size is a reserved word"_L1))
            return;
        wrong.append(one.text + "\n  library: "
                     + (one.error.isError() ? one.error.message().toUtf8()
                                            : QDynamoDBJson::fromItem(one.item).value())
                     + "\n  DynamoDB Local: "
                     + (theirs ? QDynamoDBJson::fromItem(item).value()
                               : theirs.error().message().toUtf8()));
    };
    qsizetype judged = 0;
    for (const Case &one : cases) {
        calls.append(m_client.execute(operation, one.request));
        if (calls.size() > 40)
            judge(cases[judged++], await(calls.takeFirst()));
    }
    while (!calls.isEmpty())
        judge(cases[judged++], await(calls.takeFirst()));
    qInfo("%s: %lld requests, %d done, %d conditions not met, %d refused", qPrintable(operation),
          qlonglong(cases.size()), outcomes[Code::NoError], outcomes[Code::ConditionalCheckFailed],
          outcomes[Code::Validation]);
    for (const QByteArray &text : std::as_const(wrong))
        qWarning("%s", text.constData());
    QCOMPARE(wrong.size(), 0);
    QVERIFY(outcomes[Code::NoError] > cases.size() / 10);
    QVERIFY(outcomes[Code::Validation] > cases.size() / 50);
}

void tst_Integration_Evaluation::updates()
{
    TEST_TABLE(table, TestTable::Keys::Partition);
    RandomExpressions random(1);
    const int count = caseCount();
    putItems(table.name(), random, count);
    QList<Case> cases;
    for (int i = 0; i < count; ++i) {
        random.begin();
        ExpressionTexts texts;
        const int way = random.below(10);
        if (way < 7)
            texts.update = random.update();
        if (way > 5)
            texts.filter = random.condition();
        random.disturbPlaceholders();
        texts.names = random.names();
        texts.values = random.values();

        Case one;
        one.request = { { u"TableName"_s, table.name() },
                        { u"Key"_s, json(key(i)) },
                        { u"ReturnValues"_s, u"ALL_NEW"_s } };
        if (!texts.update.isEmpty())
            one.request.insert(u"UpdateExpression"_s, texts.update);
        if (!texts.filter.isEmpty())
            one.request.insert(u"ConditionExpression"_s, texts.filter);
        QJsonObject names;
        for (auto name = texts.names.cbegin(); name != texts.names.cend(); ++name)
            names.insert(name.key(), *name);
        if (!names.isEmpty())
            one.request.insert(u"ExpressionAttributeNames"_s, names);
        if (!texts.values.isEmpty())
            one.request.insert(u"ExpressionAttributeValues"_s, json(texts.values));
        one.text = QJsonDocument(one.request).toJson(QJsonDocument::Compact)
                + "\n  item: " + QDynamoDBJson::fromItem(m_items[i]).value();

        const auto parsed = RequestExpressions::parse(texts, { u"pk"_s });
        if (!parsed) {
            one.error = parsed.error();
        } else if (parsed->filter && !matches(*parsed->filter, m_items[i])) {
            one.error = QDynamoDBError(Code::ConditionalCheckFailed, u"not met"_s);
        } else {
            const auto updated = updatedItem(parsed->update, m_items[i], key(i));
            if (updated)
                one.item = *updated;
            else
                one.error = updated.error();
        }
        cases.append(one);
    }
    compare(u"UpdateItem"_s, u"Attributes"_s, cases);
}

void tst_Integration_Evaluation::projections()
{
    TEST_TABLE(table, TestTable::Keys::Partition);
    RandomExpressions random(2);
    const int count = caseCount() / 4;
    putItems(table.name(), random, count);
    QList<Case> cases;
    for (int i = 0; i < count; ++i) {
        random.begin();
        ExpressionTexts texts;
        texts.projection = random.projection();
        random.disturbPlaceholders();
        texts.names = random.names();

        Case one;
        one.request = { { u"TableName"_s, table.name() },
                        { u"Key"_s, json(key(i)) },
                        { u"ProjectionExpression"_s, texts.projection } };
        QJsonObject names;
        for (auto name = texts.names.cbegin(); name != texts.names.cend(); ++name)
            names.insert(name.key(), *name);
        if (!names.isEmpty())
            one.request.insert(u"ExpressionAttributeNames"_s, names);
        one.text = QJsonDocument(one.request).toJson(QJsonDocument::Compact)
                + "\n  item: " + QDynamoDBJson::fromItem(m_items[i]).value();
        const auto parsed = RequestExpressions::parse(texts, { u"pk"_s });
        if (parsed)
            one.item = projectedItem(parsed->projection, m_items[i]);
        else
            one.error = parsed.error();
        cases.append(one);
    }
    compare(u"GetItem"_s, u"Item"_s, cases);
}

QTEST_MAIN(tst_Integration_Evaluation)
#include "tst_integration_evaluation.moc"
