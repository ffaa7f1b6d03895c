// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "credentials/providers/providers_p.h"

#include "credentials/credentialsreader_p.h"
#include "credentials/fetch_p.h"
#include "signing/secret_p.h"
#include "transport/descriptors_p.h"

#include <QtCore/qfileinfo.h>
#include <QtCore/qprocess.h>

#include <algorithm>

using namespace Qt::StringLiterals;

// https://docs.aws.amazon.com/sdkref/latest/guide/feature-process-credentials.html

namespace QtDynamoDBPrivate {

namespace {

class ProcessFetch final : public Fetch
{
public:
    static constexpr qint64 maximumOutput = qint64(64) * 1024; // bytes

    ProcessFetch(const FetchContext &context, Callback callback, const QString &accountId)
        : Fetch(context, std::move(callback))
        , m_accountId(accountId)
    {
    }

    ~ProcessFetch() override { wipe(m_output); }

    void start(const QString &program, const QStringList &arguments,
               std::chrono::milliseconds timeLimit)
    {
        if (const QString missing = missingDescriptors(); !missing.isEmpty()) {
            fail(Code::Request, missing);
            return;
        }
        connect(&m_process, &QProcess::readyReadStandardOutput, this, [this] { checkSize(); });
        connect(&m_process, &QProcess::finished, this,
                [this](int exitCode, QProcess::ExitStatus status) { handleExit(exitCode, status); });
        connect(&m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
            if (error == QProcess::FailedToStart)
                fail(Code::ConfigNotFound,
                     u"the program cannot be started: "_s + m_process.errorString());
        });
        // The program may write secrets to its standard error.
        m_process.setStandardErrorFile(QProcess::nullDevice());
        m_process.setStandardInputFile(QProcess::nullDevice());
        m_process.start(program, arguments);
        context().after(timeLimit, this, [this, timeLimit] {
            stop(Code::Timeout, u"the program did not exit within %1 ms"_s.arg(timeLimit.count()));
        });
    }

private:
    void checkSize()
    {
        if (m_process.bytesAvailable() > maximumOutput)
            stop(Code::InvalidResponse,
                 u"the program wrote more than %1 bytes"_s.arg(maximumOutput));
    }

    // Moves the output to m_output and overwrites QProcess's buffer: ungetChar() writes into the
    // block that was read, as long as one byte of it is unread.
    void takeOutput()
    {
        const qint64 size = std::min(m_process.bytesAvailable(), maximumOutput);
        m_output.resize(size);
        const qint64 taken = size > 1 ? m_process.read(m_output.data(), size - 1) : 0;
        const qint64 last = m_process.peek(m_output.data() + taken, size - taken);
        m_output.resize(taken + std::max<qint64>(last, 0));
        for (qint64 i = 0; i < taken; ++i)
            m_process.ungetChar('x');
    }

    void stop(Code code, const QString &problem)
    {
        m_process.disconnect(this);
        m_process.kill();
        fail(code, problem);
    }

    void handleExit(int exitCode, QProcess::ExitStatus status)
    {
        takeOutput();
        if (status != QProcess::NormalExit || exitCode != 0) {
            fail(Code::InvalidResponse,
                 status == QProcess::NormalExit ? u"the program exited with code %1"_s.arg(exitCode)
                                                : u"the program crashed"_s);
            return;
        }
        const HiddenSecrets hidden = hideSecrets(m_output);
        const auto object = parseObject(m_output);
        if (!object) {
            fail(Code::InvalidResponse, u"the output is not a JSON object"_s);
            return;
        }
        if (object->value("Version"_L1).toInt() != 1) {
            fail(Code::InvalidResponse, u"Version in the output is not 1"_s);
            return;
        }
        Result credentials = readCredentials(*object,
                                             { "AccessKeyId"_L1, "SecretAccessKey"_L1,
                                               "SessionToken"_L1, "Expiration"_L1, "AccountId"_L1 },
                                             Lifetime::Any, hidden);
        if (credentials && credentials->accountId().isEmpty())
            credentials.value().setAccountId(m_accountId);
        finish(credentials);
    }

    const QString m_accountId;
    QProcess m_process;
    QByteArray m_output; // contains secrets
};

class ProcessProvider final : public Source
{
public:
    ProcessProvider(const QString &program, const QStringList &arguments, const QString &accountId,
                    std::chrono::milliseconds timeLimit)
        : m_program(program)
        , m_arguments(arguments)
        , m_accountId(accountId)
        , m_timeLimit(timeLimit)
    {
    }

    // Without the arguments, which may contain secrets.
    QString name() const override
    {
        return u"process \"%1\""_s.arg(QFileInfo(m_program).fileName());
    }
    void startFetch(const FetchContext &context, Freshness, Callback callback) override
    {
        (new ProcessFetch(context, std::move(callback), m_accountId))
                ->start(m_program, m_arguments, m_timeLimit);
    }

private:
    const QString m_program;
    const QStringList m_arguments;
    const QString m_accountId;
    const std::chrono::milliseconds m_timeLimit;
};

} // namespace

ProviderPointer processProvider(const QString &program, const QStringList &arguments,
                                const QString &accountId, std::chrono::milliseconds timeLimit)
{
    return std::make_shared<ProcessProvider>(program, arguments, accountId, timeLimit);
}

} // namespace QtDynamoDBPrivate
