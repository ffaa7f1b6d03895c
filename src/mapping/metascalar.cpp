// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "mapping/metavalue_p.h"
#include "values/valuetext_p.h"

#include <QtCore/qdatetime.h>
#include <QtCore/qurl.h>
#include <QtCore/quuid.h>

#include <limits>

using namespace Qt::StringLiterals;

namespace QtDynamoDBPrivate {

using Type = QDynamoDBValue::Type;

namespace {

[[nodiscard]] QLatin1StringView nameOf(QMetaType type)
{
    return QLatin1StringView(type.name());
}

template<typename T>
[[nodiscard]] const T &as(const void *object)
{
    return *static_cast<const T *>(object);
}

// Returns the enumerator with the name in the class of the type.
[[nodiscard]] QMetaEnum enumeratorOf(QMetaType type)
{
    const QMetaObject *metaObject = type.metaObject();
    if (!metaObject)
        return {};
    QByteArray name(type.name());
    const bool isFlags = name.startsWith("QFlags<");
    if (isFlags)
        name = name.sliced(7).chopped(1);
    name = name.mid(name.lastIndexOf(':') + 1);
    // An enum may be registered twice: by Q_ENUM, and by Q_FLAG with its flags.
    QMetaEnum other;
    for (int i = 0; i < metaObject->enumeratorCount(); ++i) {
        const QMetaEnum enumerator = metaObject->enumerator(i);
        if (name != QByteArrayView(enumerator.name())
            && name != QByteArrayView(enumerator.enumName())) {
            continue;
        }
        if (enumerator.isFlag() == isFlags)
            return enumerator;
        if (!isFlags)
            other = enumerator;
    }
    return other;
}

[[nodiscard]] QString shortName(const QMetaEnum &enumerator)
{
    return QString::fromLatin1(enumerator.name());
}

// The meta-object system supports enumerators of 32 bits.
[[nodiscard]] qint64 enumNumber(QMetaType type, const void *object)
{
    const bool isUnsigned = type.flags().testFlag(QMetaType::IsUnsignedEnumeration);
    switch (type.sizeOf()) {
    case 1:
        return isUnsigned ? qint64(as<quint8>(object)) : qint64(as<qint8>(object));
    case 2:
        return isUnsigned ? qint64(as<quint16>(object)) : qint64(as<qint16>(object));
    case 4:
        return as<qint32>(object);
    default:
        return as<qint64>(object);
    }
}

void setEnumNumber(QMetaType type, void *object, int number)
{
    switch (type.sizeOf()) {
    case 1:
        *static_cast<qint8 *>(object) = qint8(number);
        break;
    case 2:
        *static_cast<qint16 *>(object) = qint16(number);
        break;
    case 4:
        *static_cast<qint32 *>(object) = number;
        break;
    default:
        *static_cast<qint64 *>(object) = number;
        break;
    }
}

[[nodiscard]] MetaProblem enumToValue(QMetaType type, const void *object, QDynamoDBValue *value)
{
    const QMetaEnum enumerator = enumeratorOf(type);
    const qint64 number = enumNumber(type, object);
    QByteArray keys;
    bool isNamed = number == int(number);
    if (isNamed && enumerator.isFlag()) {
        keys = enumerator.valueToKeys(int(number));
        // The text does not contain bits without a name.
        isNamed = number == 0 ? keys.isEmpty() || enumerator.keysToValue(keys.constData()) == 0
                              : enumerator.keysToValue(keys.constData()) == int(number);
    } else if (isNamed) {
        keys = enumerator.valueToKey(int(number));
        isNamed = !keys.isEmpty();
    }
    if (!isNamed) {
        return { {},
                 enumerator.isFlag()
                         ? u"%1 has bits without a name in the flags %2"_s.arg(number).arg(
                                 shortName(enumerator))
                         : u"%1 has no name in the enum %2"_s.arg(number).arg(
                                 shortName(enumerator)) };
    }
    *value = QString::fromLatin1(keys);
    return {};
}

[[nodiscard]] MetaProblem enumFromValue(const QDynamoDBValue &value, QMetaType type, void *object)
{
    const QMetaEnum enumerator = enumeratorOf(type);
    const QByteArray key = value.toString().toLatin1();
    bool ok = false;
    int number = 0;
    if (enumerator.isFlag() && key.isEmpty())
        ok = value.isString();
    else
        number = enumerator.isFlag() ? enumerator.keysToValue(key.constData(), &ok)
                                     : enumerator.keyToValue(key.constData(), &ok);
    if (!ok) {
        const QString what = value.isString() ? QString(u"\"%1\""_s.arg(value.toString()))
                                              : QDebug::toString(value.type());
        return { {}, u"%1 is no name of the enum %2"_s.arg(what, shortName(enumerator)) };
    }
    setEnumNumber(type, object, number);
    return {};
}

template<typename T>
[[nodiscard]] MetaProblem integerToValue(const void *object, QDynamoDBValue *value)
{
    using Wide = std::conditional_t<std::is_signed_v<T>, qint64, quint64>;
    *value = Wide(as<T>(object));
    return {};
}

template<typename T>
[[nodiscard]] MetaProblem integerFromValue(const QDynamoDBValue &value, QMetaType type, void *object)
{
    if (!value.isNumber())
        return wrongType(value, type);
    const QDynamoDBNumber number = value.toNumber();
    using Limits = std::numeric_limits<T>;
    if (!number.isInteger() || number < QDynamoDBNumber(Limits::min())
        || number > QDynamoDBNumber(Limits::max())) {
        return { {}, u"the number %1 does not fit into %2"_s.arg(number.toString(), nameOf(type)) };
    }
    if constexpr (std::is_signed_v<T>)
        *static_cast<T *>(object) = T(*number.toInt64());
    else
        *static_cast<T *>(object) = T(*number.toUInt64());
    return {};
}

[[nodiscard]] MetaProblem numberToValue(const QDynamoDBNumber &number, QDynamoDBValue *value)
{
    if (!number.isValid())
        return { {}, number.error().message() };
    *value = number;
    return {};
}

template<typename T>
[[nodiscard]] MetaProblem realToValue(QMetaType type, const void *object, QDynamoDBValue *value)
{
    const T real = as<T>(object);
    const MetaProblem problem = numberToValue(real, value);
    if (problem.isNull())
        return {};
    return { {},
             u"the %1 %2 can't be stored: %3"_s.arg(nameOf(type), QString::number(double(real)),
                                                    problem.what) };
}

// Reads only numbers that the type writes as the same number.
template<typename T>
[[nodiscard]] MetaProblem realFromValue(const QDynamoDBValue &value, QMetaType type, void *object)
{
    if (!value.isNumber())
        return wrongType(value, type);
    const QDynamoDBNumber number = value.toNumber();
    std::optional<double> real = number.toDouble();
    if constexpr (std::is_same_v<T, float>) {
        const auto nearest = float(number.toNearestDouble());
        real = QDynamoDBNumber(nearest) == number ? std::optional(double(nearest)) : std::nullopt;
    }
    if (!real) {
        return { {},
                 u"the number %1 does not fit into %2 exactly; QDynamoDBNumber keeps it"_s
                         .arg(number.toString(), nameOf(type)) };
    }
    *static_cast<T *>(object) = T(*real);
    return {};
}

[[nodiscard]] MetaProblem textToValue(std::optional<QString> text, QMetaType type, bool isValid,
                                      QDynamoDBValue *value)
{
    if (!text) {
        return { {},
                 isValid ? u"the %1 is not in the years 1 to 9999, so no text reads back as it"_s
                                   .arg(nameOf(type))
                         : u"an invalid %1 can't be stored"_s.arg(nameOf(type)) };
    }
    *value = *std::move(text);
    return {};
}

template<typename T>
[[nodiscard]] MetaProblem dateToValue(QMetaType type, const void *object, QDynamoDBValue *value)
{
    const T &date = as<T>(object);
    return textToValue(textOf(date), type, date.isValid(), value);
}

// Reads a text with the parser of T: dates, times, ids, addresses.
template<typename T, typename Read>
[[nodiscard]] MetaProblem textFromValue(const QDynamoDBValue &value, QMetaType type, void *object,
                                        Read read)
{
    if (!value.isString())
        return wrongType(value, type);
    std::optional<T> result = read(value.toString());
    if (!result)
        return { {}, u"\"%1\" is no %2"_s.arg(value.toString(), nameOf(type)) };
    *static_cast<T *>(object) = *std::move(result);
    return {};
}

[[nodiscard]] std::optional<char16_t> characterOf(const QString &text)
{
    return text.size() == 1 ? std::optional(text[0].unicode()) : std::nullopt;
}

} // namespace

bool isMetaEnum(QMetaType type)
{
    // QMetaType has no flag for QFlags.
    return (type.flags().testFlag(QMetaType::IsEnumeration)
            || QByteArrayView(type.name()).startsWith("QFlags<"))
            && enumeratorOf(type).isValid();
}

bool isInteger(QMetaType type)
{
    switch (type.id()) {
    case QMetaType::Char:
    case QMetaType::SChar:
    case QMetaType::UChar:
    case QMetaType::Short:
    case QMetaType::UShort:
    case QMetaType::Int:
    case QMetaType::UInt:
    case QMetaType::Long:
    case QMetaType::ULong:
    case QMetaType::LongLong:
    case QMetaType::ULongLong:
        return true;
    default:
        return false;
    }
}

std::optional<QDynamoDBValue::Type> scalarType(QMetaType type)
{
    if (isInteger(type))
        return Type::Number;
    switch (type.id()) {
    case QMetaType::Bool:
        return Type::Bool;
    case QMetaType::Float:
    case QMetaType::Double:
        return Type::Number;
    case QMetaType::QChar:
    case QMetaType::Char16:
    case QMetaType::QString:
    case QMetaType::QDateTime:
    case QMetaType::QUuid:
    case QMetaType::QDate:
    case QMetaType::QTime:
    case QMetaType::QUrl:
        return Type::String;
    case QMetaType::QByteArray:
        return Type::Binary;
    default:
        break;
    }
    if (type == QMetaType::fromType<QDynamoDBNumber>())
        return Type::Number;
    if (isMetaEnum(type))
        return Type::String;
    return std::nullopt;
}

std::optional<MetaProblem> scalarToValue(QMetaType type, const void *object, QDynamoDBValue *value)
{
    switch (type.id()) {
    case QMetaType::Bool:
        *value = as<bool>(object);
        return MetaProblem();
    case QMetaType::Char:
        return integerToValue<char>(object, value);
    case QMetaType::SChar:
        return integerToValue<signed char>(object, value);
    case QMetaType::UChar:
        return integerToValue<uchar>(object, value);
    case QMetaType::Short:
        return integerToValue<short>(object, value);
    case QMetaType::UShort:
        return integerToValue<ushort>(object, value);
    case QMetaType::Int:
        return integerToValue<int>(object, value);
    case QMetaType::UInt:
        return integerToValue<uint>(object, value);
    case QMetaType::Long:
        return integerToValue<long>(object, value);
    case QMetaType::ULong:
        return integerToValue<ulong>(object, value);
    case QMetaType::LongLong:
        return integerToValue<qlonglong>(object, value);
    case QMetaType::ULongLong:
        return integerToValue<qulonglong>(object, value);
    case QMetaType::Float:
        return realToValue<float>(type, object, value);
    case QMetaType::Double:
        return realToValue<double>(type, object, value);
    case QMetaType::QChar:
    case QMetaType::Char16:
        *value = QString(QChar(as<char16_t>(object)));
        return MetaProblem();
    case QMetaType::QString:
        *value = as<QString>(object);
        return MetaProblem();
    case QMetaType::QByteArray:
        *value = as<QByteArray>(object);
        return MetaProblem();
    case QMetaType::QDateTime:
        return dateToValue<QDateTime>(type, object, value);
    case QMetaType::QDate:
        return dateToValue<QDate>(type, object, value);
    case QMetaType::QTime:
        return dateToValue<QTime>(type, object, value);
    case QMetaType::QUrl:
        return textToValue(textOf(as<QUrl>(object)), type, false, value);
    case QMetaType::QUuid:
        *value = textOf(as<QUuid>(object));
        return MetaProblem();
    default:
        break;
    }
    if (type == QMetaType::fromType<QDynamoDBNumber>())
        return numberToValue(as<QDynamoDBNumber>(object), value);
    if (isMetaEnum(type))
        return enumToValue(type, object, value);
    return {};
}

std::optional<MetaProblem> scalarFromValue(const QDynamoDBValue &value, QMetaType type, void *object)
{
    switch (type.id()) {
    case QMetaType::Bool:
        if (!value.isBool())
            return wrongType(value, type);
        *static_cast<bool *>(object) = value.toBool();
        return MetaProblem();
    case QMetaType::Char:
        return integerFromValue<char>(value, type, object);
    case QMetaType::SChar:
        return integerFromValue<signed char>(value, type, object);
    case QMetaType::UChar:
        return integerFromValue<uchar>(value, type, object);
    case QMetaType::Short:
        return integerFromValue<short>(value, type, object);
    case QMetaType::UShort:
        return integerFromValue<ushort>(value, type, object);
    case QMetaType::Int:
        return integerFromValue<int>(value, type, object);
    case QMetaType::UInt:
        return integerFromValue<uint>(value, type, object);
    case QMetaType::Long:
        return integerFromValue<long>(value, type, object);
    case QMetaType::ULong:
        return integerFromValue<ulong>(value, type, object);
    case QMetaType::LongLong:
        return integerFromValue<qlonglong>(value, type, object);
    case QMetaType::ULongLong:
        return integerFromValue<qulonglong>(value, type, object);
    case QMetaType::Float:
        return realFromValue<float>(value, type, object);
    case QMetaType::Double:
        return realFromValue<double>(value, type, object);
    case QMetaType::QChar:
    case QMetaType::Char16:
        return textFromValue<char16_t>(value, type, object, characterOf);
    case QMetaType::QString:
        if (!value.isString())
            return wrongType(value, type);
        // An empty text is a value; a null one would not be stored.
        *static_cast<QString *>(object) = value.toString().isEmpty() ? u""_s : value.toString();
        return MetaProblem();
    case QMetaType::QByteArray:
        if (!value.isBinary())
            return wrongType(value, type);
        *static_cast<QByteArray *>(object) = value.toBinary().isEmpty() ? ""_ba : value.toBinary();
        return MetaProblem();
    case QMetaType::QDateTime:
        return textFromValue<QDateTime>(value, type, object, dateTimeFromText);
    case QMetaType::QUuid:
        return textFromValue<QUuid>(value, type, object, uuidFromText);
    case QMetaType::QDate:
        return textFromValue<QDate>(value, type, object, dateFromText);
    case QMetaType::QTime:
        return textFromValue<QTime>(value, type, object, timeFromText);
    case QMetaType::QUrl:
        return textFromValue<QUrl>(value, type, object, urlFromText);
    default:
        break;
    }
    if (type == QMetaType::fromType<QDynamoDBNumber>()) {
        if (!value.isNumber())
            return wrongType(value, type);
        *static_cast<QDynamoDBNumber *>(object) = value.toNumber();
        return MetaProblem();
    }
    if (isMetaEnum(type))
        return enumFromValue(value, type, object);
    return {};
}

} // namespace QtDynamoDBPrivate
