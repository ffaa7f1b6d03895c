// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef SCANPROGRESS_P_H
#define SCANPROGRESS_P_H

#include <QtCore/qglobal.h>

#include <algorithm>

namespace QtDynamoDBPrivate {

// Returns the progress of an unfinished scan, from 0 to 0.99, after `scanned` of `total` items. The
// service updates the total about every six hours, so it may be wrong. If it is not positive, the
// progress is 0. Near the total and beyond, the progress grows ever more slowly, since at least one
// more page follows. It never decreases as `scanned` grows.
[[nodiscard]] inline double progressOfScan(qint64 scanned, double total)
{
    constexpr double trusted = 0.9;
    constexpr double most = 0.99;
    if (total <= 0 || scanned <= 0)
        return 0;
    const double share = double(scanned) / total;
    if (share <= trusted)
        return share;
    constexpr double left = 1 - trusted;
    return std::min(1 - left * left / (share - trusted + left), most);
}

} // namespace QtDynamoDBPrivate

#endif
