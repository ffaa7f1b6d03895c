// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "pipeline/clientlogging_p.h"

#include "transport/loggingcategory_p.h"

namespace QtDynamoDBPrivate {

Q_DYNAMODB_LOGGING_CATEGORY(lcClient, "qtdynamodb.client")
Q_DYNAMODB_LOGGING_CATEGORY(lcRetry, "qtdynamodb.retry")
Q_DYNAMODB_LOGGING_CATEGORY(lcSigning, "qtdynamodb.signing")
Q_DYNAMODB_LOGGING_CATEGORY(lcBodies, "qtdynamodb_bodies")

namespace {

constexpr qsizetype longestShape = 2000;

bool isStructure(char c)
{
    return c == '{' || c == '}' || c == '[' || c == ']' || c == ',' || c == ':';
}

bool isSpace(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

// Returns the index of the closing quote of the string that begins at `begin`, or the size of the
// JSON if there is none.
qsizetype endOfString(QByteArrayView json, qsizetype begin)
{
    for (qsizetype at = begin + 1; at < json.size(); ++at) {
        if (json[at] == '\\')
            ++at;
        else if (json[at] == '"')
            return at;
    }
    return json.size();
}

} // namespace

QByteArray jsonShape(QByteArrayView json)
{
    QByteArray shape;
    qsizetype at = 0;
    while (at < json.size() && shape.size() < longestShape) {
        const char c = json[at];
        if (isStructure(c)) {
            shape += c;
            ++at;
        } else if (isSpace(c)) {
            ++at;
        } else if (c == '"') {
            const qsizetype end = endOfString(json, at);
            qsizetype next = end + 1;
            while (next < json.size() && isSpace(json[next]))
                ++next;
            if (next < json.size() && json[next] == ':')
                shape += json.sliced(at + 1, end - at - 1);
            else
                shape += '<' + QByteArray::number(end - at - 1) + '>';
            at = end + 1;
        } else {
            while (at < json.size() && !isStructure(json[at]) && !isSpace(json[at])
                   && json[at] != '"')
                ++at;
            shape += '?';
        }
    }
    return at < json.size() ? shape + "..." : shape;
}

} // namespace QtDynamoDBPrivate
