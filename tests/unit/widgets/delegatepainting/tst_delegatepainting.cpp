// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "faketable/cellstest.h"
#include "waiting/longtimeouts.h"

#include <QtDynamoDB/qdynamodbitemdelegate.h>

#include <QtCore/qidentityproxymodel.h>
#include <QtGui/qevent.h>
#include <QtGui/qpainter.h>
#include <QtWidgets/qapplication.h>
#include <QtWidgets/qtableview.h>
#include <QtWidgets/qtooltip.h>

#include <memory>

using namespace Qt::StringLiterals;

namespace {

class Delegate : public QDynamoDBItemDelegate
{
public:
    using QDynamoDBItemDelegate::initStyleOption;
    using QDynamoDBItemDelegate::QDynamoDBItemDelegate;
};

// Counts the roles that are requested.
class CountingProxy : public QIdentityProxyModel
{
public:
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override
    {
        if (role == Qt::DisplayRole || role == Qt::EditRole)
            ++texts;
        return QIdentityProxyModel::data(index, role);
    }
    mutable int texts = 0;
};

} // namespace

// Painting values with QDynamoDBItemDelegate; tst_qdynamodbitemdelegate tests editing.
class tst_DelegatePainting : public CellsTest
{
    Q_OBJECT

private Q_SLOTS:
    void shown_data();
    void shown();
    void marks();
    void cheapPainting();
    void toolTip();
};

void tst_DelegatePainting::shown_data()
{
    QTest::addColumn<QString>("attribute");
    QTest::addColumn<QString>("text");
    QTest::newRow("text") << u"words"_s << u"a few words"_s;
    QTest::newRow("lines") << u"lines"_s << u"a\u21b5b"_s;
    QTest::newRow("nul") << u"nulCharacter"_s << u"a\u2400b"_s;
    QTest::newRow("number") << u"exact"_s << u"1234567890.1234567890123456789012345678"_s;
    QTest::newRow("bool") << u"no"_s << u"false"_s;
    QTest::newRow("null") << u"nothing"_s << u"null"_s;
    QTest::newRow("absent") << u"absent"_s << u"absent"_s;
    QTest::newRow("empty") << u"emptyText"_s << u"empty text"_s;
    QTest::newRow("empty binary") << u"emptyBinary"_s << u"empty binary"_s;
    QTest::newRow("binary") << u"binary"_s << u"base64 /wB6"_s;
    QTest::newRow("list") << u"list"_s << u"[1, \"x\"]"_s;
    QTest::newRow("map") << u"map"_s << u"{\"a\": 1}"_s;
    QTest::newRow("set") << u"binaries"_s << u"base64 [\"eA==\", \"eQ==\"]"_s;
    QTest::newRow("empty list") << u"emptyList"_s << u"[]"_s;
}

void tst_DelegatePainting::shown()
{
    QFETCH(const QString, attribute);
    QFETCH(const QString, text);

    const Delegate delegate;
    QStyleOptionViewItem option;
    option.rect = QRect(0, 0, 400, 20);
    delegate.initStyleOption(&option, cell(attribute));
    QCOMPARE(option.text, text);
    QCOMPARE(option.displayAlignment.testFlag(Qt::AlignRight), attribute == u"exact"_s);
}

// Type names and other marks differ in style from equal strings.
void tst_DelegatePainting::marks()
{
    const Delegate delegate;
    for (const auto &[attribute, word] :
         { std::pair { u"nothing"_s, u"null"_s }, std::pair { u"absent"_s, u"absent"_s },
           std::pair { u"emptyText"_s, u"empty text"_s } }) {
        QStyleOptionViewItem mark;
        mark.palette = QApplication::palette();
        QStyleOptionViewItem text = mark;
        delegate.initStyleOption(&mark, cell(attribute));
        QVERIFY(m_model->setAttribute(0, u"words"_s, word));
        delegate.initStyleOption(&text, cell(u"words"_s));
        QCOMPARE(mark.text, text.text);
        QVERIFY(mark.font.italic());
        QVERIFY(!text.font.italic());
        QVERIFY(mark.palette.color(QPalette::Text) != text.palette.color(QPalette::Text));
    }
}

// Painting a cell does not create the whole text of a large value.
void tst_DelegatePainting::cheapPainting()
{
    const QString text(400000, u'w');
    QDynamoDBValueList list;
    for (int i = 0; i < 20000; ++i)
        list.append(u"element"_s);
    QVERIFY(m_model->setAttribute(0, u"words"_s, text));
    QVERIFY(m_model->setAttribute(0, u"list"_s, QVariant::fromValue(QDynamoDBValue(list))));
    QVERIFY(m_model->setAttribute(0, u"binary"_s, QByteArray(400000, 'b')));
    CountingProxy counting;
    counting.setSourceModel(m_model.get());
    const Delegate delegate;
    for (const QString &attribute : { u"words"_s, u"list"_s, u"binary"_s, u"tooLongLines"_s }) {
        const QModelIndex index = counting.mapFromSource(cell(attribute));
        QStyleOptionViewItem option;
        option.rect = QRect(0, 0, 100, 20);
        delegate.initStyleOption(&option, index);
        QVERIFY2(option.text.size() <= 80, qPrintable(QString::number(option.text.size())));
        QVERIFY(option.text.contains(u'…'));
        option.rect = {};
        QVERIFY(delegate.sizeHint(option, index).width() < 10000);
        QPixmap pixmap(100, 20);
        QPainter painter(&pixmap);
        option.rect = pixmap.rect();
        delegate.paint(&painter, option, index);
    }
    QCOMPARE(counting.texts, 0);
}

void tst_DelegatePainting::toolTip()
{
    QVERIFY(m_model->setAttribute(0, u"words"_s, QString(u"<img src=x> "_s.repeated(40000))));
    const QModelIndex index = cell(u"words"_s);
    QTableView view;
    view.setModel(m_model.get());
    view.show();
    Delegate delegate;
    QStyleOptionViewItem option;
    option.initFrom(&view);
    option.rect = QRect(0, 0, 60, 20);
    QHelpEvent event(QEvent::ToolTip, QPoint(5, 5), view.mapToGlobal(QPoint(5, 5)));
    QVERIFY(delegate.helpEvent(&event, &view, option, index));
    QVERIFY2(QToolTip::text().startsWith("<p>&lt;img src=x&gt;"_L1), qPrintable(QToolTip::text()));
    QVERIFY(QToolTip::text().size() < 3000);
    QToolTip::hideText();
}

QTEST_MAIN(tst_DelegatePainting)
#include "tst_delegatepainting.moc"
