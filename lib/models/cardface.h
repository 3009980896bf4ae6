// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/colorrole.h"

#include <QDateTime>
#include <QString>

namespace flotilla::models {

// The chip a printer belongs to; every printer belongs to exactly one.
namespace ChipNamespace {
Q_NAMESPACE
enum class Chip { All, NeedsYou, Printing, Paused, Ready, NoAnswer };
Q_ENUM_NS(Chip)
} // namespace ChipNamespace
using ChipNamespace::Chip;

// The last zone of a card.
namespace FootNamespace {
Q_NAMESPACE
enum class Foot {
    Running, // bar, percent, time left, end, temperatures
    NeedsPerson, // "Waiting 12 min" and a button
    Quiet, // a caption, temperatures, perhaps a button
};
Q_ENUM_NS(Foot)
} // namespace FootNamespace
using FootNamespace::Foot;

// What a person can do about a printer with one press.
namespace ActNamespace {
Q_NAMESPACE
enum class Act {
    None,
    Pause,
    Resume,
    CancelPrint, // asks once
    CancelSending,
    ClearPlate, // undo for 8 s
    WhatToDo, // shows the fault and its remedy
    EnterCode, // opens the edit sheet at the secret
    TryNow,
    Connect,
    Disconnect,
    Edit,
    Remove, // asks once
    SendFile,
    ToggleLight,
};
Q_ENUM_NS(Act)
} // namespace ActNamespace
using ActNamespace::Act;

// Everything a card says about one printer, in words ready to be shown: texts are translated, times
// are in the locale's clock, what the printer does not say is an empty text. A value, made by
// cardFaceOf().
class CardFace
{
    Q_GADGET
    Q_PROPERTY(QString name MEMBER name)
    Q_PROPERTY(QString make MEMBER make)
    Q_PROPERTY(QString place MEMBER place)
    Q_PROPERTY(QString mark MEMBER mark)
    Q_PROPERTY(flotilla::models::ColorRoleNamespace::ColorRole role MEMBER role)
    Q_PROPERTY(QString word MEMBER word)
    Q_PROPERTY(QString secondLine MEMBER secondLine)
    Q_PROPERTY(bool secondLineIsFile MEMBER secondLineIsFile)
    Q_PROPERTY(flotilla::models::ChipNamespace::Chip chip MEMBER chip)
    Q_PROPERTY(flotilla::models::FootNamespace::Foot foot MEMBER foot)
    Q_PROPERTY(bool outlined MEMBER outlined)
    Q_PROPERTY(bool turning MEMBER turning)
    Q_PROPERTY(bool stale MEMBER stale)
    Q_PROPERTY(double progress MEMBER progress)
    Q_PROPERTY(QString percent MEMBER percent)
    Q_PROPERTY(QString timing MEMBER timing)
    Q_PROPERTY(QString temperatures MEMBER temperatures)
    Q_PROPERTY(QString waitingLabel MEMBER waitingLabel)
    Q_PROPERTY(QString waiting MEMBER waiting)
    Q_PROPERTY(QString quiet MEMBER quiet)
    Q_PROPERTY(flotilla::models::ActNamespace::Act act MEMBER act)
    Q_PROPERTY(QString actText MEMBER actText)
    Q_PROPERTY(QString compactLine MEMBER compactLine)
    Q_PROPERTY(QString compactWord MEMBER compactWord)
    Q_PROPERTY(QString pictureAge MEMBER pictureAge)
    Q_PROPERTY(QString illustration MEMBER illustration)
    Q_PROPERTY(QString spoken MEMBER spoken)

public:
    QString name; // the printer's
    QString make; // "Adventurer 5M Pro"; the system's name where the model is not known
    QString place; // the location, may be empty
    QString mark; // icon name: "state-printing", "link-stale"
    ColorRole role = ColorRole::Grey;
    QString word; // "Printing", "Stale since 13:40"
    QString secondLine; // file name, reason, "Since 12:05"
    bool secondLineIsFile = false; // to be elided in the middle
    Chip chip = Chip::NoAnswer;
    Foot foot = Foot::Quiet;
    bool outlined = false; // a person is needed: border in the mark's colour
    bool turning = false; // the connecting ring
    bool stale = false; // picture at half strength, bar grey
    double progress = -1; // 0..1; below 0: not known, the bar is empty
    QString percent; // "64 %"
    // Behind the percent and " · ": "45 min · 14:32", "21 of 55 MB"; where it is stale behind a
    // blank alone: "at 13:40".
    QString timing;
    QString temperatures; // "215° 60°", "178 → 210°", "layer 1 329 / 1 460", "was 220° 60°"
    QString waitingLabel; // "Waiting", "Since"
    QString waiting; // "12 min", drawn strong
    QString quiet; // "Plate clear", "Next try in 40 s"
    Act act = Act::None; // of the one button in the foot
    QString actText; // "Resume", "Plate is clear"
    QString compactWord; // first part of a compact card's second line, in the state's colour
    QString compactLine; // the rest of it: "45 min · 14:32"
    QString pictureAge; // "13:40" over the picture once it is not live; else empty
    QString illustration; // "printer-enclosed": where there is no picture
    QString spoken; // the whole card as a screen reader says it

    bool operator==(const CardFace &) const = default;
};

} // namespace flotilla::models
Q_DECLARE_METATYPE(flotilla::models::CardFace)
