// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "expressions/expressioncheck_p.h"
#include "expressions/expressiontext_p.h"

#include <QtDynamoDB/qdynamodbexpression.h>

#include <QtCore/qhash.h>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace QtDynamoDBPrivate {

namespace {

constexpr qsizetype maxTextBytes = 4096;

[[nodiscard]] bool isPlaceholderChar(QChar c)
{
    return c.unicode() < 0x80 && (c.isLetterOrNumber() || c == u'_');
}

// Appends the placeholders (#name, :value) in the text.
void collectPlaceholders(const QString &text, QStringList &placeholders)
{
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text[i] != u'#' && text[i] != u':')
            continue;
        const qsizetype start = i;
        while (i + 1 < text.size() && isPlaceholderChar(text[i + 1]))
            ++i;
        placeholders.append(text.mid(start, i - start + 1));
    }
}

// Returns whether a placeholder has the form that RequestSymbols generates: #n0, :v0.
[[nodiscard]] bool isGenerated(const QString &placeholder)
{
    if (placeholder.size() < 3 || placeholder[1] != (placeholder[0] == u'#' ? u'n' : u'v'))
        return false;
    return std::all_of(placeholder.begin() + 2, placeholder.end(),
                       [](QChar c) { return c >= u'0' && c <= u'9'; });
}

// The placeholders of one request. An existing placeholder for a name is reused; no existing
// placeholder is redefined.
class RequestSymbols final : public ExpressionSymbols
{
public:
    explicit RequestSymbols(const ExpressionMembers &members)
        : m_names(*members.names)
        , m_values(members.values ? *members.values : QDynamoDBItem())
    {
        for (auto it = m_names.cbegin(); it != m_names.cend(); ++it)
            m_placeholders.insert(it.value(), it.key());
    }

    QString name(const QString &name) override
    {
        QString &placeholder = m_placeholders[name];
        if (placeholder.isEmpty()) {
            do
                placeholder = u"#n"_s % QString::number(m_nextName++);
            while (m_names.contains(placeholder));
            m_names.insert(placeholder, name);
        }
        return placeholder;
    }

    QString value(const QDynamoDBValue &value) override
    {
        QString placeholder;
        do
            placeholder = u":v"_s % QString::number(m_nextValue++);
        while (m_values.contains(placeholder));
        m_values.insert(placeholder, value);
        return placeholder;
    }

    [[nodiscard]] QMap<QString, QString> names(const QStringList &used) const
    {
        QMap<QString, QString> names;
        for (auto it = m_names.cbegin(); it != m_names.cend(); ++it) {
            if (!isGenerated(it.key()) || used.contains(it.key()))
                names.insert(it.key(), it.value());
        }
        return names;
    }

    [[nodiscard]] QDynamoDBItem values(const QStringList &used) const
    {
        QDynamoDBItem values;
        for (const QDynamoDBItem::Attribute &value : m_values) {
            if (!isGenerated(value.name) || used.contains(value.name))
                values.insert(value.name, value.value);
        }
        return values;
    }

private:
    QMap<QString, QString> m_names;
    QDynamoDBItem m_values;
    QHash<QString, QString> m_placeholders;
    int m_nextName = 0;
    int m_nextValue = 0;
};

} // namespace

class ExpressionWriterPrivate
{
public:
    explicit ExpressionWriterPrivate(const ExpressionMembers &requestMembers)
        : members(requestMembers)
        , placeholders(requestMembers)
    {
        for (const QString *text :
             { members.keyCondition, members.filter, members.update, members.projection }) {
            if (text)
                texts.insert(text, *text);
        }
    }

    using Check = QString (*)(const ExpressionNode &);
    void write(const QString *member, QLatin1StringView what, const ExpressionPart &part,
               Check check);

    const ExpressionMembers members;
    RequestSymbols placeholders;
    QHash<const QString *, QString> texts; // the new texts, by the member of the request
    QDynamoDBError error;
};

void ExpressionWriterPrivate::write(const QString *member, QLatin1StringView what,
                                    const ExpressionPart &part, Check check)
{
    if (error.isError())
        return;
    const ExpressionNodePtr &node = ExpressionAccess::node(part);
    if (!node) {
        texts[member].clear();
        return;
    }
    QString problem = check(*node);
    if (problem.isNull()) {
        const QString text = expressionText(*node, placeholders);
        if (text.size() <= maxTextBytes)
            texts[member] = text;
        else
            problem = u"its text has %1 bytes; at most 4096 are allowed"_s.arg(text.size());
    }
    if (!problem.isNull()) {
        error = QDynamoDBError(QDynamoDBError::Code::InvalidParameterValue,
                               u"The %1 can't be sent: %2."_s.arg(what, problem));
    }
}

ExpressionWriter::ExpressionWriter(const ExpressionMembers &members)
    : d(std::make_unique<ExpressionWriterPrivate>(members))
{
}

ExpressionWriter::~ExpressionWriter() = default;

void ExpressionWriter::write(const QDynamoDBKeyCondition &condition)
{
    if (condition.isEmpty() && !d->error.isError()) {
        d->error = QDynamoDBError(QDynamoDBError::Code::InvalidParameterValue,
                                  u"The key condition is empty; the partition key must be given "
                                  "with ==."_s);
    }
    d->write(d->members.keyCondition, "key condition"_L1, condition, keyConditionProblem);
}

void ExpressionWriter::write(const QDynamoDBCondition &condition)
{
    d->write(d->members.filter, "condition"_L1, condition, conditionProblem);
}

void ExpressionWriter::write(const QDynamoDBUpdate &update)
{
    d->write(d->members.update, "update"_L1, update, updateProblem);
}

void ExpressionWriter::write(const QDynamoDBProjection &projection)
{
    d->write(d->members.projection, "projection"_L1, projection, projectionProblem);
}

QDynamoDBError ExpressionWriter::finish()
{
    if (d->error.isError())
        return d->error;
    QStringList used;
    for (QString *member :
         { d->members.keyCondition, d->members.filter, d->members.update, d->members.projection }) {
        if (!member)
            continue;
        *member = d->texts.value(member);
        collectPlaceholders(*member, used);
    }
    *d->members.names = d->placeholders.names(used);
    if (d->members.values)
        *d->members.values = d->placeholders.values(used);
    return {};
}

} // namespace QtDynamoDBPrivate

/*!
    \fn template <typename Request, typename... Expressions> QDynamoDBError QDynamoDB::apply(Request *request, const Expressions &...expressions)
    \relates QDynamoDBCondition

    Sets the \a expressions of \a request. The type of an expression determines the member of the
    request:

    \table
    \header \li Expression \li Member
    \row \li QDynamoDBKeyCondition \li \c keyConditionExpression
    \row \li QDynamoDBCondition
         \li \c filterExpression, \c conditionExpression or \c searchConditionExpression, whichever
             the request has
    \row \li QDynamoDBUpdate \li \c updateExpression
    \row \li QDynamoDBProjection \li \c projectionExpression
    \endtable

    If the request has no such member, the call does not compile.

    \code
    QDynamoDB::QueryRequest query;
    query.tableName = u"Thread"_s;
    const QDynamoDBError error = QDynamoDB::apply(&query, key(u"ForumName"_s) == u"Qt"_s,
                                                  attribute(u"Views"_s) > 10);
    \endcode

    All names and values become placeholders, which are added to \c expressionAttributeNames and
    \c expressionAttributeValues, so that reserved words are allowed as names. Expressions that the
    application writes as text may be used in the same request, with placeholders of their own. An
    existing expression is replaced; an empty one removes it.

    Returns an error of code QDynamoDBError::InvalidParameterValue if the service would reject an
    expression; the message says why, and \a request is not changed. Otherwise, the code is
    QDynamoDBError::NoError.

    \since 0.1
    \sa QDynamoDB::expressionFromVariant()
*/

/*!
    \relates QDynamoDBCondition

    Returns the members that \a expressions add to a request, for QML. For
    \c {{ keyCondition: {...}, filter: {...} }}, these are \c keyConditionExpression,
    \c filterExpression, \c expressionAttributeNames and \c expressionAttributeValues.

    The keys of \a expressions are \c keyCondition, \c filter or \c condition, \c update and
    \c projection. Their values have the formats that QDynamoDBKeyCondition::fromVariant(),
    QDynamoDBCondition::fromVariant(), QDynamoDBUpdate::fromVariant() and
    QDynamoDBProjection::fromVariant() read. Anything else is an error of code
    QDynamoDBError::InvalidParameterValue.

    \since 0.1
    \sa QDynamoDB::apply()
*/
QDynamoDBExpected<QVariantMap> QDynamoDB::expressionFromVariant(const QVariantMap &expressions)
{
    struct Texts
    {
        QString keyCondition, filter, update, projection;
        QMap<QString, QString> names;
        QDynamoDBItem values;
    } texts;
    QtDynamoDBPrivate::ExpressionWriter writer({ &texts.keyCondition, &texts.filter, &texts.update,
                                                 &texts.projection, &texts.names, &texts.values });
    const auto write = [&](const auto &expression) {
        if (expression)
            writer.write(*expression);
        return expression.error();
    };

    QString filterName;
    for (auto it = expressions.cbegin(); it != expressions.cend(); ++it) {
        const QString &name = it.key();
        QDynamoDBError error;
        if (name == u"keyCondition") {
            error = write(QDynamoDBKeyCondition::fromVariant(it.value()));
        } else if ((name == u"filter" || name == u"condition") && filterName.isEmpty()) {
            filterName = name % u"Expression"_s;
            error = write(QDynamoDBCondition::fromVariant(it.value()));
        } else if (name == u"update") {
            error = write(QDynamoDBUpdate::fromVariant(it.value()));
        } else if (name == u"projection") {
            error = write(QDynamoDBProjection::fromVariant(it.value()));
        } else {
            error = QDynamoDBError(
                    QDynamoDBError::Code::InvalidParameterValue,
                    u"%1 is not an expression of a request; these are keyCondition, filter or "
                    "condition (not both), update and projection."_s.arg(name));
        }
        if (error.isError())
            return error;
    }
    if (QDynamoDBError error = writer.finish(); error.isError())
        return error;

    QVariantMap result;
    const auto insert = [&](const QString &name, const QString &text) {
        if (!text.isEmpty())
            result.insert(name, text);
    };
    insert(u"keyConditionExpression"_s, texts.keyCondition);
    insert(filterName, texts.filter);
    insert(u"updateExpression"_s, texts.update);
    insert(u"projectionExpression"_s, texts.projection);
    QVariantMap names;
    for (auto it = texts.names.cbegin(); it != texts.names.cend(); ++it)
        names.insert(it.key(), it.value());
    if (!names.isEmpty())
        result.insert(u"expressionAttributeNames"_s, names);
    if (!texts.values.isEmpty())
        result.insert(u"expressionAttributeValues"_s, texts.values.toVariantMap());
    return result;
}
