// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/desk.h"

#include "core/drivercontext.h"
#include "core/fleet.h"
#include "models/endsnext.h"
#include "models/fleetmodel.h"
#include "models/fleetsummary.h"
#include "models/fleetview.h"
#include "models/preferences.h"
#include "models/printeracts.h"
#include "models/question.h"
#include "models/selection.h"
#include "models/toasts.h"
#include "models/whattodo.h"

namespace flotilla::models {

Desk::Desk(const DeskServices &services, QObject *parent)
    : QObject(parent)
    , m_services(services)
    , m_preferences(std::make_unique<Preferences>(services.settings))
    , m_toasts(std::make_unique<Toasts>(services.fleet.context().clock))
    , m_question(std::make_unique<Question>(services.fleet))
    , m_whatToDo(std::make_unique<WhatToDo>(services.fleet))
    , m_acts(std::make_unique<PrinterActs>(services.fleet, *m_toasts, *m_question))
    , m_fleetModel(std::make_unique<FleetModel>(services.fleet))
    , m_fleet(std::make_unique<FleetView>(*m_fleetModel))
    , m_summary(std::make_unique<FleetSummary>(*m_fleetModel))
    , m_endsNext(std::make_unique<EndsNext>(*m_fleetModel))
    , m_selection(std::make_unique<Selection>(*m_fleetModel, *m_fleet))
{
    connect(m_acts.get(), &PrinterActs::whatToDoWanted, m_whatToDo.get(), &WhatToDo::show);
    connect(m_whatToDo.get(), &WhatToDo::actWanted, m_acts.get(), &PrinterActs::runEntry);
}

Desk::~Desk()
{
    m_toasts->commitAll(); // while what the commits speak of is there
}

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
