// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "qml/js/qmlobject_p.h"

#include <cmath>
#include <limits>

using namespace Qt::StringLiterals;

namespace QtDynamoDBPrivate {

bool QmlObject::has(const QString &name) const
{
    const auto found = m_map.constFind(name);
    return found != m_map.constEnd() && found->isValid() && found->typeId() != QMetaType::Nullptr;
}

QVariant QmlObject::member(const QString &name)
{
    m_known.append(name);
    return has(name) ? m_map.value(name) : QVariant();
}

void QmlObject::fail(const QString &name, const QString &problem)
{
    fail(QDynamoDBError(QDynamoDBError::Code::InvalidParameterValue, pathOf(name) % u' ' % problem));
}

void QmlObject::fail(const QDynamoDBError &error)
{
    if (!m_error.isError())
        m_error = error;
}

void QmlObject::text(const QString &name, QString *value)
{
    const QVariant given = member(name);
    if (given.typeId() == QMetaType::QString)
        *value = given.toString();
    else if (given.isValid())
        fail(name, u"must be a string"_s);
}

void QmlObject::boolean(const QString &name, bool *value)
{
    const QVariant given = member(name);
    if (given.typeId() == QMetaType::Bool)
        *value = given.toBool();
    else if (given.isValid())
        fail(name, u"must be true or false"_s);
}

void QmlObject::integer(const QString &name, qint64 *value, qint64 least)
{
    const QVariant given = member(name);
    if (!given.isValid())
        return;
    constexpr double most = 9007199254740991;
    const bool isNumber = given.typeId() == QMetaType::Double || given.typeId() == QMetaType::Int
            || given.typeId() == QMetaType::LongLong;
    const double number = isNumber ? given.toDouble() : std::numeric_limits<double>::quiet_NaN();
    if (std::trunc(number) == number && number >= double(least) && number <= most)
        *value = qint64(number);
    else
        fail(name, u"must be an integer of at least %1"_s.arg(least));
}

void QmlObject::integer(const QString &name, int *value, qint64 least)
{
    qint64 given = *value;
    integer(name, &given, least);
    *value = int(std::min<qint64>(given, std::numeric_limits<int>::max()));
}

void QmlObject::milliseconds(const QString &name, std::chrono::milliseconds *value)
{
    qint64 given = value->count();
    integer(name, &given, 0);
    *value = std::chrono::milliseconds(given);
}

void QmlObject::strings(const QString &name, QStringList *value)
{
    const QVariant given = member(name);
    if (!given.isValid())
        return;
    const QVariantList list = given.toList();
    bool fits = given.typeId() == QMetaType::QVariantList;
    QStringList texts;
    for (const QVariant &element : list) {
        fits = fits && element.typeId() == QMetaType::QString;
        texts.append(element.toString());
    }
    if (fits)
        *value = texts;
    else
        fail(name, u"must be an array of strings"_s);
}

QVariantMap QmlObject::object(const QString &name)
{
    const QVariant given = member(name);
    if (given.isValid() && given.typeId() != QMetaType::QVariantMap)
        fail(name, u"must be an object"_s);
    return given.toMap();
}

QDynamoDBError QmlObject::finish()
{
    for (auto it = m_map.cbegin(); it != m_map.cend(); ++it) {
        if (!m_known.contains(it.key())) {
            fail(it.key(), u"is not known; the members are %1"_s.arg(m_known.join(u", "_s)));
            break;
        }
    }
    return m_error;
}

} // namespace QtDynamoDBPrivate
