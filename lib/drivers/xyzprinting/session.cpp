// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/xyzprinting/session.h"

#include "drivers/xyzprinting/jsonchannel.h"
#include "drivers/xyzprinting/serialtransport.h"
#include "drivers/xyzprinting/tcptransport.h"
#include "drivers/xyzprinting/v3channel.h"

namespace flotilla::xyzprinting {

using namespace Qt::StringLiterals;
using files::threew::XyzModel;

namespace {

constexpr int defaultPort = 9100;

std::unique_ptr<Transport> makeTransport(const QJsonObject &settings, const Times &times)
{
    if (settings[u"transport"_s].toString() == u"serial")
        return std::make_unique<SerialTransport>(settings[u"serialDevice"_s].toString());
    return std::make_unique<TcpTransport>(settings[u"host"_s].toString(),
                                          quint16(settings[u"port"_s].toInt(defaultPort)),
                                          times.connect);
}

} // namespace

Session::Session(const QJsonObject &settings, QThreadPool *pool, const Clock &clock,
                 const Times &times, QObject *parent)
    : QObject(parent)
    , m_settings(settings)
    , m_pool(pool)
    , m_clock(clock)
    , m_times(times)
    , m_serial(settings[u"transport"_s].toString() == u"serial")
    , m_jobHold(settings[u"jobHold"_s].toString())
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &Session::poll);
}

Session::~Session()
{
    close();
}

void Session::open()
{
    close();
    m_phase = Phase::Opening;
    m_report = {};
    const XyzModel *chosen = files::threew::xyzModel(m_settings[u"model"_s].toString());
    if (!m_serial && chosen && chosen->jsonProtocol)
        useJson();
    else
        useV3();
    ask();
}

void Session::close()
{
    end({Error::Kind::Canceled, tr("The printer was disconnected."), {}});
}

void Session::end(const Error &why)
{
    if (m_phase == Phase::Closed)
        return;
    ++m_generation;
    m_timer.stop();
    m_phase = Phase::Closed;
    m_held = m_polling = m_soon = false;
    m_channel->close();
    Q_EMIT closed(why);
}

// A channel goes later: we may be inside one of its signals.
void Session::useV3()
{
    if (m_channel)
        m_channel.release()->deleteLater();
    m_channel = std::make_unique<V3Channel>(makeTransport(m_settings, m_times), m_pool, m_times);
    connect(m_channel.get(), &ProtocolChannel::lost, this, &Session::handleLost);
}

void Session::useJson()
{
    if (m_channel) {
        m_channel->disconnect(this);
        m_channel->close(); // the printer takes one connection
        m_channel.release()->deleteLater();
    }
    auto json = std::make_unique<JsonChannel>(makeTransport(m_settings, m_times), m_pool, m_times,
                                              nullptr);
    json->setJobHold(JobHold::fromText(m_jobHold));
    connect(json.get(), &JsonChannel::jobHoldChanged, this, [this](const JobHold &hold) {
        m_jobHold = hold.toText();
        Q_EMIT learnt(u"jobHold"_s, m_jobHold);
    });
    connect(json.get(), &ProtocolChannel::lost, this, &Session::handleLost);
    m_channel = std::move(json);
}

V3Channel *Session::v3() const
{
    return qobject_cast<V3Channel *>(m_channel.get());
}

const XyzModel *Session::model() const
{
    if (const XyzModel *chosen = files::threew::xyzModel(m_settings[u"model"_s].toString()))
        return chosen;
    if (const XyzModel *told = files::threew::xyzModel(m_report.modelId))
        return told;
    return files::threew::xyzModelBySerial(m_report.serial);
}

void Session::setWatched(bool watched)
{
    if (std::exchange(m_watched, watched) != watched && isOpen() && !m_polling)
        schedule();
}

void Session::pollSoon()
{
    m_soon = true;
    if (isOpen() && !m_polling)
        schedule();
}

void Session::setHeld(bool held)
{
    if (std::exchange(m_held, held) == held || !isOpen())
        return;
    if (held)
        m_timer.stop();
    else
        pollSoon();
}

Command<MachineReport> Session::pollNow()
{
    if (!isOpen())
        return failure(Error::Kind::Unreachable, tr("The printer is not connected."));
    m_lastPoll = m_clock.monotonic();
    return m_channel->poll().then(this,
                                  [this, generation = m_generation](const MachineReport &report) {
                                      if (generation == m_generation)
                                          m_report = report;
                                      return Result<MachineReport>(report);
                                  });
}

std::chrono::milliseconds Session::pause() const
{
    if (m_soon)
        return m_serial ? std::chrono::milliseconds(0) : m_times.shortestPoll;
    if (!m_watched)
        return m_times.slowPoll;
    return m_serial ? m_times.serialPoll : m_times.watchedPoll;
}

void Session::schedule()
{
    if (m_held || !isOpen())
        return;
    const auto passed = m_clock.monotonic() - m_lastPoll;
    m_timer.start(std::max(std::chrono::milliseconds(0), pause() - passed));
}

void Session::poll()
{
    if (m_held || !isOpen())
        return;
    m_soon = false;
    ask();
}

void Session::ask()
{
    m_polling = true;
    m_lastPoll = m_clock.monotonic();
    m_channel->poll().onFinished(
        this, [this, generation = m_generation](const Result<MachineReport> &answer) {
            if (generation == m_generation)
                handleAnswer(answer);
        });
}

void Session::handleAnswer(const Result<MachineReport> &answer)
{
    m_polling = false;
    if (answer)
        m_report = *answer;
    if (m_phase == Phase::Opening) {
        if (answer)
            return handleFirst();
        const Error error = answer.error();
        close();
        Q_EMIT failed(error);
        return;
    }
    if (!answer && answer.error().kind == Error::Kind::Unreachable)
        return handleLost(answer.error());
    schedule();
    if (answer)
        Q_EMIT reported();
    else if (answer.error().kind == Error::Kind::Busy)
        Q_EMIT toldBusy();
    else
        Q_EMIT pollFailed(answer.error());
}

bool Session::speaksJson() const
{
    const XyzModel *known = model();
    return !m_serial && (known ? known->jsonProtocol : v3()->beganWithOk());
}

void Session::handleFirst()
{
    if (m_report.modelId.isEmpty() && m_report.serial.isEmpty()) {
        close();
        Q_EMIT failed({Error::Kind::BadReply,
                       tr("Something answers there, but not as a da Vinci printer does."),
                       {}});
        return;
    }
    if (v3() && speaksJson()) {
        useJson();
        return ask();
    }
    if (const XyzModel *known = model(); v3() && known)
        v3()->setHasLcd(known->hasLcd);
    m_phase = Phase::Open;
    schedule();
    const int generation = m_generation;
    Q_EMIT opened();
    if (generation != m_generation)
        return; // nobody wants a session with this machine
    const QString usb = m_channel->usbIdentity();
    if (!usb.isEmpty() && usb != m_settings[u"serialDevice"_s].toString())
        Q_EMIT learnt(u"serialDevice"_s, usb);
    Q_EMIT reported();
}

void Session::handleLost(const Error &error)
{
    if (m_phase != Phase::Open)
        return;
    end(error);
    Q_EMIT lost(error);
}

} // namespace flotilla::xyzprinting
