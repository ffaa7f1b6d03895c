// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

// The C++ types of numbers, which the SDK's model does not distinguish. Unlisted members are 64-bit
// integers.

const integers = new Set(['Count', 'Dimensions', 'Limit', 'MaxResults', 'PageSize',
    'RecoveryPeriodInDays', 'ScaleInCooldown', 'ScaleOutCooldown', 'ScannedCount', 'Segment', 'TopK',
    'TotalSegments']);
const doubles = new Set([
    'AutoScalingTargetTrackingScalingPolicyConfigurationDescription.TargetValue',
    'AutoScalingTargetTrackingScalingPolicyConfigurationUpdate.TargetValue',
    'Capacity.CapacityUnits',
    'Capacity.ReadCapacityUnits',
    'Capacity.WriteCapacityUnits',
    'ConsumedCapacity.CapacityUnits',
    'ConsumedCapacity.ReadCapacityUnits',
    'ConsumedCapacity.WriteCapacityUnits',
    'ItemCollectionMetrics.SizeEstimateRangeGB',
    'SearchResultItem.Score',
]);

export function numberKind(owner, wire) {
    if (doubles.has(`${owner}.${wire}`))
        return 'Double';
    return integers.has(wire) ? 'Integer' : 'Long';
}

// Members that every response contains: they are plain instead of std::optional.
export const plainMembers = new Set(['QueryOutput.Count', 'QueryOutput.ScannedCount',
    'ScanOutput.Count', 'ScanOutput.ScannedCount']);
