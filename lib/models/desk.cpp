// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/desk.h"

#include "core/drivercontext.h"
#include "core/fleet.h"
#include "models/addprinter.h"
#include "models/dropsession.h"
#include "models/editprinter.h"
#include "models/endsnext.h"
#include "models/fleetmodel.h"
#include "models/fleetsummary.h"
#include "models/fleetview.h"
#include "models/jobpictures.h"
#include "models/notices.h"
#include "models/preferences.h"
#include "models/printeracts.h"
#include "models/question.h"
#include "models/selection.h"
#include "models/senddesk.h"
#include "models/sendsheet.h"
#include "models/toasts.h"
#include "models/traymodel.h"
#include "models/whattodo.h"

#include <QUuid>

namespace flotilla::models {

Desk::Desk(const DeskServices &services, QObject *parent)
    : QObject(parent)
    , m_services(services)
    , m_preferences(std::make_unique<Preferences>(services.settings))
    , m_notices(std::make_unique<Notices>(services.fleet, *m_preferences))
    , m_tray(std::make_unique<TrayModel>(services.fleet))
    , m_toasts(std::make_unique<Toasts>(services.fleet.context().clock))
    , m_question(std::make_unique<Question>(services.fleet))
    , m_whatToDo(std::make_unique<WhatToDo>(services.fleet))
    , m_acts(std::make_unique<PrinterActs>(services.fleet, *m_toasts, *m_question))
    , m_fleetModel(std::make_unique<FleetModel>(services.fleet))
    , m_fleet(std::make_unique<FleetView>(*m_fleetModel))
    , m_jobPictures(std::make_unique<JobPictures>(services.fleet, services.jobs))
    , m_summary(std::make_unique<FleetSummary>(*m_fleetModel))
    , m_endsNext(std::make_unique<EndsNext>(*m_fleetModel))
    , m_selection(std::make_unique<Selection>(*m_fleetModel, *m_fleet))
    , m_transfers(std::make_unique<SendDesk>(services.fleet, services.jobs))
    , m_send(std::make_unique<SendSheet>(
          SendSheet::Services {services.fleet, services.settings, *m_transfers, *m_question}))
    , m_drop(std::make_unique<DropSession>(
          DropSession::Services {services.fleet, services.settings, *m_transfers, *m_send}))
    , m_add(std::make_unique<AddPrinter>(services.fleet, *m_toasts))
    , m_edit(std::make_unique<EditPrinter>(services.fleet, *m_toasts))
{
    connect(m_acts.get(), &PrinterActs::editWanted, m_edit.get(), &EditPrinter::show);
    connect(m_selection.get(), &Selection::changed, this,
            [this] { m_acts->setSelection(m_selection->ids()); });
    const auto sortAsChosen = [this] { m_fleet->setSort(FleetSort(m_preferences->sort())); };
    connect(m_preferences.get(), &Preferences::sortChanged, this, sortAsChosen);
    sortAsChosen();
    connect(m_acts.get(), &PrinterActs::whatToDoWanted, m_whatToDo.get(), &WhatToDo::show);
    connect(m_whatToDo.get(), &WhatToDo::actWanted, m_acts.get(), &PrinterActs::runEntry);
    connect(m_acts.get(), &PrinterActs::leavingChanged, this,
            [this] { m_fleetModel->setLeaving(m_acts->leaving()); });
    connect(m_jobPictures.get(), &JobPictures::changed, this, [this](const QUuid &id) {
        m_fleetModel->setPicture(id, m_jobPictures->source(id));
    });
    connectSending();
    connectPreferences();
}

void Desk::connectPreferences()
{
    connect(m_preferences.get(), &Preferences::chosen, this,
            [this](const QString &key, const QString &before) {
                m_toasts->showUndo(Preferences::sentenceOf(key),
                                   [this, key, before] { m_preferences->restore(key, before); });
            });
    connect(m_preferences.get(), &Preferences::refused, this,
            [this](const QString &sentence) { m_toasts->showError(sentence); });
}

void Desk::connectSending()
{
    connect(m_drop.get(), &DropSession::activeChanged, this,
            [this] { m_fleetModel->setDropping(m_drop->isActive() && !m_drop->isProblem()); });
    connect(m_drop.get(), &DropSession::verdictsChanged, this,
            [this] { m_fleetModel->setVerdicts(m_drop->verdicts()); });
    connect(m_selection.get(), &Selection::changed, this, [this] {
        QList<QUuid> printers;
        for (const QString &id : m_selection->ids())
            printers << QUuid::fromString(id);
        m_drop->setSelection(printers);
        m_acts->setSelection(m_selection->ids());
    });
    connect(m_acts.get(), &PrinterActs::stopSendingWanted, m_transfers.get(), &SendDesk::cancel);

    connect(m_drop.get(), &DropSession::refused, m_toasts.get(), &Toasts::show);
    connect(m_transfers.get(), &SendDesk::said, m_toasts.get(), &Toasts::show);
    connect(m_transfers.get(), &SendDesk::failed, this,
            [this](const QString &text, const QString &detail) {
                m_toasts->showError(text, {}, {}, detail);
            });
}

Desk::~Desk()
{
    m_toasts->commitAll(); // while what the commits speak of is there
}

void Desk::leaveSimulation()
{
    Q_EMIT leaveSimulationAsked();
}

void Desk::enterSimulation()
{
    Q_EMIT enterSimulationAsked();
}

void Desk::quit()
{
    Q_EMIT quitAsked();
}

void Desk::openFiles(const QStringList &paths)
{
    if (paths.isEmpty())
        return;
    QList<QUrl> files;
    for (const QString &path : paths)
        files << QUrl::fromLocalFile(path);
    sendFiles(files, {});
    Q_EMIT filesOpened(paths);
}

void Desk::sendFiles(const QList<QUrl> &files, const QStringList &printerIds)
{
    QList<QUuid> printers;
    for (const QString &id : printerIds)
        printers << QUuid::fromString(id);
    m_send->openFiles(files, printers);
}

} // namespace flotilla::models
