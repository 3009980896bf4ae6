// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/cardfacts.h"

namespace flotilla::models {

// The texts that cardFaceOf() puts together. For it alone.

struct CardMoment
{
    const QDateTime &now;
    const QLocale &locale;
};

// We told the printer to pause, resume or cancel, and its state does not show it yet.
bool isOwnCommand(const PrinterStatus &status);
// When the printer last said something; since when the link is as it is where it never did.
QDateTime lastHeard(const PrinterStatus &status);

QString actButtonText(Act act);
// "45 min · 14:32", "about 45 min · 14:32", "1 h 20 min".
QString timingText(const CardFacts &facts, const CardMoment &moment);
QString compactTimingText(const CardFacts &facts, const CardMoment &moment);
// "Done at 13:21".
QString endedText(const PrinterStatus &status, const CardMoment &moment);
// Why the printer needs a person, in its words; empty where it does not say.
QString reasonText(const PrinterStatus &status);
// "Next try in 40 s".
QString nextTryText(const PrinterStatus &status, const QDateTime &now);
// The first sentence, without its full stop: a card has room for one.
QString firstSentence(const QString &text);
// "215° 60°", "178 → 210°", "layer 1 329 / 1 460", "was 220° 60°".
QString temperaturesText(const CardFacts &facts, const CardMoment &moment);
QString illustrationOf(const CardFacts &facts);
QString spokenText(const CardFacts &facts, const CardFace &face, const CardMoment &moment);

} // namespace flotilla::models
