// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "command.h"
#include "interrupt.h"

#include <QtCore/QCoreApplication>

#include <cstdio>

using namespace Qt::StringLiterals;

namespace {

int wrongUsage(const QString &what)
{
    Console::showError(QDynamoDBError(QDynamoDBError::Code::InvalidParameterValue, what));
    return Console::WrongUsage;
}

// Prints the help of a command. QCommandLineParser does not know of commands.
int showHelp(const QCommandLineParser &parser, const QString &command)
{
    QString text = parser.helpText();
    const QString program = QCoreApplication::arguments().constFirst();
    text.replace(program + u" [options]"_s, u"qtdynamodb %1 [options]"_s.arg(command));
    std::fputs(qPrintable(text), stdout);
    return Console::Success;
}

} // namespace

int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(u"qtdynamodb"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(PROJECT_VERSION));

    QStringList arguments = QCoreApplication::arguments();
    const QString name = arguments.value(1);
    if (name == "--help"_L1 || name == "-h"_L1 || name == "help"_L1) {
        std::fputs(qPrintable(Command::overview()), stdout);
        return Console::Success;
    }
    if (name == "--version"_L1) {
        std::puts("qtdynamodb " PROJECT_VERSION);
        return Console::Success;
    }
    const std::unique_ptr<Command> command = Command::make(name);
    if (!command) {
        return wrongUsage(
                name.isEmpty() ? u"The command is missing. See qtdynamodb --help."_s
                               : u"There is no command \"%1\". See qtdynamodb --help."_s.arg(name));
    }
    arguments.removeAt(1);

    QCommandLineParser parser;
    parser.setApplicationDescription(command->description());
    parser.addHelpOption();
    command->addOptions(parser);
    if (!parser.parse(arguments))
        return wrongUsage(parser.errorText());
    if (parser.isSet(u"help"_s))
        return showHelp(parser, name);
    if (const QDynamoDBError error = command->prepare(parser); error.isError()) {
        Console::showError(error);
        return Console::WrongUsage;
    }

    const Interrupt interrupt;
    QObject::connect(&interrupt, &Interrupt::interrupted, command.get(), &Command::interrupt);
    QObject::connect(
            command.get(), &Command::finished, &application,
            [](int exitCode) { QCoreApplication::exit(exitCode); }, Qt::QueuedConnection);
    command->start();
    return QCoreApplication::exec();
}
