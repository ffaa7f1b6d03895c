// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef PEERS_H
#define PEERS_H

#include <QtCore/qcommandlineparser.h>
#include <QtCore/qjsonobject.h>

// Alternatives to the library. They don't sign requests and don't return typed items.
QJsonObject qnamLoop(const QCommandLineParser &options);
QJsonObject curlLoop(const QCommandLineParser &options);
QJsonObject qjsonDecode(const QCommandLineParser &options);

// A GetItem with all headers that the library sends; the signature is a constant.
inline constexpr char body[] =
        R"({"TableName":"Thread","Key":{"ForumName":{"S":"Qt"},"Subject":{"S":"Hello"}}})";
inline constexpr const char *headers[][2] = {
    { "content-type", "application/x-amz-json-1.0" },
    { "x-amz-target", "DynamoDB_20120810.GetItem" },
    { "accept-encoding", "identity" },
    { "x-amz-date", "20261125T000000Z" },
    { "authorization",
      "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20261125/us-east-1/dynamodb/aws4_request, "
      "SignedHeaders=content-type;host;x-amz-date;x-amz-target, "
      "Signature=0000000000000000000000000000000000000000000000000000000000000000" },
};

#endif
