// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef ONESHOTDEVICE_P_H
#define ONESHOTDEVICE_P_H

#include <QtCore/qbytearray.h>
#include <QtCore/qiodevice.h>

#include <chrono>

namespace QtDynamoDBPrivate {

// A request's body that can be read once. QNetworkAccessManager re-sends a request by itself when
// its connection breaks; it can't when the body doesn't rewind.
class OneShotDevice final : public QIODevice
{
    Q_OBJECT

public:
    using TimePoint = std::chrono::steady_clock::time_point;

    explicit OneShotDevice(QByteArray &&body, QObject *parent = nullptr);

    // Whether any of it was asked for, which happens once a connection stands.
    [[nodiscard]] bool isTouched() const { return m_firstRead != TimePoint(); }
    [[nodiscard]] TimePoint firstRead() const { return m_firstRead; }
    // When the last byte of it was taken; none before that.
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
