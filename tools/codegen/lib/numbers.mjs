// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

// The SDK's model knows only "a number". What is not listed here is a 64-bit integer.

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

// Always in the answer: plain members instead of std::optional.
export const plainMembers = new Set(['QueryOutput.Count', 'QueryOutput.ScannedCount',
    'ScanOutput.Count', 'ScanOutput.ScannedCount']);
