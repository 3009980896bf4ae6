// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/actoffer.h"

#include "core/printer.h"

#include <QCoreApplication>

#include <array>

namespace flotilla::models {

using namespace Qt::StringLiterals;

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(flotilla::models::ActOffer)
};

constexpr const char *context = "flotilla::models::ActOffer";

struct ActRow
{
    Act act;
    QLatin1StringView key;
    QLatin1StringView icon;
    const char *text;
};

constexpr std::array actTable {
    ActRow {Act::Pause, "pause"_L1, "pause"_L1,
            //: Verb: pause this print
            QT_TRANSLATE_NOOP("flotilla::models::ActOffer", "Pause")},
    ActRow {Act::Resume, "resume"_L1, "resume"_L1,
            //: Verb: go on with this print
            QT_TRANSLATE_NOOP("flotilla::models::ActOffer", "Resume")},
    ActRow {Act::CancelPrint, "cancelPrint"_L1, "stop"_L1,
            QT_TRANSLATE_NOOP("flotilla::models::ActOffer", "Cancel print…")},
    ActRow {Act::CancelSending, "cancelSending"_L1, "stop"_L1,
            QT_TRANSLATE_NOOP("flotilla::models::ActOffer", "Stop sending")},
    ActRow {Act::ClearPlate, "clearPlate"_L1, "plate-clear"_L1,
            QT_TRANSLATE_NOOP("flotilla::models::ActOffer", "Plate is clear")},
    ActRow {Act::WhatToDo, "whatToDo"_L1, "wrench"_L1,
            QT_TRANSLATE_NOOP("flotilla::models::ActOffer", "What to do")},
    ActRow {Act::EnterCode, "enterCode"_L1, "key"_L1,
            QT_TRANSLATE_NOOP("flotilla::models::ActOffer", "Enter new code…")},
    ActRow {Act::TryNow, "tryNow"_L1, "refresh"_L1,
            QT_TRANSLATE_NOOP("flotilla::models::ActOffer", "Try now")},
    ActRow {Act::Connect, "connect"_L1, "link"_L1,
            //: Verb: connect to this printer
            QT_TRANSLATE_NOOP("flotilla::models::ActOffer", "Connect")},
    ActRow {Act::Disconnect, "disconnect"_L1, "unlink"_L1,
            //: Verb: disconnect from this printer
            QT_TRANSLATE_NOOP("flotilla::models::ActOffer", "Disconnect")},
    ActRow {Act::Edit, "edit"_L1, "edit"_L1,
            QT_TRANSLATE_NOOP("flotilla::models::ActOffer", "Edit…")},
    ActRow {Act::Remove, "remove"_L1, "delete"_L1,
            QT_TRANSLATE_NOOP("flotilla::models::ActOffer", "Remove from the fleet…")},
    ActRow {Act::SendFile, "sendFile"_L1, "upload"_L1,
            QT_TRANSLATE_NOOP("flotilla::models::ActOffer", "Send file…")},
    ActRow {Act::ToggleLight, "light"_L1, "light"_L1,
            QT_TRANSLATE_NOOP("flotilla::models::ActOffer", "Light on")},
};

const ActRow *rowOf(Act act)
{
    for (const ActRow &row : actTable) {
        if (row.act == act)
            return &row;
    }
    return nullptr;
}

QString reason(const Result<void> &checked)
{
    return checked ? QString() : checked.error().message;
}

// A machine that works for a person at this moment.
bool hasJob(const PrinterStatus &status)
{
    return isJobState(status.state) || (status.state == State::Attention && status.job);
}

bool isPaused(State state)
{
    return state == State::Paused || state == State::Attention;
}

bool isWithout(const PrinterStatus &status, ActivityKind kind)
{
    return !status.activity || status.activity->kind != kind;
}

ActOffer jobOffer(const Printer &printer, Act act)
{
    const PrinterStatus &status = printer.status();
    const bool sending
        = !isWithout(status, ActivityKind::Sending) || !isWithout(status, ActivityKind::Converting);
    switch (act) {
    case Act::Pause:
        if (!isWithout(status, ActivityKind::Pausing) || status.state == State::Pausing)
            return {printer.capabilities().pause,
                    Tr::tr("“%1” is pausing already.").arg(printer.name())};
        return {printer.capabilities().pause && hasJob(status) && !isPaused(status.state),
                reason(printer.mayPause())};
    case Act::Resume:
        if (!isWithout(status, ActivityKind::Resuming))
            return {printer.capabilities().pause,
                    Tr::tr("“%1” is resuming already.").arg(printer.name())};
        return {printer.capabilities().pause && hasJob(status) && isPaused(status.state),
                reason(printer.mayResume())};
    case Act::CancelPrint:
        if (!isWithout(status, ActivityKind::Canceling) || status.state == State::Canceling)
            return {printer.capabilities().cancel,
                    Tr::tr("The print on “%1” is being canceled already.").arg(printer.name())};
        return {printer.capabilities().cancel && hasJob(status), reason(printer.mayCancelJob())};
    case Act::CancelSending:
        return {sending};
    case Act::ClearPlate:
        return {(status.plate != Plate::Clear || status.state == State::Finished)
                    && !isJobState(status.state),
                reason(printer.mayClearPlate())};
    case Act::SendFile:
        return {true};
    default:
        return {};
    }
}

bool hasSecret(const Printer &printer)
{
    const QList<Parameter> &settings = printer.driverInfo().settings;
    return std::any_of(settings.cbegin(), settings.cend(),
                       [](const Parameter &parameter) { return parameter.secret; });
}

ActOffer linkOffer(const Printer &printer, Act act)
{
    const PrinterStatus &status = printer.status();
    const bool inService = printer.record().inService;
    switch (act) {
    case Act::WhatToDo:
        return {!status.reported.faults.isEmpty() || status.state == State::Attention
                || status.state == State::Error};
    case Act::EnterCode:
        return {status.link == Link::Rejected && hasSecret(printer)};
    case Act::TryNow:
        return {status.link == Link::Unreachable || status.link == Link::Rejected
                || status.link == Link::Stale};
    case Act::Connect:
        return {!inService || status.link == Link::Closed};
    case Act::Disconnect:
        return {inService && status.link != Link::Closed};
    case Act::ToggleLight:
        return {printer.capabilities().light, reason(printer.maySetLight())};
    case Act::Edit:
    case Act::Remove:
        return {true};
    default:
        return {};
    }
}

} // namespace

ActOffer offerOf(const Printer &printer, Act act)
{
    const ActOffer job = jobOffer(printer, act);
    return job.shown ? job : linkOffer(printer, act);
}

QString actText(Act act, const Printer *printer)
{
    if (act == Act::ToggleLight && printer && printer->status().reported.light.value_or(false))
        return Tr::tr("Light off");
    const ActRow *row = rowOf(act);
    return row ? QCoreApplication::translate(context, row->text) : QString();
}

QString actIcon(Act act)
{
    const ActRow *row = rowOf(act);
    return row ? QString(row->icon) : QString();
}

QString actKey(Act act)
{
    const ActRow *row = rowOf(act);
    return row ? QString(row->key) : QString();
}

Act actFromKey(const QString &key)
{
    for (const ActRow &row : actTable) {
        if (key == row.key)
            return row.act;
    }
    return Act::None;
}

} // namespace flotilla::models
