// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/printeracts.h"

#include "core/fleet.h"
#include "models/actoffer.h"
#include "models/actquestions.h"
#include "models/toasts.h"

#include <array>

namespace flotilla::models {

using namespace Qt::StringLiterals;

namespace {

constexpr std::chrono::milliseconds menuDelay {50};
constexpr QLatin1StringView actionPrefix = "action:"_L1;

// The order of a printer's menu; None draws a line.
constexpr std::array menuOrder {Act::WhatToDo, Act::EnterCode,   Act::ClearPlate,    Act::Resume,
                                Act::Pause,    Act::CancelPrint, Act::CancelSending, Act::None,
                                Act::SendFile, Act::ToggleLight, Act::None,          Act::TryNow,
                                Act::Connect,  Act::Disconnect,  Act::Edit,          Act::Remove};

constexpr std::array selectionOrder {Act::SendFile, Act::Pause, Act::Resume, Act::ClearPlate,
                                     Act::CancelPrint};

bool isDangerous(Act act)
{
    return act == Act::CancelPrint || act == Act::Remove;
}

MenuEntry entryOf(const Printer &printer, Act act, const ActOffer &offer)
{
    return {.key = actKey(act),
            .text = actText(act, &printer),
            .iconName = actIcon(act),
            .enabled = offer.isEnabled(),
            .whyNot = offer.whyNot,
            .dangerous = isDangerous(act),
            .separated = false};
}

QList<QUuid> idsOf(const QList<Printer *> &printers)
{
    QList<QUuid> ids;
    for (const Printer *printer : printers)
        ids << printer->id();
    return ids;
}

QString idText(const QUuid &id)
{
    return id.toString(QUuid::WithoutBraces);
}

} // namespace

PrinterActs::PrinterActs(Fleet &fleet, Toasts &toasts, Question &question, QObject *parent)
    : QObject(parent)
    , m_fleet(fleet)
    , m_toasts(toasts)
    , m_question(question)
{
    m_menuTimer.setSingleShot(true);
    m_menuTimer.setInterval(menuDelay);
    connect(&m_menuTimer, &QTimer::timeout, this, &PrinterActs::selectionMenuChanged);
    connect(&fleet, &Fleet::statusChanged, this, [this](const Printer *printer) {
        if (m_chosen.contains(printer->id()) && !m_menuTimer.isActive())
            m_menuTimer.start();
    });
    connect(&fleet, &Fleet::printerRemoved, this, [this](const QUuid &id) {
        m_leaving.remove(id); // nothing to be seen: it had gone from sight already
        if (m_chosen.removeAll(id) > 0)
            m_menuTimer.start();
    });
}

void PrinterActs::run(const QString &id, Act act)
{
    Printer *printer = m_fleet.printer(QUuid(id));
    if (!printer)
        return;
    if (const ActOffer offer = offerOf(*printer, act); !offer.isEnabled()) {
        if (!offer.whyNot.isEmpty())
            m_toasts.showError(offer.whyNot);
        return;
    }
    runOne(*printer, act);
}

void PrinterActs::runOne(Printer &printer, Act act)
{
    const QString id = idText(printer.id());
    switch (act) {
    case Act::Pause:
        return pause(printer);
    case Act::Resume:
        return tell(printer.resume(), printer.id());
    case Act::CancelPrint:
        return askCancelOf({&printer});
    case Act::CancelSending:
        Q_EMIT stopSendingWanted(id);
        return;
    case Act::ClearPlate:
        return clearPlates({&printer});
    case Act::WhatToDo:
        Q_EMIT whatToDoWanted(id);
        return;
    case Act::EnterCode:
    case Act::Edit:
        Q_EMIT editWanted(id, act == Act::EnterCode);
        return;
    case Act::TryNow:
        return printer.tryNow();
    case Act::Connect:
    case Act::Disconnect:
        return setInService(printer, act == Act::Connect);
    case Act::Remove:
        return askRemoveOf({&printer});
    case Act::SendFile:
        Q_EMIT fileWanted({id});
        return;
    case Act::ToggleLight: {
        const bool on = printer.status().reported.light.value_or(false);
        return tell(printer.setValues({{u"light"_s, on ? 0.0 : 1.0}}), printer.id());
    }
    case Act::None:
        return;
    }
}

void PrinterActs::runAtOnce(const QString &id, Act act)
{
    Printer *printer = m_fleet.printer(QUuid(id));
    if (printer && act == Act::ClearPlate)
        tell(printer->clearPlate(), printer->id());
    else
        run(id, act);
}

void PrinterActs::pauseUnasked(const QString &id)
{
    if (Printer *printer = m_fleet.printer(QUuid(id)))
        tell(printer->pause(), printer->id());
}

void PrinterActs::runOnSelection(Act act)
{
    const QList<Printer *> printers = fitting(act);
    if (printers.isEmpty())
        return;
    switch (act) {
    case Act::CancelPrint:
        return askCancelOf(printers);
    case Act::ClearPlate:
        return clearPlates(printers);
    case Act::Remove:
        return askRemoveOf(printers);
    case Act::SendFile: {
        QStringList ids;
        for (const Printer *printer : printers)
            ids << idText(printer->id());
        Q_EMIT fileWanted(ids);
        return;
    }
    default:
        for (Printer *printer : printers)
            runOne(*printer, act);
    }
}

QVariantList PrinterActs::menuOf(const QString &id) const
{
    const Printer *printer = m_fleet.printer(QUuid(id));
    QVariantList menu;
    if (!printer)
        return menu;
    bool separated = false;
    const auto add = [&](MenuEntry entry) {
        entry.separated = std::exchange(separated, false);
        menu << QVariant::fromValue(entry);
    };
    for (const Act act : menuOrder) {
        if (act == Act::None || act == Act::TryNow)
            separated = separated || !menu.isEmpty();
        if (act == Act::TryNow) { // what only this machine knows stands before the fleet's own
            for (const Action &action : printer->capabilities().actions) {
                if (!action.parameters.isEmpty())
                    continue;
                const auto may = printer->mayAct(action.id);
                add({.key = actionPrefix + action.id,
                     .text
                     = action.confirmation.isEmpty() ? action.label : tr("%1…").arg(action.label),
                     .iconName = u"wrench"_s,
                     .enabled = may.has_value(),
                     .whyNot = may ? QString() : may.error().message});
            }
            separated = true;
        }
        if (const ActOffer offer = offerOf(*printer, act); offer.shown)
            add(entryOf(*printer, act, offer));
    }
    return menu;
}

void PrinterActs::runEntry(const QString &id, const QString &key)
{
    if (!key.startsWith(actionPrefix))
        return run(id, actFromKey(key));
    if (Printer *printer = m_fleet.printer(QUuid(id)))
        runAction(*printer, key.sliced(actionPrefix.size()));
}

void PrinterActs::runSelectionEntry(const QString &key)
{
    runOnSelection(actFromKey(key));
}

void PrinterActs::runAction(Printer &printer, const QString &id)
{
    const Action *action = printer.capabilities().action(id);
    if (!action)
        return;
    const auto act = [this, printerId = printer.id(), id] {
        if (Printer *present = m_fleet.printer(printerId))
            tell(present->act(id, {}), printerId);
    };
    if (action->confirmation.isEmpty())
        act();
    else
        m_question.ask(askAction(m_fleet, printer.id(), *action), act);
}

void PrinterActs::pause(Printer &printer)
{
    const auto act = [this, id = idText(printer.id())] { pauseUnasked(id); };
    if (printer.capabilities().pauseCanMark)
        m_question.ask(askPause(m_fleet, printer.id()), act);
    else
        act();
}

void PrinterActs::askCancelOf(const QList<Printer *> &printers)
{
    const QList<QUuid> ids = idsOf(printers);
    const auto read
        = ids.size() == 1 ? askCancel(m_fleet, ids.constFirst()) : askCancelSeveral(m_fleet, ids);
    m_question.ask(read, [this, ids] {
        for (const QUuid &id : ids) {
            Printer *present = m_fleet.printer(id);
            if (present && present->mayCancelJob())
                tell(present->cancelJob(), id);
        }
    });
}

void PrinterActs::clearPlates(const QList<Printer *> &printers)
{
    QList<QUuid> ids;
    QString name;
    for (const Printer *printer : printers) {
        if (m_clearing.contains(printer->id()))
            continue;
        ids << printer->id();
        name = printer->name();
    }
    if (ids.isEmpty())
        return;
    m_clearing.unite({ids.cbegin(), ids.cend()});
    const auto done = [this, ids] { m_clearing.subtract({ids.cbegin(), ids.cend()}); };
    const QString text = ids.size() == 1 ? tr("The plate of %1 is clear").arg(name)
                                         : tr("%n plate(s) are clear", nullptr, int(ids.size()));
    m_toasts.showUndo(text, done, [this, ids, done] {
        done();
        for (const QUuid &id : ids) {
            Printer *present = m_fleet.printer(id);
            // A print begun at the machine meanwhile has said it for us.
            if (present && !isJobState(present->status().state))
                tell(present->clearPlate(), id);
        }
    });
}

void PrinterActs::askRemoveOf(const QList<Printer *> &printers)
{
    const QList<QUuid> ids = idsOf(printers);
    const QString text = printers.size() == 1
        ? tr("%1 removed from the fleet").arg(printers.constFirst()->name())
        : tr("%n printer(s) removed from the fleet", nullptr, int(printers.size()));
    m_question.ask(askRemove(m_fleet, ids), [this, ids, text] { leave(ids, text); });
}

// Out of sight at once, out of the fleet when the toast goes.
void PrinterActs::leave(const QList<QUuid> &ids, const QString &text)
{
    m_leaving.unite({ids.cbegin(), ids.cend()});
    Q_EMIT leavingChanged();
    const auto back = [this, ids] {
        m_leaving.subtract({ids.cbegin(), ids.cend()});
        Q_EMIT leavingChanged();
    };
    m_toasts.showUndo(text, back, [this, ids] {
        for (const QUuid &id : ids) {
            m_fleet.remove(id).onFinished(this, [this, id](const Result<void> &removed) {
                if (removed || removed.error().kind == Error::Kind::NotFound)
                    return;
                m_leaving.remove(id);
                Q_EMIT leavingChanged();
                tellError(removed.error(), id);
            });
        }
    });
}

void PrinterActs::setInService(Printer &printer, bool inService)
{
    if (inService && printer.record().inService)
        return printer.open();
    tell(m_fleet.edit(printer.id(), {.inService = inService}), printer.id());
}

void PrinterActs::tell(const Command<void> &command, const QUuid &id)
{
    command.onFinished(this, [this, id](const Result<void> &result) {
        if (!result && result.error().kind != Error::Kind::Canceled)
            tellError(result.error(), id);
    });
}

void PrinterActs::tellError(const Error &error, const QUuid &id)
{
    const Printer *printer = m_fleet.printer(id);
    const bool named = !printer || error.message.contains(printer->name());
    const QString text = named ? error.message
                               //: A printer's name, and what went wrong there
                               : tr("%1: %2").arg(printer->name(), error.message);
    const auto offer = [&](Act act) {
        m_toasts.showError(
            text, actText(act), [this, id, act] { run(idText(id), act); }, error.detail);
    };
    if (printer && offerOf(*printer, Act::EnterCode).isEnabled())
        offer(Act::EnterCode);
    else if (printer && offerOf(*printer, Act::TryNow).isEnabled())
        offer(Act::TryNow);
    else
        m_toasts.showError(text, {}, {}, error.detail);
}

QVariantList PrinterActs::selectionMenu() const
{
    QVariantList menu;
    for (const Act act : selectionOrder)
        menu << QVariant::fromValue(selectionEntry(act));
    return menu;
}

void PrinterActs::setSelection(const QStringList &ids)
{
    m_chosen.clear();
    for (const QString &id : ids)
        m_chosen << QUuid(id);
    Q_EMIT selectionMenuChanged();
}

QList<Printer *> PrinterActs::chosen() const
{
    QList<Printer *> printers;
    for (const QUuid &id : m_chosen) {
        if (Printer *printer = m_fleet.printer(id))
            printers << printer;
    }
    return printers;
}

QList<Printer *> PrinterActs::fitting(Act act) const
{
    QList<Printer *> printers = chosen();
    printers.removeIf(
        [act](const Printer *printer) { return !offerOf(*printer, act).isEnabled(); });
    return printers;
}

MenuEntry PrinterActs::selectionEntry(Act act) const
{
    const int all = int(chosen().size());
    const int some = int(fitting(act).size());
    MenuEntry entry {.key = actKey(act),
                     .text = actText(act),
                     .iconName = actIcon(act),
                     .enabled = some > 0,
                     .whyNot
                     = some > 0 ? QString() : tr("None of the chosen printers can do this now."),
                     .dangerous = isDangerous(act)};
    //: An act that fits only some of the chosen printers: "Pause 2 of 3"
    if (some > 0 && some < all)
        entry.text = tr("%1 %2 of %3").arg(actText(act)).arg(some).arg(all);
    return entry;
}

} // namespace flotilla::models
