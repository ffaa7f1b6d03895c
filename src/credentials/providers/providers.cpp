// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "credentials/providers/providers_p.h"

#include "credentials/fetch_p.h"

using namespace Qt::StringLiterals;

namespace QtDynamoDBPrivate {

using Code = QDynamoDBError::Code;
using Result = QDynamoDBExpected<QDynamoDBCredentials>;

namespace {

// A provider that tries its sources in order, until one does not fail with NoCredentials.
class ChainProvider final : public Source
{
public:
    ChainProvider(const QString &name, std::vector<ProviderPointer> sources)
        : m_name(name)
        , m_sources(std::move(sources))
    {
    }

    QString name() const override { return m_name; }
    void startFetch(const FetchContext &context, Freshness freshness, Callback callback) override
    {
        const auto run = std::make_shared<Run>();
        run->sources = m_sources;
        run->context = context;
        run->freshness = freshness;
        run->callback = std::move(callback);
        tryNext(run);
    }

private:
    // The state of one fetch. It may outlive the provider.
    struct Run
    {
        std::vector<ProviderPointer> sources;
        std::size_t next = 0; // index of the next source
        FetchContext context;
        Freshness freshness;
        Callback callback;
        QStringList reasons; // why the sources so far have no credentials
    };

    static void tryNext(const std::shared_ptr<Run> &run)
    {
        if (run->next == run->sources.size()) {
            run->callback(noCredentials(u"no credentials were found. Tried: "_s
                                        + run->reasons.join("; "_L1)));
            return;
        }
        // Moved, because a source may keep the callback, which keeps the run: a cycle otherwise.
        const ProviderPointer source = std::move(run->sources[run->next++]);
        fetchFrom(*source, run->context, run->freshness,
                  [run, name = source->name()](const Result &result) {
                      handleResult(run, name, result);
                  });
    }

    static void handleResult(const std::shared_ptr<Run> &run, const QString &name,
                             const Result &result)
    {
        if (result.hasValue()) {
            QDynamoDBCredentials credentials = *result;
            if (credentials.source().isEmpty())
                credentials.setSource(name);
            run->callback(credentials);
            return;
        }
        const QDynamoDBError error = namedError(name, result.error());
        if (error.code() != Code::NoCredentials) {
            run->callback(error);
            return;
        }
        run->reasons += error.message();
        tryNext(run);
    }

    const QString m_name;
    const std::vector<ProviderPointer> m_sources;
};

} // namespace

QDynamoDBError noCredentials(const QString &reason)
{
    return { Code::NoCredentials, reason };
}

ProviderPointer chainProvider(const QString &name, std::vector<ProviderPointer> sources)
{
    return std::make_shared<ChainProvider>(name, std::move(sources));
}

ProviderPointer defaultChainProvider(const Environment &environment, const QString &profile)
{
    // The order of the AWS CLI. A chosen profile precedes the keys and the web identity of the
    // environment.
    const bool isChosen = !profile.isEmpty();
    std::vector<ProviderPointer> sources;
    if (!isChosen)
        sources.push_back(environmentProvider(environment));
    sources.push_back(sharedFilesProvider(environment, profile,
                                          isChosen ? WebIdentityVariables::Ignored
                                                   : WebIdentityVariables::Considered));
    sources.push_back(containerProvider(environment));
    sources.push_back(instanceMetadataProvider(environment, profile));
    return chainProvider(u"default chain"_s, std::move(sources));
}

} // namespace QtDynamoDBPrivate
