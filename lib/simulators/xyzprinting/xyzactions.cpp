// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulators/xyzprinting/xyzactions.h"

#include "simulators/xyzprinting/xyzcore.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <array>

namespace flotilla::simulators {

using namespace Qt::StringLiterals;

namespace {

constexpr double maxJogMm = 200;

QByteArray started(QByteArrayView name)
{
    return name.toByteArray() + ":{\"stat\":\"start\"}\n$\n";
}

XyzActionResult refused(const XyzCore &core, const QByteArray &text)
{
    return {.answer = core.machine.hasJob() ? "E4$\n" : "E0$\n",
            .violation
            = u"action=%1 in state %2"_s.arg(QString::fromLatin1(text)).arg(core.machine.state())};
}

XyzActionResult jog(XyzCore &core, const QByteArray &text)
{
    const QJsonObject object = QJsonDocument::fromJson(text.sliced(4)).object();
    for (const QString &key : {u"axis"_s, u"dir"_s, u"len"_s}) {
        if (!object.value(key).isString())
            return {.answer = "E0$\n", .violation = u"a jog value that is no string"_s};
    }
    const QString axis = object.value(u"axis"_s).toString();
    const QString direction = object.value(u"dir"_s).toString();
    bool isNumber = false;
    const double length = object.value(u"len"_s).toString().toDouble(&isNumber);
    const bool good = axis.size() == 1 && (direction == u"+"_s || direction == u"-"_s) && isNumber
        && length > 0 && length <= maxJogMm;
    if (!good)
        return {.answer = "E0$\n", .violation = u"a jog that cannot be"_s};
    return core.machine.jog(axis.front().toLatin1(), length)
        ? XyzActionResult {.answer = started("jog")}
        : refused(core, text);
}

XyzActionResult moveZOffset(XyzCore &core, const QByteArray &text)
{
    const auto offset = core.machine.moveZOffset(text.endsWith("up") ? 1 : -1);
    return offset ? XyzActionResult {.answer = QByteArray::number(*offset) + "\n$\n"}
                  : refused(core, text);
}

struct ActionRow
{
    const char *text;
    bool (XyzMachine::*act)();
    const char *answer; // nullptr: that it has started
};

constexpr std::array actionTable {
    ActionRow {"home", &XyzMachine::home, nullptr},
    ActionRow {"load:new", &XyzMachine::load, nullptr},
    ActionRow {"load:retry", &XyzMachine::load, nullptr},
    ActionRow {"load:cancel", &XyzMachine::cancelAction, ""},
    ActionRow {"unload:new", &XyzMachine::unload, nullptr},
    ActionRow {"unload:retry", &XyzMachine::unload, nullptr},
    ActionRow {"unload:cancel", &XyzMachine::cancelAction, ""},
    ActionRow {"cleannozzle:new", &XyzMachine::cleanNozzle, nullptr},
    ActionRow {"cleannozzle:cancel", &XyzMachine::cancelAction, "ok\n"},
    ActionRow {"calibratejr:new", &XyzMachine::calibrate, nullptr},
    ActionRow {"calibratejr:detectorok", &XyzMachine::lowerDetector, ""},
    ActionRow {"calibratejr:release", &XyzMachine::raiseDetector, ""},
};

} // namespace

XyzActionResult runXyzAction(XyzCore &core, const QByteArray &text)
{
    const QByteArray name = text.split(':').first();
    if (core.fault == XyzFault::Ignore)
        return {.answer = started(name)};
    if (name == "jog" && text.size() > 4)
        return jog(core, text);
    if (text == "zoffset:up" || text == "zoffset:down")
        return moveZOffset(core, text);
    for (const ActionRow &row : actionTable) {
        if (text != row.text)
            continue;
        if (!(core.machine.*row.act)())
            return refused(core, text);
        return {.answer = row.answer ? QByteArray(row.answer) : started(name)};
    }
    return {.answer = "E1$\n", .violation = u"an unknown action="_s};
}

} // namespace flotilla::simulators
