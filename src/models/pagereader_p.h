// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef PAGEREADER_P_H
#define PAGEREADER_P_H

#include "models/futurewatch_p.h"
#include "models/page_p.h"
#include "models/ticket_p.h"
#include "paging/pageprogress_p.h"

#include <QtCore/qobject.h>

#include <functional>
#include <vector>

namespace QtDynamoDBPrivate {

// A reader that fetches pages on demand: the pages of a segment one after the other, segments at
// the same time.
class PageReader : public QObject
{
    Q_OBJECT

public:
    enum class Demand {
        None,
        Page, // the next page that is not empty; of several segments, one of each
        All,
    };
    using Fetch = std::function<PageCall(int segment, const QDynamoDBItem &startKey)>;

    ~PageReader() override;

    // Prepares to read from the beginning, or after the key of an item. Fetches nothing yet.
    void start(const Fetch &fetch, int segments, const QDynamoDBItem &startKey = {});
    void setMaxEmptyPages(int pages) { m_maxEmptyPages = pages; } // in a row; 0: no limit
    void want(Demand demand);
    void stop(); // aborts calls in flight; want() continues at the same place
    void clear(); // stops and forgets the place
    // Fetches the next page before it is wanted.
    void setPrefetch(bool prefetch);

    [[nodiscard]] bool isBusy() const { return m_demand != Demand::None; }
    [[nodiscard]] bool hasMore() const;
    // Whether a page is in flight, or waits to be wanted.
    [[nodiscard]] bool isFetching() const;

Q_SIGNALS:
    void arrived(QtDynamoDBPrivate::Page &page); // the receiver may move the rows out of it
    void satisfied(); // everything wanted has arrived
    void failed(const QDynamoDBError &error); // nothing is wanted any more

private:
    struct Segment
    {
        QDynamoDBItem startKey;
        PageProgress progress {}; // detects pages that never end
        bool isFinished = false;
        std::shared_ptr<Page> page; // prefetched
        QFuture<void> call;
        FutureWatch watch; // null: no call is in flight
    };

    void fetch(int index);
    void onFetched(int index, const QDynamoDBExpected<std::shared_ptr<Page>> &outcome);
    void proceed();
    bool deliver();
    void prefetch();

    Fetch m_fetch;
    std::vector<Segment> m_segments;
    Demand m_demand = Demand::None;
    bool m_hasDelivered = false; // items, since the demand
    bool m_prefetch = false;
    int m_maxEmptyPages = 0;
    TicketIssuer m_tickets; // withdrawn when reading is stopped
};

} // namespace QtDynamoDBPrivate

#endif
