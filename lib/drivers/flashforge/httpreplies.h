// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "drivers/flashforge/credentials.h"
#include "drivers/flashforge/images.h"

#include <QByteArray>
#include <QJsonObject>
#include <QList>
#include <QString>

#include <optional>

namespace flotilla::flashforge {

// Ceiling for one JSON reply.
inline constexpr qsizetype maxReplyBytes = 1024 * 1024;

// Why a request came to nothing, for the session to branch on; the Error beside it is for people.
enum class ReplyCause {
    WrongSerial, // stop polling, ask for the serial number
    WrongCode, // stop polling, ask for the check code
    LanModeOff, // look again slowly
    Malformed, // the printer says that our request was: our own fault, do not repeat
    Busy, // or a finished job that nobody has cleared
    FileMissing,
    Unreadable, // no JSON, no code: a failed poll, nothing more
    Other,
};

struct ReplyFailure
{
    ReplyCause cause = ReplyCause::Other;
    Error error;
};

template<typename T> using ReplyResult = tl::expected<T, ReplyFailure>;

// The whole object of a successful reply. Content types are not looked at (one firmware misspells
// its own), unknown and missing fields are fine. `credentials` are what we sent: they are struck
// from the error's detail, as are register codes.
ReplyResult<QJsonObject> parseReply(QByteArrayView body, const Credentials &credentials);

// What /product says is fitted; not to be trusted where Model::trustsProduct is false.
struct Product
{
    std::optional<bool> nozzleTemperature = {};
    std::optional<bool> bedTemperature = {};
    std::optional<bool> chamberTemperature = {};
    std::optional<bool> light = {};
    std::optional<bool> internalFan = {};
    std::optional<bool> externalFan = {};
    bool operator==(const Product &) const = default;
};
Product productFromReply(const QJsonObject &reply);

struct StoredFileTool
{
    int toolId = 0;
    std::optional<int> slotId = {}; // as sliced
    QString material = {};
    QString color = {}; // "#RRGGBB" or empty
    std::optional<double> grams = {};
    bool operator==(const StoredFileTool &) const = default;
};

struct StoredFile
{
    QString name; // exactly as the printer spells it: goes back to it, never on a screen
    QString shownName; // the same, safe to show
    std::optional<qint64> printingSeconds = {};
    std::optional<int> toolCount = {};
    std::optional<double> grams = {};
    std::optional<bool> usesStation = {};
    QList<StoredFileTool> tools = {};
    bool operator==(const StoredFile &) const = default;
};

// Names, objects and the AD5X's details alike; each name once, in the printer's order.
QList<StoredFile> filesFromReply(const QJsonObject &reply);

// The picture of /gcodeThumb; BadReply where there is none or it is no PNG, BMP or JPEG.
ReplyResult<QByteArray> thumbnailFromReply(const QJsonObject &reply);

// The answer to GET /getThum: a picture, or JSON that says why not.
ReplyResult<QByteArray> parseRunningThumbnail(QByteArrayView body, const Credentials &credentials);

} // namespace flotilla::flashforge
