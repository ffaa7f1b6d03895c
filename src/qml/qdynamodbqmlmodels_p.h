// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef QDYNAMODBQMLMODELS_P_H
#define QDYNAMODBQMLMODELS_P_H

#include <QtDynamoDB/qdynamodbqmlexports.h>
#include <QtDynamoDB/qdynamodbquerymodel.h>
#include <QtDynamoDB/qdynamodbscanmodel.h>

#include <QtQml/qjsvalue.h>
#include <QtQml/qqml.h>
#include <QtQml/qqmlparserstatus.h>

// The models in QML. Conditions are texts or JavaScript objects. An attribute that begins with a
// capital letter has a second role that begins with a small one, because properties of QML do.

struct QDynamoDBItemModelForeign
{
    Q_GADGET
    QML_FOREIGN(QDynamoDBItemModel)
    QML_NAMED_ELEMENT(DynamoDBItemModel)
    QML_UNCREATABLE("Use DynamoDBQueryModel or DynamoDBScanModel")
};

class Q_DYNAMODB_QML_EXPORT QDynamoDBQmlQueryModel : public QDynamoDBQueryModel,
                                                     public QQmlParserStatus
{
    Q_OBJECT
    QML_NAMED_ELEMENT(DynamoDBQueryModel)
    Q_INTERFACES(QQmlParserStatus)
    Q_PROPERTY(QJSValue keyCondition READ jsKeyCondition WRITE setJsKeyCondition NOTIFY
                       keyConditionChanged FINAL)
    Q_PROPERTY(QJSValue filter READ jsFilter WRITE setJsFilter NOTIFY filterChanged FINAL)
    Q_PROPERTY(QJSValue values READ jsValues WRITE setJsValues NOTIFY valuesChanged FINAL)
    Q_PROPERTY(QJSValue writeOptions READ jsWriteOptions WRITE setJsWriteOptions NOTIFY
                       writeOptionsChanged FINAL)

public:
    using QDynamoDBQueryModel::QDynamoDBQueryModel;

    [[nodiscard]] QJSValue jsKeyCondition() const;
    void setJsKeyCondition(const QJSValue &condition);
    [[nodiscard]] QJSValue jsFilter() const;
    void setJsFilter(const QJSValue &condition);
    [[nodiscard]] QJSValue jsValues() const;
    void setJsValues(const QJSValue &values);
    [[nodiscard]] QJSValue jsWriteOptions() const { return m_writeOptions; }
    void setJsWriteOptions(const QJSValue &options);

    Q_INVOKABLE bool setAttribute(int row, const QString &attribute, const QJSValue &value);
    Q_INVOKABLE bool append(const QJSValue &item);
    Q_INVOKABLE bool insert(int row, const QJSValue &item);
    [[nodiscard]] Q_INVOKABLE int rowOf(const QJSValue &key);
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;

    void classBegin() override { QDynamoDBQueryModel::classBegin(); }
    void componentComplete() override { QDynamoDBQueryModel::componentComplete(); }

Q_SIGNALS:
    void writeOptionsChanged();

private:
    QJSValue m_keyCondition;
    QJSValue m_filter;
    QJSValue m_values;
    QJSValue m_writeOptions;
};

class Q_DYNAMODB_QML_EXPORT QDynamoDBQmlScanModel : public QDynamoDBScanModel,
                                                    public QQmlParserStatus
{
    Q_OBJECT
    QML_NAMED_ELEMENT(DynamoDBScanModel)
    Q_INTERFACES(QQmlParserStatus)
    Q_PROPERTY(QJSValue filter READ jsFilter WRITE setJsFilter NOTIFY filterChanged FINAL)
    Q_PROPERTY(QJSValue values READ jsValues WRITE setJsValues NOTIFY valuesChanged FINAL)
    Q_PROPERTY(QJSValue writeOptions READ jsWriteOptions WRITE setJsWriteOptions NOTIFY
                       writeOptionsChanged FINAL)

public:
    using QDynamoDBScanModel::QDynamoDBScanModel;

    [[nodiscard]] QJSValue jsFilter() const;
    void setJsFilter(const QJSValue &condition);
    [[nodiscard]] QJSValue jsValues() const;
    void setJsValues(const QJSValue &values);
    [[nodiscard]] QJSValue jsWriteOptions() const { return m_writeOptions; }
    void setJsWriteOptions(const QJSValue &options);

    Q_INVOKABLE bool setAttribute(int row, const QString &attribute, const QJSValue &value);
    Q_INVOKABLE bool append(const QJSValue &item);
    Q_INVOKABLE bool insert(int row, const QJSValue &item);
    [[nodiscard]] Q_INVOKABLE int rowOf(const QJSValue &key);
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;

    void classBegin() override { QDynamoDBScanModel::classBegin(); }
    void componentComplete() override { QDynamoDBScanModel::componentComplete(); }

Q_SIGNALS:
    void writeOptionsChanged();

private:
    QJSValue m_filter;
    QJSValue m_values;
    QJSValue m_writeOptions;
};

#endif
