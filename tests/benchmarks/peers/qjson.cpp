// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "measuring.h"
#include "peers.h"

#include <QtCore/qjsondocument.h>

using namespace Qt::StringLiterals;
using Measuring::Microseconds;

QJsonObject qjsonDecode(const QCommandLineParser &options)
{
    const QByteArray page = Measuring::fileContents(options.positionalArguments().value(1));
    const int repeat = int(Measuring::number(options, u"repeat"_s));
    std::vector<double> times;
    qsizetype items = 0;
    qint64 memory = 0;
    for (int i = -1; i < repeat; ++i) { // the first run warms up
        const qint64 heap = Measuring::heapBytes();
        const Microseconds before = Measuring::threadTime();
        const QVariantMap map = QJsonDocument::fromJson(page).object().toVariantMap();
        const Microseconds after = Measuring::threadTime();
        memory = Measuring::heapBytes() - heap;
        items = map.value(u"Items"_s).toList().size();
        if (i >= 0)
            times.push_back((after - before).count() / 1000);
    }
    return {
        { u"ms_per_page"_s, Measuring::percentile(times, 0.5) },
        { u"items"_s, items },
        { u"memory_to_page"_s, double(memory) / double(page.size()) },
    };
}
