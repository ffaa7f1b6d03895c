// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

// Measures the library and prints one line of JSON per run. scripts/bench runs it together with other
// programs and writes docs/benchmarks.md.

#include "commands.h"
#include "measuring.h"

#include <QtCore/qcoreapplication.h>

using namespace Qt::StringLiterals;

namespace {

struct Command
{
    const char *name;
    QJsonObject (*run)(const QCommandLineParser &);
    QStringList arguments;
    const char *what;
};

const Command commands[] = {
    { "getitem",
      getItem,
      { u"endpoint"_s, u"transport"_s, u"concurrency"_s, u"seconds"_s },
      "so many GetItem calls under way at a time" },
    { "putbatch",
      putBatch,
      { u"endpoint"_s, u"transport"_s, u"concurrency"_s, u"seconds"_s },
      "likewise BatchWriteItem of 25 items of 1 KB" },
    { "reporter",
      reporter,
      { u"endpoint"_s, u"transport"_s, u"concurrency"_s, u"seconds"_s, u"reporter"_s,
        u"collector"_s, u"repeat"_s },
      "getitem with a reporter and without, in turn: what it adds to the CPU time" },
    { "issue",
      issue,
      { u"endpoint"_s, u"transport"_s, u"calls"_s, u"repeat"_s },
      "GetItem calls all at once, the caller asleep or in its event loop" },
    { "construct", construct, { u"repeat"_s }, "the first client of a process, and the second" },
    { "decode", decode, { u"FILE"_s, u"repeat"_s }, "the body of an answer to Query into items" },
    { "encode", encode, { u"repeat"_s }, "a PutItem of 20 attributes into a body" },
    { "sign", sign, { u"repeat"_s }, "a GetItem" },
    { "models", models, { u"FILE"_s, u"repeat"_s }, "the same page into a query model" },
};

[[noreturn]] void showHelp()
{
    std::puts("qtdynamodb_bench measures what QtDynamoDB costs:\n");
    for (const Command &command : commands) {
        QString line = "  "_L1 + QLatin1StringView(command.name);
        for (const QString &argument : command.arguments) {
            line += u' ' + argument;
            if (argument != "FILE"_L1)
                line.replace(line.size() - argument.size(), argument.size(),
                             "--"_L1 + argument + u' ' + argument.at(0).toUpper());
        }
        std::puts(qPrintable(line));
        std::puts(qPrintable("        "_L1 + QLatin1StringView(command.what)));
    }
    std::puts(
            "\nTransports are qnam and direct, reporters influx and otlp. Times are CPU time where "
            "the name does not say otherwise.");
    std::exit(1);
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    const QStringList arguments = app.arguments();
    const auto *const command = std::find_if(std::begin(commands), std::end(commands),
                                             [&](const Command &known) {
                                                 return arguments.value(1)
                                                         == QLatin1StringView(known.name);
                                             });
    if (command == std::end(commands))
        showHelp();

    QCommandLineParser options;
    options.addPositionalArgument(u"command"_s, {});
    const struct
    {
        const char *name;
        const char *fallback;
    } known[] = {
        { "endpoint", "http://127.0.0.1:8000" },
        { "transport", "qnam" },
        { "concurrency", "32" },
        { "seconds", "3" },
        { "calls", "1000" },
        { "repeat", "100" },
        { "reporter", "influx" },
        { "collector", "http://127.0.0.1:8086" },
    };
    for (const auto &[name, fallback] : known) {
        options.addOption({ QString::fromLatin1(name),
                            {},
                            QString::fromLatin1(name),
                            QString::fromLatin1(fallback) });
    }
    options.process(arguments);
    QJsonObject result = command->run(options);
    result.insert(u"command"_s, QString::fromLatin1(command->name));
    Measuring::print(result);
    return 0;
}
