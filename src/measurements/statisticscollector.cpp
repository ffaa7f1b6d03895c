// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "measurements/statisticscollector_p.h"

#include <algorithm>
#include <bit>
#include <numeric>

namespace QtDynamoDBPrivate {

using namespace std::chrono_literals;

namespace {

qint64 secondOf(std::chrono::nanoseconds time)
{
    return std::chrono::floor<std::chrono::seconds>(time).count();
}

} // namespace

StatisticsCollector::StatisticsCollector(Duration now)
    : m_begun(secondOf(now))
    , m_second(m_begun)
{
}

std::size_t StatisticsCollector::stepOf(Duration duration)
{
    // The value is in units of 1/32 µs; the five bits after its highest one are the step.
    const Duration bounded = std::clamp<Duration>(duration, 1us, 1h);
    const quint64 value = quint64(bounded.count()) * stepsInOctave / 1000;
    const int shift = int(std::bit_width(value)) - int(std::bit_width(quint64(stepsInOctave)));
    const std::size_t step = std::size_t(shift) * stepsInOctave
            + std::size_t((value >> shift) - stepsInOctave);
    return std::min(step, steps - 1);
}

StatisticsCollector::Duration StatisticsCollector::middleOf(std::size_t step)
{
    const std::size_t octave = step / stepsInOctave;
    const double position = 1 + (double(step % stepsInOctave) + 0.5) / stepsInOctave;
    return Duration(qint64(1000 * position * double(quint64(1) << octave)));
}

void StatisticsCollector::add(const QDynamoDBMeasurement &measurement, Duration now)
{
    advance(now);
    ++m_counts[std::size_t(m_second % window)][stepOf(measurement.duration)];
    ++m_requests;
    if (measurement.errorCode != QDynamoDBError::Code::NoError)
        ++m_errors[measurement.errorCode];
    for (auto it = measurement.consumedCapacityByTable.cbegin();
         it != measurement.consumedCapacityByTable.cend(); ++it)
        m_consumedCapacity[it.key()] += it.value();
}

StatisticsSample StatisticsCollector::sample(Duration now)
{
    advance(now);
    Counts sum {};
    for (const Counts &counts : m_counts)
        std::transform(sum.begin(), sum.end(), counts.begin(), sum.begin(), std::plus());
    const quint64 all = std::accumulate(sum.begin(), sum.end(), quint64(0));
    const auto percentile = [&](double part) {
        quint64 left = quint64(part * double(all - 1)) + 1;
        for (std::size_t step = 0; step < steps; ++step) {
            if (sum[step] >= left)
                return middleOf(step);
            left -= sum[step];
        }
        return Duration(0);
    };

    StatisticsSample sample;
    sample.requests = m_requests;
    sample.errors = m_errors;
    sample.consumedCapacity = m_consumedCapacity;
    if (all) {
        // The whole seconds and the part of the current one.
        const Duration counted = now
                - std::chrono::seconds(std::max(m_begun, m_second - window + 1));
        sample.requestsPerSecond = double(all)
                / std::max(1.0, std::chrono::duration<double>(counted).count());
        sample.p50 = percentile(0.5);
        sample.p99 = percentile(0.99);
    }
    return sample;
}

void StatisticsCollector::advance(Duration now)
{
    const qint64 second = secondOf(now);
    for (qint64 next = std::max(m_second + 1, second - window + 1); next <= second; ++next)
        m_counts[std::size_t(next % window)].fill(0);
    m_second = std::max(m_second, second);
}

} // namespace QtDynamoDBPrivate
