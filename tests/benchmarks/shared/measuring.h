// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef MEASURING_H
#define MEASURING_H

#include <QtCore/qbytearray.h>
#include <QtCore/qcommandlineparser.h>
#include <QtCore/qjsonobject.h>

#include <chrono>
#include <vector>

// What the benchmarks of this library and of the others measure, and how they print it.
namespace Measuring {

using Clock = std::chrono::steady_clock;
using Microseconds = std::chrono::duration<double, std::micro>;

// CPU time, user and system: of all threads of the process, and of the calling one.
[[nodiscard]] Microseconds processTime();
[[nodiscard]] Microseconds threadTime();
[[nodiscard]] qint64 peakRssKib();
[[nodiscard]] qint64 heapBytes(); // handed out by malloc at present; 0 where nobody knows

// The value below which that part of them lies. Sorts them.
[[nodiscard]] double percentile(std::vector<double> &values, double part);

// How long requests take, and what they cost, from start() on.
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

// The options --name <number>, which must be there.
[[nodiscard]] double number(const QCommandLineParser &parser, const QString &option);
[[nodiscard]] QByteArray fileContents(const QString &path);
void print(const QJsonObject &result); // on one line

} // namespace Measuring

#endif
