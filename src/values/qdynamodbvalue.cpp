// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "values/debugtext_p.h"
#include "values/qdynamodbvalue_p.h"
#include "values/qdynamodbnumber_p.h"
#include "values/valuetext_p.h"

#include <QtCore/qdatetime.h>
#include <QtCore/qdebug.h>
#include <QtCore/qset.h>
#include <QtCore/quuid.h>

#include <algorithm>
#include <cstring>

using namespace Qt::StringLiterals;
using namespace QtDynamoDBPrivate;

namespace {

using Access = ValueAccess;

template<typename T>
bool hasDuplicates(const QList<T> &elements)
{
    constexpr qsizetype few = 16;
    if (elements.size() <= few) {
        for (auto it = elements.begin(); it != elements.end(); ++it) {
            if (std::find(elements.begin(), it, *it) != it)
                return true;
        }
        return false;
    }
    return QSet<T>(elements.begin(), elements.end()).size() != elements.size();
}

// All contents of a value can be moved as bytes, whatever their type says.
void copyBytes(void *to, const void *from, std::size_t size) noexcept
{
    std::memcpy(to, from, size);
}

template<typename T>
bool equalAsSets(QList<T> a, QList<T> b)
{
    if (a.size() != b.size())
        return false;
    if (a == b)
        return true;
    std::sort(a.begin(), a.end());
    std::sort(b.begin(), b.end());
    return a == b;
}

template<typename T>
QString setProblem(const QList<T> &elements)
{
    if (elements.isEmpty())
        return u"a set must not be empty"_s;
    if (hasDuplicates(elements))
        return u"a set must not hold the same element twice"_s;
    return {};
}

} // namespace

QString ValueAccess::problem(const QDynamoDBValue &v)
{
    switch (v.m_type) {
    case Type::Undefined:
        return u"there is no value, or it is of a type that can't be stored"_s;
    case Type::Number:
        return number(v).isValid() ? QString() : NumberAccess::problem(number(v));
    case Type::StringSet:
        return setProblem(strings(v));
    case Type::BinarySet:
        return setProblem(binaries(v));
    case Type::NumberSet:
        for (const QDynamoDBNumber &element : numbers(v)) {
            if (!element.isValid())
                return NumberAccess::problem(element);
        }
        return setProblem(numbers(v));
    case Type::Null:
    case Type::Bool:
    case Type::String:
    case Type::Binary:
    case Type::List:
    case Type::Map:
        break;
    case Type::Unknown:
        if (json(v).isEmpty())
            return u"a value of the type Unknown is empty; only a value that was read can be sent"_s;
        break;
    }
    return {};
}

const QDynamoDBValue &ValueAccess::undefined() noexcept
{
    static const QDynamoDBValue value(Type::Undefined);
    return value;
}

/*!
    \class QDynamoDBValue
    \inmodule QtDynamoDB
    \brief The value of an attribute, of one of DynamoDB's ten types.

    A value of a type that the service introduces later is an \l {QDynamoDBValue::Type}{Unknown}: it
    can be shown and sent back, but not changed.

    Values are made from the Qt types without further ado, and asked for by type:

    \code
    QDynamoDBItem thread;
    thread.insert(u"Subject"_s, u"Hello"_s);
    thread.insert(u"Views"_s, 7);
    thread.insert(u"Tags"_s, QDynamoDBValue::stringSet({ u"qt"_s, u"c++"_s }));

    const qint64 views = thread[u"Views"].toInteger();
    \endcode

    Nothing is converted behind one's back: toString() of a number is the fallback, not its digits,
   an empty string is an empty string, and a list is never taken for a set.

    A value can hold what DynamoDB refuses: an empty set, a set that holds an element twice, an
   invalid number. It is reported, with the attribute's place, when the value is to be sent.

    Values take 32 bytes and share their contents implicitly. The functions of this class are
    reentrant.

    \sa QDynamoDBItem, QDynamoDBNumber, QDynamoDBJson,
    {https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_AttributeValue.html}
    {AttributeValue in the API reference}
*/

/*! \enum QDynamoDBValue::Type
    \value Undefined There is no such attribute, or a QVariant had no counterpart. Can't be sent.
    \value Null      An attribute that is there and null.
    \value Bool      True or false.
    \value Number    A QDynamoDBNumber.
    \value String    Unicode text, which may be empty.
    \value Binary    Bytes, which may be empty.
    \value List      Values of any types, in order.
    \value Map       Values by name: a QDynamoDBItem.
    \value StringSet Strings without order, at least one, none twice.
    \value NumberSet Numbers without order, at least one, none twice.
    \value BinarySet Binaries without order, at least one, none twice.
    \value Unknown   A value that this version of the library can't represent: of a type that the
           service introduced later, or malformed. unknownJson() returns its JSON text. It is sent
           as it was received.
*/

/*! \fn QDynamoDBValue::QDynamoDBValue()
    Makes a Null.
*/

/*! Makes the empty value of \a type: 0, false, an empty string, list or map. */
QDynamoDBValue::QDynamoDBValue(Type type)
    : m_type(Type::Undefined)
{
    switch (type) {
    case Type::Undefined:
    case Type::Null:
    case Type::Bool:
        m_type = type;
        break;
    case Type::Number:
        Access::put(*this, type, QDynamoDBNumber());
        break;
    case Type::String:
        Access::put(*this, type, QString());
        break;
    case Type::Binary:
    case Type::Unknown:
        Access::put(*this, type, QByteArray());
        break;
    case Type::List:
        Access::put(*this, type, QDynamoDBValueList());
        break;
    case Type::Map:
        Access::put(*this, type, QDynamoDBItem());
        break;
    case Type::StringSet:
        Access::put(*this, type, QStringList());
        break;
    case Type::NumberSet:
        Access::put(*this, type, QList<QDynamoDBNumber>());
        break;
    case Type::BinarySet:
        Access::put(*this, type, QByteArrayList());
        break;
    }
}

/*! Makes a Number. */
QDynamoDBValue::QDynamoDBValue(const QDynamoDBNumber &number) noexcept
{
    Access::put(*this, Type::Number, number);
}

/*! Makes a String of \a text. */
QDynamoDBValue::QDynamoDBValue(const QString &text)
{
    Access::put(*this, Type::String, text);
}

/*! \overload */
QDynamoDBValue::QDynamoDBValue(QString &&text) noexcept
{
    Access::put(*this, Type::String, std::move(text));
}

/*! Makes a Binary of \a binary, never a String. */
QDynamoDBValue::QDynamoDBValue(const QByteArray &binary)
{
    Access::put(*this, Type::Binary, binary);
}

/*! \overload */
QDynamoDBValue::QDynamoDBValue(QByteArray &&binary) noexcept
{
    Access::put(*this, Type::Binary, std::move(binary));
}

/*!
    Makes a String of \a dateTime, in UTC and with milliseconds, such as 2026-11-23T10:07:21.000Z:
    sorted as text, these are sorted by time. If \a dateTime is invalid, or before year 1 or after
    year 9999 in UTC, the value is Undefined and can't be sent.
*/
QDynamoDBValue::QDynamoDBValue(const QDateTime &dateTime)
    : QDynamoDBValue(Type::Undefined)
{
    if (auto text = QtDynamoDBPrivate::textOf(dateTime))
        Access::put(*this, Type::String, *std::move(text));
}

/*! Makes a String of \a uuid, in lower case and without braces. */
QDynamoDBValue::QDynamoDBValue(const QUuid &uuid)
    : QDynamoDBValue(QtDynamoDBPrivate::textOf(uuid))
{
}

/*! Makes a List of the elements of \a list. */
QDynamoDBValue::QDynamoDBValue(const QDynamoDBValueList &list)
{
    Access::put(*this, Type::List, list);
}

/*! \overload */
QDynamoDBValue::QDynamoDBValue(QDynamoDBValueList &&list) noexcept
{
    Access::put(*this, Type::List, std::move(list));
}

/*! Makes a Map of the attributes of \a map. */
QDynamoDBValue::QDynamoDBValue(const QDynamoDBItem &map)
{
    Access::put(*this, Type::Map, map);
}

/*! \overload */
QDynamoDBValue::QDynamoDBValue(QDynamoDBItem &&map) noexcept
{
    Access::put(*this, Type::Map, std::move(map));
}

QDynamoDBValue::QDynamoDBValue(const QDynamoDBValue &other)
    : m_type(Type::Undefined)
{
    if (other.m_type <= Type::Number) {
        copyBytes(&m_content, &other.m_content, sizeof m_content);
        m_type = other.m_type;
    } else {
        Access::visitOwned(other, [this, &other](const auto &content) {
            Access::put(*this, other.m_type, content);
        });
    }
}

QDynamoDBValue::QDynamoDBValue(QDynamoDBValue &&other) noexcept
    : m_type(other.m_type)
{
    // All contents can be moved as bytes. What is left behind owns nothing.
    copyBytes(&m_content, &other.m_content, sizeof m_content);
    other.m_type = Type::Null;
}

QDynamoDBValue &QDynamoDBValue::operator=(const QDynamoDBValue &other)
{
    QDynamoDBValue(other).swap(*this);
    return *this;
}

QDynamoDBValue &QDynamoDBValue::operator=(QDynamoDBValue &&other) noexcept
{
    QDynamoDBValue(std::move(other)).swap(*this);
    return *this;
}

void QDynamoDBValue::destroy() noexcept
{
    Access::visitOwned(*this, [](auto &content) { std::destroy_at(&content); });
    m_type = Type::Null;
}

/*! Swaps this value with \a other. */
void QDynamoDBValue::swap(QDynamoDBValue &other) noexcept
{
    char content[sizeof m_content];
    copyBytes(content, &m_content, sizeof m_content);
    copyBytes(&m_content, &other.m_content, sizeof m_content);
    copyBytes(&other.m_content, content, sizeof m_content);
    std::swap(m_type, other.m_type);
}

/*! Makes a StringSet of \a elements. */
QDynamoDBValue QDynamoDBValue::stringSet(const QStringList &elements)
{
    QDynamoDBValue value;
    Access::put(value, Type::StringSet, elements);
    return value;
}

/*! Makes a NumberSet of \a elements. */
QDynamoDBValue QDynamoDBValue::numberSet(const QList<QDynamoDBNumber> &elements)
{
    QDynamoDBValue value;
    Access::put(value, Type::NumberSet, elements);
    return value;
}

/*! Makes a BinarySet of \a elements. */
QDynamoDBValue QDynamoDBValue::binarySet(const QByteArrayList &elements)
{
    QDynamoDBValue value;
    Access::put(value, Type::BinarySet, elements);
    return value;
}

/*! Returns the Bool, or \a fallback for another type. */
bool QDynamoDBValue::toBool(bool fallback) const noexcept
{
    return isBool() ? Access::boolean(*this) : fallback;
}

/*! Returns the Number, or \a fallback for another type. */
QDynamoDBNumber QDynamoDBValue::toNumber(const QDynamoDBNumber &fallback) const noexcept
{
    return isNumber() ? Access::number(*this) : fallback;
}

/*! Returns the Number, or \a fallback for another type and for what is no integer of 64 bits. */
qint64 QDynamoDBValue::toInteger(qint64 fallback) const noexcept
{
    return isNumber() ? Access::number(*this).toInt64().value_or(fallback) : fallback;
}

/*! Returns the Number, or \a fallback for another type and for what no double stands for. */
double QDynamoDBValue::toDouble(double fallback) const noexcept
{
    return isNumber() ? Access::number(*this).toDouble().value_or(fallback) : fallback;
}

/*! Returns the String, or \a fallback for another type. */
QString QDynamoDBValue::toString(const QString &fallback) const
{
    return isString() ? Access::string(*this) : fallback;
}

/*! Returns the Binary, or \a fallback for another type. */
QByteArray QDynamoDBValue::toBinary(const QByteArray &fallback) const
{
    return isBinary() ? Access::binary(*this) : fallback;
}

/*! Returns the List, or an empty one for another type. */
QDynamoDBValueList QDynamoDBValue::toList() const
{
    return isList() ? Access::list(*this) : QDynamoDBValueList();
}

/*! Returns the Map, or a null item for another type. */
QDynamoDBItem QDynamoDBValue::toMap() const
{
    return isMap() ? Access::map(*this) : QDynamoDBItem();
}

/*! Returns the elements of the StringSet, or none for another type. */
QStringList QDynamoDBValue::toStringSet() const
{
    return isStringSet() ? Access::strings(*this) : QStringList();
}

/*! Returns the elements of the NumberSet, or none for another type. */
QList<QDynamoDBNumber> QDynamoDBValue::toNumberSet() const
{
    return isNumberSet() ? Access::numbers(*this) : QList<QDynamoDBNumber>();
}

/*! Returns the elements of the BinarySet, or none for another type. */
QByteArrayList QDynamoDBValue::toBinarySet() const
{
    return isBinarySet() ? Access::binaries(*this) : QByteArrayList();
}

/*!
    Returns the JSON text of an Unknown, such as \c {{"F":[0.5]}}, or an empty string for another
    type.

    A value of a response becomes an Unknown if its type is not one of those in \l Type, or if its
    content does not fit its type: a Number with 39 digits, a set without elements, text that is not
    base64 in a Binary. The rest of the response is not affected. The text is what the service sent,
    byte for byte; it is sent and compared as such. Two Unknown values are equal if their texts are.

    \since 0.1
    \sa QDynamoDBJson::toValue()
*/
QString QDynamoDBValue::unknownJson() const
{
    return isUnknown() ? QString::fromUtf8(Access::json(*this)) : QString();
}

/*!
    Returns the time in UTC that a String in ISO 8601 stands for, or an invalid one.

    A text without time zone, such as Python's \c{datetime.isoformat()} writes, is UTC. A date alone is
    the beginning of that day in UTC. Digits after the milliseconds are ignored.
*/
QDateTime QDynamoDBValue::toDateTime() const
{
    if (!isString())
        return {};
    return QtDynamoDBPrivate::dateTimeFromText(Access::string(*this)).value_or(QDateTime());
}

/*! Returns the UUID that a String stands for, or a null one. */
QUuid QDynamoDBValue::toUuid() const
{
    if (!isString())
        return {};
    return QtDynamoDBPrivate::uuidFromText(Access::string(*this)).value_or(QUuid());
}

/*! Returns the attribute of a Map by its name, or an Undefined value. */
const QDynamoDBValue &QDynamoDBValue::operator[](QStringView attribute) const noexcept
{
    return isMap() ? Access::map(*this).value(attribute) : Access::undefined();
}

/*! Returns the element of a List, from 0, or an Undefined value. */
const QDynamoDBValue &QDynamoDBValue::operator[](qsizetype index) const noexcept
{
    if (!isList() || index < 0 || index >= Access::list(*this).size())
        return Access::undefined();
    return Access::list(*this)[index];
}

/*! Returns how many elements a List or a set has, or attributes a Map; 0 for other types. */
qsizetype QDynamoDBValue::size() const noexcept
{
    switch (m_type) {
    case Type::List:
        return Access::list(*this).size();
    case Type::Map:
        return Access::map(*this).size();
    case Type::StringSet:
        return Access::strings(*this).size();
    case Type::NumberSet:
        return Access::numbers(*this).size();
    case Type::BinarySet:
        return Access::binaries(*this).size();
    default:
        return 0;
    }
}

bool QDynamoDBValue::equals(const QDynamoDBValue &a, const QDynamoDBValue &b) noexcept
{
    if (a.m_type != b.m_type)
        return false;
    switch (a.m_type) {
    case Type::Undefined:
    case Type::Null:
        return true;
    case Type::Bool:
        return Access::boolean(a) == Access::boolean(b);
    case Type::Number:
        return Access::number(a) == Access::number(b);
    case Type::String:
        return Access::string(a) == Access::string(b);
    case Type::Binary:
    case Type::Unknown:
        return Access::binary(a) == Access::binary(b);
    case Type::List:
        return Access::list(a) == Access::list(b);
    case Type::Map:
        return Access::map(a) == Access::map(b);
    case Type::StringSet:
        return equalAsSets(Access::strings(a), Access::strings(b));
    case Type::NumberSet:
        return equalAsSets(Access::numbers(a), Access::numbers(b));
    case Type::BinarySet:
        return equalAsSets(Access::binaries(a), Access::binaries(b));
    }
    return false;
}

QDebug operator<<(QDebug debug, const QDynamoDBValue &value)
{
    const QDebugStateSaver saver(debug);
    QtDynamoDBPrivate::DebugText text;
    text.addValue(value);
    debug.nospace().noquote() << "QDynamoDBValue(" << text.text() << ')';
    return debug;
}
