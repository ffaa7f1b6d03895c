// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef QDYNAMODBPROFILES_H
#define QDYNAMODBPROFILES_H

#include <QtDynamoDB/qdynamodberror.h>
#include <QtDynamoDB/qdynamodbexpected.h>

#include <QtCore/qobject.h>
#include <QtCore/qstringlist.h>

#include <memory>

class QDynamoDBProfilesPrivate;

// The names of the profiles in the shared config and credentials files of AWS, for a list to choose
// from.
class Q_DYNAMODB_EXPORT QDynamoDBProfiles : public QObject
{
    Q_OBJECT
    Q_PROPERTY(QStringList names READ names NOTIFY namesChanged FINAL)
    Q_PROPERTY(bool loading READ isLoading NOTIFY loadingChanged FINAL)
    Q_PROPERTY(QDynamoDBError error READ error NOTIFY errorChanged FINAL)

public:
    explicit QDynamoDBProfiles(QObject *parent = nullptr);
    ~QDynamoDBProfiles() override;
    Q_DISABLE_COPY_MOVE(QDynamoDBProfiles)

    [[nodiscard]] QStringList names() const;
    [[nodiscard]] bool isLoading() const;
    [[nodiscard]] QDynamoDBError error() const;

    Q_INVOKABLE void reload();

    // Reads the files in the calling thread and returns the names.
    [[nodiscard]] static QDynamoDBExpected<QStringList> read();

Q_SIGNALS:
    void namesChanged();
    void loadingChanged();
    void errorChanged();

private:
    const std::unique_ptr<QDynamoDBProfilesPrivate> d;
};

#endif
