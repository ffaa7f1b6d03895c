// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "json/tokenscanner_p.h"

#include <QtCore/qrandom.h>
#include <QtTest/qtest.h>

using namespace Qt::StringLiterals;
using namespace QtDynamoDBPrivate;

class tst_TokenScanner : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tokens_data();
    void tokens();
    void memory();
    void randomTexts();
};

Q_DECLARE_METATYPE(QtDynamoDBPrivate::TokenError)

namespace {

struct Result
{
    TokenError error = TokenError::None;
    QList<quint32> tokens; // without the size at the end
    quint32 size = 0; // what follows the last token

    friend bool operator==(const Result &, const Result &) = default;
};

template<typename Scanner>
Result scan(QByteArray text)
{
    const qsizetype size = text.size();
    text.append(tokenScannerPadding, ' ');
    Scanner scanner;
    Result result;
    result.error = scanner.scan(text.constData(), size_t(size));
    if (result.error == TokenError::None) {
        result.tokens = QList<quint32>(scanner.begin(), scanner.end());
        result.size = *scanner.end();
    }
    return result;
}

} // namespace

void tst_TokenScanner::tokens_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<TokenError>("error");
    QTest::addColumn<QList<quint32>>("tokens");
    using Tokens = QList<quint32>;
    const auto row = [](const char *name, const QByteArray &text, const Tokens &tokens) {
        QTest::newRow(name) << text << TokenError::None << tokens;
    };
    row("object", R"({"a":1})", { 0, 1, 4, 5, 6 });
    row("white space", " \t\r\n[ true ,null ]\n", { 4, 6, 11, 12, 17 });
    row("brackets within a string", R"(["[{,:}]"])", { 0, 1, 9 });
    row("escaped quote", R"(["a\"]"])", { 0, 1, 7 });
    row("escaped backslash", R"(["a\\"])", { 0, 1, 6 });
    row("empty string", R"([""])", { 0, 1, 3 });
    row("strings side by side", R"("a""b")", { 0, 3 });
    row("scalar behind a string", R"("a"b)", { 0, 3 });
    row("string behind a scalar", R"(b"a")", { 0 });
    row("number with sign", "[-1.5e+3]", { 0, 1, 8 });
    row("delete character within a string", "[\"\x7f\"]", { 0, 1, 4 });
    row("two bytes", "[\"\xc3\xa9\"]", { 0, 1, 5 });
    row("four bytes", "[\"\xf0\x9f\x8e\x82\"]", { 0, 1, 7 });
    row("byte order mark", "\xef\xbb\xbf[]", { 0, 3, 4 });
    row("long", "[" + QByteArray(1000, ' ') + "1]", { 0, 1001, 1002 });
    row("zero outside of strings", QByteArray("[\0]", 3), { 0, 1, 2 });

    const auto bad = [](const char *name, const QByteArray &text, TokenError error) {
        QTest::newRow(name) << text << error << Tokens();
    };
    bad("nothing", "", TokenError::Empty);
    bad("white space alone", " \n", TokenError::Empty);
    bad("cut off in a string", R"(["a)", TokenError::UnclosedString);
    bad("cut off behind a backslash", R"(["a\)", TokenError::UnclosedString);
    bad("last quote is escaped", R"(["a\")", TokenError::UnclosedString);
    bad("line feed within a string", "[\"a\nb\"]", TokenError::ControlCharacter);
    bad("zero within a string", QByteArray("[\"\0\"]", 5), TokenError::ControlCharacter);
    bad("lone continuation", "[\"\x80\"]", TokenError::NotUtf8);
    bad("overlong", "[\"\xc0\xaf\"]", TokenError::NotUtf8);
    bad("surrogate", "[\"\xed\xa0\x80\"]", TokenError::NotUtf8);
    bad("beyond Unicode", "[\"\xf4\x90\x80\x80\"]", TokenError::NotUtf8);
    bad("cut off within a character", "[\"a\"]\xf0\x9f", TokenError::NotUtf8);
}

void tst_TokenScanner::tokens()
{
    QFETCH(const QByteArray, text);
    QFETCH(const TokenError, error);
    QFETCH(const QList<quint32>, tokens);
    const Result portable = scan<PortableTokenScanner>(text);
    QCOMPARE(portable.error, error);
    QCOMPARE(portable.tokens, tokens);
    if (error == TokenError::None)
        QCOMPARE(portable.size, quint32(text.size()));
#ifdef Q_DYNAMODB_WITH_SIMDJSON
    QVERIFY(scan<SimdTokenScanner>(text) == portable);
#endif
}

// A large text between small ones, whose memory is freed afterwards.
void tst_TokenScanner::memory()
{
    const QByteArray small = R"({"a":[1,2]})";
    const Result expected = scan<TokenScanner>(small);
    const qsizetype elements = qsizetype(unusualTextSize);
    const Result large = scan<TokenScanner>('[' + QByteArray("1,").repeated(elements) + "1]");
    QCOMPARE(large.error, TokenError::None);
    QCOMPARE(large.tokens.size(), 2 * elements + 3);
    QVERIFY(scan<TokenScanner>(small) == expected);
}

void tst_TokenScanner::randomTexts()
{
#ifdef Q_DYNAMODB_WITH_SIMDJSON
    QRandomGenerator random(20261201);
    const QByteArray usual = "{}[]:,\"\\ 1a\n\t\xc3\xa9\x80";
    for (int i = 0; i < 20000; ++i) {
        QByteArray text;
        for (qsizetype size = random.bounded(200); size > 0; --size) {
            // simdjson takes the control characters 0x0c and 0x1a for punctuation.
            const char c = random.bounded(20) == 0 ? char(random.bounded(0x20, 0x100))
                                                   : usual[random.bounded(int(usual.size()))];
            text += c;
        }
        // Most random texts end within a string.
        if (scan<PortableTokenScanner>(text).error == TokenError::UnclosedString)
            text += '"';
        const Result portable = scan<PortableTokenScanner>(text);
        QVERIFY2(scan<SimdTokenScanner>(text) == portable, text.toPercentEncoding().constData());
    }
#else
    QSKIP("This build has one scanner only: it was configured without simdjson");
#endif
}

QTEST_APPLESS_MAIN(tst_TokenScanner)

#include "tst_tokenscanner.moc"
