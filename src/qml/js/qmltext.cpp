// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "qml/js/qmltext_p.h"

#include <QtCore/qregularexpression.h>

#include <array>

using namespace Qt::StringLiterals;

namespace QtDynamoDBPrivate {

namespace {

struct Replacement
{
    const char16_t *pattern;
    const char16_t *text;
};

// Applied in this order; the general rules come last.
constexpr std::array replacements = {
    // Options have units in their names.
    Replacement { u"\\bQDynamoDBCallOptions: (attemptTimeout|callTimeout)\\b",
                  u"call options: \\1Ms" },
    Replacement { u"\\bQDynamoDBCallOptions: ", u"call options: " },
    Replacement { u"\\bQDynamoDBBatchOptions::", u"the option " },
    Replacement {
            u"\\bconnect to the client's signal (\\w)(\\w*)\\(\\)(, or set RoleOptions::\\w+)?",
            u"handle the client's signal \\1\\2" },
    Replacement { u"\\ba QDynamoDBValue\\b", u"DynamoDB.value()" },
    Replacement { u"\\bby fromString\\(\\)", u"of the service" },
    // Types of values.
    Replacement { u", not QString$", u", not a string" },
    Replacement { u", not bool$", u", not a boolean" },
    Replacement { u", not (double|float|int|uint|qlonglong|qulonglong|QDynamoDBNumber)$",
                  u", not a number" },
    Replacement { u", not QVariantMap$", u", not an object" },
    Replacement { u", not (QVariantList|QStringList)$", u", not an array" },
    Replacement { u", not QDateTime$", u", not a Date" },
    Replacement { u", not QByteArray$", u", not an ArrayBuffer" },
    Replacement { u", not std::nullptr_t$", u", not null" },
    Replacement { u", not QDynamoDBValue$", u", not a value of DynamoDB.value()" },
    Replacement { u", not QDynamoDBAttribute$", u", not an attribute of DynamoDB.attribute()" },
    // All other names.
    Replacement { u"\\bQDynamoDB(?=[A-Z])", u"DynamoDB" },
    Replacement { u"\\b(\\w+)::(?=\\w)", u"\\1." },
};

QString replaced(QString text)
{
    static const auto rules = [] {
        std::array<std::pair<QRegularExpression, QString>, replacements.size()> compiled;
        for (std::size_t i = 0; i < replacements.size(); ++i) {
            compiled[i] = { QRegularExpression(QString::fromUtf16(replacements[i].pattern)),
                            QString::fromUtf16(replacements[i].text) };
        }
        return compiled;
    }();
    for (const auto &[pattern, replacement] : rules)
        text.replace(pattern, replacement);
    return text;
}

} // namespace

QString qmlText(const QString &text)
{
    if (!text.contains("QDynamoDB"_L1) && !text.contains("::"_L1) && !text.contains(", not "_L1)
        && !text.contains("()"_L1))
        return text;
    // Every second part is quoted.
    static const QRegularExpression quoted(u"\"[^\"]*\"|(?<!\\w)'[^']*'"_s);
    QString result;
    qsizetype end = 0;
    for (auto match = quoted.globalMatch(text); match.hasNext();) {
        const QRegularExpressionMatch data = match.next();
        result += replaced(text.mid(end, data.capturedStart() - end)) + data.captured();
        end = data.capturedEnd();
    }
    result += replaced(text.mid(end));
    if (!result.isEmpty() && text.startsWith("QDynamoDB"_L1))
        result[0] = result[0].toUpper();
    return result;
}

QString qmlText(const QDynamoDBError &error)
{
    return error.httpStatus() ? error.message() : qmlText(error.message());
}

} // namespace QtDynamoDBPrivate
