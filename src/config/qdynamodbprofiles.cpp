// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include <QtDynamoDB/qdynamodbprofiles.h>

#include "eventloop/mailbox_p.h"
#include "config/sharedconfig_p.h"
#include "transport/descriptors_p.h"

using namespace QtDynamoDBPrivate;

using Result = QDynamoDBExpected<QStringList>;

/*!
    \class QDynamoDBProfiles
    \inmodule QtDynamoDB
    \brief The profiles that the AWS tools' shared files have, to choose one from.

    The files are those that QDynamoDBCredentialsProvider::sharedFiles() reads. They are read by
    another thread, for the first time when the object is made; namesChanged() tells when they have
    been. What was chosen goes to QDynamoDBAbstractClient::setProfile().

    \sa
    {https://docs.aws.amazon.com/sdkref/latest/guide/file-format.html}{Shared config and
    credentials files}
*/

/*!
    \qmltype DynamoDBProfiles
    \inqmlmodule QtDynamoDB
    \instantiates QDynamoDBProfiles
    \brief The profiles that the AWS tools' shared files have, to choose one from.

    \qml
    DynamoDBProfiles { id: profiles }
    ComboBox {
        model: profiles.names
        onActivated: db.profile = currentText
    }
    Label {
        text: profiles.error.message // empty where all is well
    }
    \endqml
*/

class QDynamoDBProfilesPrivate
{
public:
    explicit QDynamoDBProfilesPrivate(QDynamoDBProfiles *profiles)
        : q(profiles)
        , m_mailbox(profiles)
    {
    }

    void load()
    {
        const auto answer = m_mailbox.slot<Result>(
                [this, reading = ++m_reading](const std::optional<Result> &result) {
                    if (result && reading == m_reading) // the latest counts
                        loaded(*result);
                });
        runInThreadPool([answer] { answer(QDynamoDBProfiles::read()); });
        if (!std::exchange(loading, true))
            Q_EMIT q->loadingChanged();
    }

    QStringList names;
    QDynamoDBError error;
    bool loading = false;

private:
    void loaded(const Result &result)
    {
        const bool changesNames = std::exchange(names, result.valueOr({})) != names;
        const bool changesError = std::exchange(error, result.error()) != error;
        loading = false;
        if (changesNames)
            Q_EMIT q->namesChanged();
        if (changesError)
            Q_EMIT q->errorChanged();
        Q_EMIT q->loadingChanged();
    }

    QDynamoDBProfiles *const q;
    int m_reading = 0;
    Mailbox m_mailbox; // last: closed before the rest goes
};

/*!
    Makes a list with the given \a parent, and begins to read.
*/
QDynamoDBProfiles::QDynamoDBProfiles(QObject *parent)
    : QObject(parent)
    , d(std::make_unique<QDynamoDBProfilesPrivate>(this))
{
    reload();
}

QDynamoDBProfiles::~QDynamoDBProfiles() = default;

/*!
    \property QDynamoDBProfiles::names
    \brief the profiles' names, in the order of the config file and then of the credentials file.

    Names with characters that the file format does not allow, such as \c{sso-session x} in the
    credentials file, are not listed.

    Empty while they are read for the first time, where there are none, and with an error.
*/
QStringList QDynamoDBProfiles::names() const
{
    return d->names;
}

/*!
    \property QDynamoDBProfiles::loading
    \brief whether the files are being read.
*/
bool QDynamoDBProfiles::isLoading() const
{
    return d->loading;
}

/*!
    \property QDynamoDBProfiles::error
    \brief why there are no names, if that is so.

    QDynamoDBError::Code::ConfigParserError, with file and line, for a malformed file;
    QDynamoDBError::Code::ConfigNotFound for a file that cannot be read, and where there are no
    profiles and \c AWS_CONFIG_FILE or \c AWS_SHARED_CREDENTIALS_FILE names a file that does not
    exist. Otherwise a missing file is not an error.
*/
QDynamoDBError QDynamoDBProfiles::error() const
{
    return d->error;
}

/*!
    Reads the files again. Until that is done names and error stay as they are.
*/
void QDynamoDBProfiles::reload()
{
    d->load();
}

/*!
    Returns the names, or the error, for programs without an event loop. Reads the files in the
    calling thread, which may be any.
*/
QDynamoDBExpected<QStringList> QDynamoDBProfiles::read()
{
    const auto files = SharedConfig::load({});
    if (!files)
        return files.error();
    QStringList names = files->profiles();
    // A misspelt variable is reported only where the other file has no profiles to offer.
    if (const QString missing = files->missingFiles(); names.isEmpty() && !missing.isEmpty())
        return QDynamoDBError(QDynamoDBError::Code::ConfigNotFound, missing);
    return names;
}
