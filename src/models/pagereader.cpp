// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "models/pagereader_p.h"

#include <algorithm>

namespace QtDynamoDBPrivate {

PageReader::~PageReader()
{
    stop();
}

void PageReader::start(const Fetch &fetch, int segments, const QDynamoDBItem &startKey)
{
    clear();
    m_fetch = fetch;
    m_segments.resize(size_t(segments));
    m_segments.front().startKey = startKey;
}

void PageReader::clear()
{
    stop();
    m_segments.clear();
}

void PageReader::stop()
{
    m_tickets.withdrawAll();
    m_demand = Demand::None;
    for (Segment &segment : m_segments) {
        segment.watch.reset();
        segment.call.cancel();
        segment.call = {};
    }
}

void PageReader::setPrefetch(bool enabled)
{
    m_prefetch = enabled;
    if (!isBusy() && m_hasDelivered)
        prefetch();
}

bool PageReader::hasMore() const
{
    return std::any_of(m_segments.begin(), m_segments.end(),
                       [](const Segment &segment) { return !segment.isFinished || segment.page; });
}

bool PageReader::isFetching() const
{
    return std::any_of(m_segments.begin(), m_segments.end(),
                       [](const Segment &segment) { return segment.watch || segment.page; });
}

void PageReader::want(Demand demand)
{
    const bool wasBusy = isBusy();
    m_demand = std::max(m_demand, demand);
    if (wasBusy || !isBusy())
        return;
    m_hasDelivered = false;
    proceed();
}

void PageReader::fetch(int index)
{
    Segment &segment = m_segments[size_t(index)];
    const PageCall call = m_fetch(index, segment.startKey);
    segment.call = call.call;
    segment.watch = watch(call.page,
                          [this, index](const QDynamoDBExpected<std::shared_ptr<Page>> &outcome) {
                              onFetched(index, outcome);
                          });
}

void PageReader::onFetched(int index, const QDynamoDBExpected<std::shared_ptr<Page>> &outcome)
{
    Segment &segment = m_segments[size_t(index)];
    segment.watch.reset();
    segment.call = {};
    QDynamoDBError error = outcome.error();
    if (outcome) {
        const Page &page = **outcome;
        const QDynamoDBValue next = page.lastKey.isNull()
                ? QDynamoDBValue(QDynamoDBValue::Type::Undefined)
                : QDynamoDBValue(page.lastKey);
        error = segment.progress.advance(next, { page.rows.size(), page.scanned, m_maxEmptyPages });
    }
    if (!error.isError()) {
        segment.page = *outcome;
        segment.startKey = segment.page->lastKey;
        segment.isFinished = segment.startKey.isNull();
        proceed();
    } else if (isBusy()) { // a page that was only prefetched is fetched again when it is wanted
        stop();
        Q_EMIT failed(error);
    }
}

void PageReader::proceed()
{
    if (!isBusy() || !deliver())
        return;
    const bool needsMore = m_demand == Demand::All || !m_hasDelivered;
    bool isInFlight = false;
    for (size_t i = 0; i < m_segments.size(); ++i) {
        if (needsMore && !m_segments[i].isFinished && !m_segments[i].watch)
            fetch(int(i));
        isInFlight = isInFlight || m_segments[i].watch;
    }
    if (isInFlight)
        return;
    m_demand = Demand::None;
    const Ticket ticket = m_tickets.issue();
    Q_EMIT satisfied();
    if (ticket.isValid() && !isBusy())
        prefetch();
}

// Returns false if a receiver has stopped the reader.
bool PageReader::deliver()
{
    const Ticket ticket = m_tickets.issue();
    for (size_t i = 0; i < m_segments.size(); ++i) {
        if (!m_segments[i].page)
            continue;
        const std::shared_ptr<Page> page = std::exchange(m_segments[i].page, nullptr);
        m_hasDelivered = m_hasDelivered || !page->rows.isEmpty();
        Q_EMIT arrived(*page);
        if (!ticket.isValid())
            return false;
    }
    return true;
}

void PageReader::prefetch()
{
    if (!m_prefetch)
        return;
    for (size_t i = 0; i < m_segments.size(); ++i) {
        if (!m_segments[i].isFinished && !m_segments[i].page && !m_segments[i].watch)
            fetch(int(i));
    }
}

} // namespace QtDynamoDBPrivate
