// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "measuring.h"

#include <QtCore/qfile.h>
#include <QtCore/qjsondocument.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <ctime>

#ifdef __GLIBC__
#include <malloc.h>
#endif

using namespace Qt::StringLiterals;

namespace Measuring {

namespace {

Microseconds read(clockid_t clock)
{
    timespec time;
    clock_gettime(clock, &time);
    return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
}

double rounded(double value)
{
    return std::round(value * 100) / 100;
}

} // namespace

Microseconds processTime()
{
    return read(CLOCK_PROCESS_CPUTIME_ID);
}

Microseconds threadTime()
{
    return read(CLOCK_THREAD_CPUTIME_ID);
}

qint64 peakRssKib()
{
    // getrusage() includes the peak of the parent process.
    QFile status(u"/proc/self/status"_s);
    if (!status.open(QIODevice::ReadOnly))
        return 0;
    const QByteArray text = status.readAll();
    const qsizetype at = text.indexOf("VmHWM:") + 6;
    return text.mid(at, text.indexOf("kB", at) - at).trimmed().toLongLong();
}

qint64 heapBytes()
{
#ifdef __GLIBC__
    const auto info = mallinfo2();
    return qint64(info.uordblks + info.hblkhd);
#else
    return 0;
#endif
}

double percentile(std::vector<double> &values, double part)
{
    if (values.empty())
        return 0;
    std::sort(values.begin(), values.end());
    return values[std::size_t(part * double(values.size() - 1))];
}

void Load::start()
{
    m_latencies.clear();
    m_latencies.reserve(1'000'000);
    m_errors = 0;
    m_cpu = processTime();
    m_start = Clock::now();
}

void Load::add(Clock::time_point begun, bool succeeded)
{
    m_latencies.push_back(Microseconds(Clock::now() - begun).count());
    m_errors += succeeded ? 0 : 1;
}

QJsonObject Load::result()
{
    const Microseconds wall = Clock::now() - m_start;
    const Microseconds cpu = processTime() - m_cpu;
    const double count = double(m_latencies.size());
    return {
        { u"requests"_s, count },
        { u"requests_per_second"_s, rounded(count / wall.count() * 1e6) },
        { u"cpu_us_per_request"_s, rounded(count > 0 ? cpu.count() / count : 0) },
        { u"p50_us"_s, rounded(percentile(m_latencies, 0.5)) },
        { u"p99_us"_s, rounded(percentile(m_latencies, 0.99)) },
        { u"peak_rss_kib"_s, peakRssKib() },
        { u"errors"_s, m_errors },
    };
}

double number(const QCommandLineParser &parser, const QString &option)
{
    bool isNumber = false;
    const double value = parser.value(option).toDouble(&isNumber);
    if (!isNumber || value <= 0)
        qFatal("--%s needs a number above 0", qPrintable(option));
    return value;
}

QByteArray fileContents(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("%s: %s", qPrintable(path), qPrintable(file.errorString()));
    return file.readAll();
}

void print(const QJsonObject &result)
{
    std::puts(QJsonDocument(result).toJson(QJsonDocument::Compact).constData());
}

} // namespace Measuring
