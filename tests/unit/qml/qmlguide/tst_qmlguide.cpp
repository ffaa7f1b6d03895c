// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "api/operation_p.h"

#include <QtDynamoDB/qdynamodbbatchwriter.h>
#include <QtDynamoDB/qdynamodbclient.h>
#include <QtDynamoDB/qdynamodbitemreader.h>
#include <QtDynamoDB/qdynamodblocalserver.h>
#include <QtDynamoDB/qdynamodbinfluxreporter.h>
#include <QtDynamoDB/qdynamodbotlpreporter.h>
#include <QtDynamoDB/qdynamodbprofiles.h>
#include <QtDynamoDB/qdynamodbquerymodel.h>
#include <QtDynamoDB/qdynamodbscanmodel.h>
#include <QtDynamoDB/qdynamodbstatistics.h>
#include <QtDynamoDB/qdynamodbstreamreader.h>
#include <QtDynamoDB/qdynamodbstreamsclient.h>

#include <QtCore/qdir.h>
#include <QtCore/qfile.h>
#include <QtCore/qregularexpression.h>
#include <QtQml/qqmlcomponent.h>
#include <QtQml/qqmlengine.h>
#include <QtTest/qtest.h>

using namespace Qt::StringLiterals;
using QtDynamoDBPrivate::Service;

namespace {

// Runs functions of the guide, and looks at the members of each type.
const auto harness = R"(
import QtQml
import QtDynamoDB

QtObject {
    required property QtObject guide
    property string result
    property DynamoDBStreamReader streamReader: DynamoDBStreamReader { running: false }
    property DynamoDBQueryModel queryModel: DynamoDBQueryModel {}
    property DynamoDBScanModel scanModel: DynamoDBScanModel {}
    property DynamoDBProfiles profiles: DynamoDBProfiles {}
    property DynamoDBInfluxReporter influx: DynamoDBInfluxReporter {}
    property DynamoDBOtlpReporter otlp: DynamoDBOtlpReporter {}

    function run(name) {
        result = "";
        Promise.resolve(guide[name]()).then(value => { result = String(value) },
                                            error => { result = "failed: " + error.message });
    }
    function instance(type) {
        switch (type) {
        case "DynamoDBClient": return guide.db;
        case "DynamoDBStreamsClient": return guide.streams;
        case "DynamoDBPager": return guide.db.pager("ListTables");
        case "DynamoDBItemReader": return guide.db.itemReader("Scan", { tableName: "Thread" });
        case "DynamoDBBatchWriter": return guide.db.batchWriter();
        case "DynamoDBWriteTransaction": return guide.db.writeTransaction();
        case "DynamoDBReadTransaction": return guide.db.readTransaction();
        case "DynamoDBStreamReader": return streamReader;
        case "DynamoDBQueryModel": return queryModel;
        case "DynamoDBScanModel": return scanModel;
        case "DynamoDBProfiles": return profiles;
        case "DynamoDBStatistics": return guide.db.statistics;
        case "DynamoDBInfluxReporter": return influx;
        case "DynamoDBOtlpReporter": return otlp;
        }
    }
    function kind(type, member) {
        const object = instance(type);
        if (!object)
            return "no such type";
        return member in object ? typeof object[member] : "no such member";
    }
    function options(type, method, argument) {
        const names = { text: "" };
        const found = error => { result = error.message };
        const unknown = { unknown: 1 };
        try {
            const promise = argument ? instance(type)[method](argument, unknown)
                                     : instance(type)[method](unknown);
            if (promise.catch)
                promise.catch(found);
        } catch (error) {
            found(error);
        }
    }
})"_ba;

QString contents(const QString &name)
{
    QFile file(QStringLiteral(SOURCE_FOLDER "/") + name);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("%s: %s", qPrintable(name), qPrintable(file.errorString()));
    return QString::fromUtf8(file.readAll());
}

// Without the white space at the start and end of the lines.
QString trimmedLines(const QString &text)
{
    QStringList lines = text.split(u'\n');
    for (QString &line : lines)
        line = line.trimmed();
    return lines.join(u'\n');
}

// The public part of a class, or the namespace QDynamoDB of a header, without comments and bodies.
QString publicPart(const QString &header, const QString &className)
{
    QString text = contents(u"include/QtDynamoDB/"_s + header);
    static const QRegularExpression comment(u"//[^\\n]*"_s);
    static const QRegularExpression preprocessor(u"^#[^\\n]*$"_s,
                                                 QRegularExpression::MultilineOption);
    text.remove(comment).remove(preprocessor);
    const QString begin = className.isEmpty() ? u"namespace QDynamoDB {"_s : className % u" "_s;
    qsizetype start = text.indexOf(begin);
    if (!className.isEmpty()) {
        const auto match = QRegularExpression(
                                   u"class (?:Q_DYNAMODB_EXPORT )?%1\\b[^;{]*\\{"_s.arg(className))
                                   .match(text);
        if (!match.hasMatch())
            return {};
        start = match.capturedEnd() - 1;
    } else if (start >= 0) {
        start += begin.size() - 1;
    }
    if (start < 0)
        return {};
    // The text between the braces, without what nested braces contain.
    QString part;
    int depth = 0;
    for (qsizetype i = start; i < text.size(); ++i) {
        if (text[i] == u'{' && ++depth > 1)
            part += u';';
        if (depth == 1)
            part += text[i];
        if (text[i] == u'}' && --depth == 0)
            break;
    }
    if (className.isEmpty())
        return part;
    // Only the public sections, without signals.
    QString result;
    bool isPublic = false;
    for (const QString &line : part.split(u'\n')) {
        const QString word = line.trimmed();
        if (word == "public:"_L1 || word == "public Q_SLOTS:"_L1)
            isPublic = true;
        else if (word == "private:"_L1 || word == "protected:"_L1 || word == "Q_SIGNALS:"_L1)
            isPublic = false;
        else if (isPublic)
            result += line + u'\n';
    }
    return result;
}

// The names of the functions that are declared, without constructors, operators and friends.
QStringList functionNames(const QString &part, const QString &className)
{
    static const QRegularExpression name(u"(?:^|[\\s*&>])(~?\\w+)\\s*\\("_s);
    QStringList names;
    for (const QString &statement : part.split(u';')) {
        const auto match = name.match(statement);
        if (!match.hasMatch() || statement.contains("friend "_L1)
            || statement.contains("operator"_L1))
            continue;
        const QString found = match.captured(1);
        if (found.startsWith("Q_"_L1) || found.startsWith("m_"_L1) || found.startsWith(u'~')
            || found == className || found == "swap"_L1)
            continue;
        if (!names.contains(found))
            names.append(found);
    }
    return names;
}

struct Table
{
    QString cpp; // a class, or a header
    QString qml; // a type
    QMap<QString, QStringList> rows; // the QML members by C++ function; empty: in C++ only
};

// The tables of docs/qml.md.
QList<Table> tables()
{
    QList<Table> tables;
    static const QRegularExpression heading(u"^### (\\S+), (\\w+)$"_s);
    static const QRegularExpression code(u"`([\\w.]+)(?:\\(\\))?`"_s);
    const auto words = [](const QString &cell) {
        QStringList found;
        for (auto match = code.globalMatch(cell); match.hasNext();)
            found.append(match.next().captured(1));
        return found;
    };
    for (const QString &line : contents(u"docs/qml.md"_s).split(u'\n')) {
        const auto match = heading.match(line);
        if (match.hasMatch())
            tables.append({ match.captured(1), match.captured(2), {} });
        else if (line.startsWith("| `"_L1) && !tables.isEmpty()) {
            const QStringList cells = line.split(u'|');
            const bool isInCppOnly = cells[2].trimmed().startsWith("C++ only: "_L1);
            if (!isInCppOnly && words(cells[2]).isEmpty())
                qFatal("docs/qml.md: no member of QML in %s", qPrintable(line));
            for (const QString &function : words(cells[1]))
                tables.last().rows.insert(function, isInCppOnly ? QStringList() : words(cells[2]));
        }
    }
    return tables;
}

struct Headers
{
    const char *cpp; // as in the headings of docs/qml.md
    QStringList headers;
    QList<const QMetaObject *> metaObjects;
};

// All that has to have a QML form.
QList<Headers> allHeaders()
{
    return {
        { "QDynamoDBClient",
          { u"qdynamodbabstractclient.h"_s, u"qdynamodbclient.h"_s },
          { &QDynamoDBClient::staticMetaObject } },
        { "qdynamodbpager.h", { u"qdynamodbpager.h"_s }, {} },
        { "qdynamodbbatch.h", { u"qdynamodbbatch.h"_s }, {} },
        { "qdynamodbstatement.h", { u"qdynamodbstatement.h"_s }, {} },
        { "qdynamodbwaiters.h", { u"qdynamodbwaiters.h"_s }, {} },
        { "QDynamoDBPager", { u"qdynamodbpager.h"_s }, {} },
        { "QDynamoDBItemReader",
          { u"qdynamodbitemreader.h"_s },
          { &QDynamoDBItemReader::staticMetaObject } },
        { "QDynamoDBBatchWriter",
          { u"qdynamodbbatchwriter.h"_s },
          { &QDynamoDBBatchWriter::staticMetaObject } },
        { "QDynamoDBWriteTransaction", { u"qdynamodbtransaction.h"_s }, {} },
        { "QDynamoDBReadTransaction", { u"qdynamodbtransaction.h"_s }, {} },
        { "QDynamoDBStreamReader",
          { u"qdynamodbstreamreader.h"_s },
          { &QDynamoDBStreamReader::staticMetaObject } },
        { "QDynamoDBQueryModel",
          { u"qdynamodbitemmodel.h"_s, u"qdynamodbquerymodel.h"_s },
          { &QDynamoDBQueryModel::staticMetaObject } },
        { "QDynamoDBScanModel",
          { u"qdynamodbitemmodel.h"_s, u"qdynamodbscanmodel.h"_s },
          { &QDynamoDBScanModel::staticMetaObject } },
        { "QDynamoDBStatistics",
          { u"qdynamodbstatistics.h"_s },
          { &QDynamoDBStatistics::staticMetaObject } },
        { "QDynamoDBProfiles",
          { u"qdynamodbprofiles.h"_s },
          { &QDynamoDBProfiles::staticMetaObject } },
        { "QDynamoDBInfluxReporter",
          { u"qdynamodbreporter.h"_s, u"qdynamodbinfluxreporter.h"_s },
          { &QDynamoDBInfluxReporter::staticMetaObject } },
        { "QDynamoDBOtlpReporter",
          { u"qdynamodbreporter.h"_s, u"qdynamodbotlpreporter.h"_s },
          { &QDynamoDBOtlpReporter::staticMetaObject } },
    };
}

} // namespace

class tst_QmlGuide : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void blocksAreHere();
    void functions_data();
    void functions();
    void tablesAreComplete_data();
    void tablesAreComplete();
    void tablesAreTrue();
    void operations_data();
    void operations();
    void members_data();
    void members();
    void optionsAreComplete_data();
    void optionsAreComplete();

private:
    [[nodiscard]] QString kind(const QString &type, const QString &member) const;

    QDynamoDBLocalServer m_server;
    QQmlEngine m_engine;
    std::unique_ptr<QObject> m_guide;
    std::unique_ptr<QObject> m_harness;
};

void tst_QmlGuide::initTestCase()
{
    m_server.start();
    QVERIFY2(m_server.waitForStarted(), qPrintable(m_server.errorString()));
    m_engine.addImportPath(QStringLiteral(QML_IMPORT_PATH));
    QQmlComponent guide(&m_engine,
                        QUrl::fromLocalFile(QStringLiteral(SOURCE_FOLDER
                                                           "/tests/unit/qml/qmlguide/Guide.qml")));
    m_guide.reset(guide.createWithInitialProperties({ { u"endpoint"_s, m_server.endpoint() } }));
    QVERIFY2(m_guide, qPrintable(guide.errorString()));
    QQmlComponent component(&m_engine);
    component.setData(harness, QUrl(u"harness.qml"_s));
    m_harness.reset(component.createWithInitialProperties(
            { { u"guide"_s, QVariant::fromValue(m_guide.get()) } }));
    QVERIFY2(m_harness, qPrintable(component.errorString()));
}

QString tst_QmlGuide::kind(const QString &type, const QString &member) const
{
    QVariant result;
    QMetaObject::invokeMethod(m_harness.get(), "kind", Q_RETURN_ARG(QVariant, result),
                              Q_ARG(QVariant, type), Q_ARG(QVariant, member));
    return result.toString();
}

// The code of docs/qml.md is that of Guide.qml.
void tst_QmlGuide::blocksAreHere()
{
    static const QRegularExpression fence(u"^```qml\\n(.*?)\\n```$"_s,
                                          QRegularExpression::MultilineOption
                                                  | QRegularExpression::DotMatchesEverythingOption);
    const QString guide = trimmedLines(contents(u"tests/unit/qml/qmlguide/Guide.qml"_s));
    const QString document = trimmedLines(contents(u"docs/qml.md"_s));
    int count = 0;
    for (auto match = fence.globalMatch(document); match.hasNext(); ++count) {
        const QString block = match.next().captured(1);
        QVERIFY2(guide.contains(block), qPrintable("Not in Guide.qml:\n"_L1 + block));
    }
    QVERIFY2(count >= 14, qPrintable(QString::number(count)));
}

void tst_QmlGuide::functions_data()
{
    QTest::addColumn<QString>("result");
    // In this order.
    QTest::newRow("settings") << u"work,http://proxy.example.com:3128,5000"_s;
    QTest::newRow("warm") << u"warm"_s;
    QTest::newRow("make") << u"ACTIVE"_s;
    QTest::newRow("conditions") << u"2"_s;
    QTest::newRow("options") << u"Hello"_s;
    QTest::newRow("once") << u"counted"_s;
    QTest::newRow("cancelled") << u"Cancelled"_s;
    QTest::newRow("anything") << u"Hello"_s;
    QTest::newRow("batches") << u"60"_s;
    QTest::newRow("writer") << u"30,0"_s;
    QTest::newRow("pages") << u"60"_s;
    QTest::newRow("pager") << u"91"_s;
    QTest::newRow("read") << u"91"_s;
    QTest::newRow("statements") << u"Hello,60"_s;
    QTest::newRow("transactions") << u"[{\"Locked\":true},null]"_s;
    QTest::newRow("conflict") << u"ConditionalCheckFailed,NoError"_s;
    QTest::newRow("listStreams") << u"1"_s;
    QTest::newRow("follow") << u"followed"_s;
    QTest::newRow("measured") << u"measured"_s;
}

void tst_QmlGuide::functions()
{
    QFETCH(const QString, result);
    QVERIFY(QMetaObject::invokeMethod(m_harness.get(), "run",
                                      Q_ARG(QVariant,
                                            QString::fromLatin1(QTest::currentDataTag()))));
    QTRY_VERIFY_WITH_TIMEOUT(!m_harness->property("result").toString().isEmpty(), 120000);
    QCOMPARE(m_harness->property("result").toString(), result);
}

void tst_QmlGuide::tablesAreComplete_data()
{
    QTest::addColumn<qsizetype>("index");
    const QList<Headers> all = allHeaders();
    for (qsizetype i = 0; i < all.size(); ++i)
        QTest::newRow(all[i].cpp) << i;
}

// Each public function of C++ belongs to a property of the QML type, or is in its table.
void tst_QmlGuide::tablesAreComplete()
{
    QFETCH(const qsizetype, index);
    const Headers headers = allHeaders().at(index);
    const QString cpp = QString::fromLatin1(headers.cpp);
    Table table;
    for (const Table &candidate : tables()) {
        if (candidate.cpp == cpp)
            table = candidate;
    }
    QVERIFY2(!table.rows.isEmpty(), "docs/qml.md has no such table");

    const bool isHeader = cpp.endsWith(".h"_L1);
    QStringList names;
    for (const QString &header : headers.headers) {
        QString className = isHeader ? QString() : cpp;
        if (header == "qdynamodbabstractclient.h"_L1)
            className = u"QDynamoDBAbstractClient"_s;
        else if (header == "qdynamodbitemmodel.h"_L1)
            className = u"QDynamoDBItemModel"_s;
        else if (header == "qdynamodbreporter.h"_L1)
            className = u"QDynamoDBReporter"_s;
        names += functionNames(publicPart(header, className), className);
    }
    if (cpp == "qdynamodbstatement.h"_L1)
        names.append(u"fromVariants"_s);
    QVERIFY2(names.size() > 1, qPrintable(names.join(u", "_s)));

    static const QRegularExpression prefix(u"^(?:set|reset|is|use)(?=[A-Z])"_s);
    for (const QString &name : std::as_const(names)) {
        if (table.rows.contains(name))
            continue;
        QString property = name;
        property.remove(prefix);
        property[0] = property[0].toLower();
        bool found = false;
        for (const QString &candidate :
             { name, property, QString(property % u"Ms"_s), QString(property % u"Allowed"_s) }) {
            const QString member = kind(table.qml, candidate);
            found = found || (member != "no such member"_L1 && member != "function"_L1);
        }
        QVERIFY2(found,
                 qPrintable(
                         u"%1::%2() has no property in QML and is not in docs/qml.md"_s.arg(cpp,
                                                                                            name)));
    }
}

// Each function of the tables exists in C++, and each member in QML.
void tst_QmlGuide::tablesAreTrue()
{
    int count = 0;
    for (const Table &table : tables()) {
        QStringList headers;
        for (const Headers &known : allHeaders()) {
            if (table.cpp == QLatin1StringView(known.cpp))
                headers = known.headers;
        }
        QVERIFY2(!headers.isEmpty(), qPrintable(table.cpp));
        QString text;
        for (const QString &header : std::as_const(headers))
            text += contents(u"include/QtDynamoDB/"_s + header);
        for (auto row = table.rows.cbegin(); row != table.rows.cend(); ++row, ++count) {
            QVERIFY2(text.contains(QRegularExpression(u"\\b%1\\("_s.arg(row.key()))),
                     qPrintable(row.key()));
            for (const QString &member : *row) {
                const qsizetype dot = member.indexOf(u'.');
                const QString type = dot < 0 ? table.qml : member.left(dot);
                const QString found = kind(type, member.mid(dot + 1));
                QVERIFY2(!found.startsWith("no such"_L1),
                         qPrintable(u"%1: %2 of %3"_s.arg(found, member, type)));
            }
        }
    }
    QVERIFY2(count > 50, qPrintable(QString::number(count)));
}

void tst_QmlGuide::operations_data()
{
    QTest::addColumn<QString>("type");
    for (const auto *operation : QtDynamoDBPrivate::allOperations()) {
        const bool isStreams = operation->service == Service::Streams;
        QTest::newRow(operation->name)
                << (isStreams ? u"DynamoDBStreamsClient"_s : u"DynamoDBClient"_s);
    }
}

void tst_QmlGuide::operations()
{
    QFETCH(const QString, type);
    const QString name = QString::fromLatin1(QTest::currentDataTag());
    QCOMPARE(kind(type, name.left(1).toLower() + name.mid(1)), u"function"_s);
}

void tst_QmlGuide::members_data()
{
    QTest::addColumn<QString>("type");
    QTest::addColumn<QString>("member");
    for (const Headers &headers : allHeaders()) {
        for (const QMetaObject *meta : headers.metaObjects) {
            const QString type = QString::fromLatin1(headers.cpp).mid(1);
            // Methods of Qt's classes are those of Qt's QML types.
            int first = QObject::staticMetaObject.methodCount();
            for (const QMetaObject *base = meta; base; base = base->superClass()) {
                if (!QLatin1StringView(base->className()).startsWith("QDynamoDB"_L1)) {
                    first = base->methodCount();
                    break;
                }
            }
            for (int i = first; i < meta->methodCount(); ++i) {
                const QMetaMethod method = meta->method(i);
                QTest::addRow("%s.%s", qPrintable(type), method.name().constData())
                        << type << QString::fromLatin1(method.name());
            }
            for (int i = QObject::staticMetaObject.propertyCount(); i < meta->propertyCount(); ++i) {
                const QMetaProperty property = meta->property(i);
                QString name = QString::fromLatin1(property.name());
                if (QLatin1StringView(property.typeName()).contains("chrono"_L1))
                    name += u"Ms"_s;
                QTest::addRow("%s.%s", qPrintable(type), qPrintable(name)) << type << name;
            }
        }
    }
}

// Signals, slots and properties.
void tst_QmlGuide::members()
{
    QFETCH(const QString, type);
    QFETCH(const QString, member);
    const QString found = kind(type, member);
    // Signals of durations are those of the property in milliseconds.
    const bool ofDuration = member.endsWith("Changed"_L1)
            && kind(type, member.chopped(7) % u"MsChanged"_s) == "function"_L1;
    QVERIFY2(ofDuration || !found.startsWith("no such"_L1), qPrintable(found));
}

void tst_QmlGuide::optionsAreComplete_data()
{
    QTest::addColumn<QString>("header");
    QTest::addColumn<QString>("method");
    QTest::addColumn<QVariant>("argument");
    QTest::newRow("QDynamoDBCallOptions") << u"qdynamodbcalloptions.h"_s << u"getItem"_s
                                          << QVariant(QVariantMap { { u"a"_s, 1 } });
    QTest::newRow("QDynamoDBBatchOptions")
            << u"qdynamodbbatch.h"_s << u"batchWriter"_s << QVariant();
    QTest::newRow("QDynamoDBWaitOptions")
            << u"qdynamodbwaiters.h"_s << u"waitUntilTableExists"_s << QVariant(u"Thread"_s);
}

// Each member of the struct is a member of the options in QML.
void tst_QmlGuide::optionsAreComplete()
{
    QFETCH(const QString, header);
    QFETCH(const QString, method);
    QFETCH(const QVariant, argument);
    m_harness->setProperty("result", QString());
    QVERIFY(QMetaObject::invokeMethod(m_harness.get(), "options",
                                      Q_ARG(QVariant, u"DynamoDBClient"_s), Q_ARG(QVariant, method),
                                      Q_ARG(QVariant, argument)));
    QTRY_VERIFY(!m_harness->property("result").toString().isEmpty());
    const QString message = m_harness->property("result").toString();
    QVERIFY2(message.startsWith("options.unknown is not known; the members are "_L1),
             qPrintable(message));
    const QStringList known = message.section(u"the members are "_s, 1).split(u", "_s);

    const QString text = contents(u"include/QtDynamoDB/"_s + header);
    const QString begin = u"struct Q_DYNAMODB_EXPORT %1\n{"_s.arg(
            QString::fromLatin1(QTest::currentDataTag()));
    const QString body = text.mid(text.indexOf(begin) + begin.size()).section(u"\n};"_s, 0, 0);
    static const QRegularExpression member(u"^    ([\\w:<>, ]+) (\\w+)(?: = [^;]+| \\{[^;]+\\})?;"_s,
                                           QRegularExpression::MultilineOption);
    int count = 0;
    for (auto match = member.globalMatch(body); match.hasNext(); ++count) {
        const auto found = match.next();
        const bool isDuration = found.captured(1).contains("milliseconds"_L1);
        const QString name = found.captured(2) + (isDuration ? u"Ms"_s : QString());
        QVERIFY2(known.contains(name), qPrintable(name));
    }
    QCOMPARE(count, known.size());
}

QTEST_GUILESS_MAIN(tst_QmlGuide)
#include "tst_qmlguide.moc"
