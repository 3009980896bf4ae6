// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/xyzprinting/jsonreplies.h"

#include "base/masking.h"
#include "drivers/xyzprinting/jsonframer.h"
#include "drivers/xyzprinting/jsonvalues_p.h"

#include <QCoreApplication>
#include <QJsonDocument>

#include <limits>

namespace flotilla::xyzprinting {

using namespace Qt::StringLiterals;

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(xyzprinting)
};

constexpr qsizetype longestMessage = 200;
constexpr qsizetype longestDetail = 400; // escapes make the masked bytes longer
constexpr qsizetype longestToken = 256;

struct Refusal
{
    JsonOutcome outcome;
    Error::Kind kind;
    const char *message;
};

constexpr Refusal refusals[] = {
    {JsonOutcome::CommandIncorrect, Error::Kind::Refused,
     QT_TRANSLATE_NOOP("xyzprinting",
                       "The printer does not take this command, or the job it runs was not "
                       "started from here.")},
    {JsonOutcome::Busy, Error::Kind::Busy,
     QT_TRANSLATE_NOOP("xyzprinting", "The printer is busy. Try again in a moment.")},
};

constexpr Refusal fileRefusals[] = {
    {JsonOutcome::FileUnsupported, Error::Kind::BadFile,
     QT_TRANSLATE_NOOP("xyzprinting", "The printer does not take files of this kind.")},
    {JsonOutcome::BadChecksum, Error::Kind::ChecksumMismatch,
     QT_TRANSLATE_NOOP("xyzprinting", "The file arrived damaged. Send it again.")},
    {JsonOutcome::CommandIncorrect, Error::Kind::Refused,
     QT_TRANSLATE_NOOP("xyzprinting",
                       "The printer did not understand the request to send a file.")},
    {JsonOutcome::Busy, Error::Kind::Busy,
     QT_TRANSLATE_NOOP("xyzprinting",
                       "The printer is busy and took no file. Send it again when it is free.")},
};

template<size_t N> Error refusalFrom(const Refusal (&table)[N], const JsonReply &reply)
{
    const QString detail = u"result %1 %2"_s.arg(reply.result).arg(reply.message).trimmed();
    for (const Refusal &row : table) {
        if (reply.is(row.outcome))
            return {row.kind, Tr::tr(row.message), detail};
    }
    return {Error::Kind::Refused, Tr::tr("The printer refused without saying why."), detail};
}

} // namespace

Error unreadableJson(const QString &detail)
{
    return {Error::Kind::BadReply, Tr::tr("The printer's answer could not be understood."), detail};
}

Result<JsonReply> parseJsonReply(QByteArrayView object)
{
    const auto unreadable
        = [object] { return failure(unreadableJson(maskedTraffic(object).left(longestDetail))); };
    if (object.size() > JsonFramer::maxObjectBytes)
        return unreadable();
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(object.toByteArray(), &error);
    if (error.error != QJsonParseError::NoError || !document.isObject())
        return unreadable();
    const QJsonObject body = document.object();
    constexpr int largest = std::numeric_limits<int>::max();
    const auto result = json::integer(body[u"result"_s], 0, largest);
    if (!result)
        return unreadable();
    JsonReply reply {.result = int(*result), .body = body};
    if (const auto command = json::integer(body[u"command"_s], -1, largest))
        reply.command = int(*command);
    reply.message = json::text(body[u"message"_s], longestMessage);
    if (const QString token = body[u"token"_s].toString(); token.size() <= longestToken)
        reply.token = token;
    reply.length = json::integer(body[u"length"_s], 0, std::numeric_limits<qint32>::max());
    return reply;
}

Error jsonRefusal(const JsonReply &reply)
{
    return refusalFrom(refusals, reply);
}

Error jsonFileRefusal(const JsonReply &reply)
{
    return refusalFrom(fileRefusals, reply);
}

Result<qint64> announcedPicture(const JsonReply &reply)
{
    if (!reply.is(JsonOutcome::Ok))
        return failure(jsonRefusal(reply));
    if (reply.message != "START_SEND"_L1 || !reply.length || *reply.length < 1
        || *reply.length > JsonFramer::maxRawBytes)
        return failure(unreadableJson(u"a picture was not announced properly"_s));
    return *reply.length;
}

Result<void> pictureEnd(const JsonReply &reply, qint64 bytes)
{
    if (!reply.is(JsonOutcome::Ok) || reply.message != "SEND_FINISH"_L1
        || reply.length.value_or(bytes) != bytes)
        return failure(unreadableJson(u"the picture did not end properly"_s));
    return {};
}

QList<quint32> loggedErrors(const JsonReply &reply)
{
    if (!reply.is(JsonOutcome::Ok))
        return {};
    const QJsonObject data = reply.body[u"data"_s].toObject();
    const QJsonValue logged = data.contains(u"error"_s) ? data[u"error"_s] : reply.body[u"error"_s];
    return json::errorNumbers(logged);
}

} // namespace flotilla::xyzprinting
