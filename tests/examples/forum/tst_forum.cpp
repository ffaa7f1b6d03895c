// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "forum.h"
#include "waiting/longtimeouts.h"

#include <QtDynamoDB/QDynamoDBException>
#include <QtDynamoDB/qdynamodbapi_query.h>

#include <QtCore/QTemporaryDir>
#include <QtQuick/QQuickItem>
#include <QtQuick/QQuickWindow>
#include <QtTest/QTest>

using namespace Qt::StringLiterals;

// The QML example with its demonstration data, operated with mouse and keyboard.
class tst_Forum : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();

    void showsForums();
    void chooseForum();
    void scrolling();
    void writeReply();
    void changesOfOthers();
    void editReply();
    void conflict();
    void colorSchemes();
    void narrowWindow();
    void profiles();
    void serverAway(); // last, because it stops the server

private:
    [[nodiscard]] QQuickItem *item(const QString &name) const { return find(m_root, name); }
    [[nodiscard]] static QQuickItem *find(QQuickItem *in, const QString &name);
    [[nodiscard]] static QString text(QQuickItem *in); // all visible texts
    [[nodiscard]] QQuickItem *row(const QString &list, int index) const;
    [[nodiscard]] int count(const QString &list) const
    {
        return item(list)->property("count").toInt();
    }
    void click(QQuickItem *on) const;
    void type(const QString &what) const;
    void choose(const QString &forum, int thread) const;
    void writeConfig(const QByteArray &content) const;

    QTemporaryDir m_home;
    Forum m_forum;
    QQuickItem *m_root = nullptr;
    QDynamoDBClient m_other; // changes the same tables
};

void tst_Forum::initTestCase()
{
    qputenv("AWS_CONFIG_FILE", QFile::encodeName(m_home.filePath(u"config"_s)));
    qputenv("AWS_SHARED_CREDENTIALS_FILE", QFile::encodeName(m_home.filePath(u"credentials"_s)));
    QVERIFY(QFile(m_home.filePath(u"credentials"_s)).open(QIODevice::WriteOnly));
    writeConfig("[default]\n[profile work]\nregion = eu-central-1\n");
    QVERIFY(m_forum.start({ u"forum"_s, u"--demo"_s }));
    m_root = m_forum.window()->contentItem();
    m_forum.window()->resize(1180, 760);
    QVERIFY(QTest::qWaitForWindowExposed(m_forum.window()));
    QTRY_VERIFY2_WITH_TIMEOUT(m_forum.window()->property("ready").toBool(),
                              qPrintable(m_forum.window()->property("problem").toString()), 120000);
    m_other.setEndpoint(m_forum.server().endpoint());
    m_other.setRegion(u"local"_s);
    m_other.setCredentials({ u"local"_s, u"local"_s });
}

void tst_Forum::writeConfig(const QByteArray &content) const
{
    QFile file(m_home.filePath(u"config"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(content), content.size());
}

QQuickItem *tst_Forum::find(QQuickItem *in, const QString &name)
{
    if (in->objectName() == name)
        return in;
    const QList<QQuickItem *> children = in->childItems();
    for (QQuickItem *child : children) {
        if (QQuickItem *found = find(child, name))
            return found;
    }
    return nullptr;
}

QString tst_Forum::text(QQuickItem *in)
{
    QString all;
    if (in->isVisible())
        all = in->property("text").toString() + u'\n';
    const QList<QQuickItem *> children = in->childItems();
    for (QQuickItem *child : children)
        all += text(child);
    return all;
}

QQuickItem *tst_Forum::row(const QString &list, int index) const
{
    QQuickItem *found = nullptr;
    QMetaObject::invokeMethod(item(list), "positionViewAtIndex", Q_ARG(int, index), Q_ARG(int, 4));
    QMetaObject::invokeMethod(item(list), "itemAtIndex", Q_RETURN_ARG(QQuickItem *, found),
                              Q_ARG(int, index));
    return found;
}

void tst_Forum::click(QQuickItem *on) const
{
    QVERIFY(on);
    const QPointF middle(on->width() / 2, on->height() / 2);
    QTest::mouseMove(m_forum.window(), on->mapToScene(middle).toPoint());
    QTest::mouseClick(m_forum.window(), Qt::LeftButton, {}, on->mapToScene(middle).toPoint());
}

void tst_Forum::type(const QString &what) const
{
    for (const QChar c : what)
        QTest::sendKeyEvent(QTest::Click, m_forum.window(), Qt::Key_unknown, QString(c),
                            Qt::NoModifier);
}

void tst_Forum::choose(const QString &forum, int thread) const
{
    QTRY_VERIFY(count(u"forums"_s) == 4);
    for (int i = 0; i < 4; ++i) {
        QTRY_VERIFY(row(u"forums"_s, i));
        if (text(row(u"forums"_s, i)).contains(forum + u'\n'))
            click(row(u"forums"_s, i));
    }
    QTRY_COMPARE(m_forum.window()->property("forumName").toString(), forum);
    QTRY_VERIFY(count(u"threads"_s) > thread);
    QTRY_VERIFY(row(u"threads"_s, thread));
    click(row(u"threads"_s, thread));
    QTRY_VERIFY(count(u"replies"_s) > 0);
}

void tst_Forum::showsForums()
{
    QTRY_COMPARE(count(u"forums"_s), 4);
    QTRY_VERIFY(count(u"threads"_s) > 0);
    QTRY_VERIFY(count(u"replies"_s) > 0);
    QVERIFY(!item(u"banner"_s)->isVisible());
    QTRY_COMPARE(text(item(u"forumPane"_s)).count(u"● live"_s), 1);
}

void tst_Forum::chooseForum()
{
    choose(u"Photography"_s, 0);
    QTRY_VERIFY(text(item(u"replyPane"_s)).contains(u"First light on the roofs"_s));
    QTRY_VERIFY(text(item(u"replyPane"_s)).contains(u"It was."_s));
    choose(u"Qt"_s, 0); // the newest thread
    QTRY_VERIFY(text(item(u"replyPane"_s)).contains(u"A list of a million rows?"_s));
    QTRY_VERIFY(text(row(u"threads"_s, 1)).contains(u"Dark mode without a restart"_s));
}

void tst_Forum::scrolling()
{
    choose(u"Qt"_s, 4);
    QTRY_VERIFY(text(item(u"replyPane"_s)).contains(u"Count to a hundred"_s));
    QTRY_VERIFY(count(u"replies"_s) >= 20);
    QVERIFY(count(u"replies"_s) < 100);
    QTRY_VERIFY2((QTest::mouseMove(m_forum.window(),
                                   item(u"replies"_s)->mapToScene({ 200, 200 }).toPoint()),
                  QMetaObject::invokeMethod(item(u"replies"_s), "positionViewAtEnd"),
                  count(u"replies"_s) == 100),
                 "the pages do not come");
    QTRY_VERIFY(row(u"replies"_s, 99));
    QTRY_VERIFY(text(row(u"replies"_s, 99)).contains(u"100"_s));
}

void tst_Forum::writeReply()
{
    choose(u"DynamoDB"_s, 1);
    const QString subject = m_forum.window()->property("subject").toString();
    const int before = count(u"replies"_s);
    QVERIFY(!item(u"send"_s)->isEnabled());
    click(item(u"composer"_s));
    type(u"Written by a test"_s);
    QTRY_VERIFY(item(u"send"_s)->isEnabled());
    click(item(u"send"_s));
    QTRY_COMPARE(count(u"replies"_s), before + 1);
    QTRY_VERIFY(row(u"replies"_s, before));
    QTRY_VERIFY(text(row(u"replies"_s, before)).contains(u"Written by a test"_s));
    QTRY_COMPARE(item(u"composer"_s)->property("text").toString(), QString());
    // The thread is now the newest one and moves to the top.
    QTRY_VERIFY(row(u"threads"_s, 0) && text(row(u"threads"_s, 0)).contains(subject));
}

void tst_Forum::changesOfOthers()
{
    choose(u"Photography"_s, 0);
    const QString id = u"Photography#First light on the roofs"_s;
    const int before = count(u"replies"_s);
    m_other.putItem(u"Reply"_s,
                    { { u"Id"_s, id },
                      { u"ReplyDateTime"_s, u"2999-01-01T00:00:00.000Z"_s },
                      { u"Message"_s, u"Hello from elsewhere"_s },
                      { u"PostedBy"_s, u"Zoe"_s } })
            .waitForFinished();
    QTRY_COMPARE(count(u"replies"_s), before + 1);
    QTRY_VERIFY(text(item(u"replyPane"_s)).contains(u"Hello from elsewhere"_s));
}

void tst_Forum::editReply()
{
    choose(u"Photography"_s, 0);
    QTRY_VERIFY(row(u"replies"_s, 0));
    click(find(row(u"replies"_s, 0), u"edit"_s));
    QTRY_VERIFY(find(row(u"replies"_s, 0), u"editor"_s)->hasActiveFocus());
    QTest::keyClick(m_forum.window(), Qt::Key_A, Qt::ControlModifier);
    type(u"Edited"_s);
    click(find(row(u"replies"_s, 0), u"save"_s));
    QTRY_COMPARE(find(row(u"replies"_s, 0), u"message"_s)->property("text").toString(), u"Edited"_s);
    const auto stored = [this] {
        const auto page = m_other.query(u"Reply"_s, u"Id = :id"_s,
                                        { { u":id"_s, u"Photography#First light on the roofs"_s } })
                                  .result();
        return page.items.first()[u"Message"].toString();
    };
    QTRY_COMPARE(stored(), u"Edited"_s);
}

void tst_Forum::conflict()
{
    choose(u"Photography"_s, 0);
    QTRY_VERIFY(row(u"replies"_s, 0));
    click(find(row(u"replies"_s, 0), u"edit"_s));
    const auto items = m_other.query(u"Reply"_s, u"Id = :id"_s,
                                     { { u":id"_s, u"Photography#First light on the roofs"_s } })
                               .result()
                               .items;
    QDynamoDBItem theirs = items.first();
    theirs[u"Message"_s] = u"Theirs"_s;
    m_other.putItem(u"Reply"_s, theirs).waitForFinished();
    QTest::keyClick(m_forum.window(), Qt::Key_A, Qt::ControlModifier);
    type(u"Mine"_s);
    // Reported by the stream before saving, or by the failed condition.
    QTRY_VERIFY(find(row(u"replies"_s, 0), u"conflict"_s)->isVisible());
    QVERIFY(text(find(row(u"replies"_s, 0), u"conflict"_s)).contains(u"Theirs"_s));
    QCOMPARE(find(row(u"replies"_s, 0), u"editor"_s)->property("text").toString(), u"Mine"_s);
    click(find(row(u"replies"_s, 0), u"save"_s)); // overwrites the other change
    QTRY_COMPARE(find(row(u"replies"_s, 0), u"message"_s)->property("text").toString(), u"Mine"_s);
    QVERIFY(!item(u"banner"_s)->isVisible());
}

void tst_Forum::colorSchemes()
{
    const auto colour = [this] { return m_forum.window()->color().lightness(); };
    const int first = colour();
    QList<int> seen;
    for (int i = 0; i < 3; ++i) {
        click(item(u"mode"_s));
        seen.append(colour());
    }
    QVERIFY(seen.contains(first));
    QVERIFY(*std::max_element(seen.begin(), seen.end()) > 200);
    QVERIFY(*std::min_element(seen.begin(), seen.end()) < 60);
}

void tst_Forum::narrowWindow()
{
    m_forum.window()->resize(420, 700);
    m_forum.window()->setProperty("page", 2);
    QTRY_VERIFY(item(u"replyPane"_s)->isVisible() && !item(u"threadPane"_s)->isVisible());
    click(find(item(u"replyPane"_s), u"back"_s));
    QTRY_VERIFY(item(u"threadPane"_s)->isVisible() && !item(u"replyPane"_s)->isVisible());
    QTest::keyClick(m_forum.window(), Qt::Key_Left, Qt::AltModifier);
    QTRY_VERIFY(item(u"forumPane"_s)->isVisible() && !item(u"threadPane"_s)->isVisible());
    m_forum.window()->resize(1180, 760);
    QTRY_VERIFY(item(u"replyPane"_s)->isVisible() && item(u"forumPane"_s)->isVisible());
}

void tst_Forum::profiles()
{
    const auto profile = [this] { return m_forum.window()->property("profile").toString(); };
    const auto isOpen = [this] { return item(u"connect"_s) && item(u"connect"_s)->isVisible(); };
    const auto entries = [this] {
        const QStringList names = item(u"profile"_s)->property("choices").toStringList();
        return names.join(u' ');
    };
    click(item(u"connection"_s));
    QTRY_VERIFY(isOpen());
    QTRY_COMPARE(entries(), u"default work"_s);
    QCOMPARE(item(u"profile"_s)->property("editText").toString(), QString());
    const QPointF arrow(item(u"profile"_s)->width() - 12, item(u"profile"_s)->height() / 2);
    QTest::mouseClick(m_forum.window(), Qt::LeftButton, {},
                      item(u"profile"_s)->mapToScene(arrow).toPoint());
    QTRY_VERIFY(item(u"choice"_s) && item(u"choice"_s)->isVisible());
    QTest::keyClick(m_forum.window(), Qt::Key_Down);
    QTest::keyClick(m_forum.window(), Qt::Key_Down);
    QTest::keyClick(m_forum.window(), Qt::Key_Return);
    QTRY_COMPARE(item(u"profile"_s)->property("editText").toString(), u"work"_s);
    QVERIFY(isOpen());
    click(item(u"connect"_s));
    QTRY_COMPARE(profile(), u"work"_s);
    QTRY_VERIFY(!isOpen());

    // The list is reloaded, and names that are not in the list can be entered.
    writeConfig("[default]\n[profile work]\n[profile home]\n");
    click(item(u"connection"_s));
    QTRY_VERIFY(isOpen());
    QTRY_COMPARE(entries(), u"default work home"_s);
    QCOMPARE(item(u"profile"_s)->property("editText").toString(), u"work"_s);
    QTest::keyClick(m_forum.window(), Qt::Key_A, Qt::ControlModifier);
    type(u"other"_s);
    writeConfig("[default\n");
    QVERIFY(!item(u"profileProblem"_s)->isVisible());
    QTest::keyClick(m_forum.window(), Qt::Key_Return);
    QTRY_COMPARE(profile(), u"other"_s);

    m_forum.window()->setProperty("profile", QString());
    QTRY_VERIFY(!isOpen());
    click(item(u"connection"_s));
    QTRY_VERIFY(isOpen());
    QTRY_VERIFY(item(u"profileProblem"_s)->isVisible());
    QVERIFY(text(item(u"profileProblem"_s)).contains("line 1"_L1));
    QTest::keyClick(m_forum.window(), Qt::Key_Escape);
    QTRY_VERIFY(!isOpen());
    writeConfig("[default]\n");
}

void tst_Forum::serverAway()
{
    m_forum.window()->setProperty("endpoint", QUrl(u"http://127.0.0.1:1"_s));
    QTRY_VERIFY_WITH_TIMEOUT(item(u"banner"_s)->isVisible(), 30000);
    QCOMPARE(item(u"bannerTitle"_s)->property("text").toString(),
             u"The service cannot be reached"_s);
    m_forum.window()->setProperty("endpoint", m_forum.server().endpoint());
    click(item(u"bannerRetry"_s));
    QTRY_VERIFY(!item(u"banner"_s)->isVisible());
    QTRY_COMPARE(count(u"forums"_s), 4);
}

QTEST_MAIN(tst_Forum)
#include "tst_forum.moc"
