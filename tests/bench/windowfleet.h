// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/guiworld.h"

#include <QTimer>

#include <chrono>

namespace flotilla::bench {

// Runs the event loop for this long.
void spin(std::chrono::milliseconds time);
// Until the window has shown one more frame.
void awaitFrame(QQuickWindow *window);

// The real window over printers that all print, each in a state of its own.
class WindowFleet
{
public:
    explicit WindowFleet(int printers);

    void reportAll();
    // Every printer brings news this often, spread evenly.
    void reportEvery(std::chrono::milliseconds interval);
    // Returns once the first frame is on the screen.
    void show(const QSize &size);

    QQuickWindow *window() const { return m_world.window; }
    QQuickItem *grid();

private:
    void report(int index);

    test::GuiWorld m_world;
    QList<QString> m_names;
    QList<double> m_progress;
    QTimer m_news;
    int m_next = 0;
    int m_reports = 0;
};

} // namespace flotilla::bench
