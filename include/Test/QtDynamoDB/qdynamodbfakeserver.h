// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef QDYNAMODBFAKESERVER_H
#define QDYNAMODBFAKESERVER_H

#include <QtDynamoDB/qdynamodberror.h>
#include <QtDynamoDB/qdynamodbtestexports.h>

#include <QtCore/qjsonobject.h>
#include <QtCore/qobject.h>
#include <QtCore/qurl.h>

#include <chrono>
#include <functional>
#include <memory>

class QDynamoDBAbstractClient;
class QDynamoDBFakeServerPrivate;
namespace QtDynamoDBPrivate {
struct FakeExpectation;
}

// A request as it came to a fake server.
struct Q_DYNAMODB_TEST_EXPORT QDynamoDBFakeRequest
{
    Q_GADGET
    Q_PROPERTY(QString operation MEMBER operation FINAL)
    Q_PROPERTY(QJsonObject parameters MEMBER parameters FINAL)

public:
    QString operation;
    QJsonObject parameters; // in the service's own JSON
};

Q_DECLARE_TYPEINFO(QDynamoDBFakeRequest, Q_RELOCATABLE_TYPE);

// What a fake server waits for, and what it does then. Copies are the same expectation.
class Q_DYNAMODB_TEST_EXPORT QDynamoDBFakeExpectation
{
    Q_GADGET

public:
    QDynamoDBFakeExpectation();
    void swap(QDynamoDBFakeExpectation &other) noexcept { d.swap(other.d); }

    // Which requests.
    QDynamoDBFakeExpectation onTable(const QString &name);
    QDynamoDBFakeExpectation withKey(const QDynamoDBItem &key);
    QDynamoDBFakeExpectation withItem(const QDynamoDBItem &item);
    QDynamoDBFakeExpectation with(const QJsonObject &parameters);
    QDynamoDBFakeExpectation matching(const QString &what,
                                      const std::function<bool(const QJsonObject &)> &matches);

    // What happens, in this order, to the first, the second, ...
    QDynamoDBFakeExpectation reply();
    QDynamoDBFakeExpectation reply(const QDynamoDBItem &item);
    QDynamoDBFakeExpectation replyItems(const QList<QDynamoDBItem> &items,
                                        const QDynamoDBItem &lastEvaluatedKey = {});
    QDynamoDBFakeExpectation replyJson(const QJsonObject &result);
    QDynamoDBFakeExpectation fail(QDynamoDBError::Code code, const QString &message = {});
    QDynamoDBFakeExpectation throttle(int times = 1);
    QDynamoDBFakeExpectation closeEarly();
    QDynamoDBFakeExpectation stall(std::chrono::milliseconds duration); // before what follows
    QDynamoDBFakeExpectation times(int count); // of what was said last
    QDynamoDBFakeExpectation anyTimes(); // of what was said last, or none at all

private:
    friend class QDynamoDBFakeServer;
    explicit QDynamoDBFakeExpectation(std::shared_ptr<QtDynamoDBPrivate::FakeExpectation> data);
    std::shared_ptr<QtDynamoDBPrivate::FakeExpectation> d;
};

Q_DECLARE_SHARED(QDynamoDBFakeExpectation)

// A DynamoDB in this process that answers what a test tells it to, and tells what else came.
class Q_DYNAMODB_TEST_EXPORT QDynamoDBFakeServer : public QObject
{
    Q_OBJECT
    Q_PROPERTY(QUrl endpoint READ endpoint CONSTANT FINAL)
    Q_PROPERTY(QString problems READ problems NOTIFY received FINAL)

public:
    explicit QDynamoDBFakeServer(QObject *parent = nullptr);
    ~QDynamoDBFakeServer() override;
    Q_DISABLE_COPY_MOVE(QDynamoDBFakeServer)

    [[nodiscard]] QUrl endpoint() const;
    Q_INVOKABLE void configure(QDynamoDBAbstractClient *client) const;

    Q_INVOKABLE QDynamoDBFakeExpectation expect(const QString &operation);
    [[nodiscard]] QString problems() const;
    [[nodiscard]] QList<QDynamoDBFakeRequest> requests() const;
    Q_INVOKABLE void clear();

Q_SIGNALS:
    void received(const QDynamoDBFakeRequest &request);

private:
    const std::unique_ptr<QDynamoDBFakeServerPrivate> d;
};

#endif
