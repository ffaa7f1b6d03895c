// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef WIPE_P_H
#define WIPE_P_H

#include <QtCore/qbytearray.h>
#include <QtCore/qstring.h>

#include <cstddef>
#include <cstring>

namespace QtDynamoDBPrivate {

// Overwrites memory with zeros. The call goes through a volatile pointer: the compiler can't remove
// it, although the memory is not read again.
inline void wipe(void *data, std::size_t size) noexcept
{
    static void *(*const volatile overwrite)(void *, int, std::size_t) = std::memset;
    if (size > 0)
        overwrite(data, 0, size);
}

// Overwrites all of the buffer, also behind the end of the text. A shared buffer is not
// overwritten; its last owner has to do that.
inline void wipe(QByteArray &bytes)
{
    if (bytes.isDetached()) {
        bytes.resize(bytes.capacity());
        wipe(bytes.data(), std::size_t(bytes.size()));
    }
    bytes.clear();
}

inline void wipe(QString &text)
{
    if (text.isDetached()) {
        text.resize(text.capacity());
        wipe(text.data(), std::size_t(text.size()) * sizeof(QChar));
    }
    text.clear();
}

// Empties a buffer for secrets and reserves that many bytes, because growing the buffer would leave
// a copy in memory.
inline void prepareSecret(QByteArray &bytes, qsizetype size)
{
    if (bytes.isDetached() && bytes.capacity() >= size) {
        bytes.resize(0);
        return;
    }
    wipe(bytes);
    bytes.reserve(size);
}

} // namespace QtDynamoDBPrivate

#endif
