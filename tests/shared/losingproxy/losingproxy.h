// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef LOSINGPROXY_H
#define LOSINGPROXY_H

#include <QtCore/qthread.h>
#include <QtCore/qurl.h>

#include <array>
#include <atomic>
#include <memory>

// What happens to an exchange.
enum class Loss {
    None,
    Request, // the connection closes before the server gets the request
    Response, // the server executes the request, and the connection closes without a response
    HalfResponse, // the connection closes within the response
    Status500, // the server executes the request, and the client gets the status 500
    Status503, // the client gets the status 503, and the server nothing
};
inline constexpr int lossKinds = 6;

// The settings and counters of a LosingProxy.
struct LosingProxyState
{
    std::atomic<double> probability = 0; // that an exchange is lost
    std::array<std::atomic<qint64>, lossKinds> exchanges {}; // by loss
    QUrl server;
    quint32 seed = 0;
};

// A proxy in front of an HTTP server that loses requests and responses at random. It runs in a
// thread of its own on a free port of 127.0.0.1.
class LosingProxy
{
public:
    LosingProxy(const QUrl &server, quint32 seed);
    ~LosingProxy();
    Q_DISABLE_COPY_MOVE(LosingProxy)

    [[nodiscard]] QUrl url() const;
    void setProbability(double probability) { m_state->probability = probability; }
    [[nodiscard]] qint64 exchanges(Loss loss) const
    {
        return m_state->exchanges[std::size_t(loss)];
    }
    // Losses after which the server had executed the request.
    [[nodiscard]] qint64 lostResponses() const;

private:
    const std::shared_ptr<LosingProxyState> m_state = std::make_shared<LosingProxyState>();
    QThread m_thread;
    QObject *m_listener = nullptr; // lives in the thread
    quint16 m_port = 0;
};

#endif
