// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef FAKESCRIPT_P_H
#define FAKESCRIPT_P_H

#include "testing/fakereply_p.h"
#include "fakeserver/fakeserver.h"

#include <QtDynamoDB/qdynamodbfakeserver.h>

#include <QtCore/qmutex.h>

#include <limits>

namespace QtDynamoDBPrivate {

// Returns a description of the first difference, or an empty text. Members that are not expected
// are ignored.
[[nodiscard]] QString difference(const QJsonValue &actual, const QJsonValue &expected,
                                 const QString &path = {});

// The data of a QDynamoDBFakeExpectation. The test's thread and the server's thread access it, with
// the mutex locked.
struct FakeExpectation
{
    struct Step
    {
        Reaction reaction;
        int left = 1; // requests that this step still expects
        bool optional = false; // whether it accepts any number of further requests
        FakeReply reply; // its makeReply, if set, replaces the reaction
        std::chrono::milliseconds stall { 0 }; // delay of the reply
    };
    struct Condition
    {
        QString text; // describes the condition
        // Returns why the parameters do not meet the condition, or an empty text.
        std::function<QString(const QJsonObject &)> mismatch;
    };

    explicit FakeExpectation(const QString &expected, std::shared_ptr<QMutex> guard)
        : operation(expected)
        , mutex(std::move(guard))
    {
    }

    void add(const Reaction &reaction, int count = 1);
    void add(const FakeReply &reply);
    [[nodiscard]] bool isOpen() const; // whether it accepts a further request
    [[nodiscard]] Reaction take(const QJsonObject &parameters);
    [[nodiscard]] int missing() const; // the number of requests that it still expects
    [[nodiscard]] QString mismatch(const QJsonObject &parameters) const;
    [[nodiscard]] QString description() const;

    const QString operation;
    const std::shared_ptr<QMutex> mutex;
    QList<Condition> conditions;
    QList<Step> steps; // empty: one step that replies {}
    std::chrono::milliseconds stall { 0 }; // of the next step to be added
    QStringList faults; // invalid instructions of the test
    int taken = 0; // number of requests received
};

// The expectations of a fake server and the requests that it received. Thread-safe.
class FakeScript
{
public:
    [[nodiscard]] std::shared_ptr<FakeExpectation> expect(const QString &operation);
    [[nodiscard]] Reaction react(const FakeRequest &request);
    [[nodiscard]] QString problems() const;
    [[nodiscard]] QList<QDynamoDBFakeRequest> requests() const;
    void clear();

    std::function<void(const QDynamoDBFakeRequest &)> received; // called in the server's thread

private:
    [[nodiscard]] QString describeUnexpected(const QDynamoDBFakeRequest &request) const;

    const std::shared_ptr<QMutex> m_mutex = std::make_shared<QMutex>();
    QList<std::shared_ptr<FakeExpectation>> m_expectations;
    QList<QDynamoDBFakeRequest> m_requests;
    QStringList m_unexpected;
};

} // namespace QtDynamoDBPrivate

#endif
