// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "models/pagereader_p.h"

#include <algorithm>

namespace QtDynamoDBPrivate {

PageReader::~PageReader()
{
    stop();
}

void PageReader::start(const Ask &ask, int segments, const QDynamoDBItem &startKey)
{
    clear();
    m_ask = ask;
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
    ++m_run;
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
    if (!isBusy() && m_delivered)
        prefetch();
}

bool PageReader::hasMore() const
{
    return std::any_of(m_segments.begin(), m_segments.end(),
                       [](const Segment &segment) { return !segment.done || segment.held; });
}

bool PageReader::isAsking() const
{
    return std::any_of(m_segments.begin(), m_segments.end(),
                       [](const Segment &segment) { return segment.watch || segment.held; });
}

void PageReader::want(Demand demand)
{
    const bool wasBusy = isBusy();
    m_demand = std::max(m_demand, demand);
    if (wasBusy || !isBusy())
        return;
    m_delivered = false;
    goOn();
}

void PageReader::ask(int index)
{
    Segment &segment = m_segments[size_t(index)];
    const PageCall call = m_ask(index, segment.startKey);
    segment.call = call.call;
    segment.watch = watch(call.page,
                          [this, index](const QDynamoDBExpected<std::shared_ptr<Page>> &answer) {
                              onAnswer(index, answer);
                          });
}

void PageReader::onAnswer(int index, const QDynamoDBExpected<std::shared_ptr<Page>> &answer)
{
    Segment &segment = m_segments[size_t(index)];
    segment.watch.reset();
    segment.call = {};
    QDynamoDBError error = answer.error();
    if (answer) {
        const Page &page = **answer;
        const QDynamoDBValue next = page.lastKey.isNull()
                ? QDynamoDBValue(QDynamoDBValue::Type::Undefined)
                : QDynamoDBValue(page.lastKey);
        error = segment.progress.advance(next, { page.rows.size(), page.scanned, m_maxEmptyPages });
    }
    if (!error.isError()) {
        segment.held = *answer;
        segment.startKey = segment.held->lastKey;
        segment.done = segment.startKey.isNull();
        goOn();
    } else if (isBusy()) { // what was only prefetched is asked for again when it is wanted
        stop();
        Q_EMIT failed(error);
    }
}

void PageReader::goOn()
{
    if (!isBusy() || !deliverHeld())
        return;
    const bool askMore = m_demand == Demand::All || !m_delivered;
    bool underWay = false;
    for (size_t i = 0; i < m_segments.size(); ++i) {
        if (askMore && !m_segments[i].done && !m_segments[i].watch)
            ask(int(i));
        underWay = underWay || m_segments[i].watch;
    }
    if (underWay)
        return;
    const quint64 run = m_run;
    m_demand = Demand::None;
    Q_EMIT satisfied();
    if (run == m_run && !isBusy())
        prefetch();
}

// False where a receiver changed its mind.
bool PageReader::deliverHeld()
{
    const quint64 run = m_run;
    for (size_t i = 0; i < m_segments.size(); ++i) {
        if (!m_segments[i].held)
            continue;
        const std::shared_ptr<Page> page = std::exchange(m_segments[i].held, nullptr);
        m_delivered = m_delivered || !page->rows.isEmpty();
        Q_EMIT arrived(*page);
        if (run != m_run)
            return false;
    }
    return true;
}

void PageReader::prefetch()
{
    if (!m_prefetch)
        return;
    for (size_t i = 0; i < m_segments.size(); ++i) {
        if (!m_segments[i].done && !m_segments[i].held && !m_segments[i].watch)
            ask(int(i));
    }
}

} // namespace QtDynamoDBPrivate
