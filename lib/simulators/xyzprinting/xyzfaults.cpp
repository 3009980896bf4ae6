// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulators/xyzprinting/xyzfaults.h"

#include <QCoreApplication>

#include <array>

namespace flotilla::simulators {

namespace {

using Fault = XyzFault;

struct FaultRow
{
    Fault fault;
    const char *name;
    const char *meaning;
};

constexpr std::array faultTable {
    FaultRow {Fault::Silent, "silent",
              QT_TRANSLATE_NOOP("simulators", "Accepts connections and never answers.")},
    FaultRow {Fault::Slow, "slow",
              QT_TRANSLATE_NOOP("simulators", "Every answer comes late (2 s unless set).")},
    FaultRow {Fault::Garbage, "garbage",
              QT_TRANSLATE_NOOP("simulators",
                                "Answers with binary, cut lines, huge numbers and nothing in "
                                "turn.")},
    FaultRow {Fault::Drop, "drop",
              QT_TRANSLATE_NOOP("simulators",
                                "Cuts the connection in the middle of an upload; the cable of a "
                                "serial printer is out for a few seconds.")},
    FaultRow {
        Fault::Busy, "busy",
        QT_TRANSLATE_NOOP("simulators", "Says busy to everything: E4$, E7$, or result 6 in JSON.")},
    FaultRow {Fault::Refuse, "refuse",
              QT_TRANSLATE_NOOP("simulators", "Refuses to begin an upload.")},
    FaultRow {Fault::Full, "full",
              QT_TRANSLATE_NOOP("simulators", "Has no room for another file.")},
    FaultRow {
        Fault::NoOk, "no-ok",
        QT_TRANSLATE_NOOP("simulators", "Never acknowledges the end of an upload, and prints.")},
    FaultRow {Fault::LostOk, "lost-ok",
              QT_TRANSLATE_NOOP("simulators",
                                "Never acknowledges one block in the middle of an upload.")},
    FaultRow {
        Fault::LostAck, "lost-ack",
        QT_TRANSLATE_NOOP("simulators", "Does what it is told, but the answer never arrives.")},
    FaultRow {Fault::Stall, "stall",
              QT_TRANSLATE_NOOP("simulators",
                                "Stops at 80 % of an upload and is busy until it is restarted.")},
    FaultRow {Fault::WrongVariant, "wrong-variant",
              QT_TRANSLATE_NOOP("simulators",
                                "Refuses the first kind of .3w it gets after the upload, and "
                                "takes any other.")},
    FaultRow {Fault::NoStart, "no-start",
              QT_TRANSLATE_NOOP("simulators", "Takes a job and never starts it.")},
    FaultRow {Fault::Ignore, "ignore",
              QT_TRANSLATE_NOOP("simulators", "Accepts commands and does nothing.")},
    FaultRow {Fault::Reboot, "reboot",
              QT_TRANSLATE_NOOP("simulators", "Goes away for a few seconds and comes back idle.")},
    FaultRow {Fault::Closing, "closing",
              QT_TRANSLATE_NOOP("simulators",
                                "Closes the connection after each answer, also after the head of "
                                "a picture.")},
    FaultRow {Fault::Split, "split",
              QT_TRANSLATE_NOOP("simulators", "Sends its answers in single bytes.")},
    FaultRow {Fault::Merged, "merged",
              QT_TRANSLATE_NOOP("simulators",
                                "Sends left-over ok, $ and empty lines together with the next "
                                "answer.")},
    FaultRow {
        Fault::HugeLine, "huge-line",
        QT_TRANSLATE_NOOP("simulators", "Puts a line of 70 KB at the beginning of an answer.")},
    FaultRow {Fault::Unplugged, "unplugged",
              QT_TRANSLATE_NOOP("simulators",
                                "The cable is out: the serial port is gone, connections are "
                                "refused.")},
    FaultRow {Fault::CartridgeMissing, "cartridge-missing",
              QT_TRANSLATE_NOOP("simulators", "Has no cartridge and says so as an error.")},
    FaultRow {Fault::NoToken, "no-token",
              QT_TRANSLATE_NOOP("simulators", "Gives no token for a job sent in JSON.")},
    FaultRow {Fault::BusyResult, "busy-result",
              QT_TRANSLATE_NOOP("simulators",
                                "Takes a whole file in JSON and says only then that it is busy.")},
    FaultRow {Fault::BadPicture, "bad-picture",
              QT_TRANSLATE_NOOP("simulators",
                                "Sends pictures that are none, too short, or said to be huge, in "
                                "turn.")},
};

} // namespace

QList<FaultInfo> xyzFaults()
{
    QList<FaultInfo> list;
    for (const FaultRow &row : faultTable)
        list.append({QString::fromLatin1(row.name),
                     QCoreApplication::translate("simulators", row.meaning)});
    return list;
}

std::optional<XyzFault> xyzFault(const QString &name)
{
    if (name.isEmpty())
        return Fault::None;
    for (const FaultRow &row : faultTable) {
        if (name == QLatin1StringView(row.name))
            return row.fault;
    }
    return std::nullopt;
}

QString xyzFaultName(XyzFault fault)
{
    for (const FaultRow &row : faultTable) {
        if (row.fault == fault)
            return QString::fromLatin1(row.name);
    }
    return {};
}

} // namespace flotilla::simulators
