// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/flashforge/errorcodes.h"

#include "base/text.h"

#include <QCoreApplication>

#include <array>

namespace flotilla::flashforge {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype maxCodeCharacters = 32;
constexpr int codeDigits = 4;

// A run of codes that differ only in the number of a slot or tool: %1 is code - first + 1.
struct CodeRow
{
    int first;
    int last;
    const char *text;
    const char *whatToDo;
    Severity severity = Severity::Error;
    bool waitsForPerson = false;
};

// The help that fits many codes.
constexpr const char *restart
    = QT_TRANSLATE_NOOP("flashforge",
                        "Switch the printer off, wait ten seconds and switch it on again. If it "
                        "comes back, ask FlashForge's support.");
constexpr const char *service
    = QT_TRANSLATE_NOOP("flashforge",
                        "Switch the printer off and check the cables and plugs on the way. If it "
                        "comes back, ask FlashForge's support.");
constexpr const char *heating
    = QT_TRANSLATE_NOOP("flashforge",
                        "Let the printer cool down, switch it off and check the heater's and "
                        "sensor's plugs before you print again.");
constexpr const char *logs
    = QT_TRANSLATE_NOOP("flashforge",
                        "Restart the printer. If it comes back, copy the logs to a USB stick at "
                        "the printer's screen and send them to FlashForge's support.");
constexpr const char *dock
    = QT_TRANSLATE_NOOP("flashforge",
                        "Open the door, look at the tool and its dock, put the tool straight into "
                        "its place and answer the prompt on the printer's screen.");
constexpr const char *filamentPath
    = QT_TRANSLATE_NOOP("flashforge",
                        "Check that the spool turns freely and that the filament is not broken or "
                        "tangled, then answer the prompt on the printer's screen.");
constexpr const char *homing = QT_TRANSLATE_NOOP(
    "flashforge",
    "Remove whatever blocks the way of the head or the plate, then home the printer again.");
constexpr const char *calibrate = QT_TRANSLATE_NOOP(
    "flashforge", "Clean the nozzle and the plate and run the calibration again.");

constexpr auto warning = Severity::Warning;

constexpr CodeRow codeTable[] {
    {1, 1, QT_TRANSLATE_NOOP("flashforge", "The head was sent out of its range."), homing},
    {2, 2, QT_TRANSLATE_NOOP("flashforge", "The link to the motion controller was lost."), restart},
    {3, 4, QT_TRANSLATE_NOOP("flashforge", "A motor driver reports a fault."), service},
    {5, 5, QT_TRANSLATE_NOOP("flashforge", "The motion controller is not connected."), service},
    {6, 6, QT_TRANSLATE_NOOP("flashforge", "The nozzle is below its lowest temperature."), heating},
    {7, 8, QT_TRANSLATE_NOOP("flashforge", "The nozzle does not heat up."), heating},
    {9, 9, QT_TRANSLATE_NOOP("flashforge", "The bed does not heat up."), heating},
    {10, 10, QT_TRANSLATE_NOOP("flashforge", "The chamber does not heat up."), heating},
    {11, 11, QT_TRANSLATE_NOOP("flashforge", "The printer's computer reports a fault."), restart},
    {12, 12, QT_TRANSLATE_NOOP("flashforge", "Homing the X axis failed."), homing},
    {13, 13, QT_TRANSLATE_NOOP("flashforge", "Homing the Y axis failed."), homing},
    {14, 14, QT_TRANSLATE_NOOP("flashforge", "Homing the Z axis failed."), homing},
    {15, 15, QT_TRANSLATE_NOOP("flashforge", "The nozzle's temperature sensor gives no reading."),
     heating},
    {16, 16, QT_TRANSLATE_NOOP("flashforge", "The bed's temperature sensor gives no reading."),
     heating},
    {17, 17,
     QT_TRANSLATE_NOOP("flashforge",
                       "The printer could not keep up with the commands of the file."),
     QT_TRANSLATE_NOOP("flashforge", "Slice the part again with a lower speed or coarser curves.")},
    {18, 18, QT_TRANSLATE_NOOP("flashforge", "The printer's language data is damaged."), restart,
     warning},
    {19, 19, QT_TRANSLATE_NOOP("flashforge", "The USB stick cannot be read."),
     QT_TRANSLATE_NOOP("flashforge",
                       "Take the stick out and put it in again, or use another one (FAT32)."),
     warning},
    {20, 21, QT_TRANSLATE_NOOP("flashforge", "The camera does not work."), service, warning},
    {22, 22, QT_TRANSLATE_NOOP("flashforge", "The printer's storage is full."),
     QT_TRANSLATE_NOOP("flashforge",
                       "Delete files at the printer's screen, then send the job again.")},
    {28, 28, QT_TRANSLATE_NOOP("flashforge", "A file could not be copied."),
     QT_TRANSLATE_NOOP("flashforge",
                       "Check the USB stick and the free space, then copy the file again."),
     warning},
    {29, 29, QT_TRANSLATE_NOOP("flashforge", "A file could not be downloaded."),
     QT_TRANSLATE_NOOP("flashforge", "Check the printer's network, then send the file again."),
     warning},
    {41, 43, QT_TRANSLATE_NOOP("flashforge", "The levelling sensor reports a fault."), calibrate},
    {46, 46, QT_TRANSLATE_NOOP("flashforge", "The bed's temperature control reports a fault."),
     heating},
    {47, 47, QT_TRANSLATE_NOOP("flashforge", "The bed took too long to heat up."), heating},
    {48, 48, QT_TRANSLATE_NOOP("flashforge", "The nozzle's temperature control reports a fault."),
     heating},
    {75, 75, QT_TRANSLATE_NOOP("flashforge", "The nozzle is colder than it should be."), heating},
    {76, 76, QT_TRANSLATE_NOOP("flashforge", "The nozzle is hotter than it should be."), heating},
    {77, 80, QT_TRANSLATE_NOOP("flashforge", "The chamber's heating reports a fault."), heating},
    {83, 83, QT_TRANSLATE_NOOP("flashforge", "The filter fan does not turn."), service, warning},
    {88, 88, QT_TRANSLATE_NOOP("flashforge", "The printer does not recognise the build plate."),
     QT_TRANSLATE_NOOP(
         "flashforge",
         "Check that the right plate lies straight on the bed, then continue or stop the job."),
     warning, true},
    {89, 89, QT_TRANSLATE_NOOP("flashforge", "The first layer does not look right."),
     QT_TRANSLATE_NOOP("flashforge", "Look at the first layer, then continue or stop the job."),
     warning, true},
    {100, 103, QT_TRANSLATE_NOOP("flashforge", "Feeding the filament of slot %1 took too long."),
     filamentPath, warning, true},
    {104, 107,
     QT_TRANSLATE_NOOP("flashforge", "Pulling back the filament of slot %1 took too long."),
     filamentPath, warning, true},
    {108, 108, QT_TRANSLATE_NOOP("flashforge", "The filament does not reach the extruder."),
     filamentPath, warning, true},
    {109, 109,
     QT_TRANSLATE_NOOP("flashforge",
                       "The rollers of the material station do not move the filament."),
     filamentPath, warning, true},
    {110, 110,
     QT_TRANSLATE_NOOP("flashforge", "The loaded filament is not the one that the job wants."),
     QT_TRANSLATE_NOOP("flashforge",
                       "Load the filament that the job was sliced for, or change the slot at the "
                       "printer's screen."),
     warning, true},
    {111, 111, QT_TRANSLATE_NOOP("flashforge", "The levelling data is not usable."), calibrate},
    {112, 112, QT_TRANSLATE_NOOP("flashforge", "The height of the Z axis is not right."),
     calibrate},
    {113, 113, QT_TRANSLATE_NOOP("flashforge", "There is still filament in the extruder."),
     QT_TRANSLATE_NOOP("flashforge",
                       "Unload the filament at the printer's screen, then try again."),
     warning, true},
    {114, 114,
     QT_TRANSLATE_NOOP("flashforge", "The material station could not find its home position."),
     restart},
    {115, 115, QT_TRANSLATE_NOOP("flashforge", "The lidar could not focus."),
     QT_TRANSLATE_NOOP("flashforge", "Clean the lidar's window and run the calibration again."),
     warning},
    {116, 121, QT_TRANSLATE_NOOP("flashforge", "The printer reports an internal fault."), logs},
    {122, 122, QT_TRANSLATE_NOOP("flashforge", "The nozzle's temperature is not right."), heating},
    {123, 123, QT_TRANSLATE_NOOP("flashforge", "The bed's temperature is not right."), heating},
    {124, 126, QT_TRANSLATE_NOOP("flashforge", "The link between the printer's boards was lost."),
     service},
    {127, 130, QT_TRANSLATE_NOOP("flashforge", "Tool %1 is not in its dock."), dock,
     Severity::Error, true},
    {131, 134, QT_TRANSLATE_NOOP("flashforge", "The dock of tool %1 is occupied."), dock,
     Severity::Error, true},
    {135, 138, QT_TRANSLATE_NOOP("flashforge", "Tool %1 was not released."), dock, Severity::Error,
     true},
    {139, 146, QT_TRANSLATE_NOOP("flashforge", "A sensor of the tool changer reports a fault."),
     dock},
    {147, 147,
     QT_TRANSLATE_NOOP("flashforge", "The build plate with the last part was not removed."),
     QT_TRANSLATE_NOOP(
         "flashforge",
         "Take the part off, put the plate back and answer the prompt on the printer's screen."),
     warning, true},
    {148, 153, QT_TRANSLATE_NOOP("flashforge", "The calibration failed."), calibrate},
    {154, 154, QT_TRANSLATE_NOOP("flashforge", "A motor is too hot."),
     QT_TRANSLATE_NOOP("flashforge", "Let the printer rest for half an hour with the door open.")},
    {155, 159, QT_TRANSLATE_NOOP("flashforge", "A sensor or the homing reports a fault."), homing},
};

QString translated(const char *text)
{
    return QCoreApplication::translate("flashforge", text);
}

// The number of "E0109", "e109" or "109"; -1 where it is none.
int numberOf(QStringView code)
{
    if (code.startsWith(u'E', Qt::CaseInsensitive))
        code = code.sliced(1);
    if (code.isEmpty() || code.size() > codeDigits)
        return -1;
    int number = 0;
    for (const QChar c : code) {
        if (c < u'0' || c > u'9')
            return -1;
        number = number * 10 + (c.unicode() - u'0');
    }
    return number;
}

} // namespace

QString normalizedErrorCode(QStringView code)
{
    const QString clean = cleanText(code, maxCodeCharacters);
    const int number = numberOf(clean);
    if (number == 0 || clean.compare("E"_L1, Qt::CaseInsensitive) == 0)
        return {};
    return number < 0 ? clean : u"E%1"_s.arg(number, codeDigits, 10, QLatin1Char('0'));
}

std::optional<CodeMeaning> meaningOf(QStringView code)
{
    const QString normalized = normalizedErrorCode(code);
    if (normalized.isEmpty())
        return std::nullopt;
    const int number = numberOf(normalized);
    for (const CodeRow &row : codeTable) {
        if (number < row.first || number > row.last)
            continue;
        QString text = translated(row.text);
        if (text.contains("%1"_L1))
            text = text.arg(number - row.first + 1);
        return CodeMeaning {normalized, text, translated(row.whatToDo), row.severity,
                            row.waitsForPerson};
    }
    return CodeMeaning {
        normalized,
        translated(QT_TRANSLATE_NOOP("flashforge", "The printer reports %1.")).arg(normalized),
        translated(
            QT_TRANSLATE_NOOP("flashforge", "Look at the printer's screen for what it wants.")),
        Severity::Error, false};
}

} // namespace flotilla::flashforge
