// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef LISTBUILDER_P_H
#define LISTBUILDER_P_H

#include <QtCore/qlist.h>

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <memory>
#include <new>
#include <utility>

namespace QtDynamoDBPrivate {

// A buffer that collects the elements of a QList of unknown size. It is reused for many lists and
// keeps its memory between them, so that each list is allocated once, in its final size.
template<typename T>
class ListBuilder
{
    static_assert(QTypeInfo<T>::isRelocatable);
    static_assert(alignof(T) <= __STDCPP_DEFAULT_NEW_ALIGNMENT__);

public:
    ListBuilder() = default;
    ~ListBuilder() { clear(); }
    Q_DISABLE_COPY_MOVE(ListBuilder)

    void clear() noexcept { std::destroy_n(elements(), std::exchange(m_size, 0)); }
    // Appends the result of make(). The reference is valid until the next call.
    template<typename Make>
    [[nodiscard]] T &append(Make &&make)
    {
        if (m_size == m_capacity)
            grow();
        return *new (elements() + m_size++) T(make());
    }
    [[nodiscard]] T &append()
    {
        return append([] { return T(); });
    }
    [[nodiscard]] QList<T> take()
    {
        const std::size_t size = std::exchange(m_size, 0);
        // Default-constructed elements own nothing, so that they can be overwritten as bytes.
        QList<T> list(static_cast<qsizetype>(size));
        if (size > 0)
            std::memcpy(static_cast<void *>(list.data()), m_bytes.get(), size * sizeof(T));
        return list;
    }

private:
    T *elements() const noexcept { return reinterpret_cast<T *>(m_bytes.get()); }
    void grow()
    {
        const std::size_t capacity = std::max(m_capacity * 2, std::size_t(16));
        std::unique_ptr<std::byte[]> bytes(new std::byte[capacity * sizeof(T)]);
        if (m_size > 0)
            std::memcpy(bytes.get(), m_bytes.get(), m_size * sizeof(T));
        m_bytes = std::move(bytes);
        m_capacity = capacity;
    }

    std::unique_ptr<std::byte[]> m_bytes;
    std::size_t m_size = 0;
    std::size_t m_capacity = 0;
};

} // namespace QtDynamoDBPrivate

#endif
