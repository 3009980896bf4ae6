// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/flashforge/legacysession.h"

#include "base/clock.h"

namespace flotilla::flashforge {

using namespace Qt::StringLiterals;

LegacySession::LegacySession(const QString &host, quint16 port, const Clock &clock,
                             const Times &times, QObject *parent)
    : QObject(parent)
    , m_clock(clock)
    , m_times(times)
    , m_channel(host, port, times, nullptr)
    , m_model(&legacyModelByType({}))
{
    m_pollTimer.setSingleShot(true);
    connect(&m_pollTimer, &QTimer::timeout, this, &LegacySession::poll);
    connect(&m_channel, &TcpChannel::loggedIn, this, &LegacySession::handleLoggedIn);
    connect(&m_channel, &TcpChannel::lost, this, &LegacySession::handleLost);
}

void LegacySession::open()
{
    close();
    m_phase = Phase::Opening;
    m_status = {};
    m_model = &legacyModelByType({});
    m_channel.open();
}

void LegacySession::close()
{
    ++m_generation;
    m_pollTimer.stop();
    m_polling = false;
    m_soon = false;
    if (std::exchange(m_phase, Phase::Closed) != Phase::Closed)
        m_channel.close();
}

void LegacySession::setWatched(bool watched)
{
    if (std::exchange(m_watched, watched) != watched && isOpen() && !m_polling)
        schedulePoll();
}

void LegacySession::pollSoon()
{
    m_soon = true;
    if (isOpen() && !m_polling)
        schedulePoll();
}

void LegacySession::ask(const QString &command,
                        std::function<void(const Result<TcpReply> &)> handler)
{
    m_channel.query(command).onFinished(
        this,
        [this, generation = m_generation,
         handler = std::move(handler)](const Result<TcpReply> &reply) {
            if (generation == m_generation)
                handler(reply);
        });
}

void LegacySession::handleLoggedIn()
{
    if (m_phase == Phase::Opening)
        ask(u"M115"_s, [this](const Result<TcpReply> &reply) { handleInfo(reply); });
}

void LegacySession::handleInfo(const Result<TcpReply> &reply)
{
    const auto info = reply ? parseMachineInfo(*reply) : failure(reply.error());
    if (!info) {
        close();
        Q_EMIT failed(info.error());
        return;
    }
    m_status.info = *info;
    m_model = &legacyModelByType(info->machineType);
    m_dialect = reply->isBare ? LegacyDialect::Bare : LegacyDialect::Wire;
    m_channel.setDialect(m_model->mayOmitOk || reply->isBare, m_dialect);
    poll();
}

void LegacySession::handleLost(const Error &error)
{
    const Phase phase = m_phase;
    close();
    if (phase == Phase::Opening)
        Q_EMIT failed(error);
    else if (phase == Phase::Open)
        Q_EMIT lost(error);
}

void LegacySession::schedulePoll()
{
    const auto interval = m_soon ? m_times.shortestPoll
        : m_watched              ? m_times.watchedPoll
                                 : m_times.slowPoll;
    const auto due = m_lastPoll + interval - m_clock.monotonic();
    m_pollTimer.start(std::max(std::chrono::milliseconds(0), due));
}

void LegacySession::poll()
{
    m_lastPoll = m_clock.monotonic();
    if (m_channel.hasBorrower()) { // the file's own answers show that the printer lives
        schedulePoll();
        return;
    }
    m_soon = false;
    m_polling = true;
    ask(u"M119"_s, [this](const Result<TcpReply> &reply) { handleMachineState(reply); });
}

void LegacySession::handleMachineState(const Result<TcpReply> &reply)
{
    const auto machine = reply ? parseMachineState(*reply) : failure(reply.error());
    if (!machine)
        return failPoll(machine.error());
    m_status.machine = *machine;
    ask(u"M105"_s, [this](const Result<TcpReply> &temperatures) {
        // Without sense: the last ones stay.
        if (const auto heaters
            = temperatures ? parseTemperatures(*temperatures) : failure(temperatures.error()))
            m_status.heaters = *heaters;
        askProgress();
    });
}

// M27 keeps its last number after a job, and on some models leaves out its "ok" when idle: asked
// only while there is a job.
void LegacySession::askProgress()
{
    const auto state = m_status.machine.state();
    if (!state || !isJobState(state->state)) {
        m_status.progress = {};
        return endPoll();
    }
    ask(u"M27"_s, [this](const Result<TcpReply> &reply) {
        if (const auto progress = reply ? parseProgress(*reply) : failure(reply.error()))
            m_status.progress = *progress;
        endPoll();
    });
}

void LegacySession::endPoll()
{
    m_polling = false;
    m_status.inControl = m_channel.isInControl();
    schedulePoll();
    const int generation = m_generation;
    if (m_phase == Phase::Opening) {
        m_phase = Phase::Open;
        Q_EMIT opened();
    }
    if (generation == m_generation) // nobody closed us for what we are
        Q_EMIT reported();
}

void LegacySession::failPoll(const Error &error)
{
    m_polling = false;
    if (m_phase == Phase::Opening) {
        close();
        Q_EMIT failed(error);
        return;
    }
    schedulePoll();
    // A file took the connection before the poll's turn came: nothing was missed.
    if (error.kind != Error::Kind::Canceled && error.kind != Error::Kind::Busy)
        Q_EMIT pollFailed(error);
}

} // namespace flotilla::flashforge
