// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/flashforge/httpreplies.h"

#include "base/text.h"
#include "drivers/flashforge/jsonvalues_p.h"
#include "drivers/flashforge/materials.h"
#include "drivers/flashforge/replyerrors_p.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>

#include <array>
#include <cmath>
#include <limits>

namespace flotilla::flashforge {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype maxMessageCharacters = 200;
constexpr qsizetype maxFileNameCharacters = 255;
constexpr qsizetype maxMaterialCharacters = 32;
constexpr qsizetype maxListedFiles = 10'000;
constexpr qsizetype maxToolsOfFile = 16;
constexpr int maxTools = 64;
constexpr qint64 maxSeconds = 10LL * 365 * 24 * 3600;
constexpr double maxGrams = 1e6;

// Replies that hold one of these are answers, also where the code is missing.
constexpr std::array payloadKeys {"detail"_L1, "product"_L1, "gcodeList"_L1, "gcodeListDetail"_L1,
                                  "imageData"_L1};
constexpr std::array fileNameKeys {"gcodeFileName"_L1, "fileName"_L1, "name"_L1};

QString messageOf(const QJsonObject &reply)
{
    for (const QLatin1StringView key : {"message"_L1, "msg"_L1}) {
        if (const auto message = json::text(reply.value(key), maxMessageCharacters))
            return *message;
    }
    return {};
}

// The code, 0 where it is missing but the reply is a good one all the same; nullopt where there is
// none.
std::optional<qint64> codeOf(const QJsonObject &reply)
{
    for (const QLatin1StringView key : {"code"_L1, "err"_L1}) {
        const QJsonValue value = reply.value(key);
        if (value.isUndefined())
            continue;
        const auto number = json::number(value);
        // A fraction is no code, and must not become 0.
        if (!number || std::trunc(*number) != *number)
            return std::nullopt;
        return json::integer(value, std::numeric_limits<int>::min(),
                             std::numeric_limits<int>::max());
    }
    if (messageOf(reply).compare("success"_L1, Qt::CaseInsensitive) == 0)
        return 0;
    for (const QLatin1StringView key : payloadKeys) {
        if (reply.contains(key))
            return 0;
    }
    return std::nullopt;
}

std::optional<QString> listedName(const QJsonValue &entry)
{
    if (entry.isString())
        return json::exactText(entry, maxFileNameCharacters);
    for (const QLatin1StringView key : fileNameKeys) {
        if (const auto name = json::exactText(entry.toObject().value(key), maxFileNameCharacters))
            return name;
    }
    return std::nullopt;
}

std::optional<double> gramsOf(const QJsonValue &value)
{
    const auto grams = json::number(value);
    return grams && *grams >= 0 && *grams <= maxGrams ? grams : std::nullopt;
}

std::optional<int> toolNumber(const QJsonValue &value, int minimum)
{
    const auto number = json::integer(value, minimum, maxTools);
    return number ? std::optional(int(*number)) : std::nullopt;
}

QList<StoredFileTool> toolsOf(const QJsonArray &array)
{
    QList<StoredFileTool> tools;
    for (const QJsonValue &value : array) {
        const QJsonObject object = value.toObject();
        const auto toolId = toolNumber(object.value("toolId"_L1), 0);
        if (!toolId || tools.size() >= maxToolsOfFile)
            continue;
        tools.append(
            {*toolId, toolNumber(object.value("slotId"_L1), 1),
             json::text(object.value("materialName"_L1), maxMaterialCharacters).value_or(QString()),
             normalizedColor(object.value("materialColor"_L1).toString()).value_or(QString()),
             gramsOf(object.value("filamentWeight"_L1))});
    }
    return tools;
}

// Takes over what `object` says about the file and leaves the rest.
void readFile(StoredFile &file, const QJsonObject &object)
{
    if (const auto seconds = json::integer(object.value("printingTime"_L1), 0, maxSeconds))
        file.printingSeconds = seconds;
    if (const auto count = toolNumber(object.value("gcodeToolCnt"_L1), 0))
        file.toolCount = count;
    if (const auto grams = gramsOf(object.value("totalFilamentWeight"_L1)))
        file.grams = grams;
    if (const auto station = json::boolean(object.value("useMatlStation"_L1)))
        file.usesStation = station;
    if (object.value("gcodeToolDatas"_L1).isArray())
        file.tools = toolsOf(object.value("gcodeToolDatas"_L1).toArray());
}

} // namespace

ReplyResult<QJsonObject> parseReply(QByteArrayView body, const Credentials &credentials)
{
    const auto unreadable
        = [&] { return tl::unexpected(unreadableReply(safeDetail(body, credentials))); };
    if (body.size() > maxReplyBytes)
        return unreadable();
    const QJsonDocument document
        = QJsonDocument::fromJson(QByteArray::fromRawData(body.data(), body.size()));
    if (!document.isObject())
        return unreadable();

    const QJsonObject reply = document.object();
    const auto code = codeOf(reply);
    if (!code)
        return tl::unexpected(unreadableReply(safeDetail(reply, credentials)));
    if (*code != 0)
        return tl::unexpected(failureForCode(*code,
                                             withoutCredentials(messageOf(reply), credentials),
                                             safeDetail(reply, credentials)));
    return reply;
}

Product productFromReply(const QJsonObject &reply)
{
    const QJsonObject product = reply.value("product"_L1).toObject();
    return {json::boolean(product.value("nozzleTempCtrlState"_L1)),
            json::boolean(product.value("platformTempCtrlState"_L1)),
            json::boolean(product.value("chamberTempCtrlState"_L1)),
            json::boolean(product.value("lightCtrlState"_L1)),
            json::boolean(product.value("internalFanCtrlState"_L1)),
            json::boolean(product.value("externalFanCtrlState"_L1))};
}

QList<StoredFile> filesFromReply(const QJsonObject &reply)
{
    QList<StoredFile> files;
    QHash<QString, qsizetype> places;
    for (const QLatin1StringView key : {"gcodeList"_L1, "gcodeListDetail"_L1}) {
        for (const QJsonValue &entry : reply.value(key).toArray()) {
            const auto name = listedName(entry);
            if (!name || name->isEmpty())
                continue;
            if (!places.contains(*name)) {
                if (files.size() >= maxListedFiles)
                    return files;
                places.insert(*name, files.size());
                files.append({*name, cleanText(*name, maxFileNameCharacters)});
            }
            readFile(files[places.value(*name)], entry.toObject());
        }
    }
    return files;
}

ReplyResult<QByteArray> thumbnailFromReply(const QJsonObject &reply)
{
    QByteArray encoded = reply.value("imageData"_L1).toString().toLatin1();
    // "data:image/png;base64," before the data.
    if (encoded.startsWith("data:"))
        encoded = encoded.sliced(encoded.indexOf(',') + 1);
    encoded.replace('\n', "").replace('\r', "");
    if (encoded.isEmpty())
        return tl::unexpected(ReplyFailure {
            ReplyCause::FileMissing,
            {Error::Kind::NotFound,
             QCoreApplication::translate("flashforge", "The printer has no picture of this file."),
             {}}});
    const auto decoded
        = QByteArray::fromBase64Encoding(encoded, QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded || (*decoded).size() > maxImageBytes || !imageFormat(*decoded))
        return tl::unexpected(unreadableReply(u"imageData"_s));
    return *decoded;
}

ReplyResult<QByteArray> parseRunningThumbnail(QByteArrayView body, const Credentials &credentials)
{
    if (body.size() <= maxImageBytes && imageFormat(body))
        return body.toByteArray();
    const auto reply = parseReply(body, credentials);
    if (!reply)
        return tl::unexpected(reply.error());
    return tl::unexpected(unreadableReply(safeDetail(*reply, credentials)));
}

} // namespace flotilla::flashforge
