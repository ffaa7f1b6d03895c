// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "commands.h"
#include "measuring.h"

#include "api/generated/operations_p.h"
#include "api/operation_p.h"
#include "signing/signer_p.h"

#include <QtDynamoDB/qdynamodbapi_items.h>
#include <QtDynamoDB/qdynamodbapi_query.h>

#include <functional>
#include <memory>

using namespace Qt::StringLiterals;
using namespace QtDynamoDBPrivate;
using Measuring::Microseconds;

namespace {

QDynamoDB::PutItemRequest itemOfTwentyAttributes()
{
    QDynamoDB::PutItemRequest request;
    request.tableName = u"Thread"_s;
    for (int i = 0; i < 8; ++i)
        request.item.insert(u"Text%1"_s.arg(i), u"The quick brown fox of row %1"_s.arg(i));
    for (int i = 0; i < 6; ++i)
        request.item.insert(u"Number%1"_s.arg(i), 1234.5 * (i + 1));
    request.item.insert(u"Answered"_s, true);
    request.item.insert(u"Deleted"_s, nullptr);
    request.item.insert(u"Hash"_s, QByteArray(32, '\x5a'));
    request.item.insert(u"Tags"_s, QDynamoDBValue::stringSet({ u"qt"_s, u"c++"_s, u"json"_s }));
    request.item.insert(u"Votes"_s, QDynamoDBValueList { 1, 2, 3 });
    request.item.insert(u"Author"_s, QDynamoDBItem { { u"Name"_s, u"Ada"_s }, { u"Age"_s, 36 } });
    return request;
}

// Returns the microseconds of one repetition: the median of ten batches.
double timeOf(int repeat, const std::function<void()> &run)
{
    const int batch = std::max(1, repeat / 10);
    std::vector<double> times;
    for (int i = 0; i < 10; ++i) {
        const Microseconds before = Measuring::threadTime();
        for (int n = 0; n < batch; ++n)
            run();
        times.push_back((Measuring::threadTime() - before).count() / batch);
    }
    return Measuring::percentile(times, 0.5);
}

} // namespace

QJsonObject decode(const QCommandLineParser &options)
{
    const QByteArray page = Measuring::fileContents(options.positionalArguments().value(1));
    const int repeat = int(Measuring::number(options, u"repeat"_s));
    std::vector<double> reading;
    std::vector<double> freeing;
    qsizetype items = 0;
    qint64 memory = 0;
    for (int i = -1; i < repeat; ++i) { // the first run warms up
        // With spare capacity at the end, as transports provide it.
        QByteArray body;
        body.reserve(page.size() + bodyPadding);
        body += page;
        auto result = std::make_unique<QDynamoDB::QueryResult>();
        const qint64 heap = Measuring::heapBytes();
        const Microseconds before = Measuring::threadTime();
        const QDynamoDBError error = readResult(Operations::query, body, result.get());
        const Microseconds after = Measuring::threadTime();
        if (error.isError())
            qFatal("%s", qPrintable(error.message()));
        items = result->items.size();
        memory = Measuring::heapBytes() - heap;
        const Microseconds beforeFree = Measuring::threadTime();
        result.reset();
        if (i < 0)
            continue;
        freeing.push_back((Measuring::threadTime() - beforeFree).count() / 1000);
        reading.push_back((after - before).count() / 1000);
    }
    const double milliseconds = Measuring::percentile(reading, 0.5);
    return {
        { u"ms_per_page"_s, milliseconds },
        { u"mb_per_second"_s, double(page.size()) / 1000 / milliseconds },
        { u"items"_s, items },
        { u"bytes_per_item"_s, double(memory) / double(std::max<qsizetype>(items, 1)) },
        { u"memory_to_page"_s, double(memory) / double(page.size()) },
        { u"ms_to_free"_s, Measuring::percentile(freeing, 0.5) },
    };
}

QJsonObject encode(const QCommandLineParser &options)
{
    QDynamoDB::PutItemRequest request = itemOfTwentyAttributes();
    qsizetype size = 0;
    const double time = timeOf(int(Measuring::number(options, u"repeat"_s)), [&] {
        const auto body = prepareRequest(Operations::putItem, &request);
        size = body->size();
    });
    return { { u"us_per_request"_s, time }, { u"bytes"_s, size } };
}

// Signs as Call::takeRequest() does.
QJsonObject sign(const QCommandLineParser &options)
{
    Signer signer;
    const QDynamoDBCredentials credentials(u"AKIDEXAMPLE"_s, u"secret"_s);
    TransportRequest request;
    request.url = QUrl(u"https://dynamodb.us-east-1.amazonaws.com/"_s);
    request.body =
            R"({"TableName":"Thread","Key":{"ForumName":{"S":"Qt"},"Subject":{"S":"Hello"}}})"_ba;
    request.headers = {
        { "content-type"_ba, "application/x-amz-json-1.0"_ba },
        { "x-amz-target"_ba, "DynamoDB_20120810.GetItem"_ba },
        { "accept-encoding"_ba, "identity"_ba },
        { "user-agent"_ba, "QtDynamoDB/0.1.0 Qt/6.4.2"_ba },
        { "amz-sdk-invocation-id"_ba, "3f2504e0-4f89-41d3-9a0c-0305e82c3301"_ba },
        { "amz-sdk-request"_ba, "attempt=1; max=4"_ba },
    };
    const double time = timeOf(int(Measuring::number(options, u"repeat"_s)), [&] {
        TransportRequest attempt = request;
        attempt.headers.reserve(12);
        signer.sign(attempt, credentials, "us-east-1", "dynamodb", QDateTime::currentDateTimeUtc());
    });
    return { { u"us_per_request"_s, time } };
}
