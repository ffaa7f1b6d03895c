// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef FORUM_H
#define FORUM_H

#include "demoserver.h"

#include <QtQml/QQmlApplicationEngine>

class QQuickWindow;

// The example: what the command line says, the window, and the server of the demonstration.
class Forum
{
public:
    // Shows the window. False: it could not be made, and the engine has said why.
    [[nodiscard]] bool start(const QStringList &arguments);
    [[nodiscard]] QQuickWindow *window() const;
    [[nodiscard]] DemoServer &server() { return m_server; }

private:
    DemoServer m_server;
    QQmlApplicationEngine m_engine;
};

#endif
