// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulators/flashforge/flashforgecore.h"

#include <QCoreApplication>

#include <array>

namespace flotilla::simulators {

namespace {

using Fault = FlashForgeFault;

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
                                "Answers with binary, HTML, cut JSON and nothing in turn.")},
    FaultRow {Fault::Drop, "drop",
              QT_TRANSLATE_NOOP("simulators", "Cuts the connection in the middle of an upload.")},
    FaultRow {Fault::Busy, "busy",
              QT_TRANSLATE_NOOP("simulators",
                                "Refuses uploads and starts because somebody uses its screen.")},
    FaultRow {
        Fault::WrongCode, "wrong-code",
        QT_TRANSLATE_NOOP("simulators", "Refuses every check code, as after it was renewed.")},
    FaultRow {Fault::LanOff, "lan-off",
              QT_TRANSLATE_NOOP("simulators", "LAN-only mode was switched off at the printer.")},
    FaultRow {Fault::OtherSerial, "other-serial",
              QT_TRANSLATE_NOOP("simulators", "Another machine answers at this address.")},
    FaultRow {Fault::Reboot, "reboot",
              QT_TRANSLATE_NOOP("simulators", "Goes away for a few seconds and comes back idle.")},
    FaultRow {Fault::Refuse, "refuse",
              QT_TRANSLATE_NOOP("simulators", "Refuses connections, as with the cable pulled.")},
    FaultRow {Fault::Full, "full",
              QT_TRANSLATE_NOOP("simulators", "Has no room for another file.")},
    FaultRow {
        Fault::LostAck, "lost-ack",
        QT_TRANSLATE_NOOP("simulators", "Does what it is told, but the answer never arrives.")},
    FaultRow {Fault::Ignore, "ignore",
              QT_TRANSLATE_NOOP("simulators", "Says Success to commands and does nothing.")},
    FaultRow {Fault::NoStart, "no-start",
              QT_TRANSLATE_NOOP("simulators", "Takes a job and never starts it.")},
    FaultRow {
        Fault::Occupied, "occupied",
        QT_TRANSLATE_NOOP("simulators", "Another program controls the command port and keeps it.")},
    FaultRow {
        Fault::NoPacketAck, "no-packet-ack",
        QT_TRANSLATE_NOOP("simulators", "Never acknowledges the packets of a framed upload.")},
    FaultRow {Fault::BadPacket, "bad-packet",
              QT_TRANSLATE_NOOP("simulators", "Refuses a packet in the middle of an upload.")},
    FaultRow {Fault::LostBytes, "lost-bytes",
              QT_TRANSLATE_NOOP("simulators",
                                "Loses bytes of an upload on the way and refuses the file.")},
    FaultRow {
        Fault::NoOk, "no-ok",
        QT_TRANSLATE_NOOP("simulators", "Leaves out the ok when asked for progress while idle.")},
    FaultRow {Fault::BareOk, "bare-ok",
              QT_TRANSLATE_NOOP("simulators",
                                "Ends answers on the command port with ok but no line end.")},
    FaultRow {
        Fault::Pieces, "pieces",
        QT_TRANSLATE_NOOP("simulators", "Answers on the command port in pieces of three bytes.")},
    FaultRow {
        Fault::LateList, "late-list",
        QT_TRANSLATE_NOOP("simulators", "Sends file lists and pictures long after their ok.")},
    FaultRow {Fault::NoList, "no-list",
              QT_TRANSLATE_NOOP("simulators",
                                "Knows neither file lists nor pictures on the command port.")},
};

} // namespace

QList<FaultInfo> flashForgeFaults()
{
    QList<FaultInfo> list;
    for (const FaultRow &row : faultTable)
        list.append({QString::fromLatin1(row.name),
                     QCoreApplication::translate("simulators", row.meaning)});
    return list;
}

std::optional<FlashForgeFault> flashForgeFault(const QString &name)
{
    if (name.isEmpty())
        return Fault::None;
    for (const FaultRow &row : faultTable) {
        if (name == QLatin1StringView(row.name))
            return row.fault;
    }
    return std::nullopt;
}

QString flashForgeFaultName(FlashForgeFault fault)
{
    for (const FaultRow &row : faultTable) {
        if (row.fault == fault)
            return QString::fromLatin1(row.name);
    }
    return {};
}

FlashForgeCore::FlashForgeCore(const FlashForgeModel &model, SimulatorOptions simulatorOptions)
    : options(std::move(simulatorOptions))
    , machine(model)
    , files(options.storageBytes)
    , m_clock(options.clock ? options.clock : &m_systemClock)
    , m_last(m_clock->monotonic())
    , m_speed(options.speed)
    , m_lastWord(machine.statusWord())
{
}

void FlashForgeCore::catchUp()
{
    const std::chrono::milliseconds time = now();
    machine.advance(double((time - m_last).count()) / 1000 * m_speed);
    m_last = time;
    if (const QString word = machine.statusWord(); word != m_lastWord) {
        m_lastWord = word;
        statusChanged();
    }
}

void FlashForgeCore::setSpeed(double factor)
{
    catchUp();
    m_speed = qMax(0.0, factor);
}

QString FlashForgeCore::shownSerial() const
{
    return fault == Fault::OtherSerial ? QStringLiteral("SNOTHER0001")
                                       : machine.settings.serialNumber;
}

qint64 FlashForgeCore::freeBytes() const
{
    return fault == Fault::Full ? 0 : files.freeBytes();
}

bool FlashForgeCore::fits(qint64 bytes) const
{
    return bytes <= freeBytes();
}

bool FlashForgeCore::startJob(JobStart start)
{
    if (!machine.canStart())
        return false;
    return fault == Fault::NoStart || machine.start(std::move(start));
}

QByteArray FlashForgeCore::nextGarbage()
{
    static const std::array<QByteArray, 4> kinds {
        QByteArray("\x00\xff\xfe\x80 \x01\x02ok\x00\r\n\xc3\x28", 14),
        QByteArray("<html><body><h1>502 Bad Gateway</h1></body></html>\r\n"),
        QByteArray(R"({"code":0,"message":"Success","detail":{"status":"prin)"),
        QByteArray(),
    };
    return kinds[size_t(m_garbageTurn++) % kinds.size()];
}

std::optional<qint64> FlashForgeCore::dropPoint(qint64 fileSize) const
{
    if (fault != Fault::Drop)
        return std::nullopt;
    return options.dropAtByte >= 0 ? options.dropAtByte : fileSize / 3;
}

} // namespace flotilla::simulators
