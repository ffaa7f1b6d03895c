// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

// qtdynamodb_bench_peers qnam|curl --endpoint URL --concurrency N --seconds S
// qtdynamodb_bench_peers qjson FILE --repeat N

#include "measuring.h"
#include "peers.h"

#include <QtCore/qcoreapplication.h>

using namespace Qt::StringLiterals;

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    QCommandLineParser options;
    options.addPositionalArgument(u"peer"_s, {});
    options.addOption({ u"endpoint"_s, {}, u"URL"_s, u"http://127.0.0.1:8000"_s });
    options.addOption({ u"concurrency"_s, {}, u"N"_s, u"32"_s });
    options.addOption({ u"seconds"_s, {}, u"S"_s, u"3"_s });
    options.addOption({ u"repeat"_s, {}, u"N"_s, u"100"_s });
    options.process(app);

    const QString peer = options.positionalArguments().value(0);
    QJsonObject result;
    if (peer == "qnam"_L1)
        result = qnamLoop(options);
#ifdef BENCH_WITH_CURL
    else if (peer == "curl"_L1)
        result = curlLoop(options);
#endif
    else if (peer == "qjson"_L1)
        result = qjsonDecode(options);
    else
        qFatal("unknown peer: %s", qPrintable(peer));
    result.insert(u"command"_s, peer);
    Measuring::print(result);
    return 0;
}
