// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QQmlEngine;

namespace flotilla {

namespace models {
class Desk;
}

// Makes the module and its pictures known to an engine. `desk` must outlive it.
void prepareEngine(QQmlEngine &engine, const models::Desk &desk);

} // namespace flotilla
