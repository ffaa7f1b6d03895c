// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OPERATIONS_H
#define OPERATIONS_H

#include <QtDynamoDB/qdynamodbclient.h>
#include <QtDynamoDB/qdynamodberror.h>

#include <QtCore/qfuture.h>
#include <QtCore/qobject.h>
#include <QtCore/qsemaphore.h>

#include <atomic>
#include <functional>
#include <memory>
#include <vector>

// A nested gadget, whose map may be missing in the stored item: updates then need a second call.
struct Address
{
    Q_GADGET
    Q_PROPERTY(QString street MEMBER street)

public:
    QString street;

    friend bool operator==(const Address &a, const Address &b) { return a.street == b.street; }
};

struct Person
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.partitionKey", "pk")
    Q_PROPERTY(QString pk MEMBER pk)
    Q_PROPERTY(Address address MEMBER address)

public:
    QString pk;
    Address address;
};

// A started operation.
struct Started
{
    QFuture<void> future;
    std::function<QDynamoDBError()> error; // how the finished future ended
    std::shared_ptr<std::atomic<int>> continuations; // runs of the future's continuation
    std::shared_ptr<QObject> owner; // must outlive the operation; may be null
};

// An operation of several calls and one future.
struct TaskOperation
{
    const char *name;
    std::function<Started(QDynamoDBClient *client)> start;
    int status; // of the response after which another call follows
    QByteArray body;
    int callsAtOnce = 1;
    bool hasAlarm = false; // that response starts an alarm of the task
    bool stopsIfCancelled = true;
    bool isOneCall = false; // its response is the result
    bool sharesCall = false; // with other operations, so that cancelling the future doesn't end it
};

[[nodiscard]] const std::vector<TaskOperation> &operations();

// Blocks the client's I/O thread from a function or a handler that runs in it.
class Block
{
public:
    void enter(const std::function<bool()> &isOver); // returns after leave(), or once it is over
    void leave() { m_left.release(); }
    void waitUntilEntered() { m_entered.acquire(); }

private:
    QSemaphore m_entered;
    QSemaphore m_left;
    std::atomic<bool> m_isEntered { false };
};

#endif
