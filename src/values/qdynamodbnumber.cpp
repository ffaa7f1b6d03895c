// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include <QtDynamoDB/qdynamodbnumber.h>
#include <QtDynamoDB/qdynamodberror.h>
#include <QtDynamoDB/qdynamodbexpected.h>
#include "values/qdynamodbnumber_p.h"

#include <QtCore/qdebug.h>
#include <QtCore/qhashfunctions.h>
#include <QtCore/qlocale.h>
#include <QtCore/qvarlengtharray.h>

#include <cmath>
#include <cstring>
#include <limits>

using namespace Qt::StringLiterals;
using namespace QtDynamoDBPrivate;

namespace {

using Access = NumberAccess;

// An unsigned integer of 128 bits: 38 decimal digits need 127. Not all compilers have such a type.
struct UInt128
{
    quint64 low = 0;
    quint64 high = 0;

    [[nodiscard]] bool isZero() const noexcept { return low == 0 && high == 0; }
};

int compare(const UInt128 &a, const UInt128 &b) noexcept
{
    if (a.high != b.high)
        return a.high < b.high ? -1 : 1;
    return a.low < b.low ? -1 : a.low > b.low ? 1 : 0;
}

UInt128 multiplyAdd(const UInt128 &value, quint32 factor, quint32 addend) noexcept
{
    constexpr quint64 mask = 0xffffffff;
    const quint64 a = (value.low & mask) * factor + addend;
    const quint64 b = (value.low >> 32) * factor + (a >> 32);
    const quint64 c = (value.high & mask) * factor + (b >> 32);
    const quint64 d = (value.high >> 32) * factor + (c >> 32);
    return { (b << 32) | (a & mask), (d << 32) | (c & mask) };
}

// Divides value in place and returns the remainder.
quint32 divide(UInt128 &value, quint32 divisor) noexcept
{
    if (value.high == 0) {
        const quint32 remainder = quint32(value.low % divisor);
        value.low /= divisor;
        return remainder;
    }
    quint64 remainder = 0;
    const auto step = [&](quint64 limb) {
        remainder = (remainder << 32) | limb;
        const quint64 quotient = remainder / divisor;
        remainder %= divisor;
        return quotient;
    };
    const quint64 highHigh = step(value.high >> 32);
    const quint64 highLow = step(value.high & 0xffffffff);
    const quint64 lowHigh = step(value.low >> 32);
    const quint64 lowLow = step(value.low & 0xffffffff);
    value = { (lowHigh << 32) | lowLow, (highHigh << 32) | highLow };
    return quint32(remainder);
}

// The decimal digits of an integer, most significant first; at least one digit.
struct Digits
{
    char text[40];
    int begin = sizeof text;

    explicit Digits(UInt128 value) noexcept
    {
        while (value.high != 0) {
            quint32 chunk = divide(value, 1'000'000'000);
            for (int i = 0; i < 9; ++i, chunk /= 10)
                text[--begin] = char('0' + chunk % 10);
        }
        do {
            text[--begin] = char('0' + value.low % 10);
            value.low /= 10;
        } while (value.low != 0);
    }
    [[nodiscard]] int size() const noexcept { return int(sizeof text) - begin; }
    [[nodiscard]] const char *data() const noexcept { return text + begin; }
};

int digitCount(const UInt128 &value) noexcept
{
    return Digits(value).size();
}

void dropTrailingZeros(UInt128 &mantissa, int &exponent) noexcept
{
    if (mantissa.isZero()) {
        exponent = 0;
        return;
    }
    for (;;) {
        UInt128 shorter = mantissa;
        if (divide(shorter, 10) != 0)
            return;
        mantissa = shorter;
        ++exponent;
    }
}

bool isDigit(char c) noexcept
{
    return c >= '0' && c <= '9';
}

// Parses the exponent after 'e'. Returns false if there is none. A huge exponent is replaced by a
// smaller one that is out of range as well, so that no arithmetic overflows.
bool parseExponent(const char *&in, const char *end, int &exponent) noexcept
{
    bool negative = false;
    if (in != end && (*in == '+' || *in == '-'))
        negative = *in++ == '-';
    if (in == end || !isDigit(*in))
        return false;
    constexpr int largest = 1'000'000'000;
    int value = 0;
    for (; in != end && isDigit(*in); ++in)
        value = value >= largest / 10 ? largest : value * 10 + (*in - '0');
    exponent = negative ? -value : value;
    return true;
}

QDynamoDBNumber parseUtf16(QStringView text) noexcept
{
    QVarLengthArray<char, 128> latin1(text.size());
    for (qsizetype i = 0; i < text.size(); ++i)
        latin1[i] = text[i].unicode() < 128 ? char(text[i].unicode()) : '?';
    return Access::parse(QByteArrayView(latin1.constData(), latin1.size()));
}

QDynamoDBExpected<QDynamoDBNumber> orError(const QDynamoDBNumber &number)
{
    if (!number.isValid())
        return number.error();
    return number;
}

} // namespace

// Parses the common case, which fits into one register: an optional '-' and up to 19 digits with an
// optional point. Returns false for any other text, and for zero.
bool NumberAccess::parseShort(QByteArrayView text, QDynamoDBNumber &number) noexcept
{
    constexpr qsizetype longest = 20; // with the point
    const char *in = text.data();
    const char *const end = in + text.size();
    const bool negative = in != end && *in == '-';
    in += negative ? 1 : 0;
    if (end - in > longest)
        return false;
    quint64 mantissa = 0;
    const char *const first = in;
    const char *point = nullptr;
    for (; in != end; ++in) {
        const auto digit = uchar(*in - '0');
        if (digit < 10) {
            mantissa = mantissa * 10 + digit;
        } else {
            if (*in != '.' || point)
                return false;
            point = in;
        }
    }
    if (mantissa == 0 || (!point && end - first == longest))
        return false;
    number.m_low = mantissa;
    number.m_exponent = point ? qint16(point + 1 - end) : qint16(0);
    number.m_negative = negative;
    return true;
}

QDynamoDBNumber NumberAccess::parse(QByteArrayView text) noexcept
{
    QDynamoDBNumber number;
    if (parseShort(text, number))
        return number;
    const auto fail = [&number](State state) {
        number = {};
        number.m_state = state;
        return number;
    };

    const char *in = text.data();
    const char *const end = in + text.size();
    bool negative = false;
    if (in != end && (*in == '+' || *in == '-'))
        negative = *in++ == '-';

    UInt128 mantissa;
    int digits = 0; // in the mantissa
    // Zeros after these digits. They are appended only if another digit follows.
    qsizetype zeros = 0;
    qsizetype exponent = 0;
    bool tooManyDigits = false;
    bool point = false;
    bool any = false;
    const auto append = [&](quint32 digit) {
        if (digits == maxDigits)
            tooManyDigits = true;
        else if (++digits < 20)
            mantissa.low = mantissa.low * 10 + digit;
        else
            mantissa = multiplyAdd(mantissa, 10, digit);
    };
    for (; in != end; ++in) {
        if (*in == '.' && !point) {
            point = true;
            continue;
        }
        if (!isDigit(*in))
            break;
        any = true;
        exponent -= point ? 1 : 0;
        if (*in == '0') {
            ++zeros;
            continue;
        }
        if (digits > 0) {
            for (; zeros > 0 && !tooManyDigits; --zeros)
                append(0);
        }
        zeros = 0;
        append(quint32(*in - '0'));
    }
    if (!any)
        return fail(State::NotANumber);
    if (in != end && (*in == 'e' || *in == 'E')) {
        ++in;
        int written = 0;
        if (!parseExponent(in, end, written))
            return fail(State::NotANumber);
        exponent += written;
    }
    if (in != end)
        return fail(State::NotANumber);

    if (digits == 0) { // zero: keeps as many decimals as a number can have
        number.m_exponent = qint16(qBound(qsizetype(1 - maxDigits), exponent, qsizetype(0)));
        return number;
    }
    if (tooManyDigits)
        return fail(State::TooManyDigits);
    // Trailing zeros are kept as written, as long as they fit.
    for (; zeros > 0 && digits < maxDigits; --zeros)
        append(0);
    exponent += zeros;
    const qsizetype magnitude = exponent + digits - 1;
    if (magnitude < minMagnitude || magnitude > maxMagnitude)
        return fail(State::OutOfRange);

    number.m_low = mantissa.low;
    number.m_high = mantissa.high;
    number.m_exponent = qint16(exponent);
    number.m_negative = negative;
    return number;
}

char *NumberAccess::write(const QDynamoDBNumber &number, char *out) noexcept
{
    const Digits digits({ number.m_low, number.m_high });
    const int size = digits.size();
    const int exponent = number.m_exponent;
    const int magnitude = exponent + size - 1;
    const auto copy = [&out](const char *from, int count) {
        std::memcpy(out, from, size_t(count));
        out += count;
    };
    const auto fill = [&out](int count) {
        std::memset(out, '0', size_t(count));
        out += count;
    };

    if (number.m_negative)
        *out++ = '-';
    const bool zero = number.m_low == 0 && number.m_high == 0;
    if (!zero && (magnitude >= maxDigits || magnitude < -7)) {
        copy(digits.data(), 1);
        if (size > 1) {
            *out++ = '.';
            copy(digits.data() + 1, size - 1);
        }
        *out++ = 'E';
        *out++ = magnitude < 0 ? '-' : '+';
        const Digits power({ quint64(std::abs(magnitude)), 0 });
        copy(power.data(), power.size());
    } else if (exponent >= 0) {
        copy(digits.data(), size);
        fill(exponent);
    } else if (size > -exponent) {
        copy(digits.data(), size + exponent);
        *out++ = '.';
        copy(digits.data() + size + exponent, -exponent);
    } else {
        *out++ = '0';
        *out++ = '.';
        fill(-exponent - size);
        copy(digits.data(), size);
    }
    return out;
}

QString NumberAccess::sortKey(const QDynamoDBNumber &number)
{
    if (!number.isValid())
        return {};
    UInt128 mantissa { number.m_low, number.m_high };
    if (mantissa.isZero())
        return u"1"_s;
    int exponent = number.m_exponent;
    dropTrailingZeros(mantissa, exponent);
    const Digits digits(mantissa);
    // The key: sign, three digits for the magnitude (shifted so that it starts at 100), digits.
    const int magnitude = exponent + digits.size() - 1 - minMagnitude + 100;
    QString key = u'2' + QString::number(magnitude)
            + QLatin1StringView(digits.data(), digits.size());
    if (!number.m_negative)
        return key;
    // Negative numbers sort in reverse: each digit is replaced by its complement to nine. The
    // letter sorts after all digits, so that -1.25 sorts before -1.2, whose digits it continues.
    key[0] = u'0';
    for (qsizetype i = 1; i < key.size(); ++i)
        key[i] = QChar(ushort(u'0' + u'9' - key[i].unicode()));
    return key + u'z';
}

QString NumberAccess::problem(const QDynamoDBNumber &number)
{
    switch (number.m_state) {
    case State::Valid:
        break;
    case State::NotANumber:
        return u"this is not a decimal number, such as -12.5 or 1E+20"_s;
    case State::TooManyDigits:
        return u"a number has at most 38 significant digits"_s;
    case State::OutOfRange:
        return u"a number other than zero must lie between 1E-130 and "
               "9.9999999999999999999999999999999999999E+125 in magnitude"_s;
    }
    return {};
}

/*!
    \class QDynamoDBNumber
    \inmodule QtDynamoDB
    \brief An exact decimal number of up to 38 significant digits, as DynamoDB stores it.

    A \c double keeps 15 to 17 significant digits and can't represent 0.1 exactly. DynamoDB stores
    decimal numbers of up to 38 digits exactly. This class represents each of these numbers, in 24
    bytes and without allocating memory. Its conversions return nothing if they would lose digits:

    \code
    const QDynamoDBNumber price(u"19.90");
    price.toString();   // "19.90"
    price.toDouble();   // 19.9
    price.toInt64();    // std::nullopt
    \endcode

    A number is zero or lies between 1E-130 and 9.9999999999999999999999999999999999999E+125 in
    magnitude. Trailing zeros are kept as written, up to 38 digits; comparisons ignore them. There
    is no negative zero.

    A text or a floating-point value that is not such a number, for example NaN, makes an \e invalid
    number. It can be copied, compared and printed, but a call with it fails.

    The functions of this class are reentrant.

    \since 0.1
    \sa QDynamoDBValue,
    {https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html}
    {Data types in DynamoDB}
*/

/*! \fn QDynamoDBNumber::QDynamoDBNumber()
    Constructs a zero.
*/

/*! \fn QDynamoDBNumber::QDynamoDBNumber(int value)
    \fn QDynamoDBNumber::QDynamoDBNumber(uint value)
    \fn QDynamoDBNumber::QDynamoDBNumber(long value)
    \fn QDynamoDBNumber::QDynamoDBNumber(ulong value)

    Constructs a number of \a value.
*/

/*! \fn bool QDynamoDBNumber::operator==(const QDynamoDBNumber &a, const QDynamoDBNumber &b)
    \fn bool QDynamoDBNumber::operator!=(const QDynamoDBNumber &a, const QDynamoDBNumber &b)

    Returns whether \a a and \a b are equal or not. Numbers are compared by value: 1.50 equals 1.5.
    All invalid numbers are equal.
*/

/*! \fn bool QDynamoDBNumber::operator<(const QDynamoDBNumber &a, const QDynamoDBNumber &b)
    \fn bool QDynamoDBNumber::operator>(const QDynamoDBNumber &a, const QDynamoDBNumber &b)
    \fn bool QDynamoDBNumber::operator<=(const QDynamoDBNumber &a, const QDynamoDBNumber &b)
    \fn bool QDynamoDBNumber::operator>=(const QDynamoDBNumber &a, const QDynamoDBNumber &b)

    Compares \a a and \a b by value. An invalid number is less than any valid one.
*/

/*! \fn QDebug QDynamoDBNumber::operator<<(QDebug debug, const QDynamoDBNumber &number)

    Prints \a number to \a debug.
*/

/*! Constructs a number of \a value. */
QDynamoDBNumber::QDynamoDBNumber(qint64 value) noexcept
    : m_low(value < 0 ? 0 - quint64(value) : quint64(value))
    , m_negative(value < 0)
{
}

/*! Constructs a number of \a value. */
QDynamoDBNumber::QDynamoDBNumber(quint64 value) noexcept
    : m_low(value)
{
}

/*!
    Constructs the shortest decimal number that converts back to \a value: 0.1f becomes 0.1. The
    number is invalid if \a value is infinite, NaN, or outside DynamoDB's range.
*/
QDynamoDBNumber::QDynamoDBNumber(float value) noexcept
{
    if (!std::isfinite(value)) {
        m_state = State::NotANumber;
        return;
    }
    for (int digits = 6; digits <= 9; ++digits) { // nine digits identify every float
        const QByteArray text = QByteArray::number(double(value), 'g', digits);
        if (digits == 9 || float(text.toDouble()) == value) {
            *this = NumberAccess::parse(text);
            return;
        }
    }
}

/*! \overload */
QDynamoDBNumber::QDynamoDBNumber(double value) noexcept
{
    if (!std::isfinite(value)) {
        m_state = State::NotANumber;
        return;
    }
    constexpr double exactIntegers = 9007199254740992; // 2^53
    if (std::fabs(value) < exactIntegers && std::trunc(value) == value)
        *this = QDynamoDBNumber(qint64(value));
    else
        *this = NumberAccess::parse(QByteArray::number(value, 'g', QLocale::FloatingPointShortest));
}

/*!
    Constructs the number in \a text, which consists of an optional sign, digits with an optional
    decimal point, and an optional exponent such as \c E-7, without white space. The number is
    invalid if \a text is anything else, has more than 38 significant digits, or is out of range.

    \sa fromString(), error()
*/
QDynamoDBNumber::QDynamoDBNumber(QStringView text) noexcept
    : QDynamoDBNumber(parseUtf16(text))
{
}

/*!
    Returns the number in \a text, or an error of code QDynamoDBError::InvalidParameterValue whose
    message says why \a text is not a valid number. The format is that of the constructor. Include
    \c <QtDynamoDB/qdynamodbexpected.h> to use this function.

    \sa toString()
*/
QDynamoDBExpected<QDynamoDBNumber> QDynamoDBNumber::fromString(QStringView text)
{
    return orError(QDynamoDBNumber(text));
}

/*!
    Returns the number in \a text, as fromString() does.

    \sa toUtf8()
*/
QDynamoDBExpected<QDynamoDBNumber> QDynamoDBNumber::fromUtf8(QByteArrayView text)
{
    return orError(NumberAccess::parse(text));
}

/*! \fn bool QDynamoDBNumber::isValid() const
    Returns whether DynamoDB can store the number.

    \sa error()
*/

/*!
    Returns an error of code QDynamoDBError::InvalidParameterValue whose message says why the number
    is not valid, or no error if it is valid. Include \c <QtDynamoDB/qdynamodberror.h> to use this
    function.
*/
QDynamoDBError QDynamoDBNumber::error() const
{
    if (isValid())
        return {};
    return QDynamoDBError(QDynamoDBError::Code::InvalidParameterValue, NumberAccess::problem(*this));
}

/*! Returns whether the number is valid and has no fraction. 2.00 has none. */
bool QDynamoDBNumber::isInteger() const noexcept
{
    if (!isValid())
        return false;
    UInt128 mantissa { m_low, m_high };
    int exponent = m_exponent;
    if (exponent < 0)
        dropTrailingZeros(mantissa, exponent);
    return exponent >= 0;
}

/*!
    Returns the number as a signed integer, or nothing if it is invalid, has a fraction, or does not
    fit.
*/
std::optional<qint64> QDynamoDBNumber::toInt64() const noexcept
{
    QDynamoDBNumber magnitude = *this;
    magnitude.m_negative = false;
    const std::optional<quint64> value = magnitude.toUInt64();
    constexpr quint64 limit = quint64(std::numeric_limits<qint64>::max());
    if (!value || *value > limit + (m_negative ? 1 : 0))
        return std::nullopt;
    return m_negative ? qint64(0 - *value) : qint64(*value);
}

/*!
    Returns the number as an unsigned integer, or nothing if it is invalid, negative, has a
    fraction, or does not fit.
*/
std::optional<quint64> QDynamoDBNumber::toUInt64() const noexcept
{
    if (!isValid() || m_negative)
        return std::nullopt;
    UInt128 mantissa { m_low, m_high };
    int exponent = m_exponent;
    if (exponent != 0)
        dropTrailingZeros(mantissa, exponent);
    if (exponent < 0 || exponent > 19)
        return std::nullopt;
    for (; exponent > 0 && mantissa.high == 0; --exponent)
        mantissa = multiplyAdd(mantissa, 10, 0);
    if (mantissa.high != 0)
        return std::nullopt;
    return mantissa.low;
}

/*!
    Returns the number as a double if the conversion is lossless, which means that
    \c {QDynamoDBNumber(double)} converts the result back to an equal number; otherwise nothing.

    \sa toNearestDouble()
*/
std::optional<double> QDynamoDBNumber::toDouble() const noexcept
{
    if (!isValid())
        return std::nullopt;
    const double value = toNearestDouble();
    // A double represents any number of 15 digits.
    constexpr quint64 fifteenDigits = 1'000'000'000'000'000;
    if ((m_high == 0 && m_low < fifteenDigits) || QDynamoDBNumber(value) == *this)
        return value;
    return std::nullopt;
}

/*!
    Returns the double that is nearest to the number, or NaN if the number is not valid.

    \sa toDouble()
*/
double QDynamoDBNumber::toNearestDouble() const noexcept
{
    if (!isValid())
        return std::numeric_limits<double>::quiet_NaN();
    // Both operands are exact, so that the result of the one operation is correctly rounded.
    static constexpr double powers[] = { 1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                         1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                                         1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22 };
    constexpr quint64 exact = quint64(1) << 53;
    if (m_high == 0 && m_low <= exact && m_exponent >= -22 && m_exponent <= 22) {
        const double mantissa = m_negative ? -double(m_low) : double(m_low);
        if (m_low == 0)
            return 0;
        return m_exponent < 0 ? mantissa / powers[-m_exponent] : mantissa * powers[m_exponent];
    }
    char text[NumberAccess::maxTextSize];
    return QByteArrayView(text, NumberAccess::write(*this, text)).toDouble();
}

/*!
    Returns the number as text, or an empty text if it is not valid. A number from 1E-7 to below
    1E+38 in magnitude is written without an exponent, any other number with one. The text is what
    is sent to DynamoDB, and fromString() converts it back to the same number.
*/
QString QDynamoDBNumber::toString() const
{
    if (!isValid())
        return {};
    char text[NumberAccess::maxTextSize];
    return QString::fromLatin1(text, NumberAccess::write(*this, text) - text);
}

/*! Returns toString() in UTF-8. */
QByteArray QDynamoDBNumber::toUtf8() const
{
    if (!isValid())
        return {};
    char text[NumberAccess::maxTextSize];
    return QByteArray(text, NumberAccess::write(*this, text) - text);
}

/*!
    Returns toString(), so that no digits are lost where the JSON text is parsed. JavaScript's
    \c {JSON.stringify()} calls this function and passes the name of the \a member, which is
    ignored.
*/
QString QDynamoDBNumber::toJSON(const QString &member) const
{
    Q_UNUSED(member);
    return toString();
}

int QDynamoDBNumber::compare(const QDynamoDBNumber &a, const QDynamoDBNumber &b) noexcept
{
    if (!a.isValid() || !b.isValid())
        return int(a.isValid()) - int(b.isValid());
    UInt128 x { a.m_low, a.m_high };
    UInt128 y { b.m_low, b.m_high };
    const int signX = x.isZero() ? 0 : a.m_negative ? -1 : 1;
    const int signY = y.isZero() ? 0 : b.m_negative ? -1 : 1;
    if (signX != signY)
        return signX < signY ? -1 : 1;
    if (signX == 0)
        return 0;
    if (a.m_exponent == b.m_exponent)
        return signX * ::compare(x, y);
    const int magnitudeX = a.m_exponent + digitCount(x);
    const int magnitudeY = b.m_exponent + digitCount(y);
    if (magnitudeX != magnitudeY)
        return magnitudeX < magnitudeY ? -signX : signX;
    // With equal magnitudes, the mantissas have at most 38 digits at the smaller exponent.
    for (int i = b.m_exponent; i < a.m_exponent; ++i)
        x = multiplyAdd(x, 10, 0);
    for (int i = a.m_exponent; i < b.m_exponent; ++i)
        y = multiplyAdd(y, 10, 0);
    return signX * ::compare(x, y);
}

/*!
    \fn size_t QDynamoDBNumber::qHash(const QDynamoDBNumber &number, size_t seed)

    Returns a hash of \a number, using \a seed. Equal numbers have the same hash.
*/
size_t qHash(const QDynamoDBNumber &number, size_t seed) noexcept
{
    if (!number.isValid())
        return qHash(-1, seed);
    UInt128 mantissa { number.m_low, number.m_high };
    int exponent = number.m_exponent;
    dropTrailingZeros(mantissa, exponent);
    return qHashMulti(seed, mantissa.low, mantissa.high, exponent, number.m_negative);
}

QDebug operator<<(QDebug debug, const QDynamoDBNumber &number)
{
    const QDebugStateSaver saver(debug);
    debug.nospace().noquote() << "QDynamoDBNumber("
                              << (number.isValid() ? number.toString() : u"invalid"_s) << ')';
    return debug;
}
