// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef FILELOCK_P_H
#define FILELOCK_P_H

#include "store/storeglobal_p.h"

#include <QtCore/qstring.h>

namespace QtDynamoDBPrivate {

// A lock of the operating system on a file, which ends with the process. It excludes other holders
// in this process too. The file remains.
class Q_DYNAMODB_STORE_AUTOTEST_EXPORT FileLock
{
public:
    FileLock() = default;
    ~FileLock() { unlock(); }
    Q_DISABLE_COPY_MOVE(FileLock)

    // Returns false at once if another lock object holds the lock, or if the file can't be created.
    [[nodiscard]] bool tryLock(const QString &fileName);
    void unlock();

private:
    qintptr m_handle = -1;
};

} // namespace QtDynamoDBPrivate

#endif
