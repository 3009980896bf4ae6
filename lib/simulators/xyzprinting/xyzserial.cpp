// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulators/xyzprinting/xyzserial.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QUuid>

#ifdef Q_OS_UNIX
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>
#endif

namespace flotilla::simulators {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype maxPending = 256 * 1024; // answers that nobody fetches are lost

Result<void> noTerminal(const QString &detail)
{
    return failure(
        Error::Kind::Unreachable,
        QCoreApplication::translate("flotilla", "This computer has no pseudo-terminal left."),
        detail);
}

} // namespace

XyzSerial::XyzSerial(XyzCore &core, QObject *parent)
    : QObject(parent)
    , m_core(core)
    , m_session(core, *this)
    , m_folder(QDir::tempPath() + u"/flotilla-usb-"_s
               + QUuid::createUuid().toString(QUuid::Id128).left(16))
{
    m_comesBack.setSingleShot(true);
    connect(&m_comesBack, &QTimer::timeout, this, [this] {
        if (const auto back = plugIn(); !back)
            m_core.log.violation(u"serial"_s, back.error().message);
    });
}

XyzSerial::~XyzSerial()
{
    close();
}

void XyzSerial::cut()
{
    unplug();
    m_comesBack.start(m_core.options.rebootTime);
}

#ifdef Q_OS_UNIX

Result<void> XyzSerial::plugIn()
{
    m_comesBack.stop();
    if (isPluggedIn())
        return {};
    const int master = ::posix_openpt(O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
    if (master < 0 || ::grantpt(master) != 0 || ::unlockpt(master) != 0) {
        const QString reason = qt_error_string(errno);
        if (master >= 0)
            ::close(master);
        return noTerminal(reason);
    }
    m_master = master;
    const QByteArray name = ::ptsname(master);
    m_slave = ::open(name.constData(), O_RDWR | O_NOCTTY | O_CLOEXEC);
    termios line {};
    const QByteArray folder = QFile::encodeName(m_folder);
    const bool isThere = m_slave >= 0 && ::tcgetattr(m_slave, &line) == 0
        && (::mkdir(folder.constData(), 0700) == 0 || errno == EEXIST);
    if (isThere) {
        // The bytes as they are: no echo, no line ends made up.
        ::cfmakeraw(&line);
        ::tcsetattr(m_slave, TCSANOW, &line);
    }
    if (!isThere || ::symlink(name.constData(), QFile::encodeName(device()).constData()) != 0) {
        const QString reason = qt_error_string(errno);
        unplug();
        return noTerminal(reason);
    }
    m_readable = std::make_unique<QSocketNotifier>(m_master, QSocketNotifier::Read);
    m_writable = std::make_unique<QSocketNotifier>(m_master, QSocketNotifier::Write);
    m_writable->setEnabled(false);
    connect(m_readable.get(), &QSocketNotifier::activated, this, &XyzSerial::readMaster);
    connect(m_writable.get(), &QSocketNotifier::activated, this, &XyzSerial::writePending);
    return {};
}

void XyzSerial::unplug()
{
    m_comesBack.stop();
    // One of them may be what calls us.
    for (auto *notifier : {&m_readable, &m_writable}) {
        if (*notifier) {
            (*notifier)->setEnabled(false);
            notifier->release()->deleteLater();
        }
    }
    if (m_slave >= 0)
        ::close(m_slave);
    if (m_master >= 0) {
        ::close(m_master);
        ::unlink(QFile::encodeName(device()).constData());
    }
    m_slave = m_master = -1;
    m_pending.clear();
    m_session.handleEnd();
}

void XyzSerial::readMaster()
{
    QByteArray bytes(16 * 1024, Qt::Uninitialized);
    const auto got = ::read(m_master, bytes.data(), size_t(bytes.size()));
    if (got <= 0)
        return;
    bytes.truncate(got);
    m_session.receive(bytes);
}

void XyzSerial::write(const QByteArray &bytes)
{
    if (!isPluggedIn() || m_pending.size() + bytes.size() > maxPending)
        return;
    m_pending += bytes;
    writePending();
}

void XyzSerial::writePending()
{
    const auto sent = ::write(m_master, m_pending.constData(), size_t(m_pending.size()));
    if (sent > 0)
        m_pending.remove(0, sent);
    m_writable->setEnabled(!m_pending.isEmpty());
}

void XyzSerial::close()
{
    unplug();
    ::rmdir(QFile::encodeName(m_folder).constData());
}

#else

Result<void> XyzSerial::plugIn()
{
    return failure(Error::Kind::Unsupported,
                   QCoreApplication::translate(
                       "flotilla", "A printer on a serial port cannot be simulated here."));
}

void XyzSerial::unplug() { }
void XyzSerial::readMaster() { }
void XyzSerial::write(const QByteArray &) { }
void XyzSerial::writePending() { }
void XyzSerial::close() { }

#endif

} // namespace flotilla::simulators
