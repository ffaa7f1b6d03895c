// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef SCANPROGRESS_P_H
#define SCANPROGRESS_P_H

#include <QtCore/qglobal.h>

#include <algorithm>

namespace QtDynamoDBPrivate {

// The progress of a scan that has not ended, from 0 to 0.99, for `scanned` items of a table that
// is said to have `total`. The service updates that number every six hours or so: where it is not
// positive, nothing is known and the progress is 0; near it and beyond, the progress grows slower
// and slower, since there is at least one more page. It never decreases as `scanned` grows.
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
