// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "copycommand.h"

#include "arguments.h"

#include <QtDynamoDB/QDynamoDBFuture>

#include <utility>

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype sectionItems = 250;
constexpr int maxOpen = 8;

} // namespace

QString CopyCommand::description() const
{
    return u"Copies the items of a table, query or scan into another table, which must exist. "
           u"Items "
           "with the\nsame keys are replaced."_s;
}

void CopyCommand::addOptions(QCommandLineParser &parser) const
{
    Arguments::addReadOptions(parser, Arguments::Statements::NotAllowed);
    parser.addOption({ u"to"_s, u"The target table."_s, u"name"_s });
    Arguments::addTargetOptions(parser);
    parser.addOption(
            { u"checkpoint"_s,
              u"Resume from this file if it exists. Save the position to it when the copy is "
              "interrupted or fails."_s,
              u"file"_s });
    Arguments::addClientOptions(parser);
}

QDynamoDBError CopyCommand::prepare(const QCommandLineParser &parser)
{
    if (!parser.isSet(u"to"_s))
        return Arguments::wrongUsage(u"The option --to is missing."_s);
    const auto request = Arguments::readRequest(parser);
    const auto segments = Arguments::number(parser, u"segments"_s, 0);
    for (const QDynamoDBError &error : { request.error(), segments.error() }) {
        if (error.isError())
            return error;
    }
    m_targetTable = parser.value(u"to"_s);
    Arguments::configure(m_source, parser);
    Arguments::configureTarget(m_target, parser);
    std::visit(
            [this](const auto &one) {
                m_reader = std::make_unique<QDynamoDBItemReader>(&m_source, one);
            },
            *request);
    m_reader->setReadBufferSize(1); // items are taken as they arrive
    m_reader->setSegments(*segments);
    m_writer = std::make_unique<QDynamoDBBatchWriter>(&m_target);
    QJsonObject subject { { u"command"_s, u"copy"_s } };
    for (const QString &option :
         { u"table"_s, u"index"_s, u"key-condition"_s, u"filter"_s, u"projection"_s, u"names"_s,
           u"values"_s, u"to"_s, u"to-profile"_s, u"to-region"_s, u"to-endpoint"_s })
        subject[option] = parser.value(option);
    m_checkpoint = std::make_unique<CheckpointFile>(parser.value(u"checkpoint"_s), subject);
    QJsonObject checkpoint;
    if (const QDynamoDBError error = m_checkpoint->load(checkpoint); error.isError())
        return error;
    if (checkpoint["reader"_L1].toObject().isEmpty())
        return {};
    m_position = checkpoint["reader"_L1].toObject();
    m_written = checkpoint["written"_L1].toInteger();
    return m_reader->setCheckpoint(m_position);
}

void CopyCommand::start()
{
    connect(m_reader.get(), &QDynamoDBItemReader::readyRead, this, &CopyCommand::pump);
    connect(m_reader.get(), &QDynamoDBItemReader::finished, this, &CopyCommand::pump);
    connect(m_reader.get(), &QDynamoDBItemReader::errorOccurred, this, &CopyCommand::fail);
    startTicking();
    m_reader->start();
}

// Feeds the writer, at most maxOpen sections ahead of the position.
void CopyCommand::pump()
{
    while (!m_isStopping && m_open < maxOpen && m_reader->itemsAvailable() > 0) {
        for (const QDynamoDBItem &item : m_reader->read(sectionItems))
            m_writer->put(m_targetTable, item);
        ++m_open;
        QDynamoDB::whenDone(m_writer->flush(), this,
                            [this, position = m_reader->checkpoint()](
                                    const QDynamoDBBatchWriteSummary &summary) {
                                settled(summary, position);
                            });
    }
    endIfIdle();
}

// Flushes are done in their order.
void CopyCommand::settled(const QDynamoDBBatchWriteSummary &summary, const QJsonObject &position)
{
    --m_open;
    if (!summary.isComplete() && !m_error.isError())
        fail(summary.unwritten.constFirst().error);
    if (!m_error.isError()) {
        m_position = position;
        m_written += summary.writtenCount;
    }
    pump();
}

void CopyCommand::fail(const QDynamoDBError &error)
{
    if (!m_error.isError())
        m_error = error;
    m_isStopping = true;
    m_reader->stop();
    endIfIdle();
}

void CopyCommand::interrupt()
{
    if (std::exchange(m_isStopping, true))
        m_writer->abort();
    m_reader->stop();
    endIfIdle();
}

QJsonObject CopyCommand::checkpoint() const
{
    return { { u"reader"_s, m_position }, { u"written"_s, m_written } };
}

void CopyCommand::tick()
{
    Console::showProgress(u"%1 %  %2 items  %3"_s.arg(m_reader->progress() * 100, 0, 'f', 1)
                                  .arg(m_written)
                                  .arg(rate(m_written)));
    if (const QDynamoDBError error = m_checkpoint->save(checkpoint()); error.isError())
        Console::showError(error);
}

void CopyCommand::endIfIdle()
{
    if (m_open > 0 || (!m_isStopping && !m_reader->atEnd()) || std::exchange(m_hasEnded, true))
        return;
    const bool isComplete = !m_isStopping;
    if (isComplete) {
        m_checkpoint->remove();
    } else if (const QDynamoDBError error = m_checkpoint->save(checkpoint()); error.isError()) {
        Console::showError(error);
    }
    if (m_error.isError())
        Console::showError(m_error);
    Console::writeResult({ { u"written"_s, m_written }, { u"seconds"_s, seconds() } });
    finish(isComplete                  ? Console::Success
                   : m_error.isError() ? Console::Failure
                                       : Console::Interrupted);
}
