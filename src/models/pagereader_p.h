// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef PAGEREADER_P_H
#define PAGEREADER_P_H

#include "paging/pageprogress_p.h"
#include "models/futurewatch_p.h"
#include "models/page_p.h"

#include <QtCore/qobject.h>

#include <functional>
#include <optional>
#include <vector>

namespace QtDynamoDBPrivate {

// Reads pages one after the other when they are wanted; those of several segments at a time.
class PageReader : public QObject
{
    Q_OBJECT

public:
    enum class Demand {
        None,
        Page, // the next page that is not empty; of several segments, one of each
        All,
    };
    using Ask = std::function<PageCall(int segment, const QDynamoDBItem &startKey)>;

    ~PageReader() override;

    // At the beginning, or behind the key; nothing is wanted yet.
    void start(const Ask &ask, int segments, const QDynamoDBItem &startKey = {});
    void setMaxEmptyPages(int pages) { m_maxEmptyPages = pages; } // in a row; 0: no limit
    void want(Demand demand);
    void stop(); // aborts what is under way; it can be wanted again
    void clear(); // forgets everything
    void setPrefetch(bool prefetch);

    [[nodiscard]] bool isBusy() const { return m_demand != Demand::None; }
    [[nodiscard]] bool hasMore() const;
    [[nodiscard]] bool isAsking() const; // a page is to come that was asked for already

Q_SIGNALS:
    void arrived(QtDynamoDBPrivate::Page &page); // to be taken
    void satisfied(); // what was wanted has arrived
    void failed(const QDynamoDBError &error); // so nothing is wanted any more

private:
    struct Segment
    {
        QDynamoDBItem startKey;
        PageProgress progress {}; // finds pages that never end
        bool done = false;
        std::shared_ptr<Page> held; // has come before it was wanted
        QFuture<void> call;
        FutureWatch watch; // null: nothing is under way
    };

    void ask(int index);
    void onAnswer(int index, const QDynamoDBExpected<std::shared_ptr<Page>> &answer);
    void goOn();
    bool deliverHeld();
    void prefetch();

    Ask m_ask;
    std::vector<Segment> m_segments;
    Demand m_demand = Demand::None;
    bool m_delivered = false; // something, since the demand
    bool m_prefetch = false;
    int m_maxEmptyPages = 0;
    quint64 m_run = 0; // changes when what was under way does not count any more
};

} // namespace QtDynamoDBPrivate

#endif
