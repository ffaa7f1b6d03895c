// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "client/jsoncall_p.h"

#include "api/itemcodec/requestcodec_p.h"
#include "api/resultcheck_p.h"
#include "endpoint/resource_p.h"
#include "pipeline/writes/writestate_p.h"

#include <QtCore/qjsonarray.h>
#include <QtCore/qjsondocument.h>

#include <algorithm>

namespace QtDynamoDBPrivate {

using namespace Qt::StringLiterals;

JsonCall::JsonCall(Service service, const QString &action, const QJsonObject &parameters,
                   const QDynamoDBCallOptions &options)
    : Call(options, std::make_unique<PromiseOf<QJsonObject>>())
    , m_name(action.toUtf8())
    , m_target((service == Service::DynamoDB ? "DynamoDB_20120810." : "DynamoDBStreams_20120810.")
               + m_name)
    , m_parameters(parameters)
    , m_operation { .name = m_name.constData(),
                    .target = m_target.constData(),
                    .input = nullptr,
                    .output = nullptr,
                    .service = service,
                    .isSearch = m_name == "SearchVectors",
                    .types = nullptr }
{
}

WriteKind JsonCall::writeKind() const
{
    return QtDynamoDBPrivate::writeKind(m_name, m_parameters);
}

QString JsonCall::tableName() const
{
    return m_parameters["TableName"_L1].toString();
}

QString JsonCall::indexName() const
{
    return m_parameters["IndexName"_L1].toString();
}

QString JsonCall::resource() const
{
    return requestResource(m_operation, m_parameters);
}

QMap<QString, double> JsonCall::consumedCapacity() const
{
    const QJsonValue consumed = m_result["ConsumedCapacity"_L1];
    const QJsonArray list = consumed.isArray() ? consumed.toArray() : QJsonArray { consumed };
    QMap<QString, double> units;
    for (const QJsonValueConstRef capacity : list) {
        if (capacity.isObject()) {
            units[capacity["TableName"_L1].toString()] += capacity["CapacityUnits"_L1].toDouble();
        }
    }
    return units;
}

QDynamoDBExpected<QByteArray> JsonCall::writeBody()
{
    // The name becomes part of a header.
    const auto isLetterOrDigit = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    };
    if (m_name.isEmpty() || m_name.size() > 128
        || !std::all_of(m_name.begin(), m_name.end(), isLetterOrDigit)) {
        return QDynamoDBError(QDynamoDBError::Code::InvalidAction,
                              u"The name of an action consists of 1 to 128 letters and digits, as "
                              "in \"GetItem\"."_s);
    }
    const Operation *known = findOperation(m_operation.service, QString::fromLatin1(m_name));
    if (itemCodec() && (!known || RequestCodec::concerns(*known))) {
        return QDynamoDBError(
                QDynamoDBError::Code::ItemCodec,
                u"execute() can't send %1 while the client has an item codec, since it "
                "doesn't apply the codec. Call the operation by its own function, or "
                "use a client without codec."_s.arg(QString::fromLatin1(m_name)));
    }
    const bool fits = known && known->input->find("ReturnConsumedCapacity"_L1);
    const QString level = options().returnConsumedCapacity.toString();
    if (fits && !level.isEmpty() && !m_parameters.contains("ReturnConsumedCapacity"_L1))
        m_parameters["ReturnConsumedCapacity"_L1] = level;
    if (WriteState *write = writes()) {
        if (QDynamoDBError error = write->apply(known, m_name, &m_parameters); error.isError())
            return error;
    }
    return QJsonDocument(m_parameters).toJson(QJsonDocument::Compact);
}

bool JsonCall::resultContradicts() const
{
    return contradicts(m_parameters, m_result);
}

QDynamoDBError JsonCall::readBody(QByteArray &body)
{
    // An unknown operation may have no result.
    const Operation *known = findOperation(m_operation.service, QString::fromLatin1(m_name));
    if (isBlank(body) && (!known || known->output->members.empty()))
        return {};
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(body, &error);
    if (!document.isObject()) {
        return QDynamoDBError(QDynamoDBError::Code::InvalidResponse,
                              "The answer is no JSON object: "_L1 + error.errorString());
    }
    m_result = document.object();
    return {};
}

} // namespace QtDynamoDBPrivate
