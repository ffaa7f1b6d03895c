// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "store/local/localquery_p.h"
#include "expressions/evaluation/keyencoding_p.h"
#include "store/local/localpage_p.h"

#include <algorithm>
#include <tuple>
#include <vector>

using namespace Qt::StringLiterals;

namespace QtDynamoDBPrivate {

namespace {

[[nodiscard]] QDynamoDBError refusal(const QString &text)
{
    return QDynamoDBError(QDynamoDBError::Code::Validation, text);
}

template<typename Request>
[[nodiscard]] PageOptions commonOptions(const Request &request)
{
    PageOptions options;
    options.indexName = request.indexName;
    options.select = request.select;
    options.limit = request.limit;
    options.startKey = request.exclusiveStartKey;
    options.expressions.filter = request.filterExpression;
    options.expressions.projection = request.projectionExpression;
    options.expressions.names = request.expressionAttributeNames;
    options.expressions.values = request.expressionAttributeValues;
    options.hasLegacyParameters = !request.attributesToGet.isEmpty()
            || !request.conditionalOperator.isNull();
    return options;
}

// An item's position in an index.
struct IndexEntry
{
    QByteArray partition;
    QByteArray sort;
    ItemPlace place;
    QDynamoDBItem item;

    friend bool operator<(const IndexEntry &a, const IndexEntry &b)
    {
        return std::tie(a.partition, a.sort, a.place) < std::tie(b.partition, b.sort, b.place);
    }
};

// Collects the entries of an index in order; of one partition and range if a selection is given.
[[nodiscard]] std::vector<IndexEntry> entriesOf(StoreReader &reader, const StoredTable &table,
                                                const StoredKeys &keys,
                                                const KeySelection *selection)
{
    std::vector<IndexEntry> entries;
    const auto add = [&](StoredItem &&item) {
        const auto partition = encodedKeys(item.local, keys.partition);
        const auto sort = encodedKeys(item.local, keys.sort);
        if (!partition || !sort)
            return true;
        if (!selection || (*partition == selection->partition && selection->includesSort(*sort))) {
            entries.push_back({ joinedKeys(*partition), joinedKeys(*sort), item.place, item.local });
        }
        return true;
    };
    if (selection && keys.partition == StoredKeys::of(table).partition) {
        ItemRange range; // a local index
        range.table = table.id;
        range.partition = selection->partition.first();
        reader.visitRange(range, add);
    } else {
        reader.visitTable({ table.id, {}, {} }, add);
    }
    std::sort(entries.begin(), entries.end());
    return entries;
}

void addEntries(LocalPage &page, std::vector<IndexEntry> &entries, bool isDescending)
{
    if (page.start()) {
        const LocalPage::Start &start = *page.start();
        const IndexEntry after {
            joinedKeys(start.partition), joinedKeys(start.sort), start.place, {}
        };
        std::erase_if(entries, [&](const IndexEntry &entry) {
            return isDescending ? !(entry < after) : !(after < entry);
        });
    }
    if (isDescending)
        std::reverse(entries.begin(), entries.end());
    for (const IndexEntry &entry : entries) {
        if (!page.add(entry.item))
            return;
    }
}

[[nodiscard]] ItemRange rangeOf(const StoredTable &table, const KeySelection &selection,
                                const LocalPage &page, bool isDescending)
{
    ItemRange range;
    range.table = table.id;
    range.partition = selection.partition.first();
    range.isDescending = isDescending;
    if (selection.equal.isEmpty()) {
        range.lower = selection.lower;
        range.upper = selection.upper;
        range.includesLower = selection.includesLower;
        range.includesUpper = selection.includesUpper;
    } else {
        range.lower = range.upper = selection.equal.first();
    }
    if (page.start()) {
        (isDescending ? range.upper : range.lower) = page.start()->place.sort;
        (isDescending ? range.includesUpper : range.includesLower) = false;
    }
    return range;
}

// A hash that spreads partitions over the segments of a scan.
[[nodiscard]] quint32 segmentHash(const QByteArray &partition)
{
    quint32 hash = 2166136261u;
    for (const char byte : partition)
        hash = (hash ^ uchar(byte)) * 16777619u;
    return hash ^ (hash >> 16);
}

} // namespace

QDynamoDBExpected<QDynamoDB::QueryResult> localQuery(StoreReader &reader, const StoredTable &table,
                                                     const QList<StoredIndex> &indexes,
                                                     const QDynamoDB::QueryRequest &request)
{
    PageOptions options = commonOptions(request);
    options.isQuery = true;
    options.expressions.keyCondition = request.keyConditionExpression;
    options.hasLegacyParameters |= !request.keyConditions.isEmpty()
            || !request.queryFilter.isEmpty();
    LocalPage page;
    if (const QDynamoDBError error = page.prepare(table, indexes, options); error.isError())
        return error;
    if (!page.expressions().keyCondition)
        return refusal(u"KeyConditionExpression is empty; a Query needs a key condition."_s);
    if (request.consistentRead.value_or(false) && page.index() && page.index()->isGlobal)
        return refusal(u"ConsistentRead is not allowed for a global index."_s);
    const auto selection = KeySelection::from(*page.expressions().keyCondition, page.keys());
    if (!selection)
        return selection.error();
    if (page.start()
        && (page.start()->partition != selection->partition
            || !selection->includesSort(page.start()->sort))) {
        return refusal(u"The exclusive start key does not meet the key condition."_s);
    }

    const bool isDescending = !request.scanIndexForward.value_or(true);
    if (page.index()) {
        auto entries = entriesOf(reader, table, page.keys(), &*selection);
        addEntries(page, entries, isDescending);
    } else {
        reader.visitRange(rangeOf(table, *selection, page, isDescending), [&](StoredItem &&item) {
            return item.local.isNull() || page.add(item.local);
        });
    }
    return page.result<QDynamoDB::QueryResult>();
}

QDynamoDBExpected<QDynamoDB::ScanResult> localScan(StoreReader &reader, const StoredTable &table,
                                                   const QList<StoredIndex> &indexes,
                                                   const QDynamoDB::ScanRequest &request)
{
    PageOptions options = commonOptions(request);
    options.hasLegacyParameters |= !request.scanFilter.isEmpty();
    LocalPage page;
    if (const QDynamoDBError error = page.prepare(table, indexes, options); error.isError())
        return error;
    if (request.consistentRead.value_or(false) && page.index() && page.index()->isGlobal)
        return refusal(u"ConsistentRead is not allowed for a global index."_s);
    const int segments = request.totalSegments.value_or(1);
    const int segment = request.segment.value_or(0);
    if (request.totalSegments.has_value() != request.segment.has_value() || segments < 1
        || segments > 1'000'000 || segment < 0 || segment >= segments) {
        return refusal(u"Segment and TotalSegments must be given both or not at all, with "
                       "Segment from 0 to TotalSegments - 1 and TotalSegments up to 1000000."_s);
    }
    const auto isInSegment = [&](const QByteArray &partition) {
        return segments == 1 || int(segmentHash(partition) % quint32(segments)) == segment;
    };

    if (page.index()) {
        auto entries = entriesOf(reader, table, page.keys(), nullptr);
        std::erase_if(entries, [&](const auto &entry) { return !isInSegment(entry.partition); });
        addEntries(page, entries, false);
    } else {
        const ItemPlace after = page.start() ? page.start()->place : ItemPlace { table.id, {}, {} };
        reader.visitTable(after, [&](StoredItem &&item) {
            return item.local.isNull() || !isInSegment(item.place.partition)
                    || page.add(item.local);
        });
    }
    return page.result<QDynamoDB::ScanResult>();
}

} // namespace QtDynamoDBPrivate
