// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef QDYNAMODBABSTRACTCLIENT_P_H
#define QDYNAMODBABSTRACTCLIENT_P_H

#include "client/tablecache_p.h"
#include "pipeline/engine_p.h"
#include "pipeline/observers_p.h"
#include "pipeline/settings_p.h"

#include <QtDynamoDB/qdynamodbabstractclient.h>

#include <QtCore/qmutex.h>

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

    // Calls come from any thread and take what holds at that moment.
    [[nodiscard]] std::shared_ptr<const Settings> settings() const
    {
        QMutexLocker locker(&m_mutex);
        return m_settings;
    }
    // Another client's, as they stand.
    void setSettings(std::shared_ptr<const Settings> settings)
    {
        QMutexLocker locker(&m_mutex);
        m_settings = std::move(settings);
    }
    // Whether the member changed.
    template<typename T>
    bool set(T Settings::*member, T value)
    {
        QMutexLocker locker(&m_mutex);
        if ((*m_settings).*member == value)
            return false;
        auto changed = std::make_shared<Settings>(*m_settings);
        (*changed).*member = std::move(value);
        m_settings = std::move(changed);
        return true;
    }

    // Of a member that may be absent: whether that changed what the property comes to.
    template<typename T, typename Getter>
    bool change(std::optional<T> Settings::*member, std::type_identity_t<std::optional<T>> value,
                Getter getter)
    {
        const auto before = getter();
        return set(member, std::move(value)) && getter() != before;
    }

    const QtDynamoDBPrivate::Service service;
    const std::shared_ptr<QtDynamoDBPrivate::Observers> observers;
    QtDynamoDBPrivate::Engine *const engine; // deletes itself
    std::unique_ptr<QtDynamoDBPrivate::EventThread> thread;
    QDynamoDBStatistics *statistics = nullptr; // the client's child
    QtDynamoDBPrivate::TableCache tables;

private:
    mutable QMutex m_mutex;
    std::shared_ptr<const Settings> m_settings;
};

#endif
