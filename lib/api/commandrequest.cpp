// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/commandrequest.h"

#include <QCoreApplication>

namespace flotilla::api {

using namespace Qt::StringLiterals;

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(flotilla::api::CommandRequest)
};

constexpr qsizetype longestName = 32;
constexpr double shortestTimeout = 0.001; // seconds
constexpr double longestTimeout = 7 * 24 * 3600;

bool isCommandName(QStringView name)
{
    if (name.isEmpty() || name.size() > longestName)
        return false;
    for (const QChar c : name) {
        if (!(c >= u'a' && c <= u'z') && c != u' ')
            return false;
    }
    return true;
}

} // namespace

QJsonObject CommandRequest::toJson() const
{
    QJsonObject object {{u"id"_s, id.toString(QUuid::WithoutBraces)},
                        {u"command"_s, command},
                        {u"arguments"_s, arguments}};
    if (timeout)
        object.insert(u"timeoutSeconds"_s, double(timeout->count()) / 1000);
    return object;
}

Result<CommandRequest> CommandRequest::fromJson(const QJsonObject &object)
{
    CommandRequest request;
    request.id = QUuid::fromString(object[u"id"_s].toString());
    if (request.id.isNull())
        return failure(Error::Kind::WrongUse, Tr::tr("The command has no id."));
    request.command = object[u"command"_s].toString();
    if (!isCommandName(request.command))
        return failure(Error::Kind::WrongUse, Tr::tr("The command has no name."));
    const QJsonValue arguments = object[u"arguments"_s];
    if (!arguments.isUndefined() && !arguments.isObject())
        return failure(Error::Kind::WrongUse, Tr::tr("The arguments make no sense."));
    request.arguments = arguments.toObject();
    if (const QJsonValue timeout = object[u"timeoutSeconds"_s]; !timeout.isUndefined()) {
        const double seconds = timeout.toDouble(-1);
        if (!(seconds >= shortestTimeout && seconds <= longestTimeout))
            return failure(Error::Kind::WrongUse, Tr::tr("The time limit makes no sense."));
        request.timeout = std::chrono::milliseconds(qRound64(seconds * 1000));
    }
    return request;
}

} // namespace flotilla::api
