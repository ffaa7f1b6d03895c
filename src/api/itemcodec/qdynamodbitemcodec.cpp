// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include <QtDynamoDB/qdynamodbitemcodec.h>

/*!
    \class QDynamoDBItemCodec
    \inmodule QtDynamoDB
    \brief Transforms attributes before they are written and after they are read.

    \since 0.1
    \sa QDynamoDBAbstractClient::setItemCodec()
*/

QDynamoDBItemCodec::~QDynamoDBItemCodec() = default;
