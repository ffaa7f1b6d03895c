// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef QDYNAMODBEXPECTED_H
#define QDYNAMODBEXPECTED_H

#include <QtDynamoDB/qdynamodberror.h>

#include <type_traits>
#include <utility>
#include <variant>

// A value, or the error that explains why there is none.
template<typename T>
class [[nodiscard]] QDynamoDBExpected
{
public:
    QDynamoDBExpected(const T &value)
        : m_content(value)
    {
    }
    QDynamoDBExpected(T &&value) noexcept(std::is_nothrow_move_constructible_v<T>)
        : m_content(std::move(value))
    {
    }
    QDynamoDBExpected(const QDynamoDBError &error) noexcept
        : m_content(error)
    {
    }
    QDynamoDBExpected(QDynamoDBError &&error) noexcept
        : m_content(std::move(error))
    {
    }

    [[nodiscard]] bool hasValue() const noexcept { return std::holds_alternative<T>(m_content); }
    [[nodiscard]] explicit operator bool() const noexcept { return hasValue(); }

    // If there is no value, these functions throw the exception of the error's code.
    [[nodiscard]] const T &value() const &
    {
        raiseError();
        return std::get<T>(m_content);
    }
    [[nodiscard]] T &value() &
    {
        raiseError();
        return std::get<T>(m_content);
    }
    [[nodiscard]] T &&value() &&
    {
        raiseError();
        return std::get<T>(std::move(m_content));
    }
    [[nodiscard]] T valueOr(T fallback) const { return hasValue() ? value() : std::move(fallback); }
    [[nodiscard]] const T &operator*() const & { return value(); }
    [[nodiscard]] T &operator*() & { return value(); }
    [[nodiscard]] const T *operator->() const { return &value(); }

    // Its code is NoError if there is a value.
    [[nodiscard]] QDynamoDBError error() const
    {
        const auto *error = std::get_if<QDynamoDBError>(&m_content);
        return error ? *error : QDynamoDBError();
    }

private:
    void raiseError() const
    {
        if (const auto *error = std::get_if<QDynamoDBError>(&m_content))
            error->raise();
    }

    std::variant<T, QDynamoDBError> m_content;
};

// Success, or the error that explains the failure.
template<>
class [[nodiscard]] QDynamoDBExpected<void>
{
public:
    QDynamoDBExpected() = default;
    QDynamoDBExpected(const QDynamoDBError &error) noexcept
        : m_error(error)
    {
    }

    [[nodiscard]] bool hasValue() const noexcept { return !m_error.isError(); }
    [[nodiscard]] explicit operator bool() const noexcept { return hasValue(); }
    void value() const { m_error.raise(); }
    [[nodiscard]] QDynamoDBError error() const { return m_error; }

private:
    QDynamoDBError m_error; // NoError: success
};

Q_DECLARE_TYPEINFO(QDynamoDBExpected<void>, Q_RELOCATABLE_TYPE);

QT_BEGIN_NAMESPACE
template<typename T>
class QTypeInfo<QDynamoDBExpected<T>>
    : public QTypeInfoMerger<QDynamoDBExpected<T>, T, QDynamoDBError>
{
};
QT_END_NAMESPACE

#endif
