// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulators/xyzprinting/xyzsession.h"

#include "simulators/xyzprinting/xyzcommands.h"
#include "simulators/xyzprinting/xyzjson.h"
#include "simulators/xyzprinting/xyztexts.h"

#include <algorithm>
#include <utility>

namespace flotilla::simulators {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

using Fault = XyzFault;

constexpr qsizetype maxLineBytes = 4096;
constexpr qsizetype maxJsonBytes = 16 * 1024;
constexpr qsizetype maxWaiting = 16;
// A little time to answer, as a real machine takes: a second command sent meanwhile is seen as
// such.
constexpr auto replyTime = 5ms;
constexpr auto quietTime = 100ms;
constexpr auto givenUpAfter = 50ms;
constexpr qsizetype hugeLineBytes = 70 * 1024;
// Fault "split": that much in single bytes, the rest at once.
constexpr qsizetype bytesSingly = 600;

const QByteArray finishCommand = QByteArrayLiteral("XYZv3/uploadDidFinish");

} // namespace

XyzSession::XyzSession(XyzCore &core, XyzWire &wire, QObject *parent)
    : QObject(parent)
    , m_core(core)
    , m_wire(wire)
{
    m_quiet.setSingleShot(true);
    connect(&m_quiet, &QTimer::timeout, this,
            [this] { takeText(std::exchange(m_buffer, {}).trimmed(), false); });
}

XyzSession::~XyzSession()
{
    handleEnd();
}

void XyzSession::violation(const QString &reason)
{
    m_core.log.violation(m_core.serial ? u"serial"_s : u"tcp"_s, reason);
}

void XyzSession::handleEnd()
{
    if (m_replying)
        m_core.log.finished(m_current.number);
    for (const Waiting &waiting : std::exchange(m_waiting, {}))
        m_core.log.finished(waiting.number);
    m_replying = false;
    m_intake.reset();
    m_jsonFile.reset();
    m_buffer.clear();
    m_leftOver.clear();
    m_draining = false;
    m_quiet.stop();
}

void XyzSession::receive(QByteArray bytes)
{
    m_core.catchUp();
    // Who gave up an upload on a serial line has no connection to close: it begins anew.
    if (m_intake && !m_intake->isWhole() && bytes.startsWith("XYZv3/")
        && m_sinceBytes.hasExpired(givenUpAfter.count()))
        m_intake.reset();
    m_sinceBytes.start();
    if (m_core.stalled && m_intake)
        return; // waits for nothing that could come
    if (m_draining && !bytes.startsWith("XYZv3/") && !bytes.startsWith('{'))
        return;
    m_draining = false;
    if (takeUpload(bytes))
        return;
    m_buffer += bytes;
    takeLines();
}

// True where all bytes belonged to an upload; else those behind it stay in `bytes`.
bool XyzSession::takeUpload(QByteArray &bytes)
{
    if (m_jsonFile) {
        if (dropNow(m_jsonFile->received, m_jsonFile->size, bytes))
            return true;
        takeJsonFile(bytes);
        return true;
    }
    if (!m_intake || m_intake->isWhole())
        return false;
    if (dropNow(m_intake->streamBytes(), m_intake->size(), bytes))
        return true;
    takeBlocks(bytes);
    return true;
}

bool XyzSession::dropNow(qint64 before, qint64 fileSize, QByteArray &bytes)
{
    const auto point = m_core.dropPoint(fileSize);
    if (!point || before + bytes.size() < *point)
        return false;
    m_intake.reset();
    m_jsonFile.reset();
    m_wire.cut();
    return true;
}

void XyzSession::takeBlocks(QByteArrayView bytes)
{
    const XyzIntake::Step step = m_intake->take(bytes);
    for (const QString &problem : step.problems)
        violation(problem);
    if (step.broken) {
        m_intake.reset();
        m_draining = true;
        acknowledge("E1$\n");
        return;
    }
    if (!step.blockTaken)
        return;
    const qint64 done = m_intake->fileBytes();
    const qint64 size = m_intake->size();
    if (m_core.fault == Fault::Stall && done * 5 >= size * 4) {
        m_core.stalled = true;
        return;
    }
    const bool middle = done * 2 >= size && (done - xyzBlockBytes) * 2 < size;
    if (m_core.fault != Fault::LostOk || !middle)
        acknowledge(m_core.serial ? "ok\n" : "ok \n");
    if (m_intake->isWhole()) {
        m_buffer = m_intake->takeRest();
        takeLines();
    } else if (m_intake->hasMore()) {
        QMetaObject::invokeMethod(
            this,
            [this] {
                if (m_intake && !m_intake->isWhole())
                    takeBlocks({});
            },
            Qt::QueuedConnection);
    }
}

void XyzSession::takeJsonFile(QByteArrayView bytes)
{
    const qint64 room = m_jsonFile->size - m_jsonFile->file.pos();
    const QByteArrayView content = bytes.first(qMin<qint64>(room, bytes.size()));
    m_jsonFile->file.write(content.data(), content.size());
    m_jsonFile->mark += bytes.sliced(content.size());
    m_jsonFile->received += bytes.size();
    if (m_core.fault == Fault::Stall && m_jsonFile->received * 5 >= m_jsonFile->size * 4) {
        m_core.stalled = true;
        m_wire.cut();
        return;
    }
    if (m_jsonFile->mark.size() >= xyzEndMark.size())
        XyzJson::endFile(*this);
}

void XyzSession::takeLines()
{
    m_quiet.stop();
    while (!m_buffer.isEmpty()) {
        if (m_core.model().json && m_buffer.startsWith('{')) {
            const qsizetype length = xyzJsonLength(m_buffer);
            if (length == 0 && m_buffer.size() <= maxJsonBytes)
                return;
            if (length <= 0) {
                violation(u"a JSON value without end"_s);
                m_wire.cut();
                return;
            }
            const QByteArray json = m_buffer.first(length);
            m_buffer.remove(0, length);
            takeText(json, true);
            continue;
        }
        const qsizetype lf = m_buffer.indexOf('\n');
        if (m_buffer == finishCommand) {
            takeText(std::exchange(m_buffer, {}), false);
        } else if (lf >= 0 && lf <= maxLineBytes) {
            const QByteArray line = m_buffer.first(lf).trimmed();
            m_buffer.remove(0, lf + 1);
            if (line == finishCommand)
                violation(u"a line end after uploadDidFinish"_s);
            takeText(line, false);
        } else if (m_buffer.size() > maxLineBytes) {
            violation(u"the line is too long"_s);
            m_wire.cut();
            return;
        } else {
            m_quiet.start(quietTime);
            return;
        }
    }
}

void XyzSession::takeText(const QByteArray &text, bool json)
{
    if (text.isEmpty())
        return;
    if (!json && !text.startsWith("XYZv3/")) {
        violation(u"this is no command of V3"_s);
        return;
    }
    if (!m_buffer.isEmpty())
        violation(u"two commands at once"_s);
    enqueue(text, json);
}

void XyzSession::enqueue(const QByteArray &text, bool json)
{
    if (m_waiting.size() >= maxWaiting) {
        violation(u"more commands than it can remember"_s);
        m_wire.cut();
        return;
    }
    RecordedRequest request {.method = json ? "JSON" : "V3", .at = m_core.now(), .exclusive = true};
    request.path = json ? XyzJson::nameOf(text) : XyzCommands::nameOf(text);
    request.body = json ? text : XyzCommands::withoutSecrets(text);
    request.poll = request.path == "command 2"
        || (request.path.startsWith("query=")
            && (request.path.contains('a') || request.path.contains('j')));
    m_core.notePoll(request);
    m_waiting.append({text, m_core.log.started(request), json});
    runNext();
}

void XyzSession::runNext()
{
    if (m_replying || m_waiting.isEmpty())
        return;
    m_current = m_waiting.takeFirst();
    m_replying = true;
    if (m_current.json)
        XyzJson::run(*this, m_current.text);
    else
        XyzCommands::run(*this, m_current.text);
}

void XyzSession::announce(const QByteArray &line)
{
    if (m_core.fault != Fault::Silent && !m_intake)
        m_wire.write(line + "\n$\n");
}

void XyzSession::replyNothing()
{
    endReply(After::AsUsual);
}

void XyzSession::replyToAct(const QByteArray &text, After after)
{
    if (m_core.fault == Fault::LostAck)
        endReply(After::StayOpen);
    else
        reply(text, after);
}

void XyzSession::reply(const QByteArray &text, After after)
{
    if (m_core.fault == Fault::Silent) {
        endReply(After::StayOpen);
        return;
    }
    const std::chrono::milliseconds delay
        = m_core.fault == Fault::Slow ? m_core.options.slowReply : replyTime;
    QTimer::singleShot(delay, this, [this, text, after] { send(spoiled(text), after); });
}

// The answer as the fault of the moment makes it.
QByteArray XyzSession::spoiled(const QByteArray &text)
{
    if (m_core.fault == Fault::Garbage)
        return m_core.nextGarbage();
    if (m_core.fault == Fault::HugeLine) {
        const QByteArray huge(hugeLineBytes, 'x');
        if (!m_current.json)
            return "n:" + huge + '\n' + text;
        return text.startsWith(R"({"result")") ? R"({"message":")" + huge + "\"," + text.sliced(1)
                                               : text;
    }
    if (m_core.fault == Fault::Merged && !m_current.json)
        return std::exchange(m_leftOver, "ok \n$\n\n") + text;
    return text;
}

void XyzSession::send(QByteArray text, After after)
{
    if (m_core.fault == Fault::Split) {
        sendSingly(text, after);
        return;
    }
    if (!text.isEmpty())
        m_wire.write(text);
    endReply(after);
}

void XyzSession::sendSingly(const QByteArray &bytes, After after)
{
    if (bytes.isEmpty()) {
        endReply(after);
        return;
    }
    const qsizetype size = bytes.size() > bytesSingly ? bytes.size() - bytesSingly : 1;
    m_wire.write(bytes.first(size));
    QTimer::singleShot(1ms, this,
                       [this, rest = bytes.sliced(size), after] { sendSingly(rest, after); });
}

void XyzSession::endReply(After after)
{
    m_replying = false;
    m_core.log.finished(m_current.number);
    const bool closes = m_core.model().json || m_core.fault == Fault::Closing;
    if (closes && after == After::AsUsual && !m_intake && !m_jsonFile) {
        m_wire.hangUp();
        return;
    }
    runNext();
}

void XyzSession::acknowledge(const QByteArray &text)
{
    switch (m_core.fault) {
    case Fault::Silent:
        break;
    case Fault::Slow:
        QTimer::singleShot(m_core.options.slowReply, this, [this, text] { m_wire.write(text); });
        break;
    case Fault::Garbage:
        m_wire.write(m_core.nextGarbage());
        break;
    case Fault::Split:
        for (const char c : text)
            m_wire.write(QByteArray(1, c));
        break;
    case Fault::Merged:
        m_wire.write(text + "$\n\n");
        break;
    default:
        m_wire.write(text);
        break;
    }
}

} // namespace flotilla::simulators
