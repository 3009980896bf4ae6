// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/command.h"
#include "drivers/flashforge/credentials.h"
#include "drivers/flashforge/detail.h"
#include "drivers/flashforge/httpreplies.h"
#include "drivers/flashforge/times.h"
#include "net/networkaccess.h"

#include <QObject>
#include <QTimer>

#include <deque>

namespace flotilla {
class Clock;
}

namespace flotilla::flashforge {

struct Endpoint
{
    QString host;
    quint16 httpPort = 8898;
    quint16 tcpPort = 8899;
};

// The HTTP side of one printer: shakes hands with /product and /detail, polls /detail with one
// request in flight, and sends commands one at a time in order, because the firmware loses
// overlapping ones. Queries and uploads stay outside that queue: a pause never waits behind an
// upload. Main thread.
class HttpSession : public QObject
{
    Q_OBJECT

public:
    HttpSession(Endpoint endpoint, Credentials credentials, net::NetworkAccess &network,
                const Clock &clock, const Times &times, QObject *parent);
    Q_DISABLE_COPY_MOVE(HttpSession)

    // One handshake; ends with opened() or failed().
    void open();
    // Stops polling and drops what waits. Nothing is emitted for it.
    void close();
    bool isOpen() const { return m_phase == Phase::Open; }

    void setWatched(bool watched);
    // A command was acted on: the next poll comes as soon as the firmware allows.
    void pollSoon();

    // What the printer said since open(), newest last.
    const Detail &detail() const { return m_detail; }
    const Product &product() const { return m_product; }
    const Credentials &credentials() const { return m_credentials; }
    const Endpoint &endpoint() const { return m_endpoint; }
    net::NetworkAccess &network() { return m_network; }

    // POSTs of /control and /printGcode: in order, never two at a time. Errors carry the printer's
    // reason.
    Command<QJsonObject> command(QLatin1StringView path, const QByteArray &body);
    // POSTs that may go beside anything.
    Command<QJsonObject> query(QLatin1StringView path, const QByteArray &body,
                               qint64 maxBytes = maxReplyBytes);

Q_SIGNALS:
    void opened();
    void failed(const flotilla::flashforge::ReplyFailure &failure);
    // The printer refuses us in mid-session: wrong code, LAN mode off.
    void refused(const flotilla::flashforge::ReplyFailure &failure);
    // A poll was answered; detail() is up to date.
    void detailReceived();
    // A poll that should have been answered was not, or not with sense.
    void pollFailed(const flotilla::Error &why);

private:
    enum class Phase { Closed, Opening, Open };

    struct Waiting
    {
        QLatin1StringView path;
        QByteArray body;
        CommandPromise<QJsonObject> promise;
    };

    void request(QLatin1StringView path, const QByteArray &body, qint64 maxBytes,
                 std::function<void(const ReplyResult<QJsonObject> &)> handler);
    void askProduct();
    void askFirstDetail();
    void failOpening(const ReplyFailure &failure);
    void poll();
    void handlePoll(const ReplyResult<QJsonObject> &reply);
    void takeDetail(const QJsonObject &reply);
    void schedulePoll();
    void sendNextCommand();

    const Endpoint m_endpoint;
    const Credentials m_credentials;
    net::NetworkAccess &m_network;
    const Clock &m_clock;
    const Times m_times;
    Phase m_phase = Phase::Closed;
    int m_generation = 0; // answers to an earlier open() are not heard
    Detail m_detail;
    Product m_product;
    QTimer m_pollTimer;
    std::chrono::milliseconds m_lastPoll {};
    bool m_polling = false;
    bool m_watched = false;
    bool m_soon = false;
    std::deque<Waiting> m_commands;
    bool m_commandUnderWay = false;
};

} // namespace flotilla::flashforge
