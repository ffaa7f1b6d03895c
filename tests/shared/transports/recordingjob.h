// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef RECORDINGJOB_H
#define RECORDINGJOB_H

#include "transport/transport_p.h"

#include <functional>
#include <optional>

// A job that sends a fixed request and records how it ends.
class RecordingJob : public QtDynamoDBPrivate::TransportJob
{
public:
    using Request = QtDynamoDBPrivate::TransportRequest;
    using Reply = QtDynamoDBPrivate::TransportReply;

    explicit RecordingJob(const QUrl &url, const QByteArray &body = "{}")
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
