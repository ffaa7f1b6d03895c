// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef FETCHCREDENTIALS_H
#define FETCHCREDENTIALS_H

#include "credentials/fetch_p.h"
#include "credentials/providers/providers_p.h"

#include <QtCore/qcoreapplication.h>
#include <QtCore/qtimer.h>
#include <QtTest/qtest.h>

#include <optional>

// Fetches credentials from the provider and waits for the result. Aborts the test program if there
// is no result within 30 s, or more than one.
inline QDynamoDBExpected<QDynamoDBCredentials> fetchCredentials(
        const QtDynamoDBPrivate::ProviderPointer &provider,
        const QtDynamoDBPrivate::FetchContext &context = {},
        QDynamoDBCredentialsProvider::Freshness freshness =
                QDynamoDBCredentialsProvider::Freshness::Any)
{
    using Result = QDynamoDBExpected<QDynamoDBCredentials>;
    std::optional<Result> result;
    QtDynamoDBPrivate::fetchFrom(*provider, context, freshness, [&](const Result &fetched) {
        if (result)
            qFatal("The provider returned a second result");
        result = fetched;
    });
    if (!QTest::qWaitFor([&] { return result.has_value(); }, 30000))
        qFatal("The provider returned no result");
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    return *result;
}

// A context whose timers run twenty times as fast, except for the deadline of a request (5 s).
inline QtDynamoDBPrivate::FetchContext acceleratedContext()
{
    using namespace std::chrono_literals;
    QtDynamoDBPrivate::FetchContext context;
    context.after = [](std::chrono::milliseconds time, QObject *object,
                       const QtDynamoDBPrivate::FetchContext::Callback &callback) {
        QTimer::singleShot(time == 5000ms ? time : time / 20, object, callback);
    };
    return context;
}

// A context whose pauses before retries and polls take 1 ms, and whose deadlines of requests are
// too long to be reached on a busy machine.
inline QtDynamoDBPrivate::FetchContext contextWithoutPauses()
{
    QtDynamoDBPrivate::FetchContext context;
    context.after = [](std::chrono::milliseconds time, QObject *object,
                       const QtDynamoDBPrivate::FetchContext::Callback &callback) {
        const bool isDeadline = time.count() == 500 || time.count() == 1000 || time.count() == 5000;
        QTimer::singleShot(std::chrono::milliseconds(isDeadline ? 20000 : 1), object, callback);
    };
    return context;
}

// A user who answers at once: opens no page, and enters `code` for each MFA device.
class FakeUser final : public QtDynamoDBPrivate::User
{
public:
    [[nodiscard]] bool canAuthorize() const override { return listens; }
    void authorize(const QUrl &url, const QString &shown) override { pages.append({ url, shown }); }
    [[nodiscard]] bool canAnswerMfa() const override { return listens; }
    void askMfa(const QString &serialNumber,
                const std::function<void(const QString &)> &answer) override
    {
        serialNumbers += serialNumber;
        answer(code);
    }

    bool listens = true; // whether the application handles these requests at all
    QString code;
    QList<std::pair<QUrl, QString>> pages; // the URL and the code shown with it
    QStringList serialNumbers;
};

#endif
