// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "core/capabilities.h"
#include "drivers/xyzprinting/machinereport.h"
#include "files/threew/xyzmodels.h"

#include <QByteArray>

#include <functional>

namespace flotilla::xyzprinting {

// How an action is done: one line to the printer, and what shows that it took it.
struct ActionPlan
{
    enum class Kind {
        Action, // `action=`, its progress shows as a state
        Setting, // `config=`, read back
    };

    Kind kind = Kind::Action;
    QByteArray text; // behind `action=` or `config=`
    QByteArray letters = {}; // of a setting: what to ask to read it back; empty = cannot be read
    std::function<bool(const MachineReport &)> taken = {}; // of a setting
};

// What this machine offers. Models with a menu of their own take no `action=`.
QList<Action> actionsOf(const files::threew::XyzModel *model, const MachineReport &report);

// Unsupported for an action that this machine has not, WrongUse for values it cannot take.
Result<ActionPlan> planAction(const QString &id, const files::threew::XyzModel *model,
                              const MachineReport &report, const QJsonObject &parameters);

} // namespace flotilla::xyzprinting
