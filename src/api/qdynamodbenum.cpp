// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "api/enuminfo_p.h"

/*!
    \class QDynamoDBEnum
    \inmodule QtDynamoDB
    \brief The value of a member whose type is an enum of the service.

    A default-constructed value is null: the member is absent. If the service sends a text that this
    version of the library does not know, value() is \c E::Unknown, and toString() returns the text.
    A value that fromString() makes of such a text can be sent, too.

    Values convert from and to \c E, and can be used in a \c switch:

    \code
    request.returnValues = QDynamoDB::ReturnValue::AllOld;
    if (result.table->tableStatus == QDynamoDB::TableStatus::Active)
        ...
    \endcode

    Two unknown values are equal if their texts are. A comparison with \c E::Unknown is true for any
    unknown text, and false for a null value.

    The functions of this class are reentrant.

    \since 0.1
*/

/*! \fn template <typename E> QDynamoDBEnum<E>::QDynamoDBEnum()
    Constructs a null value, which stands for an absent member.
*/

/*! \fn template <typename E> QDynamoDBEnum<E>::QDynamoDBEnum(E value)
    Constructs the enumerator \a value, which must not be \c E::Unknown.
*/

/*! \fn template <typename E> QDynamoDBEnum<E> QDynamoDBEnum<E>::fromString(QStringView text)
    Returns the value of \a text, which is the service's text, such as \c PAY_PER_REQUEST. The value
    is null if \a text is null.
*/

/*! \fn template <typename E> E QDynamoDBEnum<E>::value() const
    Returns the enumerator, or \c E::Unknown if the value is null or unknown.
*/

/*! \fn template <typename E> QDynamoDBEnum<E>::operator E() const
    Returns value().
*/

/*! \fn template <typename E> QString QDynamoDBEnum<E>::toString() const
    Returns the service's text of the value, such as \c PAY_PER_REQUEST, or a null string if the
    value is null.
*/

/*! \fn template <typename E> bool QDynamoDBEnum<E>::operator==(const QDynamoDBEnum &a, const QDynamoDBEnum &b)
    \fn template <typename E> bool QDynamoDBEnum<E>::operator!=(const QDynamoDBEnum &a, const QDynamoDBEnum &b)

    Returns whether \a a and \a b are equal or not. Two unknown values are equal if their texts are.
*/

/*! \fn template <typename E> bool QDynamoDBEnum<E>::operator==(const QDynamoDBEnum &a, E b)
    \fn template <typename E> bool QDynamoDBEnum<E>::operator!=(const QDynamoDBEnum &a, E b)
    \fn template <typename E> bool QDynamoDBEnum<E>::operator==(E a, const QDynamoDBEnum &b)
    \fn template <typename E> bool QDynamoDBEnum<E>::operator!=(E a, const QDynamoDBEnum &b)

    Returns whether the value and the enumerator, \a a and \a b, are equal or not. A null value
    equals no enumerator, not even \c E::Unknown.
*/

/*! \fn template <typename E> QDebug QDynamoDBEnum<E>::operator<<(QDebug debug, const QDynamoDBEnum &value)

    Prints the name of the enum and the service's text of \a value to \a debug.
*/

/*!
    \class QDynamoDBEnumBase
    \inmodule QtDynamoDB
    \brief The base class of all QDynamoDBEnum types.

    \since 0.1
*/

/*! \fn bool QDynamoDBEnumBase::isNull() const
    Returns whether the member is absent.
*/

void QDynamoDBEnumBase::assign(const QDynamoDBEnumInfo &info, QStringView text)
{
    m_text.clear();
    m_value = -1;
    if (text.isNull())
        return;
    for (int i = 0; i < info.count; ++i) {
        if (text == QLatin1StringView(info.texts[i])) {
            m_value = i + 1;
            return;
        }
    }
    m_value = 0;
    m_text = text.toString();
}

QString QDynamoDBEnumBase::text(const QDynamoDBEnumInfo &info) const
{
    if (m_value > 0 && m_value <= info.count)
        return QLatin1StringView(info.texts[m_value - 1]);
    return m_text;
}

QDebug QDynamoDBEnumBase::print(QDebug debug, const QDynamoDBEnumInfo &info) const
{
    const QDebugStateSaver saver(debug);
    debug.nospace() << info.name;
    if (isNull())
        return debug << "()";
    return debug << '(' << text(info) << ')';
}

namespace QtDynamoDBPrivate {

void EnumAccess::assignUtf8(QDynamoDBEnumBase &value, const QDynamoDBEnumInfo &info,
                            QByteArrayView text)
{
    for (int i = 0; i < info.count; ++i) {
        if (text == QByteArrayView(info.texts[i])) {
            value.m_value = i + 1;
            value.m_text.clear();
            return;
        }
    }
    value.m_value = 0;
    value.m_text = QString::fromUtf8(text);
}

} // namespace QtDynamoDBPrivate
