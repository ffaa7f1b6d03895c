// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "connectionbar.h"

#include <QtDynamoDB/QDynamoDBClient>
#include <QtDynamoDB/QDynamoDBProfiles>

#include <QtCore/QSettings>
#include <QtNetwork/QHostAddress>
#include <QtGui/QAction>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QStyle>

using namespace Qt::StringLiterals;

namespace {

// Creates an input field that offers earlier inputs.
QComboBox *createHistoryBox(const QString &key, const QString &placeholder, QWidget *parent)
{
    auto *box = new QComboBox(parent);
    box->setEditable(true);
    box->addItems(QSettings().value(key).toStringList());
    box->setCurrentText({});
    box->lineEdit()->setPlaceholderText(placeholder);
    box->lineEdit()->setClearButtonEnabled(true);
    return box;
}

void addToHistory(QComboBox *box, const QString &key)
{
    const QString text = box->currentText();
    if (text.isEmpty())
        return;
    QSettings settings;
    QStringList known = settings.value(key).toStringList();
    known.removeAll(text);
    known.prepend(text);
    settings.setValue(key, known.mid(0, 10));
    if (box->findText(text) < 0)
        box->insertItem(0, text);
}

} // namespace

ConnectionBar::ConnectionBar(QWidget *parent)
    : QToolBar(tr("Connection"), parent)
    , m_endpoint(createHistoryBox(u"endpoints"_s, tr("endpoint of the region"), this))
    , m_profile(createHistoryBox(u"profiles"_s, tr("default"), this))
    , m_region(new QLineEdit(this))
    , m_profiles(new QDynamoDBProfiles(this))
{
    setObjectName("connection"_L1);
    setMovable(false);
    m_endpoint->setObjectName("endpoint"_L1);
    m_endpoint->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_endpoint->setToolTip(tr("URL of the service, such as http://127.0.0.1:8000"));
    m_region->setObjectName("region"_L1);
    m_region->setPlaceholderText(tr("from the environment"));
    m_region->setMaximumWidth(170);
    m_region->setToolTip(tr("AWS region, such as eu-central-1"));
    m_profile->setObjectName("profile"_L1);
    m_profile->setMaximumWidth(170);
    m_profile->setToolTip(tr("Profile of the shared AWS files; keys are taken from there"));

    const auto labelled = [this](const QString &text, QWidget *buddy) {
        auto *label = new QLabel(text, this);
        label->setBuddy(buddy);
        label->setContentsMargins(6, 0, 4, 0);
        addWidget(label);
        addWidget(buddy);
    };
    labelled(tr("&Endpoint"), m_endpoint);
    labelled(tr("Re&gion"), m_region);
    labelled(tr("&Profile"), m_profile);
    QAction *connectAction = addAction(style()->standardIcon(QStyle::SP_BrowserReload),
                                       tr("Connect"), this, &ConnectionBar::connectRequested);
    connectAction->setToolTip(tr("Connect, and list the tables"));
    for (QLineEdit *edit : { m_endpoint->lineEdit(), m_region, m_profile->lineEdit() })
        connect(edit, &QLineEdit::returnPressed, this, &ConnectionBar::connectRequested);
    connect(m_profiles, &QDynamoDBProfiles::namesChanged, this, &ConnectionBar::offerProfiles);
    connect(m_profiles, &QDynamoDBProfiles::errorChanged, this,
            [this] { Q_EMIT profilesFailed(m_profiles->error()); });
}

void ConnectionBar::offerProfiles()
{
    const QString text = m_profile->currentText();
    const QStringList names = m_profiles->names();
    for (const QString &profile : names) {
        if (m_profile->findText(profile) < 0)
            m_profile->addItem(profile);
    }
    m_profile->setCurrentText(text);
}

void ConnectionBar::setEndpoint(const QString &endpoint)
{
    m_endpoint->setCurrentText(endpoint);
}

void ConnectionBar::setRegion(const QString &region)
{
    m_region->setText(region);
}

void ConnectionBar::setProfile(const QString &profile)
{
    m_profile->setCurrentText(profile);
}

void ConnectionBar::configure(QDynamoDBAbstractClient *client)
{
    const QUrl endpoint = QUrl::fromUserInput(m_endpoint->currentText());
    client->setEndpoint(endpoint);
    client->setRegion(m_region->text());
    client->setProfile(m_profile->currentText());
    if (QHostAddress(endpoint.host()).isLoopback()) {
        // DynamoDB Local accepts any key, but has separate tables for each key and region.
        client->setCredentials({ u"local"_s, u"local"_s });
        if (m_region->text().isEmpty())
            client->setRegion(u"local"_s);
    } else {
        client->setCredentials({});
    }
    addToHistory(m_endpoint, u"endpoints"_s);
    addToHistory(m_profile, u"profiles"_s);
}
