// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace flotilla {
class Fleet;
class JobRunner;
namespace store {
class Settings;
}
} // namespace flotilla

namespace flotilla::models {

// What the window's objects stand on. All of it outlives the desk.
struct DeskServices
{
    Fleet &fleet;
    JobRunner &jobs;
    store::Settings &settings;
};

// Everything that the window shows, put together: one view object for each part of it, handed to
// QML as the one property of the window. Main thread; owns its parts.
class Desk : public QObject
{
    Q_OBJECT

public:
    explicit Desk(const DeskServices &services, QObject *parent = nullptr);
    Q_DISABLE_COPY_MOVE(Desk)

private:
    DeskServices m_services;
};

} // namespace flotilla::models
