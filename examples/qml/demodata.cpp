// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "demodata.h"

using namespace QDynamoDB;
using namespace Qt::StringLiterals;

namespace {

struct Reply
{
    int minutesAgo;
    QString author;
    QString message;
};

struct Thread
{
    QString forum;
    QString subject;
    QString author;
    QStringList tags;
    QString message;
    QList<Reply> replies; // oldest first
};

const QList<Thread> &threads()
{
    static const QList<Thread> all {
        { u"Qt"_s,
          u"A list of a million rows?"_s,
          u"Cleo"_s,
          { u"model"_s, u"performance"_s },
          u"My table has a little over a million items. Can a ListView show them without loading "
          u"all "
          "of them first?"_s,
          { { 300, u"Ben"_s,
              u"Yes. The model asks for a page when the view comes near its end, so you "
              "only pay for what somebody looks at."_s },
            { 280, u"Ada"_s,
              u"Set pageSize if your items are large, and prefetch if your users scroll "
              "fast. A delegate that does little helps more than both."_s },
            { 45, u"Cleo"_s, u"That was it, thank you! Scrolling is smooth now."_s },
            { 4, u"Dan"_s,
              u"And use a Query where you can. A Scan reads the whole table, whatever "
              "its filter leaves of it."_s } } },
        { u"Qt"_s,
          u"Dark mode without a restart"_s,
          u"Eve"_s,
          { u"quick"_s, u"style"_s },
          u"Which of you follow the colours of the desktop, and how?"_s,
          { { 90, u"Ada"_s,
              u"I bind everything to one singleton with the palette in it. A switch flips "
              "one property."_s },
            { 61, u"Eve"_s, u"So simple. I was about to write a style of my own."_s } } },
        { u"Qt"_s,
          u"Futures that chain"_s,
          u"Dan"_s,
          { u"concurrency"_s },
          u"When a continuation starts another call, how do I get one future for both?"_s,
          { { 1500, u"Ben"_s, u"Return the future and call unwrap() on the outer one."_s } } },
        { u"Qt"_s,
          u"Who owns a QObject in QML?"_s,
          u"Fay"_s,
          { u"qml"_s },
          u"A function of mine returns an object without a parent, and sometimes it is gone."_s,
          { { 4300, u"Cleo"_s,
              u"Without a parent it belongs to the JavaScript engine, which collects "
              "it. Give it a parent."_s } } },
        { u"DynamoDB"_s,
          u"How large may an item be?"_s,
          u"Ann"_s,
          { u"limits"_s },
          u"I would like to keep photos next to their captions."_s,
          { { 600, u"Ben"_s,
              u"400 KB, names of attributes included. Keep the photo elsewhere and its "
              "address in the item."_s },
            { 590, u"Ann"_s, u"Clear, thank you."_s } } },
        { u"DynamoDB"_s,
          u"Query or Scan?"_s,
          u"Gus"_s,
          { u"query"_s, u"scan"_s },
          u"Both take a filter. What is the difference?"_s,
          { { 2000, u"Dan"_s,
              u"What they read before the filter. A Query goes straight to one "
              "partition."_s } } },
        { u"DynamoDB"_s,
          u"Streams for a live view"_s,
          u"Hal"_s,
          { u"streams"_s },
          u"I want every open window to see a change within a second or two."_s,
          { { 12, u"Ada"_s,
              u"Turn on a stream with new images, and set live on the model. Open this "
              "forum twice and write something."_s } } },
        { u"Music"_s,
          u"What do you listen to while you code?"_s,
          u"Ida"_s,
          { u"off topic"_s },
          u"Anything without words for me."_s,
          { { 700, u"Gus"_s, u"The fan of my computer."_s } } },
        { u"Photography"_s,
          u"First light on the roofs"_s,
          u"Fay"_s,
          { u"morning"_s },
          u"Five o'clock, and nobody else was awake. Was it worth it? I think so."_s,
          { { 240, u"Hal"_s, u"It was."_s } } },
    };
    return all;
}

// A thread whose replies fill several pages.
Thread longThread()
{
    Thread thread { u"Qt"_s,
                    u"Count to a hundred"_s,
                    u"Gus"_s,
                    { u"game"_s },
                    u"Everybody adds one. Let us see how far we get."_s,
                    {} };
    const QStringList players { u"Ada"_s, u"Ben"_s, u"Cleo"_s, u"Dan"_s };
    for (int i = 1; i <= 100; ++i)
        thread.replies.append({ 9000 - i * 20, players[i % 4], QString::number(i) });
    return thread;
}

CreateTableRequest table(const QString &name, const QString &partition, const QString &sort = {})
{
    CreateTableRequest request;
    request.tableName = name;
    request.attributeDefinitions = { { partition, ScalarAttributeType::S } };
    request.keySchema = { { partition, KeyType::Hash } };
    if (!sort.isEmpty()) {
        request.attributeDefinitions.append({ sort, ScalarAttributeType::S });
        request.keySchema.append({ sort, KeyType::Range });
    }
    request.billingMode = BillingMode::PayPerRequest;
    request.streamSpecification = StreamSpecification { true, StreamViewType::NewAndOldImages };
    return request;
}

} // namespace

QList<CreateTableRequest> DemoData::tables()
{
    CreateTableRequest thread = table(u"Thread"_s, u"ForumName"_s, u"Subject"_s);
    thread.attributeDefinitions.append({ u"LastPostDateTime"_s, ScalarAttributeType::S });
    LocalSecondaryIndex lastPost;
    lastPost.indexName = u"LastPostIndex"_s;
    lastPost.keySchema = { { u"ForumName"_s, KeyType::Hash },
                           { u"LastPostDateTime"_s, KeyType::Range } };
    lastPost.projection = IndexProjection { ProjectionType::All, {} };
    thread.localSecondaryIndexes = { lastPost };
    return { table(u"Forum"_s, u"Name"_s), thread, table(u"Reply"_s, u"Id"_s, u"ReplyDateTime"_s) };
}

QString DemoData::before(int minutes) const
{
    return m_now.addSecs(-60 * qint64(minutes)).toString(Qt::ISODateWithMs);
}

QMap<QString, QList<QDynamoDBItem>> DemoData::items() const
{
    QMap<QString, QList<QDynamoDBItem>> items;
    QMap<QString, int> threadsOf;
    QMap<QString, int> messagesOf;
    for (const Thread &thread : threads() + QList { longThread() }) {
        ++threadsOf[thread.forum];
        messagesOf[thread.forum] += 1 + int(thread.replies.size());
        const Reply &last = thread.replies.last();
        items[u"Thread"_s].append({ { u"ForumName"_s, thread.forum },
                                    { u"Subject"_s, thread.subject },
                                    { u"Message"_s, thread.message },
                                    { u"PostedBy"_s, thread.author },
                                    { u"Tags"_s, QDynamoDBValue::stringSet(thread.tags) },
                                    { u"Replies"_s, int(thread.replies.size()) },
                                    { u"LastPostedBy"_s, last.author },
                                    { u"LastPostDateTime"_s, before(last.minutesAgo) } });
        for (const Reply &reply : thread.replies) {
            items[u"Reply"_s].append({ { u"Id"_s, QString(thread.forum + u'#' + thread.subject) },
                                       { u"ReplyDateTime"_s, before(reply.minutesAgo) },
                                       { u"Message"_s, reply.message },
                                       { u"PostedBy"_s, reply.author } });
        }
    }
    const QMap<QString, QString> categories { { u"Qt"_s, u"Software"_s },
                                              { u"DynamoDB"_s, u"Software"_s },
                                              { u"Music"_s, u"Life"_s },
                                              { u"Photography"_s, u"Life"_s } };
    for (auto it = categories.cbegin(); it != categories.cend(); ++it) {
        items[u"Forum"_s].append({ { u"Name"_s, it.key() },
                                   { u"Category"_s, it.value() },
                                   { u"Threads"_s, threadsOf[it.key()] },
                                   { u"Messages"_s, messagesOf[it.key()] } });
    }
    return items;
}
