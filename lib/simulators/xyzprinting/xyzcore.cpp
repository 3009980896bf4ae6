// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulators/xyzprinting/xyzcore.h"

#include <QCryptographicHash>
#include <QIODevice>

#include <algorithm>
#include <array>

namespace flotilla::simulators {

using namespace Qt::StringLiterals;

namespace {

using Fault = XyzFault;
using Verdict = OpenedThreew::Verdict;

constexpr qsizetype maxUploadsKept = 100;
constexpr qsizetype maxNameBytes = 60;

} // namespace

XyzCore::XyzCore(const XyzMachineModel &model, XyzSettings settings,
                 SimulatorOptions simulatorOptions)
    : options(std::move(simulatorOptions))
    , machine(model, std::move(settings))
    , serial(options.transport.isEmpty() ? !model.wifi : options.transport == u"serial"_s)
    , m_clock(options.clock ? options.clock : &m_systemClock)
    , m_last(m_clock->monotonic())
    , m_speed(options.speed)
    , m_lastState(machine.state())
{
}

void XyzCore::catchUp()
{
    const std::chrono::milliseconds time = now();
    machine.advance(double((time - m_last).count()) / 1000 * m_speed);
    m_last = time;
    for (const QByteArray &line : machine.takeAnnouncements())
        announced(line);
    if (const int state = machine.state(); state != m_lastState) {
        m_lastState = state;
        stateChanged();
    }
}

void XyzCore::setSpeed(double factor)
{
    catchUp();
    m_speed = qMax(0.0, factor);
}

QList<quint32> XyzCore::shownErrors() const
{
    QList<quint32> codes;
    if (!hasCartridge())
        codes.append(model().json ? oldNoCartridgeCode : noCartridgeCode);
    return codes + machine.errors();
}

qint64 XyzCore::freeBytes() const
{
    return fault == Fault::Full ? 0 : options.storageBytes;
}

void XyzCore::notePoll(const RecordedRequest &request)
{
    if (!request.poll)
        return;
    if (m_lastPoll && request.at - *m_lastPoll < options.pollPause)
        log.violation(QString::fromLatin1(request.path), u"asked again too soon"_s);
    m_lastPoll = request.at;
}

QByteArray XyzCore::nextGarbage()
{
    static const std::array<QByteArray, 5> kinds {
        QByteArray("\x00\xff\xfe\x80 \x01\x02ok\x00\r\n\xc3\x28", 14),
        QByteArray("b:2\nt:1,99999999999999999999,-1\nd:1e99,,-\nj:\n:\n$\n"),
        QByteArray(R"({"result":0,"command":2,"data":{"p":"dvF1)"),
        QByteArray("HTTP/1.1 502 Bad Gateway\r\n\r\n<html>$</html>"),
        QByteArray(),
    };
    return kinds[size_t(nextTurn()) % kinds.size()];
}

std::optional<qint64> XyzCore::dropPoint(qint64 fileSize) const
{
    if (fault != Fault::Drop)
        return std::nullopt;
    return options.dropAtByte >= 0 ? options.dropAtByte : fileSize / 3;
}

quint32 XyzCore::judge(XyzUpload &upload)
{
    const OpenedThreew &opened = upload.opened;
    for (const QString &complaint : opened.complaints)
        log.violation(upload.name, complaint);
    if (opened.verdict != Verdict::Good) {
        log.violation(upload.name, opened.reason);
        return wrongVersionCode;
    }
    if (opened.machine != model().fileId) {
        log.violation(
            upload.name,
            u"made for %1, not for this machine"_s.arg(QString::fromLatin1(opened.machine)));
        return wrongVersionCode;
    }
    const bool toBeRefused = fault == Fault::WrongVariant;
    if (toBeRefused && m_refusedForm.value_or(opened.form) == opened.form) {
        m_refusedForm = opened.form;
        return wrongVersionCode;
    }
    // To try the other kind is no breach: the machine is asked that way what it takes.
    if (!toBeRefused && opened.form != xyzFormFor(model(), machine.settings.firmware))
        return wrongVersionCode;
    return hasCartridge() ? 0 : noCartridgeCode;
}

const XyzUpload &XyzCore::receive(QIODevice &file, const QString &name, const QByteArray &token,
                                  bool byJson)
{
    catchUp();
    QCryptographicHash hash(QCryptographicHash::Sha256);
    file.seek(0);
    hash.addData(&file);
    XyzUpload upload {.name = name,
                      .size = file.size(),
                      .sha256 = hash.result(),
                      .byJson = byJson,
                      .errorCode = 0,
                      .opened = openThreew(file)};
    upload.errorCode = judge(upload);
    const bool starts = fault != Fault::NoStart && (upload.errorCode == 0 || !byJson);
    if (starts)
        machine.start({.fileName = name,
                       .token = token,
                       .plan = upload.opened.plan,
                       .errorCode = upload.errorCode});
    if (uploads.size() >= maxUploadsKept)
        uploads.removeFirst();
    uploads.append(std::move(upload));
    catchUp();
    return uploads.last();
}

bool isAcceptableXyzName(QByteArrayView name)
{
    return !name.isEmpty() && name.size() <= maxNameBytes
        && std::all_of(name.begin(), name.end(), [](char c) {
               return c >= ' ' && c < 0x7f && c != ',' && c != '/' && c != '\\' && c != '"'
                   && c != '\'';
           });
}

} // namespace flotilla::simulators
