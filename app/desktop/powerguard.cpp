// SPDX-License-Identifier: GPL-3.0-or-later
#include "powerguard.h"

#include "systempower.h"

#include "base/logging.h"
#include "core/fleet.h"

#include <QCoreApplication>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>

#include <array>

namespace flotilla {

using namespace Qt::StringLiterals;

namespace {

enum class Bus { System, Session };

// Who can keep the computer awake, in the order they are asked.
struct Keeper
{
    Bus bus;
    QLatin1StringView service;
    QLatin1StringView path;
    QLatin1StringView interface;
    QLatin1StringView release; // empty: the descriptor is closed
};

constexpr std::array keepers {
    Keeper {Bus::System,
            "org.freedesktop.login1"_L1,
            "/org/freedesktop/login1"_L1,
            "org.freedesktop.login1.Manager"_L1,
            {}},
    Keeper {Bus::Session, "org.freedesktop.PowerManagement"_L1,
            "/org/freedesktop/PowerManagement/Inhibit"_L1,
            "org.freedesktop.PowerManagement.Inhibit"_L1, "UnInhibit"_L1},
    Keeper {Bus::Session, "org.freedesktop.ScreenSaver"_L1, "/org/freedesktop/ScreenSaver"_L1,
            "org.freedesktop.ScreenSaver"_L1, "UnInhibit"_L1},
};

QDBusMessage callTo(const Keeper &keeper, QLatin1StringView method)
{
    return QDBusMessage::createMethodCall(keeper.service, keeper.path, keeper.interface, method);
}

bool keepsAwake(const PrinterStatus &status)
{
    if (status.activity
        && (status.activity->kind == ActivityKind::Sending
            || status.activity->kind == ActivityKind::Converting
            || status.activity->kind == ActivityKind::Starting))
        return true;
    // A pause may last for days.
    return status.job && status.job->source == JobSource::Flotilla && isJobState(status.state)
        && status.state != State::Paused
        && (status.link == Link::Online || status.link == Link::Stale);
}

} // namespace

PowerGuard::PowerGuard(Fleet &fleet, const QDBusConnection &systemBus,
                       const QDBusConnection &sessionBus, QObject *parent)
    : QObject(parent)
    , m_fleet(fleet)
    , m_systemBus(systemBus)
    , m_sessionBus(sessionBus)
{
    connect(&m_fleet, &Fleet::statusChanged, this, &PowerGuard::look);
    connect(&m_fleet, &Fleet::printerRemoved, this, &PowerGuard::look, Qt::QueuedConnection);
    look();
}

PowerGuard::~PowerGuard()
{
    release();
}

bool PowerGuard::isNeeded() const
{
    const auto printers = m_fleet.printers();
    return std::any_of(printers.begin(), printers.end(),
                       [](const Printer *printer) { return keepsAwake(printer->status()); });
}

void PowerGuard::look()
{
    const bool needed = isNeeded();
    if (std::exchange(m_wanted, needed) == needed)
        return;
    if (keepSystemAwake(needed)) {
        setHeld(needed);
    } else if (needed) {
        m_asked = -1;
        askNext();
    } else {
        release();
    }
}

void PowerGuard::askNext()
{
    ++m_turn;
    while (++m_asked < int(keepers.size())) {
        const Keeper &keeper = keepers[size_t(m_asked)];
        const QDBusConnection &bus = keeper.bus == Bus::System ? m_systemBus : m_sessionBus;
        if (!bus.isConnected())
            continue;
        QDBusMessage call = callTo(keeper, "Inhibit"_L1);
        const QString who = QCoreApplication::translate("flotilla", "Flotilla");
        const QString why = tr("A file is being sent or a print is running");
        if (keeper.bus == Bus::System)
            call << u"idle"_s << who << why << u"block"_s;
        else
            call << who << why;
        handleAnswer(bus.asyncCall(call), m_asked);
        return;
    }
    qCInfo(lcFleet) << "nobody here can keep the computer from falling asleep";
}

void PowerGuard::handleAnswer(const QDBusPendingCall &call, int asked)
{
    auto *watcher = new QDBusPendingCallWatcher(call, this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this,
            [this, watcher, asked, turn = m_turn] {
                watcher->deleteLater();
                const QDBusMessage reply = watcher->reply();
                const QVariant token = reply.arguments().value(0);
                if (watcher->isError() || !token.isValid()) {
                    if (turn == m_turn && m_wanted)
                        askNext();
                    return;
                }
                if (turn == m_turn && m_wanted) {
                    m_lock = token.value<QDBusUnixFileDescriptor>();
                    m_cookie = token.toUInt();
                    setHeld(true);
                    return;
                }
                // Too late: it is no longer wanted. A descriptor is closed with the reply.
                const Keeper &keeper = keepers[size_t(asked)];
                if (!keeper.release.isEmpty())
                    m_sessionBus.asyncCall(callTo(keeper, keeper.release) << token.toUInt());
            });
}

void PowerGuard::release()
{
    ++m_turn;
    if (!m_held || keepSystemAwake(false)) {
        setHeld(false);
        return;
    }
    const Keeper &keeper = keepers[size_t(m_asked)];
    if (!keeper.release.isEmpty())
        m_sessionBus.asyncCall(callTo(keeper, keeper.release) << m_cookie);
    m_lock = {};
    setHeld(false);
}

void PowerGuard::setHeld(bool held)
{
    if (std::exchange(m_held, held) != held)
        Q_EMIT heldChanged();
}

} // namespace flotilla
