// SPDX-License-Identifier: GPL-3.0-or-later
#include "display.h"

#include <QtGlobal>

#if defined(Q_OS_UNIX) && !defined(Q_OS_DARWIN)
#include <QDir>
#include <QLibraryInfo>
#include <cstddef>
#include <cstring>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>
#endif

namespace flotilla {

#if defined(Q_OS_UNIX) && !defined(Q_OS_DARWIN)

using namespace Qt::StringLiterals;

namespace {

// An abstract name begins with NUL.
bool somebodyListens(const QByteArray &name)
{
    sockaddr_un address {};
    address.sun_family = AF_UNIX;
    if (name.size() >= qsizetype(sizeof address.sun_path))
        return false;
    std::memcpy(address.sun_path, name.constData(), size_t(name.size()));
    const int file = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (file < 0)
        return false;
    const auto length = socklen_t(offsetof(sockaddr_un, sun_path) + size_t(name.size()));
    const bool answers = connect(file, reinterpret_cast<const sockaddr *>(&address), length) == 0;
    close(file);
    return answers;
}

bool hasX11()
{
    const QByteArray display = qgetenv("DISPLAY");
    const qsizetype colon = display.lastIndexOf(':');
    if (colon < 0)
        return false;
    if (colon > 0 && !display.startsWith("unix"))
        return true; // on another computer: only a connect of its own would tell
    const QByteArray path = "/tmp/.X11-unix/X" + display.mid(colon + 1).split('.').first();
    return somebodyListens(path) || somebodyListens('\0' + path);
}

bool hasWayland()
{
    const QByteArray display = qgetenv("WAYLAND_DISPLAY");
    const QDir plugins(QLibraryInfo::path(QLibraryInfo::PluginsPath) + u"/platforms"_s);
    if (display.isEmpty() || plugins.entryList({u"libqwayland*"_s}).isEmpty())
        return false;
    return somebodyListens(display.startsWith('/') ? display
                                                   : qgetenv("XDG_RUNTIME_DIR") + '/' + display);
}

} // namespace

bool hasDisplay()
{
    // Who names a platform wants that one (tests: "offscreen").
    return !qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM") || hasWayland() || hasX11();
}

#else

bool hasDisplay()
{
    return true;
}

#endif

} // namespace flotilla
