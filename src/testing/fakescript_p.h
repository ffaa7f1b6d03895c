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

// The first difference of what is there to what is wanted, where members that are not wanted don't
// matter; empty if there is none.
[[nodiscard]] QString difference(const QJsonValue &there, const QJsonValue &wanted,
                                 const QString &path = {});

// What the test's thread writes and the server's reads, so all of it with the mutex locked.
struct FakeExpectation
{
    struct Step
    {
        Reaction reaction;
        int left = 1;
        bool optional = false;
        FakeReply reply; // if it has an answer, this takes the place of the reaction
        std::chrono::milliseconds stall { 0 };
    };
    struct Condition
    {
        QString text; // "on table Thread"
        std::function<QString(const QJsonObject &)> mismatch; // says it, or is empty
    };

    explicit FakeExpectation(const QString &expected, std::shared_ptr<QMutex> guard)
        : operation(expected)
        , mutex(std::move(guard))
    {
    }

    void add(const Reaction &reaction, int count = 1);
    void add(const FakeReply &reply);
    [[nodiscard]] bool isOpen() const; // for one request more
    [[nodiscard]] Reaction take(const QJsonObject &parameters);
    [[nodiscard]] int missing() const; // how many requests have to come yet
    [[nodiscard]] QString mismatch(const QJsonObject &parameters) const;
    [[nodiscard]] QString description() const;

    const QString operation;
    const std::shared_ptr<QMutex> mutex;
    QList<Condition> conditions;
    QList<Step> steps; // none: one that replies {}
    std::chrono::milliseconds stall { 0 }; // of the step to come
    QStringList faults; // of what was said, and of what came of it
    int taken = 0;
};

// All that is expected, and all that came.
class FakeScript
{
public:
    [[nodiscard]] std::shared_ptr<FakeExpectation> expect(const QString &operation);
    [[nodiscard]] Reaction react(const FakeRequest &request);
    [[nodiscard]] QString problems() const;
    [[nodiscard]] QList<QDynamoDBFakeRequest> requests() const;
    void clear();

    std::function<void(const QDynamoDBFakeRequest &)> received; // in the server's thread

private:
    [[nodiscard]] QString unexpected(const QDynamoDBFakeRequest &request) const;

    const std::shared_ptr<QMutex> m_mutex = std::make_shared<QMutex>();
    QList<std::shared_ptr<FakeExpectation>> m_expectations;
    QList<QDynamoDBFakeRequest> m_requests;
    QStringList m_unexpected;
};

} // namespace QtDynamoDBPrivate

#endif
