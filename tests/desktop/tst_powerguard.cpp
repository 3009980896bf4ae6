// SPDX-License-Identifier: GPL-3.0-or-later
#include "powerguard.h"
#include "privatebus.h"

#include "core/fakefleet.h"
#include "support/testmain.h"

#include <QDBusUnixFileDescriptor>
#include <QSignalSpy>

#include <array>
#include <fcntl.h>
#include <unistd.h>

using namespace flotilla;
using namespace flotilla::test;
using namespace Qt::StringLiterals;

namespace {

// logind, as far as it keeps computers awake: who asks gets the end of a pipe and holds it.
class FakeLogind : public QObject
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.login1.Manager")

public:
    // Nobody holds an end any more.
    bool isFree() const
    {
        char byte = 0;
        return m_read >= 0 && read(m_read, &byte, 1) == 0;
    }
    ~FakeLogind() override
    {
        if (m_read >= 0)
            close(m_read);
    }

    QStringList asked;

public Q_SLOTS:
    QDBusUnixFileDescriptor Inhibit(const QString &what, const QString &who, const QString &why,
                                    const QString &mode)
    {
        asked = {what, who, why, mode};
        std::array<int, 2> ends {-1, -1};
        if (pipe2(ends.data(), O_CLOEXEC | O_NONBLOCK) != 0)
            return {};
        m_read = ends[0];
        QDBusUnixFileDescriptor given(ends[1]); // a copy
        close(ends[1]);
        return given;
    }

private:
    int m_read = -1;
};

class FakeScreenSaver : public QObject
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.ScreenSaver")

public:
    QList<uint> held;

public Q_SLOTS:
    uint Inhibit(const QString &, const QString &)
    {
        held << 77;
        return 77;
    }
    void UnInhibit(uint cookie) { held.removeOne(cookie); }
};

} // namespace

class tst_PowerGuard : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<PrivateBus> m_bus;
    std::unique_ptr<FakeFleet> m_fleet;
    QUuid m_id;

    Printer &printer() { return *m_fleet->fleet->printer(m_id); }
    void goOnline(const DriverState &state)
    {
        printer().open();
        QTRY_VERIFY(m_fleet->driver(u"Hall 1"_s));
        QTRY_COMPARE(m_fleet->driver(u"Hall 1"_s)->connects, 1);
        m_fleet->driver(u"Hall 1"_s)->openSession();
        m_fleet->driver(u"Hall 1"_s)->report(state);
        QCOMPARE(printer().status().link, Link::Online);
    }
    static DriverState printing()
    {
        return {.state = State::Printing, .job = ReportedJob {.name = u"part.gcode"_s}};
    }

private Q_SLOTS:
    void init()
    {
        m_bus = std::make_unique<PrivateBus>();
        m_fleet = std::make_unique<FakeFleet>();
        m_id = m_fleet->add(u"Hall 1"_s);
    }
    void cleanup()
    {
        m_fleet.reset();
        m_bus.reset();
    }

    void asksLogindWhileAFileIsSentAndLetsGoAtOnce()
    {
        NEEDS_A_BUS(*m_bus);
        FakeLogind logind;
        QDBusConnection there = m_bus->connection(u"logind"_s);
        QVERIFY(there.registerObject(u"/org/freedesktop/login1"_s, &logind,
                                     QDBusConnection::ExportAllSlots));
        QVERIFY(there.registerService(u"org.freedesktop.login1"_s));
        PowerGuard guard(*m_fleet->fleet, m_bus->connection(u"system"_s),
                         m_bus->connection(u"session"_s));
        goOnline({.state = State::Idle});
        QVERIFY(logind.asked.isEmpty());

        printer().setActivity(Activity {.kind = ActivityKind::Sending, .file = u"part.gcode"_s});
        QTRY_VERIFY(guard.isHeld());
        QCOMPARE(logind.asked.value(0), u"idle"_s);
        QCOMPARE(logind.asked.value(1), u"Flotilla"_s);
        QCOMPARE(logind.asked.value(3), u"block"_s);
        QVERIFY(!logind.isFree());

        printer().setActivity({});
        QVERIFY(!guard.isHeld());
        QTRY_VERIFY(logind.isFree());
    }

    void keepsAwakeForPrintsOfOurOwnAlone()
    {
        NEEDS_A_BUS(*m_bus);
        FakeScreenSaver saver;
        QDBusConnection there = m_bus->connection(u"saver"_s);
        QVERIFY(there.registerObject(u"/org/freedesktop/ScreenSaver"_s, &saver,
                                     QDBusConnection::ExportAllSlots));
        QVERIFY(there.registerService(u"org.freedesktop.ScreenSaver"_s));
        // Nobody answers as logind or power manager: the next is asked.
        PowerGuard guard(*m_fleet->fleet, m_bus->connection(u"system"_s),
                         m_bus->connection(u"session"_s));
        goOnline(printing());
        QCOMPARE(printer().status().job->source, JobSource::Printer);
        printer().attachRun(u"run-1"_s, JobSource::Flotilla);
        QTRY_VERIFY(guard.isHeld());
        QCOMPARE(saver.held, QList<uint> {77});

        DriverState paused = printing();
        paused.state = State::Paused;
        m_fleet->driver(u"Hall 1"_s)->report(paused);
        QVERIFY(!guard.isHeld());
        QTRY_VERIFY(saver.held.isEmpty());
    }

    void aPrintFromThePanelLetsTheComputerSleep()
    {
        NEEDS_A_BUS(*m_bus);
        FakeScreenSaver saver;
        QDBusConnection there = m_bus->connection(u"saver"_s);
        there.registerObject(u"/org/freedesktop/ScreenSaver"_s, &saver,
                             QDBusConnection::ExportAllSlots);
        there.registerService(u"org.freedesktop.ScreenSaver"_s);
        PowerGuard guard(*m_fleet->fleet, m_bus->connection(u"system"_s),
                         m_bus->connection(u"session"_s));
        QSignalSpy changes(&guard, &PowerGuard::heldChanged);
        goOnline(printing());
        // A second of ours, so that there is something to wait for.
        printer().setActivity(Activity {.kind = ActivityKind::Sending});
        QTRY_COMPARE(changes.size(), 1);
        printer().setActivity({});
        QTRY_VERIFY(saver.held.isEmpty());
        QCOMPARE(changes.size(), 2);
    }

    void lettingGoWhileTheAnswerIsUnderWayHoldsNothing()
    {
        NEEDS_A_BUS(*m_bus);
        FakeScreenSaver saver;
        QDBusConnection there = m_bus->connection(u"saver"_s);
        there.registerObject(u"/org/freedesktop/ScreenSaver"_s, &saver,
                             QDBusConnection::ExportAllSlots);
        there.registerService(u"org.freedesktop.ScreenSaver"_s);
        PowerGuard guard(*m_fleet->fleet, QDBusConnection(u"none"_s),
                         m_bus->connection(u"session"_s));
        goOnline({.state = State::Idle});
        QSignalSpy changes(&guard, &PowerGuard::heldChanged);
        printer().setActivity(Activity {.kind = ActivityKind::Sending});
        printer().setActivity({});
        // A second time, held to the end: what came before has been answered by then.
        printer().setActivity(Activity {.kind = ActivityKind::Sending});
        QTRY_COMPARE(changes.size(), 1);
        printer().setActivity({});
        QTRY_VERIFY(saver.held.isEmpty());
        QVERIFY(!guard.isHeld());
    }

    void withoutABusNothingHappens()
    {
        PowerGuard guard(*m_fleet->fleet, QDBusConnection(u"none"_s), QDBusConnection(u"none"_s));
        goOnline({.state = State::Idle});
        printer().setActivity(Activity {.kind = ActivityKind::Sending});
        QVERIFY(!guard.isHeld());
    }
};

FLOTILLA_TEST(tst_PowerGuard)
#include "tst_powerguard.moc"
