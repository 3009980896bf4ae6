// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace flotilla::test {

// A .3w put together from its parts, to be spoiled by tests. Written from the format's description;
// neither our codec nor the simulators' reader is behind it.
struct XyzSample
{
    int version = 2; // 2 or 5
    bool zipped = false;
    QByteArray machine = "dv1MW0A000";
    int seconds = 600;
    int layers = 20;
    QByteArray gcode = {}; // instead of one of these
    int filesInArchive = 1;
    bool padded = true;

    QByteArray text() const; // the G-code
    QByteArray bytes() const; // the .3w
};

} // namespace flotilla::test
