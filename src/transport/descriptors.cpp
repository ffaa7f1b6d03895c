// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "transport/descriptors_p.h"

#include <QtCore/qthreadpool.h>

#ifdef Q_OS_UNIX
#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <vector>
#endif

namespace QtDynamoDBPrivate {

using namespace Qt::StringLiterals;

QString missingDescriptors(int needed)
{
#ifdef Q_OS_UNIX
    // The limit bounds the numbers of descriptors, and other code may use any of them, so the only
    // way to count the free ones is to open some.
    const int source = open("/", O_RDONLY | O_CLOEXEC);
    std::vector<int> free;
    free.reserve(std::size_t(needed));
    if (source >= 0)
        free.push_back(source);
    while (!free.empty() && free.size() < std::size_t(needed)) {
        const int copy = fcntl(source, F_DUPFD_CLOEXEC, source);
        if (copy < 0)
            break;
        free.push_back(copy);
    }
    const auto found = qsizetype(free.size());
    for (const int descriptor : free)
        close(descriptor);
    if (found >= needed)
        return {};
    rlimit limit {};
    getrlimit(RLIMIT_NOFILE, &limit);
    return u"The process has too few free file descriptors: %1 of the %2 that a connection may "
           "need. Close files, or raise the limit (RLIMIT_NOFILE), which is %3."_s.arg(found)
                   .arg(needed)
                   .arg(qulonglong(limit.rlim_cur));
#else
    Q_UNUSED(needed)
    return {};
#endif
}

void runInThreadPool(std::function<void()> function)
{
    if (missingDescriptors().isEmpty())
        QThreadPool::globalInstance()->start(std::move(function));
    else
        function();
}

} // namespace QtDynamoDBPrivate
