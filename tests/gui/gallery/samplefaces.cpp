// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/gallery/samplefaces.h"

namespace flotilla::test {

using namespace Qt::StringLiterals;
using models::Act;
using models::CardFace;
using models::ColorRole;
using models::Foot;

namespace {

struct State
{
    const char16_t *mark;
    ColorRole role;
    const char16_t *word;
};

CardFace faceOf(const QString &name, const QString &make, const State &state, const QString &second)
{
    CardFace face;
    face.name = name;
    face.make = make;
    face.mark = QString::fromUtf16(state.mark);
    face.role = state.role;
    face.word = QString::fromUtf16(state.word);
    face.secondLine = second;
    face.compactWord = face.word;
    face.illustration = u"printer-bedslinger"_s;
    face.spoken = name + u", "_s + face.word;
    return face;
}

CardFace running(CardFace face, double progress, const QString &timing, const QString &temperatures)
{
    face.foot = Foot::Running;
    face.secondLineIsFile = true;
    face.progress = progress;
    face.percent = u"%1 %"_s.arg(int(progress * 100 + 0.01));
    face.timing = timing;
    face.compactLine = timing;
    face.temperatures = temperatures;
    return face;
}

CardFace needing(CardFace face, const QString &label, const QString &waiting, Act act,
                 const QString &text)
{
    face.foot = Foot::NeedsPerson;
    face.outlined = true;
    face.waitingLabel = label;
    face.waiting = waiting;
    face.compactLine = waiting;
    face.act = act;
    face.actText = text;
    return face;
}

CardFace quiet(CardFace face, const QString &text, Act act = Act::None, const QString &actText = {})
{
    face.foot = Foot::Quiet;
    face.quiet = text;
    face.compactLine = text;
    face.act = act;
    face.actText = actText;
    return face;
}

constexpr State printing {u"state-printing", ColorRole::Printing, u"Printing"};

CardFace staleFace()
{
    CardFace face = running(faceOf(u"Argo"_s, u"Adventurer 3"_s,
                                   {u"link-stale", ColorRole::Grey, u"Stale since 13:40"},
                                   u"was printing 31 %"_s),
                            0.31, u"at 13:40"_s, u"was 220° 60°"_s);
    face.stale = true;
    face.secondLineIsFile = false;
    face.pictureAge = u"13:40"_s;
    face.compactWord = u"Stale 13:40"_s;
    face.compactLine = u"was 31 %"_s;
    return face;
}

CardFace enclosed(CardFace face)
{
    face.illustration = u"printer-enclosed"_s;
    return face;
}

CardFace resin(CardFace face)
{
    face.illustration = u"printer-resin"_s;
    return face;
}

CardFace connecting()
{
    CardFace face
        = quiet(faceOf(u"Kon-Tiki"_s, u"Kobra 2 Plus"_s,
                       {u"link-connecting", ColorRole::Grey, u"Connecting"}, u"192.168.20.72"_s),
                u"First answer usually within 2 s"_s);
    face.turning = true;
    return face;
}

} // namespace

QList<CardFace> sampleFaces()
{
    return {
        needing(faceOf(u"Aurora"_s, u"Adventurer 5M Pro"_s,
                       {u"link-rejected", ColorRole::Amber, u"Code refused"},
                       u"The check code was changed"_s),
                u"Since 13:02"_s, {}, Act::EnterCode, u"Enter new code"_s),
        connecting(),
        enclosed(quiet(faceOf(u"Santa Maria"_s, u"da Vinci 1.1 Plus"_s,
                              {u"link-unreachable", ColorRole::Grey, u"Not reachable"},
                              u"Since yesterday 17:02"_s),
                       u"Next try in 40 s"_s, Act::TryNow, u"Try now"_s)),
        enclosed(quiet(faceOf(u"Santa Maria"_s, u"da Vinci 1.1 Plus"_s,
                              {u"link-closed", ColorRole::Grey, u"Not connected"},
                              u"Switched off by you"_s),
                       u"Nothing is asked or sent"_s, Act::Connect, u"Connect"_s)),
        staleFace(),
        running(faceOf(u"Terra Nova"_s, u"Kobra 2 Pro"_s,
                       {u"state-paused", ColorRole::Amber, u"Paused"},
                       u"bearing_press_jig.gcode"_s),
                0.47, u"1 h 20 min"_s, u"210° 60°"_s),
        running(faceOf(u"Fram"_s, u"Kobra S1"_s, printing, u"gear_m2_z28_petg.gcode"_s), 0.38,
                u"2 h 14 min · 16:01"_s, u"240° 80°"_s),
        running(faceOf(u"Calypso"_s, u"Adventurer 5M Pro"_s, printing, u"phone_stand_v3.gcode"_s),
                0.64, u"45 min · 14:32"_s, u"215° 60°"_s),
        resin(needing(faceOf(u"Nautilus"_s, u"Saturn 3 Ultra"_s,
                             {u"state-finished", ColorRole::Finished, u"Clear the plate"},
                             u"Done at 13:21"_s),
                      u"Waiting"_s, u"26 min"_s, Act::ClearPlate, u"Plate is clear"_s)),
        running(faceOf(u"Discovery"_s, u"Adventurer 4"_s,
                       {u"state-uploading", ColorRole::Ink, u"Sending"},
                       u"enclosure_rev_c_top.gx"_s),
                0.38, u"21 of 55 MB"_s, u"24° 23°"_s),
        needing(faceOf(u"Golden Hind"_s, u"da Vinci 1.1 Plus"_s,
                       {u"state-error", ColorRole::Error, u"Error"}, u"Nozzle does not heat"_s),
                u"Waiting"_s, u"31 min"_s, Act::WhatToDo, u"What to do"_s),
        running(faceOf(u"The very long name of a printer in the hall behind the workshop"_s,
                       u"Adventurer 5M Pro with a long make"_s, printing,
                       u"a_file_name_that_nobody_would_ever_want_to_read_v3.gcode"_s),
                0.99, u"12 h 14 min · Sat 01:07"_s, u"layer 11 329 / 11 460"_s),
    };
}

QList<CardFace> compactFaces()
{
    QList<CardFace> faces = sampleFaces();
    faces[0].compactWord = u"The check code was changed"_s;
    faces[10].compactWord = u"Nozzle does not heat"_s;
    faces[8].progress = 1;
    return faces;
}

} // namespace flotilla::test
