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

// Every content of a value can be moved as bytes. The parameters are void pointers because
// compilers warn about memcpy() of types that are not trivially copyable.
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
        return u"a set must not be empty; remove the attribute instead"_s;
    if (hasDuplicates(elements))
        return u"a set must not hold the same element twice"_s;
    return {};
}

} // namespace

QString ValueAccess::problem(const QDynamoDBValue &v)
{
    switch (v.m_type) {
    case Type::Undefined:
        return u"the value is Undefined: there is no value, or it was made from something that "
               "DynamoDB can't store"_s;
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

    A value is constructed from a Qt type, and read by a function for its type:

    \code
    QDynamoDBItem thread;
    thread.insert(u"Subject"_s, u"Hello"_s);
    thread.insert(u"Views"_s, 7);
    thread.insert(u"Tags"_s, QDynamoDBValue::stringSet({ u"qt"_s, u"c++"_s }));

    const qint64 views = thread[u"Views"].toInteger();
    \endcode

    There are no implicit conversions between the types. For a Number, toString() returns the
    fallback, not the digits. An empty string stays an empty string. A QStringList or a QList
    becomes a List, never a set; see stringSet(), numberSet() and binarySet().

    A value can hold content that DynamoDB rejects: an empty set, a set that holds an element twice,
    or an invalid number. A call with such a value fails before anything is sent; the error names
    the attribute.

    A value of a type that the service introduces after this version of the library is
    \l {QDynamoDBValue::Type}{Unknown}: it can be printed and sent back, but not changed.

    A value takes 32 bytes and shares its content implicitly. The functions of this class are
    reentrant.

    \since 0.1
    \sa QDynamoDBItem, QDynamoDBNumber, QDynamoDBJson,
    {https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_AttributeValue.html}
    {AttributeValue in the API reference}
*/

/*! \typedef QDynamoDBValueList
    \relates QDynamoDBValue

    A QList of QDynamoDBValue: the content of a List.

    \since 0.1
*/

/*! \enum QDynamoDBValue::Type

    The types of values.

    \value Undefined No value: the attribute does not exist, or a QVariant has no counterpart. Can't
           be sent.
    \value Null      Null, for an attribute that exists.
    \value Bool      True or false.
    \value Number    A QDynamoDBNumber.
    \value String    Unicode text, which may be empty.
    \value Binary    Bytes, which may be empty.
    \value List      Values of any types, in order.
    \value Map       Values by name: a QDynamoDBItem.
    \value StringSet At least one string, without order and duplicates.
    \value NumberSet At least one number, without order and duplicates.
    \value BinarySet At least one binary, without order and duplicates.
    \value Unknown   A value that this version of the library can't represent: of a type that the
           service introduced later, or malformed. unknownJson() returns its JSON text. It is sent
           as it was received.
*/

/*!
    \property QDynamoDBValue::type
    \brief the type of the value.

    A default-constructed value is Null.
*/

/*!
    \property QDynamoDBValue::elements
    \brief the elements of a List or a set, for QML; empty for another type.

    Integers beyond 9007199254740991 in magnitude are QDynamoDBNumber, since a JavaScript number
    would round them. In C++, elements() returns them as \c qint64 or \c quint64.
*/

/*! \fn QDynamoDBValue::QDynamoDBValue()
    \fn QDynamoDBValue::QDynamoDBValue(std::nullptr_t)

    Constructs a Null.
*/

/*! \fn template <typename T, std::enable_if_t<std::is_same_v<T, bool>, bool>> QDynamoDBValue::QDynamoDBValue(T value)

    Constructs a Bool of \a value. Only \c bool itself is accepted, so that a pointer does not
    become \c true by accident.
*/

/*! \fn QDynamoDBValue::QDynamoDBValue(int value)
    \fn QDynamoDBValue::QDynamoDBValue(uint value)
    \fn QDynamoDBValue::QDynamoDBValue(long value)
    \fn QDynamoDBValue::QDynamoDBValue(ulong value)
    \fn QDynamoDBValue::QDynamoDBValue(qint64 value)
    \fn QDynamoDBValue::QDynamoDBValue(quint64 value)
    \fn QDynamoDBValue::QDynamoDBValue(float value)
    \fn QDynamoDBValue::QDynamoDBValue(double value)

    Constructs a Number of \a value, as the constructor of QDynamoDBNumber for the same type does.
*/

/*! \fn QDynamoDBValue::QDynamoDBValue(QStringView text)
    \fn QDynamoDBValue::QDynamoDBValue(QLatin1StringView text)
    \fn QDynamoDBValue::QDynamoDBValue(const char16_t *text)

    Constructs a String of \a text.
*/

/*! \fn bool QDynamoDBValue::isUndefined() const
    \fn bool QDynamoDBValue::isNull() const
    \fn bool QDynamoDBValue::isBool() const
    \fn bool QDynamoDBValue::isNumber() const
    \fn bool QDynamoDBValue::isString() const
    \fn bool QDynamoDBValue::isBinary() const
    \fn bool QDynamoDBValue::isList() const
    \fn bool QDynamoDBValue::isMap() const
    \fn bool QDynamoDBValue::isStringSet() const
    \fn bool QDynamoDBValue::isNumberSet() const
    \fn bool QDynamoDBValue::isBinarySet() const
    \fn bool QDynamoDBValue::isUnknown() const

    Returns whether the value is of the type in the function's name.

    \sa type, Type
*/

/*! \fn bool QDynamoDBValue::operator==(const QDynamoDBValue &a, const QDynamoDBValue &b)
    \fn bool QDynamoDBValue::operator!=(const QDynamoDBValue &a, const QDynamoDBValue &b)

    Returns whether \a a and \a b are equal or not. Values of different types are not equal. Numbers
    are compared by value, so that 1.50 equals 1.5; sets and maps are compared regardless of order;
    Unknown values are compared by their JSON text.
*/

/*! \fn QDebug QDynamoDBValue::operator<<(QDebug debug, const QDynamoDBValue &value)

    Prints \a value to \a debug in one line of about 2000 characters at most: the first 200
    characters of a string, the first 16 bytes of a binary, and the number of elements that were
    left out.
*/

/*!
    Constructs the empty value of \a type: false, 0, or an empty string, binary, list, map or set.
    An empty set and an empty Unknown can't be sent.
*/
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

/*! Constructs a Number of \a number, which may be invalid; such a value can't be sent. */
QDynamoDBValue::QDynamoDBValue(const QDynamoDBNumber &number) noexcept
{
    Access::put(*this, Type::Number, number);
}

/*! Constructs a String of \a text. */
QDynamoDBValue::QDynamoDBValue(const QString &text)
{
    Access::put(*this, Type::String, text);
}

/*! \overload */
QDynamoDBValue::QDynamoDBValue(QString &&text) noexcept
{
    Access::put(*this, Type::String, std::move(text));
}

/*! Constructs a Binary of the bytes in \a binary, never a String. */
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
    Constructs a String of \a dateTime in ISO 8601, in UTC and with milliseconds, such as
    2026-11-23T10:07:21.000Z. Such strings sort by time. If \a dateTime is invalid, before year 1 or
    after year 9999 in UTC, the value is Undefined and can't be sent.

    \sa toDateTime()
*/
QDynamoDBValue::QDynamoDBValue(const QDateTime &dateTime)
    : QDynamoDBValue(Type::Undefined)
{
    if (auto text = QtDynamoDBPrivate::textOf(dateTime))
        Access::put(*this, Type::String, *std::move(text));
}

/*!
    Constructs a String of \a uuid, in lower case and without braces.

    \sa toUuid()
*/
QDynamoDBValue::QDynamoDBValue(const QUuid &uuid)
    : QDynamoDBValue(QtDynamoDBPrivate::textOf(uuid))
{
}

/*! Constructs a List of the elements of \a list. */
QDynamoDBValue::QDynamoDBValue(const QDynamoDBValueList &list)
{
    Access::put(*this, Type::List, list);
}

/*! \overload */
QDynamoDBValue::QDynamoDBValue(QDynamoDBValueList &&list) noexcept
{
    Access::put(*this, Type::List, std::move(list));
}

/*! Constructs a Map of the attributes of \a map. */
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
    // The bytes that remain in other own nothing once its type is Null.
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

/*! Swaps this value with \a other. This operation is fast and never fails. */
void QDynamoDBValue::swap(QDynamoDBValue &other) noexcept
{
    char content[sizeof m_content];
    copyBytes(content, &m_content, sizeof m_content);
    copyBytes(&m_content, &other.m_content, sizeof m_content);
    copyBytes(&other.m_content, content, sizeof m_content);
    std::swap(m_type, other.m_type);
}

/*!
    Returns a StringSet of \a elements. A set can be sent only if it has at least one element and no
    element twice.
*/
QDynamoDBValue QDynamoDBValue::stringSet(const QStringList &elements)
{
    QDynamoDBValue value;
    Access::put(value, Type::StringSet, elements);
    return value;
}

/*!
    Returns a NumberSet of \a elements. A set can be sent only if it has at least one element and no
    element twice; 1 and 1.0 are the same element.
*/
QDynamoDBValue QDynamoDBValue::numberSet(const QList<QDynamoDBNumber> &elements)
{
    QDynamoDBValue value;
    Access::put(value, Type::NumberSet, elements);
    return value;
}

/*!
    Returns a BinarySet of \a elements. A set can be sent only if it has at least one element and no
    element twice.
*/
QDynamoDBValue QDynamoDBValue::binarySet(const QByteArrayList &elements)
{
    QDynamoDBValue value;
    Access::put(value, Type::BinarySet, elements);
    return value;
}

/*! Returns the content of a Bool, or \a fallback if the value is of another type. */
bool QDynamoDBValue::toBool(bool fallback) const noexcept
{
    return isBool() ? Access::boolean(*this) : fallback;
}

/*! Returns the content of a Number, or \a fallback if the value is of another type. */
QDynamoDBNumber QDynamoDBValue::toNumber(const QDynamoDBNumber &fallback) const noexcept
{
    return isNumber() ? Access::number(*this) : fallback;
}

/*!
    Returns the content of a Number as an integer, or \a fallback if the value is of another type,
    has a fraction, or does not fit into 64 bits.
*/
qint64 QDynamoDBValue::toInteger(qint64 fallback) const noexcept
{
    return isNumber() ? Access::number(*this).toInt64().value_or(fallback) : fallback;
}

/*!
    Returns the content of a Number as a double, or \a fallback if the value is of another type or
    the conversion would lose digits.

    \sa QDynamoDBNumber::toDouble(), QDynamoDBNumber::toNearestDouble()
*/
double QDynamoDBValue::toDouble(double fallback) const noexcept
{
    return isNumber() ? Access::number(*this).toDouble().value_or(fallback) : fallback;
}

/*! Returns the content of a String, or \a fallback if the value is of another type. */
QString QDynamoDBValue::toString(const QString &fallback) const
{
    return isString() ? Access::string(*this) : fallback;
}

/*! Returns the content of a Binary, or \a fallback if the value is of another type. */
QByteArray QDynamoDBValue::toBinary(const QByteArray &fallback) const
{
    return isBinary() ? Access::binary(*this) : fallback;
}

/*! Returns the elements of a List, or an empty list if the value is of another type. */
QDynamoDBValueList QDynamoDBValue::toList() const
{
    return isList() ? Access::list(*this) : QDynamoDBValueList();
}

/*! Returns the attributes of a Map, or a null item if the value is of another type. */
QDynamoDBItem QDynamoDBValue::toMap() const
{
    return isMap() ? Access::map(*this) : QDynamoDBItem();
}

/*! Returns the elements of a StringSet, or an empty list if the value is of another type. */
QStringList QDynamoDBValue::toStringSet() const
{
    return isStringSet() ? Access::strings(*this) : QStringList();
}

/*! Returns the elements of a NumberSet, or an empty list if the value is of another type. */
QList<QDynamoDBNumber> QDynamoDBValue::toNumberSet() const
{
    return isNumberSet() ? Access::numbers(*this) : QList<QDynamoDBNumber>();
}

/*! Returns the elements of a BinarySet, or an empty list if the value is of another type. */
QByteArrayList QDynamoDBValue::toBinarySet() const
{
    return isBinarySet() ? Access::binaries(*this) : QByteArrayList();
}

/*!
    \property QDynamoDBValue::unknownJson
    \brief the JSON text of an Unknown, such as \c {{"F":[0.5]}}; empty for another type.

    A value of a response is Unknown if its type is not one of \l Type, or if its content does not
    fit its type: a Number with 39 digits, a set without elements, or a Binary that is not Base64.
    The rest of the response is not affected. The text is what the service sent, byte for byte, and
    is sent back unchanged.

    \sa QDynamoDBJson::toValue()
*/
QString QDynamoDBValue::unknownJson() const
{
    return isUnknown() ? QString::fromUtf8(Access::json(*this)) : QString();
}

/*!
    Returns the date and time of a String in ISO 8601, in UTC, or an invalid QDateTime if the value
    is not such a String.

    A text without a time zone, as Python's \c {datetime.isoformat()} returns it, is read as UTC. A
    date without a time is the beginning of that day in UTC. Digits after the milliseconds are
    ignored.
*/
QDateTime QDynamoDBValue::toDateTime() const
{
    if (!isString())
        return {};
    return QtDynamoDBPrivate::dateTimeFromText(Access::string(*this)).value_or(QDateTime());
}

/*!
    Returns the UUID of a String, written with or without braces, or a null QUuid if the value is
    not such a String.
*/
QUuid QDynamoDBValue::toUuid() const
{
    if (!isString())
        return {};
    return QtDynamoDBPrivate::uuidFromText(Access::string(*this)).value_or(QUuid());
}

/*!
    Returns the value of the \a attribute of a Map, or an Undefined value if there is no such
    attribute or the value is not a Map. The reference is valid until this value is changed or
    destroyed.
*/
const QDynamoDBValue &QDynamoDBValue::operator[](QStringView attribute) const noexcept
{
    return isMap() ? Access::map(*this).value(attribute) : Access::undefined();
}

/*!
    Returns the element of a List at \a index, which starts at 0, or an Undefined value if there is
    no such element or the value is not a List. The reference is valid until this value is changed
    or destroyed.
*/
const QDynamoDBValue &QDynamoDBValue::operator[](qsizetype index) const noexcept
{
    if (!isList() || index < 0 || index >= Access::list(*this).size())
        return Access::undefined();
    return Access::list(*this)[index];
}

/*!
    Returns the number of elements of a List or a set, or of attributes of a Map; 0 for other types.
*/
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
