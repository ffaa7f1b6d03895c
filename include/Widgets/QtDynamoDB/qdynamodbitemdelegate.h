// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef QDYNAMODBITEMDELEGATE_H
#define QDYNAMODBITEMDELEGATE_H

#include <QtDynamoDB/qdynamodbwidgetsexports.h>

#include <QtWidgets/qstyleditemdelegate.h>

#include <memory>

class QDynamoDBItemDelegatePrivate;

// A delegate that shows and edits DynamoDB values of all types in the cells of a
// QDynamoDBItemModel.
class Q_DYNAMODB_WIDGETS_EXPORT QDynamoDBItemDelegate : public QStyledItemDelegate
{
    Q_OBJECT
    Q_PROPERTY(BinaryFormat binaryFormat READ binaryFormat WRITE setBinaryFormat NOTIFY
                       binaryFormatChanged FINAL)
    Q_PROPERTY(TypeChange typeChange READ typeChange WRITE setTypeChange NOTIFY typeChangeChanged
                       FINAL)

public:
    enum class BinaryFormat {
        Base64,
        Hexadecimal,
    };
    Q_ENUM(BinaryFormat)

    enum class TypeChange {
        Allowed, // the user can choose another type, set null, or remove the attribute
        Refused,
    };
    Q_ENUM(TypeChange)

    explicit QDynamoDBItemDelegate(QObject *parent = nullptr);
    ~QDynamoDBItemDelegate() override;
    Q_DISABLE_COPY_MOVE(QDynamoDBItemDelegate)

    [[nodiscard]] BinaryFormat binaryFormat() const;
    void setBinaryFormat(BinaryFormat format);
    [[nodiscard]] TypeChange typeChange() const;
    void setTypeChange(TypeChange change);

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option,
                                 const QModelIndex &index) const override;
    [[nodiscard]] QWidget *createEditor(QWidget *parent, const QStyleOptionViewItem &option,
                                        const QModelIndex &index) const override;
    void setEditorData(QWidget *editor, const QModelIndex &index) const override;
    void setModelData(QWidget *editor, QAbstractItemModel *model,
                      const QModelIndex &index) const override;
    void updateEditorGeometry(QWidget *editor, const QStyleOptionViewItem &option,
                              const QModelIndex &index) const override;
    bool helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option,
                   const QModelIndex &index) override;

Q_SIGNALS:
    void binaryFormatChanged();
    void typeChangeChanged();

    // The input can't be written. The editor stays open or is opened again.
    void inputRefused(const QModelIndex &index, const QString &reason);

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override;
    bool eventFilter(QObject *object, QEvent *event) override;
    void connectNotify(const QMetaMethod &signal) override;
    void disconnectNotify(const QMetaMethod &signal) override;

private:
    const std::unique_ptr<QDynamoDBItemDelegatePrivate> d;
};

#endif
