// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef KEYCLASSES_H
#define KEYCLASSES_H

#include <QtDynamoDB/qdynamodbmapper.h>

#include <QtCore/qdatetime.h>
#include <QtCore/qjsonobject.h>
#include <QtCore/qset.h>
#include <QtCore/qurl.h>
#include <QtCore/quuid.h>

using namespace Qt::StringLiterals;

struct Text // with a converter that always writes a string
{
    QString text;

    friend bool operator==(const Text &a, const Text &b) { return a.text == b.text; }
};
struct Either // with a converter that returns values
{
    int number = 0;

    friend bool operator==(const Either &a, const Either &b) { return a.number == b.number; }
};
struct Nothing // with a converter whose default object has no value
{
    int number = 0;

    friend bool operator==(const Nothing &a, const Nothing &b) { return a.number == b.number; }
};

class Keys
{
    Q_GADGET

public:
    enum class State { Open, Closed };
    Q_ENUM(State)
    enum Option { Bold = 1, Italic = 2 };
    Q_DECLARE_FLAGS(Options, Option)
    Q_FLAG(Options)
};

// The classes differ in the type of their key.
struct BoolKey
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.partitionKey", "key")
    Q_PROPERTY(bool key READ getKey WRITE setKey)

public:
    bool getKey() const { return key; }
    void setKey(const bool &newKey) { key = newKey; }

    bool key {};
};

struct Int8Key
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.partitionKey", "key")
    Q_PROPERTY(qint8 key READ getKey WRITE setKey)

public:
    qint8 getKey() const { return key; }
    void setKey(const qint8 &newKey) { key = newKey; }

    qint8 key {};
};

struct UInt8Key
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.partitionKey", "key")
    Q_PROPERTY(quint8 key READ getKey WRITE setKey)

public:
    quint8 getKey() const { return key; }
    void setKey(const quint8 &newKey) { key = newKey; }

    quint8 key {};
};

struct ShortKey
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.partitionKey", "key")
    Q_PROPERTY(short key READ getKey WRITE setKey)

public:
    short getKey() const { return key; }
    void setKey(const short &newKey) { key = newKey; }

    short key {};
};

struct UShortKey
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.partitionKey", "key")
    Q_PROPERTY(ushort key READ getKey WRITE setKey)

public:
    ushort getKey() const { return key; }
    void setKey(const ushort &newKey) { key = newKey; }

    ushort key {};
};

struct IntKey
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.partitionKey", "key")
    Q_PROPERTY(int key READ getKey WRITE setKey)

public:
    int getKey() const { return key; }
    void setKey(const int &newKey) { key = newKey; }

    int key {};
};

struct UIntKey
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.partitionKey", "key")
    Q_PROPERTY(uint key READ getKey WRITE setKey)

public:
    uint getKey() const { return key; }
    void setKey(const uint &newKey) { key = newKey; }

    uint key {};
};

struct Int64Key
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.partitionKey", "key")
    Q_PROPERTY(qint64 key READ getKey WRITE setKey)

public:
    qint64 getKey() const { return key; }
    void setKey(const qint64 &newKey) { key = newKey; }

    qint64 key {};
};

struct UInt64Key
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.partitionKey", "key")
    Q_PROPERTY(quint64 key READ getKey WRITE setKey)

public:
    quint64 getKey() const { return key; }
    void setKey(const quint64 &newKey) { key = newKey; }

    quint64 key {};
};

struct FloatKey
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.partitionKey", "key")
    Q_PROPERTY(float key READ getKey WRITE setKey)

public:
    float getKey() const { return key; }
    void setKey(const float &newKey) { key = newKey; }

    float key {};
};

struct DoubleKey
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.partitionKey", "key")
    Q_PROPERTY(double key READ getKey WRITE setKey)

public:
    double getKey() const { return key; }
    void setKey(const double &newKey) { key = newKey; }

    double key {};
};

struct CharKey
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.partitionKey", "key")
    Q_PROPERTY(char key READ getKey WRITE setKey)

public:
    char getKey() const { return key; }
    void setKey(const char &newKey) { key = newKey; }

    char key {};
};

struct NumberKey
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.partitionKey", "key")
    Q_PROPERTY(QDynamoDBNumber key READ getKey WRITE setKey)

public:
    QDynamoDBNumber getKey() const { return key; }
    void setKey(const QDynamoDBNumber &newKey) { key = newKey; }

    QDynamoDBNumber key {};
};

struct CharacterKey
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.partitionKey", "key")
    Q_PROPERTY(QChar key READ getKey WRITE setKey)

public:
    QChar getKey() const { return key; }
    void setKey(const QChar &newKey) { key = newKey; }

    QChar key {};
};

struct StringKey
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.partitionKey", "key")
    Q_PROPERTY(QString key READ getKey WRITE setKey)

public:
    QString getKey() const { return key; }
    void setKey(const QString &newKey) { key = newKey; }

    QString key {};
};

struct BytesKey
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.partitionKey", "key")
    Q_PROPERTY(QByteArray key READ getKey WRITE setKey)

public:
    QByteArray getKey() const { return key; }
    void setKey(const QByteArray &newKey) { key = newKey; }

    QByteArray key {};
};

struct DateTimeKey
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.partitionKey", "key")
    Q_PROPERTY(QDateTime key READ getKey WRITE setKey)

public:
    QDateTime getKey() const { return key; }
    void setKey(const QDateTime &newKey) { key = newKey; }

    QDateTime key {};
};

struct DateKey
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.partitionKey", "key")
    Q_PROPERTY(QDate key READ getKey WRITE setKey)

public:
    QDate getKey() const { return key; }
    void setKey(const QDate &newKey) { key = newKey; }

    QDate key {};
};

struct TimeKey
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.partitionKey", "key")
    Q_PROPERTY(QTime key READ getKey WRITE setKey)

public:
    QTime getKey() const { return key; }
    void setKey(const QTime &newKey) { key = newKey; }

    QTime key {};
};

struct UuidKey
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.partitionKey", "key")
    Q_PROPERTY(QUuid key READ getKey WRITE setKey)

public:
    QUuid getKey() const { return key; }
    void setKey(const QUuid &newKey) { key = newKey; }

    QUuid key {};
};

struct UrlKey
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.partitionKey", "key")
    Q_PROPERTY(QUrl key READ getKey WRITE setKey)

public:
    QUrl getKey() const { return key; }
    void setKey(const QUrl &newKey) { key = newKey; }

    QUrl key {};
};

struct EnumKey
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.partitionKey", "key")
    Q_PROPERTY(Keys::State key READ getKey WRITE setKey)

public:
    Keys::State getKey() const { return key; }
    void setKey(const Keys::State &newKey) { key = newKey; }

    Keys::State key {};
};

struct FlagsKey
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.partitionKey", "key")
    Q_PROPERTY(Keys::Options key READ getKey WRITE setKey)

public:
    Keys::Options getKey() const { return key; }
    void setKey(const Keys::Options &newKey) { key = newKey; }

    Keys::Options key {};
};

struct OptionalIntKey
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.partitionKey", "key")
    Q_PROPERTY(std::optional<int> key READ getKey WRITE setKey)

public:
    std::optional<int> getKey() const { return key; }
    void setKey(const std::optional<int> &newKey) { key = newKey; }

    std::optional<int> key {};
};

struct OptionalStringKey
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.partitionKey", "key")
    Q_PROPERTY(std::optional<QString> key READ getKey WRITE setKey)

public:
    std::optional<QString> getKey() const { return key; }
    void setKey(const std::optional<QString> &newKey) { key = newKey; }

    std::optional<QString> key {};
};

struct OptionalBytesKey
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.partitionKey", "key")
    Q_PROPERTY(std::optional<QByteArray> key READ getKey WRITE setKey)

public:
    std::optional<QByteArray> getKey() const { return key; }
    void setKey(const std::optional<QByteArray> &newKey) { key = newKey; }

    std::optional<QByteArray> key {};
};

struct OptionalTimeKey
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.partitionKey", "key")
    Q_PROPERTY(std::optional<QDateTime> key READ getKey WRITE setKey)

public:
    std::optional<QDateTime> getKey() const { return key; }
    void setKey(const std::optional<QDateTime> &newKey) { key = newKey; }

    std::optional<QDateTime> key {};
};

struct OptionalBoolKey
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.partitionKey", "key")
    Q_PROPERTY(std::optional<bool> key READ getKey WRITE setKey)

public:
    std::optional<bool> getKey() const { return key; }
    void setKey(const std::optional<bool> &newKey) { key = newKey; }

    std::optional<bool> key {};
};

struct TextConverterKey
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.partitionKey", "key")
    Q_PROPERTY(Text key READ getKey WRITE setKey)

public:
    Text getKey() const { return key; }
    void setKey(const Text &newKey) { key = newKey; }

    Text key {};
};

struct EitherConverterKey
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.partitionKey", "key")
    Q_PROPERTY(Either key READ getKey WRITE setKey)

public:
    Either getKey() const { return key; }
    void setKey(const Either &newKey) { key = newKey; }

    Either key {};
};

struct NothingConverterKey
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.partitionKey", "key")
    Q_PROPERTY(Nothing key READ getKey WRITE setKey)

public:
    Nothing getKey() const { return key; }
    void setKey(const Nothing &newKey) { key = newKey; }

    Nothing key {};
};

struct ValueKey
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.partitionKey", "key")
    Q_PROPERTY(QDynamoDBValue key READ getKey WRITE setKey)

public:
    QDynamoDBValue getKey() const { return key; }
    void setKey(const QDynamoDBValue &newKey) { key = newKey; }

    QDynamoDBValue key {};
};

struct VariantKey
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.partitionKey", "key")
    Q_PROPERTY(QVariant key READ getKey WRITE setKey)

public:
    QVariant getKey() const { return key; }
    void setKey(const QVariant &newKey) { key = newKey; }

    QVariant key {};
};

struct ItemKey
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.partitionKey", "key")
    Q_PROPERTY(QDynamoDBItem key READ getKey WRITE setKey)

public:
    QDynamoDBItem getKey() const { return key; }
    void setKey(const QDynamoDBItem &newKey) { key = newKey; }

    QDynamoDBItem key {};
};

struct ListKey
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.partitionKey", "key")
    Q_PROPERTY(QStringList key READ getKey WRITE setKey)

public:
    QStringList getKey() const { return key; }
    void setKey(const QStringList &newKey) { key = newKey; }

    QStringList key {};
};

struct SetKey
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.partitionKey", "key")
    Q_PROPERTY(QSet<QString> key READ getKey WRITE setKey)

public:
    QSet<QString> getKey() const { return key; }
    void setKey(const QSet<QString> &newKey) { key = newKey; }

    QSet<QString> key {};
};

struct MapKey
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.partitionKey", "key")
    Q_PROPERTY(QVariantMap key READ getKey WRITE setKey)

public:
    QVariantMap getKey() const { return key; }
    void setKey(const QVariantMap &newKey) { key = newKey; }

    QVariantMap key {};
};

struct JsonKey
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.partitionKey", "key")
    Q_PROPERTY(QJsonObject key READ getKey WRITE setKey)

public:
    QJsonObject getKey() const { return key; }
    void setKey(const QJsonObject &newKey) { key = newKey; }

    QJsonObject key {};
};

struct TimeToLiveKey
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.partitionKey", "key")
    Q_CLASSINFO("DynamoDB.index.ByExpiry", "expires")
    Q_CLASSINFO("DynamoDB.timeToLive", "expires")
    Q_PROPERTY(QString key MEMBER key)
    Q_PROPERTY(std::optional<QDateTime> expires MEMBER expires)

public:
    QString key;
    std::optional<QDateTime> expires;
};

struct NamedType
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.partitionKey", "key")
    Q_CLASSINFO("DynamoDB.keyType.key", "N")
    Q_PROPERTY(QDynamoDBValue key MEMBER key)

public:
    QDynamoDBValue key;
};

struct WrongType
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.partitionKey", "key")
    Q_CLASSINFO("DynamoDB.keyType.key", "N")
    Q_PROPERTY(QString key MEMBER key)

public:
    QString key;
};

struct NoSuchType
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.partitionKey", "key")
    Q_CLASSINFO("DynamoDB.keyType.key", "BOOL")
    Q_PROPERTY(QDynamoDBValue key MEMBER key)

public:
    QDynamoDBValue key;
};

struct ListInIndex
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.partitionKey", "key")
    Q_CLASSINFO("DynamoDB.index.ByTags", "tags")
    Q_PROPERTY(QString key MEMBER key)
    Q_PROPERTY(QStringList tags MEMBER tags)

public:
    QString key;
    QStringList tags;
};

struct OnlySortKey
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.sortKey", "key")
    Q_PROPERTY(QString key MEMBER key)

public:
    QString key;
};

struct KeyTwice
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.partitionKey", "key")
    Q_CLASSINFO("DynamoDB.sortKey", "key")
    Q_PROPERTY(QString key MEMBER key)

public:
    QString key;
};

struct StampAsKey
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.partitionKey", "key")
    Q_CLASSINFO("DynamoDB.writeStamp", "key")
    Q_PROPERTY(QString key MEMBER key)

public:
    QString key;
};

struct StampOfNumbers
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.partitionKey", "key")
    Q_CLASSINFO("DynamoDB.writeStamp", "stamp")
    Q_PROPERTY(QString key MEMBER key)
    Q_PROPERTY(int stamp MEMBER stamp)

public:
    QString key;
    int stamp = 0;
};

struct VersionAsKey
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.partitionKey", "key")
    Q_CLASSINFO("DynamoDB.sortKey", "version")
    Q_CLASSINFO("DynamoDB.version", "version")
    Q_PROPERTY(QString key MEMBER key)
    Q_PROPERTY(int version MEMBER version)

public:
    QString key;
    int version = 0;
};

struct UpdatedAsKey
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.partitionKey", "key")
    Q_CLASSINFO("DynamoDB.sortKey", "changed")
    Q_CLASSINFO("DynamoDB.updated", "changed")
    Q_PROPERTY(QString key MEMBER key)
    Q_PROPERTY(QDateTime changed MEMBER changed)

public:
    QString key;
    QDateTime changed;
};

struct SortedByTime
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.partitionKey", "forum")
    Q_CLASSINFO("DynamoDB.sortKey", "posted")
    Q_CLASSINFO("DynamoDB.index.ByUser", "user, seen")
    Q_CLASSINFO("DynamoDB.name.forum", "Forum")
    Q_PROPERTY(QString forum MEMBER forum)
    Q_PROPERTY(QDateTime posted MEMBER posted)
    Q_PROPERTY(QUuid user MEMBER user)
    Q_PROPERTY(QDateTime seen MEMBER seen)
    Q_PROPERTY(QDateTime other MEMBER other)

public:
    QString forum;
    QDateTime posted;
    QUuid user;
    QDateTime seen;
    QDateTime other;
};

class Folded : public QObject // with a setter that changes the key
{
    Q_OBJECT
    Q_CLASSINFO("DynamoDB.partitionKey", "name")
    Q_PROPERTY(QString name READ name WRITE setName)

public:
    [[nodiscard]] QString name() const { return m_name; }
    void setName(const QString &name) { m_name = name.toLower(); }

private:
    QString m_name;
};

#endif
