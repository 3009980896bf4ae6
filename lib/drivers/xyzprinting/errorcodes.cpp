// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/xyzprinting/errorcodes.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <iterator>

namespace flotilla::xyzprinting {

using namespace Qt::StringLiterals;

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(xyzprinting)
};

constexpr quint32 extruder1Bit = 0x4000'0000;
constexpr quint32 extruder2Bit = 0x2000'0000;
constexpr quint32 codeMask = 0xFFFF;
constexpr quint32 wrongVersion = 0x20D;

struct OldCode
{
    quint32 old;
    quint32 code;
};

// What machines of the first generation send for the same thing.
constexpr OldCode oldCodes[] = {
    {0x02, 0x101}, {0x03, 0x01B}, {0x04, 0x103}, {0x05, 0x104},  {0x06, 0x105}, {0x07, 0x208},
    {0x08, 0x209}, {0x09, 0x108}, {0x0A, 0x109}, {0x0B, 0x10A},  {0x0E, 0x202}, {0x0F, 0x203},
    {0x10, 0x405}, {0x11, 0x205}, {0x12, 0x10B}, {0x14, 0x401},  {0x15, 0x402}, {0x17, 0x404},
    {0x18, 0x405}, {0x1C, 0x206}, {0x1D, 0x207}, {0x20B, 0x20C},
};

struct Row
{
    quint32 code;
    Severity severity;
    const char *text;
    const char *whatToDo;
};

constexpr const char *switchOffAndOn = QT_TRANSLATE_NOOP(
    "xyzprinting",
    "Switch the printer off and on again. If it comes back, the part needs a repair.");
constexpr const char *letItCool = QT_TRANSLATE_NOOP(
    "xyzprinting",
    "Switch the printer off and let it cool. If it comes back, heater or sensor needs a repair.");
constexpr const char *freeTheAxis
    = QT_TRANSLATE_NOOP("xyzprinting",
                        "Switch the printer off, see that the axis moves freely and that nothing "
                        "blocks its end stop, then switch it on again.");
constexpr const char *seatCartridge
    = QT_TRANSLATE_NOOP("xyzprinting",
                        "Take the cartridge out and put it in again. If it stays, its chip is "
                        "worn: use another cartridge.");

constexpr Row rows[] = {
    {0x01B, Severity::Info, QT_TRANSLATE_NOOP("xyzprinting", "The printer is busy."),
     QT_TRANSLATE_NOOP("xyzprinting", "Wait until it is done.")},
    {0x01F, Severity::Error, QT_TRANSLATE_NOOP("xyzprinting", "The scanner reports an error."),
     switchOffAndOn},
    {0x020, Severity::Info, QT_TRANSLATE_NOOP("xyzprinting", "The scanner is busy."),
     QT_TRANSLATE_NOOP("xyzprinting", "Wait until it is done.")},
    {0x101, Severity::Error,
     QT_TRANSLATE_NOOP("xyzprinting", "The extruder does not reach its temperature."), letItCool},
    {0x102, Severity::Error, QT_TRANSLATE_NOOP("xyzprinting", "The bed does not heat in time."),
     letItCool},
    {0x103, Severity::Error, QT_TRANSLATE_NOOP("xyzprinting", "The extruder is too hot."),
     letItCool},
    {0x104, Severity::Error, QT_TRANSLATE_NOOP("xyzprinting", "The bed is too hot."), letItCool},
    {0x105, Severity::Error,
     QT_TRANSLATE_NOOP("xyzprinting", "The printer's memory card cannot be read or written."),
     QT_TRANSLATE_NOOP(
         "xyzprinting",
         "Switch the printer off, take the card out, put it in again and switch on.")},
    {0x108, Severity::Error,
     QT_TRANSLATE_NOOP("xyzprinting", "The X axis does not move, or its end stop failed."),
     freeTheAxis},
    {0x109, Severity::Error,
     QT_TRANSLATE_NOOP("xyzprinting", "The Y axis does not move, or its end stop failed."),
     freeTheAxis},
    {0x10A, Severity::Error,
     QT_TRANSLATE_NOOP("xyzprinting", "The Z axis does not move, or its end stop failed."),
     freeTheAxis},
    {0x10B, Severity::Error, QT_TRANSLATE_NOOP("xyzprinting", "The printer's flash memory failed."),
     switchOffAndOn},
    {0x10D, Severity::Error,
     QT_TRANSLATE_NOOP("xyzprinting", "Communication inside the printer failed."), switchOffAndOn},
    {0x10E, Severity::Error, QT_TRANSLATE_NOOP("xyzprinting", "The extruder's memory failed."),
     QT_TRANSLATE_NOOP("xyzprinting", "Replace the extruder.")},
    {0x10F, Severity::Error,
     QT_TRANSLATE_NOOP("xyzprinting", "The nozzle does not fit this printer or this file."),
     QT_TRANSLATE_NOOP(
         "xyzprinting",
         "Put in a nozzle that this printer knows, of the size the file was sliced for.")},
    {0x201, Severity::Warning,
     QT_TRANSLATE_NOOP("xyzprinting", "The connection between computer and printer failed."),
     QT_TRANSLATE_NOOP("xyzprinting", "Check cable or Wi-Fi.")},
    {0x202, Severity::Error, QT_TRANSLATE_NOOP("xyzprinting", "The update of the firmware failed."),
     switchOffAndOn},
    {0x203, Severity::Error, QT_TRANSLATE_NOOP("xyzprinting", "The filament is jammed."),
     QT_TRANSLATE_NOOP("xyzprinting", "Unload the filament, clean the nozzle, load it again.")},
    {0x205, Severity::Error, QT_TRANSLATE_NOOP("xyzprinting", "The wrong filament is loaded."),
     QT_TRANSLATE_NOOP("xyzprinting", "Load the material the file was sliced for.")},
    {0x206, Severity::Error, QT_TRANSLATE_NOOP("xyzprinting", "There is no cartridge."),
     QT_TRANSLATE_NOOP("xyzprinting", "Put a cartridge in; nothing prints without one.")},
    {0x207, Severity::Error, QT_TRANSLATE_NOOP("xyzprinting", "The cartridge is empty."),
     QT_TRANSLATE_NOOP("xyzprinting", "Put in a full cartridge.")},
    {0x208, Severity::Error,
     QT_TRANSLATE_NOOP("xyzprinting", "The cartridge's chip cannot be written."), seatCartridge},
    {0x209, Severity::Error,
     QT_TRANSLATE_NOOP("xyzprinting", "The cartridge's chip cannot be read."), seatCartridge},
    {0x20B, Severity::Error,
     QT_TRANSLATE_NOOP("xyzprinting", "The printer's internal memory cannot be read or written."),
     switchOffAndOn},
    {0x20C, Severity::Error,
     QT_TRANSLATE_NOOP("xyzprinting", "The printer's internal memory cannot be read or written."),
     switchOffAndOn},
    {wrongVersion, Severity::Error,
     QT_TRANSLATE_NOOP("xyzprinting",
                       "The printer does not support this version of the print file."),
     QT_TRANSLATE_NOOP(
         "xyzprinting",
         "Choose the other file version in this printer's settings and send the file again.")},
    {0x20F, Severity::Error, QT_TRANSLATE_NOOP("xyzprinting", "No filament is loaded."),
     QT_TRANSLATE_NOOP("xyzprinting", "Load filament.")},
    {0x401, Severity::Warning, QT_TRANSLATE_NOOP("xyzprinting", "The top door is open."),
     QT_TRANSLATE_NOOP("xyzprinting", "Close the top door.")},
    {0x402, Severity::Warning, QT_TRANSLATE_NOOP("xyzprinting", "The front door is open."),
     QT_TRANSLATE_NOOP("xyzprinting", "Close the front door.")},
    {0x403, Severity::Warning, QT_TRANSLATE_NOOP("xyzprinting", "The filament is running low."),
     QT_TRANSLATE_NOOP("xyzprinting", "Have another spool ready.")},
    {0x404, Severity::Warning,
     QT_TRANSLATE_NOOP("xyzprinting", "The filament is nearly at its end."),
     QT_TRANSLATE_NOOP("xyzprinting", "Have another spool ready.")},
    {0x405, Severity::Error, QT_TRANSLATE_NOOP("xyzprinting", "The filament has ended."),
     QT_TRANSLATE_NOOP("xyzprinting", "Load new filament.")},
};

} // namespace

quint32 errorCodeOf(quint32 number)
{
    const quint32 code = number & codeMask;
    for (const OldCode &row : oldCodes) {
        if (row.old == code)
            return row.code;
    }
    return code;
}

int extruderOf(quint32 number)
{
    if (number & extruder1Bit)
        return 1;
    return number & extruder2Bit ? 2 : 0;
}

bool isWrongFileVersion(quint32 number)
{
    return errorCodeOf(number) == wrongVersion;
}

bool blocksPrinting(quint32 number)
{
    constexpr std::array<quint32, 5> blocking {0x206, 0x207, 0x208, 0x209, 0x20F};
    return std::find(blocking.begin(), blocking.end(), errorCodeOf(number)) != blocking.end();
}

Fault faultOf(quint32 number)
{
    const quint32 code = errorCodeOf(number);
    Fault fault {.code = u"0x"_s + QString::number(code, 16).toUpper().rightJustified(3, u'0'),
                 .text = {},
                 .whatToDo = {}};
    const auto row = std::find_if(std::begin(rows), std::end(rows),
                                  [code](const Row &known) { return known.code == code; });
    if (row == std::end(rows)) {
        const QString whole = u"0x"_s + QString::number(number, 16).toUpper();
        fault.code = whole;
        fault.text = Tr::tr("Printer error %1.").arg(whole);
        fault.whatToDo = Tr::tr("Look at the printer's manual, or switch it off and on again.");
        return fault;
    }
    fault.text = Tr::tr(row->text);
    fault.whatToDo = Tr::tr(row->whatToDo);
    fault.severity = row->severity;
    if (extruderOf(number) == 2) {
        fault.code += u"-2"_s;
        fault.text = Tr::tr("Extruder 2: %1").arg(fault.text);
    }
    return fault;
}

} // namespace flotilla::xyzprinting
