// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/flashforge/replyerrors_p.h"

#include "base/masking.h"
#include "base/text.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>

#include <array>

namespace flotilla::flashforge {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype maxDetailCharacters = 400;
constexpr qsizetype examinedBytes = 4096;
constexpr int maxRedactedDepth = 8;

constexpr qint64 anyCode = -1000;

struct CauseRow
{
    qint64 code;
    QLatin1StringView word; // in the message, any letter case; empty fits all
    ReplyCause cause;
    Error::Kind kind;
    const char *text;
};

constexpr const char *wrongSerial
    = QT_TRANSLATE_NOOP("flashforge",
                        "The printer has another serial number. Compare it with the label on the "
                        "printer or in its settings.");
constexpr const char *wrongCode = QT_TRANSLATE_NOOP(
    "flashforge",
    "The printer does not accept the check code. It is shown on the printer's screen beside the "
    "switch for LAN-only mode and changes when the mode is switched.");
constexpr const char *wrongEither
    = QT_TRANSLATE_NOOP("flashforge",
                        "The printer does not accept the serial number or the check code. Compare "
                        "both with the printer's screen.");
constexpr const char *lanModeOff = QT_TRANSLATE_NOOP(
    "flashforge",
    "LAN-only mode is off. Turn on LAN-only mode in the network settings on the printer's screen.");
constexpr const char *malformed
    = QT_TRANSLATE_NOOP("flashforge",
                        "The printer did not understand the request. This is a fault of this "
                        "program or a firmware it does not know yet.");
constexpr const char *busy
    = QT_TRANSLATE_NOOP("flashforge",
                        "The printer is busy, or its last job has not been cleared yet. Try again "
                        "once the plate is reported clear.");
constexpr const char *fileMissing
    = QT_TRANSLATE_NOOP("flashforge", "The printer has no such file.");

// The first row that fits counts. Codes 3 to 5 have a second meaning that one emulator uses.
constexpr std::array causeTable {
    CauseRow {1, "access code"_L1, ReplyCause::WrongCode, Error::Kind::NotAuthorised, wrongCode},
    CauseRow {1, "check code"_L1, ReplyCause::WrongCode, Error::Kind::NotAuthorised, wrongCode},
    CauseRow {1, "checkcode"_L1, ReplyCause::WrongCode, Error::Kind::NotAuthorised, wrongCode},
    CauseRow {1, "serial"_L1, ReplyCause::WrongSerial, Error::Kind::NotAuthorised, wrongSerial},
    CauseRow {1, "sn "_L1, ReplyCause::WrongSerial, Error::Kind::NotAuthorised, wrongSerial},
    CauseRow {1, "unauthorized"_L1, ReplyCause::WrongCode, Error::Kind::NotAuthorised, wrongEither},
    CauseRow {1001, {}, ReplyCause::WrongCode, Error::Kind::NotAuthorised, wrongEither},
    CauseRow {-1, {}, ReplyCause::Malformed, Error::Kind::Internal, malformed},
    CauseRow {-2, {}, ReplyCause::LanModeOff, Error::Kind::Refused, lanModeOff},
    CauseRow {2, {}, ReplyCause::Busy, Error::Kind::Busy, busy},
    CauseRow {3, "unauthorized"_L1, ReplyCause::WrongCode, Error::Kind::NotAuthorised, wrongEither},
    CauseRow {3, {}, ReplyCause::FileMissing, Error::Kind::NotFound, fileMissing},
    CauseRow {4, {}, ReplyCause::FileMissing, Error::Kind::NotFound, fileMissing},
    CauseRow {5, {}, ReplyCause::Busy, Error::Kind::Busy, busy},
    // Whatever the code: these sentences are clear.
    CauseRow {anyCode, "access code is different"_L1, ReplyCause::WrongCode,
              Error::Kind::NotAuthorised, wrongCode},
    CauseRow {anyCode, "sn is different"_L1, ReplyCause::WrongSerial, Error::Kind::NotAuthorised,
              wrongSerial},
    CauseRow {anyCode, "lan mode error"_L1, ReplyCause::LanModeOff, Error::Kind::Refused,
              lanModeOff},
};

// Keys whose values are secrets, in lower case. Longer keys that contain one count as well.
constexpr std::array secretKeys {"registercode"_L1, "checkcode"_L1, "accesscode"_L1,
                                 "serialnumber"_L1, "macaddr"_L1,   "password"_L1,
                                 "token"_L1};

bool isSecretKey(const QString &key)
{
    QString plain = key.toLower();
    plain.remove(u'_').remove(u'-');
    if (plain == "sn"_L1)
        return true;
    for (const QLatin1StringView secret : secretKeys) {
        if (plain.contains(secret))
            return true;
    }
    return false;
}

QJsonValue redacted(const QJsonValue &value, int depth);

QJsonObject redacted(const QJsonObject &object, int depth)
{
    QJsonObject clean;
    for (auto it = object.begin(); it != object.end(); ++it) {
        const bool empty = it->isString() && it->toString().isEmpty();
        clean.insert(it.key(),
                     isSecretKey(it.key()) && !empty ? QJsonValue(u"•••"_s)
                                                     : redacted(it.value(), depth + 1));
    }
    return clean;
}

QJsonValue redacted(const QJsonValue &value, int depth)
{
    if (depth > maxRedactedDepth)
        return u"…"_s;
    if (value.isObject())
        return redacted(value.toObject(), depth);
    if (value.isArray()) {
        QJsonArray clean;
        for (const QJsonValue &element : value.toArray())
            clean.append(redacted(element, depth + 1));
        return clean;
    }
    return value;
}

QString shortened(const QString &text, const Credentials &credentials)
{
    // Free text may quote the credentials, and may hold pairs that only look like JSON.
    const QString safe
        = cleanText(withoutCredentials(maskSecrets(text), credentials), maxDetailCharacters + 1);
    return safe.size() > maxDetailCharacters ? QString(safe.first(maxDetailCharacters) + u'…')
                                             : safe;
}

QString translated(const char *text)
{
    return QCoreApplication::translate("flashforge", text);
}

} // namespace

QString safeDetail(const QJsonObject &reply, const Credentials &credentials)
{
    const QByteArray json = QJsonDocument(redacted(reply, 0)).toJson(QJsonDocument::Compact);
    return shortened(QString::fromUtf8(json), credentials);
}

QString safeDetail(QByteArrayView body, const Credentials &credentials)
{
    return shortened(QString::fromUtf8(body.first(qMin(body.size(), examinedBytes))), credentials);
}

ReplyFailure failureForCode(qint64 code, const QString &message, const QString &detail)
{
    // A blank at the end lets "sn " meet a message that ends with it.
    const QString searched = message + u' ';
    for (const CauseRow &row : causeTable) {
        if ((row.code == code || row.code == anyCode)
            && (row.word.isEmpty() || searched.contains(row.word, Qt::CaseInsensitive)))
            return {row.cause, {row.kind, translated(row.text), detail}};
    }
    if (code == 1 && message.isEmpty())
        return {ReplyCause::WrongCode,
                {Error::Kind::NotAuthorised, translated(wrongEither), detail}};
    const QString text = message.isEmpty()
        ? translated(QT_TRANSLATE_NOOP("flashforge", "The printer refused with code %1.")).arg(code)
        : translated(QT_TRANSLATE_NOOP("flashforge", "The printer refused: %1 (code %2)."))
              .arg(message)
              .arg(code);
    return {ReplyCause::Other, {Error::Kind::Refused, text, detail}};
}

ReplyFailure unreadableReply(const QString &detail)
{
    return {ReplyCause::Unreadable,
            {Error::Kind::BadReply,
             translated(QT_TRANSLATE_NOOP(
                 "flashforge",
                 "The printer's answer could not be understood. Check that the "
                 "address is the printer's and that its firmware is up to date.")),
             detail}};
}

} // namespace flotilla::flashforge
