// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/ownerclient.h"

#include "api/ownermessages.h"

namespace flotilla::api {

using namespace Qt::StringLiterals;

OwnerClient::OwnerClient(QObject *parent)
    : QObject(parent)
    , m_framer(maxAnswerBytes)
{
    connect(&m_socket, &QLocalSocket::connected, this, &OwnerClient::handleConnected);
    connect(&m_socket, &QLocalSocket::readyRead, this, &OwnerClient::readLines);
    connect(&m_socket, &QLocalSocket::disconnected, this, &OwnerClient::handleGone);
    connect(&m_socket, &QLocalSocket::errorOccurred, this, &OwnerClient::handleError);
    m_greetingTimer.setSingleShot(true);
    connect(&m_greetingTimer, &QTimer::timeout, this, [this] { lose(Loss::NotBegun); });
}

void OwnerClient::start(const QStringList &paths, const std::optional<CommandRequest> &request)
{
    m_paths = paths;
    m_request = request;
    m_greetingTimer.start(greetingLimit);
    QMetaObject::invokeMethod(this, &OwnerClient::tryNext, Qt::QueuedConnection);
}

void OwnerClient::tryNext()
{
    if (m_paths.isEmpty())
        lose(Loss::NobodyThere);
    else
        m_socket.connectToServer(m_paths.takeFirst());
}

void OwnerClient::handleConnected()
{
    // Secrets go through here: nobody else may stand in for the owner.
    if (!isPeerOurUser(m_socket.socketDescriptor())) {
        m_socket.abort();
        endWith({Error {Error::Kind::NotAuthorised,
                        tr("Another user's program answers for Flotilla here."),
                        {}}});
    }
}

void OwnerClient::handleError()
{
    const bool neverConnected = m_socket.error() == QLocalSocket::ServerNotFoundError
        || m_socket.error() == QLocalSocket::ConnectionRefusedError
        || m_socket.error() == QLocalSocket::SocketAccessError;
    if (neverConnected && !m_ended)
        QMetaObject::invokeMethod(this, &OwnerClient::tryNext, Qt::QueuedConnection);
    else
        handleGone();
}

void OwnerClient::handleGone()
{
    if (m_ended)
        return;
    readLines(); // what it said last may still lie here
    lose(m_accepted ? Loss::Unknown : Loss::NotBegun);
}

void OwnerClient::readLines()
{
    while (!m_ended && m_socket.bytesAvailable() > 0) {
        m_framer.append(m_socket.readAll());
        while (!m_ended) {
            const auto line = m_framer.nextLine();
            if (line && !*line)
                break;
            const auto message = line ? decodeMessage(**line) : failure(line.error());
            if (!message) {
                endWith({Error {Error::Kind::BadReply,
                                tr("What the running Flotilla answered makes no sense."),
                                {}}});
                return;
            }
            handleMessage(*message);
        }
    }
}

void OwnerClient::handleMessage(const QJsonObject &message)
{
    const QString type = message[u"type"_s].toString();
    if (type == "hello"_L1) {
        handleHello(message);
    } else if (type == "accepted"_L1) {
        m_accepted = true;
        m_greetingTimer.stop();
    } else if (type == "document"_L1) {
        Q_EMIT document(message[u"value"_s]);
    } else if (type == "progress"_L1) {
        Q_EMIT progress(message[u"done"_s].toInteger(), message[u"total"_s].toInteger(),
                        message[u"label"_s].toString());
    } else if (type == "notice"_L1) {
        Q_EMIT notice(message[u"text"_s].toString());
    } else if (type == "leaving"_L1) {
        lose(Loss::NotBegun);
    } else if (type == "finished"_L1) {
        CommandEnd end;
        if (message.contains(u"error"_s))
            end.error = errorFromJson(message[u"error"_s].toObject());
        endWith(end);
    }
}

void OwnerClient::handleHello(const QJsonObject &message)
{
    const OwnerHello owner {message[u"role"_s].toString(), message[u"version"_s].toString(),
                            message[u"pid"_s].toInteger()};
    Q_EMIT greeted(owner);
    if (!m_request) {
        endWith({});
        return;
    }
    if (message[u"protocol"_s].toInt() != ownerProtocol) {
        endWith({Error {Error::Kind::Refused,
                        tr("Another version of Flotilla (%1, process %2) runs here. End it, or "
                           "use the same version.")
                            .arg(owner.version)
                            .arg(owner.pid),
                        {}}});
        return;
    }
    m_socket.write(encodeMessage("hello"_L1, {{u"protocol"_s, ownerProtocol}}));
    m_socket.write(encodeMessage("request"_L1, {{u"request"_s, m_request->toJson()}}));
}

void OwnerClient::cancel()
{
    if (!m_ended && m_socket.state() == QLocalSocket::ConnectedState)
        m_socket.write(encodeMessage("cancel"_L1));
}

void OwnerClient::endWith(const CommandEnd &end)
{
    if (m_ended)
        return;
    m_ended = true;
    m_greetingTimer.stop();
    m_socket.disconnectFromServer();
    Q_EMIT finished(end);
}

void OwnerClient::lose(Loss loss)
{
    if (m_ended)
        return;
    m_ended = true;
    m_greetingTimer.stop();
    m_socket.abort();
    Q_EMIT lost(loss);
}

} // namespace flotilla::api
