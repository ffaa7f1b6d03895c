// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef TIMEBOOK_H
#define TIMEBOOK_H

#include <QtCore/qcoreapplication.h>
#include <QtCore/qfuturewatcher.h>
#include <QtCore/qthread.h>

#include <algorithm>
#include <chrono>
#include <ctime>
#include <utility>
#include <vector>

using Milliseconds = std::chrono::duration<double, std::milli>;

// Returns the CPU time of this thread.
inline Milliseconds threadTime()
{
    timespec time;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
}

// Records the CPU time of the library in the thread of the views, for each entry by an event or a call.
// Reactions of other objects to its signals are included.
class TimeBook
{
public:
    class Entry
    {
    public:
        explicit Entry(TimeBook &book)
            : m_book(book)
            , m_begin(book.m_depth++ == 0 ? threadTime() : Milliseconds())
        {
        }
        ~Entry()
        {
            if (--m_book.m_depth == 0)
                m_book.m_times.push_back((threadTime() - m_begin).count());
        }
        Q_DISABLE_COPY_MOVE(Entry)

    private:
        TimeBook &m_book;
        const Milliseconds m_begin;
    };

    std::vector<double> take() { return std::exchange(m_times, {}); }

private:
    int m_depth = 0;
    std::vector<double> m_times;
};

// An application that records the events of library objects in this thread.
template<typename Application>
class BookedApplication : public Application
{
public:
    using Application::Application;

    bool notify(QObject *receiver, QEvent *event) override
    {
        const bool isOurs = QThread::currentThread() == this->thread()
                && (qobject_cast<QFutureWatcherBase *>(receiver)
                    || qstrncmp(receiver->metaObject()->className(), "QDynamoDB", 9) == 0
                    || qstrncmp(receiver->metaObject()->className(), "QtDynamoDB", 10) == 0);
        if (!isOurs)
            return Application::notify(receiver, event);
        const TimeBook::Entry entry(events);
        return Application::notify(receiver, event);
    }

    TimeBook events;
};

inline double median(std::vector<double> values)
{
    if (values.empty())
        return 0;
    const auto middle = values.begin() + std::ptrdiff_t(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

inline double largest(const std::vector<double> &values)
{
    return values.empty() ? 0 : *std::max_element(values.begin(), values.end());
}

#endif
