// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "config/localfile_p.h"

#include "signing/secret_p.h"

#include <QtCore/qdir.h>
#include <QtCore/qfileinfo.h>
#include <QtCore/qsavefile.h>
#include <QtCore/qscopeguard.h>

#include <algorithm>
#include <cstring>
#include <optional>

#ifdef Q_OS_UNIX
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#endif

using namespace Qt::StringLiterals;

namespace QtDynamoDBPrivate {

namespace {

using Status = FileRead::Status;

FileRead failed(Status status, const QString &problem)
{
    return { status, {}, problem };
}

FileRead missing()
{
    return failed(Status::Missing, u"does not exist"_s);
}

FileRead unreadable(const QString &reason)
{
    return failed(Status::Failed, u"cannot be read: %1"_s.arg(reason));
}

// Reads to the end by a function that returns the number of bytes read, 0 at the end, or -1. The
// size is only an estimate: some file systems report 0, and a file may grow while it is read.
// Returns nothing if the function fails.
template<typename Read>
std::optional<FileRead> readAll(qint64 size, qint64 maximumSize, Read read)
{
    constexpr qint64 least = 4096;
    QByteArray content(qsizetype(std::clamp(size, least, std::max(least, maximumSize)) + 1),
                       Qt::Uninitialized);
    qsizetype used = 0;
    while (true) {
        const qint64 count = read(content.data() + used, content.size() - used);
        if (count < 0) {
            wipe(content);
            return {};
        }
        used += qsizetype(count);
        if (used > maximumSize) {
            wipe(content);
            return failed(Status::TooLarge,
                          u"is too large; it may have at most %1 bytes"_s.arg(maximumSize));
        }
        if (count == 0)
            break;
        if (used == content.size()) {
            QByteArray larger(content.size() * 2, Qt::Uninitialized);
            std::memcpy(larger.data(), content.constData(), std::size_t(used));
            wipe(content);
            content = std::move(larger);
        }
    }
    content.truncate(used); // without a reallocation, which would leave a copy
    return FileRead { Status::Read, std::move(content), {} };
}

#ifdef Q_OS_UNIX

QString kindOf(const struct stat &entry)
{
    if (S_ISDIR(entry.st_mode))
        return u"is a folder"_s;
    if (S_ISFIFO(entry.st_mode))
        return u"is a FIFO"_s;
    if (S_ISSOCK(entry.st_mode))
        return u"is a socket"_s;
    return u"is a device"_s;
}

FileRead refused(const struct stat &entry)
{
    return failed(Status::Refused, kindOf(entry) + u"; it must be a file"_s);
}

bool isNullDevice(const struct stat &entry)
{
    struct stat null = {};
    return S_ISCHR(entry.st_mode) && ::stat("/dev/null", &null) == 0 && S_ISCHR(null.st_mode)
            && entry.st_rdev == null.st_rdev;
}

#endif

} // namespace

FileRead readLocalFile(const QString &path, qint64 maximumSize)
{
    if (path.isEmpty())
        return missing();
#ifdef Q_OS_UNIX
    const QByteArray name = QFile::encodeName(path);
    struct stat entry = {};
    if (::stat(name.constData(), &entry) != 0) {
        return errno == ENOENT || errno == ENOTDIR ? missing() : unreadable(qt_error_string(errno));
    }
    if (isNullDevice(entry))
        return {};
    if (!S_ISREG(entry.st_mode))
        return refused(entry);
    // O_NONBLOCK: the file may have been replaced by a FIFO since.
    const int file = ::open(name.constData(), O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
    if (file < 0)
        return errno == ENOENT ? missing() : unreadable(qt_error_string(errno));
    const auto close = qScopeGuard([file] { ::close(file); });
    if (::fstat(file, &entry) != 0)
        return unreadable(qt_error_string(errno));
    if (!S_ISREG(entry.st_mode))
        return refused(entry);
    auto result = readAll(entry.st_size, maximumSize, [file](char *data, qint64 size) {
        ssize_t count = 0;
        do {
            count = ::read(file, data, std::size_t(size));
        } while (count < 0 && errno == EINTR);
        return qint64(count);
    });
    return result ? *std::move(result) : unreadable(qt_error_string(errno));
#else
    if (path.compare("nul"_L1, Qt::CaseInsensitive) == 0)
        return {};
    const QFileInfo info(path);
    if (!info.exists())
        return missing();
    if (!info.isFile()) {
        return failed(Status::Refused,
                      info.isDir() ? u"is a folder; it must be a file"_s
                                   : u"is a device; it must be a file"_s);
    }
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return unreadable(file.errorString());
    auto result = readAll(file.size(), maximumSize,
                          [&file](char *data, qint64 size) { return file.read(data, size); });
    return result ? *std::move(result) : unreadable(file.errorString());
#endif
}

namespace {

// Returns the path that the links at a path lead to, which need not exist, or an empty text if the
// links form a cycle.
QString linkTarget(const QString &path)
{
    constexpr int mostLinks = 40;
    QFileInfo info(path);
    for (int links = 0; info.isSymLink(); ++links) {
        if (links == mostLinks)
            return {};
        info.setFile(info.symLinkTarget());
    }
    return info.absoluteFilePath();
}

// Writes the file to the disk. Returns false on an error: some file systems report only now that
// they are full.
bool isSynced([[maybe_unused]] int file)
{
#ifdef Q_OS_UNIX
    int outcome = 0;
    do {
        outcome = ::fsync(file);
    } while (outcome != 0 && errno == EINTR);
    // Some file systems don't support fsync().
    return outcome == 0 || errno == EINVAL || errno == ENOTSUP || errno == ENOSYS;
#else
    return true;
#endif
}

} // namespace

QString replaceSecretFile(const QString &path, const QByteArray &content)
{
    const auto unwritable = [](const QString &reason) {
        return u"cannot be written: %1"_s.arg(reason);
    };
    const QString target = linkTarget(path);
    if (target.isEmpty())
        return unwritable(u"its links form a cycle"_s);
    const QFileInfo info(target);
    if (info.exists() && !info.isFile()) {
        return unwritable(info.isDir() ? u"it is a folder"_s
                                       : u"it is a FIFO, a socket or a device"_s);
    }
    if (!QDir().mkpath(info.absolutePath())) {
        return unwritable(u"the folder %1 cannot be created"_s.arg(
                QDir::toNativeSeparators(info.absolutePath())));
    }
    constexpr auto ownerOnly = QFileDevice::ReadOwner | QFileDevice::WriteOwner;
    QSaveFile file(target);
    // The permissions are set while the file is still empty. The device is unbuffered, so that no
    // copy of the content remains in memory. flush() is called explicitly, since
    // QSaveFile::commit() of Qt 6.4 ignores that its own flush() fails.
    const auto writeAll = [&file, &content] {
        for (qint64 written = 0; written < content.size();) {
            const qint64 count = file.write(content.constData() + written, content.size() - written);
            if (count <= 0)
                return false;
            written += count;
        }
        return true;
    };
    if (!file.open(QIODevice::WriteOnly | QIODevice::Unbuffered) || !file.setPermissions(ownerOnly)
        || !writeAll() || !file.flush()) {
        const QString reason = file.errorString();
        file.cancelWriting();
        return unwritable(reason);
    }
    if (!isSynced(file.handle())) {
#ifdef Q_OS_UNIX
        const QString reason = qt_error_string(errno);
#else
        const QString reason;
#endif
        file.cancelWriting();
        return unwritable(reason);
    }
    return file.commit() ? QString() : unwritable(file.errorString());
}

} // namespace QtDynamoDBPrivate
