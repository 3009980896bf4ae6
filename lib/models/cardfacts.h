// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capabilities.h"
#include "core/printerstatus.h"
#include "models/cardface.h"

#include <QLocale>

namespace flotilla {
class Printer;
}

namespace flotilla::models {

// Why a printer refuses its link.
enum class Refusal {
    Code, // it does not take the code we have
    OtherMachine, // somebody else is at its address
    Switch, // a switch at the printer; it is looked at again by itself
    Settings, // our settings of it cannot work
};

// All that a card is made of, as a value.
struct CardFacts
{
    PrinterStatus status = {};
    Capabilities capabilities = {};
    QString place = {};
    QString address = {};
    QString system = {}; // shown while the printer has not told its model
    bool inService = true;
    QDateTime end = {}; // of the print, as endOf() has it
    Refusal refusal = Refusal::Code; // counts while the link is Rejected
};

CardFacts cardFactsOf(const Printer &printer);

// How often the texts of a face change by the clock alone.
enum class Ticking { Daily, Minutely, Secondly };

// What UI.md calls a card, for every state and link. Pure.
CardFace cardFaceOf(const CardFacts &facts, const QDateTime &now, const QLocale &locale);
Ticking tickingOf(const CardFacts &facts, const QDateTime &now);

Chip chipOf(const PrinterStatus &status);
// A job is at the printer, as far as anybody knows: under way, or held up by a fault or a question.
bool hasJob(const PrinterStatus &status);
// Our transfer or start is what the card shows.
bool showsSending(const PrinterStatus &status);
// When the job under way will be over; invalid where nobody can honestly say: paused, waiting for a
// person, not heard, or without an estimate.
QDateTime endOf(const PrinterStatus &status);
// Since when a printer of Chip::NeedsYou waits.
QDateTime waitingSince(const PrinterStatus &status);

} // namespace flotilla::models
