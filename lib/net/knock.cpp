// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/knock.h"

#include "base/clock.h"
#include "base/text.h"
#include "net/httpwire_p.h"

namespace flotilla::net {

using std::chrono::milliseconds;

Command<milliseconds> Knock::start(const QString &host, quint16 port, milliseconds limit,
                                   const Clock &clock, QObject *owner)
{
    auto *knock = new Knock(host, port, clock, owner);
    const Command<milliseconds> command = knock->m_promise.command();
    knock->m_timer.start(limit);
    knock->m_socket.connectToHost(host, port);
    return command;
}

Knock::Knock(QString host, quint16 port, const Clock &clock, QObject *owner)
    : QObject(owner)
    , m_host(std::move(host))
    , m_port(port)
    , m_clock(clock)
    , m_begun(clock.monotonic())
{
    prepareSocket(&m_socket);
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        finish(failure(Error::Kind::Unreachable,
                       tr("Nothing answers at %1. Is the printer switched on and in this network?")
                           .arg(cleanText(m_host))));
    });
    connect(&m_socket, &QTcpSocket::connected, this,
            [this] { finish(m_clock.monotonic() - m_begun); });
    connect(&m_socket, &QTcpSocket::errorOccurred, this, &Knock::handleError);
}

Knock::~Knock()
{
    // A socket that goes says so, and would reach an object half taken down.
    m_socket.disconnect(this);
}

void Knock::handleError()
{
    const QString host = cleanText(m_host);
    switch (m_socket.error()) {
    case QAbstractSocket::HostNotFoundError:
        return finish(failure(Error::Kind::Unreachable,
                              tr("There is no machine named %1 in this network. Check the name, or "
                                 "type the address that the printer shows.")
                                  .arg(host)));
    case QAbstractSocket::ConnectionRefusedError:
        return finish(failure(Error::Kind::Unreachable,
                              tr("Nothing listens on port %1 of %2. Is this the printer's address, "
                                 "and is it switched on?")
                                  .arg(m_port)
                                  .arg(host)));
    default:
        return finish(failure(Error::Kind::Unreachable,
                              tr("Nothing answers at %1. Is the printer switched on and in this "
                                 "network?")
                                  .arg(host),
                              m_socket.errorString()));
    }
}

void Knock::finish(const Result<milliseconds> &result)
{
    m_timer.stop();
    m_socket.disconnect(this);
    m_socket.abort();
    m_promise.finish(result);
    deleteLater();
}

} // namespace flotilla::net
