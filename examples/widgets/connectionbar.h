// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef CONNECTIONBAR_H
#define CONNECTIONBAR_H

#include <QtWidgets/QToolBar>

class QDynamoDBAbstractClient;
class QDynamoDBError;
class QDynamoDBProfiles;
QT_BEGIN_NAMESPACE
class QComboBox;
class QLineEdit;
QT_END_NAMESPACE

// A tool bar for the connection settings: endpoint, region and profile. It handles no secrets.
class ConnectionBar : public QToolBar
{
    Q_OBJECT

public:
    explicit ConnectionBar(QWidget *parent = nullptr);

    void setEndpoint(const QString &endpoint);
    void setRegion(const QString &region);
    void setProfile(const QString &profile);

    // Applies the settings to the client.
    void configure(QDynamoDBAbstractClient *client);

Q_SIGNALS:
    void connectRequested();
    // The shared files cannot be read. The bar then offers no profiles.
    void profilesFailed(const QDynamoDBError &error);

private:
    void offerProfiles();

    QComboBox *m_endpoint;
    QComboBox *m_profile;
    QLineEdit *m_region;
    QDynamoDBProfiles *m_profiles;
};

#endif
