// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulators/xyzprinting/xyzcommands.h"

#include "simulators/xyzprinting/xyzactions.h"
#include "simulators/xyzprinting/xyzconfig.h"
#include "simulators/xyzprinting/xyzsession.h"
#include "simulators/xyzprinting/xyztexts.h"

#include <QTimer>

#include <array>

namespace flotilla::simulators {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

using Fault = XyzFault;

constexpr QByteArrayView prefix = "XYZv3/";
constexpr qsizetype maxLetters = 4;
constexpr qint64 maxFileBytes = 1024LL * 1024 * 1024;
constexpr auto secondOkAfter = 20ms;

struct Verb
{
    QByteArrayView begin;
    void (*run)(XyzSession &session, const QByteArray &rest);
};

constexpr std::array verbTable {
    Verb {"query=", XyzCommands::query},
    Verb {"config=", XyzCommands::config},
    Verb {"action=", XyzCommands::action},
    Verb {"upload=", XyzCommands::upload},
    Verb {"uploadDidFinish", XyzCommands::uploadDidFinish},
};

} // namespace

QByteArray XyzCommands::nameOf(const QByteArray &line)
{
    const QByteArrayView text = QByteArrayView(line).sliced(prefix.size());
    for (const Verb &verb : verbTable) {
        if (!text.startsWith(verb.begin))
            continue;
        if (verb.begin == "query=")
            return text.toByteArray();
        if (verb.begin == "upload=")
            return "upload";
        qsizetype end = verb.begin.size();
        while (end < text.size() && text[end] != ':' && text[end] != '[')
            ++end;
        // Which of the jobs' commands it is belongs to the name: print[pause].
        return (text.sliced(verb.begin.size()).startsWith("print[") ? text : text.first(end))
            .toByteArray();
    }
    return "unknown";
}

QByteArray XyzCommands::withoutSecrets(const QByteArray &line)
{
    return line.contains("ssid:") ? line.left(line.indexOf("ssid:")) + "ssid:[…]" : line;
}

void XyzCommands::run(XyzSession &session, const QByteArray &line)
{
    const QByteArray text = line.sliced(prefix.size());
    if (session.m_intake && !text.startsWith("uploadDidFinish")) {
        session.violation(u"a command before uploadDidFinish"_s);
        session.m_intake.reset();
    }
    for (const Verb &verb : verbTable) {
        if (text.startsWith(verb.begin)) {
            verb.run(session, text.sliced(verb.begin.size()));
            return;
        }
    }
    refuse(session, "E1$\n", u"a command that does not exist"_s);
}

void XyzCommands::refuse(XyzSession &session, const QByteArray &code, const QString &reason)
{
    if (!reason.isEmpty())
        session.violation(reason);
    session.reply(code);
}

bool XyzCommands::isBusy(const XyzSession &session)
{
    return session.m_core.fault == Fault::Busy;
}

void XyzCommands::answerOnSerial(XyzSession &session, const QByteArray &text)
{
    if (session.m_core.serial)
        session.replyToAct(text);
    else
        session.replyNothing();
}

void XyzCommands::query(XyzSession &session, const QByteArray &letters)
{
    const XyzCore &core = session.m_core;
    if (isBusy(session)) {
        // Both mean the same; which one comes when is not known.
        refuse(session, core.log.count("query=a") % 2 == 0 ? "E4$\n" : "E7$\n");
        return;
    }
    if (letters.size() > maxLetters)
        session.violation(u"more than four letters in one query"_s);
    const bool ended = core.serial || letters.contains('a');
    QByteArray text = xyzQueryLines(core, letters);
    if (core.model().json)
        text.prepend("ok\n");
    if (ended)
        text += "$\n";
    if (text.isEmpty())
        session.replyNothing();
    else
        session.reply(text);
}

void XyzCommands::config(XyzSession &session, const QByteArray &text)
{
    const XyzCore &core = session.m_core;
    if (core.model().json) {
        session.violation(u"this model has no config="_s);
        session.replyNothing();
        return;
    }
    if (isBusy(session)) {
        answerOnSerial(session, "E4$\n");
        return;
    }
    if (text == "zoffset:get" && !core.model().lcd) {
        session.reply(QByteArray::number(core.machine.settings.zOffset) + "\n$\n");
        return;
    }
    if (core.fault == Fault::Ignore) {
        answerOnSerial(session, "ok\n$\n");
        return;
    }
    if (text.startsWith("ssid:") && !core.serial)
        session.violation(u"a network password sent in clear over the network"_s);
    if (text.startsWith("ssid:") && !session.m_disconnectedAp)
        session.violation(u"ssid without disconnectap before it"_s);
    session.m_disconnectedAp = text == "disconnectap";
    const XyzConfigResult result = runXyzConfig(session.m_core, text);
    if (!result.violation.isEmpty())
        session.violation(result.violation);
    if (result.answered)
        answerOnSerial(session, result.accepted ? "ok\n$\n" : "E0$\n");
    else
        session.replyNothing();
}

void XyzCommands::action(XyzSession &session, const QByteArray &text)
{
    const XyzCore &core = session.m_core;
    if (core.model().lcd) {
        session.violation(u"this model has a menu and no action="_s);
        answerOnSerial(session, "E0$\n");
        return;
    }
    if (isBusy(session)) {
        answerOnSerial(session, "E4$\n");
        return;
    }
    if (text == "calibratejr:getdata") {
        session.reply("calibratejr:{" + core.machine.calibration() + "}\n$\n");
        return;
    }
    const XyzActionResult result = runXyzAction(session.m_core, text);
    if (!result.violation.isEmpty())
        session.violation(result.violation);
    if (result.answer.isEmpty())
        session.replyNothing();
    else
        answerOnSerial(session, result.answer);
}

void XyzCommands::upload(XyzSession &session, const QByteArray &text)
{
    XyzCore &core = session.m_core;
    const QByteArrayList parts = text.split(',');
    bool isNumber = false;
    const qint64 size = parts.value(1).toLongLong(&isNumber);
    const bool known = parts.size() == 2 || (parts.size() == 3 && parts[2] == "SaveToSD");
    if (!known || !isNumber || size <= 0 || size > maxFileBytes
        || !isAcceptableXyzName(parts.value(0))) {
        refuse(session, "E1$\n", u"an upload with a name or size that cannot be"_s);
        return;
    }
    if (isBusy(session) || core.stalled) {
        refuse(session, "E4$\n");
        return;
    }
    if (core.fault == Fault::Refuse) {
        refuse(session, "E1$\n");
        return;
    }
    if (!core.machine.canTakeJob()) {
        refuse(session, "E4$\n", u"an upload in state %1"_s.arg(core.machine.state()));
        return;
    }
    if (size > core.freeBytes()) {
        core.machine.setErrors({storageCode});
        refuse(session, "E1$\n");
        return;
    }
    session.m_intake
        = std::make_unique<XyzIntake>(QString::fromLatin1(parts[0]), size, xyzBlockBytes);
    session.reply(core.serial ? "ok\n" : "ok \n", XyzSession::After::StayOpen);
}

void XyzCommands::uploadDidFinish(XyzSession &session, const QByteArray &)
{
    XyzCore &core = session.m_core;
    if (!session.m_intake || !session.m_intake->isWhole()) {
        session.m_intake.reset();
        refuse(session, "E1$\n", u"uploadDidFinish without a whole file"_s);
        return;
    }
    const std::unique_ptr<XyzIntake> intake = std::move(session.m_intake);
    core.receive(intake->file(), intake->name(), {}, false);
    if (core.fault == Fault::NoOk) {
        session.replyNothing();
        return;
    }
    if (core.serial) {
        session.replyToAct("ok\n");
        return;
    }
    session.replyToAct("ok \n");
    // Over Wi-Fi it says so twice; the second one may come at any time.
    if (core.fault == Fault::Merged)
        session.m_leftOver += "ok \n";
    else if (core.fault == Fault::None)
        QTimer::singleShot(secondOkAfter, &session, [&session] { session.m_wire.write("ok \n"); });
}

} // namespace flotilla::simulators
