// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "signing/secretobject_p.h"

#include "json/jsonreader_p.h"

#include <algorithm>
#include <array>
#include <vector>

using namespace Qt::StringLiterals;

namespace QtDynamoDBPrivate {

namespace {

// The names of secret members. They are compared case-insensitively, since services differ.
constexpr std::array secretNames {
    "secretAccessKey"_L1, "secretKey"_L1,    "sessionToken"_L1, "token"_L1,   "accessToken"_L1,
    "refreshToken"_L1,    "clientSecret"_L1, "deviceCode"_L1,   "idToken"_L1, "dpopKey"_L1,
};
constexpr int maxDepth = 4; // the levels of nested objects that are searched

bool isSecretName(QByteArrayView name)
{
    return std::any_of(secretNames.begin(), secretNames.end(), [name](QLatin1StringView secret) {
        return name.compare(QByteArrayView(secret.data(), secret.size()), Qt::CaseInsensitive) == 0;
    });
}

// The position of a string in a JSON text, without its quotes.
struct Found
{
    std::string path; // empty if a later member has the same path
    qsizetype begin;
    qsizetype size;
};

// Finds the strings of the members that match. The path of "x" in {"a":{"b":"x"}} is "a/b".
template<typename Matches>
bool findStrings(JsonReader &reader, JsonReader::Value &value, const std::string &folder,
                 const char *text, const Matches &matches, std::vector<Found> &found)
{
    return reader.object(value, [&](std::string_view key, JsonReader::Value &member) {
        const std::string path = folder + std::string(key);
        const QByteArrayView token = reader.token(member);
        if (token.startsWith('{')) {
            if (std::count(path.begin(), path.end(), '/') + 1 < maxDepth)
                return findStrings(reader, member, path + '/', text, matches, found);
            return true; // skipped
        }
        if (!matches(path, key))
            return true;
        // As in QJsonObject, the last member of equal names is used.
        for (Found &before : found) {
            if (before.path == path)
                before.path.clear();
        }
        if (token.startsWith('"'))
            found.push_back({ path, token.data() + 1 - text, token.size() - 2 });
        return true;
    });
}

// Returns all matching strings in their order, or none if the text is not a JSON object.
template<typename Matches>
std::vector<Found> findStrings(QByteArray &json, const Matches &matches)
{
    std::vector<Found> found;
    JsonReader reader;
    const bool isRead = reader.document(json, [&](JsonReader::Value &value) {
        return findStrings(reader, value, {}, json.constData(), matches, found);
    });
    if (!isRead)
        found.clear();
    return found;
}

// A text buffer that is reserved in full and overwritten on destruction.
class SecretText
{
public:
    explicit SecretText(qsizetype capacity) { m_bytes.reserve(capacity); }
    ~SecretText() { wipe(m_bytes); }
    Q_DISABLE_COPY_MOVE(SecretText)

    void append(char c) { m_bytes.append(c); }
    void append(uint character) // as UTF-8
    {
        if (character >= 0xd800 && character < 0xe000)
            character = '?'; // a lone surrogate, which Qt also writes as '?'
        if (character < 0x80) {
            append(char(character));
            return;
        }
        if (character < 0x800) {
            append(char(0xc0 | (character >> 6)));
        } else {
            if (character < 0x10000) {
                append(char(0xe0 | (character >> 12)));
            } else {
                append(char(0xf0 | (character >> 18)));
                append(char(0x80 | ((character >> 12) & 0x3f)));
            }
            append(char(0x80 | ((character >> 6) & 0x3f)));
        }
        append(char(0x80 | (character & 0x3f)));
    }
    [[nodiscard]] SecretBytes secret() const { return SecretBytes(m_bytes); }

private:
    QByteArray m_bytes;
};

// Returns the value of the four hexadecimal digits at a position, or -1.
int hexAt(QByteArrayView text, qsizetype begin)
{
    if (begin + 4 > text.size())
        return -1;
    bool isNumber = false;
    const int unit = text.sliced(begin, 4).toInt(&isNumber, 16);
    return isNumber ? unit : -1;
}

SecretBytes withoutJsonEscapes(QByteArrayView text)
{
    if (!text.contains('\\'))
        return SecretBytes(text);
    SecretText result(text.size());
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text[i] != '\\' || i + 1 == text.size()) {
            result.append(text[i]);
            continue;
        }
        constexpr QByteArrayView letters = "bfnrt";
        const char escape = text[++i];
        if (const qsizetype letter = letters.indexOf(escape); letter >= 0) {
            result.append("\b\f\n\r\t"[letter]);
            continue;
        }
        const int unit = escape == 'u' ? hexAt(text, i + 1) : -1;
        if (unit < 0) {
            result.append(escape); // a quote, a slash or a backslash
            continue;
        }
        i += 4;
        uint character = uint(unit);
        const bool isPair = text.sliced(i + 1).startsWith("\\u");
        const int low = isPair ? hexAt(text, i + 3) : -1;
        if (unit >= 0xd800 && unit < 0xdc00 && low >= 0xdc00 && low < 0xe000) {
            character = 0x10000 + (character - 0xd800) * 0x400 + (uint(low) - 0xdc00);
            i += 6;
        }
        result.append(character);
    }
    return result.secret();
}

SecretBytes withoutXmlEntities(QByteArrayView text)
{
    text = text.trimmed();
    if (!text.contains('&'))
        return SecretBytes(text);
    SecretText result(text.size());
    for (qsizetype i = 0; i < text.size(); ++i) {
        const qsizetype end = text[i] == '&' ? text.indexOf(';', i) : -1;
        if (end < 0) {
            result.append(text[i]);
            continue;
        }
        const QByteArrayView entity = text.sliced(i + 1, end - i - 1);
        i = end;
        if (entity.startsWith("#x"))
            result.append(entity.sliced(2).toUInt(nullptr, 16));
        else if (entity.startsWith('#'))
            result.append(entity.sliced(1).toUInt());
        else if (entity == "amp")
            result.append('&');
        else if (entity == "lt")
            result.append('<');
        else if (entity == "gt")
            result.append('>');
        else if (entity == "quot")
            result.append('"');
        else if (entity == "apos")
            result.append('\'');
    }
    return result.secret();
}

std::shared_ptr<const SecretBytes> shared(const SecretBytes &secret)
{
    return std::make_shared<const SecretBytes>(secret);
}

bool needsEscape(char c)
{
    return c == '"' || c == '\\' || uchar(c) < 0x20;
}

void appendEscaped(QByteArray &out, QByteArrayView text)
{
    for (const char c : text) {
        if (uchar(c) < 0x20) {
            out += "\\u00";
            out += "0123456789abcdef"[uchar(c) >> 4];
            out += "0123456789abcdef"[uchar(c) & 0xf];
            continue;
        }
        if (needsEscape(c))
            out += '\\';
        out += c;
    }
}

// Detaches the text and reserves spare bytes after it. Overwrites the old buffer.
void makeOwn(QByteArray &text, qsizetype spare)
{
    if (text.isDetached() && text.capacity() >= text.size() + spare)
        return;
    QByteArray own;
    own.reserve(text.size() + spare);
    own += text;
    wipe(text);
    text = std::move(own);
}

} // namespace

HiddenSecrets hideSecrets(QByteArray &json)
{
    HiddenSecrets hidden;
    makeOwn(json, JsonReader::padding);
    if (json.startsWith("\xef\xbb\xbf"))
        std::fill_n(json.data(), 3, ' '); // Qt accepts a byte order mark
    const auto isSecret = [](const std::string &, std::string_view name) {
        return isSecretName(QByteArrayView(name.data(), qsizetype(name.size())));
    };
    const std::vector<Found> all = findStrings(json, isSecret);
    for (const Found &found : all) {
        char *const begin = json.data() + found.begin;
        if (!found.path.empty())
            hidden.try_emplace(found.path,
                               shared(withoutJsonEscapes(QByteArrayView(begin, found.size))));
        std::fill_n(begin, found.size, 'x');
    }
    return hidden;
}

HiddenSecrets hideXmlSecrets(QByteArray &xml)
{
    HiddenSecrets hidden;
    makeOwn(xml, 0);
    for (const QByteArrayView name : { "SecretAccessKey", "SessionToken" }) {
        const QByteArray start = '<' + name.toByteArray() + '>';
        const QByteArray end = "</" + name.toByteArray() + '>';
        qsizetype begin = xml.indexOf(start);
        const bool isOnlyOne = begin >= 0 && xml.indexOf(start, begin + 1) < 0;
        begin += start.size();
        const qsizetype size = isOnlyOne ? xml.indexOf(end, begin) - begin : -1;
        // A content with markup is not a secret; the XML parser reports the error.
        if (size <= 0 || QByteArrayView(xml).sliced(begin, size).contains('<'))
            continue;
        hidden.try_emplace(std::string(name.data(), size_t(name.size())),
                           shared(withoutXmlEntities(QByteArrayView(xml).sliced(begin, size))));
        std::fill_n(xml.data() + begin, size, 'x');
    }
    return hidden;
}

SecretBytes SecretObject::secret(std::string_view name) const
{
    if (const auto found = secrets.find(name); found != secrets.end())
        return *found->second;
    QString text = object.value(QLatin1StringView(name.data(), qsizetype(name.size()))).toString();
    QByteArray bytes = text.toUtf8();
    SecretBytes secret(bytes);
    wipe(bytes);
    wipe(text);
    return secret;
}

void SecretObject::take(QLatin1StringView name, const SecretObject &from)
{
    const std::string_view member(name.data(), size_t(name.size()));
    const auto isPart = [member](const std::string &path) {
        const std::string_view view = path;
        return view.substr(0, member.size()) == member
                && (view.size() == member.size() || view[member.size()] == '/');
    };
    for (auto i = secrets.begin(); i != secrets.end();)
        i = isPart(i->first) ? secrets.erase(i) : std::next(i);
    object.insert(name, from.object.value(name));
    for (const auto &[path, secret] : from.secrets) {
        if (isPart(path))
            secrets.try_emplace(path, secret);
    }
}

QByteArray SecretObject::toJson(QJsonDocument::JsonFormat format) const
{
    QByteArray text = QJsonDocument(object).toJson(format);
    const auto isKnown = [this](const std::string &path, std::string_view) {
        return secrets.find(path) != secrets.end();
    };
    std::vector<Found> all = findStrings(text, isKnown);
    // Member names with slashes can have the same path as a nested member; only one is replaced.
    all.erase(std::remove_if(all.begin(), all.end(),
                             [](const Found &found) { return found.path.empty(); }),
              all.end());
    qsizetype size = text.size() + JsonReader::padding;
    for (const Found &found : all)
        size += 6 * secrets.find(found.path)->second->view().size();
    QByteArray result;
    result.reserve(size);
    qsizetype copied = 0;
    for (const Found &found : all) {
        result += QByteArrayView(text).sliced(copied, found.begin - copied);
        appendEscaped(result, secrets.find(found.path)->second->view());
        copied = found.begin + found.size;
    }
    result += QByteArrayView(text).sliced(copied);
    wipe(text); // may contain secrets that were not hidden
    return result;
}

} // namespace QtDynamoDBPrivate
