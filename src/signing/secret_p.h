// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef SECRET_P_H
#define SECRET_P_H

#include "transport/wipe_p.h"

#include <QtCore/qbytearrayview.h>

#include <cstring>
#include <memory>

namespace QtDynamoDBPrivate {

// A buffer that owns a secret and overwrites it on destruction. It never grows, so that no copy
// remains in freed memory.
class SecretBytes
{
public:
    SecretBytes() = default;
    explicit SecretBytes(QByteArrayView bytes)
        : m_data(bytes.isEmpty() ? nullptr : new char[std::size_t(bytes.size())])
        , m_size(bytes.size())
    {
        if (m_size)
            std::memcpy(m_data.get(), bytes.data(), std::size_t(m_size));
    }
    SecretBytes(const SecretBytes &other)
        : SecretBytes(other.view())
    {
    }
    SecretBytes &operator=(const SecretBytes &) = delete;
    ~SecretBytes() { wipe(m_data.get(), std::size_t(m_size)); }

    [[nodiscard]] QByteArrayView view() const noexcept { return { m_data.get(), m_size }; }
    [[nodiscard]] bool isEmpty() const noexcept { return m_size == 0; }

private:
    std::unique_ptr<char[]> m_data;
    qsizetype m_size = 0;
};

} // namespace QtDynamoDBPrivate

#endif
