// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/flashforge/credentials.h"

#include <QCoreApplication>

#include <algorithm>

namespace flotilla::flashforge {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype maxSerialCharacters = 64;
constexpr qsizetype maxCheckCodeCharacters = 64;
constexpr QLatin1StringView serialPrefix = "SN"_L1;

bool isHeaderValue(QStringView text, qsizetype maximum)
{
    return !text.isEmpty() && text.size() <= maximum
        && std::all_of(text.begin(), text.end(), [](QChar c) { return c > u' ' && c < u'\x7f'; });
}

tl::unexpected<Error> wrongUse(const char *text)
{
    return failure(Error::Kind::WrongUse, QCoreApplication::translate("flashforge", text));
}

} // namespace

QString normalizedSerial(QStringView text)
{
    const QString serial = text.trimmed().toString();
    if (serial.isEmpty())
        return serial;
    if (serial.startsWith(serialPrefix, Qt::CaseInsensitive))
        return serialPrefix + serial.sliced(serialPrefix.size());
    return serialPrefix + serial;
}

bool isSameSerial(QStringView one, QStringView other)
{
    const QString serial = normalizedSerial(one);
    return !serial.isEmpty() && serial.compare(normalizedSerial(other), Qt::CaseInsensitive) == 0;
}

bool isUsableSerial(QStringView serialNumber)
{
    return isHeaderValue(normalizedSerial(serialNumber), maxSerialCharacters);
}

Result<Credentials> usableCredentials(QStringView serialNumber, QStringView checkCode)
{
    Credentials credentials {normalizedSerial(serialNumber), checkCode.trimmed().toString()};
    if (!isUsableSerial(serialNumber))
        return wrongUse(
            QT_TRANSLATE_NOOP("flashforge",
                              "The serial number must be 1 to 64 letters and digits, as on the "
                              "printer's label."));
    if (!isHeaderValue(credentials.checkCode, maxCheckCodeCharacters))
        return wrongUse(QT_TRANSLATE_NOOP(
            "flashforge",
            "The check code must be 1 to 64 letters and digits. The printer shows "
            "it beside the switch for LAN-only mode."));
    return credentials;
}

QString withoutCredentials(QString text, const Credentials &credentials)
{
    const auto hide = [&text](const QString &secret) {
        if (!secret.isEmpty())
            text.replace(secret, u"•••"_s, Qt::CaseInsensitive);
    };
    hide(credentials.checkCode);
    hide(credentials.serialNumber);
    // Its short form, which other programs and messages use.
    if (credentials.serialNumber.startsWith(serialPrefix, Qt::CaseInsensitive))
        hide(credentials.serialNumber.sliced(serialPrefix.size()));
    return text;
}

} // namespace flotilla::flashforge
