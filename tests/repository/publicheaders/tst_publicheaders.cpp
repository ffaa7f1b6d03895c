// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include <QtDynamoDB/qdynamodbbatch.h>
#include <QtDynamoDB/qdynamodbcalloptions.h>
#include <QtDynamoDB/qdynamodbcredentials.h>
#include <QtDynamoDB/qdynamodbcredentialsprovider.h>
#include <QtDynamoDB/qdynamodberror.h>
#include <QtDynamoDB/qdynamodbexpected.h>
#include <QtDynamoDB/qdynamodbexpression.h>
#include <QtDynamoDB/qdynamodbfakeserver.h>
#include <QtDynamoDB/qdynamodbitem.h>
#include <QtDynamoDB/qdynamodbmapper.h>
#include <QtDynamoDB/qdynamodbmeasurement.h>
#include <QtDynamoDB/qdynamodbnumber.h>
#include <QtDynamoDB/qdynamodboutcome.h>
#include <QtDynamoDB/qdynamodbpager.h>
#include <QtDynamoDB/qdynamodbstatement.h>
#include <QtDynamoDB/qdynamodbtable.h>
#include <QtDynamoDB/qdynamodbvarianttable.h>
#include <QtDynamoDB/qdynamodbtransaction.h>
#include <QtDynamoDB/qdynamodbtransfer.h>
#include <QtDynamoDB/qdynamodbvalue.h>
#include <QtDynamoDB/qdynamodbwaiters.h>

#include <QtCore/qdir.h>
#include <QtCore/qdiriterator.h>
#include <QtCore/qfile.h>
#include <QtCore/qregularexpression.h>
#include <QtTest/qtest.h>

#include <concepts>
#include <type_traits>

using namespace Qt::StringLiterals;

struct Gadget
{
    Q_GADGET
    Q_PROPERTY(QString id MEMBER id)

public:
    QString id;
};

namespace {

// A type whose moves and swaps never throw, so that containers move its objects, and whose objects
// QList may move as bytes, if that is declared.
template<typename T, bool isRelocatable>
constexpr bool isValue()
{
    static_assert(std::is_nothrow_move_constructible_v<T>);
    static_assert(std::is_nothrow_move_assignable_v<T>);
    static_assert(std::is_nothrow_swappable_v<T>);
    static_assert(std::is_nothrow_destructible_v<T>);
    static_assert(bool(QTypeInfo<T>::isRelocatable) == isRelocatable);
    if constexpr (requires(const T &a) {
                      {
                          a == a
                          } -> std::same_as<bool>;
                  }) {
        static_assert(noexcept(std::declval<const T &>() == std::declval<const T &>()));
        static_assert(noexcept(std::declval<const T &>() != std::declval<const T &>()));
    }
    return true;
}
template<typename T, bool isRelocatable>
constexpr bool isCopyableValue()
{
    static_assert(std::is_copy_constructible_v<T>);
    static_assert(std::is_copy_assignable_v<T>);
    return isValue<T, isRelocatable>();
}

using Provider = QDynamoDBCredentialsProvider;
using QueryPager = QDynamoDBPager<QDynamoDB::QueryRequest>;
using ReturnValue = QDynamoDBEnum<QDynamoDB::ReturnValue>;
using Table = QDynamoDBTable<Gadget>;
struct Function
{
    void operator()(const Gadget &) const {}
};

// The values of the public headers, apart from the generated ones: tests/shared/filled has those.
static_assert(isCopyableValue<QDynamoDBNumber, true>());
static_assert(isCopyableValue<QDynamoDBValue, true>());
static_assert(isCopyableValue<QDynamoDBItem, true>());
static_assert(isCopyableValue<QDynamoDBItem::Attribute, true>());
static_assert(isCopyableValue<QDynamoDBError, true>());
static_assert(isCopyableValue<QDynamoDBError::CancellationReason, true>());
static_assert(isCopyableValue<QDynamoDBError::ThrottlingReason, true>());
static_assert(isCopyableValue<QDynamoDBExpected<void>, true>());
static_assert(isCopyableValue<QDynamoDBExpected<QDynamoDBItem>, true>());
static_assert(isCopyableValue<ReturnValue, true>());
static_assert(isCopyableValue<QDynamoDBOperand, true>());
static_assert(isCopyableValue<QDynamoDBAttribute, true>());
static_assert(isCopyableValue<QDynamoDBCondition, true>());
static_assert(isCopyableValue<QDynamoDBKeyAttribute, true>());
static_assert(isCopyableValue<QDynamoDBKeyCondition, true>());
static_assert(isCopyableValue<QDynamoDBUpdateOperand, true>());
static_assert(isCopyableValue<QDynamoDBUpdateValue, true>());
static_assert(isCopyableValue<QDynamoDBUpdate, true>());
static_assert(isCopyableValue<QDynamoDBProjection, true>());
static_assert(isCopyableValue<QDynamoDBCredentials, true>());
static_assert(isCopyableValue<QDynamoDBCallOptions, true>());
static_assert(isCopyableValue<QDynamoDBMeasurement, true>());
static_assert(isCopyableValue<QDynamoDBOutcome, true>());
static_assert(isCopyableValue<QDynamoDBStatement, true>());
static_assert(isCopyableValue<QDynamoDBWaitOptions, true>());
static_assert(isCopyableValue<QDynamoDBBatchOptions, true>());
static_assert(isCopyableValue<QDynamoDBUnwrittenItem, true>());
static_assert(isCopyableValue<QDynamoDBBatchWriteSummary, true>());
static_assert(isCopyableValue<QDynamoDBUnfitItem, true>());
static_assert(isCopyableValue<QDynamoDBGetOptions, true>());
static_assert(isCopyableValue<QDynamoDBQueryOptions, true>());
static_assert(isCopyableValue<QDynamoDBScanOptions, true>());
static_assert(isCopyableValue<QDynamoDBSearchOptions, true>());
static_assert(isCopyableValue<QDynamoDBCsvColumn, true>());
static_assert(isCopyableValue<QDynamoDBCsvOptions, true>());
static_assert(isCopyableValue<QDynamoDBImportFailure, true>());
static_assert(isCopyableValue<QDynamoDBImportPreview, true>());
static_assert(isCopyableValue<QDynamoDBMapper, true>());
static_assert(isCopyableValue<QDynamoDBFakeRequest, true>());
static_assert(isCopyableValue<QDynamoDBFakeExpectation, true>());
static_assert(isCopyableValue<Provider::SsoOptions, true>());
static_assert(isValue<QDynamoDBWriteTransaction, true>());
static_assert(isValue<QDynamoDBReadTransaction, true>());
// A std::function may point into itself.
static_assert(isCopyableValue<Provider::RoleOptions, false>());
static_assert(isCopyableValue<Provider::WebIdentityOptions, false>());
static_assert(isCopyableValue<Provider::CognitoOptions, false>());
// Nothing declares these.
static_assert(isCopyableValue<Table, false>());
static_assert(isCopyableValue<Table::Key, false>());
static_assert(isCopyableValue<Table::Page, false>());
static_assert(isCopyableValue<Table::Objects, false>());
static_assert(isCopyableValue<QDynamoDBPartial<Gadget>, false>());
static_assert(isCopyableValue<Table::PartialObjects, false>());
static_assert(isCopyableValue<Table::Match, false>());
static_assert(isCopyableValue<Table::Matches, false>());
static_assert(isCopyableValue<Table::MaybeObjects, false>());
static_assert(isCopyableValue<QDynamoDBVariantTable<Gadget>, false>());
static_assert(isCopyableValue<QDynamoDBVisitor<Function>, true>());
static_assert(isCopyableValue<QDynamoDBVariantTable<Gadget>::Key, false>());
static_assert(isCopyableValue<QDynamoDBVariantTable<Gadget>::Objects, false>());
static_assert(isValue<QueryPager, false>());

QString read(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

QStringList filesIn(const QString &folder, const QStringList &patterns)
{
    QStringList files;
    QDirIterator it(QStringLiteral(PROJECT_FOLDER "/") + folder, patterns, QDir::Files,
                    QDirIterator::Subdirectories);
    while (it.hasNext())
        files.append(it.next());
    files.sort();
    return files;
}

QStringList headers()
{
    return filesIn(u"include"_s, { u"*.h"_s, u"*.hpp"_s });
}

// What is left of a file without comments.
QString code(const QString &path)
{
    static const QRegularExpression comment(u"//[^\n]*|/\\*.*?\\*/"_s,
                                            QRegularExpression::DotMatchesEverythingOption);
    return read(path).remove(comment);
}

QString place(const QString &path, const QString &text, qsizetype offset)
{
    return u"%1:%2"_s.arg(QDir(QStringLiteral(PROJECT_FOLDER)).relativeFilePath(path))
            .arg(QStringView(text).first(offset).count(u'\n') + 1);
}

} // namespace

class tst_PublicHeaders : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void valuesAreListed();
    void futuresAreNotDiscarded();
    void macrosHaveOnePrefix();
    void privatePartsAreCalledD();
    void ownTypesAreOutsideOfTheApisNamespace();
};

void tst_PublicHeaders::valuesAreListed()
{
    static const QRegularExpression
            type(u"^(?:class|struct) (?:\\[\\[nodiscard\\]\\] )?(?:Q_DYNAMODB\\w*_EXPORT )?"
                 "(QDynamoDB\\w+)[^;{]*\\{.*?^\\};"_s,
                 QRegularExpression::MultilineOption
                         | QRegularExpression::DotMatchesEverythingOption);
    static const QRegularExpression noValue(
            u"Q_OBJECT|public Q(DynamoDB)?Exception|Q_DISABLE_COPY_MOVE"_s);
    const QString tests = QStringLiteral(PROJECT_FOLDER "/tests/");
    const QString listed = read(tests + u"repository/publicheaders/tst_publicheaders.cpp"_s)
            + read(tests + u"unit/httpserver/qdynamodbhttpexchange/tst_qdynamodbhttpexchange.cpp"_s)
            + read(tests + u"unit/store/storedatabase/tst_storedatabase.cpp"_s);
    QVERIFY(!listed.isEmpty());
    int found = 0;
    for (const QString &path : headers()) {
        const QString text = code(path);
        for (auto it = type.globalMatch(text); it.hasNext();) {
            const QRegularExpressionMatch match = it.next();
            if (match.captured().contains(noValue) || match.captured(1) == "QDynamoDBEnumBase"_L1)
                continue;
            ++found;
            QVERIFY2(listed.contains(
                             QRegularExpression(u"(Value<|= )%1\\b"_s.arg(match.captured(1)))),
                     qPrintable(match.captured(1) + " is not in the list of this test"_L1));
        }
    }
    QVERIFY(found > 30);
}

void tst_PublicHeaders::futuresAreNotDiscarded()
{
    // A declaration that begins with the future, with or without the words before it.
    static const QRegularExpression declaration(
            u"^ *(\\[\\[nodiscard\\]\\]\\s+)?(?:static\\s+|inline\\s+|Q_DYNAMODB\\w*_EXPORT\\s+)*"
            "(?:QFuture<[\\w:<>, ]+>|\\w*ObjectsFuture)\\s+(\\w+)\\("_s,
            QRegularExpression::MultilineOption);
    // watch() returns the future that it was given; the others are private or not functions.
    const QStringList exceptions { u"watch"_s, u"nextPage"_s, u"allElements"_s, u"self"_s };
    int found = 0;
    for (const QString &path : headers()) {
        const QString text = code(path);
        for (auto it = declaration.globalMatch(text); it.hasNext();) {
            const QRegularExpressionMatch match = it.next();
            ++found;
            if (!exceptions.contains(match.captured(2))) {
                QVERIFY2(!match.captured(1).isEmpty(),
                         qPrintable(place(path, text, match.capturedStart(2))));
            }
        }
    }
    QVERIFY(found > 90);
}

void tst_PublicHeaders::macrosHaveOnePrefix()
{
    // Q_DYNAMODB_ in C++; QTDYNAMODB_ is for CMake and the environment.
    static const QRegularExpression define(u"^# *define (\\w+)"_s,
                                           QRegularExpression::MultilineOption);
    static const QRegularExpression other(u"(?<![\\w\"])QT?DYNAMODB_\\w+"_s);
    for (const QString &path : headers() + filesIn(u"src"_s, { u"*.h"_s, u"*.cpp"_s })) {
        const QString text = code(path);
        for (auto it = define.globalMatch(text); it.hasNext();) {
            const QString name = it.next().captured(1);
            QVERIFY2(name.startsWith("Q_DYNAMODB_"_L1) || name.endsWith("_H"_L1)
                             || !path.endsWith(".h"_L1),
                     qPrintable(path + u": " + name));
        }
        const QRegularExpressionMatch match = other.match(text);
        if (match.hasMatch())
            QFAIL(qPrintable(place(path, text, match.capturedStart())));
    }
}

void tst_PublicHeaders::privatePartsAreCalledD()
{
    static const QRegularExpression member(
            u"Pointer<\\w+Private> (\\w+);|_ptr<\\w+Private> (\\w+);"_s);
    int found = 0;
    for (const QString &path : headers()) {
        const QString text = code(path);
        for (auto it = member.globalMatch(text); it.hasNext(); ++found) {
            const QRegularExpressionMatch match = it.next();
            QVERIFY2(match.captured(match.lastCapturedIndex()) == "d"_L1,
                     qPrintable(place(path, text, match.capturedStart())));
        }
    }
    QVERIFY(found > 15);
}

void tst_PublicHeaders::ownTypesAreOutsideOfTheApisNamespace()
{
    // The namespace QDynamoDB has the API's types, which may become more; no own type is there.
    static const QRegularExpression space(u"^namespace QDynamoDB \\{(.*?)^\\} // namespace"_s,
                                          QRegularExpression::MultilineOption
                                                  | QRegularExpression::DotMatchesEverythingOption);
    static const QRegularExpression type(u"^(class|struct|enum class) [^;]*\\{"_s,
                                         QRegularExpression::MultilineOption);
    for (const QString &path : headers()) {
        if (path.contains("/generated/"_L1))
            continue;
        const QString text = code(path);
        for (auto it = space.globalMatch(text); it.hasNext();) {
            const QRegularExpressionMatch match = it.next();
            QVERIFY2(!match.captured(1).contains(type),
                     qPrintable(place(path, text, match.capturedStart())));
        }
    }
}

QTEST_GUILESS_MAIN(tst_PublicHeaders)
#include "tst_publicheaders.moc"
