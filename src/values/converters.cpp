// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include <QtDynamoDB/qdynamodbexpected.h>
#include <QtDynamoDB/qdynamodbitem.h>

#include <QtCore/qscopeguard.h>
#include <QtCore/qvariant.h>

#include <limits>
#include <optional>

// Registers the QVariant conversions of values, numbers and items when the library is loaded.
// Values reach views and scripts on many paths; none of them has to register the conversions first.
namespace {

template<typename From, typename To, typename Convert>
void add(Convert convert)
{
    const QMetaType from = QMetaType::fromType<From>();
    const QMetaType to = QMetaType::fromType<To>();
    QMetaType::registerConverterFunction(
            [convert](const void *source, void *target) {
                const std::optional<To> result = convert(*static_cast<const From *>(source));
                *static_cast<To *>(target) = result.value_or(To());
                return result.has_value();
            },
            from, to);
    // Without this, unloading the library would leave a dangling converter.
    static const auto remove = qScopeGuard(
            [from, to] { QMetaType::unregisterConverterFunction(from, to); });
}

template<typename Integer>
std::optional<Integer> integer(const QDynamoDBNumber &number)
{
    if (number < QDynamoDBNumber(std::numeric_limits<Integer>::min())
        || number > QDynamoDBNumber(std::numeric_limits<Integer>::max())) {
        return {};
    }
    if constexpr (std::is_signed_v<Integer>) {
        const std::optional<qint64> exact = number.toInt64();
        return exact ? std::optional(Integer(*exact)) : std::nullopt;
    } else {
        const std::optional<quint64> exact = number.toUInt64();
        return exact ? std::optional(Integer(*exact)) : std::nullopt;
    }
}

template<typename Real>
std::optional<Real> real(const QDynamoDBNumber &number)
{
    return number.isValid() ? std::optional(Real(number.toNearestDouble())) : std::nullopt;
}

template<typename Number>
std::optional<QDynamoDBNumber> numberFrom(const Number &source)
{
    const QDynamoDBNumber number(source);
    return number.isValid() ? std::optional(number) : std::nullopt;
}

template<typename To, typename Convert>
void addNumberTo(Convert convert)
{
    add<QDynamoDBNumber, To>(convert);
    add<QDynamoDBValue, To>([convert](const QDynamoDBValue &value) {
        return value.isNumber() ? convert(value.toNumber()) : std::nullopt;
    });
}

QStringList texts(const QDynamoDBValue &value);

std::optional<QString> text(const QDynamoDBValue &value)
{
    using Type = QDynamoDBValue::Type;
    switch (value.type()) {
    case Type::Bool:
        return value.toBool() ? QStringLiteral("true") : QStringLiteral("false");
    case Type::Number:
        return value.toNumber().toString();
    case Type::String:
        return value.toString();
    case Type::Binary:
        return QString::fromLatin1(value.toBinary().toBase64());
    case Type::List:
    case Type::StringSet:
    case Type::NumberSet:
    case Type::BinarySet:
        return texts(value).join(QLatin1StringView(", "));
    case Type::Unknown:
        return value.unknownJson();
    default:
        return {};
    }
}

bool hasElements(const QDynamoDBValue &value)
{
    return value.isList() || value.isStringSet() || value.isNumberSet() || value.isBinarySet();
}

QStringList texts(const QDynamoDBValue &value)
{
    QStringList texts;
    if (value.isBinarySet()) {
        for (const QByteArray &element : value.toBinarySet())
            texts.append(QString::fromLatin1(element.toBase64()));
    } else if (value.isNumberSet()) {
        for (const QDynamoDBNumber &element : value.toNumberSet())
            texts.append(element.toString());
    } else if (value.isStringSet()) {
        texts = value.toStringSet();
    } else {
        for (const QDynamoDBValue &element : value.toList())
            texts.append(text(element).value_or(QString()));
    }
    return texts;
}

template<typename From>
void addToValue()
{
    add<From, QDynamoDBValue>([](const From &source) -> std::optional<QDynamoDBValue> {
        return QDynamoDBValue::fromVariant(QVariant::fromValue(source));
    });
}

template<typename... From>
void addAllToValue()
{
    (addToValue<From>(), ...);
}

bool registerConverters()
{
    addNumberTo<int>(integer<int>);
    addNumberTo<uint>(integer<uint>);
    addNumberTo<long>(integer<long>);
    addNumberTo<ulong>(integer<ulong>);
    addNumberTo<qlonglong>(integer<qlonglong>);
    addNumberTo<qulonglong>(integer<qulonglong>);
    addNumberTo<short>(integer<short>);
    addNumberTo<ushort>(integer<ushort>);
    addNumberTo<float>(real<float>);
    addNumberTo<double>(real<double>);

    add<QDynamoDBNumber, QString>(
            [](const QDynamoDBNumber &number) { return std::optional(number.toString()); });
    add<QDynamoDBNumber, QByteArray>(
            [](const QDynamoDBNumber &number) { return std::optional(number.toUtf8()); });
    add<int, QDynamoDBNumber>(numberFrom<int>);
    add<uint, QDynamoDBNumber>(numberFrom<uint>);
    add<qlonglong, QDynamoDBNumber>(numberFrom<qint64>);
    add<qulonglong, QDynamoDBNumber>(numberFrom<quint64>);
    add<double, QDynamoDBNumber>(numberFrom<double>);
    add<QString, QDynamoDBNumber>([](const QString &text) { return numberFrom(QStringView(text)); });

    add<QDynamoDBValue, QString>(text);
    add<QDynamoDBValue, bool>([](const QDynamoDBValue &value) {
        return value.isBool() ? std::optional(value.toBool()) : std::nullopt;
    });
    add<QDynamoDBValue, QByteArray>([](const QDynamoDBValue &value) {
        return value.isBinary() ? std::optional(value.toBinary()) : std::nullopt;
    });
    add<QDynamoDBValue, QStringList>([](const QDynamoDBValue &value) {
        return hasElements(value) ? std::optional(texts(value)) : std::nullopt;
    });
    add<QDynamoDBValue, QVariantList>([](const QDynamoDBValue &value) {
        return hasElements(value) ? std::optional(value.elements()) : std::nullopt;
    });
    add<QDynamoDBValue, QVariantMap>([](const QDynamoDBValue &value) {
        return value.isMap() ? std::optional(value.toMap().toVariantMap()) : std::nullopt;
    });
    add<QDynamoDBValue, QDynamoDBNumber>([](const QDynamoDBValue &value) {
        return value.isNumber() ? std::optional(value.toNumber()) : std::nullopt;
    });
    add<QDynamoDBValue, QDynamoDBItem>([](const QDynamoDBValue &value) {
        return value.isMap() ? std::optional(value.toMap()) : std::nullopt;
    });
    addAllToValue<bool, int, uint, qlonglong, qulonglong, double, QString, QByteArray, QDateTime,
                  QStringList, QVariantList, QVariantMap, std::nullptr_t, QDynamoDBNumber,
                  QDynamoDBItem>();

    add<QDynamoDBItem, QVariantMap>(
            [](const QDynamoDBItem &item) { return std::optional(item.toVariantMap()); });
    add<QVariantMap, QDynamoDBItem>([](const QVariantMap &map) {
        return std::optional(QDynamoDBItem::fromVariantMap(map));
    });
    return true;
}

[[maybe_unused]] const bool registered = registerConverters();

} // namespace
