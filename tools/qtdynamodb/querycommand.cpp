// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "querycommand.h"

#include "arguments.h"

#include <QtDynamoDB/QDynamoDBJson>

using namespace Qt::StringLiterals;

QString QueryCommand::description() const
{
    return u"Prints the items of a query (with --key-condition), a scan or a PartiQL statement, "
           u"all "
           "pages,\none JSON object a line."_s;
}

void QueryCommand::addOptions(QCommandLineParser &parser) const
{
    Arguments::addReadOptions(parser, Arguments::Statements::Allowed);
    parser.addOptions({ { u"max-items"_s, u"Print at most this many items."_s, u"number"_s },
                        { u"dynamodb-json"_s,
                          u"Print DynamoDB JSON, which keeps the types of all values."_s } });
    Arguments::addClientOptions(parser);
}

QDynamoDBError QueryCommand::prepare(const QCommandLineParser &parser)
{
    if (!parser.positionalArguments().isEmpty())
        return Arguments::wrongUsage(u"The argument \"%1\" has no meaning."_s.arg(
                parser.positionalArguments().constFirst()));
    const auto request = Arguments::readRequest(parser);
    const auto maxItems = Arguments::number(parser, u"max-items"_s, -1);
    const auto segments = Arguments::number(parser, u"segments"_s, 0);
    for (const QDynamoDBError &error : { request.error(), maxItems.error(), segments.error() }) {
        if (error.isError())
            return error;
    }
    Arguments::configure(m_client, parser);
    std::visit(
            [this](const auto &one) {
                m_reader = std::make_unique<QDynamoDBItemReader>(&m_client, one);
            },
            *request);
    m_reader->setReadBufferSize(1); // items are printed as they arrive
    m_reader->setSegments(*segments);
    m_maxItems = *maxItems;
    m_isTyped = parser.isSet(u"dynamodb-json"_s);
    return {};
}

void QueryCommand::start()
{
    connect(m_reader.get(), &QDynamoDBItemReader::readyRead, this, &QueryCommand::print);
    connect(m_reader.get(), &QDynamoDBItemReader::finished, this, [this] {
        print();
        finish(Console::Success);
    });
    connect(m_reader.get(), &QDynamoDBItemReader::errorOccurred, this,
            [this](const QDynamoDBError &error) {
                print();
                Console::showError(error);
                finish(Console::Failure);
            });
    m_reader->start();
}

void QueryCommand::print()
{
    QByteArray text;
    const QList<QDynamoDBItem> items = m_reader->readAll();
    for (const QDynamoDBItem &item : items) {
        if (m_count == m_maxItems)
            break;
        const auto json = m_isTyped ? QDynamoDBJson::fromItem(item)
                                    : QDynamoDBJson::plainFromItem(item);
        text += json.valueOr({}) + '\n';
        ++m_count;
    }
    const bool isWritten = text.isEmpty() || Console::write(text);
    if (isWritten && m_count != m_maxItems)
        return;
    m_reader->stop();
    finish(Console::Success); // also if the reader of the output has enough
}

void QueryCommand::interrupt()
{
    m_reader->stop();
    finish(Console::Interrupted);
}
