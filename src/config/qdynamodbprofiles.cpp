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
    \brief The names of the profiles in the shared config and credentials files of AWS.

    The names are meant for a list from which the user chooses a profile; pass the choice to
    QDynamoDBAbstractClient::setProfile(). The files are those that
    QDynamoDBCredentialsProvider::sharedFiles() reads. They are read in another thread, for the
    first time when the object is constructed. Use the object in the thread that it lives in, which
    needs an event loop.

    \since 0.1
    \sa
    {https://docs.aws.amazon.com/sdkref/latest/guide/file-format.html}{Shared config and credentials files}
*/

/*!
    \qmltype DynamoDBProfiles
    \inqmlmodule QtDynamoDB
    \instantiates QDynamoDBProfiles
    \brief The names of the profiles in the shared config and credentials files of AWS.

    \qml
    Column {
        DynamoDBProfiles { id: profiles }
        ComboBox {
            model: profiles.names
            onActivated: db.profile = currentText
        }
        Label {
            text: profiles.error.message // empty without an error
        }
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
        const auto deliver = m_mailbox.slot<Result>(
                [this, reading = ++m_reading](const std::optional<Result> &result) {
                    if (result && reading == m_reading) // no later load() was called
                        loaded(*result);
                });
        runInThreadPool([deliver] { deliver(QDynamoDBProfiles::read()); });
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
    Mailbox m_mailbox; // the last member, so that it is closed before the others are destroyed
};

/*!
    Constructs a list of profiles with the given \a parent, and starts to read the files.
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
    \brief the names of the profiles.

    The order is that of the config file, followed by the credentials file. Names with characters
    that the file format does not allow, such as \c {sso-session x} in the credentials file, are
    omitted.

    The list is empty until the files have been read for the first time, and after an error.
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
    \brief the error of the last reading.

    \list
    \li QDynamoDBError::ConfigParserError: a file is malformed or larger than 1 MiB. The message
        names the file, and the line of a malformed one.
    \li QDynamoDBError::ConfigNotFound: a file cannot be read, or there are no profiles and
        \c AWS_CONFIG_FILE or \c AWS_SHARED_CREDENTIALS_FILE names a file that does not exist. Any
        other missing file is not an error.
    \endlist
*/
QDynamoDBError QDynamoDBProfiles::error() const
{
    return d->error;
}

/*!
    Reads the files again. \l names and \l error keep their values until the files have been read.
*/
void QDynamoDBProfiles::reload()
{
    d->load();
}

/*!
    Reads the files in the calling thread, which may be any thread. Returns the names, or the error
    as described at \l error. This function needs no event loop.
*/
QDynamoDBExpected<QStringList> QDynamoDBProfiles::read()
{
    const auto files = SharedConfig::load({});
    if (!files)
        return files.error();
    QStringList names = files->profiles();
    // A missing file that a variable names is reported only if the other file has no profiles.
    if (const QString missing = files->missingFiles(); names.isEmpty() && !missing.isEmpty())
        return QDynamoDBError(QDynamoDBError::Code::ConfigNotFound, missing);
    return names;
}
