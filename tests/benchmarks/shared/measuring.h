// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef MEASURING_H
#define MEASURING_H

#include <QtCore/qbytearray.h>
#include <QtCore/qcommandlineparser.h>
#include <QtCore/qjsonobject.h>

#include <chrono>
#include <vector>

// Measurements of all benchmarks, and their output.
namespace Measuring {

using Clock = std::chrono::steady_clock;
using Microseconds = std::chrono::duration<double, std::micro>;

// User and system CPU time of the process, and of the calling thread.
[[nodiscard]] Microseconds processTime();
[[nodiscard]] Microseconds threadTime();
[[nodiscard]] qint64 peakRssKib();
[[nodiscard]] qint64 heapBytes(); // currently allocated by malloc; 0 if unknown

// Returns the percentile of the values, which are sorted.
[[nodiscard]] double percentile(std::vector<double> &values, double part);

// Latencies and CPU time of requests since start().
class Load
{
public:
    void start();
    void add(Clock::time_point begun, bool succeeded);
    [[nodiscard]] QJsonObject result();

private:
    Clock::time_point m_start;
    Microseconds m_cpu { 0 };
    std::vector<double> m_latencies; // microseconds
    qint64 m_errors = 0;
};

// Returns the number of an option, which is required.
[[nodiscard]] double number(const QCommandLineParser &parser, const QString &option);
[[nodiscard]] QByteArray fileContents(const QString &path);
void print(const QJsonObject &result); // prints one line

} // namespace Measuring

#endif
