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

// A request that a fake server received.
struct Q_DYNAMODB_TEST_EXPORT QDynamoDBFakeRequest
{
    Q_GADGET
    Q_PROPERTY(QString operation MEMBER operation FINAL)
    Q_PROPERTY(QJsonObject parameters MEMBER parameters FINAL)

public:
    QString operation;
    QJsonObject parameters; // in DynamoDB JSON
};

Q_DECLARE_TYPEINFO(QDynamoDBFakeRequest, Q_RELOCATABLE_TYPE);

// A request that a fake server expects, and its reaction. Copies share their state.
class Q_DYNAMODB_TEST_EXPORT QDynamoDBFakeExpectation
{
    Q_GADGET

public:
    QDynamoDBFakeExpectation();
    void swap(QDynamoDBFakeExpectation &other) noexcept { d.swap(other.d); }

    // Conditions that a request must meet.
    QDynamoDBFakeExpectation onTable(const QString &name);
    QDynamoDBFakeExpectation withKey(const QDynamoDBItem &key);
    QDynamoDBFakeExpectation withItem(const QDynamoDBItem &item);
    QDynamoDBFakeExpectation with(const QJsonObject &parameters);
    QDynamoDBFakeExpectation matching(const QString &what,
                                      const std::function<bool(const QJsonObject &)> &matches);

    // Reactions to the first matching request, the second, and so on.
    QDynamoDBFakeExpectation reply();
    QDynamoDBFakeExpectation reply(const QDynamoDBItem &item);
    QDynamoDBFakeExpectation replyItems(const QList<QDynamoDBItem> &items,
                                        const QDynamoDBItem &lastEvaluatedKey = {});
    QDynamoDBFakeExpectation replyJson(const QJsonObject &result);
    QDynamoDBFakeExpectation fail(QDynamoDBError::Code code, const QString &message = {});
    QDynamoDBFakeExpectation throttle(int times = 1);
    QDynamoDBFakeExpectation closeEarly();
    QDynamoDBFakeExpectation stall(std::chrono::milliseconds duration); // delays the next reaction
    QDynamoDBFakeExpectation times(int count); // repeats the last reaction
    QDynamoDBFakeExpectation anyTimes(); // repeats the last reaction, zero or more times

private:
    friend class QDynamoDBFakeServer;
    explicit QDynamoDBFakeExpectation(std::shared_ptr<QtDynamoDBPrivate::FakeExpectation> data);
    std::shared_ptr<QtDynamoDBPrivate::FakeExpectation> d;
};

Q_DECLARE_SHARED(QDynamoDBFakeExpectation)

// A scripted DynamoDB server in the test's process. It reports unexpected and missing requests.
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
