// SPDX-License-Identifier: GPL-3.0-or-later
#include "windowfleet.h"

#include <QElapsedTimer>
#include <QSignalSpy>

#include <cmath>

namespace flotilla::bench {

using namespace Qt::StringLiterals;

void spin(std::chrono::milliseconds time)
{
    QEventLoop loop;
    QTimer::singleShot(time, &loop, &QEventLoop::quit);
    loop.exec();
}

void awaitFrame(QQuickWindow *window)
{
    QSignalSpy swapped(window, &QQuickWindow::frameSwapped);
    window->update();
    if (!swapped.wait(10'000))
        qFatal("no frame came");
}

WindowFleet::WindowFleet(int printers)
{
    m_world.fleet.system.whenConnecting = [](test::FakeDriver &driver) { driver.openSession(); };
    for (int i = 0; i < printers; ++i) {
        m_names << u"Printer %1"_s.arg(i + 1, 3, 10, QLatin1Char('0'));
        m_progress << double(i % 90) / 100;
        if (m_world.fleet.add(m_names.last()).isNull())
            qFatal("cannot add a printer");
    }
    m_world.fleet.fleet->openAll();
    QObject::connect(&m_news, &QTimer::timeout, &m_news, [this] {
        m_world.fleet.world.clock.advance(std::chrono::milliseconds(m_news.interval()));
        report(m_next);
        m_next = (m_next + 1) % int(m_names.size());
    });
}

void WindowFleet::report(int index)
{
    // A print of two and a half hours, told every three seconds; the nozzle swings by a degree.
    constexpr double jobSeconds = 9000;
    double &progress = m_progress[index];
    progress = progress > 0.99 ? 0 : progress + 3 / jobSeconds;
    const double swing = std::sin(double(++m_reports));
    test::FakeDriver *driver = m_world.fleet.driver(m_names[index]);
    if (!driver)
        return;
    driver->report({.state = State::Printing,
                    .job = ReportedJob {.name = u"bracket_%1.gcode"_s.arg(index),
                                        .progress = progress,
                                        .remainingSeconds = qint64((1 - progress) * jobSeconds)},
                    .heaters = {{u"tool0"_s, {215 + swing, 215}}, {u"bed"_s, {60, 60}}},
                    .model = u"Adventurer 5M Pro"_s});
}

void WindowFleet::reportAll()
{
    for (int i = 0; i < m_names.size(); ++i)
        report(i);
}

void WindowFleet::reportEvery(std::chrono::milliseconds interval)
{
    m_news.start(interval / int(m_names.size()));
}

void WindowFleet::show(const QSize &size)
{
    if (!m_world.show(size))
        qFatal("the window does not open");
    awaitFrame(m_world.window);
}

QQuickItem *WindowFleet::grid()
{
    return m_world.find(u"fleetGrid"_s);
}

} // namespace flotilla::bench
