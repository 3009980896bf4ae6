// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulators/flashforge/flashforgetcpcommands.h"

#include <QTcpSocket>

#include <algorithm>
#include <array>
#include <utility>

namespace flotilla::simulators {

using namespace Qt::StringLiterals;

namespace {

using Fault = FlashForgeFault;
using Session = FlashForgeTcpSession;

constexpr double homingSeconds = 8;
constexpr qsizetype maxUploadName = 36;
constexpr auto uploadFolder = "0:/user/";
constexpr auto fileFolder = "/data/";

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
        Row {"G90", true, true, motionMode},
        Row {"G91", true, true, motionMode},
        Row {"G92", true, true, motionMode},
        Row {"M17", true, true, nothing},
        Row {"M18", true, true, releaseMotors},
        Row {"M112", true, true, nothing},
        Row {"M23", true, true, startFile},
        Row {"M24", true, true, resume},
        Row {"M25", true, true, pause},
        Row {"M26", true, true, cancel},
        Row {"M28", true, false, beginUpload},
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
    whole(session, row, "CMD " + row.code.toByteArray() + " Received.\r\n" + lines + "ok\r\n",
          payload);
}

void TcpCommands::ok(Session &session, const Row &row, const TcpText &text,
                     const QByteArray &payload)
{
    if (text.whole)
        whole(session, row, text.lines, payload);
    else
        ok(session, row, text.lines, payload);
}

void TcpCommands::whole(Session &session, const Row &row, const QByteArray &bytes,
                        const QByteArray &payload)
{
    if (row.isAct && session.m_core.fault == Fault::LostAck) {
        session.m_replying = true;
        return;
    }
    session.reply(bytes, payload);
}

// ack: "M104 S200" where the dialect has it, ok elsewhere.
void TcpCommands::echo(Session &session, const Row &row, const QByteArray &rest)
{
    if (session.dialect().echoes)
        whole(session, row, "ack: \"" + row.code.toByteArray() + ' ' + rest + "\"\r\n");
    else
        ok(session, row);
}

// Nothing at all where the dialect has it so, ok elsewhere.
void TcpCommands::moved(Session &session, const Row &row)
{
    if (session.dialect().echoes)
        whole(session, row, {});
    else
        ok(session, row);
}

void TcpCommands::fail(Session &session, const Row &row, const QByteArray &text)
{
    const QByteArray end = session.dialect().echoes ? "" : "ok\r\n";
    session.reply("CMD " + row.code.toByteArray() + " Received.\r\n" + text + "\r\n" + end);
}

void TcpCommands::login(Session &session, const Row &row, const QByteArray &rest)
{
    if (rest != "S1")
        session.violation(u"M601 without S1"_s);
    if (!session.m_door.takeControl(&session)) {
        fail(session, row, session.dialect().refused);
        return;
    }
    session.m_loggedOut = false;
    const QByteArray granted = session.dialect().granted + QByteArray("\r\n");
    // One firmware's ok stands before the words.
    if (session.dialect().echoes)
        whole(session, row, "CMD M601 Received.\r\nok\r\n" + granted);
    else
        ok(session, row, granted);
}

void TcpCommands::logout(Session &session, const Row &row, const QByteArray &)
{
    session.m_door.releaseControl(&session);
    session.m_loggedOut = true;
    ok(session, row, "Control Release.\r\n");
}

void TcpCommands::identity(Session &session, const Row &row, const QByteArray &)
{
    ok(session, row, identityText(session.m_core));
}

void TcpCommands::status(Session &session, const Row &row, const QByteArray &)
{
    ok(session, row, statusText(session.m_core));
}

void TcpCommands::temperatures(Session &session, const Row &row, const QByteArray &)
{
    ok(session, row, temperatureText(session.m_core));
}

void TcpCommands::progress(Session &session, const Row &row, const QByteArray &)
{
    const TcpText text = progressText(session.m_core);
    if (session.m_core.fault == Fault::NoOk && !session.m_core.machine.hasActiveJob())
        session.reply("CMD M27 Received.\r\n" + text.lines);
    else
        ok(session, row, text);
}

void TcpCommands::position(Session &session, const Row &row, const QByteArray &)
{
    ok(session, row, positionText(session.m_core));
}

void TcpCommands::offsets(Session &session, const Row &row, const QByteArray &)
{
    ok(session, row, "X: 1.0 Y: 0.5\r\n");
}

void TcpCommands::listFiles(Session &session, const Row &row, const QByteArray &)
{
    if (session.m_core.fault == Fault::NoList) {
        fail(session, row, "CMD M661 Error.");
        return;
    }
    if (!session.m_core.machine.model().fileListOverTcp) {
        session.violation(u"M661 to a model without it"_s);
        fail(session, row, "CMD M661 Error.");
        return;
    }
    const TcpAttachment list = fileListText(session.m_core);
    ok(session, row, list.text, list.payload);
}

void TcpCommands::thumbnail(Session &session, const Row &row, const QByteArray &rest)
{
    if (session.m_core.fault == Fault::NoList) {
        fail(session, row, "CMD M662 Error.");
        return;
    }
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
    const TcpAttachment picture = pictureText(session.m_core, file->plan.thumbnail);
    ok(session, row, picture.text, picture.payload);
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
    echo(session, row, rest);
}

void TcpCommands::setLight(Session &session, const Row &row, const QByteArray &rest)
{
    bool &light = session.m_core.machine.settings.light;
    if (session.dialect().echoes) {
        if (rest != "0" && rest != "1")
            session.violation(u"M146 wants 0 or 1"_s);
        light = rest != "0";
        echo(session, row, rest);
        return;
    }
    bool red = false;
    bool green = false;
    bool blue = false;
    const int sum = word(rest, 'r').toInt(&red) + word(rest, 'g').toInt(&green)
        + word(rest, 'b').toInt(&blue);
    if (!red || !green || !blue || !rest.endsWith("F0"))
        session.violation(u"M146 wants r g b in small letters and F0"_s);
    else
        light = sum > 0;
    ok(session, row);
}

void TcpCommands::setFan(Session &session, const Row &row, const QByteArray &)
{
    session.m_core.machine.settings.coolingFanPercent = row.code == "M106" ? 100 : 0;
    ok(session, row);
}

void TcpCommands::home(Session &session, const Row &row, const QByteArray &rest)
{
    if (!rest.isEmpty() && !session.dialect().fullMotion)
        session.violation(u"this model homes all axes only"_s);
    FlashForgeMachine &machine = session.m_core.machine;
    if (machine.beBusy(homingSeconds))
        machine.settings.positionMm = {110.05, 110.05, 0};
    else
        session.violation(u"G28 while the machine is busy"_s);
    moved(session, row);
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
    moved(session, row);
}

void TcpCommands::motionMode(Session &session, const Row &row, const QByteArray &)
{
    if (row.code == "G91" && !session.dialect().fullMotion)
        session.violation(u"this model does not know G91"_s);
    moved(session, row);
}

void TcpCommands::releaseMotors(Session &session, const Row &row, const QByteArray &)
{
    if (!session.m_core.machine.hasActiveJob()) {
        ok(session, row);
        return;
    }
    session.violation(u"M18 while printing"_s);
    fail(session, row, "printing can not send M18");
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
    const QByteArray size = QByteArray::number(file->size);
    const QByteArray name = file->name.toUtf8();
    if (session.dialect().echoes) {
        if (session.m_core.fault == Fault::Busy || !session.m_core.machine.canStart()) {
            fail(session, row, "Error: busy");
            return;
        }
        session.m_door.m_selected = file->name;
        whole(session, row,
              "File opened: /data/" + name + " Size: " + size + "\r\nDone printing file\r\nok\r\n");
        return;
    }
    JobStart start;
    start.file = *file;
    if (session.m_core.fault == Fault::Busy || !session.m_core.startJob(std::move(start))) {
        fail(session, row, "Error: busy");
        return;
    }
    ok(session, row, "File opened: " + name + " Size: " + size + "\r\nFile selected\r\n");
}

void TcpCommands::resume(Session &session, const Row &row, const QByteArray &)
{
    const QString selected = std::exchange(session.m_door.m_selected, {});
    const StoredFile *file = session.m_core.files.find(selected);
    if (file && session.m_core.machine.canStart()) {
        JobStart start;
        start.file = *file;
        session.m_core.startJob(std::move(start));
    } else {
        session.m_core.machine.resume();
    }
    ok(session, row);
}

void TcpCommands::pause(Session &session, const Row &row, const QByteArray &)
{
    session.m_core.machine.pause();
    ok(session, row);
}

void TcpCommands::cancel(Session &session, const Row &row, const QByteArray &)
{
    session.m_door.m_selected.clear();
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
    if (session.dialect().upload == TcpUpload::None) {
        session.violation(u"M28 to a model that takes files over HTTP only"_s);
        session.reply("CMD M28 Received.\r\nError: Cannot create file\r\n");
        return;
    }
    const bool isOlder = core.machine.model().family == FlashForgeFamily::Older;
    if (!ok1 || size <= 0 || !path.startsWith(uploadFolder) || name.size() > maxUploadName
        || !isAcceptableFileName(name) || (isOlder && name.endsWith(".3mf"_L1))) {
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
    session.m_upload = std::make_unique<TcpIntake>(session.dialect(), std::move(file), size);
    session.m_m29Unheard = false;
    ok(session, row,
       session.dialect().echoes ? QByteArray() : QByteArray("Writing to file: " + path + "\r\n"));
}

void TcpCommands::strayM29(Session &session, const Row &row, const QByteArray &)
{
    if (std::exchange(session.m_m29Unheard, false)) {
        if (session.m_core.fault != Fault::LostAck)
            session.reply(savedText(session.dialect()));
        return;
    }
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
