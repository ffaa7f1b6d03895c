// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef VALUECLASSES_H
#define VALUECLASSES_H

#include <QtDynamoDB/qdynamodbmapper.h>

#include <QtCore/qdatetime.h>
#include <QtCore/qjsonarray.h>
#include <QtCore/qjsonobject.h>
#include <QtCore/qlocale.h>
#include <QtCore/qset.h>
#include <QtCore/qurl.h>
#include <QtCore/quuid.h>

#include <cmath>

using namespace Qt::StringLiterals;

struct Inner
{
    Q_GADGET
    Q_PROPERTY(QString text MEMBER text)
    Q_PROPERTY(double real MEMBER real)

public:
    QString text;
    double real = 0;

    friend bool operator==(const Inner &a, const Inner &b)
    {
        return a.text == b.text && a.real == b.real;
    }
};

struct Money // without meta-object
{
    qint64 cents = 0;

    friend bool operator==(const Money &a, const Money &b) { return a.cents == b.cents; }
};

struct Rounded // with a converter that loses precision
{
    double value = 0;

    friend bool operator==(const Rounded &a, const Rounded &b) { return a.value == b.value; }
};

Q_DECLARE_METATYPE(std::optional<int>) // for containers of this type

struct All
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.timeToLive", "expires")
    Q_PROPERTY(bool yes MEMBER yes)
    Q_PROPERTY(char aChar MEMBER aChar)
    Q_PROPERTY(qint8 int8 MEMBER int8)
    Q_PROPERTY(quint8 uint8 MEMBER uint8)
    Q_PROPERTY(qint16 int16 MEMBER int16)
    Q_PROPERTY(quint16 uint16 MEMBER uint16)
    Q_PROPERTY(qint32 int32 MEMBER int32)
    Q_PROPERTY(quint32 uint32 MEMBER uint32)
    Q_PROPERTY(qint64 int64 MEMBER int64)
    Q_PROPERTY(quint64 uint64 MEMBER uint64)
    Q_PROPERTY(float real32 MEMBER real32)
    Q_PROPERTY(double real64 MEMBER real64)
    Q_PROPERTY(QDynamoDBNumber exact MEMBER exact)
    Q_PROPERTY(QChar character MEMBER character)
    Q_PROPERTY(QString text MEMBER text)
    Q_PROPERTY(QByteArray bytes MEMBER bytes)
    Q_PROPERTY(QDateTime when MEMBER when)
    Q_PROPERTY(QDateTime expires MEMBER expires)
    Q_PROPERTY(QDate date MEMBER date)
    Q_PROPERTY(QTime time MEMBER time)
    Q_PROPERTY(QUuid uuid MEMBER uuid)
    Q_PROPERTY(QUrl url MEMBER url)
    Q_PROPERTY(Level level MEMBER level)
    Q_PROPERTY(Small small MEMBER small)
    Q_PROPERTY(Options options READ getOptions WRITE setOptions)
    Q_PROPERTY(Modes modes READ getModes WRITE setModes)
    Q_PROPERTY(QVariant variant MEMBER variant)
    Q_PROPERTY(QVariantMap variants MEMBER variants)
    Q_PROPERTY(QVariantList variantList MEMBER variantList)
    Q_PROPERTY(QJsonValue json MEMBER json)
    Q_PROPERTY(QJsonObject jsonObject MEMBER jsonObject)
    Q_PROPERTY(QJsonArray jsonArray MEMBER jsonArray)
    Q_PROPERTY(QDynamoDBValue value MEMBER value)
    Q_PROPERTY(QDynamoDBItem item MEMBER item)
    Q_PROPERTY(Inner inner MEMBER inner)
    Q_PROPERTY(QList<Inner> inners MEMBER inners)
    Q_PROPERTY(QStringList strings MEMBER strings)
    Q_PROPERTY(QByteArrayList binaries MEMBER binaries)
    Q_PROPERTY(QList<QUrl> urls MEMBER urls)
    Q_PROPERTY(QList<QUuid> uuids MEMBER uuids)
    Q_PROPERTY(QList<QDateTime> times MEMBER times)
    Q_PROPERTY(QList<double> reals MEMBER reals)
    Q_PROPERTY(QList<std::optional<int>> optionals MEMBER optionals)
    Q_PROPERTY(QList<QSet<QString>> sets MEMBER sets)
    Q_PROPERTY(QSet<QString> stringSet MEMBER stringSet)
    Q_PROPERTY(QSet<float> floatSet MEMBER floatSet)
    Q_PROPERTY(QSet<QUuid> uuidSet MEMBER uuidSet)
    Q_PROPERTY(QMap<int, QString> byNumber MEMBER byNumber)
    Q_PROPERTY(QHash<Level, int> byLevel MEMBER byLevel)
    Q_PROPERTY(QMap<QString, QUrl> byName MEMBER byName)
    Q_PROPERTY(std::optional<int> maybeInt MEMBER maybeInt)
    Q_PROPERTY(std::optional<QString> maybeText MEMBER maybeText)
    Q_PROPERTY(std::optional<QByteArray> maybeBytes MEMBER maybeBytes)
    Q_PROPERTY(std::optional<QUuid> maybeUuid MEMBER maybeUuid)
    Q_PROPERTY(std::optional<QUrl> maybeUrl MEMBER maybeUrl)
    Q_PROPERTY(std::optional<QDateTime> maybeTime MEMBER maybeTime)
    Q_PROPERTY(std::optional<QDynamoDBItem> maybeItem MEMBER maybeItem)
    Q_PROPERTY(Money money MEMBER money)
    Q_PROPERTY(Rounded rounded MEMBER rounded)

public:
    enum class Level { Low = -1, Middle, High = 100000 };
    Q_ENUM(Level)
    enum class Small : quint8 { None, Some, All = 255 };
    Q_ENUM(Small)
    enum Option { Bold = 1, Italic = 2, Underlined = 8 };
    Q_DECLARE_FLAGS(Options, Option)
    Q_FLAG(Options)
    enum class Mode { Read = 1, Write = 2, ReadWrite = 3 };
    Q_ENUM(Mode) // and Q_FLAG
    Q_DECLARE_FLAGS(Modes, Mode)
    Q_FLAG(Modes)

    Options getOptions() const { return options; } // moc does not support MEMBER for flags
    void setOptions(Options newOptions) { options = newOptions; }
    Modes getModes() const { return modes; }
    void setModes(Modes newModes) { modes = newModes; }

    bool yes = false;
    char aChar = 0;
    qint8 int8 = 0;
    quint8 uint8 = 0;
    qint16 int16 = 0;
    quint16 uint16 = 0;
    qint32 int32 = 0;
    quint32 uint32 = 0;
    qint64 int64 = 0;
    quint64 uint64 = 0;
    float real32 = 0;
    double real64 = 0;
    QDynamoDBNumber exact;
    QChar character = u'a';
    QString text;
    QByteArray bytes;
    QDateTime when;
    QDateTime expires;
    QDate date;
    QTime time;
    QUuid uuid;
    QUrl url;
    Level level = Level::Low;
    Small small = Small::None;
    Options options;
    Modes modes;
    QVariant variant;
    QVariantMap variants;
    QVariantList variantList;
    QJsonValue json;
    QJsonObject jsonObject;
    QJsonArray jsonArray;
    QDynamoDBValue value = QDynamoDBValue::Type::Undefined;
    QDynamoDBItem item;
    Inner inner;
    QList<Inner> inners;
    QStringList strings;
    QByteArrayList binaries;
    QList<QUrl> urls;
    QList<QUuid> uuids;
    QList<QDateTime> times;
    QList<double> reals;
    QList<std::optional<int>> optionals;
    QList<QSet<QString>> sets;
    QSet<QString> stringSet;
    QSet<float> floatSet;
    QSet<QUuid> uuidSet;
    QMap<int, QString> byNumber;
    QHash<Level, int> byLevel;
    QMap<QString, QUrl> byName;
    std::optional<int> maybeInt;
    std::optional<QString> maybeText;
    std::optional<QByteArray> maybeBytes;
    std::optional<QUuid> maybeUuid;
    std::optional<QUrl> maybeUrl;
    std::optional<QDateTime> maybeTime;
    std::optional<QDynamoDBItem> maybeItem;
    Money money;
    Rounded rounded;
};

inline void registerConverters()
{
    QDynamoDBMapper::registerConverter<Money>(
            [](const Money &money) { return money.cents; },
            [](const QDynamoDBValue &value) -> QDynamoDBExpected<Money> {
                const auto cents = value.toNumber(QDynamoDBNumber(0.5)).toInt64();
                if (!cents || *cents < 0)
                    return QDynamoDBError(QDynamoDBError::Code::InvalidParameterValue,
                                          u"no amount"_s);
                return Money { *cents };
            });
    QDynamoDBMapper::registerConverter<Rounded>([](const Rounded &rounded) { return rounded.value; },
                                                [](const QDynamoDBValue &value)
                                                        -> QDynamoDBExpected<Rounded> {
                                                    return Rounded { std::floor(value.toDouble()) };
                                                });
}

// Compares all properties; null and empty strings are equal.
inline QString difference(const All &a, const All &b)
{
    const auto same = [](const auto &x, const auto &y) { return x == y; };
    const std::pair<const char *, bool> optionals[] = {
        { "optionals", same(a.optionals, b.optionals) },
        { "maybeInt", same(a.maybeInt, b.maybeInt) },
        { "maybeText", same(a.maybeText, b.maybeText) },
        { "maybeBytes", same(a.maybeBytes, b.maybeBytes) },
        { "maybeUuid", same(a.maybeUuid, b.maybeUuid) },
        { "maybeUrl", same(a.maybeUrl, b.maybeUrl) },
        { "maybeTime", same(a.maybeTime, b.maybeTime) },
        { "maybeItem", same(a.maybeItem, b.maybeItem) },
        { "variant", same(a.variant, b.variant) },
        { "variants", same(a.variants, b.variants) },
        { "byLevel", same(a.byLevel, b.byLevel) },
        { "sets", same(a.sets, b.sets) },
    };
    const QMetaObject &metaObject = All::staticMetaObject;
    for (int i = 0; i < metaObject.propertyCount(); ++i) {
        const QMetaProperty property = metaObject.property(i);
        bool isSame = property.readOnGadget(&a) == property.readOnGadget(&b);
        for (const auto &[name, sameOptional] : optionals) {
            if (qstrcmp(name, property.name()) == 0)
                isSame = sameOptional;
        }
        if (!isSame)
            return QString::fromLatin1(property.name());
    }
    return {};
}

// With defaults that differ from "no value".
struct Defaults
{
    Q_GADGET
    Q_PROPERTY(QString theme MEMBER theme)
    Q_PROPERTY(QUuid id MEMBER id)
    Q_PROPERTY(std::optional<int> limit MEMBER limit)
    Q_PROPERTY(QSet<QString> tags MEMBER tags)
    Q_PROPERTY(QString note MEMBER note)

public:
    QString theme = u"light"_s;
    QUuid id = QUuid(u"{12345678-abcd-4567-89ab-0123456789ab}"_s);
    std::optional<int> limit = 5;
    QSet<QString> tags = { u"new"_s };
    QString note;
};

struct LocaleMember
{
    Q_GADGET
    Q_PROPERTY(QLocale locale MEMBER locale)

public:
    QLocale locale;
};

struct UnknownElement
{
    Q_GADGET
    Q_PROPERTY(QList<QLocale> locales MEMBER locales)

public:
    QList<QLocale> locales;
};

struct BadKey
{
    Q_GADGET
    Q_PROPERTY(QMap<QPair<int, int>, int> map MEMBER map)

public:
    QMap<QPair<int, int>, int> map;
};

struct Node // contains itself
{
    Q_GADGET
    Q_PROPERTY(QString name MEMBER name)
    Q_PROPERTY(QList<Node> children MEMBER children)

public:
    QString name;
    QList<Node> children;

    friend bool operator==(const Node &a, const Node &b)
    {
        return a.name == b.name && a.children == b.children;
    }
};

#endif
