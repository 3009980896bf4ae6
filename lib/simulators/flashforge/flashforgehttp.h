// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/httpserver.h"
#include "simulators/flashforge/flashforgecore.h"

#include <QJsonObject>

namespace flotilla::simulators {

// The HTTP door of a simulated FlashForge printer.
class FlashForgeHttp : public QObject
{
    Q_OBJECT

public:
    explicit FlashForgeHttp(FlashForgeCore &core, QObject *parent = nullptr);

    Result<void> listen(quint16 port);
    void close() { m_server.close(); }
    quint16 port() const { return m_port; }

Q_SIGNALS:
    void filesChanged();

private:
    friend class FlashForgeUpload;

    void takeRequest(net::HttpExchange *exchange);
    void collectBody(net::HttpExchange *exchange);
    void takeBody(net::HttpExchange *exchange, const QByteArray &body);
    void note(net::HttpExchange *exchange, const QByteArray &body);
    void sendThumbnail(net::HttpExchange *exchange);
    // A JSON answer, as the fault of the moment lets it through.
    void answer(net::HttpExchange *exchange, const QJsonObject &document, bool isAct = false);
    void send(net::HttpExchange *exchange, const net::HttpResponse &response);

    QJsonObject detail();
    QJsonObject product();
    QJsonObject control(const QJsonObject &body);
    QJsonObject fileList();
    QJsonObject thumbnail(const QJsonObject &body);
    QJsonObject print(const QJsonObject &body);
    std::optional<QJsonObject> refusal(const QString &serial, const QString &code);

    FlashForgeCore &m_core;
    net::HttpServer m_server;
    quint16 m_port = 0;
};

} // namespace flotilla::simulators
