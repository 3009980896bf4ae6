// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/fakefleet.h"
#include "jobs/jobrunner.h"
#include "jobs/jobstore.h"
#include "models/desk.h"
#include "store/settingstable.h"

#include <QQmlApplicationEngine>
#include <QQuickItem>
#include <QQuickWindow>

namespace flotilla::test {

// The real window over a fleet of FakeDrivers: the test says what the printers report, drives the
// window as a person would, and reads what is told to the drivers.
class GuiWorld
{
public:
    GuiWorld();
    ~GuiWorld();

    // Shows Main.qml; fails the test on any QML warning from then on.
    QQuickWindow *show(const QSize &size = {1280, 800});
    // The same with a window of the test's own, which gets the desk.
    QQuickWindow *showScene(const QByteArray &qml, const QSize &size = {1280, 800});

    // The visible item with this objectName, or nullptr; waits a moment for it to come.
    QQuickItem *find(const QString &objectName, QQuickItem *under = nullptr);
    // Its centre, in window coordinates.
    QPoint centre(const QQuickItem *item) const;
    void click(const QString &objectName);
    // Until everything stands where the next frame shows it.
    void settle();

private:
    void makeEngine();
    QQuickWindow *expose(const QSize &size);

public:
    FakeFleet fleet;
    JobStore runs {fleet.data.database};
    store::Settings settings {fleet.data.database};
    std::unique_ptr<JobRunner> jobs;
    std::unique_ptr<models::Desk> desk;
    std::unique_ptr<QQmlApplicationEngine> engine;
    QQuickWindow *window = nullptr;
    QStringList warnings; // of QML, since show()
};

} // namespace flotilla::test
