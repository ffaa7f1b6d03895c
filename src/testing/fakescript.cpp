// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "testing/fakescript_p.h"

#include <QtCore/qjsonarray.h>
#include <QtCore/qjsondocument.h>

#include <algorithm>

namespace QtDynamoDBPrivate {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype longestShown = 2000;

QString shown(const QJsonValue &value)
{
    // QJsonDocument takes no other values at the top.
    const QByteArray list = QJsonDocument(QJsonArray { value }).toJson(QJsonDocument::Compact);
    const QString text = QString::fromUtf8(list.sliced(1).chopped(1));
    return text.size() <= longestShown ? text : text.first(longestShown) + u'\u2026';
}

QJsonArray sorted(const QJsonArray &array)
{
    QStringList texts;
    for (const QJsonValueConstRef value : array)
        texts += value.toString();
    texts.sort();
    return QJsonArray::fromStringList(texts);
}

QString counted(int count)
{
    return count == 1 ? u"once"_s : u"%1 times"_s.arg(count);
}

bool isSet(const QString &path)
{
    return path.endsWith(".SS"_L1) || path.endsWith(".NS"_L1) || path.endsWith(".BS"_L1);
}

} // namespace

QString difference(const QJsonValue &there, const QJsonValue &wanted, const QString &path)
{
    if (there.isUndefined())
        return path + " is missing"_L1;
    if (wanted.isObject() && there.isObject()) {
        const QJsonObject members = wanted.toObject();
        for (auto member = members.begin(); member != members.end(); ++member) {
            QString text = difference(there[member.key()], member.value(),
                                      path.isEmpty() ? member.key() : path + u'.' + member.key());
            if (!text.isEmpty())
                return text;
        }
        return {};
    }
    if (wanted.isArray() && there.isArray() && wanted.toArray().size() == there.toArray().size()) {
        const bool set = isSet(path); // whose order means nothing
        const QJsonArray expected = set ? sorted(wanted.toArray()) : wanted.toArray();
        const QJsonArray elements = set ? sorted(there.toArray()) : there.toArray();
        for (int i = 0; i < expected.size(); ++i) {
            QString text = difference(elements[i], expected[i], u"%1[%2]"_s.arg(path).arg(i));
            if (!text.isEmpty())
                return text;
        }
        return {};
    }
    return there == wanted ? QString()
                           : u"%1 is %2, not %3"_s.arg(path, shown(there), shown(wanted));
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

// An error that no client retries, so that the test sees it at once, where it looks first.
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
            if (!step.reply.answer)
                return step.reaction;
            const FakeReply reply = step.reply.answer(parameters);
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
            ? u"%1 %2 came, which is no request of DynamoDB's"_s
                      .arg(QString::fromLatin1(http.method), QString::fromLatin1(http.target))
            : unexpected(request);
    m_unexpected.append(text);
    return refusal(text);
}

QString FakeScript::unexpected(const QDynamoDBFakeRequest &request) const
{
    QString text = u"Nobody expected %1 %2"_s.arg(request.operation, shown(request.parameters));
    QString expected;
    for (const auto &expectation : m_expectations) {
        if (expectation->operation == request.operation) {
            const QString mismatch = expectation->mismatch(request.parameters);
            const QString why = mismatch.isEmpty()
                    ? "it came "_L1 + counted(expectation->taken) + " before"_L1
                    : mismatch;
            expected += "\n  "_L1 + expectation->description() + ": "_L1 + why;
        } else if (expectation->missing() > 0) {
            expected += "\n  "_L1 + expectation->description();
        }
    }
    return text
            + (expected.isEmpty() ? u"; nothing was expected."_s : "; expected was"_L1 + expected);
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
        problems += u"%1 did not come"_s.arg(expectation->description())
                + (expectation->taken == 0 && missing == 1
                           ? QString()
                           : u": it came %1, and was expected %2"_s
                                     .arg(expectation->taken == 0 ? u"never"_s
                                                                  : counted(expectation->taken),
                                          counted(expectation->taken + missing)));
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
