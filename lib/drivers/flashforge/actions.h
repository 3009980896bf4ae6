// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capabilities.h"
#include "drivers/flashforge/detail.h"
#include "drivers/flashforge/httpmessages.h"

#include <functional>
#include <optional>

namespace flotilla::flashforge {

// What an action sends, and how /detail shows that it was acted on (empty: it never does).
struct ActionPlan
{
    Control control;
    std::function<bool(const Detail &)> shown = {};
};

// The actions of this machine, as data for menus and scripts.
QList<Action> actionsOf(const Model &model, const Detail &detail);

// The request behind one of them. `parameters` are typed by Action::parameters.
Result<ActionPlan> planAction(const QString &id, const Model &model, const Detail &detail,
                              const QJsonObject &parameters);

} // namespace flotilla::flashforge
