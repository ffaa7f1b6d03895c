// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef QDYNAMODBREPORTER_P_H
#define QDYNAMODBREPORTER_P_H

#include "telemetry/reportsender_p.h"

#include <QtDynamoDB/qdynamodbreporter.h>

#include <QtCore/qlist.h>
#include <QtCore/qpointer.h>

#include <memory>

class QDynamoDBReporterPrivate
{
public:
    QDynamoDBReporterPrivate() = default;
    virtual ~QDynamoDBReporterPrivate() = default;
    Q_DISABLE_COPY_MOVE(QDynamoDBReporterPrivate)

    struct Attached
    {
        QPointer<QDynamoDBAbstractClient> client;
        int handler = 0;
    };

    void apply() { sender->setLimits(batchSize, maxPending, interval); }

    std::shared_ptr<QtDynamoDBPrivate::ReportSender> sender;
    std::unique_ptr<QtDynamoDBPrivate::EventThread> thread;
    QList<Attached> attached;
    int batchSize = 1000;
    int maxPending = 20000;
    std::chrono::milliseconds interval { 1000 };
};

#endif
