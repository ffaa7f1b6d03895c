// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "config/sharedconfig_p.h"

#include "config/localfile_p.h"
#include "signing/secret_p.h"

#include <QtCore/qdatetime.h>
#include <QtCore/qdir.h>
#include <QtCore/qfileinfo.h>

#include <algorithm>
#include <cstring>
#include <optional>
#include <vector>

using namespace Qt::StringLiterals;

// https://docs.aws.amazon.com/sdkref/latest/guide/file-format.html

namespace QtDynamoDBPrivate {

using Code = QDynamoDBError::Code;

namespace {

// The header of a section consists of a kind and a name, as in [profile x] or [sso-session y]. The
// name may be missing.
struct Section
{
    QString kind;
    QString name;
    int file = 0;
    bool bare = false; // [default] in the config file, which [profile default] overrides
};

struct Setting
{
    std::size_t section; // index
    QByteArray name; // in lower case
    QByteArrayView value;
};

bool isSpace(char c)
{
    return c == ' ' || c == '\t';
}

bool beginsComment(char c)
{
    return c == '#' || c == ';';
}

// Removes a comment, which starts at the beginning of a line or after a space.
QByteArrayView withoutComment(QByteArrayView text)
{
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (beginsComment(text[i]) && (i == 0 || isSpace(text[i - 1])))
            return text.first(i).trimmed();
    }
    return text.trimmed();
}

// Returns the name in the header of a section, the text after the kind. A name with spaces must be
// quoted; without quotes, the section has no name.
QString sectionName(QByteArrayView text)
{
    if (text.size() >= 2 && text.front() == text.back()
        && (text.front() == '"' || text.front() == '\'')) {
        return QString::fromUtf8(text.sliced(1, text.size() - 2));
    }
    return std::any_of(text.begin(), text.end(), isSpace) ? QString() : QString::fromUtf8(text);
}

QString shown(const QString &path)
{
    return QDir::toNativeSeparators(path);
}

// A parser of one file. Its problems never quote a line, which may contain a secret.
class Parser
{
public:
    // Values are views into the content. Continuation lines are moved within the content.
    Parser(int file, QByteArray &content, std::vector<Section> &sections,
           std::vector<Setting> &settings)
        : m_file(file)
        , m_data(content.data())
        , m_content(m_data, content.size())
        , m_sections(sections)
        , m_settings(settings)
    {
    }

    // Returns the problem of line(), as the end of a sentence, or an empty text.
    QString parse()
    {
        if (m_content.startsWith("\xef\xbb\xbf"))
            m_content = m_content.sliced(3);
        while (!m_content.isEmpty()) {
            const qsizetype end = m_content.indexOf('\n');
            const QByteArrayView line = end < 0 ? m_content : m_content.first(end);
            m_content = m_content.sliced(end < 0 ? m_content.size() : end + 1);
            ++m_line;
            if (QString problem = parseLine(line); !problem.isEmpty())
                return problem;
        }
        return {};
    }
    int line() const { return m_line; }

private:
    static constexpr std::size_t none = std::size_t(-1);

    QString parseLine(QByteArrayView line)
    {
        if (!line.isValidUtf8() || line.contains('\0'))
            return u"is not text in UTF-8"_s;
        const QByteArrayView text = line.trimmed();
        if (text.isEmpty() || beginsComment(text.front()))
            return {};
        const auto indent = std::find_if_not(line.begin(), line.end(), isSpace) - line.begin();
        if (m_parent != none && indent > m_indent)
            return parseNested(text);
        if (text.front() == '[')
            return parseHeader(text);
        if (!m_inSection)
            return u"is before the first section"_s;
        m_indent = indent;
        return parseSetting(text, {});
    }

    QString parseHeader(QByteArrayView text)
    {
        const qsizetype end = text.indexOf(']');
        if (end < 0)
            return u"begins a section but has no closing bracket"_s;
        if (!withoutComment(text.sliced(end + 1)).isEmpty())
            return u"has text after the section's closing bracket"_s;
        const QByteArrayView title = text.sliced(1, end - 1).trimmed();
        if (title.isEmpty())
            return u"begins a section without a name"_s;
        Section section { u"profile"_s, QString::fromUtf8(title), m_file, false };
        if (m_file == 0) { // the config file, where profiles have the prefix "profile"
            section.bare = title == "default";
            if (!section.bare) {
                const auto space = std::find_if(title.begin(), title.end(), isSpace);
                section.kind = QString::fromUtf8(QByteArrayView(title.begin(), space));
                section.name = sectionName(QByteArrayView(space, title.end()).trimmed());
            }
        }
        m_sections.push_back(std::move(section));
        m_inSection = true;
        m_parent = none;
        return {};
    }

    QString parseSetting(QByteArrayView text, const QByteArray &prefix)
    {
        const qsizetype equals = text.indexOf('=');
        if (equals < 0)
            return u"is neither a section ([name]) nor a setting (name = value)"_s;
        const QByteArrayView name = text.first(equals).trimmed();
        if (name.isEmpty())
            return u"has no name before the equals sign"_s;
        m_settings.push_back({ m_sections.size() - 1, prefix + name.toByteArray().toLower(),
                               withoutComment(text.sliced(equals + 1)) });
        if (prefix.isEmpty())
            m_parent = m_settings.size() - 1;
        return {};
    }

    // Parses an indented line. It is a nested setting if the setting above has no value, and a
    // continuation of the value otherwise.
    QString parseNested(QByteArrayView text)
    {
        Setting &parent = m_settings[m_parent];
        if (parent.value.isEmpty())
            return parseSetting(text, parent.name + '.');
        char *end = m_data + (parent.value.end() - m_data);
        *end++ = '\n'; // overwrites the line break or spaces between the value and this line
        std::memmove(end, text.data(), std::size_t(text.size()));
        parent.value = { parent.value.begin(), end + text.size() };
        return {};
    }

    const int m_file;
    char *const m_data;
    QByteArrayView m_content; // the part that has not been parsed
    std::vector<Section> &m_sections;
    std::vector<Setting> &m_settings;
    int m_line = 0;
    bool m_inSection = false;
    std::size_t m_parent = none;
    qsizetype m_indent = 0;
};

QDynamoDBError parserError(const QString &file, int line, const QString &problem)
{
    return { Code::ConfigParserError,
             u"%1: line %2 %3"_s.arg(shown(file), QString::number(line), problem) };
}

// The size and the time of a file, which change when it is written.
struct Stamp
{
    explicit Stamp(const QString &path = {})
    {
        const QFileInfo info(path);
        if (path.isEmpty() || !info.exists())
            return;
        size = info.size();
        modified = info.lastModified().toMSecsSinceEpoch();
    }
    bool operator==(const Stamp &) const = default;

    qint64 size = -1; // bytes; -1 if there is no such file
    qint64 modified = 0; // milliseconds since 1970
};

// Returns whether a name consists of the characters that the file format allows.
// https://docs.aws.amazon.com/sdkref/latest/guide/file-format.html
bool isListed(const QString &name)
{
    return !name.isEmpty() && std::all_of(name.begin(), name.end(), [](QChar c) {
        return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || (c >= u'0' && c <= u'9')
                || QStringView(u"_-/.%@:+").contains(c);
    });
}

} // namespace

struct SharedConfig::Data
{
    struct LoadedFile
    {
        QString path;
        QLatin1StringView variable; // that names the file; empty for the default path
        bool isMissing = false;
        QByteArray content {};
        Stamp stamp {};
    };

    Data() = default;
    Q_DISABLE_COPY_MOVE(Data)
    ~Data()
    {
        for (LoadedFile &file : files)
            wipe(file.content);
    }

    const Setting *find(QStringView kind, QStringView name, QStringView setting,
                        std::optional<File> file = {}) const
    {
        const QByteArray key = setting.toUtf8().toLower();
        // Later settings override earlier ones, and the credentials file is read last.
        for (auto i = settings.rbegin(); i != settings.rend(); ++i) {
            const Section &section = sections[i->section];
            if (i->name == key && section.kind == kind && section.name == name
                && (!file || section.file == int(*file))) {
                return &*i;
            }
        }
        return nullptr;
    }

    LoadedFile files[2]; // config, credentials
    std::vector<Section> sections;
    std::vector<Setting> settings;
};

SharedConfig::SharedConfig()
    : d(std::make_shared<Data>())
{
}

SharedConfig::~SharedConfig() = default;
SharedConfig::SharedConfig(const SharedConfig &) noexcept = default;
SharedConfig::SharedConfig(SharedConfig &&) noexcept = default;
SharedConfig &SharedConfig::operator=(const SharedConfig &) noexcept = default;
SharedConfig &SharedConfig::operator=(SharedConfig &&) noexcept = default;

QDynamoDBExpected<SharedConfig> SharedConfig::load(const Environment &environment)
{
    const auto locate = [&environment](const char *variable, QLatin1StringView defaultPath) {
        QString path = environment.value(variable);
        const bool named = !path.isEmpty();
        if (!named)
            path = environment.homeDirectory() + defaultPath;
        else if (path.startsWith("~/"_L1) || path.startsWith(u'~' + QDir::separator()))
            path = environment.homeDirectory() + path.mid(1);
        return Data::LoadedFile { path, named ? QLatin1StringView(variable) : QLatin1StringView() };
    };
    auto data = std::make_shared<Data>();
    data->files[0] = locate("AWS_CONFIG_FILE", "/.aws/config"_L1);
    data->files[1] = locate("AWS_SHARED_CREDENTIALS_FILE", "/.aws/credentials"_L1);

    for (int i = 0; i < 2; ++i) {
        Data::LoadedFile &file = data->files[i];
        file.stamp = Stamp(file.path); // before reading, so that a later write is noticed
        FileRead read = readLocalFile(file.path, maximumFileSize);
        file.isMissing = read.status == FileRead::Status::Missing;
        if (!read.isRead() && !file.isMissing) {
            const bool isTooLarge = read.status == FileRead::Status::TooLarge;
            return QDynamoDBError(isTooLarge ? Code::ConfigParserError : Code::ConfigNotFound,
                                  shown(file.path) + u' ' + read.problem);
        }
        file.content = std::move(read.content);
        Parser parser(i, file.content, data->sections, data->settings);
        if (const QString problem = parser.parse(); !problem.isEmpty())
            return parserError(file.path, parser.line(), problem);
    }

    const auto isDefault = [](const Section &section) {
        return section.file == 0 && !section.bare && section.kind == "profile"_L1
                && section.name == "default"_L1;
    };
    if (std::any_of(data->sections.cbegin(), data->sections.cend(), isDefault)) {
        const auto isOverridden = [&data](const Setting &setting) {
            return data->sections[setting.section].bare;
        };
        data->settings.erase(std::remove_if(data->settings.begin(), data->settings.end(),
                                            isOverridden),
                             data->settings.end());
    }
    SharedConfig config;
    config.d = std::move(data);
    return config;
}

QStringList SharedConfig::profiles() const
{
    QStringList names;
    for (const Section &section : d->sections) {
        if (section.kind == "profile"_L1 && isListed(section.name))
            names += section.name;
    }
    names.removeDuplicates();
    return names;
}

bool SharedConfig::hasProfile(QStringView profile) const
{
    return !profile.isEmpty() && hasSection(u"profile", profile);
}

bool SharedConfig::hasSection(QStringView kind, QStringView name) const
{
    return std::any_of(d->sections.cbegin(), d->sections.cend(), [&](const Section &section) {
        return section.kind == kind && section.name == name;
    });
}

QByteArrayView SharedConfig::bytes(QStringView profile, QStringView name) const
{
    const Setting *setting = d->find(u"profile", profile, name);
    return setting ? setting->value : QByteArrayView();
}

QString SharedConfig::setting(QStringView profile, QStringView name) const
{
    return QString::fromUtf8(bytes(profile, name));
}

QString SharedConfig::fileOf(QStringView profile, QStringView name) const
{
    const Setting *setting = d->find(u"profile", profile, name);
    return setting ? d->files[d->sections[setting->section].file].path : QString();
}

bool SharedConfig::has(QStringView profile, QStringView name) const
{
    return d->find(u"profile", profile, name) != nullptr;
}

QByteArrayView SharedConfig::bytes(File file, QStringView profile, QStringView name) const
{
    const Setting *setting = d->find(u"profile", profile, name, file);
    return setting ? setting->value : QByteArrayView();
}

bool SharedConfig::has(File file, QStringView profile, QStringView name) const
{
    return d->find(u"profile", profile, name, file) != nullptr;
}

QString SharedConfig::sectionSetting(QStringView kind, QStringView section, QStringView name) const
{
    const Setting *setting = d->find(kind, section, name);
    return setting ? QString::fromUtf8(setting->value) : QString();
}

QStringList SharedConfig::sectionSettings(QStringView kind, QStringView section) const
{
    QStringList names;
    for (const Setting &setting : d->settings) {
        const Section &owner = d->sections[setting.section];
        if (owner.kind == kind && owner.name == section)
            names += QString::fromUtf8(setting.name);
    }
    names.removeDuplicates();
    return names;
}

bool SharedConfig::isCurrent() const
{
    return std::all_of(std::begin(d->files), std::end(d->files),
                       [](const Data::LoadedFile &file) { return Stamp(file.path) == file.stamp; });
}

QString SharedConfig::configFile() const
{
    return d->files[0].path;
}

QString SharedConfig::credentialsFile() const
{
    return d->files[1].path;
}

QString SharedConfig::missingFiles() const
{
    QStringList sentences;
    for (const Data::LoadedFile &file : d->files) {
        if (file.isMissing && !file.variable.isEmpty()) {
            sentences += u"%1, which %2 names, does not exist"_s.arg(shown(file.path),
                                                                     file.variable);
        }
    }
    return sentences.join(". "_L1);
}

QString profileName(const Environment &environment, const QString &chosen)
{
    if (!chosen.isEmpty())
        return chosen;
    for (const char *variable : { "AWS_PROFILE", "AWS_DEFAULT_PROFILE" }) {
        if (QString name = environment.value(variable); !name.isEmpty())
            return name;
    }
    return u"default"_s;
}

} // namespace QtDynamoDBPrivate
