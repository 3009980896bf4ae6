// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulators/flashforge/flashforgeupload.h"

#include "net/httpserver.h"
#include "simulators/flashforge/flashforgehttp.h"
#include "simulators/flashforge/flashforgereply.h"

#include <limits>

namespace flotilla::simulators {

using namespace Qt::StringLiterals;

namespace {

using Fault = FlashForgeFault;

// What multipart adds to a file: the part's head and two boundaries.
constexpr qint64 maxFramingBytes = 8 * 1024;

// The value of name="…" in a Content-Disposition line.
QByteArray quotedValue(const QByteArray &line, QByteArrayView key)
{
    const QByteArray begin = "; " + key.toByteArray() + "=\"";
    const qsizetype at = line.indexOf(begin);
    if (at < 0)
        return {};
    const qsizetype from = at + begin.size();
    const qsizetype to = line.indexOf('"', from);
    return to < 0 ? QByteArray() : line.sliced(from, to - from);
}

} // namespace

FlashForgeUpload::FlashForgeUpload(FlashForgeCore &core, FlashForgeHttp &http,
                                   net::HttpExchange *exchange)
    : QObject(exchange)
    , m_core(core)
    , m_http(http)
    , m_exchange(exchange)
{
    if (m_core.fault == Fault::Silent) {
        exchange->acceptBody(std::numeric_limits<qint64>::max());
        return;
    }
    if (const auto refused = refusal()) {
        http.answer(exchange, *refused);
        return;
    }
    if (!exchange->acceptBody(m_order.fileSize + maxFramingBytes)) {
        m_core.log.violation(u"/uploadGcode"_s, u"the body is longer than fileSize"_s);
        return;
    }
    m_reader = std::make_unique<MultipartReader>(m_order.boundary);
    m_reader->partBegun = [this](const QByteArray &head) { return beginPart(head); };
    m_reader->partBytes = [this](QByteArrayView bytes) { return takeBytes(bytes); };
    connect(exchange, &net::HttpExchange::bodyReceived, this, &FlashForgeUpload::takeBody);
    connect(exchange, &net::HttpExchange::bodyEnded, this, &FlashForgeUpload::finish);
}

// Everything that can be told from the head.
std::optional<QJsonObject> FlashForgeUpload::refusal()
{
    const auto serial = exactHeader(m_exchange->head(), "serialNumber");
    const auto code = exactHeader(m_exchange->head(), "checkCode");
    if (!serial || !code) {
        m_core.log.violation(u"/uploadGcode"_s, u"serialNumber or checkCode is missing"_s);
        return malformed();
    }
    if (auto refused = m_http.refusal(QString::fromUtf8(*serial), QString::fromUtf8(*code)))
        return refused;
    m_order = readUploadHead(m_core.machine, m_exchange->head());
    if (!m_order.problem.isEmpty()) {
        m_core.log.violation(u"/uploadGcode"_s, m_order.problem);
        return malformed();
    }
    const bool allowed = m_order.printNow ? m_core.machine.canStart() : m_core.machine.canStore();
    if (m_core.fault == Fault::Busy || !allowed)
        return reply(2, "busy");
    if (!m_core.fits(m_order.fileSize))
        return reply(-3, "Not enough space");
    return std::nullopt;
}

bool FlashForgeUpload::beginPart(const QByteArray &head)
{
    QByteArray disposition;
    QByteArray type;
    for (QByteArray line : head.split('\n')) {
        line = line.trimmed();
        if (line.toLower().startsWith("content-disposition:"))
            disposition = line;
        if (line.toLower().startsWith("content-type:"))
            type = line.sliced(13).trimmed();
    }
    const QString name = QString::fromUtf8(quotedValue(disposition, "filename"));
    if (!disposition.contains("form-data") || quotedValue(disposition, "name") != "gcodeFile")
        refuse(u"the part is not gcodeFile"_s);
    else if (type != "application/octet-stream")
        refuse(u"the part's Content-Type is not application/octet-stream"_s);
    else if (!isAcceptableFileName(name))
        refuse(u"the file name has a path or a wrong extension"_s);
    else
        m_file = m_core.files.begin(name);
    return m_file != nullptr;
}

bool FlashForgeUpload::takeBytes(QByteArrayView bytes)
{
    if (m_file->size() + bytes.size() > m_order.fileSize) {
        refuse(u"the part is longer than fileSize"_s);
        return false;
    }
    return m_file->write(bytes);
}

void FlashForgeUpload::takeBody(const QByteArray &bytes)
{
    m_seen += bytes.size();
    if (const auto point = m_core.dropPoint(m_order.fileSize); point && m_seen >= *point) {
        m_exchange->drop();
        return;
    }
    if (!m_refused && !m_reader->feed(bytes) && !m_refused)
        refuse(m_reader->problem());
}

void FlashForgeUpload::finish()
{
    if (m_refused)
        return;
    if (!m_reader->finish()) {
        refuse(m_reader->problem());
        return;
    }
    if (!m_file || m_file->size() != m_order.fileSize) {
        refuse(u"the part is shorter than fileSize"_s);
        return;
    }
    m_core.catchUp();
    const bool allowed = m_order.printNow ? m_core.machine.canStart() : m_core.machine.canStore();
    if (!allowed) {
        m_http.answer(m_exchange, reply(2, "busy"));
        return;
    }
    StoredFile file = m_file->commit();
    m_file.reset();
    file.usesStation = m_order.usesStation;
    file.toolCount = m_order.toolCount;
    m_core.files.add(file);
    if (m_order.printNow)
        m_core.startJob(
            {std::move(file), m_order.levelFirst, m_order.usesStation, m_order.mappings});
    Q_EMIT m_http.filesChanged();
    m_http.answer(m_exchange, success(), true);
    m_core.catchUp();
}

// An answer before the body's end; the server reads and forgets the rest.
void FlashForgeUpload::refuse(const QString &reason)
{
    m_refused = true;
    m_core.log.violation(u"/uploadGcode"_s, reason);
    m_file.reset();
    m_http.answer(m_exchange, malformed());
}

} // namespace flotilla::simulators
