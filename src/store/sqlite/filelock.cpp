// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "store/sqlite/filelock_p.h"

#include <QtCore/qdir.h>
#include <QtCore/qfile.h>

#ifdef Q_OS_WIN
#include <qt_windows.h>
#else
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>
#endif

namespace QtDynamoDBPrivate {

#ifdef Q_OS_WIN

bool FileLock::tryLock(const QString &fileName)
{
    unlock();
    const QString path = QDir::toNativeSeparators(fileName);
    const HANDLE handle = CreateFileW(reinterpret_cast<const wchar_t *>(path.utf16()),
                                      GENERIC_READ | GENERIC_WRITE, 0, nullptr, OPEN_ALWAYS,
                                      FILE_ATTRIBUTE_NORMAL, nullptr); // not shared
    if (handle == INVALID_HANDLE_VALUE)
        return false;
    m_handle = qintptr(handle);
    return true;
}

void FileLock::unlock()
{
    if (m_handle != -1)
        CloseHandle(HANDLE(m_handle));
    m_handle = -1;
}

#else

bool FileLock::tryLock(const QString &fileName)
{
    unlock();
    const int file = ::open(QFile::encodeName(fileName).constData(), O_RDWR | O_CREAT | O_CLOEXEC,
                            0600);
    if (file < 0)
        return false;
    if (::flock(file, LOCK_EX | LOCK_NB) != 0) {
        ::close(file);
        return false;
    }
    m_handle = file;
    return true;
}

void FileLock::unlock()
{
    if (m_handle != -1)
        ::close(int(m_handle));
    m_handle = -1;
}

#endif

} // namespace QtDynamoDBPrivate
