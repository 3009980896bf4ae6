// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QList>

#include <optional>

namespace flotilla::xyzprinting {

// One line in which a printer without a menu tells how an action goes on: `home:{"stat":"start"}`.
struct ActionReply
{
    QByteArray action; // "home", "load", "calibratejr"…
    QByteArray stat; // "start", "heat", "complete", "fail"…; empty where it only gives numbers
    std::optional<int> nozzleCelsius = {}; // while it heats
    QList<double> numbers = {}; // of a calibration

    bool operator==(const ActionReply &) const = default;
};

// nullopt for any other line. The text in the braces is no JSON where numbers follow the words, so
// it is scanned, not parsed.
std::optional<ActionReply> parseActionReply(QByteArrayView line);

} // namespace flotilla::xyzprinting
