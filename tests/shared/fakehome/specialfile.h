// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef SPECIALFILE_H
#define SPECIALFILE_H

#include <QtCore/qglobal.h>

#ifdef Q_OS_UNIX

#include <QtCore/qdir.h>
#include <QtCore/qfile.h>
#include <QtCore/qscopeguard.h>
#include <QtTest/qtest.h>

#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstring>

// Creates a folder, a FIFO, a socket or a device at this path. A program that opens the FIFO waits for
// a writer, unless it takes care not to.
inline void makeSpecialFile(const QString &kind, const QString &path)
{
    QDir().mkpath(QFileInfo(path).path());
    const QByteArray name = QFile::encodeName(path);
    if (kind == QLatin1StringView("folder")) {
        QVERIFY(QDir().mkdir(path));
    } else if (kind == QLatin1StringView("FIFO")) {
        QCOMPARE(::mkfifo(name.constData(), 0600), 0);
    } else if (kind == QLatin1StringView("socket")) {
        // A relative path, because an absolute one may be too long for an address.
        const QString before = QDir::currentPath();
        QVERIFY(QDir::setCurrent(QFileInfo(path).path()));
        const auto restore = qScopeGuard([&before] { QDir::setCurrent(before); });
        sockaddr_un address = {};
        address.sun_family = AF_UNIX;
        const QByteArray fileName = QFile::encodeName(QFileInfo(path).fileName());
        QVERIFY(std::size_t(fileName.size()) < sizeof address.sun_path);
        std::memcpy(address.sun_path, fileName.constData(), std::size_t(fileName.size()));
        const int socket = ::socket(AF_UNIX, SOCK_STREAM, 0);
        QCOMPARE(::bind(socket, reinterpret_cast<const sockaddr *>(&address), sizeof address), 0);
        ::close(socket);
    } else {
        QVERIFY(QFile::link(QStringLiteral("/dev/zero"), path)); // a link to a device
    }
}

#endif

#endif
