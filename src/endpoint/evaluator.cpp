// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "endpoint/evaluator_p.h"

#include <QtCore/qregularexpression.h>
#include <QtCore/qurl.h>

#include <algorithm>
#include <vector>

using namespace Qt::StringLiterals;

// https://smithy.io/2.0/additional-specs/rules-engine/

namespace QtDynamoDBPrivate {

namespace {

bool lists(const Partition &partition, const QString &region)
{
    return std::any_of(partition.regions.begin(), partition.regions.end(),
                       [&region](const char *known) { return region == QLatin1StringView(known); });
}

const Partition &partitionOf(const QString &region)
{
    const auto partitions = allPartitions();
    for (const Partition &partition : partitions) {
        if (lists(partition, region))
            return partition;
    }
    static const std::vector<QRegularExpression> patterns = [&partitions] {
        std::vector<QRegularExpression> made;
        for (const Partition &partition : partitions)
            made.emplace_back(QString::fromLatin1(partition.regionPattern));
        return made;
    }();
    for (std::size_t i = 0; i < partitions.size(); ++i) {
        if (patterns[i].match(region).hasMatch())
            return partitions[i];
    }
    return partitions.front();
}

QVariant findPartition(const QString &region)
{
    const Partition &partition = partitionOf(region);
    return QVariantMap { { u"name"_s, QString::fromLatin1(partition.name) },
                         { u"dnsSuffix"_s, QString::fromLatin1(partition.dnsSuffix) },
                         { u"dualStackDnsSuffix"_s,
                           QString::fromLatin1(partition.dualStackDnsSuffix) },
                         { u"supportsFIPS"_s, partition.supportsFips },
                         { u"supportsDualStack"_s, partition.supportsDualStack } };
}

// Parses arn:partition:service:region:account:resource.
QVariant parseArn(const QString &text)
{
    const QStringList parts = text.split(u':');
    if (parts.size() < 6 || parts[0] != "arn"_L1 || parts[1].isEmpty() || parts[2].isEmpty()
        || (parts.size() == 6 && parts[5].isEmpty())) {
        return {};
    }
    return QVariantMap { { u"service"_s, parts[2] },
                         { u"region"_s, parts[3] },
                         { u"accountId"_s, parts[4] } };
}

QVariant parseUrl(const QString &text)
{
    const QUrl url(text, QUrl::StrictMode);
    const bool hasScheme = url.scheme() == "https"_L1 || url.scheme() == "http"_L1;
    if (!url.isValid() || !hasScheme || url.host().isEmpty() || url.hasQuery())
        return {};
    return QVariantMap { { u"authority"_s, url.authority(QUrl::FullyEncoded) } };
}

QVariant attribute(const QVariant &of, const QString &name)
{
    if (!name.startsWith(u'['))
        return of.toMap().value(name);
    return of.toStringList().value(QStringView(name).sliced(1).chopped(1).toInt());
}

class Evaluator
{
public:
    explicit Evaluator(RuleVariables variables)
        : m_variables(std::move(variables))
    {
    }

    // Returns whether the value of the condition is true or, if it is not a boolean, is set. An
    // empty text is set.
    bool decide(const RuleCondition &condition)
    {
        const QVariant value = evaluate(condition.expression);
        if (condition.variable)
            m_variables.insert(QLatin1StringView(condition.variable), value);
        return value.typeId() == QMetaType::Bool ? value.toBool() : value.isValid();
    }

    // Returns the text of a template.
    QString text(QLatin1StringView pattern) const
    {
        QString result;
        qsizetype begin = 0;
        for (qsizetype open = 0; (open = pattern.indexOf('{'_L1, begin)) >= 0;) {
            const qsizetype close = pattern.indexOf('}'_L1, open);
            const QLatin1StringView name = pattern.sliced(open + 1, close - open - 1);
            const qsizetype hash = name.indexOf('#'_L1);
            const QVariant value = hash < 0
                    ? m_variables.value(name)
                    : attribute(m_variables.value(name.first(hash)), name.sliced(hash + 1));
            result += pattern.sliced(begin, open - begin) + value.toString();
            begin = close + 1;
        }
        return result + pattern.sliced(begin);
    }

private:
    QVariant evaluate(const RuleExpression &expression) const
    {
        const auto argument = [&](std::size_t index) {
            return evaluate(expression.arguments[index]);
        };
        switch (expression.function) {
        case RuleFunction::True:
            return true;
        case RuleFunction::False:
            return false;
        case RuleFunction::Text:
            return text(QLatin1StringView(expression.text));
        case RuleFunction::Variable:
            return m_variables.value(QLatin1StringView(expression.text));
        case RuleFunction::IsSet:
            return argument(0).isValid();
        case RuleFunction::Equals:
            return argument(0) == argument(1);
        case RuleFunction::Coalesce: {
            const QVariant first = argument(0);
            return first.isValid() ? first : argument(1);
        }
        case RuleFunction::Attribute:
            return attribute(argument(0), argument(1).toString());
        case RuleFunction::IsHostLabel:
            return isHostLabel(argument(0).toString());
        case RuleFunction::ParseUrl:
            return parseUrl(argument(0).toString());
        case RuleFunction::ParseArn:
            return parseArn(argument(0).toString());
        case RuleFunction::FindPartition:
            return findPartition(argument(0).toString());
        }
        Q_UNREACHABLE();
        return {};
    }

    RuleVariables m_variables;
};

} // namespace

bool isHostLabel(QStringView text)
{
    const auto allowed = [](QChar c) {
        return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || (c >= u'0' && c <= u'9')
                || c == u'-';
    };
    return !text.isEmpty() && text.size() <= 63 && text.front() != u'-' && text.back() != u'-'
            && std::all_of(text.begin(), text.end(), allowed);
}

QDynamoDBExpected<RuleOutcome> evaluateRules(const RuleSet &rules, RuleVariables variables)
{
    Evaluator evaluator(std::move(variables));
    qint32 next = rules.root;
    while (next != 1 && next != -1 && next < RuleNode::resultBase) {
        const RuleNode &node = rules.nodes[std::size_t(std::abs(next) - 1)];
        const bool holds = evaluator.decide(rules.conditions[std::size_t(node.condition)]);
        next = (next > 0) == holds ? node.ifTrue : node.ifFalse;
    }
    const RuleResult &result =
            rules.results[next < RuleNode::resultBase ? 0 : std::size_t(next - RuleNode::resultBase)];
    if (!result.url)
        return QDynamoDBError(result.code, QString::fromUtf8(result.error));
    return RuleOutcome { evaluator.text(QLatin1StringView(result.url)),
                         QString::fromLatin1(result.signingRegion) };
}

} // namespace QtDynamoDBPrivate
