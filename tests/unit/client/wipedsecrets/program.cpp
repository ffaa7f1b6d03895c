// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

// Makes calls with secrets from one source, destroys the client, and prints how many copies of each
// secret are in the memory of this process. Arguments: "search", or "control" to search before the
// client is destroyed; the source, the transport, the URL of the server, and the secrets (key, session
// token, and the secrets with which the source gets these), as inverted bytes in hexadecimal.

#include "signing/secret_p.h"

#include <QtDynamoDB/qdynamodbapi.h>
#include <QtDynamoDB/qdynamodbclient.h>
#include <QtDynamoDB/qdynamodbcredentialsprovider.h>
#include <QtDynamoDB/qdynamodbexceptions.h>

#include <QtCore/qcoreapplication.h>
#include <QtCore/qfile.h>

#include <sys/mman.h>

#include <cstdio>
#include <cstring>
#include <memory>
#include <vector>

using namespace Qt::StringLiterals;

namespace {

// A text of which the memory contains only the inverted bytes, except while it is used.
struct Hidden
{
    explicit Hidden(const char *hex)
        : inverted(QByteArray::fromHex(hex))
    {
    }
    [[nodiscard]] char at(qsizetype index) const { return char(~inverted[index]); }

    QByteArray inverted;
};

QString reveal(const Hidden &hidden)
{
    QString text(hidden.inverted.size(), Qt::Uninitialized);
    for (qsizetype i = 0; i < text.size(); ++i)
        text[i] = QLatin1Char(hidden.at(i));
    return text;
}

// Counts occurrences in UTF-8 and UTF-16, of the whole secret or of either half.
int count(const char *memory, qsizetype size, const Hidden &hidden)
{
    const qsizetype length = hidden.inverted.size() / 2;
    int found = 0;
    const char *const end = memory + size;
    for (const char *next = memory; next < end; ++next) {
        next = static_cast<const char *>(std::memchr(next, hidden.at(0), std::size_t(end - next)));
        if (!next)
            break;
        for (const int step : { 1, 2 }) {
            if (end - next < length * step)
                continue;
            qsizetype same = 0;
            while (same < length && next[same * step] == hidden.at(same)
                   && (step == 1 || next[same * step + 1] == 0))
                ++same;
            found += same == length ? 1 : 0;
        }
    }
    return found;
}

int search(const Hidden &hidden)
{
    QFile maps(u"/proc/self/maps"_s);
    QFile memory(u"/proc/self/mem"_s);
    if (!maps.open(QIODevice::ReadOnly) || !memory.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return -1;
    constexpr std::size_t size = std::size_t(256) * 1024 * 1024;
    void *buffer = mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    int found = 0;
    const QByteArrayList lines = maps.readAll().split('\n');
    for (const QByteArray &line : lines) {
        const QByteArrayList fields = line.simplified().split(' ');
        if (fields.size() < 5 || !fields[1].startsWith("rw"))
            continue;
        const QByteArrayList range = fields[0].split('-');
        const quint64 begin = range[0].toULongLong(nullptr, 16);
        const quint64 end = range[1].toULongLong(nullptr, 16);
        const auto own = quint64(quintptr(buffer));
        if ((begin <= own && own < end) || end - begin > size)
            continue;
        memory.seek(qint64(begin));
        const qint64 read = memory.read(static_cast<char *>(buffer), qint64(end - begin));
        const int here = read > 0 ? count(static_cast<const char *>(buffer), read, hidden) : 0;
        if (here > 0)
            std::fprintf(stderr, "%d in %s\n", here, line.constData());
        found += here;
    }
    munmap(buffer, size);
    return found;
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    if (argc < 6)
        return 2;
    const QByteArray mode = argv[1];
    const QByteArray source = argv[2];
    std::vector<Hidden> secrets;
    for (int i = 5; i < argc; ++i)
        secrets.emplace_back(argv[i]);
    const auto print = [&secrets] {
        for (const Hidden &secret : secrets)
            std::printf("%d ", search(secret));
        std::printf("\n");
    };
    {
        QDynamoDBClient client;
        client.setRegion(u"us-east-1"_s);
        client.setEndpoint(QUrl(QString::fromLatin1(argv[4])));
        if (qstrcmp(argv[3], "direct") == 0)
            client.setTransport(QDynamoDBClient::Transport::Direct);
        if (source.startsWith("explicit")) {
            QString keyText = reveal(secrets[0]);
            QString tokenText = reveal(secrets[1]);
            client.setCredentials({ u"AKIDEXAMPLE"_s, keyText, tokenText });
            QtDynamoDBPrivate::wipe(keyText);
            QtDynamoDBPrivate::wipe(tokenText);
        } else if (source == "cognito") {
            QDynamoDBCredentialsProvider::CognitoOptions options;
            options.identityPoolId = u"us-east-1:pool"_s;
            options.logins.insert(u"accounts.example.com/pool"_s, reveal(secrets[2]));
            client.setCredentialsProvider(QDynamoDBCredentialsProvider::cognitoIdentity(options));
        }
        for (int i = 0; i < 3; ++i) {
            try {
                client.listTables().waitForFinished();
            } catch (const QDynamoDBException &exception) {
                std::fprintf(stderr, "%s\n", qPrintable(exception.error().message()));
                if (!source.endsWith("refused"))
                    return 3;
            }
        }
        if (mode == "control") { // the search finds secrets that are in use
            print();
            return 0;
        }
    }
    if (source == "environment") { // the copy in the environment of the process
        for (const char *name : { "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN" }) {
            if (char *value = getenv(name))
                QtDynamoDBPrivate::wipe(value, qstrlen(value));
        }
    }
    print();
    return 0;
}
