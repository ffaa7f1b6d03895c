// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "sdkoracle.h"

#include "processes/node.h"

#include <QtCore/qdebug.h>
#include <QtCore/qjsonarray.h>
#include <QtCore/qjsondocument.h>

using namespace Qt::StringLiterals;

QDynamoDBExpected<QHash<QString, SdkOperation>> readSdkOperations()
{
    const auto outcome = runNode(u"tests/shared/filledrequests/sdkoracle.mjs"_s,
                                 { sourcePath(u"tools/codegen"_s), nodeModules() });
    if (!outcome.ok) {
        return QDynamoDBError(QDynamoDBError::Code::Unknown, QString::fromLocal8Bit(outcome.errors));
    }
    QHash<QString, SdkOperation> operations;
    for (const QByteArray &line : outcome.output.trimmed().split('\n')) {
        const QJsonObject object = QJsonDocument::fromJson(line).object();
        operations.insert(object["name"_L1].toString(),
                          { object["target"_L1].toString(), object["request"_L1].toObject(),
                            object["result"_L1].toObject() });
    }
    return operations;
}

QString difference(const QJsonValue &actual, const QJsonValue &expected, const QString &path)
{
    if (actual == expected)
        return {};
    if (actual.isObject() && expected.isObject()) {
        QStringList names = actual.toObject().keys() + expected.toObject().keys();
        names.removeDuplicates();
        for (const QString &name : std::as_const(names)) {
            const QString found = difference(actual[name], expected[name], path + u'.' + name);
            if (!found.isEmpty())
                return found;
        }
    }
    if (actual.isArray() && expected.isArray()
        && actual.toArray().size() == expected.toArray().size()) {
        for (int i = 0; i < actual.toArray().size(); ++i) {
            const QString found = difference(actual[i], expected[i], path + u"[%1]"_s.arg(i));
            if (!found.isEmpty())
                return found;
        }
    }
    QString text;
    QDebug(&text) << path << "is" << actual << "but should be" << expected;
    return text;
}
