// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "api/generated/operations_p.h"
#include "api/generated/paginators_p.h"
#include "api/generated/waiters_p.h"

#include <QtTest/qtest.h>

using namespace QtDynamoDBPrivate;

// The generated tables of waiters, paginators and operations name existing members.
class tst_GeneratedTables : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void waiters_data();
    void waiters();
    void paginators_data();
    void paginators();
    void operations();
};

static const Member *findMember(const Shape &shape, QByteArrayView wire)
{
    for (const Member &member : shape.members) {
        if (QByteArrayView(member.wire, member.wireLength) == wire)
            return &member;
    }
    return nullptr;
}

void tst_GeneratedTables::waiters_data()
{
    QTest::addColumn<const Waiter *>("waiter");

    for (const Waiter *waiter :
         { &Waiters::bulkOperationCompleted, &Waiters::contributorInsightsEnabled,
           &Waiters::exportCompleted, &Waiters::importCompleted,
           &Waiters::kinesisStreamingDestinationActive, &Waiters::tableExists,
           &Waiters::tableNotExists }) {
        QTest::newRow(waiter->name) << waiter;
    }
}

void tst_GeneratedTables::waiters()
{
    QFETCH(const Waiter *, waiter);
    QVERIFY(!waiter->acceptors.empty());
    QCOMPARE(waiter->minDelay, std::chrono::seconds(20));
    QCOMPARE(waiter->maxDelay, std::chrono::seconds(120));
    bool canSucceed = false;
    for (const Acceptor &acceptor : waiter->acceptors) {
        canSucceed |= acceptor.state == Acceptor::Success;
        if (acceptor.matcher == Acceptor::Error)
            continue;
        const Shape *shape = waiter->operation->output;
        const Member *member = nullptr;
        for (QByteArray part : QByteArray(acceptor.path).split('.')) {
            const bool isList = part.endsWith("[]");
            if (isList)
                part.chop(2);
            QVERIFY(shape);
            member = findMember(*shape, part);
            QVERIFY2(member, part.constData());
            QCOMPARE(member->type->kind == Kind::List, isList);
            shape = isList ? member->type->element->shape : member->type->shape;
        }
        QCOMPARE(member->type->kind, Kind::Enum);
    }
    QVERIFY(canSucceed);
}

void tst_GeneratedTables::paginators_data()
{
    QTest::addColumn<const Paginator *>("paginator");

    for (const Paginator &paginator : allPaginators())
        QTest::newRow(paginator.operation->name) << &paginator;
}

void tst_GeneratedTables::paginators()
{
    QFETCH(const Paginator *, paginator);
    const Operation &operation = *paginator->operation;
    QCOMPARE(findPaginator(operation), paginator);
    const Member *input = findMember(*operation.input, paginator->inputToken);
    const Member *output = findMember(*operation.output, paginator->outputToken);
    QVERIFY(input);
    QVERIFY(output);
    QCOMPARE(input->type->kind, output->type->kind);
    if (paginator->limit)
        QVERIFY(findMember(*operation.input, paginator->limit));
    const Member *results = findMember(*operation.output, paginator->results);
    QVERIFY(results);
    QCOMPARE(results->type->kind, Kind::List);
}

void tst_GeneratedTables::operations()
{
    QVERIFY(!findPaginator(Operations::getItem));
    QCOMPARE(allOperations().size(), size_t(66));
    for (const Operation *operation : allOperations()) {
        QCOMPARE(findOperation(operation->service, QString::fromLatin1(operation->name)), operation);
        QVERIFY(QByteArrayView(operation->target).endsWith(operation->name));
    }
    QVERIFY(!findOperation(Service::Streams, u"GetItem"));
    QVERIFY(Operations::searchVectors.isSearch);
    QVERIFY(!Operations::query.isSearch);
}

QTEST_APPLESS_MAIN(tst_GeneratedTables)
#include "tst_generatedtables.moc"
