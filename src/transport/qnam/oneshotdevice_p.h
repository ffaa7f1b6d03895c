// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef ONESHOTDEVICE_P_H
#define ONESHOTDEVICE_P_H

#include <QtCore/qbytearray.h>
#include <QtCore/qiodevice.h>

#include <chrono>

namespace QtDynamoDBPrivate {

// The body of a request, which can be read once. QNetworkAccessManager sends a request again if its
// connection breaks, unless the body can't be rewound.
class OneShotDevice final : public QIODevice
{
    Q_OBJECT

public:
    using TimePoint = std::chrono::steady_clock::time_point;

    explicit OneShotDevice(QByteArray &&body, QObject *parent = nullptr);

    // Whether Qt has begun to read, which it does once a connection is open.
    [[nodiscard]] bool isTouched() const { return m_firstRead != TimePoint(); }
    [[nodiscard]] TimePoint firstRead() const { return m_firstRead; }
    // The time at which the last byte was read, or an unset time.
    [[nodiscard]] TimePoint lastRead() const { return m_lastRead; }

    bool isSequential() const override { return false; }
    qint64 size() const override { return m_body.size(); }
    bool seek(qint64 position) override;

protected:
    qint64 readData(char *data, qint64 maxSize) override;
    qint64 writeData(const char *data, qint64 maxSize) override;

private:
    QByteArray m_body;
    qint64 m_read = 0;
    TimePoint m_firstRead;
    TimePoint m_lastRead;
};

} // namespace QtDynamoDBPrivate

#endif
