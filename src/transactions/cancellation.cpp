// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "transactions/cancellation_p.h"

#include "values/qdynamodberror_p.h"

#include <QtCore/qmetaobject.h>

namespace QtDynamoDBPrivate {

using namespace Qt::StringLiterals;
using Code = QDynamoDBError::Code;

QDynamoDBError explained(QDynamoDBError error, const std::function<QString(qsizetype)> &describe)
{
    QStringList failures;
    const QList<QDynamoDBError::CancellationReason> reasons = error.cancellationReasons();
    for (qsizetype i = 0; i < reasons.size(); ++i) {
        const QDynamoDBError::CancellationReason &reason = reasons[i];
        if (reason.code == Code::NoError)
            continue;
        const auto *name = QMetaEnum::fromType<Code>().valueToKey(int(reason.code));
        failures.append(
                u"%1: %2 (%3)"_s.arg(describe(i), QString::fromLatin1(name), reason.message));
    }
    if (!failures.isEmpty()) {
        QDynamoDBErrorPrivate::get(error).message = u"The transaction was cancelled: "_s
                % failures.join(u"; "_s);
    }
    return error;
}

QDynamoDBError wrongCount(qsizetype results, qsizetype actions)
{
    return QDynamoDBError(Code::InvalidResponse,
                          u"The response has %1 results; the transaction has %2 actions."_s
                                  .arg(results)
                                  .arg(actions));
}

} // namespace QtDynamoDBPrivate
