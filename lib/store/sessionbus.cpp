// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/sessionbus.h"

#include <QCoreApplication>
#include <QList>

#if defined(Q_OS_UNIX) && !defined(Q_OS_DARWIN)
#define FLOTILLA_SESSION_BUS
#include <QSocketNotifier>
#include <QTimer>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>
#endif

#include <cstddef>
#include <cstring>

namespace flotilla::store {

QByteArray sessionBusSocket(const QByteArray &address)
{
    // Several addresses may be given; the first that is a local socket is tried.
    const QList<QByteArray> addresses = address.split(';');
    for (const QByteArray &each : addresses) {
        if (!each.startsWith("unix:"))
            continue;
        const QList<QByteArray> pairs = each.mid(5).split(',');
        for (const QByteArray &pair : pairs) {
            if (pair.startsWith("path="))
                return QByteArray::fromPercentEncoding(pair.mid(5));
            if (pair.startsWith("abstract="))
                return '\0' + QByteArray::fromPercentEncoding(pair.mid(9));
        }
    }
    return {};
}

#ifdef FLOTILLA_SESSION_BUS

namespace {

tl::unexpected<Error> noBus(const QString &detail)
{
    return failure(
        Error::Kind::Unsupported,
        QCoreApplication::translate("flotilla::store", "This session has no message bus."), detail);
}

// Says hello as a client of the bus would, and waits for one byte. Deletes itself at the end.
class BusQuestion : public QObject
{
public:
    explicit BusQuestion(std::chrono::milliseconds limit)
        : m_socket(::socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0))
        , m_limit(limit)
    {
    }
    ~BusQuestion() override
    {
        if (m_socket >= 0)
            ::close(m_socket);
    }
    Q_DISABLE_COPY_MOVE(BusQuestion)

    Command<void> ask(const QByteArray &name)
    {
        Command<void> command = m_promise.command();
        if (!connectTo(name)) {
            end(noBus(qt_error_string()));
            return command;
        }
        // A NUL byte and the user's id in ASCII, in hexadecimal: the D-Bus specification,
        // "Authentication".
        const QByteArray hello
            = '\0' + QByteArray("AUTH EXTERNAL ") + QByteArray::number(::getuid()).toHex() + "\r\n";
        if (::send(m_socket, hello.constData(), size_t(hello.size()), MSG_NOSIGNAL)
            != hello.size()) {
            end(noBus(qt_error_string()));
            return command;
        }
        auto *notifier = new QSocketNotifier(m_socket, QSocketNotifier::Read, this);
        connect(notifier, &QSocketNotifier::activated, this, [this, notifier] {
            notifier->setEnabled(false);
            char byte = 0;
            if (::recv(m_socket, &byte, 1, 0) == 1)
                end({}); // accepted or rejected: somebody is there
            else
                end(noBus(qt_error_string()));
        });
        QTimer::singleShot(m_limit, this, [this] {
            end(failure(
                Error::Kind::TimedOut,
                QCoreApplication::translate("flotilla::store",
                                            "The message bus of this session does not answer.")));
        });
        return command;
    }

private:
    bool connectTo(const QByteArray &name)
    {
        sockaddr_un address {};
        address.sun_family = AF_UNIX;
        if (m_socket < 0 || name.size() >= qsizetype(sizeof address.sun_path))
            return false;
        std::memcpy(address.sun_path, name.constData(), size_t(name.size()));
        // The length counts: an abstract name is not ended by NUL.
        const auto length = socklen_t(offsetof(sockaddr_un, sun_path) + size_t(name.size()));
        return ::connect(m_socket, reinterpret_cast<const sockaddr *>(&address), length) == 0;
    }

    void end(const Result<void> &result)
    {
        m_promise.finish(result);
        deleteLater();
    }

    const int m_socket;
    const std::chrono::milliseconds m_limit;
    CommandPromise<void> m_promise;
};

} // namespace

Command<void> sessionBusAnswers(std::chrono::milliseconds limit)
{
    QByteArray socket;
    if (const QByteArray address = qgetenv("DBUS_SESSION_BUS_ADDRESS"); !address.isEmpty()) {
        socket = sessionBusSocket(address);
        if (socket.isEmpty())
            return finishedCommand(); // over TCP or started on demand: the canary will tell
    } else if (const QByteArray folder = qgetenv("XDG_RUNTIME_DIR"); !folder.isEmpty()) {
        socket = folder + "/bus";
    }
    if (socket.isEmpty())
        return noBus({});
    return (new BusQuestion(limit))->ask(socket);
}

#else

Command<void> sessionBusAnswers(std::chrono::milliseconds)
{
    return finishedCommand();
}

#endif

} // namespace flotilla::store
