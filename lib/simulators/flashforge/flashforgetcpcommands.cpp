// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulators/flashforge/flashforgetcpcommands.h"

#include <QTcpSocket>
#include <QtEndian>

#include <algorithm>
#include <array>

namespace flotilla::simulators {

using namespace Qt::StringLiterals;

namespace {

using Fault = FlashForgeFault;
using Phase = FlashForgeMachine::Phase;
using Session = FlashForgeTcpSession;

constexpr double homingSeconds = 8;
constexpr qsizetype maxUploadName = 36;
constexpr auto uploadFolder = "0:/user/";
constexpr auto fileFolder = "/data/";

struct StatusWords
{
    Phase phase;
    const char *machine;
    const char *move;
};

constexpr std::array statusWords {
    StatusWords {Phase::Ready, "READY", "READY"},
    StatusWords {Phase::Busy, "BUSY", "HOMING"},
    StatusWords {Phase::Calibrating, "BUSY", "MOVING"},
    StatusWords {Phase::Heating, "BUILDING_FROM_SD", "WAIT_ON_TOOL"},
    StatusWords {Phase::Printing, "BUILDING_FROM_SD", "MOVING"},
    StatusWords {Phase::Pausing, "BUILDING_FROM_SD", "MOVING"},
    StatusWords {Phase::Paused, "PAUSED", "PAUSED"},
    StatusWords {Phase::Canceling, "BUSY", "MOVING"},
    StatusWords {Phase::Canceled, "READY", "READY"},
    StatusWords {Phase::Completed, "BUILDING_COMPLETED", "READY"},
    StatusWords {Phase::Error, "ERROR", "READY"},
};

QByteArray bigEndian(quint32 number)
{
    QByteArray bytes(4, '\0');
    qToBigEndian(number, bytes.data());
    return bytes;
}

QByteArray oneDecimal(double number)
{
    return QByteArray::number(number, 'f', 1);
}

// The word behind a letter ("S210"), empty where it is absent.
QByteArray word(const QByteArray &rest, char letter)
{
    for (const QByteArray &part : rest.split(' ')) {
        if (part.startsWith(letter))
            return part.sliced(1);
    }
    return {};
}

} // namespace

struct TcpCommands::Row
{
    QByteArrayView code;
    bool needsControl;
    bool isAct; // changes something
    Act act;
};

void TcpCommands::run(Session &session, const QByteArray &code, const QByteArray &rest)
{
    static const std::array rows {
        Row {"M601", false, false, login},
        Row {"M602", false, false, logout},
        Row {"M115", false, false, identity},
        Row {"M119", false, false, status},
        Row {"M105", false, false, temperatures},
        Row {"M27", false, false, progress},
        Row {"M114", false, false, position},
        Row {"M650", false, false, offsets},
        Row {"M640", false, false, offsets},
        Row {"M661", false, false, listFiles},
        Row {"M662", false, false, thumbnail},
        Row {"M104", true, true, setTemperature},
        Row {"M140", true, true, setTemperature},
        Row {"M146", true, true, setLight},
        Row {"M106", true, true, setFan},
        Row {"M107", true, true, setFan},
        Row {"G28", true, true, home},
        Row {"G1", true, true, move},
        Row {"G90", true, true, nothing},
        Row {"G91", true, true, nothing},
        Row {"G92", true, true, nothing},
        Row {"M17", true, true, nothing},
        Row {"M18", true, true, nothing},
        Row {"M112", true, true, nothing},
        Row {"M23", true, true, startFile},
        Row {"M24", true, true, resume},
        Row {"M25", true, true, pause},
        Row {"M26", true, true, cancel},
        Row {"M28", true, true, beginUpload},
        Row {"M29", true, false, strayM29},
        Row {"M405", true, true, setRunoutSensor},
        Row {"M406", true, true, setRunoutSensor},
        Row {"M610", true, true, rename},
        Row {"M109", true, false, neverSend},
        Row {"M190", true, false, neverSend},
        Row {"M6", true, false, neverSend},
        Row {"M7", true, false, neverSend},
    };
    const Row unknown {code, false, false, nothing};
    const auto found
        = std::find_if(rows.begin(), rows.end(), [&](const Row &row) { return row.code == code; });
    if (found == rows.end()) {
        session.violation(u"unknown command %1"_s.arg(QString::fromLatin1(code.left(16))));
        fail(session, unknown, "Error: unknown command");
        return;
    }
    if (found->needsControl && !session.isController()) {
        session.violation(u"%1 without control"_s.arg(QString::fromLatin1(code)));
        fail(session, *found, "Control failed.");
        return;
    }
    if (found->isAct && session.m_core.fault == Fault::Ignore) {
        ok(session, *found);
        return;
    }
    found->act(session, *found, rest);
    session.m_core.catchUp();
}

void TcpCommands::ok(Session &session, const Row &row, const QByteArray &lines,
                     const QByteArray &payload)
{
    if (row.isAct && session.m_core.fault == Fault::LostAck) {
        session.m_replying = true;
        return;
    }
    session.reply("CMD " + row.code.toByteArray() + " Received.\r\n" + lines + "ok\r\n", payload);
}

void TcpCommands::fail(Session &session, const Row &row, const QByteArray &text)
{
    session.reply("CMD " + row.code.toByteArray() + " Received.\r\n" + text + "\r\nok\r\n");
}

void TcpCommands::login(Session &session, const Row &row, const QByteArray &rest)
{
    if (rest != "S1")
        session.violation(u"M601 without S1"_s);
    if (!session.m_door.takeControl(&session)) {
        fail(session, row, "Control failed.");
        return;
    }
    session.m_loggedOut = false;
    ok(session, row, "Control Success V2.1.\r\n");
}

void TcpCommands::logout(Session &session, const Row &row, const QByteArray &)
{
    session.m_door.releaseControl(&session);
    session.m_loggedOut = true;
    ok(session, row, "Control Release.\r\n");
}

void TcpCommands::identity(Session &session, const Row &row, const QByteArray &)
{
    const FlashForgeMachine &machine = session.m_core.machine;
    const QList<QByteArray> measure = QByteArray(machine.model().measure).split('X');
    ok(session, row,
       QByteArray("Machine Type: ") + machine.model().machineType
           + "\r\nMachine Name: " + machine.settings.name.toUtf8() + "\r\nFirmware: v"
           + machine.settings.firmware.toUtf8() + "\r\nSN: " + session.m_core.shownSerial().toUtf8()
           + "\r\nX: " + measure.value(0) + " Y: " + measure.value(1) + " Z: " + measure.value(2)
           + "\r\nTool Count: " + QByteArray::number(machine.model().nozzles)
           + "\r\nMac Address:" + machine.settings.macAddress.toUtf8() + "\r\n");
}

void TcpCommands::status(Session &session, const Row &row, const QByteArray &)
{
    const FlashForgeMachine &machine = session.m_core.machine;
    const auto words
        = std::find_if(statusWords.begin(), statusWords.end(),
                       [&](const StatusWords &w) { return w.phase == machine.phase(); });
    const QByteArray file = machine.job() ? machine.job()->file.name.toUtf8() : QByteArray();
    ok(session, row,
       QByteArray("Endstop: X-max: 110 Y-max: 110 Z-min: 0\r\nMachineStatus: ") + words->machine
           + "\r\nMoveMode: " + words->move + "\r\nStatus: S:1 L:0 J:0 F:0\r\nLED: "
           + (machine.settings.light ? "1" : "0") + "\r\nCurrentFile: " + file + "\r\n");
}

void TcpCommands::temperatures(Session &session, const Row &row, const QByteArray &)
{
    const FlashForgeMachine &machine = session.m_core.machine;
    const Heater &nozzle = machine.nozzles().front();
    ok(session, row,
       "T0:" + oneDecimal(nozzle.actual()) + '/' + oneDecimal(nozzle.target())
           + " T1:0.0/0.0 B:" + oneDecimal(machine.bed().actual()) + '/'
           + oneDecimal(machine.bed().target()) + "\r\n");
}

void TcpCommands::progress(Session &session, const Row &row, const QByteArray &)
{
    const FlashForgeMachine &machine = session.m_core.machine;
    const int layers = machine.job() ? machine.job()->file.plan.layerCount : 0;
    ok(session, row,
       "SD printing byte " + QByteArray::number(int(machine.progress() * 100)) + "/100\r\nLayer: "
           + QByteArray::number(machine.layer()) + '/' + QByteArray::number(layers) + "\r\n");
}

void TcpCommands::position(Session &session, const Row &row, const QByteArray &)
{
    const auto &at = session.m_core.machine.settings.positionMm;
    const auto number = [](double value) { return QByteArray::number(value, 'f', 3); };
    ok(session, row,
       "X:" + number(at[0]) + " Y:" + number(at[1]) + " Z:" + number(at[2]) + " A:0.000 B:0\r\n");
}

void TcpCommands::offsets(Session &session, const Row &row, const QByteArray &)
{
    ok(session, row, "X: 1.0 Y: 0.5\r\n");
}

void TcpCommands::listFiles(Session &session, const Row &row, const QByteArray &)
{
    if (!session.m_core.machine.model().fileListOverTcp) {
        session.violation(u"M661 to a model without it"_s);
        fail(session, row, "CMD M661 Error.");
        return;
    }
    const QList<StoredFile> &files = session.m_core.files.all();
    QByteArray payload = "\x44\xaa\xaa\x44" + bigEndian(quint32(files.size()));
    for (const StoredFile &file : files) {
        const QByteArray path = fileFolder + file.name.toUtf8();
        payload += "\x3a\x3a\xa3\xa3" + bigEndian(quint32(path.size())) + path;
    }
    ok(session, row, {}, payload);
}

void TcpCommands::thumbnail(Session &session, const Row &row, const QByteArray &rest)
{
    if (!session.m_core.machine.model().fileListOverTcp) {
        session.violation(u"M662 to a model without it"_s);
        fail(session, row, "CMD M662 Error.");
        return;
    }
    if (!rest.startsWith(fileFolder))
        session.violation(u"M662 without /data/"_s);
    const qsizetype folder = rest.startsWith(fileFolder) ? qsizetype(qstrlen(fileFolder)) : 0;
    const StoredFile *file = session.m_core.files.find(QString::fromUtf8(rest.sliced(folder)));
    if (!file || file->plan.thumbnail.isEmpty()) {
        fail(session, row, "Error: File not exists");
        return;
    }
    const QByteArray &picture = file->plan.thumbnail;
    ok(session, row, {}, "\x2a\x2a\xa2\xa2" + bigEndian(quint32(picture.size())) + picture);
}

void TcpCommands::setTemperature(Session &session, const Row &row, const QByteArray &rest)
{
    FlashForgeMachine &machine = session.m_core.machine;
    bool whole = false;
    const int celsius = word(rest, 'S').toInt(&whole);
    const bool nozzle = row.code == "M104";
    const int maximum = nozzle ? machine.model().maxNozzleCelsius : machine.model().maxBedCelsius;
    if (!whole || celsius < 0 || celsius > maximum)
        session.violation(u"temperature is not a whole number in range"_s);
    else
        (nozzle ? machine.nozzles().front() : machine.bed()).setTarget(celsius);
    ok(session, row);
}

void TcpCommands::setLight(Session &session, const Row &row, const QByteArray &rest)
{
    bool red = false;
    bool green = false;
    bool blue = false;
    const int sum = word(rest, 'r').toInt(&red) + word(rest, 'g').toInt(&green)
        + word(rest, 'b').toInt(&blue);
    if (!red || !green || !blue || !rest.endsWith("F0"))
        session.violation(u"M146 wants r g b in small letters and F0"_s);
    else
        session.m_core.machine.settings.light = sum > 0;
    ok(session, row);
}

void TcpCommands::setFan(Session &session, const Row &row, const QByteArray &)
{
    session.m_core.machine.settings.coolingFanPercent = row.code == "M106" ? 100 : 0;
    ok(session, row);
}

void TcpCommands::home(Session &session, const Row &row, const QByteArray &)
{
    FlashForgeMachine &machine = session.m_core.machine;
    if (machine.beBusy(homingSeconds))
        machine.settings.positionMm = {110.05, 110.05, 0};
    else
        session.violation(u"G28 while the machine is busy"_s);
    ok(session, row);
}

void TcpCommands::move(Session &session, const Row &row, const QByteArray &rest)
{
    FlashForgeMachine &machine = session.m_core.machine;
    if (machine.hasActiveJob()) {
        session.violation(u"G1 while printing"_s);
    } else {
        constexpr std::array axes {'X', 'Y', 'Z'};
        for (size_t axis = 0; axis < axes.size(); ++axis) {
            bool given = false;
            const double to = word(rest, axes[axis]).toDouble(&given);
            if (given && std::abs(to) < 1000)
                machine.settings.positionMm[axis] = to;
        }
    }
    ok(session, row);
}

void TcpCommands::nothing(Session &session, const Row &row, const QByteArray &)
{
    ok(session, row);
}

void TcpCommands::startFile(Session &session, const Row &row, const QByteArray &rest)
{
    if (!rest.startsWith(uploadFolder))
        session.violation(u"M23 without 0:/user/"_s);
    const qsizetype folder = rest.startsWith(uploadFolder) ? qsizetype(qstrlen(uploadFolder)) : 0;
    const StoredFile *file = session.m_core.files.find(QString::fromUtf8(rest.sliced(folder)));
    if (!file) {
        fail(session, row, "Error: File not exists");
        return;
    }
    JobStart start;
    start.file = *file;
    if (session.m_core.fault == Fault::Busy || !session.m_core.startJob(std::move(start))) {
        fail(session, row, "Error: busy");
        return;
    }
    ok(session, row,
       "File opened: " + file->name.toUtf8() + " Size: " + QByteArray::number(file->size)
           + "\r\nFile selected\r\n");
}

void TcpCommands::resume(Session &session, const Row &row, const QByteArray &)
{
    session.m_core.machine.resume();
    ok(session, row);
}

void TcpCommands::pause(Session &session, const Row &row, const QByteArray &)
{
    session.m_core.machine.pause();
    ok(session, row);
}

void TcpCommands::cancel(Session &session, const Row &row, const QByteArray &)
{
    session.m_core.machine.cancel();
    ok(session, row);
}

void TcpCommands::beginUpload(Session &session, const Row &row, const QByteArray &rest)
{
    const qsizetype blank = rest.indexOf(' ');
    bool ok1 = false;
    const qint64 size = blank < 0 ? 0 : rest.first(blank).toLongLong(&ok1);
    const QByteArray path = blank < 0 ? QByteArray() : rest.sliced(blank + 1);
    const QString name = QString::fromLatin1(path).sliced(
        path.startsWith(uploadFolder) ? qsizetype(qstrlen(uploadFolder)) : 0);
    FlashForgeCore &core = session.m_core;
    if (core.machine.model().family != FlashForgeFamily::Adventurer5M) {
        session.violation(u"M28 to a model that takes files over HTTP only"_s);
        session.reply("CMD M28 Received.\r\nError: Cannot create file\r\n");
        return;
    }
    if (!ok1 || size <= 0 || !path.startsWith(uploadFolder) || name.size() > maxUploadName
        || !isAcceptableFileName(name)) {
        session.violation(u"M28 with a wrong size or path"_s);
        session.reply("CMD M28 Received.\r\nError: Cannot create file\r\n");
        return;
    }
    if (!core.fits(size)) {
        session.reply("CMD M28 Received.\r\nError: Not enough space\r\n");
        return;
    }
    auto file = core.files.begin(name);
    if (core.fault == Fault::Busy || !core.machine.canStore() || !file) {
        session.reply("CMD M28 Received.\r\nopen failed\r\n");
        return;
    }
    session.m_upload.emplace();
    session.m_upload->file = std::move(file);
    session.m_upload->expected = size;
    ok(session, row, "Writing to file: " + path + "\r\n");
}

void TcpCommands::strayM29(Session &session, const Row &row, const QByteArray &)
{
    session.violation(u"M29 without M28"_s);
    fail(session, row, "Error: no file");
}

void TcpCommands::setRunoutSensor(Session &session, const Row &row, const QByteArray &)
{
    session.m_core.machine.settings.runoutSensor = row.code == "M405";
    ok(session, row);
}

void TcpCommands::rename(Session &session, const Row &row, const QByteArray &rest)
{
    if (rest.isEmpty() || rest.size() > 32)
        session.violation(u"M610 wants 1 to 32 characters"_s);
    else
        session.m_core.machine.settings.name = QString::fromLatin1(rest);
    ok(session, row);
}

void TcpCommands::neverSend(Session &session, const Row &row, const QByteArray &)
{
    session.violation(
        u"%1 blocks the machine and must never be sent"_s.arg(QLatin1StringView(row.code)));
    ok(session, row);
}

} // namespace flotilla::simulators
