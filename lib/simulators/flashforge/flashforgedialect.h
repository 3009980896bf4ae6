// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>

namespace flotilla::simulators {

enum class TcpUpload {
    None, // files come over HTTP
    Framed, // numbered packets with a CRC, each acknowledged
    Raw, // bare bytes, then a silence before M29
};

enum class TemperatureForm {
    TwoTools, // T0:17.9/0.0 T1:0.0/0.0 B:18.5/0.0
    Plain, // T0:22/0 B:14/0
    Spaced, // T0:22 /0 B:11/0
};

// How one generation of firmware speaks on the command port.
struct TcpDialect
{
    bool echoes = false; // "echo:" and "ack:" instead of the envelope of CMD and ok
    const char *granted = nullptr; // answers of M601
    const char *refused = nullptr;
    const char *endstop = nullptr;
    const char *serialKey = "SN: ";
    const char *toolCount = "Tool Count: ";
    const char *macKey = nullptr; // nullptr: not told
    bool blankLineAfterMac = false;
    bool tellsLightAndFile = true; // in M119
    bool tellsLayers = false; // in M27
    bool countsBytes = false; // in M27, instead of percent
    bool pausesByMove = false; // BUILDING_FROM_SD + PAUSED
    bool wholeNumbersOnly = false; // position without trailing zeros
    bool fullMotion = true; // knows G91 and homes single axes
    bool lettersOfPictureSwapped = false; // a2 a2 2a 2a
    TemperatureForm temperatures = TemperatureForm::TwoTools;
    TcpUpload upload = TcpUpload::Raw;
    std::chrono::milliseconds m29Silence {500}; // M29 sent sooner is swallowed with the data
    std::chrono::milliseconds idleTime {50'000}; // a silent client is cut off
};

// The 5M line and the AD5X.
inline constexpr TcpDialect modernDialect {
    .granted = "Control Success V2.1.",
    .refused = "Control failed.",
    .endstop = "X-max: 110 Y-max: 110 Z-min: 0",
    .macKey = "Mac Address:",
    .tellsLayers = true,
    .idleTime = std::chrono::seconds(30),
};

inline constexpr TcpDialect modernWithoutUploadDialect {
    .granted = "Control Success V2.1.",
    .refused = "Control failed.",
    .endstop = "X-max: 110 Y-max: 110 Z-min: 0",
    .macKey = "Mac Address:",
    .tellsLayers = true,
    .upload = TcpUpload::None,
    .idleTime = std::chrono::seconds(30),
};

// As recorded from firmware 1.1.7.
inline constexpr TcpDialect adventurer3Dialect {
    .granted = "Control Success.",
    .refused = "Error: have been connected",
    .endstop = "X-max:1 Y-max:0 Z-max:0",
    .macKey = "Mac Address: ",
    .blankLineAfterMac = true,
    .tellsLightAndFile = false,
    .pausesByMove = true,
    .wholeNumbersOnly = true,
    .temperatures = TemperatureForm::Spaced,
    .upload = TcpUpload::Framed,
    .idleTime = std::chrono::seconds(30),
};

// As the texts inside firmware 1.3.7 have it.
inline constexpr TcpDialect adventurer3EchoDialect {
    .echoes = true,
    .granted = "Control Success.",
    .refused = "Error: have been connected",
    .endstop = "X-max: 0 Y-max: 0 Z-min: 0",
    .serialKey = "Serial Number: ",
    .macKey = "Mac Address:",
    .wholeNumbersOnly = true,
    .lettersOfPictureSwapped = true,
    .temperatures = TemperatureForm::Plain,
    .idleTime = std::chrono::seconds(30),
};

inline constexpr TcpDialect finderDialect {
    .granted = "Control Success.",
    .refused = "Control failed.",
    .endstop = "X-max:1 Y-max:0 Z-max:1",
    .toolCount = "Tool Count:",
    .tellsLightAndFile = false,
    .pausesByMove = true,
    .wholeNumbersOnly = true,
    .fullMotion = false,
    .temperatures = TemperatureForm::Spaced,
    .upload = TcpUpload::Framed,
};

inline constexpr TcpDialect adventurer4Dialect {
    .granted = "Control Success V2.1.",
    .refused = "Control failed.",
    .endstop = "X-max:0 Y-max:0 Z-max:0",
    .macKey = "Mac Address:",
    .blankLineAfterMac = true,
    .wholeNumbersOnly = true,
    .temperatures = TemperatureForm::Plain,
    .m29Silence = std::chrono::seconds(2),
};

inline constexpr TcpDialect guider2sDialect {
    .granted = "Control Success.",
    .refused = "Control failed.",
    .endstop = "X-max:1 Y-max:0 Z-max:0",
    .macKey = "Mac Address: ",
    .countsBytes = true,
    .pausesByMove = true,
    .wholeNumbersOnly = true,
    .fullMotion = false,
    .temperatures = TemperatureForm::Spaced,
};

} // namespace flotilla::simulators
