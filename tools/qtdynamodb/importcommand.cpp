// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "importcommand.h"

#include "arguments.h"

#include <QtDynamoDB/QDynamoDBFuture>
#include <QtDynamoDB/QDynamoDBJson>

#include <QtCore/QFileInfo>
#include <QtCore/QJsonArray>
#include <QtCore/QMetaEnum>

using namespace Qt::StringLiterals;
using Status = QDynamoDBImporter::Status;

QString ImportCommand::description() const
{
    return u"Puts the items of a file into a table: CSV, JSON, JSON Lines, DynamoDB JSON, an "
           u"export "
           "to S3\n(a data file, or its manifest) or the output of \"aws dynamodb scan\", with "
           "gzip "
           "or without."_s;
}

void ImportCommand::addOptions(QCommandLineParser &parser) const
{
    parser.addPositionalArgument(u"file"_s, u"The file."_s, u"<file>"_s);
    parser.addOption({ u"table"_s, u"The table."_s, u"name"_s });
    Arguments::addFormatOptions(parser);
    parser.addOptions(
            { { u"preview"_s,
                u"Print the format, the columns and the first items; write nothing."_s },
              { u"failed"_s, u"Save the records that failed to this file."_s, u"file"_s },
              { u"max-failures"_s, u"Stop if more records than this fail; 1000 by default."_s,
                u"number"_s },
              { u"concurrency"_s, u"Send this many requests concurrently; 8 by default."_s,
                u"number"_s },
              { u"checkpoint"_s,
                u"Resume from this file if it exists. Save the position to it when the import is "
                "interrupted or fails."_s,
                u"file"_s } });
    Arguments::addClientOptions(parser);
}

QDynamoDBError ImportCommand::prepare(const QCommandLineParser &parser)
{
    if (parser.positionalArguments().size() != 1)
        return Arguments::wrongUsage(u"Name one file to import."_s);
    if (!parser.isSet(u"table"_s))
        return Arguments::wrongUsage(u"The option --table is missing."_s);
    const QString file = parser.positionalArguments().constFirst();
    const QString table = parser.value(u"table"_s);
    const auto format = Arguments::format(parser);
    const auto csv = Arguments::csvOptions(parser);
    const auto maxFailures = Arguments::number(parser, u"max-failures"_s, 1000);
    const auto concurrency = Arguments::number(parser, u"concurrency"_s, 8);
    for (const QDynamoDBError &error :
         { format.error(), csv.error(), maxFailures.error(), concurrency.error() }) {
        if (error.isError())
            return error;
    }
    Arguments::configure(m_client, parser);
    m_importer = std::make_unique<QDynamoDBImporter>(&m_client, table, file);
    m_importer->setFormat(*format);
    m_importer->setCompression(Arguments::compression(parser));
    m_importer->setCsvOptions(*csv);
    m_importer->setMaxFailures(*maxFailures);
    QDynamoDBBatchOptions batches = m_importer->batchOptions();
    batches.maxInFlight = *concurrency;
    m_importer->setBatchOptions(batches);
    m_isPreview = parser.isSet(u"preview"_s);
    m_failedFile = parser.value(u"failed"_s);
    m_checkpoint =
            std::make_unique<CheckpointFile>(parser.value(u"checkpoint"_s),
                                             QJsonObject { { u"command"_s, u"import"_s },
                                                           { u"table"_s, table },
                                                           { u"file"_s,
                                                             QFileInfo(file).absoluteFilePath() } });
    QJsonObject checkpoint;
    if (const QDynamoDBError error = m_checkpoint->load(checkpoint); error.isError())
        return error;
    return checkpoint.isEmpty() ? QDynamoDBError() : m_importer->setCheckpoint(checkpoint);
}

void ImportCommand::start()
{
    if (m_isPreview) {
        preview();
        return;
    }
    connect(m_importer.get(), &QDynamoDBImporter::finished, this, &ImportCommand::ended);
    connect(m_importer.get(), &QDynamoDBImporter::stopped, this, &ImportCommand::ended);
    connect(m_importer.get(), &QDynamoDBImporter::errorOccurred, this, &ImportCommand::ended);
    startTicking();
    m_importer->start();
}

void ImportCommand::preview()
{
    QDynamoDB::whenDone(
            m_importer->preview(10), this,
            [this](const QDynamoDBImportPreview &preview) {
                QJsonArray columns;
                const QMetaEnum types = QMetaEnum::fromType<QDynamoDBTransfer::CellType>();
                for (const QDynamoDBCsvColumn &column : preview.columns) {
                    columns.append(QJsonObject {
                            { u"name"_s, column.name },
                            { u"type"_s, QLatin1StringView(types.valueToKey(int(column.type))) } });
                }
                const QMetaEnum formats = QMetaEnum::fromType<QDynamoDBTransfer::Format>();
                Console::writeResult(
                        { { u"format"_s,
                            QLatin1StringView(formats.valueToKey(int(preview.format))) },
                          { u"columns"_s, columns } });
                for (const QDynamoDBItem &item : preview.items) {
                    if (!Console::write(QDynamoDBJson::fromItem(item).valueOr({}) + '\n'))
                        break;
                }
                for (const QDynamoDBImportFailure &failure : preview.failures)
                    Console::showError(failure.error, { { u"line"_s, failure.line } });
                finish(preview.failures.isEmpty() ? Console::Success : Console::SomeFailed);
            },
            [this](const QDynamoDBError &error) {
                Console::showError(error);
                finish(Console::Failure);
            });
}

void ImportCommand::interrupt()
{
    if (m_isPreview)
        finish(Console::Interrupted);
    else if (++m_interrupts == 1)
        m_importer->stop();
    else
        m_importer->abort();
}

void ImportCommand::tick()
{
    Console::showProgress(
            u"%1 %  %2 items  %3 failed  %4"_s.arg(m_importer->progress() * 100, 0, 'f', 1)
                    .arg(m_importer->writtenCount())
                    .arg(m_importer->failedCount())
                    .arg(rate(m_importer->writtenCount())));
    // The position survives a crash, too.
    if (const QDynamoDBError error = m_checkpoint->save(m_importer->checkpoint()); error.isError())
        Console::showError(error);
}

void ImportCommand::ended()
{
    int exitCode = m_importer->failedCount() > 0 ? Console::SomeFailed : Console::Success;
    if (m_importer->status() == Status::Finished) {
        m_checkpoint->remove();
    } else {
        exitCode = m_importer->error().isError() ? Console::Failure : Console::Interrupted;
        if (const QDynamoDBError error = m_checkpoint->save(m_importer->checkpoint());
            error.isError())
            Console::showError(error);
    }
    for (const QDynamoDBImportFailure &failure : m_importer->failures()) {
        QJsonObject place { { u"line"_s, failure.line } };
        if (!failure.fileName.isEmpty())
            place["file"_L1] = failure.fileName;
        Console::showError(failure.error, place);
    }
    if (m_importer->error().isError())
        Console::showError(m_importer->error());
    if (m_failedFile.isEmpty() || m_importer->failedCount() == 0) {
        report(exitCode);
        return;
    }
    QDynamoDB::whenDone(
            m_importer->saveFailures(m_failedFile), this, [this, exitCode] { report(exitCode); },
            [this](const QDynamoDBError &error) {
                Console::showError(error);
                report(Console::Failure);
            });
}

void ImportCommand::report(int exitCode)
{
    Console::writeResult({ { u"written"_s, m_importer->writtenCount() },
                           { u"failed"_s, m_importer->failedCount() },
                           { u"bytes"_s, m_importer->bytesRead() },
                           { u"seconds"_s, seconds() } });
    finish(exitCode);
}
