// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "qml/qdynamodbqmlmodels_p.h"
#include "models/rows/attributecolumns_p.h"
#include "qml/js/jsvalues_p.h"
#include "qml/js/qmloptions_p.h"
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
    \brief The base type of DynamoDBQueryModel and DynamoDBScanModel.

    All properties, methods and signals are those of QDynamoDBItemModel. Attributes are roles: a
    delegate declares the attributes that it shows as required properties:

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

    Properties of QML begin with a small letter. Therefore, the attribute \c Name also has the role
    \c name, unless there is an attribute \c name. If the name has another meaning in views and
    delegates, the role has an underscore at the end: the attribute \c Index also has the role
    \c index_, and so does \c index. QDynamoDBItemModel lists these names. Read an attribute that
    not every item has from \c {required property var item}, which contains all attributes of the
    row with their own names.
*/

/*!
    \qmlproperty var DynamoDBItemModel::filter

    The condition that items have to meet: a FilterExpression, with \c names and \c values for its
    placeholders, or an object that QDynamoDBCondition::fromVariant() reads, which needs no
    placeholders:

    \qml
    filter: ({ Views: { ">": 10 }, Tags: { contains: "qt" } })
    \endqml

    An object after the name of an attribute is a list of tests. To compare with an object, or with
    a value that a user may have entered, use DynamoDB.value() or the test \c{"="}. To compare with
    another attribute, use DynamoDB.attribute().

    An invalid condition is not applied; errorOccurred() reports it with the code
    \c InvalidParameterValue.
*/

/*!
    \qmlproperty var DynamoDBItemModel::writeOptions

    The call options of the writes that edits cause, an object as the operations of DynamoDBClient take
    it: \c {({ exactlyOnce: true })}. errorOccurred() reports unknown members; the default options are then
    used.

    \since 0.1
    \sa QDynamoDBItemModel::setWriteOptions()
*/

/*!
    \qmlmethod int DynamoDBItemModel::rowOf(object key)

    Returns the row of the item with \a key, or -1 if the model does not contain it.

    \since 0.1
*/

/*!
    \qmltype DynamoDBQueryModel
    \inqmlmodule QtDynamoDB
    \instantiates QDynamoDBQueryModel
    \inherits DynamoDBItemModel
    \brief An item model over the items of a table or index that share a partition key.

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

    The model sends no request before all its properties have their initial values.
*/

/*!
    \qmlproperty var DynamoDBQueryModel::keyCondition

    The condition for the keys: a KeyConditionExpression, with \c names and \c values for its
    placeholders, or an object that QDynamoDBKeyCondition::fromVariant() reads:
    \c {({ ForumName: "Qt", Subject: { beginsWith: "How" } })}.
*/

/*!
    \qmltype DynamoDBScanModel
    \inqmlmodule QtDynamoDB
    \instantiates QDynamoDBScanModel
    \inherits DynamoDBItemModel
    \brief An item model over all items of a table or index.
*/

namespace {

// Passes a text to one setter, and the condition that an object describes to the other.
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

// Returns the members of an object of attributes or placeholders. Reports an error and returns
// std::nullopt for other values.
std::optional<QVariantMap> members(QDynamoDBItemModel *model, const QJSValue &value)
{
    const auto variant = fromJs(qjsEngine(model), value);
    if (variant && variant->typeId() == QMetaType::QVariantMap)
        return variant->toMap();
    if (variant && (!variant->isValid() || variant->typeId() == QMetaType::Nullptr))
        return QVariantMap();
    Q_EMIT model->errorOccurred(
            variant ? QDynamoDBError(QDynamoDBError::Code::InvalidParameterValue,
                                     u"The value has to be an object with names and values"_s)
                    : variant.error());
    return {};
}

// Reports an error and uses the default options for an invalid object.
void setOptions(QDynamoDBItemModel *model, const QJSValue &options)
{
    const auto map = members(model, options);
    const auto read = callOptionsFrom(map.value_or(QVariantMap()), u"writeOptions"_s);
    if (!read)
        Q_EMIT model->errorOccurred(read.error());
    model->setWriteOptions(read.valueOr({}));
}

// Returns -1 if there is no such row, or after an error.
int findRow(QDynamoDBItemModel *model, const QJSValue &key)
{
    const auto attributes = members(model, key);
    return attributes ? model->rowOf(QDynamoDBValue::fromVariant(*attributes).toMap()) : -1;
}

// Added to the role of an attribute "Subject" for its second name, "subject".
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

// Reports an error and returns false if the value has no counterpart in DynamoDB.
template<typename Write>
bool writeJs(QDynamoDBItemModel *model, const QJSValue &value, Write write)
{
    const auto variant = fromJs(qjsEngine(model), value);
    if (variant)
        return write(*variant);
    Q_EMIT model->errorOccurred(variant.error());
    return false;
}

// Writes a value that a delegate has assigned to a role.
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

void QDynamoDBQmlQueryModel::setJsWriteOptions(const QJSValue &options)
{
    m_writeOptions = options;
    setOptions(this, options);
    Q_EMIT writeOptionsChanged();
}

int QDynamoDBQmlQueryModel::rowOf(const QJSValue &key)
{
    return findRow(this, key);
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

void QDynamoDBQmlScanModel::setJsWriteOptions(const QJSValue &options)
{
    m_writeOptions = options;
    setOptions(this, options);
    Q_EMIT writeOptionsChanged();
}

int QDynamoDBQmlScanModel::rowOf(const QJSValue &key)
{
    return findRow(this, key);
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
