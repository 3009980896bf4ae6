// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "files/filefacts.h"

#include <QByteArrayView>

#include <optional>

namespace flotilla::files {

inline constexpr qint64 gxHeadBytes = 0x3A;

// The binary head of FlashForge's .gx.
struct GxHead
{
    qint64 firstImage = 0;
    qint64 secondImage = 0; // also the end of the first
    qint64 gcode = 0; // also the end of the second
    quint32 seconds = 0;
    quint32 rightMm = 0;
    quint32 leftMm = 0;
    quint16 layerMicrometres = 0;
    quint16 bedCelsius = 0;
    quint16 rightCelsius = 0;
    quint16 leftCelsius = 0;

    // Whether the offsets follow each other; those of a file of that many bytes.
    bool isOrdered() const;
    bool fits(qint64 bytes) const { return isOrdered() && gcode <= bytes; }
    // Converters have been seen to put the bed's temperature into the nozzle's place.
    bool hasTrustedTemperatures() const { return bedCelsius != 0 || rightCelsius >= 120; }
};

bool isGx(QByteArrayView bytes);
// Nothing when the head is cut.
std::optional<GxHead> parseGxHead(QByteArrayView bytes);

// Puts what the head says where the G-code does not: time and length are the head's to say,
// temperatures those of the G-code.
void addGxHead(const GxHead &head, FileFacts &facts);

} // namespace flotilla::files
