// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "credentials/providers/providers_p.h"

#include "credentials/fetch_p.h"

using namespace Qt::StringLiterals;

namespace QtDynamoDBPrivate {

using Code = QDynamoDBError::Code;
using Result = QDynamoDBExpected<QDynamoDBCredentials>;

namespace {

class ChainProvider final : public Source
{
public:
    ChainProvider(const QString &name, std::vector<ProviderPointer> sources)
        : m_name(name)
        , m_sources(std::move(sources))
    {
    }

    QString name() const override { return m_name; }
    void ask(const FetchContext &context, Freshness freshness, Answer answer) override
    {
        const auto run = std::make_shared<Run>();
        run->sources = m_sources;
        run->context = context;
        run->freshness = freshness;
        run->answer = std::move(answer);
        next(run);
    }

private:
    // One question on its way through the sources; it outlives the chain.
    struct Run
    {
        std::vector<ProviderPointer> sources;
        std::size_t asked = 0;
        FetchContext context;
        Freshness freshness;
        Answer answer;
        QStringList reasons;
    };

    static void next(const std::shared_ptr<Run> &run)
    {
        if (run->asked == run->sources.size()) {
            run->answer(noCredentials(u"No credentials were found. Tried were "_s
                                      + run->reasons.join("; "_L1)));
            return;
        }
        // A source may keep the answer, so the run must not keep the source.
        const ProviderPointer source = std::move(run->sources[run->asked++]);
        askProvider(*source, run->context, run->freshness,
                    [run, name = source->name()](const Result &result) {
                        answered(run, name, result);
                    });
    }

    static void answered(const std::shared_ptr<Run> &run, const QString &name, const Result &result)
    {
        if (result.hasValue()) {
            QDynamoDBCredentials credentials = *result;
            if (credentials.source().isEmpty())
                credentials.setSource(name);
            run->answer(credentials);
            return;
        }
        const QDynamoDBError error = namedError(name, result.error());
        if (error.code() != Code::NoCredentials) {
            run->answer(error);
            return;
        }
        run->reasons += error.message();
        next(run);
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
    // In the order of the AWS CLI. A profile that was chosen counts, whatever keys and web identity
    // the environment has.
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
