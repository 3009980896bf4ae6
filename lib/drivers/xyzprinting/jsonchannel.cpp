// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/xyzprinting/jsonchannel.h"

#include "drivers/xyzprinting/jsonstatus.h"
#include "drivers/xyzprinting/states.h"

namespace flotilla::xyzprinting {

using namespace Qt::StringLiterals;

namespace {

constexpr int statusCommand = 2;
constexpr int progressCommand = 4;
constexpr int actCommand = 6;
constexpr int logCommand = 7;
// Before a token that is kept as text.
constexpr QChar pausedMark = u'!';
constexpr QChar runningMark = u'=';

bool isAtWork(int state)
{
    return state == 9502 || state == statePrinting || state == stateBusy;
}

} // namespace

QString JobHold::toText() const
{
    return token.isEmpty() ? QString() : (paused ? pausedMark : runningMark) + token;
}

JobHold JobHold::fromText(const QString &text)
{
    if (text.size() < 2 || (text[0] != pausedMark && text[0] != runningMark))
        return {};
    return {text.sliced(1), text[0] == pausedMark};
}

JsonChannel::JsonChannel(std::unique_ptr<Transport> transport, QThreadPool *pool,
                         const Times &times, QObject *parent)
    : ProtocolChannel(parent)
    , m_times(times)
    , m_pool(pool)
    , m_wire(std::move(transport), nullptr)
{
    m_pollTimer.setSingleShot(true);
    m_pictureTimer.setSingleShot(true);
    connect(&m_pollTimer, &QTimer::timeout, this, &JsonChannel::sendPoll);
    connect(&m_pictureTimer, &QTimer::timeout, this, &JsonChannel::sendPicture);
    // From the event loop: the transport is in the middle of telling its news.
    connect(&m_wire, &JsonWire::freed, this, &JsonChannel::runNext, Qt::QueuedConnection);
}

JsonChannel::~JsonChannel()
{
    close();
}

void JsonChannel::setJobHold(const JobHold &hold)
{
    m_hold = hold;
    m_jobSeen = true; // else a job that ended meanwhile would never be let go
}

// Pictures and questions.

std::chrono::milliseconds JsonChannel::untilNext(const QElapsedTimer &last,
                                                 std::chrono::milliseconds pause) const
{
    using std::chrono::milliseconds;
    return last.isValid() ? std::max(milliseconds(0), pause - milliseconds(last.elapsed()))
                          : milliseconds(0);
}

Command<MachineReport> JsonChannel::poll()
{
    if (isSending())
        return sendingNow();
    if (!m_poll) {
        m_poll.emplace();
        m_pollTimer.start(untilNext(m_lastPoll, m_times.shortestPoll));
    }
    return m_poll->command();
}

void JsonChannel::sendPoll()
{
    m_lastPoll.start();
    const CommandPromise<MachineReport> promise = *m_poll;
    ask(jsonmessages::status(), statusCommand)
        .onFinished(this, [this, promise](const Result<JsonReply> &reply) {
            handleStatus(promise, reply);
        });
}

void JsonChannel::handleStatus(const CommandPromise<MachineReport> &promise,
                               const Result<JsonReply> &reply)
{
    m_report.job.reset(); // said anew each time
    const Result<void> read = reply ? readJsonStatus(*reply, m_report) : failure(reply.error());
    if (!read)
        return endPoll(promise, failure(read.error()));
    followJob();
    if (m_report.job || !m_report.state || !isJobStarted(*m_report.state))
        return askLog(promise);
    // Some firmware says how far it is only when asked for that alone.
    ask(jsonmessages::progress(), progressCommand)
        .onFinished(this, [this, promise](const Result<JsonReply> &progress) {
            if (progress)
                m_report.job = jsonProgress(progress->body);
            askLog(promise);
        });
}

// The log is asked once for each new fault; without an answer the status alone counts.
void JsonChannel::askLog(const CommandPromise<MachineReport> &promise)
{
    if (m_report.errors == m_logAskedFor)
        return endPoll(promise, published());
    m_logAskedFor = m_report.errors;
    m_logged.clear();
    if (m_report.errors.isEmpty())
        return endPoll(promise, published());
    ask(jsonmessages::errorLog(), logCommand)
        .onFinished(this, [this, promise](const Result<JsonReply> &log) {
            if (log)
                m_logged = loggedErrors(*log);
            endPoll(promise, published());
        });
}

void JsonChannel::endPoll(const CommandPromise<MachineReport> &promise,
                          const Result<MachineReport> &result)
{
    if (promise.isFinished())
        return; // closed meanwhile
    m_poll.reset();
    promise.finish(result);
}

Command<QByteArray> JsonChannel::picture()
{
    if (isSending())
        return sendingNow();
    if (!m_picture) {
        m_picture.emplace();
        m_pictureTimer.start(untilNext(m_lastPicture, m_times.stillPause));
    }
    return m_picture->command();
}

void JsonChannel::sendPicture()
{
    m_lastPicture.start();
    const CommandPromise<QByteArray> promise = *m_picture;
    auto exchange = std::make_unique<JsonPicture>(m_times);
    exchange->picture().onFinished(this, [this, promise](const Result<QByteArray> &jpeg) {
        if (promise.isFinished())
            return; // closed meanwhile
        m_picture.reset();
        promise.finish(jpeg);
    });
    enqueue(std::move(exchange));
}

// The job.

Command<void> JsonChannel::pause()
{
    return act(jsonmessages::JobAct::Pause, true);
}

Command<void> JsonChannel::resume()
{
    return act(jsonmessages::JobAct::Resume, false);
}

Command<void> JsonChannel::cancelJob()
{
    return act(jsonmessages::JobAct::Stop, false);
}

Command<void> JsonChannel::clearPlate()
{
    return failure(Error::Kind::Unsupported,
                   tr("This printer wants to hear at its own panel that the bed is clear."));
}

Command<void> JsonChannel::act(jsonmessages::JobAct act, bool pausedAfterwards)
{
    if (isSending())
        return sendingNow();
    if (m_hold.token.isEmpty())
        return failure(Error::Kind::Unsupported,
                       tr("This job was not started from here; the printer takes commands for it "
                          "at its own panel only."));
    return ask(jsonmessages::act(act, m_hold.token), actCommand)
        .then(this, [this, pausedAfterwards](const JsonReply &reply) -> Result<void> {
            if (reply.is(JsonOutcome::CommandIncorrect))
                setHold({}); // another job runs by now
            if (!reply.is(JsonOutcome::Ok))
                return failure(jsonRefusal(reply));
            setHold({m_hold.token, pausedAfterwards});
            return {};
        });
}

// Lets go of the token once its job has ended. A printer that has just taken a file is idle for a
// moment more.
void JsonChannel::followJob()
{
    if (!m_report.state || m_hold.token.isEmpty())
        return;
    const int state = *m_report.state;
    const auto reading = readState(state);
    const bool isJob = isJobStarted(state) || (reading && reading->state == State::Canceling);
    if (isJob)
        m_jobSeen = true;
    else if (m_jobSeen && state != stateBusy)
        setHold({});
    if (!isAtWork(state) && m_hold.paused)
        setHold({m_hold.token, false});
}

MachineReport JsonChannel::published() const
{
    MachineReport report = m_report;
    report.controlsJob = !m_hold.token.isEmpty();
    if (m_hold.paused && report.state && isAtWork(*report.state))
        report.state = statePaused;
    for (const quint32 error : m_logged) {
        if (!report.errors.contains(error))
            report.errors.append(error);
    }
    return report;
}

void JsonChannel::setHold(const JobHold &hold)
{
    if (hold == m_hold)
        return;
    m_hold = hold;
    Q_EMIT jobHoldChanged(m_hold);
}

// Files.

TransferJob *JsonChannel::sendFile(const QString &threewPath, const QString &name, QObject *parent)
{
    if (isSending())
        return new FailedTransfer(sendingNow().value(), parent);
    const auto isThere = [this](qsizetype slot) {
        return slot >= m_report.cartridges.size() || m_report.cartridges[slot].present;
    };
    m_upload = new JsonUpload(m_wire, threewPath, name, {isThere(0), isThere(1)}, m_pool, m_times,
                              parent);
    connect(m_upload, &JsonUpload::ready, this, [this] {
        m_uploadWaits = true;
        runNext();
    });
    connect(m_upload, &JsonUpload::accepted, this, [this](const QString &token) {
        m_jobSeen = false;
        setHold({token, false});
    });
    return m_upload;
}

bool JsonChannel::isSending() const
{
    return m_upload && !m_upload->isFinished();
}

tl::unexpected<Error> JsonChannel::sendingNow() const
{
    return failure(Error::Kind::Busy, tr("A file is being sent to the printer."));
}

// The wire.

Command<JsonReply> JsonChannel::ask(const QByteArray &request, int command)
{
    auto question = std::make_unique<JsonQuestion>(request, command, m_times.jsonReply);
    const Command<JsonReply> answer = question->answer();
    enqueue(std::move(question));
    return answer;
}

void JsonChannel::enqueue(std::unique_ptr<JsonExchange> exchange)
{
    m_waiting.push_back(std::move(exchange));
    runNext();
}

// What was asked before a file keeps its turn, the file is next.
void JsonChannel::runNext()
{
    if (!m_wire.isFree())
        return;
    m_running.reset();
    if (!m_waiting.empty()) {
        m_running = std::move(m_waiting.front());
        m_waiting.pop_front();
        m_wire.run(m_running.get());
    } else if (std::exchange(m_uploadWaits, false) && isSending()) {
        m_wire.run(m_upload.data());
    }
}

void JsonChannel::close()
{
    m_pollTimer.stop();
    m_pictureTimer.stop();
    // Ended here, so that the answers which still come find nothing to do.
    const Error canceled {Error::Kind::Canceled, tr("The printer was disconnected."), {}};
    if (m_poll)
        m_poll->finish(failure(canceled));
    if (m_picture)
        m_picture->finish(failure(canceled));
    m_poll.reset();
    m_picture.reset();
    m_waiting.clear();
    m_uploadWaits = false;
    if (isSending())
        m_upload->stop(canceled);
    m_wire.abandon(m_running.get());
    m_running.reset();
}

} // namespace flotilla::xyzprinting
