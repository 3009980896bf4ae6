// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/printer.h"

#include "fakedriver.h"
#include "fakeworld.h"

#include <QTest>

#include <memory>

namespace flotilla::test {

inline DriverState printing(const QString &job)
{
    return {.state = State::Printing, .job = ReportedJob {.name = job}};
}

inline Shown stateIs(State wanted)
{
    return [wanted](const DriverState &state) { return state.state == wanted; };
}

// The error a command has ended with, if it has.
template<typename T> std::optional<Error> errorOf(const Command<T> &command)
{
    if (!command.isFinished() || *command.result())
        return std::nullopt;
    return command.result()->error();
}

// Handlers of commands run from the event loop, several deep where they are chained.
inline void letHandlersRun()
{
    for (int i = 0; i < 4; ++i)
        QCoreApplication::processEvents();
}

// The ground of the tests of one Printer over a FakeDriver. Intervals are short, so that its timers
// come round quickly; its clock is turned by the test alone.
class FakePrinterTest : public QObject
{
protected:
    void setUp()
    {
        m_world = std::make_unique<FakeWorld>();
        m_system = std::make_unique<FakeSystem>();
        m_info = std::make_unique<DriverInfo>(m_system->info());
        m_gate = std::make_unique<ConnectGate>(4);
        m_limits = CommandLimits();
        m_record = PrinterRecord {.id = QUuid::createUuid(),
                                  .driver = QStringLiteral("fake"),
                                  .name = QStringLiteral("Hall 3"),
                                  .settings = {{QStringLiteral("host"), QStringLiteral("10.0.0.3")},
                                               {QStringLiteral("port"), 8899}}};
    }
    void tearDown()
    {
        m_printer.reset();
        m_gate.reset();
        m_info.reset();
        m_system.reset();
        m_world.reset();
    }

    void make()
    {
        const LinkRules rules {.missedBeats = 3,
                               .staleLimit = std::chrono::milliseconds(30),
                               .lookAgain = std::chrono::milliseconds(20),
                               .firstPause = std::chrono::milliseconds(10),
                               .longestPause = std::chrono::milliseconds(20)};
        m_printer = std::make_unique<Printer>(
            m_record, *m_info, Printer::Environment {m_world->context, *m_gate, rules, m_limits});
    }
    FakeDriver *driver() const { return m_system->driver(); }
    void connecting()
    {
        make();
        m_printer->open();
        QTRY_COMPARE(m_system->connects(), 1);
    }
    void online(const DriverState &state = {.state = State::Idle})
    {
        connecting();
        driver()->openSession();
        driver()->report(state);
        QCOMPARE(m_printer->status().link, Link::Online);
    }

    std::unique_ptr<FakeWorld> m_world;
    std::unique_ptr<FakeSystem> m_system;
    std::unique_ptr<DriverInfo> m_info;
    std::unique_ptr<ConnectGate> m_gate;
    CommandLimits m_limits;
    PrinterRecord m_record;
    std::unique_ptr<Printer> m_printer;
};

} // namespace flotilla::test
