// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/desk.h"

#include "models/preferences.h"

namespace flotilla::models {

Desk::Desk(const DeskServices &services, QObject *parent)
    : QObject(parent)
    , m_services(services)
    , m_preferences(std::make_unique<Preferences>(services.settings))
{
}

Desk::~Desk() = default;

void Desk::leaveSimulation()
{
    Q_EMIT leaveSimulationAsked();
}

void Desk::quit()
{
    Q_EMIT quitAsked();
}

void Desk::openFiles(const QStringList &paths)
{
    if (!paths.isEmpty())
        Q_EMIT filesOpened(paths);
}

} // namespace flotilla::models
