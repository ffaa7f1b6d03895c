// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef QDYNAMODBVALUE_H
#define QDYNAMODBVALUE_H

#include <QtDynamoDB/qdynamodbexports.h>
#include <QtDynamoDB/qdynamodbnumber.h>

#include <QtCore/qbytearray.h>
#include <QtCore/qbytearraylist.h>
#include <QtCore/qlist.h>
#include <QtCore/qstring.h>
#include <QtCore/qstringlist.h>
#include <QtCore/qvariant.h>

#include <type_traits>

class QDynamoDBItem;
class QDynamoDBValue;
namespace QtDynamoDBPrivate {
class ValueAccess;
}
QT_BEGIN_NAMESPACE
class QDateTime;
class QUuid;
QT_END_NAMESPACE

using QDynamoDBValueList = QList<QDynamoDBValue>;

class Q_DYNAMODB_EXPORT QDynamoDBValue
{
    Q_GADGET
    Q_PROPERTY(Type type READ type CONSTANT FINAL)
    Q_PROPERTY(QVariantList elements READ scriptElements CONSTANT FINAL)
    Q_PROPERTY(QString unknownJson READ unknownJson CONSTANT FINAL)

public:
    enum class Type : quint8 {
        Undefined, // no value: the attribute does not exist; can't be sent
        Null,
        Bool,
        Number,
        String,
        Binary,
        List,
        Map,
        StringSet,
        NumberSet,
        BinarySet,
        Unknown, // the JSON text of a value that this version of the library can't represent
    };
    Q_ENUM(Type)

    QDynamoDBValue() noexcept
        : m_type(Type::Null)
    {
    }
    QDynamoDBValue(Type type); // the empty value of that type
    QDynamoDBValue(std::nullptr_t) noexcept
        : QDynamoDBValue()
    {
    }
    // Only bool itself is accepted, so that a pointer does not become true by accident.
    template<typename T, std::enable_if_t<std::is_same_v<T, bool>, bool> = true>
    QDynamoDBValue(T value) noexcept
        : m_type(Type::Bool)
    {
        m_content.boolean = value;
    }
    QDynamoDBValue(int value) noexcept
        : QDynamoDBValue(QDynamoDBNumber(value))
    {
    }
    QDynamoDBValue(uint value) noexcept
        : QDynamoDBValue(QDynamoDBNumber(value))
    {
    }
    QDynamoDBValue(long value) noexcept
        : QDynamoDBValue(QDynamoDBNumber(value))
    {
    }
    QDynamoDBValue(ulong value) noexcept
        : QDynamoDBValue(QDynamoDBNumber(value))
    {
    }
    QDynamoDBValue(qint64 value) noexcept
        : QDynamoDBValue(QDynamoDBNumber(value))
    {
    }
    QDynamoDBValue(quint64 value) noexcept
        : QDynamoDBValue(QDynamoDBNumber(value))
    {
    }
    QDynamoDBValue(float value) noexcept
        : QDynamoDBValue(QDynamoDBNumber(value))
    {
    }
    QDynamoDBValue(double value) noexcept
        : QDynamoDBValue(QDynamoDBNumber(value))
    {
    }
    QDynamoDBValue(const QDynamoDBNumber &number) noexcept;
    QDynamoDBValue(const QString &text);
    QDynamoDBValue(QString &&text) noexcept;
    QDynamoDBValue(QStringView text)
        : QDynamoDBValue(text.toString())
    {
    }
    QDynamoDBValue(QLatin1StringView text)
        : QDynamoDBValue(QString(text))
    {
    }
    QDynamoDBValue(const char16_t *text)
        : QDynamoDBValue(QStringView(text))
    {
    }
    QDynamoDBValue(const QByteArray &binary);
    QDynamoDBValue(QByteArray &&binary) noexcept;
    QDynamoDBValue(const QDateTime &dateTime); // a string, ISO 8601 in UTC with milliseconds
    QDynamoDBValue(const QUuid &uuid); // a string without braces
    QDynamoDBValue(const QDynamoDBValueList &list);
    QDynamoDBValue(QDynamoDBValueList &&list) noexcept;
    QDynamoDBValue(const QDynamoDBItem &map);
    QDynamoDBValue(QDynamoDBItem &&map) noexcept;
    QDynamoDBValue(const char *) = delete; // text is UTF-16 here, and bytes are QByteArray

    QDynamoDBValue(const QDynamoDBValue &other);
    QDynamoDBValue(QDynamoDBValue &&other) noexcept;
    QDynamoDBValue &operator=(const QDynamoDBValue &other);
    QDynamoDBValue &operator=(QDynamoDBValue &&other) noexcept;
    ~QDynamoDBValue()
    {
        if (m_type > Type::Number)
            destroy();
    }
    void swap(QDynamoDBValue &other) noexcept;

    // The constructors never make a set of a list.
    [[nodiscard]] static QDynamoDBValue stringSet(const QStringList &elements);
    [[nodiscard]] static QDynamoDBValue numberSet(const QList<QDynamoDBNumber> &elements);
    [[nodiscard]] static QDynamoDBValue binarySet(const QByteArrayList &elements);

    [[nodiscard]] Type type() const noexcept { return m_type; }
    [[nodiscard]] bool isUndefined() const noexcept { return m_type == Type::Undefined; }
    [[nodiscard]] bool isNull() const noexcept { return m_type == Type::Null; }
    [[nodiscard]] bool isBool() const noexcept { return m_type == Type::Bool; }
    [[nodiscard]] bool isNumber() const noexcept { return m_type == Type::Number; }
    [[nodiscard]] bool isString() const noexcept { return m_type == Type::String; }
    [[nodiscard]] bool isBinary() const noexcept { return m_type == Type::Binary; }
    [[nodiscard]] bool isList() const noexcept { return m_type == Type::List; }
    [[nodiscard]] bool isMap() const noexcept { return m_type == Type::Map; }
    [[nodiscard]] bool isStringSet() const noexcept { return m_type == Type::StringSet; }
    [[nodiscard]] bool isNumberSet() const noexcept { return m_type == Type::NumberSet; }
    [[nodiscard]] bool isBinarySet() const noexcept { return m_type == Type::BinarySet; }
    [[nodiscard]] bool isUnknown() const noexcept { return m_type == Type::Unknown; }

    // These functions return the fallback if the value is of another type. They don't convert.
    [[nodiscard]] bool toBool(bool fallback = false) const noexcept;
    [[nodiscard]] QDynamoDBNumber toNumber(const QDynamoDBNumber &fallback = {}) const noexcept;
    // toInteger() and toDouble() also return the fallback if the conversion would lose digits.
    [[nodiscard]] qint64 toInteger(qint64 fallback = 0) const noexcept;
    [[nodiscard]] double toDouble(double fallback = 0) const noexcept;
    [[nodiscard]] QString toString(const QString &fallback = {}) const;
    [[nodiscard]] QByteArray toBinary(const QByteArray &fallback = {}) const;
    [[nodiscard]] QDynamoDBValueList toList() const;
    [[nodiscard]] QDynamoDBItem toMap() const;
    [[nodiscard]] QStringList toStringSet() const;
    [[nodiscard]] QList<QDynamoDBNumber> toNumberSet() const;
    [[nodiscard]] QByteArrayList toBinarySet() const;
    [[nodiscard]] QString unknownJson() const; // of an Unknown, as the service sent it
    [[nodiscard]] QVariantList elements() const; // of a list or a set
    // Read a string in ISO 8601, or of a UUID; invalid or null if it is none.
    [[nodiscard]] QDateTime toDateTime() const;
    [[nodiscard]] QUuid toUuid() const;

    // Undefined if there is no such attribute or element.
    [[nodiscard]] const QDynamoDBValue &operator[](QStringView attribute) const noexcept;
    [[nodiscard]] const QDynamoDBValue &operator[](qsizetype index) const noexcept;
    [[nodiscard]] qsizetype size() const noexcept; // of a list, map or set

    [[nodiscard]] QVariant toVariant() const;
    [[nodiscard]] static QDynamoDBValue fromVariant(const QVariant &variant);
    // Called by JavaScript's JSON.stringify(), which passes the member's name.
    [[nodiscard]] Q_INVOKABLE QVariant toJSON(const QString &member = {}) const;

    // Sets and maps are compared regardless of order, numbers by value.
    friend bool operator==(const QDynamoDBValue &a, const QDynamoDBValue &b) noexcept
    {
        return equals(a, b);
    }
    friend bool operator!=(const QDynamoDBValue &a, const QDynamoDBValue &b) noexcept
    {
        return !equals(a, b);
    }
    friend Q_DYNAMODB_EXPORT QDebug operator<<(QDebug debug, const QDynamoDBValue &value);

private:
    friend class QtDynamoDBPrivate::ValueAccess;

    static bool equals(const QDynamoDBValue &a, const QDynamoDBValue &b) noexcept;
    [[nodiscard]] QVariantList scriptElements() const;
    void destroy() noexcept;

    // One of the Qt types, 24 bytes each; qdynamodbvalue_p.h provides typed access.
    union Content {
        Content() noexcept
            : boolean(false)
        {
        }
        ~Content() {}
        bool boolean;
        QDynamoDBNumber number;
        QString string;
        QByteArray binary;
        alignas(void *) char list[sizeof(QString)]; // a QList for the type, or an item
    } m_content;
    Type m_type;
};
Q_DECLARE_SHARED(QDynamoDBValue)
static_assert(sizeof(QDynamoDBValue) <= 32);

#endif
