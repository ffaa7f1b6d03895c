// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "transport/qnam/oneshotdevice_p.h"

#include <algorithm>
#include <cstring>

namespace QtDynamoDBPrivate {

OneShotDevice::OneShotDevice(QByteArray &&body, QObject *parent)
    : QIODevice(parent)
    , m_body(std::move(body))
{
    open(QIODevice::ReadOnly | QIODevice::Unbuffered);
}

bool OneShotDevice::seek(qint64 position)
{
    // Qt never reads an empty body, so even a seek to its begin may be a second attempt.
    return !m_body.isEmpty() && position == m_read && QIODevice::seek(position);
}

qint64 OneShotDevice::readData(char *data, qint64 maxSize)
{
    if (!isTouched())
        m_firstRead = std::chrono::steady_clock::now();
    const qint64 size = std::min<qint64>(maxSize, m_body.size() - m_read);
    if (size > 0)
        std::memcpy(data, m_body.constData() + m_read, size_t(size));
    m_read += size;
    if (size > 0 && m_read == m_body.size())
        m_lastRead = std::chrono::steady_clock::now();
    return size;
}

qint64 OneShotDevice::writeData(const char *, qint64)
{
    return -1;
}

} // namespace QtDynamoDBPrivate
