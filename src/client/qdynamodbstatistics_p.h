// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef QDYNAMODBSTATISTICS_P_H
#define QDYNAMODBSTATISTICS_P_H

#include "measurements/statisticscollector_p.h"

#include <QtDynamoDB/qdynamodbstatistics.h>

class QDynamoDBStatisticsPrivate
{
public:
    QtDynamoDBPrivate::StatisticsSample sample;
};

#endif
