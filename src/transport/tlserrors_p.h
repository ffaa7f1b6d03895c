// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef TLSERRORS_P_H
#define TLSERRORS_P_H

#include <QtCore/qlist.h>
#include <QtCore/qstring.h>
#include <QtNetwork/qsslerror.h>

namespace QtDynamoDBPrivate {

// Appends the texts of TLS errors, separated by semicolons.
inline void addTlsErrors(const QList<QSslError> &errors, QString *text)
{
    for (const QSslError &error : errors) {
        if (!text->isEmpty())
            *text += QLatin1StringView("; ");
        *text += error.errorString();
    }
}

} // namespace QtDynamoDBPrivate

#endif
