// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef QDYNAMODBFIXTURE_H
#define QDYNAMODBFIXTURE_H

#include <QtDynamoDB/qdynamodbtestexports.h>

#include <QtCore/qobject.h>

#include <memory>

class QDynamoDBClient;
class QDynamoDBFixturePrivate;
class QDynamoDBItem;

// Tables and items for a test. The tables are deleted with the fixture.
class Q_DYNAMODB_TEST_EXPORT QDynamoDBFixture : public QObject
{
    Q_OBJECT
    Q_PROPERTY(QDynamoDBClient *client READ client WRITE setClient NOTIFY clientChanged FINAL)
    Q_PROPERTY(QStringList tableNames READ tableNames NOTIFY tableNamesChanged FINAL)
    Q_PROPERTY(QString errorString READ errorString NOTIFY errorStringChanged FINAL)
    Q_MOC_INCLUDE("QtDynamoDB/qdynamodbclient.h")

public:
    // The format of items in a file.
    enum class Format {
        Plain, // plain JSON: {"Id": 1}
        Service, // DynamoDB JSON: {"Id": {"N": "1"}}
    };
    Q_ENUM(Format)

    explicit QDynamoDBFixture(QObject *parent = nullptr);
    explicit QDynamoDBFixture(QDynamoDBClient *client, QObject *parent = nullptr);
    ~QDynamoDBFixture() override;
    Q_DISABLE_COPY_MOVE(QDynamoDBFixture)

    [[nodiscard]] QDynamoDBClient *client() const;
    void setClient(QDynamoDBClient *client);
    [[nodiscard]] QStringList tableNames() const; // created and not deleted yet
    [[nodiscard]] QString errorString() const;

    [[nodiscard]] Q_INVOKABLE bool createTables(const QString &file);
    [[nodiscard]] Q_INVOKABLE bool loadItems(const QString &tableName, const QString &file,
                                             QDynamoDBFixture::Format format = Format::Plain);
    [[nodiscard]] bool putItems(const QString &tableName, const QList<QDynamoDBItem> &items);
    Q_INVOKABLE bool dropTables();

Q_SIGNALS:
    void clientChanged();
    void tableNamesChanged();
    void errorStringChanged();

private:
    const std::unique_ptr<QDynamoDBFixturePrivate> d;
};

#endif
