// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef QDYNAMODBABSTRACTCLIENT_P_H
#define QDYNAMODBABSTRACTCLIENT_P_H

#include "client/clienthandle_p.h"
#include "client/tablecache_p.h"

#include <QtDynamoDB/qdynamodbabstractclient.h>

#include <memory>
#include <type_traits>

class Q_DYNAMODB_AUTOTEST_EXPORT QDynamoDBAbstractClientPrivate
{
public:
    using Settings = QtDynamoDBPrivate::Settings;

    QDynamoDBAbstractClientPrivate(QtDynamoDBPrivate::Service service,
                                   QDynamoDBAbstractClient *client);
    ~QDynamoDBAbstractClientPrivate();
    Q_DISABLE_COPY_MOVE(QDynamoDBAbstractClientPrivate)

    static QDynamoDBAbstractClientPrivate *get(QDynamoDBAbstractClient *client)
    {
        return client->d.get();
    }

    [[nodiscard]] std::shared_ptr<const Settings> settings() const { return handle->settings(); }
    // Returns whether the member changed.
    template<typename T>
    bool set(T Settings::*member, T value)
    {
        return handle->set(member, std::move(value));
    }

    // Sets an optional member. Returns whether the value of the property changed.
    template<typename T, typename Getter>
    bool change(std::optional<T> Settings::*member, std::type_identity_t<std::optional<T>> value,
                Getter getter)
    {
        const auto before = getter();
        return set(member, std::move(value)) && getter() != before;
    }

    // Starts the call with the current settings. Thread-safe.
    void submit(std::unique_ptr<QtDynamoDBPrivate::Call> call) const;

    const QtDynamoDBPrivate::Service service;
    const std::shared_ptr<QtDynamoDBPrivate::Observers> observers;
    QtDynamoDBPrivate::Engine *const engine; // deletes itself
    std::unique_ptr<QtDynamoDBPrivate::EventThread> thread;
    const std::shared_ptr<QtDynamoDBPrivate::ClientHandle> handle;
    QDynamoDBStatistics *statistics = nullptr; // the client's child
    QtDynamoDBPrivate::TableCache tables;
};

#endif
