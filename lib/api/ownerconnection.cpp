// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/ownerconnection_p.h"

#include "api/commandservice.h"
#include "api/ownermessages.h"
#include "base/logging.h"

namespace flotilla::api {

using namespace Qt::StringLiterals;

namespace {

// A client that does not read what it asked for is let go before it fills our memory.
constexpr qint64 maxBacklogBytes = 2 * maxAnswerBytes;
constexpr qint64 readBufferBytes = 256 * 1024;
constexpr qint64 progressEveryMs = 100;

} // namespace

OwnerConnection::OwnerConnection(QLocalSocket *socket, CommandService &commands,
                                 const QString &role, QObject *parent)
    : QObject(parent)
    , m_socket(socket)
    , m_commands(commands)
    , m_framer(maxRequestBytes)
{
    m_socket->setParent(this);
    m_socket->setReadBufferSize(readBufferBytes);
    connect(m_socket, &QLocalSocket::readyRead, this, &OwnerConnection::readLines);
    connect(m_socket, &QLocalSocket::disconnected, this, &OwnerConnection::handleGone);
    connect(m_socket, &QLocalSocket::bytesWritten, this, &OwnerConnection::beginWhenTold);
    m_greetingTimer.setSingleShot(true);
    connect(&m_greetingTimer, &QTimer::timeout, this, &OwnerConnection::giveUp);
    m_greetingTimer.start(greetingLimit);
    send("hello"_L1,
         {{u"protocol"_s, ownerProtocol},
          {u"version"_s, QStringLiteral(FLOTILLA_VERSION)},
          {u"role"_s, role},
          {u"pid"_s, QCoreApplication::applicationPid()}});
    if (m_socket->bytesAvailable() > 0)
        QMetaObject::invokeMethod(this, &OwnerConnection::readLines, Qt::QueuedConnection);
}

void OwnerConnection::readLines()
{
    while (m_stage != Stage::Ended && m_socket->bytesAvailable() > 0) {
        m_framer.append(m_socket->read(readBufferBytes));
        while (m_stage != Stage::Ended) {
            const auto line = m_framer.nextLine();
            if (!line) {
                qCWarning(lcApi) << "a client sent more than a request may hold";
                finish();
                return;
            }
            if (!*line)
                break;
            const auto message = decodeMessage(**line);
            if (!message) {
                qCWarning(lcApi) << "a client sent something that is no message";
                finish();
                return;
            }
            handleMessage(*message);
        }
    }
}

void OwnerConnection::handleMessage(const QJsonObject &message)
{
    const QString type = message[u"type"_s].toString();
    if (type == "cancel"_L1) {
        if (m_task)
            m_task->cancel();
    } else if (type == "hello"_L1 && m_stage == Stage::Greeting) {
        handleHello(message);
    } else if (type == "request"_L1 && m_stage == Stage::Asking) {
        handleRequest(message);
    } else {
        qCWarning(lcApi) << "a client sent a message out of order";
        finish();
    }
}

void OwnerConnection::handleHello(const QJsonObject &message)
{
    if (message[u"protocol"_s].toInt() != ownerProtocol) {
        finish();
        return;
    }
    m_stage = Stage::Asking;
}

void OwnerConnection::handleRequest(const QJsonObject &message)
{
    m_greetingTimer.stop();
    const auto request = CommandRequest::fromJson(message[u"request"_s].toObject());
    if (!request) {
        sendEnd({request.error()});
        return;
    }
    m_request = *request;
    m_stage = Stage::Accepted;
    send("accepted"_L1);
    m_socket->flush();
    beginWhenTold();
}

void OwnerConnection::beginWhenTold()
{
    if (m_stage == Stage::Accepted && m_socket->bytesToWrite() == 0)
        begin();
}

void OwnerConnection::begin()
{
    m_stage = Stage::Running;
    m_task = m_commands.start(m_request);
    connect(m_task, &CommandTask::document, this, [this](const QJsonValue &value) {
        send("document"_L1, {{u"value"_s, value}});
    });
    connect(m_task, &CommandTask::progress, this, &OwnerConnection::sendProgress);
    connect(m_task, &CommandTask::notice, this, [this](const QString &text) {
        send("notice"_L1, {{u"text"_s, text}});
    });
    connect(m_task, &CommandTask::finished, this, &OwnerConnection::sendEnd);
}

void OwnerConnection::sendProgress(qint64 done, qint64 total, const QString &label)
{
    if (done < total && m_sinceProgress.isValid() && m_sinceProgress.elapsed() < progressEveryMs)
        return;
    m_sinceProgress.start();
    send("progress"_L1, {{u"done"_s, done}, {u"total"_s, total}, {u"label"_s, label}});
}

void OwnerConnection::send(QLatin1StringView type, const QJsonObject &members)
{
    if (m_stage == Stage::Ended)
        return;
    m_socket->write(encodeMessage(type, members));
    if (m_socket->bytesToWrite() > maxBacklogBytes) {
        qCWarning(lcApi) << "a client does not read its answers";
        QMetaObject::invokeMethod(this, &OwnerConnection::giveUp, Qt::QueuedConnection);
    }
}

void OwnerConnection::sendEnd(const CommandEnd &end)
{
    send("finished"_L1,
         end.error ? QJsonObject {{u"error"_s, errorToJson(*end.error)}} : QJsonObject());
    finish();
}

void OwnerConnection::leave()
{
    const bool mayStartOver = m_stage == Stage::Greeting || m_stage == Stage::Asking
        || (m_stage == Stage::Running && m_task && m_task->isReadOnly());
    if (!mayStartOver)
        return;
    if (m_task) {
        m_task->disconnect(this);
        m_task->cancel();
    }
    send("leaving"_L1);
    finish();
}

void OwnerConnection::close()
{
    if (m_stage == Stage::Ended)
        return;
    leave();
    if (m_stage == Stage::Ended)
        return;
    if (m_task) {
        m_task->disconnect(this);
        m_task->cancel();
    }
    sendEnd({Error {
        Error::Kind::Canceled, tr("Flotilla was ended while it carried out this command."), {}}});
}

// Lets what was written reach the client, then ends.
void OwnerConnection::finish()
{
    if (m_stage == Stage::Ended)
        return;
    m_stage = Stage::Ended;
    m_greetingTimer.start(greetingLimit); // for reading what was written
    m_socket->flush();
    if (m_socket->state() == QLocalSocket::ConnectedState)
        m_socket->disconnectFromServer();
    else
        handleGone();
}

// Too slow to ask, or to read the answer.
void OwnerConnection::giveUp()
{
    m_socket->abort();
    handleGone();
}

void OwnerConnection::handleGone()
{
    // A client that goes away stops its transfer, nothing else.
    if (m_task) {
        m_task->disconnect(this);
        m_task->cancel();
        m_task.clear();
    }
    m_stage = Stage::Ended;
    m_greetingTimer.stop();
    Q_EMIT ended();
}

} // namespace flotilla::api
