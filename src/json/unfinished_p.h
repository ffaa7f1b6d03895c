// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef UNFINISHED_P_H
#define UNFINISHED_P_H

#include <QtCore/qlist.h>

#include <iterator>
#include <utility>
#include <vector>

namespace QtDynamoDBPrivate {

// The elements of a list whose end is not known yet, on a stack that lists within one another
// share: the list itself then takes one allocation of just its size.
template<typename T>
class Unfinished
{
public:
    explicit Unfinished(std::vector<T> &stack)
        : m_stack(stack)
        , m_begin(stack.size())
    {
    }
    ~Unfinished() { m_stack.erase(begin(), m_stack.end()); }
    Q_DISABLE_COPY_MOVE(Unfinished)

    void append(T &&element) { m_stack.push_back(std::move(element)); }
    [[nodiscard]] QList<T> take()
    {
        return QList<T>(std::make_move_iterator(begin()), std::make_move_iterator(m_stack.end()));
    }

private:
    [[nodiscard]] auto begin() const { return m_stack.begin() + std::ptrdiff_t(m_begin); }

    std::vector<T> &m_stack;
    const std::size_t m_begin;
};

} // namespace QtDynamoDBPrivate

#endif
