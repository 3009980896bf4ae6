// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulators/flashforge/flashforgetcp.h"

#include "simulators/flashforge/flashforgetcpcommands.h"

#include <QCoreApplication>
#include <QTcpServer>
#include <QTcpSocket>

#include <algorithm>

namespace flotilla::simulators {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

using Fault = FlashForgeFault;

constexpr int maxConnections = 10;
constexpr qsizetype maxLineBytes = 1024;
constexpr qsizetype readBufferBytes = 256 * 1024;
// A little time to answer, as a real machine takes: a second command sent meanwhile is seen as
// such.
constexpr auto replyTime = 5ms;
// Lists and pictures follow the `ok` of their answer.
constexpr auto payloadTime = 20ms;
// The control of a session that is gone stays taken for so long.
constexpr auto staleControlTime = 30s;
// Fault "pieces": that much in pieces of three bytes, the rest at once.
constexpr qsizetype bytesInPieces = 600;
constexpr qsizetype pieceBytes = 3;

} // namespace

QByteArray savedText(const TcpDialect &dialect)
{
    return dialect.echoes ? "CMD M29 Received.\r\nok\r\n"
                          : "CMD M29 Received.\r\nDone saving file.\r\nok\r\n";
}

FlashForgeTcp::FlashForgeTcp(FlashForgeCore &core, QObject *parent)
    : QObject(parent)
    , m_core(core)
    , m_listener(new QTcpServer(this))
{
    m_staleControl.setSingleShot(true);
    connect(&m_staleControl, &QTimer::timeout, this,
            [this] { m_controlled = m_controller != nullptr; });
    connect(m_listener, &QTcpServer::newConnection, this, &FlashForgeTcp::takeConnections);
}

FlashForgeTcp::~FlashForgeTcp()
{
    close();
}

Result<void> FlashForgeTcp::listen(quint16 port)
{
    if (!m_listener->listen(m_core.options.address, port))
        return failure(
            Error::Kind::Unreachable,
            QCoreApplication::translate("flotilla", "Port %1 of this computer cannot be used.")
                .arg(port),
            m_listener->errorString());
    m_port = m_listener->serverPort();
    return {};
}

void FlashForgeTcp::close()
{
    m_listener->close();
    m_controlled = false;
    m_selected.clear();
    const auto sessions = m_sessions;
    m_sessions.clear();
    qDeleteAll(sessions);
}

bool FlashForgeTcp::takeControl(FlashForgeTcpSession *session)
{
    if ((m_controlled && m_controller != session) || m_core.fault == Fault::Occupied)
        return false;
    m_controlled = true;
    m_controller = session;
    m_staleControl.stop();
    return true;
}

void FlashForgeTcp::releaseControl(FlashForgeTcpSession *session)
{
    if (m_controller && m_controller != session)
        return;
    m_controlled = false;
    m_controller.clear();
    m_staleControl.stop();
}

void FlashForgeTcp::takeConnections()
{
    while (QTcpSocket *socket = m_listener->nextPendingConnection()) {
        if (m_sessions.size() >= maxConnections) {
            socket->abort();
            socket->deleteLater();
            continue;
        }
        m_sessions.append(new FlashForgeTcpSession(*this, socket));
    }
}

FlashForgeTcpSession::FlashForgeTcpSession(FlashForgeTcp &door, QTcpSocket *socket)
    : QObject(&door)
    , m_door(door)
    , m_core(door.m_core)
    , m_socket(socket)
{
    socket->setParent(this);
    socket->setReadBufferSize(readBufferBytes);
    m_idle.setSingleShot(true);
    m_idle.start(idleTime());
    connect(&m_idle, &QTimer::timeout, this, &FlashForgeTcpSession::handleIdle);
    connect(socket, &QTcpSocket::readyRead, this, &FlashForgeTcpSession::readSocket);
    connect(socket, &QTcpSocket::disconnected, this, &FlashForgeTcpSession::handleDisconnected);
}

void FlashForgeTcpSession::violation(const QString &reason)
{
    m_core.log.violation(u"tcp"_s, reason);
}

void FlashForgeTcpSession::handleDisconnected()
{
    if (isController() && m_timedOut) {
        m_door.releaseControl(this);
    } else if (isController()) {
        // Who gives up an upload or an answer that never comes cannot say goodbye.
        const bool orderly = !m_upload && !m_replying;
        if (!m_loggedOut && orderly && m_socket->error() == QAbstractSocket::RemoteHostClosedError)
            violation(u"closed without M602"_s);
        m_door.m_controller.clear();
        m_door.m_staleControl.start(staleControlTime);
    }
    m_door.m_sessions.removeOne(this);
    deleteLater();
}

std::chrono::milliseconds FlashForgeTcpSession::idleTime() const
{
    const auto &wanted = m_core.options.idleTime;
    return wanted.count() > 0 ? wanted : dialect().idleTime;
}

void FlashForgeTcpSession::handleIdle()
{
    m_timedOut = true;
    if (isController())
        violation(u"in control and silent for too long"_s);
    m_socket->abort();
}

void FlashForgeTcpSession::readSocket()
{
    m_idle.start(idleTime());
    while (m_socket->bytesAvailable() > 0) {
        const QByteArray bytes = m_socket->read(64 * 1024);
        if (m_upload && !m_replying) {
            takeUploadBytes(bytes);
            continue;
        }
        m_buffer += bytes;
        if (m_buffer.size() > maxLineBytes * 16) {
            violation(u"more than the line buffer holds"_s);
            m_socket->abort();
            return;
        }
        if (m_replying)
            violation(u"sent before the answer to the command before had ended"_s);
        takeNextLine();
    }
}

void FlashForgeTcpSession::takeNextLine()
{
    if (m_replying)
        return;
    if (m_upload) {
        const QByteArray bytes = std::exchange(m_buffer, {});
        if (!bytes.isEmpty() || m_upload->hasMore())
            takeUploadBytes(bytes);
        return;
    }
    const qsizetype lf = m_buffer.indexOf('\n');
    if (lf < 0) {
        if (m_buffer.size() > maxLineBytes) {
            violation(u"the line is too long"_s);
            m_socket->abort();
        }
        return;
    }
    const QByteArray line = m_buffer.first(lf);
    m_buffer.remove(0, lf + 1);
    if (!m_buffer.isEmpty())
        violation(u"two commands at once"_s);
    takeLine(line);
}

void FlashForgeTcpSession::takeLine(QByteArray line)
{
    m_core.catchUp();
    if (line.endsWith('\r'))
        line.chop(1);
    else
        violation(u"the line ends with LF instead of CRLF"_s);
    if (std::any_of(line.begin(), line.end(),
                    [](char c) { return static_cast<unsigned char>(c) >= 0x7f; }))
        violation(u"not ASCII"_s);
    const bool marked = line.startsWith('~');
    const QByteArray text = marked ? line.sliced(1).trimmed() : line.trimmed();
    const qsizetype blank = text.indexOf(' ');
    const QByteArray code = (blank < 0 ? text : text.first(blank)).toUpper();
    const int number
        = m_core.log.started({.method = "TCP", .path = code, .body = line, .at = m_core.now()});
    m_core.log.finished(number);
    if (!marked) {
        // The firmware does not see it as a command at all.
        violation(u"the command does not begin with ~"_s);
        takeNextLine();
        return;
    }
    TcpCommands::run(*this, code, blank < 0 ? QByteArray() : text.sliced(blank + 1).trimmed());
}

void FlashForgeTcpSession::reply(const QByteArray &text, const QByteArray &payload)
{
    m_replying = true;
    if (m_core.fault == Fault::Silent)
        return;
    const auto delay = m_core.fault == Fault::Slow ? m_core.options.slowReply : replyTime;
    QTimer::singleShot(delay, this, [this, text, payload] { sendReply(text, payload); });
}

void FlashForgeTcpSession::sendReply(const QByteArray &text, const QByteArray &payload)
{
    const Fault fault = m_core.fault;
    QByteArray bytes = fault == Fault::Garbage ? m_core.nextGarbage() : text;
    if (fault == Fault::BareOk && bytes.endsWith("ok\r\n"))
        bytes.chop(2);
    if (fault == Fault::Pieces) {
        sendInPieces(bytes + payload);
        return;
    }
    m_socket->write(bytes);
    if (payload.isEmpty()) {
        endReply();
        return;
    }
    const std::chrono::milliseconds delay
        = fault == Fault::LateList ? m_core.options.slowReply : payloadTime;
    QTimer::singleShot(delay, this, [this, payload] {
        m_socket->write(payload);
        endReply();
    });
}

void FlashForgeTcpSession::sendInPieces(const QByteArray &bytes)
{
    if (bytes.isEmpty()) {
        endReply();
        return;
    }
    const qsizetype size = bytes.size() > bytesInPieces ? bytes.size() - bytesInPieces : pieceBytes;
    m_socket->write(bytes.first(qMin(size, bytes.size())));
    m_socket->flush();
    QTimer::singleShot(
        1ms, this, [this, rest = bytes.sliced(qMin(size, bytes.size()))] { sendInPieces(rest); });
}

void FlashForgeTcpSession::endReply()
{
    m_replying = false;
    takeNextLine();
}

void FlashForgeTcpSession::takeUploadBytes(const QByteArray &bytes)
{
    if (m_core.fault == Fault::BadPacket && m_upload->packetsTaken() > 0)
        m_upload->refuseNextPacket();
    const TcpIntake::Step step = m_upload->take(bytes);
    for (const QString &problem : step.problems)
        violation(problem);
    if (const auto point = m_core.dropPoint(m_upload->expected());
        point && m_upload->bytesSeen() >= *point) {
        m_socket->abort();
        return;
    }
    if (step.ended)
        finishUpload();
    else if (!step.answer.isEmpty())
        acknowledge(step.answer);
}

// At once, because thousands of packets wait for it; faults take the way of every answer.
void FlashForgeTcpSession::acknowledge(const QByteArray &answer)
{
    if (m_core.fault == Fault::NoPacketAck)
        return;
    if (m_core.fault == Fault::None) {
        m_socket->write(answer);
        if (m_upload->hasMore())
            QMetaObject::invokeMethod(
                this, [this] { takeNextLine(); }, Qt::QueuedConnection);
        return;
    }
    reply(answer);
}

void FlashForgeTcpSession::finishUpload()
{
    const std::unique_ptr<TcpIntake> upload = std::move(m_upload);
    const int number
        = m_core.log.started({.method = "TCP", .path = "M29", .body = "~M29", .at = m_core.now()});
    m_core.log.finished(number);
    if (!upload->isBroken() && upload->file().size() != upload->expected())
        violation(u"fewer bytes than M28 announced"_s);
    if (!upload->isComplete() || m_core.fault == Fault::LostBytes) {
        reply("CMD M29 Received.\r\nError: File Is Not Available\r\n");
        return;
    }
    if (m_core.fault != Fault::Ignore) {
        m_core.files.add(upload->file().commit());
        Q_EMIT m_door.filesChanged();
    }
    if (m_core.fault == Fault::LostAck)
        m_m29Unheard = true;
    else
        reply(savedText(dialect()));
}

} // namespace flotilla::simulators
