// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/flashforge/httpsession.h"

#include "base/clock.h"
#include "base/logging.h"
#include "base/masking.h"
#include "drivers/flashforge/httpmessages.h"

namespace flotilla::flashforge {

using namespace Qt::StringLiterals;

namespace {

// More commands than anybody gives; a flood must not grow without end while a printer is slow.
constexpr size_t maxWaitingCommands = 32;

ReplyFailure networkFailure(const Error &error)
{
    return {ReplyCause::Unreadable, error};
}

// The printer has looked at who we are and says no: asking again changes nothing.
bool isRefusal(ReplyCause cause)
{
    return cause == ReplyCause::WrongSerial || cause == ReplyCause::WrongCode
        || cause == ReplyCause::LanModeOff;
}

} // namespace

HttpSession::HttpSession(Endpoint endpoint, Credentials credentials, net::NetworkAccess &network,
                         const Clock &clock, const Times &times, QObject *parent)
    : QObject(parent)
    , m_endpoint(std::move(endpoint))
    , m_credentials(std::move(credentials))
    , m_network(network)
    , m_clock(clock)
    , m_times(times)
{
    m_pollTimer.setSingleShot(true);
    connect(&m_pollTimer, &QTimer::timeout, this, &HttpSession::poll);
}

void HttpSession::open()
{
    close();
    m_phase = Phase::Opening;
    m_detail = {};
    m_product = {};
    askProduct();
}

void HttpSession::close()
{
    ++m_generation;
    m_phase = Phase::Closed;
    m_pollTimer.stop();
    m_polling = false;
    m_soon = false;
    m_commands.clear(); // their promises end as Canceled
    m_commandUnderWay = false;
}

void HttpSession::setWatched(bool watched)
{
    if (std::exchange(m_watched, watched) != watched && isOpen() && !m_polling)
        schedulePoll();
}

void HttpSession::pollSoon()
{
    m_soon = true;
    if (isOpen() && !m_polling)
        schedulePoll();
}

void HttpSession::request(QLatin1StringView path, const QByteArray &body, qint64 maxBytes,
                          std::function<void(const ReplyResult<QJsonObject> &)> handler)
{
    const net::HttpRequest request {.host = m_endpoint.host,
                                    .port = m_endpoint.httpPort,
                                    .path = QByteArray(path.data(), path.size()),
                                    .headers = {{"Content-Type", "application/json"}},
                                    .body = body,
                                    .connectTimeout = m_times.request,
                                    .timeout = m_times.request,
                                    .maxReplyBytes = maxBytes};
    qCDebug(lcFlashForge).noquote() << m_endpoint.host << path << "<-" << maskedTraffic(body);
    m_network.send(request).onFinished(
        this,
        [this, path, generation = m_generation,
         handler = std::move(handler)](const Result<net::HttpReply> &reply) {
            if (generation != m_generation)
                return;
            if (!reply) {
                handler(tl::unexpected(networkFailure(reply.error())));
                return;
            }
            qCDebug(lcFlashForge).noquote()
                << m_endpoint.host << path << "->" << maskedTraffic(reply->body);
            handler(parseReply(reply->body, m_credentials));
        });
}

void HttpSession::askProduct()
{
    request(path::product, plainBody(m_credentials), maxReplyBytes,
            [this](const ReplyResult<QJsonObject> &reply) {
                // Some firmware has no /product, or is too busy for it; /detail decides whether it
                // is there.
                if (reply)
                    m_product = productFromReply(*reply);
                else if (isRefusal(reply.error().cause)
                         || reply.error().error.kind == Error::Kind::Unreachable
                         || reply.error().error.kind == Error::Kind::TimedOut)
                    return failOpening(reply.error());
                askFirstDetail();
            });
}

void HttpSession::askFirstDetail()
{
    m_lastPoll = m_clock.monotonic();
    request(path::detail, plainBody(m_credentials), maxReplyBytes,
            [this](const ReplyResult<QJsonObject> &reply) {
                if (!reply)
                    return failOpening(reply.error());
                m_phase = Phase::Open;
                m_detail = detailFromReply(*reply);
                schedulePoll();
                const int generation = m_generation;
                Q_EMIT opened();
                if (generation == m_generation) // nobody closed us for what we are
                    Q_EMIT detailReceived();
            });
}

void HttpSession::failOpening(const ReplyFailure &failure)
{
    close();
    Q_EMIT failed(failure);
}

void HttpSession::schedulePoll()
{
    const auto interval = m_soon ? m_times.shortestPoll
        : m_watched              ? m_times.watchedPoll
                                 : m_times.slowPoll;
    const auto due = m_lastPoll + interval - m_clock.monotonic();
    m_pollTimer.start(std::max(std::chrono::milliseconds(0), due));
}

void HttpSession::poll()
{
    m_soon = false;
    m_polling = true;
    m_lastPoll = m_clock.monotonic();
    request(path::detail, plainBody(m_credentials), maxReplyBytes,
            [this](const ReplyResult<QJsonObject> &reply) { handlePoll(reply); });
}

void HttpSession::handlePoll(const ReplyResult<QJsonObject> &reply)
{
    m_polling = false;
    schedulePoll(); // from the beginning of the last one: a late reply skips a tick, it never
                    // doubles one
    if (reply) {
        m_detail.merge(detailFromReply(*reply));
        Q_EMIT detailReceived();
        return;
    }
    const ReplyFailure failure = reply.error();
    if (isRefusal(failure.cause)) {
        close();
        Q_EMIT refused(failure);
    } else if (failure.cause != ReplyCause::Busy) { // a busy printer is alive and has said nothing
        Q_EMIT pollFailed(failure.error);
    }
}

Command<QJsonObject> HttpSession::command(QLatin1StringView path, const QByteArray &body)
{
    if (m_commands.size() >= maxWaitingCommands)
        return failure(Error::Kind::Busy,
                       tr("The printer has not answered the commands before this one yet."));
    m_commands.push_back({path, body, {}});
    const Command<QJsonObject> answer = m_commands.back().promise.command();
    if (!m_commandUnderWay)
        sendNextCommand();
    return answer;
}

void HttpSession::sendNextCommand()
{
    if (m_commands.empty())
        return;
    const Waiting next = std::move(m_commands.front());
    m_commands.pop_front();
    m_commandUnderWay = true;
    request(next.path, next.body, maxReplyBytes,
            [this, promise = next.promise](const ReplyResult<QJsonObject> &reply) {
                m_commandUnderWay = false;
                promise.finish(reply ? Result<QJsonObject>(*reply) : failure(reply.error().error));
                pollSoon();
                sendNextCommand();
            });
}

Command<QJsonObject> HttpSession::query(QLatin1StringView path, const QByteArray &body,
                                        qint64 maxBytes)
{
    CommandPromise<QJsonObject> promise;
    request(path, body, maxBytes, [promise](const ReplyResult<QJsonObject> &reply) {
        promise.finish(reply ? Result<QJsonObject>(*reply) : failure(reply.error().error));
    });
    return promise.command();
}

} // namespace flotilla::flashforge
