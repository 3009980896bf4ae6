// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulators/flashforge/flashforgehttp.h"

#include "simulators/flashforge/flashforgecontrol.h"
#include "simulators/flashforge/flashforgedetail.h"
#include "simulators/flashforge/flashforgereply.h"
#include "simulators/flashforge/flashforgestart.h"
#include "simulators/flashforge/flashforgeupload.h"

#include <QJsonDocument>
#include <QTimer>

#include <array>
#include <limits>
#include <memory>

namespace flotilla::simulators {

using namespace Qt::StringLiterals;

namespace {

using Fault = FlashForgeFault;

constexpr qint64 maxJsonBytes = 1024 * 1024;

net::HttpServerLimits limits()
{
    net::HttpServerLimits limits;
    // A refused upload is read to its end, as far as files go: many clients look at the answer only
    // then.
    limits.maxDrainBytes = std::numeric_limits<qint64>::max();
    return limits;
}

// Commands that the firmware wants one at a time.
bool wantsToBeAlone(QByteArrayView path)
{
    return path == "/control" || path == "/printGcode" || path == "/product";
}

} // namespace

FlashForgeHttp::FlashForgeHttp(FlashForgeCore &core, QObject *parent)
    : QObject(parent)
    , m_core(core)
    , m_server(limits())
{
    connect(&m_server, &net::HttpServer::requestReceived, this, &FlashForgeHttp::takeRequest);
    connect(&m_server, &net::HttpServer::requestRefused, this,
            [this](int status, const net::HttpHead &head) {
                m_core.log.violation(QString::fromLatin1(head.target()),
                                     u"answered with HTTP status %1"_s.arg(status));
            });
}

Result<void> FlashForgeHttp::listen(quint16 port)
{
    const auto listening = m_server.listen(m_core.options.address, port);
    if (listening)
        m_port = m_server.port();
    return listening;
}

void FlashForgeHttp::takeRequest(net::HttpExchange *exchange)
{
    m_core.catchUp();
    if (exchange->path() == "/uploadGcode" && exchange->method() == "POST") {
        note(exchange, {});
        new FlashForgeUpload(m_core, *this, exchange);
        return;
    }
    if (m_core.fault == Fault::Silent) {
        note(exchange, {});
        exchange->acceptBody(std::numeric_limits<qint64>::max());
        return;
    }
    if (exchange->path() == "/getThum" && exchange->method() == "GET") {
        note(exchange, {});
        sendThumbnail(exchange);
        return;
    }
    collectBody(exchange);
}

void FlashForgeHttp::collectBody(net::HttpExchange *exchange)
{
    if (!exchange->acceptBody(maxJsonBytes)) {
        note(exchange, {});
        m_core.log.violation(QString::fromLatin1(exchange->path()), u"the body is too long"_s);
        return;
    }
    const auto body = std::make_shared<QByteArray>();
    connect(exchange, &net::HttpExchange::bodyReceived, this,
            [body](const QByteArray &bytes) { *body += bytes; });
    connect(exchange, &net::HttpExchange::bodyEnded, this,
            [this, exchange, body] { takeBody(exchange, *body); });
}

// In flight from here until the answer is out.
void FlashForgeHttp::note(net::HttpExchange *exchange, const QByteArray &body)
{
    const int number = m_core.log.started({.method = exchange->method(),
                                           .path = exchange->path(),
                                           .headers = exchange->head().headers,
                                           .body = body,
                                           .at = m_core.now(),
                                           .exclusive = wantsToBeAlone(exchange->path()),
                                           .poll = exchange->path() == "/detail"});
    connect(exchange, &net::HttpExchange::closed, this,
            [this, number] { m_core.log.finished(number); });
}

void FlashForgeHttp::takeBody(net::HttpExchange *exchange, const QByteArray &bytes)
{
    struct Route
    {
        QByteArrayView path;
        bool isAct; // changes something, so that its answer can be lost
        QJsonObject (*answer)(FlashForgeHttp &, const QJsonObject &);
    };
    static const std::array routes {
        Route {"/detail", false,
               [](FlashForgeHttp &self, const QJsonObject &) { return self.detail(); }},
        Route {"/product", false,
               [](FlashForgeHttp &self, const QJsonObject &) { return self.product(); }},
        Route {"/checkCode", false,
               [](FlashForgeHttp &, const QJsonObject &) { return success(); }},
        Route {"/gcodeList", false,
               [](FlashForgeHttp &self, const QJsonObject &) { return self.fileList(); }},
        Route {"/gcodeThumb", false,
               [](FlashForgeHttp &self, const QJsonObject &body) { return self.thumbnail(body); }},
        Route {"/control", true,
               [](FlashForgeHttp &self, const QJsonObject &body) { return self.control(body); }},
        Route {"/printGcode", true,
               [](FlashForgeHttp &self, const QJsonObject &body) { return self.print(body); }},
    };
    note(exchange, bytes);
    const QString path = QString::fromLatin1(exchange->path());
    const auto route = std::find_if(routes.begin(), routes.end(),
                                    [&](const Route &row) { return exchange->path() == row.path; });
    if (route == routes.end() || exchange->method() != "POST") {
        m_core.log.violation(path, u"there is nothing under this method and path"_s);
        send(exchange, {.status = 404, .contentType = "text/plain", .body = "404 page not found"});
        return;
    }
    if (!exchange->head().value("Content-Type").toLower().startsWith("application/json"))
        m_core.log.violation(path, u"Content-Type is not application/json"_s);
    const QJsonDocument document = QJsonDocument::fromJson(bytes);
    const QJsonObject body = document.object();
    const QJsonValue serial = body[u"serialNumber"_s];
    const QJsonValue code = body[u"checkCode"_s];
    if (!document.isObject() || !serial.isString() || !code.isString()) {
        m_core.log.violation(path, u"serialNumber and checkCode are not both there as text"_s);
        answer(exchange, malformed());
        return;
    }
    if (const auto refused = refusal(serial.toString(), code.toString())) {
        answer(exchange, *refused);
        return;
    }
    answer(exchange, route->answer(*this, body), route->isAct);
    m_core.catchUp();
}

std::optional<QJsonObject> FlashForgeHttp::refusal(const QString &serial, const QString &code)
{
    if (m_core.fault == Fault::LanOff)
        return reply(-2, "Lan mode error");
    if (serial != m_core.shownSerial())
        return reply(1, "SN is different");
    if (m_core.fault == Fault::WrongCode || code != m_core.machine.settings.checkCode)
        return reply(1, "Access code is different");
    return std::nullopt;
}

void FlashForgeHttp::answer(net::HttpExchange *exchange, const QJsonObject &document, bool isAct)
{
    if (m_core.fault == Fault::LostAck && isAct)
        return;
    net::HttpResponse response;
    response.contentType = m_core.machine.model().contentType;
    response.body = m_core.fault == Fault::Garbage
        ? m_core.nextGarbage()
        : QJsonDocument(document).toJson(QJsonDocument::Compact);
    send(exchange, response);
}

void FlashForgeHttp::send(net::HttpExchange *exchange, const net::HttpResponse &response)
{
    if (m_core.fault != Fault::Slow) {
        exchange->respond(response);
        return;
    }
    QTimer::singleShot(m_core.options.slowReply, exchange,
                       [exchange, response] { exchange->respond(response); });
}

QJsonObject FlashForgeHttp::detail()
{
    QJsonObject document = success();
    document[u"detail"_s] = flashForgeDetail(m_core.machine,
                                             {.address = m_core.options.address.toString(),
                                              .httpPort = m_port,
                                              .freeBytes = m_core.freeBytes(),
                                              .pidAsText = m_core.options.pidAsText});
    return document;
}

QJsonObject FlashForgeHttp::product()
{
    QJsonObject document = success();
    document[u"product"_s] = flashForgeProduct(m_core.machine);
    return document;
}

QJsonObject FlashForgeHttp::control(const QJsonObject &body)
{
    const QJsonObject payload = body[u"payload"_s].toObject();
    const QString command = payload[u"cmd"_s].toString();
    if (command.isEmpty() || !payload[u"args"_s].isObject()) {
        m_core.log.violation(u"/control"_s, u"payload, cmd or args is missing"_s);
        return malformed();
    }
    if (m_core.fault == Fault::Ignore)
        return success();
    const QString problem = actOnControl(m_core.machine, command, payload[u"args"_s].toObject());
    if (!problem.isEmpty())
        m_core.log.violation(u"/control %1"_s.arg(command.left(64)), problem);
    return success();
}

QJsonObject FlashForgeHttp::fileList()
{
    QJsonObject document = flashForgeFileList(m_core.machine, m_core.files);
    document[u"code"_s] = 0;
    document[u"message"_s] = u"Success"_s;
    return document;
}

QJsonObject FlashForgeHttp::thumbnail(const QJsonObject &body)
{
    const QString name = body[u"fileName"_s].toString();
    if (name.isEmpty()) {
        m_core.log.violation(u"/gcodeThumb"_s, u"fileName is missing"_s);
        return malformed();
    }
    const StoredFile *file = m_core.files.find(name);
    if (!file)
        return reply(3, "file not exist");
    QJsonObject document = success();
    document[u"imageData"_s] = QString::fromLatin1(file->plan.thumbnail.toBase64());
    return document;
}

QJsonObject FlashForgeHttp::print(const QJsonObject &body)
{
    StartOrder order = readStartBody(m_core.machine, body);
    const StoredFile *file = m_core.files.find(order.fileName);
    const bool creator = m_core.machine.model().family == FlashForgeFamily::Creator5;
    if (order.problem.isEmpty() && creator && file && file->toolCount > 1
        && order.job.mappings.isEmpty())
        order.problem = u"a file with several tools needs materialMappings"_s;
    if (!order.problem.isEmpty()) {
        m_core.log.violation(u"/printGcode"_s, order.problem);
        return malformed();
    }
    if (!order.remark.isEmpty())
        m_core.log.violation(u"/printGcode"_s, order.remark);
    if (!file)
        return reply(3, "file not exist");
    order.job.file = *file;
    if (m_core.fault == Fault::Busy || !m_core.startJob(std::move(order.job)))
        return reply(2, "busy");
    return success();
}

void FlashForgeHttp::sendThumbnail(net::HttpExchange *exchange)
{
    const auto &job = m_core.machine.job();
    if (!job || job->file.plan.thumbnail.isEmpty()) {
        answer(exchange, reply(3, "file not exist"));
        return;
    }
    // Always called a bitmap, whatever the slicer put into the file.
    send(exchange, {.status = 200, .contentType = "image/bmp", .body = job->file.plan.thumbnail});
}

} // namespace flotilla::simulators
