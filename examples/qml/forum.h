// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef FORUM_H
#define FORUM_H

#include "demoserver.h"

#include <QtQml/QQmlApplicationEngine>

class QQuickWindow;

// The application: command line, window and demo server.
class Forum
{
public:
    // Shows the window. Returns false if the QML could not be loaded; the engine logs the reason.
    [[nodiscard]] bool start(const QStringList &arguments);
    [[nodiscard]] QQuickWindow *window() const;
    [[nodiscard]] DemoServer &server() { return m_server; }

private:
    DemoServer m_server;
    QQmlApplicationEngine m_engine;
};

#endif
