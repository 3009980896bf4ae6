// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/ownermessages.h"

#include <QCoreApplication>
#include <QJsonDocument>

#ifdef Q_OS_UNIX
#include <sys/socket.h>
#include <unistd.h>
#endif

namespace flotilla::api {

using namespace Qt::StringLiterals;

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(flotilla::api::OwnerMessages)
};

} // namespace

QByteArray encodeMessage(QLatin1StringView type, QJsonObject members)
{
    members.insert(u"type"_s, type);
    return QJsonDocument(members).toJson(QJsonDocument::Compact) + '\n';
}

Result<QJsonObject> decodeMessage(const QByteArray &line)
{
    const QJsonDocument document = QJsonDocument::fromJson(line);
    if (!document.isObject() || !document[u"type"_s].isString())
        return failure(Error::Kind::BadReply, Tr::tr("Something that is no message arrived."));
    return document.object();
}

#if defined(Q_OS_LINUX)

bool isPeerOurUser(qintptr socketDescriptor)
{
    ucred peer {};
    socklen_t size = sizeof peer;
    return getsockopt(int(socketDescriptor), SOL_SOCKET, SO_PEERCRED, &peer, &size) == 0
        && peer.uid == getuid();
}

#elif defined(Q_OS_UNIX)

bool isPeerOurUser(qintptr socketDescriptor)
{
    uid_t user = 0;
    gid_t group = 0;
    return getpeereid(int(socketDescriptor), &user, &group) == 0 && user == getuid();
}

#else

// The pipe itself lets only this user in.
bool isPeerOurUser(qintptr)
{
    return true;
}

#endif

} // namespace flotilla::api
