// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/ownersocket.h"

#include "api/ownerconnection_p.h"
#include "api/ownermessages.h"
#include "base/logging.h"

namespace flotilla::api {

OwnerSocket::OwnerSocket(CommandService &commands, const QString &role, QObject *parent)
    : QObject(parent)
    , m_commands(commands)
    , m_role(role)
{
    m_server.setSocketOptions(QLocalServer::UserAccessOption);
    connect(&m_server, &QLocalServer::newConnection, this, &OwnerSocket::admit);
}

OwnerSocket::~OwnerSocket()
{
    close();
}

Result<void> OwnerSocket::listen(const QString &path)
{
    QLocalServer::removeServer(path);
    if (m_server.listen(path))
        return {};
    return failure(Error::Kind::Internal,
                   tr("The socket for other programs cannot be opened at %1.").arg(path),
                   m_server.errorString());
}

void OwnerSocket::admit()
{
    while (QLocalSocket *socket = m_server.nextPendingConnection()) {
        if (!isPeerOurUser(socket->socketDescriptor())) {
            qCWarning(lcApi) << "another user tried to give commands";
            socket->abort();
            socket->deleteLater();
            continue;
        }
        if (clients() >= mostClients || m_leaving) {
            qCWarning(lcApi) << "too many clients at the same time";
            socket->abort();
            socket->deleteLater();
            continue;
        }
        auto *connection = new OwnerConnection(socket, m_commands, m_role, this);
        m_connections.push_back(connection);
        connect(connection, &OwnerConnection::ended, this,
                [this, connection] { drop(connection); });
    }
}

void OwnerSocket::drop(OwnerConnection *connection)
{
    if (std::erase(m_connections, connection) == 0)
        return;
    connection->deleteLater();
    if (m_leaving)
        sayLeft();
}

void OwnerSocket::leave()
{
    m_leaving = true;
    m_server.close();
    const auto connections = m_connections; // leaving ones drop out of the list
    for (OwnerConnection *connection : connections)
        connection->leave();
    sayLeft();
}

void OwnerSocket::sayLeft()
{
    if (m_connections.empty() && !std::exchange(m_saidLeft, true))
        QMetaObject::invokeMethod(this, &OwnerSocket::left, Qt::QueuedConnection);
}

void OwnerSocket::close()
{
    m_leaving = true;
    m_server.close();
    const auto connections = m_connections;
    for (OwnerConnection *connection : connections)
        connection->close();
}

} // namespace flotilla::api
