// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "api/enuminfo_p.h"

/*!
    \class QDynamoDBEnum
    \inmodule QtDynamoDB
    \brief The value of a member that is one of an enum's, or one that a newer service sent.

    A null value is an absent member. A text that this version of the library does not know is kept
    as it came: value() is \c E::Unknown and toString() gives the text. A value made by fromString()
    from such a text can be sent, too.

    The conversions from and to \a E let one write

    \code
    request.returnValues = QDynamoDB::ReturnValue::AllOld;
    if (result.table->tableStatus == QDynamoDB::TableStatus::Active)
        ...
    \endcode

    and use a value in a \c switch. Two unknown values are equal if their texts are; comparing with
    \c E::Unknown asks whether a value is unknown, whatever its text, and false for a null one.
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
    \fn template<typename E> QDynamoDBEnum<E> QDynamoDBEnum<E>::fromString(QStringView text)
    Returns the value that is written as \a text on the wire; null if the text is null.
*/

/*!
    \fn template<typename E> QString QDynamoDBEnum<E>::toString() const
    Returns the value as it is written on the wire; a null string if it is null.
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
