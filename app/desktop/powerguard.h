// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDBusConnection>
#include <QDBusUnixFileDescriptor>
#include <QObject>

#include <memory>

class QDBusPendingCall;

namespace flotilla {

class Fleet;
class Printer;

// Keeps the computer from falling asleep by itself while a file is being sent or a print runs that
// we started: a sleeping computer sends nothing and tells nobody that it is done. Asks logind, then
// the session's power manager or screen saver, whichever answers first; where nobody does, the
// computer sleeps as it always did. Main thread.
class PowerGuard : public QObject
{
    Q_OBJECT

public:
    // `fleet` must outlive this object.
    PowerGuard(Fleet &fleet, const QDBusConnection &systemBus, const QDBusConnection &sessionBus,
               QObject *parent = nullptr);
    ~PowerGuard() override;
    Q_DISABLE_COPY_MOVE(PowerGuard)

    // Somebody keeps the computer awake for us.
    bool isHeld() const { return m_held; }

Q_SIGNALS:
    void heldChanged();

private:
    bool isNeeded() const;
    void look();
    void askNext();
    void handleAnswer(const QDBusPendingCall &call, int asked);
    void release();
    void setHeld(bool held);

    Fleet &m_fleet;
    QDBusConnection m_systemBus;
    QDBusConnection m_sessionBus;
    QDBusUnixFileDescriptor m_lock; // logind's: closing it lets go
    uint m_cookie = 0; // of the others
    int m_asked = -1; // who was asked last; -1: nobody
    int m_turn = 0; // tells an answer to the present question from a late one
    bool m_wanted = false;
    bool m_held = false;
};

} // namespace flotilla
