// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef TESTJOB_H
#define TESTJOB_H

#include "transport/transport_p.h"

#include <functional>
#include <optional>

// A job that keeps what it got.
class TestJob : public QtDynamoDBPrivate::TransportJob
{
public:
    using Request = QtDynamoDBPrivate::TransportRequest;
    using Reply = QtDynamoDBPrivate::TransportReply;

    explicit TestJob(const QUrl &url, const QByteArray &body = "{}")
    {
        request.url = url;
        request.body = body;
        request.headers = { { "content-type", "application/x-amz-json-1.0" } };
    }

    Request takeRequest() override
    {
        ++taken;
        if (onTake)
            onTake();
        return request;
    }

    void finished(Reply &&result) override
    {
        ++finishes;
        reply = std::move(result);
        if (onFinished)
            onFinished();
    }

    Request request;
    std::optional<Reply> reply;
    std::function<void()> onTake;
    std::function<void()> onFinished;
    int taken = 0;
    int finishes = 0;
};

#endif
