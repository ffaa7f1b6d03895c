// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "signing/signer_p.h"

#include "signing/qdynamodbcredentials_p.h"
#include "transport/httpsyntax_p.h"

#include <QtCore/qvarlengtharray.h>

#include <algorithm>

using namespace Qt::StringLiterals;

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html

namespace QtDynamoDBPrivate {

namespace {

constexpr QByteArrayView algorithm = "AWS4-HMAC-SHA256";

using HeaderView = std::pair<QByteArrayView, QByteArrayView>;

// Other headers may be changed by proxies or added after the signature. The SDKs don't sign them,
// either.
bool isSigned(QByteArrayView name)
{
    return name.startsWith("x-amz-") || name == "content-type" || name == "host";
}

bool isSpace(char c)
{
    return c == ' ' || c == '\t';
}

void appendHex(QByteArray &out, QByteArrayView bytes)
{
    const qsizetype size = out.size();
    out.resize(size + 2 * bytes.size());
    char *next = out.data() + size;
    for (const char c : bytes) {
        *next++ = "0123456789abcdef"[uchar(c) >> 4];
        *next++ = "0123456789abcdef"[uchar(c) & 0xf];
    }
}

// Appends a header value without leading and trailing spaces, and with single spaces inside.
void appendTrimmed(QByteArray &out, QByteArrayView value)
{
    value = value.trimmed();
    if (value.indexOf("  ") < 0 && value.indexOf('\t') < 0) {
        out += value;
        return;
    }
    bool space = false;
    for (const char c : value) {
        if (!isSpace(c))
            out += c;
        else if (!space)
            out += ' ';
        space = isSpace(c);
    }
}

void appendDecimals(QByteArray &out, int number, int digits)
{
    for (int divisor = digits == 4 ? 1000 : 10; divisor; divisor /= 10)
        out += char('0' + number / divisor % 10);
}

// Returns the normalized path, without "." and ".." segments and repeated slashes. It is
// percent-encoded once more than in the URL, as the specification requires.
QByteArray canonicalPath(const QUrl &url)
{
    const QByteArray path = url.path(QUrl::FullyEncoded).toLatin1();
    QByteArrayList segments;
    for (const QByteArray &segment : path.split('/')) {
        if (segment == "..") {
            if (!segments.isEmpty())
                segments.removeLast();
        } else if (!segment.isEmpty() && segment != ".") {
            segments += segment.toPercentEncoding();
        }
    }
    if (segments.isEmpty())
        return "/"_ba;
    return '/' + segments.join('/') + (path.endsWith('/') ? "/" : "");
}

QByteArray canonicalQuery(const QUrl &url)
{
    const QByteArray query = url.query(QUrl::FullyEncoded).toLatin1();
    if (query.isEmpty())
        return {};
    const auto encoded = [](const QByteArray &part) {
        return QByteArray::fromPercentEncoding(part).toPercentEncoding();
    };
    QList<std::pair<QByteArray, QByteArray>> pairs;
    for (const QByteArray &pair : query.split('&')) {
        qsizetype equals = pair.indexOf('=');
        if (equals < 0)
            equals = pair.size();
        pairs.emplace_back(encoded(pair.first(equals)), encoded(pair.mid(equals + 1)));
    }
    std::sort(pairs.begin(), pairs.end());
    QByteArrayList parts;
    for (const auto &[name, value] : std::as_const(pairs))
        parts += name + '=' + value;
    return parts.join('&');
}

} // namespace

Signer::Signer() = default;

Signer::~Signer()
{
    forget();
}

void Signer::forget()
{
    m_credentials = {};
    m_hmac.clear();
    m_scope.clear();
    wipe(m_text);
}

void Signer::sign(TransportRequest &request, const QDynamoDBCredentials &credentials,
                  QByteArrayView region, QByteArrayView service, const QDateTime &utcNow)
{
    const auto *secrets = QDynamoDBCredentialsPrivate::get(credentials);
    if (!secrets)
        return;
    setTime(utcNow);
    setUrl(request.url);
    setKey(credentials, region, service);

    request.headers.removeIf([](const HttpHeader &header) {
        return header.name == "authorization" || header.name == "x-amz-date"
                || header.name == "x-amz-security-token";
    });
    request.headers.reserve(request.headers.size() + 3);
    request.headers.append({ "x-amz-date"_ba, m_timestamp });
    if (!secrets->sessionToken.isEmpty()) {
        request.headers.append(
                { "x-amz-security-token"_ba, secrets->sessionToken.view().toByteArray() });
    }

    QVarLengthArray<HeaderView, 16> headers;
    bool hasHost = false;
    for (const HttpHeader &header : std::as_const(request.headers)) {
        if (isSigned(header.name)) {
            headers.append({ header.name, header.value });
            hasHost |= header.name == "host";
        }
    }
    if (!hasHost)
        headers.append({ "host", m_host });
    std::stable_sort(headers.begin(), headers.end(),
                     [](const auto &a, const auto &b) { return a.first < b.first; });

    // The canonical request, which contains the session token
    qsizetype size = request.method.size() + m_pathAndQuery.size() + 2 * 64 + 16;
    for (const auto &[name, value] : std::as_const(headers))
        size += 2 * name.size() + value.size() + 3;
    prepareSecret(m_text, size);
    m_signedHeaders.resize(0);
    m_text += request.method;
    m_text += '\n';
    m_text += m_pathAndQuery;
    for (auto header = headers.cbegin(); header != headers.cend();) {
        const QByteArrayView name = header->first;
        if (!m_signedHeaders.isEmpty())
            m_signedHeaders += ';';
        m_signedHeaders += name;
        m_text += name;
        m_text += ':';
        appendTrimmed(m_text, header->second);
        while (++header != headers.cend() && header->first == name) {
            m_text += ',';
            appendTrimmed(m_text, header->second);
        }
        m_text += '\n';
    }
    m_text += '\n';
    m_text += m_signedHeaders;
    m_text += '\n';
    appendHex(m_text, m_sha256.hash({ request.body }));

    // The string to sign
    const Sha256::Digest canonical = m_sha256.hash({ m_text });
    wipe(m_text.data(), std::size_t(m_text.size()));
    m_text.resize(0);
    m_text += algorithm;
    m_text += '\n';
    m_text += m_timestamp;
    m_text += '\n';
    m_text += m_scope;
    m_text += '\n';
    appendHex(m_text, canonical);

    QByteArray authorization;
    authorization.reserve(algorithm.size() + secrets->accessKeyId.size() + m_scope.size()
                          + m_signedHeaders.size() + 112);
    authorization += algorithm;
    authorization += " Credential=";
    authorization += secrets->accessKeyId;
    authorization += '/';
    authorization += m_scope;
    authorization += ", SignedHeaders=";
    authorization += m_signedHeaders;
    authorization += ", Signature=";
    appendHex(authorization, m_hmac.mac(m_text));
    request.headers.append({ "authorization"_ba, std::move(authorization) });
}

void Signer::setTime(const QDateTime &utcNow)
{
    const qint64 second = utcNow.toSecsSinceEpoch();
    if (second == m_second)
        return;
    m_second = second;
    const QDateTime utc = utcNow.toUTC();
    const QDate day = utc.date();
    const QTime time = utc.time();
    // A new buffer: requests in flight share the old one.
    m_timestamp = QByteArray();
    m_timestamp.reserve(16);
    appendDecimals(m_timestamp, day.year(), 4);
    appendDecimals(m_timestamp, day.month(), 2);
    appendDecimals(m_timestamp, day.day(), 2);
    m_timestamp += 'T';
    appendDecimals(m_timestamp, time.hour(), 2);
    appendDecimals(m_timestamp, time.minute(), 2);
    appendDecimals(m_timestamp, time.second(), 2);
    m_timestamp += 'Z';
}

void Signer::setUrl(const QUrl &url)
{
    if (url == m_url && !m_host.isEmpty())
        return;
    m_url = url;
    m_host = hostHeader(url);
    m_pathAndQuery = canonicalPath(url) + '\n' + canonicalQuery(url) + '\n';
}

void Signer::setKey(const QDynamoDBCredentials &credentials, QByteArrayView region,
                    QByteArrayView service)
{
    constexpr QByteArrayView terminator = "aws4_request";
    const qsizetype size = 8 + 1 + region.size() + 1 + service.size() + 1 + terminator.size();
    const QByteArrayView scope = m_scope;
    if (scope.size() == size && scope.first(8) == date() && scope.sliced(9, region.size()) == region
        && scope[9 + region.size()] == '/'
        && scope.sliced(10 + region.size(), service.size()) == service
        && credentials == m_credentials) {
        return;
    }

    m_credentials = credentials;
    m_scope.clear();
    for (const QByteArrayView part : { date(), region, service }) {
        m_scope += part;
        m_scope += '/';
    }
    m_scope += terminator;
    ++m_derivations;

    const auto &secret = QDynamoDBCredentialsPrivate::get(credentials)->secretAccessKey;
    m_hmac.setKey({ "AWS4", secret.view() });
    for (const QByteArrayView part : { date(), region, service, terminator }) {
        Sha256::Digest next = m_hmac.mac(part);
        m_hmac.setKey({ next });
        wipe(next.data(), next.size());
    }
}

} // namespace QtDynamoDBPrivate
