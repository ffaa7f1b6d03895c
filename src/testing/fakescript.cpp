// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "testing/fakescript_p.h"

#include <QtCore/qjsonarray.h>
#include <QtCore/qjsondocument.h>

#include <algorithm>

namespace QtDynamoDBPrivate {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype maximumTextSize = 2000; // of a value in a problem

QString toText(const QJsonValue &value)
{
    // QJsonDocument accepts only objects and arrays at the top level.
    const QByteArray list = QJsonDocument(QJsonArray { value }).toJson(QJsonDocument::Compact);
    const QString text = QString::fromUtf8(list.sliced(1).chopped(1));
    return text.size() <= maximumTextSize ? text : text.first(maximumTextSize) + u'\u2026';
}

QJsonArray sorted(const QJsonArray &array)
{
    QStringList texts;
    for (const QJsonValueConstRef value : array)
        texts += value.toString();
    texts.sort();
    return QJsonArray::fromStringList(texts);
}

QString countText(int count)
{
    return count == 0 ? u"never"_s : count == 1 ? u"once"_s : u"%1 times"_s.arg(count);
}

// Whether the path ends at the value of a string, number or binary set.
bool isSet(const QString &path)
{
    return path.endsWith(".SS"_L1) || path.endsWith(".NS"_L1) || path.endsWith(".BS"_L1);
}

} // namespace

QString difference(const QJsonValue &actual, const QJsonValue &expected, const QString &path)
{
    if (actual.isUndefined())
        return path + " is missing"_L1;
    if (expected.isObject() && actual.isObject()) {
        const QJsonObject members = expected.toObject();
        for (auto member = members.begin(); member != members.end(); ++member) {
            QString text = difference(actual[member.key()], member.value(),
                                      path.isEmpty() ? member.key() : path + u'.' + member.key());
            if (!text.isEmpty())
                return text;
        }
        return {};
    }
    if (expected.isArray() && actual.isArray()
        && expected.toArray().size() == actual.toArray().size()) {
        const bool set = isSet(path); // the order of its elements has no meaning
        const QJsonArray expectedItems = set ? sorted(expected.toArray()) : expected.toArray();
        const QJsonArray actualItems = set ? sorted(actual.toArray()) : actual.toArray();
        for (int i = 0; i < expectedItems.size(); ++i) {
            QString text = difference(actualItems[i], expectedItems[i],
                                      u"%1[%2]"_s.arg(path).arg(i));
            if (!text.isEmpty())
                return text;
        }
        return {};
    }
    return actual == expected ? QString()
                              : u"%1 is %2, not %3"_s.arg(path, toText(actual), toText(expected));
}

void FakeExpectation::add(const Reaction &reaction, int count)
{
    steps.append({ stall.count() > 0 ? reaction.delayed(stall) : reaction,
                   std::max(count, 0),
                   false,
                   {},
                   stall });
    stall = {};
}

// Returns an error that clients do not retry, so that the test gets it at once.
static Reaction refusal(const QString &text)
{
    const QJsonObject body { { u"__type"_s, u"UnexpectedRequest"_s }, { u"message"_s, text } };
    return Reaction::json(400, QJsonDocument(body).toJson(QJsonDocument::Compact));
}

static Reaction success(const QJsonObject &result)
{
    return Reaction::json(200, QJsonDocument(result).toJson(QJsonDocument::Compact));
}

void FakeExpectation::add(const FakeReply &reply)
{
    if (reply.problem.isEmpty()) {
        add(success(reply.result));
        steps.last().reply = reply;
    } else {
        faults.append(reply.problem);
        add(refusal(reply.problem));
    }
}

bool FakeExpectation::isOpen() const
{
    if (steps.isEmpty())
        return taken == 0;
    return std::any_of(steps.begin(), steps.end(),
                       [](const Step &step) { return step.left > 0 || step.optional; });
}

Reaction FakeExpectation::take(const QJsonObject &parameters)
{
    ++taken;
    for (Step &step : steps) {
        if (step.left > 0 || step.optional) {
            step.left = std::max(step.left - 1, 0);
            if (!step.reply.makeReply)
                return step.reaction;
            const FakeReply reply = step.reply.makeReply(parameters);
            if (!reply.problem.isEmpty())
                faults.append(reply.problem);
            Reaction reaction = reply.problem.isEmpty() ? success(reply.result)
                                                        : refusal(reply.problem);
            return reaction.delayed(step.stall);
        }
    }
    const Reaction reaction = Reaction::json(200, "{}");
    return stall.count() > 0 ? reaction.delayed(stall) : reaction;
}

int FakeExpectation::missing() const
{
    if (steps.isEmpty())
        return taken == 0 ? 1 : 0;
    int count = 0;
    for (const Step &step : steps)
        count += step.optional ? 0 : step.left;
    return count;
}

QString FakeExpectation::mismatch(const QJsonObject &parameters) const
{
    for (const Condition &condition : conditions) {
        if (QString text = condition.mismatch(parameters); !text.isEmpty())
            return text;
    }
    return {};
}

QString FakeExpectation::description() const
{
    QString text = operation;
    for (const Condition &condition : conditions)
        text += u' ' + condition.text;
    return text;
}

std::shared_ptr<FakeExpectation> FakeScript::expect(const QString &operation)
{
    const QMutexLocker locker(m_mutex.get());
    m_expectations.append(std::make_shared<FakeExpectation>(operation, m_mutex));
    return m_expectations.constLast();
}

Reaction FakeScript::react(const FakeRequest &http)
{
    QDynamoDBFakeRequest request;
    const QByteArray target = http.header("x-amz-target");
    request.operation = QString::fromLatin1(target.sliced(target.lastIndexOf('.') + 1));
    request.parameters = QJsonDocument::fromJson(http.body).object();
    received(request);

    const QMutexLocker locker(m_mutex.get());
    m_requests.append(request);
    for (const auto &expectation : std::as_const(m_expectations)) {
        if (expectation->operation == request.operation && expectation->isOpen()
            && expectation->mismatch(request.parameters).isEmpty())
            return expectation->take(request.parameters);
    }
    const QString text = request.operation.isEmpty()
            ? u"Unexpected request: %1 %2 is not a request to DynamoDB"_s
                      .arg(QString::fromLatin1(http.method), QString::fromLatin1(http.target))
            : describeUnexpected(request);
    m_unexpected.append(text);
    return refusal(text);
}

QString FakeScript::describeUnexpected(const QDynamoDBFakeRequest &request) const
{
    QString text = u"Unexpected request: %1 %2"_s.arg(request.operation, toText(request.parameters));
    QString expected;
    for (const auto &expectation : m_expectations) {
        if (expectation->operation == request.operation) {
            const QString mismatch = expectation->mismatch(request.parameters);
            const QString why = mismatch.isEmpty()
                    ? "already received "_L1 + countText(expectation->taken)
                    : mismatch;
            expected += "\n  "_L1 + expectation->description() + ": "_L1 + why;
        } else if (expectation->missing() > 0) {
            expected += "\n  "_L1 + expectation->description();
        }
    }
    return text
            + (expected.isEmpty() ? u"; no requests are expected"_s : "; expected:"_L1 + expected);
}

QString FakeScript::problems() const
{
    const QMutexLocker locker(m_mutex.get());
    QStringList problems = m_unexpected;
    for (const auto &expectation : m_expectations) {
        problems += expectation->faults;
        const int missing = expectation->missing();
        if (missing == 0)
            continue;
        problems += u"Missing request: %1"_s.arg(expectation->description())
                + (expectation->taken == 0 && missing == 1
                           ? QString()
                           : u" (received %1, expected %2)"_s.arg(countText(expectation->taken),
                                                                  countText(expectation->taken
                                                                            + missing)));
    }
    return problems.join(u'\n');
}

QList<QDynamoDBFakeRequest> FakeScript::requests() const
{
    const QMutexLocker locker(m_mutex.get());
    return m_requests;
}

void FakeScript::clear()
{
    const QMutexLocker locker(m_mutex.get());
    m_expectations.clear();
    m_requests.clear();
    m_unexpected.clear();
}

} // namespace QtDynamoDBPrivate
