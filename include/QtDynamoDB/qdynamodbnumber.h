// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef QDYNAMODBNUMBER_H
#define QDYNAMODBNUMBER_H

#include <QtDynamoDB/qdynamodbexports.h>

#include <QtCore/qmetatype.h>
#include <QtCore/qstring.h>
#include <QtCore/qstringview.h>

#include <optional>
#include <type_traits>

template<typename T>
class QDynamoDBExpected;
class QDynamoDBError;
namespace QtDynamoDBPrivate {
class NumberAccess;
}

class Q_DYNAMODB_EXPORT QDynamoDBNumber
{
    Q_GADGET

public:
    constexpr QDynamoDBNumber() noexcept = default; // 0
    QDynamoDBNumber(int value) noexcept
        : QDynamoDBNumber(qint64(value))
    {
    }
    QDynamoDBNumber(uint value) noexcept
        : QDynamoDBNumber(quint64(value))
    {
    }
    QDynamoDBNumber(long value) noexcept
        : QDynamoDBNumber(qint64(value))
    {
    }
    QDynamoDBNumber(ulong value) noexcept
        : QDynamoDBNumber(quint64(value))
    {
    }
    QDynamoDBNumber(qint64 value) noexcept;
    QDynamoDBNumber(quint64 value) noexcept;
    // The shortest decimal number that converts back to the value: 0.1f and 0.1 both become 0.1.
    QDynamoDBNumber(float value) noexcept;
    QDynamoDBNumber(double value) noexcept;
    template<typename T, std::enable_if_t<std::is_same_v<T, bool>, bool> = true>
    QDynamoDBNumber(T) = delete;
    explicit QDynamoDBNumber(QStringView text) noexcept;

    // Include qdynamodbexpected.h to use these.
    [[nodiscard]] static QDynamoDBExpected<QDynamoDBNumber> fromString(QStringView text);
    [[nodiscard]] static QDynamoDBExpected<QDynamoDBNumber> fromUtf8(QByteArrayView text);

    [[nodiscard]] bool isValid() const noexcept { return m_state == State::Valid; }
    [[nodiscard]] QDynamoDBError error() const; // why it is not valid

    [[nodiscard]] bool isInteger() const noexcept;
    // These functions return nothing if the conversion would lose digits.
    [[nodiscard]] std::optional<qint64> toInt64() const noexcept;
    [[nodiscard]] std::optional<quint64> toUInt64() const noexcept;
    [[nodiscard]] std::optional<double> toDouble() const noexcept;
    // The nearest double, even if digits are lost.
    [[nodiscard]] double toNearestDouble() const noexcept;

    [[nodiscard]] QString toString() const;
    [[nodiscard]] QByteArray toUtf8() const;
    // Called by JavaScript's JSON.stringify(), which passes the member's name.
    [[nodiscard]] Q_INVOKABLE QString toJSON(const QString &member = {}) const;

    // Compared by value: 1.50 equals 1.5. Invalid numbers are equal and less than all valid ones.
    friend bool operator==(const QDynamoDBNumber &a, const QDynamoDBNumber &b) noexcept
    {
        return compare(a, b) == 0;
    }
    friend bool operator!=(const QDynamoDBNumber &a, const QDynamoDBNumber &b) noexcept
    {
        return compare(a, b) != 0;
    }
    friend bool operator<(const QDynamoDBNumber &a, const QDynamoDBNumber &b) noexcept
    {
        return compare(a, b) < 0;
    }
    friend bool operator>(const QDynamoDBNumber &a, const QDynamoDBNumber &b) noexcept
    {
        return compare(a, b) > 0;
    }
    friend bool operator<=(const QDynamoDBNumber &a, const QDynamoDBNumber &b) noexcept
    {
        return compare(a, b) <= 0;
    }
    friend bool operator>=(const QDynamoDBNumber &a, const QDynamoDBNumber &b) noexcept
    {
        return compare(a, b) >= 0;
    }
    friend Q_DYNAMODB_EXPORT size_t qHash(const QDynamoDBNumber &number, size_t seed) noexcept;
    friend Q_DYNAMODB_EXPORT QDebug operator<<(QDebug debug, const QDynamoDBNumber &number);

private:
    friend class QtDynamoDBPrivate::NumberAccess;
    enum class State : quint8 { Valid, NotANumber, TooManyDigits, OutOfRange };

    static int compare(const QDynamoDBNumber &a, const QDynamoDBNumber &b) noexcept;

    // mantissa * 10^exponent. 38 digits fit into 128 bits, so that no memory is allocated.
    quint64 m_low = 0;
    quint64 m_high = 0;
    qint16 m_exponent = 0;
    bool m_negative = false;
    State m_state = State::Valid;
};
Q_DECLARE_TYPEINFO(QDynamoDBNumber, Q_PRIMITIVE_TYPE);

#endif
