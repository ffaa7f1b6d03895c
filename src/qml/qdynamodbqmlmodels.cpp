// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "qml/qdynamodbqmlmodels_p.h"
#include "qml/jsvalues_p.h"

#include <QtDynamoDB/qdynamodbcondition.h>
#include <QtDynamoDB/qdynamodbkeycondition.h>

#include <QtCore/qset.h>

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
    unless there is an attribute of that name, too. An attribute that not every item has is better
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

    What can't be read is told by errorOccurred() with the code \c InvalidParameterValue, and the
    condition is not applied.
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
    const auto variant = fromJs(value);
    const auto piece = variant ? Piece::fromVariant(*variant)
                               : QDynamoDBExpected<Piece>(variant.error());
    setPiece(piece.valueOr({}));
    if (!piece)
        Q_EMIT model->errorOccurred(piece.error());
}

// Added to the role of an attribute "Subject" for its second name "subject".
constexpr int secondName = 1 << 24;

QHash<int, QByteArray> withSecondNames(QHash<int, QByteArray> names)
{
    QSet<QByteArray> taken { "index", "model", "modelData", "hasModelChildren" };
    taken.unite(QSet<QByteArray>(names.cbegin(), names.cend()));
    const QHash<int, QByteArray> first = names;
    for (auto it = first.cbegin(); it != first.cend(); ++it) {
        const char initial = it->isEmpty() ? '\0' : it->front();
        if (initial < 'A' || initial > 'Z')
            continue;
        const QByteArray second = QByteArray(1, char(initial - 'A' + 'a')) + it->mid(1);
        if (!taken.contains(second))
            names.insert(it.key() | secondName, second);
    }
    return names;
}

// False, with an error, where JavaScript's value has no counterpart.
template<typename Write>
bool write(QDynamoDBItemModel *model, const QJSValue &value, Write write)
{
    const auto variant = fromJs(value);
    if (variant)
        return write(*variant);
    Q_EMIT model->errorOccurred(variant.error());
    return false;
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
            [this](const QDynamoDBKeyCondition &piece) { setKeyConditionExpression(piece); });
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
            [this](const QDynamoDBCondition &piece) { setFilterExpression(piece); });
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
            [this](const QDynamoDBCondition &piece) { setFilterExpression(piece); });
}

bool QDynamoDBQmlQueryModel::setAttribute(int row, const QString &attribute, const QJSValue &value)
{
    return write(this, value, [&](const QVariant &variant) {
        return QDynamoDBQueryModel::setAttribute(row, attribute, variant);
    });
}

QHash<int, QByteArray> QDynamoDBQmlQueryModel::roleNames() const
{
    return withSecondNames(QDynamoDBQueryModel::roleNames());
}

QVariant QDynamoDBQmlQueryModel::data(const QModelIndex &index, int role) const
{
    return QDynamoDBQueryModel::data(index, role & ~secondName);
}

bool QDynamoDBQmlQueryModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    role &= ~secondName;
    if (value.metaType() != QMetaType::fromType<QJSValue>())
        return QDynamoDBQueryModel::setData(index, value, role);
    return write(this, value.value<QJSValue>(), [&](const QVariant &variant) {
        return QDynamoDBQueryModel::setData(index, variant, role);
    });
}

bool QDynamoDBQmlScanModel::setAttribute(int row, const QString &attribute, const QJSValue &value)
{
    return write(this, value, [&](const QVariant &variant) {
        return QDynamoDBScanModel::setAttribute(row, attribute, variant);
    });
}

QHash<int, QByteArray> QDynamoDBQmlScanModel::roleNames() const
{
    return withSecondNames(QDynamoDBScanModel::roleNames());
}

QVariant QDynamoDBQmlScanModel::data(const QModelIndex &index, int role) const
{
    return QDynamoDBScanModel::data(index, role & ~secondName);
}

bool QDynamoDBQmlScanModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    role &= ~secondName;
    if (value.metaType() != QMetaType::fromType<QJSValue>())
        return QDynamoDBScanModel::setData(index, value, role);
    return write(this, value.value<QJSValue>(), [&](const QVariant &variant) {
        return QDynamoDBScanModel::setData(index, variant, role);
    });
}
