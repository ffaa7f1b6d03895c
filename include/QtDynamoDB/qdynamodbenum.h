// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef QDYNAMODBENUM_H
#define QDYNAMODBENUM_H

#include <QtDynamoDB/qdynamodbenums.h>

#include <QtCore/qdebug.h>
#include <QtCore/qstring.h>

namespace QtDynamoDBPrivate {
class EnumAccess;
}

// The part of QDynamoDBEnum that is independent of the enum.
class Q_DYNAMODB_EXPORT QDynamoDBEnumBase
{
public:
    [[nodiscard]] bool isNull() const noexcept { return m_value < 0; }

protected:
    QDynamoDBEnumBase() noexcept = default;
    explicit QDynamoDBEnumBase(int value) noexcept
        : m_value(value)
    {
    }

    void assign(const QDynamoDBEnumInfo &info, QStringView text);
    [[nodiscard]] QString text(const QDynamoDBEnumInfo &info) const;
    QDebug print(QDebug debug, const QDynamoDBEnumInfo &info) const;

    int m_value = -1; // -1: absent, 0: unknown to this version, else the enumerator
    QString m_text; // the service's text if m_value is 0

private:
    friend class QtDynamoDBPrivate::EnumAccess;
};

// The value of a member of a request or result: an enumerator of E, absent (null), or a text of the
// service that this version of the library does not know.
template<typename E>
class QDynamoDBEnum : public QDynamoDBEnumBase
{
public:
    QDynamoDBEnum() noexcept = default; // null: absent
    QDynamoDBEnum(E value) noexcept
        : QDynamoDBEnumBase(int(value))
    {
    }

    [[nodiscard]] static QDynamoDBEnum fromString(QStringView text)
    {
        QDynamoDBEnum result;
        result.assign(enumInfo(E()), text);
        return result;
    }

    // E::Unknown if the value is null or unknown.
    [[nodiscard]] E value() const noexcept { return isNull() ? E::Unknown : E(m_value); }
    operator E() const noexcept { return value(); }

    // The service's text, such as "PAY_PER_REQUEST".
    [[nodiscard]] QString toString() const { return text(enumInfo(E())); }

    friend bool operator==(const QDynamoDBEnum &a, const QDynamoDBEnum &b) noexcept
    {
        return a.m_value == b.m_value && a.m_text == b.m_text;
    }
    friend bool operator!=(const QDynamoDBEnum &a, const QDynamoDBEnum &b) noexcept
    {
        return !(a == b);
    }
    friend bool operator==(const QDynamoDBEnum &a, E b) noexcept { return a.m_value == int(b); }
    friend bool operator!=(const QDynamoDBEnum &a, E b) noexcept { return a.m_value != int(b); }
    friend bool operator==(E a, const QDynamoDBEnum &b) noexcept { return b == a; }
    friend bool operator!=(E a, const QDynamoDBEnum &b) noexcept { return b != a; }
    friend QDebug operator<<(QDebug debug, const QDynamoDBEnum &value)
    {
        return value.print(debug, enumInfo(E()));
    }
};

QT_BEGIN_NAMESPACE
template<typename E>
class QTypeInfo<QDynamoDBEnum<E>> : public QTypeInfoMerger<QDynamoDBEnum<E>, QString>
{
};
QT_END_NAMESPACE

#endif
