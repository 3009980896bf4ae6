// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "simulators/gcodeplan.h"
#include "simulators/xyzprinting/xyzmodels.h"

#include <QByteArray>
#include <QStringList>

class QIODevice;

namespace flotilla::simulators {

// What a printer finds in a .3w that it was sent.
struct OpenedThreew
{
    enum class Verdict {
        Good,
        NotThreew, // plain G-code, or anything else
        Damaged, // CRC, padding, archive
        BadGcode, // decrypts, and is no print for these printers
    };

    Verdict verdict = Verdict::NotThreew;
    QString reason; // in words, where it is not good
    XyzForm form;
    QByteArray machine; // of the comment `; machine`
    QByteArray header; // as it was stored, decrypted
    QByteArray firstBytes; // of the G-code, at most 4 KiB
    QByteArray gcodeSha256;
    qint64 gcodeBytes = 0;
    GcodePlan plan;
    // What the firmware swallows or stumbles over, but does not refuse.
    QStringList complaints;
};

// Opens and decrypts a .3w from the beginning of `file`, as the firmware would. Memory stays flat;
// an archive that swells beyond 512 MB is damaged. `file` is random-access and open for reading.
OpenedThreew openThreew(QIODevice &file);

} // namespace flotilla::simulators
