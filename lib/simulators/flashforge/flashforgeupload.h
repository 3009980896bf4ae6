// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "simulators/flashforge/flashforgecore.h"
#include "simulators/flashforge/flashforgestart.h"
#include "simulators/multipartreader.h"

#include <QJsonObject>
#include <QObject>

#include <memory>

namespace flotilla::net {
class HttpExchange;
}

namespace flotilla::simulators {

class FlashForgeHttp;

// One POST /uploadGcode from its head to its answer. A child of the exchange: a cut connection
// takes the half file with it.
class FlashForgeUpload : public QObject
{
    Q_OBJECT

public:
    FlashForgeUpload(FlashForgeCore &core, FlashForgeHttp &http, net::HttpExchange *exchange);

private:
    std::optional<QJsonObject> refusal();
    bool beginPart(const QByteArray &head);
    bool takeBytes(QByteArrayView bytes);
    void takeBody(const QByteArray &bytes);
    void finish();
    void refuse(const QString &reason);

    FlashForgeCore &m_core;
    FlashForgeHttp &m_http;
    net::HttpExchange *m_exchange;
    UploadOrder m_order;
    std::unique_ptr<MultipartReader> m_reader;
    std::unique_ptr<IncomingFile> m_file;
    qint64 m_seen = 0;
    bool m_refused = false;
};

} // namespace flotilla::simulators
