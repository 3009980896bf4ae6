// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/xyzprinting/tcptransport.h"

#include <QNetworkProxy>

namespace flotilla::xyzprinting {

using namespace Qt::StringLiterals;

TcpTransport::TcpTransport(QString host, quint16 port, std::chrono::milliseconds connectLimit,
                           QObject *parent)
    : Transport(parent)
    , m_host(std::move(host))
    , m_port(port)
    , m_connectLimit(connectLimit)
{
    m_socket.setProxy(QNetworkProxy::NoProxy);
    m_limit.setSingleShot(true);
    connect(&m_socket, &QTcpSocket::connected, this, &TcpTransport::handleConnected);
    connect(&m_socket, &QTcpSocket::disconnected, this, &TcpTransport::handleEnded);
    connect(&m_socket, &QTcpSocket::errorOccurred, this, &TcpTransport::handleEnded);
    // Flushing tells of it from inside write().
    connect(&m_socket, &QTcpSocket::bytesWritten, this, &TcpTransport::written,
            Qt::QueuedConnection);
    connect(&m_socket, &QTcpSocket::readyRead, this,
            [this] { Q_EMIT received(m_socket.readAll()); });
    connect(&m_limit, &QTimer::timeout, this, [this] {
        fail(Error::Kind::Unreachable,
             tr("Nothing answers at %1. Check that the printer is switched on and in the same "
                "network.")
                 .arg(where()));
    });
}

TcpTransport::~TcpTransport()
{
    close();
}

QString TcpTransport::where() const
{
    return u"%1:%2"_s.arg(m_host).arg(m_port);
}

void TcpTransport::open()
{
    if (m_open || m_opening)
        return;
    m_opening = true;
    m_limit.start(m_connectLimit);
    // Later: a numeric address may be refused before connectToHost() returns.
    QMetaObject::invokeMethod(
        this,
        [this] {
            if (m_opening && m_socket.state() == QAbstractSocket::UnconnectedState)
                m_socket.connectToHost(m_host, m_port);
        },
        Qt::QueuedConnection);
}

void TcpTransport::write(const QByteArray &bytes)
{
    if (!m_open)
        return;
    m_socket.write(bytes);
    m_socket.flush(); // one segment, and out before the program may end
}

void TcpTransport::close()
{
    m_limit.stop();
    m_opening = m_open = false;
    const QSignalBlocker quiet(m_socket);
    m_socket.abort();
}

void TcpTransport::handleConnected()
{
    m_limit.stop();
    m_opening = false;
    m_open = true;
    m_socket.setSocketOption(QAbstractSocket::LowDelayOption, 1);
    Q_EMIT opened();
}

void TcpTransport::handleEnded()
{
    const QAbstractSocket::SocketError error = m_socket.error();
    if (m_opening) {
        const bool noSuchHost = error == QAbstractSocket::HostNotFoundError;
        fail(Error::Kind::Unreachable,
             noSuchHost ? tr("There is no “%1” in the network. Check the address.").arg(m_host)
                        : tr("The printer at %1 takes no connection. Check that it is switched on "
                             "and that no other program is connected to it.")
                              .arg(where()));
        return;
    }
    if (!m_open)
        return;
    if (m_socket.bytesAvailable() > 0) // the last words come before the farewell
        Q_EMIT received(m_socket.readAll());
    if (!m_open)
        return;
    const bool orderly = error == QAbstractSocket::RemoteHostClosedError
        || m_socket.state() == QAbstractSocket::UnconnectedState;
    const QString detail = m_socket.errorString();
    close();
    Q_EMIT ended({Error::Kind::Unreachable, tr("The connection to the printer was lost."), detail},
                 orderly);
}

void TcpTransport::fail(Error::Kind kind, const QString &message)
{
    const QString detail = m_socket.errorString();
    close();
    Q_EMIT failed({kind, message, detail});
}

} // namespace flotilla::xyzprinting
