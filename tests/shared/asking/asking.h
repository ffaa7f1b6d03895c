// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef ASKING_H
#define ASKING_H

#include "credentials/fetch_p.h"
#include "credentials/providers/providers_p.h"

#include <QtCore/qdir.h>
#include <QtCore/qfile.h>
#include <QtCore/qtemporarydir.h>
#include <QtTest/qtest.h>

#include <optional>

using Variables = QHash<QString, QString>;

// A home directory with AWS' files, and an environment that knows no other.
class FakeHome
{
public:
    [[nodiscard]] QString path(const QString &name) const { return m_home.filePath(name); }
    QString write(const QString &name, const QByteArray &content) const
    {
        QFile file(path(name));
        QDir().mkpath(QFileInfo(file).path());
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
            qFatal("The test can't write its files");
        return file.fileName();
    }
    [[nodiscard]] QByteArray read(const QString &name) const
    {
        QFile file(path(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    [[nodiscard]] QtDynamoDBPrivate::Environment environment(const Variables &variables = {}) const
    {
        return { variables, m_home.path() };
    }

private:
    QTemporaryDir m_home;
};

// Asks a provider and waits for its answer, of which there must be one.
inline QDynamoDBExpected<QDynamoDBCredentials> askAndWait(
        const QtDynamoDBPrivate::ProviderPointer &provider,
        const QtDynamoDBPrivate::FetchContext &context = {},
        QDynamoDBCredentialsProvider::Freshness freshness =
                QDynamoDBCredentialsProvider::Freshness::Any)
{
    using Result = QDynamoDBExpected<QDynamoDBCredentials>;
    std::optional<Result> result;
    QtDynamoDBPrivate::askProvider(*provider, context, freshness, [&](const Result &answer) {
        if (result)
            qFatal("A second answer");
        result = answer;
    });
    if (!QTest::qWaitFor([&] { return result.has_value(); }, 30000))
        qFatal("No answer");
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    return *result;
}

// Time that passes twenty times as fast, but for the deadline of a request.
inline QtDynamoDBPrivate::FetchContext quickContext()
{
    using namespace std::chrono_literals;
    QtDynamoDBPrivate::FetchContext context;
    context.after = [](std::chrono::milliseconds time, QObject *object,
                       const QtDynamoDBPrivate::FetchContext::Callback &callback) {
        QTimer::singleShot(time == 5000ms ? time : time / 20, object, callback);
    };
    return context;
}

// Somebody who answers when asked.
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

    bool listens = true;
    QString code;
    QList<std::pair<QUrl, QString>> pages;
    QStringList serialNumbers;
};

#endif
