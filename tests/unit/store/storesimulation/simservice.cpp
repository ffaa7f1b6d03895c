// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "simservice.h"

#include "expressions/conditionmatcher_p.h"
#include "expressions/evaluation/requestexpressions_p.h"
#include "expressions/evaluation/updateevaluator_p.h"
#include "values/qdynamodberror_p.h"

#include <QtDynamoDB/qdynamodbjson.h>

using namespace QtDynamoDBPrivate;
using namespace Qt::StringLiterals;
using Code = QDynamoDBError::Code;

namespace {

const QString ledgerOwner = u"Owner"_s;

QDynamoDBItem keyOf(const QDynamoDBItem &item)
{
    if (item.contains(ledgerOwner)) {
        return { { ledgerOwner, item.value(ledgerOwner) },
                 { u"Sequence"_s, item.value(u"Sequence"_s) } };
    }
    return { { u"pk"_s, item.value(u"pk"_s) } };
}

QString placeOf(const QString &tableName, const QDynamoDBItem &key)
{
    return tableName + QString::fromUtf8(QDynamoDBJson::fromItem(keyOf(key)).value());
}

template<typename Action>
QDynamoDBExpected<RequestExpressions> expressions(const Action &action, const QString &update,
                                                  const QDynamoDBItem &key)
{
    ExpressionTexts texts;
    texts.filter = action.conditionExpression;
    texts.update = update;
    texts.names = action.expressionAttributeNames;
    texts.values = action.expressionAttributeValues;
    return RequestExpressions::parse(texts, key.names());
}

} // namespace

QDynamoDBError SimService::transact(const QDynamoDB::TransactWriteItemsRequest &request)
{
    const QString token = request.clientRequestToken;
    if (recognisesTokens && m_tokens.contains(token) && time - m_tokens.value(token) < 600'000)
        return {};
    QList<Change> changes;
    QList<QDynamoDBError::CancellationReason> reasons;
    bool hasFailed = false;
    for (const QDynamoDB::TransactWriteItem &item : request.transactItems) {
        QDynamoDBError::CancellationReason reason;
        const auto evaluate = [&](const auto &action, const QDynamoDBItem &key,
                                  const QString &update, const auto &result) {
            const QString place = placeOf(action.tableName, key);
            const QDynamoDBItem old = m_items.value(place);
            const auto parsed = expressions(action, update, key);
            if (!parsed) {
                reason.code = Code::Validation;
                reason.message = parsed.error().message();
            } else if (parsed->filter && !matches(*parsed->filter, old)) {
                reason.code = Code::ConditionalCheckFailed;
                reason.item = old;
            } else {
                const QDynamoDBExpected<QDynamoDBItem> changed = result(parsed->update, old);
                if (changed && !changed->contains(u"bad"_s)) {
                    changes.append({ place, *changed });
                } else {
                    reason.code = Code::Validation;
                    reason.message = u"bad item"_s;
                }
            }
        };
        if (item.put) {
            evaluate(*item.put, keyOf(item.put->item), {},
                     [&](const ExpressionNodePtr &, const QDynamoDBItem &) {
                         return QDynamoDBExpected<QDynamoDBItem>(item.put->item);
                     });
        } else if (item.delete_) {
            evaluate(*item.delete_, item.delete_->key, {},
                     [](const ExpressionNodePtr &, const QDynamoDBItem &) {
                         return QDynamoDBExpected<QDynamoDBItem>(QDynamoDBItem());
                     });
        } else if (item.update) {
            evaluate(*item.update, item.update->key, item.update->updateExpression,
                     [&](const ExpressionNodePtr &update, const QDynamoDBItem &old) {
                         return updatedItem(update, old, item.update->key);
                     });
        }
        hasFailed = hasFailed || reason.code != Code::NoError;
        reasons.append(reason);
    }
    if (hasFailed) {
        // The service may stop at the first failure.
        const auto first = std::find_if(reasons.cbegin(), reasons.cend(), [](const auto &reason) {
            return reason.code != Code::NoError;
        });
        const qsizetype kept = first - reasons.cbegin();
        for (qsizetype i = 0; i < reasons.size(); ++i) {
            if (i != kept && m_random->bounded(3) == 0)
                reasons[i] = {};
        }
        QDynamoDBError error(Code::TransactionCanceled, u"cancelled"_s);
        QDynamoDBErrorPrivate::get(error).cancellationReasons = reasons;
        return error;
    }
    for (const Change &change : std::as_const(changes)) {
        if (change.item.isNull())
            m_items.remove(change.place);
        else
            m_items.insert(change.place, change.item);
    }
    m_tokens.insert(token, time);
    if (onApplied)
        onApplied(token);
    return {};
}

QDynamoDBError SimService::put(const QDynamoDB::PutItemRequest &request)
{
    const QString place = placeOf(request.tableName, request.item);
    const auto parsed = expressions(request, {}, keyOf(request.item));
    if (parsed->filter && !matches(*parsed->filter, m_items.value(place))) {
        QDynamoDBError error(Code::ConditionalCheckFailed, u"condition"_s);
        QDynamoDBErrorPrivate::get(error).item = m_items.value(place);
        return error;
    }
    m_items.insert(place, request.item);
    return {};
}

QDynamoDBItem SimService::get(const QString &tableName, const QDynamoDBItem &key) const
{
    return m_items.value(placeOf(tableName, key));
}

void SimService::set(const QString &tableName, const QDynamoDBItem &key, const QDynamoDBItem &item)
{
    if (item.isNull())
        m_items.remove(placeOf(tableName, key));
    else
        m_items.insert(placeOf(tableName, key), item);
}

QList<QDynamoDBItem> SimService::items(const QString &tableName) const
{
    QList<QDynamoDBItem> found;
    for (auto i = m_items.cbegin(); i != m_items.cend(); ++i) {
        if (i.key().startsWith(tableName))
            found.append(*i);
    }
    return found;
}

void SimService::expire(const QString &ledgerTable)
{
    m_items.removeIf([&](QMap<QString, QDynamoDBItem>::iterator i) {
        return i.key().startsWith(ledgerTable)
                && i.value().value(u"Expires"_s).toInteger() * 1000 < time;
    });
}
