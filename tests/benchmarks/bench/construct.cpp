// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "commands.h"
#include "measuring.h"

#include <QtCore/qcoreapplication.h>
#include <QtCore/qjsondocument.h>
#include <QtCore/qprocess.h>

#include <memory>

using namespace Qt::StringLiterals;
using Measuring::Clock;
using Measuring::Microseconds;

namespace {

// Measures the construction of the first and of the second client of this process.
QJsonObject measure()
{
    const auto once = [](double &wall, double &cpu) {
        const Clock::time_point start = Clock::now();
        const Microseconds before = Measuring::threadTime();
        auto client = std::make_unique<QDynamoDBClient>();
        cpu = (Measuring::threadTime() - before).count();
        wall = Microseconds(Clock::now() - start).count();
        return client;
    };
    double wall[2];
    double cpu[2];
    const auto first = once(wall[0], cpu[0]);
    const auto second = once(wall[1], cpu[1]);
    return { { u"first_us"_s, wall[0] },
             { u"first_cpu_us"_s, cpu[0] },
             { u"second_us"_s, wall[1] },
             { u"second_cpu_us"_s, cpu[1] } };
}

} // namespace

QJsonObject construct(const QCommandLineParser &options)
{
    const int repeat = int(Measuring::number(options, u"repeat"_s));
    if (repeat == 1)
        return measure();
    const QStringList names { u"first_us"_s, u"first_cpu_us"_s, u"second_us"_s, u"second_cpu_us"_s };
    QHash<QString, std::vector<double>> values;
    for (int i = 0; i < repeat; ++i) {
        QProcess process;
        process.start(QCoreApplication::applicationFilePath(),
                      { u"construct"_s, u"--repeat"_s, u"1"_s });
        if (!process.waitForFinished() || process.exitCode() != 0)
            qFatal("%s", qPrintable(process.errorString()));
        const auto result = QJsonDocument::fromJson(process.readAllStandardOutput()).object();
        for (const QString &name : names)
            values[name].push_back(result.value(name).toDouble());
    }
    QJsonObject result;
    for (const QString &name : names) {
        result.insert(name, Measuring::percentile(values[name], 0.5));
        result.insert(name + "_most"_L1, Measuring::percentile(values[name], 1));
    }
    return result;
}
