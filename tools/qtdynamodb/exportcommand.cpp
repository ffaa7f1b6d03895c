// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "exportcommand.h"

#include "arguments.h"

#include <QtCore/QFileInfo>

#include <algorithm>

using namespace Qt::StringLiterals;
using Status = QDynamoDBExporter::Status;

QString ExportCommand::description() const
{
    return u"Writes the items of a table, scan, query or PartiQL statement to a file. By default, "
           u"the "
           "name\nof the file tells the format: .csv, .tsv, .json or .jsonl, and .gz behind it."_s;
}

void ExportCommand::addOptions(QCommandLineParser &parser) const
{
    parser.addPositionalArgument(u"file"_s, u"The file."_s, u"<file>"_s);
    Arguments::addReadOptions(parser, Arguments::Statements::Allowed);
    Arguments::addFormatOptions(parser);
    parser.addOption(
            { u"checkpoint"_s,
              u"Resume from this file if it exists. Save the position to it when the export "
              "is interrupted or fails."_s,
              u"file"_s });
    Arguments::addClientOptions(parser);
}

QDynamoDBError ExportCommand::prepare(const QCommandLineParser &parser)
{
    if (parser.positionalArguments().size() != 1)
        return Arguments::wrongUsage(u"Name one file for the export."_s);
    const QString file = parser.positionalArguments().constFirst();
    const auto request = Arguments::readRequest(parser);
    const auto format = Arguments::format(parser);
    const auto csv = Arguments::csvOptions(parser);
    const auto segments = Arguments::number(parser, u"segments"_s, 0);
    for (const QDynamoDBError &error :
         { request.error(), format.error(), csv.error(), segments.error() }) {
        if (error.isError())
            return error;
    }
    Arguments::configure(m_client, parser);
    std::visit(
            [&](const auto &one) {
                m_exporter = std::make_unique<QDynamoDBExporter>(&m_client, one, file);
            },
            *request);
    m_exporter->setFormat(*format);
    m_exporter->setCompression(Arguments::compression(parser));
    m_exporter->setCsvOptions(*csv);
    m_exporter->setSegments(*segments);
    QStringList subject;
    for (const QString &option :
         { u"table"_s, u"index"_s, u"key-condition"_s, u"filter"_s, u"projection"_s, u"names"_s,
           u"values"_s, u"statement"_s, u"format"_s })
        subject.append(parser.value(option));
    m_checkpoint =
            std::make_unique<CheckpointFile>(parser.value(u"checkpoint"_s),
                                             QJsonObject { { u"command"_s, u"export"_s },
                                                           { u"request"_s, subject.join(u'\n') },
                                                           { u"file"_s,
                                                             QFileInfo(file).absoluteFilePath() } });
    QJsonObject checkpoint;
    if (const QDynamoDBError error = m_checkpoint->load(checkpoint); error.isError())
        return error;
    return checkpoint.isEmpty() ? QDynamoDBError() : m_exporter->setCheckpoint(checkpoint);
}

void ExportCommand::start()
{
    connect(m_exporter.get(), &QDynamoDBExporter::finished, this, &ExportCommand::ended);
    connect(m_exporter.get(), &QDynamoDBExporter::stopped, this, &ExportCommand::ended);
    connect(m_exporter.get(), &QDynamoDBExporter::errorOccurred, this, &ExportCommand::ended);
    startTicking();
    m_exporter->start();
}

void ExportCommand::interrupt()
{
    m_exporter->stop();
}

void ExportCommand::tick()
{
    Console::showProgress(u"%1 %  %2 items  %3"_s.arg(m_exporter->progress() * 100, 0, 'f', 1)
                                  .arg(m_exporter->itemCount())
                                  .arg(rate(m_exporter->itemCount())));
    if (const QDynamoDBError error = m_checkpoint->save(m_exporter->checkpoint()); error.isError())
        Console::showError(error);
}

void ExportCommand::ended()
{
    int exitCode = Console::Success;
    if (m_exporter->status() == Status::Finished) {
        m_checkpoint->remove();
    } else {
        exitCode = m_exporter->error().isError() ? Console::Failure : Console::Interrupted;
        if (const QDynamoDBError error = m_checkpoint->save(m_exporter->checkpoint());
            error.isError())
            Console::showError(error);
    }
    if (m_exporter->error().isError())
        Console::showError(m_exporter->error());
    Console::writeResult({ { u"items"_s, m_exporter->itemCount() },
                           { u"converted"_s, m_exporter->convertedCount() },
                           { u"file"_s,
                             m_exporter->status() == Status::Finished ? m_exporter->fileName()
                                                                      : m_exporter->partFileName() },
                           { u"seconds"_s, seconds() } });
    finish(exitCode);
}
