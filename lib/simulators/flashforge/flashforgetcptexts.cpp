// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulators/flashforge/flashforgetcptexts.h"

#include <QtEndian>

#include <algorithm>
#include <array>
#include <cmath>

namespace flotilla::simulators {

namespace {

using Phase = FlashForgeMachine::Phase;

struct StatusWords
{
    Phase phase;
    const char *machine;
    const char *move;
    const char *echoed; // the same in the other dialect of the Adventurer 3
};

constexpr std::array statusWords {
    StatusWords {Phase::Ready, "READY", "READY", "IDLE"},
    StatusWords {Phase::Busy, "BUSY", "HOMING", "HOMING"},
    StatusWords {Phase::Calibrating, "BUSY", "MOVING", "HOMING"},
    StatusWords {Phase::Heating, "BUILDING_FROM_SD", "WAIT_ON_TOOL", "PRINTING"},
    StatusWords {Phase::Printing, "BUILDING_FROM_SD", "MOVING", "PRINTING"},
    StatusWords {Phase::Pausing, "BUILDING_FROM_SD", "MOVING", "PRINTING"},
    StatusWords {Phase::Paused, "PAUSED", "PAUSED", "PAUSED"},
    StatusWords {Phase::Canceling, "BUSY", "MOVING", "PRINTING"},
    StatusWords {Phase::Canceled, "READY", "READY", "IDLE"},
    StatusWords {Phase::Completed, "BUILDING_COMPLETED", "READY", "IDLE"},
    StatusWords {Phase::Error, "ERROR", "READY", "ERROR"},
};

const TcpDialect &dialectOf(const FlashForgeCore &core)
{
    return *core.machine.model().dialect;
}

QByteArray bigEndian(quint32 number)
{
    QByteArray bytes(4, '\0');
    qToBigEndian(number, bytes.data());
    return bytes;
}

QByteArray heaterText(const Heater &heater, TemperatureForm form)
{
    if (form == TemperatureForm::TwoTools)
        return QByteArray::number(heater.actual(), 'f', 1) + '/'
            + QByteArray::number(heater.target(), 'f', 1);
    return QByteArray::number(int(std::lround(heater.actual()))) + '/'
        + QByteArray::number(int(std::lround(heater.target())));
}

TcpText echoedStatus(const FlashForgeCore &core, const StatusWords &words)
{
    const FlashForgeMachine &machine = core.machine;
    const QByteArray file
        = machine.hasActiveJob() ? machine.job()->file.name.toUtf8() : QByteArray();
    return {QByteArray("echo: Endstop: ") + dialectOf(core).endstop
                + "\r\nMachineStatus: " + words.echoed + "\r\nMoveMode: 0.0\r\nFilamentStatus: "
                + (machine.hasFilament() ? "ok" : "no filament") + "\r\nLEDStatus: "
                + (machine.settings.light ? "on" : "off") + "\r\nPrintFileName: " + file + "\r\n",
            true};
}

} // namespace

TcpText identityText(const FlashForgeCore &core)
{
    const FlashForgeMachine &machine = core.machine;
    const TcpDialect &dialect = dialectOf(core);
    const QList<QByteArray> measure = QByteArray(machine.model().measure).split('X');
    QByteArray lines = QByteArray(dialect.echoes ? "echo: " : "") + "Machine Type: "
        + machine.model().machineType + "\r\nMachine Name: " + machine.settings.name.toUtf8()
        + "\r\nFirmware: v" + machine.settings.firmware.toUtf8() + "\r\n" + dialect.serialKey
        + core.shownSerial().toUtf8() + "\r\nX: " + measure.value(0) + " Y: " + measure.value(1)
        + " Z: " + measure.value(2) + "\r\n" + dialect.toolCount
        + QByteArray::number(machine.model().nozzles) + "\r\n";
    if (dialect.macKey)
        lines += dialect.macKey + machine.settings.macAddress.toUtf8() + "\r\n";
    if (dialect.blankLineAfterMac)
        lines += " \r\n";
    return {lines, dialect.echoes};
}

TcpText statusText(const FlashForgeCore &core)
{
    const FlashForgeMachine &machine = core.machine;
    const TcpDialect &dialect = dialectOf(core);
    const auto words
        = std::find_if(statusWords.begin(), statusWords.end(),
                       [&](const StatusWords &w) { return w.phase == machine.phase(); });
    if (dialect.echoes)
        return echoedStatus(core, *words);
    // The older ones say what they wait for.
    const bool waitsForBed
        = dialect.pausesByMove && machine.phase() == Phase::Heating && !machine.bed().isReady();
    const bool hidesPause = dialect.pausesByMove && machine.phase() == Phase::Paused;
    QByteArray lines = QByteArray("Endstop: ") + dialect.endstop + "\r\nMachineStatus: "
        + (hidesPause ? "BUILDING_FROM_SD" : words->machine) + "\r\nMoveMode: "
        + (waitsForBed ? "WAIT_ON_PLATFORM" : words->move) + "\r\nStatus: S:1 L:0 J:0 F:0\r\n";
    if (dialect.tellsLightAndFile) {
        const QByteArray file = machine.job() ? machine.job()->file.name.toUtf8() : QByteArray();
        lines += QByteArray("LED: ") + (machine.settings.light ? "1" : "0")
            + "\r\nCurrentFile: " + file + "\r\n";
    }
    return {lines};
}

TcpText temperatureText(const FlashForgeCore &core)
{
    const FlashForgeMachine &machine = core.machine;
    const TcpDialect &dialect = dialectOf(core);
    QByteArray nozzle = heaterText(machine.nozzles().front(), dialect.temperatures);
    if (dialect.temperatures == TemperatureForm::Spaced)
        nozzle.replace("/", " /");
    const QByteArray bed = machine.model().maxBedCelsius > 0
        ? heaterText(machine.bed(), dialect.temperatures)
        : QByteArray("0/0");
    const QByteArray second
        = dialect.temperatures == TemperatureForm::TwoTools ? " T1:0.0/0.0" : "";
    return {(dialect.echoes ? "ok T0:" : "T0:") + nozzle + second + " B:" + bed + "\r\n",
            dialect.echoes};
}

TcpText progressText(const FlashForgeCore &core)
{
    const FlashForgeMachine &machine = core.machine;
    const TcpDialect &dialect = dialectOf(core);
    const double progress = machine.keptProgress();
    qint64 total = 100;
    if (dialect.countsBytes)
        total = machine.job() ? machine.job()->file.size : 0;
    else if (dialect.echoes && !machine.hasActiveJob())
        total = 0;
    QByteArray lines = "SD printing byte " + QByteArray::number(qint64(progress * double(total)))
        + '/' + QByteArray::number(total) + "\r\n";
    if (dialect.tellsLayers) {
        const int layers = machine.job() ? machine.job()->file.plan.layerCount : 0;
        lines += "Layer: " + QByteArray::number(machine.layer()) + '/' + QByteArray::number(layers)
            + "\r\n";
    }
    return {lines};
}

TcpText positionText(const FlashForgeCore &core)
{
    const auto &at = core.machine.settings.positionMm;
    const bool plain = dialectOf(core).wholeNumbersOnly;
    const auto number = [plain](double value) {
        return plain ? QByteArray::number(value, 'g', 6) : QByteArray::number(value, 'f', 3);
    };
    return {"X:" + number(at[0]) + " Y:" + number(at[1]) + " Z:" + number(at[2])
            + (plain ? " A:0 B:0\r\n" : " A:0.000 B:0\r\n")};
}

TcpAttachment fileListText(const FlashForgeCore &core)
{
    const QList<StoredFile> &files = core.files.all();
    if (dialectOf(core).echoes) {
        if (files.isEmpty())
            return {{"CMD M661 Error.\r\n", true}, {}};
        QByteArray lines
            = "CMD M661 Received.\r\ninfo_list.size: " + QByteArray::number(files.size()) + "\r\n";
        for (const StoredFile &file : files)
            lines += file.name.toUtf8() + "\r\n";
        return {{lines, true}, {}};
    }
    QByteArray payload = "\x44\xaa\xaa\x44" + bigEndian(quint32(files.size()));
    for (const StoredFile &file : files) {
        const QByteArray path = "/data/" + file.name.toUtf8();
        payload += "\x3a\x3a\xa3\xa3" + bigEndian(quint32(path.size())) + path;
    }
    return {{}, payload};
}

TcpAttachment pictureText(const FlashForgeCore &core, const QByteArray &picture)
{
    const TcpDialect &dialect = dialectOf(core);
    const QByteArray tag
        = dialect.lettersOfPictureSwapped ? "\xa2\xa2\x2a\x2a" : "\x2a\x2a\xa2\xa2";
    TcpText text;
    if (dialect.echoes)
        text = {"CMD M662 Received.\r\nack header length: " + QByteArray::number(picture.size())
                    + "\r\n",
                true};
    return {text, tag + bigEndian(quint32(picture.size())) + picture};
}

} // namespace flotilla::simulators
