// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "qml/qdynamodbqmlmodels_p.h"
#include "models/rows/attributecolumns_p.h"
#include "qml/jsvalues_p.h"
#include "values/scriptvalue_p.h"

#include <QtDynamoDB/qdynamodbcondition.h>
#include <QtDynamoDB/qdynamodbkeycondition.h>

#include <QtCore/qset.h>

#include <optional>

using namespace QtDynamoDBPrivate;
using namespace Qt::StringLiterals;

/*!
    \qmltype DynamoDBItemModel
    \inqmlmodule QtDynamoDB
    \instantiates QDynamoDBItemModel
    \brief What DynamoDBQueryModel and DynamoDBScanModel have in common.

    All properties, methods and signals are those of QDynamoDBItemModel. Attributes are roles, so
    delegates name those that they show:

    \qml
    DynamoDBScanModel {
        id: forums
        client: db
        tableName: "Forum"
        attributes: ["Name", "Threads"]
        onErrorOccurred: error => {
            if (error.code === DynamoDB.ErrorCode.ResourceNotFound)
                banner.show(qsTr("There is no such table"))
        }
    }
    ListView {
        model: forums
        delegate: ItemDelegate {
            required property string name
            required property int threads
            text: `${name} (${threads})`
        }
    }
    \endqml

    As properties of QML begin with a small letter, the attribute \c Name is also a role \c name,
    unless there is an attribute of that name, too. Where views and delegates give the name another
    meaning, it has an underscore at the end: \c Index is also \c index_, as \c index is. The names
    are those in the description of QDynamoDBItemModel. An attribute that not every item has is better
    read from \c {required property var item}, which has all attributes of the row by their own
    names.
*/

/*!
    \qmlproperty var DynamoDBItemModel::filter

    Which of the items that were read are wanted: a FilterExpression, with \c names and \c values
    for its placeholders, or an object as QDynamoDBCondition::fromVariant() reads it, which needs
    neither:

    \qml
    filter: ({ Views: { ">": 10 }, Tags: { contains: "qt" } })
    \endqml

    An object behind the name of an attribute is a list of tests. To compare with an object, or with
    what a user may have entered, use DynamoDB.value() or the test \c{"="}; DynamoDB.attribute()
    compares with another attribute.

    A condition that can't be read is reported by errorOccurred() with the code
    \c InvalidParameterValue and is not applied.
*/

/*!
    \qmltype DynamoDBQueryModel
    \inqmlmodule QtDynamoDB
    \instantiates QDynamoDBQueryModel
    \inherits DynamoDBItemModel
    \brief The items of a table or index that share a partition key.

    \qml
    ListView {
        model: DynamoDBQueryModel {
            client: db
            tableName: "Thread"
            keyCondition: ({ ForumName: "Qt" })
            descending: true
            live: true
        }
    }
    \endqml

    Nothing is asked before all its properties have their first values.
*/

/*!
    \qmlproperty var DynamoDBQueryModel::keyCondition

    Which items are wanted: a KeyConditionExpression, with \c names and \c values for its
    placeholders, or an object as QDynamoDBKeyCondition::fromVariant() reads it:
    \c {({ ForumName: "Qt", Subject: { beginsWith: "How" } })}.
*/

/*!
    \qmltype DynamoDBScanModel
    \inqmlmodule QtDynamoDB
    \instantiates QDynamoDBScanModel
    \inherits DynamoDBItemModel
    \brief All items of a table or index.
*/

namespace {

// Text goes to one setter and what an object stands for to the other.
template<typename Piece, typename SetText, typename SetPiece>
void setCondition(QDynamoDBItemModel *model, const QJSValue &value, SetText setText,
                  SetPiece setPiece)
{
    if (value.isUndefined() || value.isNull() || value.isString()) {
        setText(value.isString() ? value.toString() : QString());
        return;
    }
    const auto variant = fromJs(qjsEngine(model), value);
    const auto piece = variant ? Piece::fromVariant(*variant)
                               : QDynamoDBExpected<Piece>(variant.error());
    setPiece(piece.valueOr({}));
    if (!piece)
        Q_EMIT model->errorOccurred(piece.error());
}

// An object of attributes or placeholders. Nothing, with an error, for anything else.
std::optional<QVariantMap> members(QDynamoDBItemModel *model, const QJSValue &value)
{
    const auto variant = fromJs(qjsEngine(model), value);
    if (variant && variant->typeId() == QMetaType::QVariantMap)
        return variant->toMap();
    if (variant && (!variant->isValid() || variant->typeId() == QMetaType::Nullptr))
        return QVariantMap();
    Q_EMIT model->errorOccurred(
            variant ? QDynamoDBError(QDynamoDBError::Code::InvalidParameterValue,
                                     u"An object of names and values is needed"_s)
                    : variant.error());
    return {};
}

// Added to the role of an attribute "Subject" for its second name "subject".
constexpr int secondName = 1 << 24;

QHash<int, QByteArray> withSecondNames(QHash<int, QByteArray> names)
{
    QSet<QByteArray> taken(names.cbegin(), names.cend());
    const QHash<int, QByteArray> first = names;
    for (auto it = first.cbegin(); it != first.cend(); ++it) {
        const char initial = it->isEmpty() ? '\0' : it->front();
        if (initial < 'A' || initial > 'Z')
            continue;
        QByteArray second = QByteArray(1, char(initial - 'A' + 'a')) + it->mid(1);
        if (isReservedRole(second))
            second = unreservedRole(second, taken);
        if (taken.contains(second))
            continue;
        taken.insert(second);
        names.insert(it.key() | secondName, second);
    }
    return names;
}

// False, with an error, where JavaScript's value has no counterpart.
template<typename Write>
bool writeJs(QDynamoDBItemModel *model, const QJSValue &value, Write write)
{
    const auto variant = fromJs(qjsEngine(model), value);
    if (variant)
        return write(*variant);
    Q_EMIT model->errorOccurred(variant.error());
    return false;
}

// What a delegate assigned to a role.
template<typename Write>
bool writeRole(QDynamoDBItemModel *model, const QVariant &value, Write write)
{
    if (value.metaType() == QMetaType::fromType<QJSValue>())
        return writeJs(model, value.value<QJSValue>(), write);
    if (value.typeId() == QMetaType::Double)
        return writeJs(model, QJSValue(value.toDouble()), write);
    return write(value);
}

} // namespace

QJSValue QDynamoDBQmlQueryModel::jsKeyCondition() const
{
    return m_keyCondition;
}

void QDynamoDBQmlQueryModel::setJsKeyCondition(const QJSValue &condition)
{
    m_keyCondition = condition;
    setCondition<QDynamoDBKeyCondition>(
            this, condition, [this](const QString &text) { setKeyCondition(text); },
            [this](const QDynamoDBKeyCondition &piece) { setTypedKeyCondition(piece); });
}

QJSValue QDynamoDBQmlQueryModel::jsValues() const
{
    return m_values;
}

void QDynamoDBQmlQueryModel::setJsValues(const QJSValue &values)
{
    m_values = values;
    setValues(members(this, values).value_or(QVariantMap()));
}

QJSValue QDynamoDBQmlQueryModel::jsFilter() const
{
    return m_filter;
}

void QDynamoDBQmlQueryModel::setJsFilter(const QJSValue &condition)
{
    m_filter = condition;
    setCondition<QDynamoDBCondition>(
            this, condition, [this](const QString &text) { setFilter(text); },
            [this](const QDynamoDBCondition &piece) { setTypedFilter(piece); });
}

QJSValue QDynamoDBQmlScanModel::jsValues() const
{
    return m_values;
}

void QDynamoDBQmlScanModel::setJsValues(const QJSValue &values)
{
    m_values = values;
    setValues(members(this, values).value_or(QVariantMap()));
}

QJSValue QDynamoDBQmlScanModel::jsFilter() const
{
    return m_filter;
}

void QDynamoDBQmlScanModel::setJsFilter(const QJSValue &condition)
{
    m_filter = condition;
    setCondition<QDynamoDBCondition>(
            this, condition, [this](const QString &text) { setFilter(text); },
            [this](const QDynamoDBCondition &piece) { setTypedFilter(piece); });
}

bool QDynamoDBQmlQueryModel::setAttribute(int row, const QString &attribute, const QJSValue &value)
{
    return writeJs(this, value, [&](const QVariant &variant) {
        return QDynamoDBQueryModel::setAttribute(row, attribute, variant);
    });
}

bool QDynamoDBQmlQueryModel::append(const QJSValue &item)
{
    const auto attributes = members(this, item);
    return attributes && QDynamoDBQueryModel::append(*attributes);
}

bool QDynamoDBQmlQueryModel::insert(int row, const QJSValue &item)
{
    const auto attributes = members(this, item);
    return attributes && QDynamoDBQueryModel::insert(row, *attributes);
}

QHash<int, QByteArray> QDynamoDBQmlQueryModel::roleNames() const
{
    return withSecondNames(QDynamoDBQueryModel::roleNames());
}

QVariant QDynamoDBQmlQueryModel::data(const QModelIndex &index, int role) const
{
    const QVariant value = QDynamoDBQueryModel::data(index, role & ~secondName);
    return role == Qt::EditRole ? scriptVariant(value) : value;
}

bool QDynamoDBQmlQueryModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    return writeRole(this, value, [&](const QVariant &variant) {
        return QDynamoDBQueryModel::setData(index, variant, role & ~secondName);
    });
}

bool QDynamoDBQmlScanModel::setAttribute(int row, const QString &attribute, const QJSValue &value)
{
    return writeJs(this, value, [&](const QVariant &variant) {
        return QDynamoDBScanModel::setAttribute(row, attribute, variant);
    });
}

bool QDynamoDBQmlScanModel::append(const QJSValue &item)
{
    const auto attributes = members(this, item);
    return attributes && QDynamoDBScanModel::append(*attributes);
}

bool QDynamoDBQmlScanModel::insert(int row, const QJSValue &item)
{
    const auto attributes = members(this, item);
    return attributes && QDynamoDBScanModel::insert(row, *attributes);
}

QHash<int, QByteArray> QDynamoDBQmlScanModel::roleNames() const
{
    return withSecondNames(QDynamoDBScanModel::roleNames());
}

QVariant QDynamoDBQmlScanModel::data(const QModelIndex &index, int role) const
{
    const QVariant value = QDynamoDBScanModel::data(index, role & ~secondName);
    return role == Qt::EditRole ? scriptVariant(value) : value;
}

bool QDynamoDBQmlScanModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    return writeRole(this, value, [&](const QVariant &variant) {
        return QDynamoDBScanModel::setData(index, variant, role & ~secondName);
    });
}
