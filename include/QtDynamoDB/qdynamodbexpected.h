// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef QDYNAMODBEXPECTED_H
#define QDYNAMODBEXPECTED_H

#include <QtDynamoDB/qdynamodberror.h>

#include <utility>
#include <variant>

// Either a value or the error that says why there is none.
template<typename T>
class QDynamoDBExpected
{
public:
    QDynamoDBExpected(const T &value)
        : m_content(value)
    {
    }
    QDynamoDBExpected(T &&value)
        : m_content(std::move(value))
    {
    }
    QDynamoDBExpected(const QDynamoDBError &error)
        : m_content(error)
    {
    }
    QDynamoDBExpected(QDynamoDBError &&error)
        : m_content(std::move(error))
    {
    }

    [[nodiscard]] bool hasValue() const noexcept { return std::holds_alternative<T>(m_content); }
    explicit operator bool() const noexcept { return hasValue(); }

    // Only where hasValue(); otherwise std::bad_variant_access is thrown.
    [[nodiscard]] const T &value() const & { return std::get<T>(m_content); }
    [[nodiscard]] T &value() & { return std::get<T>(m_content); }
    [[nodiscard]] T &&value() && { return std::get<T>(std::move(m_content)); }
    [[nodiscard]] T valueOr(T fallback) const { return hasValue() ? value() : std::move(fallback); }
    const T &operator*() const & { return value(); }
    T &operator*() & { return value(); }
    const T *operator->() const { return &value(); }

    // Code::NoError where there is a value.
    [[nodiscard]] QDynamoDBError error() const
    {
        const auto *error = std::get_if<QDynamoDBError>(&m_content);
        return error ? *error : QDynamoDBError();
    }

private:
    std::variant<T, QDynamoDBError> m_content;
};

QT_BEGIN_NAMESPACE
template<typename T>
class QTypeInfo<QDynamoDBExpected<T>>
    : public QTypeInfoMerger<QDynamoDBExpected<T>, T, QDynamoDBError>
{
};
QT_END_NAMESPACE

#endif
