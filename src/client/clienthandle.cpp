// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "client/clienthandle_p.h"

namespace QtDynamoDBPrivate {

using namespace Qt::StringLiterals;

void ClientHandle::close()
{
    const QMutexLocker locker(&m_mutex);
    m_engine = nullptr;
}

bool ClientHandle::isClosed() const
{
    const QMutexLocker locker(&m_mutex);
    return !m_engine;
}

QDynamoDBError ClientHandle::post(std::function<void()> &&function)
{
    // The lock keeps engine and thread alive: they are destroyed after close().
    const QMutexLocker locker(&m_mutex);
    if (!m_engine)
        return destroyed();
    if (QDynamoDBError error = m_thread->ensure(); error.isError())
        return error;
    return m_engine->post(std::move(function));
}

QDynamoDBError ClientHandle::destroyed()
{
    return QDynamoDBError(QDynamoDBError::Code::ClientDestroyed,
                          u"The client, or the application, ended before the operation did."_s);
}

} // namespace QtDynamoDBPrivate
