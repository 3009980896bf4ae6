// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QQmlApplicationEngine>

#include <chrono>

namespace flotilla {

// What is on the screen while the fleet is still being read: empty cards. Goes with this object.
class LoadingWindow
{
public:
    // A shorter wait shows nothing: it would only flicker.
    static constexpr std::chrono::milliseconds shownAfter {300};

    LoadingWindow();
    Q_DISABLE_COPY_MOVE(LoadingWindow)

private:
    QQmlApplicationEngine m_engine;
};

} // namespace flotilla
