// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "forum.h"

#include <QtGui/QGuiApplication>

using namespace Qt::StringLiterals;

int main(int argc, char *argv[])
{
    QGuiApplication application(argc, argv);
    QGuiApplication::setApplicationName(u"forum"_s);
    QGuiApplication::setOrganizationName(u"QtDynamoDB"_s);

    Forum forum;
    return forum.start(QGuiApplication::arguments()) ? QGuiApplication::exec() : 1;
}
