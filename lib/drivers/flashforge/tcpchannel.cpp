// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/flashforge/tcpchannel.h"

#include "base/logging.h"
#include "base/masking.h"
#include "drivers/flashforge/tcpreplies.h"

namespace flotilla::flashforge {

using namespace Qt::StringLiterals;

namespace {

constexpr int mostLoginTries = 4;
constexpr size_t mostWaiting = 128;

} // namespace

TcpChannel::TcpChannel(QString host, quint16 port, const Times &times, QObject *parent)
    : QObject(parent)
    , m_host(std::move(host))
    , m_port(port)
    , m_times(times)
{
    m_timeout.setSingleShot(true);
    m_silence.setSingleShot(true);
    m_linger.setSingleShot(true);
    m_again.setSingleShot(true);
    m_socket.setProxy(QNetworkProxy::NoProxy);
    connect(&m_socket, &QTcpSocket::connected, this, &TcpChannel::handleConnected);
    connect(&m_socket, &QTcpSocket::readyRead, this, &TcpChannel::handleBytes);
    connect(&m_socket, &QTcpSocket::disconnected, this, &TcpChannel::handleLost);
    connect(&m_socket, &QTcpSocket::errorOccurred, this, &TcpChannel::handleLost);
    connect(&m_socket, &QTcpSocket::bytesWritten, this, [this] {
        if (m_lent)
            Q_EMIT lentWritten();
    });
    connect(&m_timeout, &QTimer::timeout, this, &TcpChannel::handleTimeout);
    connect(&m_silence, &QTimer::timeout, this, &TcpChannel::handleSilence);
    connect(&m_again, &QTimer::timeout, this, &TcpChannel::connectToPrinter);
    connect(&m_linger, &QTimer::timeout, this, &TcpChannel::logOut);
}

TcpChannel::~TcpChannel()
{
    m_socket.disconnect(this);
    close();
}

void TcpChannel::Job::fail(const Error &error) const
{
    reply.finish(failure(error));
    listed.finish(failure(error));
    fetched.finish(failure(error));
}

Command<TcpReply> TcpChannel::send(const QString &command)
{
    auto job = std::make_unique<Job>();
    job->command = command;
    const auto answer = job->reply.command();
    enqueue(std::move(job));
    return answer;
}

Command<TcpReply> TcpChannel::query(const QString &command)
{
    auto job = std::make_unique<Job>();
    job->command = command;
    job->needsControl = false;
    const auto answer = job->reply.command();
    enqueue(std::move(job));
    return answer;
}

Command<QList<ListedFile>> TcpChannel::listFiles()
{
    auto job = std::make_unique<Job>();
    job->command = u"M661"_s;
    job->needsControl = false;
    job->list = std::make_unique<FileListParser>();
    const auto answer = job->listed.command();
    enqueue(std::move(job));
    return answer;
}

Command<QByteArray> TcpChannel::fetchImage(const QString &path)
{
    auto job = std::make_unique<Job>();
    job->command = u"M662 "_s + path;
    job->needsControl = false;
    job->image = std::make_unique<ImageBlobParser>();
    const auto answer = job->fetched.command();
    enqueue(std::move(job));
    return answer;
}

void TcpChannel::close()
{
    m_jobs.clear();
    m_stays = false;
    const bool ended = m_borrower;
    logOut();
    if (ended)
        Q_EMIT loanEnded();
}

void TcpChannel::open()
{
    m_stays = true;
    m_mayOmitOk.reset();
    m_linger.stop();
    if (m_phase == Phase::Closed || m_phase == Phase::LoggingOut)
        connectToPrinter();
}

void TcpChannel::setDialect(bool mayOmitOk, LegacyDialect dialect)
{
    m_mayOmitOk = mayOmitOk;
    m_dialect = dialect;
}

void TcpChannel::enqueue(std::unique_ptr<Job> job)
{
    const auto line = requestLine(job->command);
    if (!line)
        return job->fail(line.error());
    if (m_jobs.size() >= mostWaiting)
        return job->fail({Error::Kind::Busy,
                          tr("The printer has not answered the commands before this one yet."),
                          {}});
    job->line = *line;
    m_jobs.push_back(std::move(job));
    m_linger.stop();
    if (m_phase == Phase::Closed && !m_again.isActive())
        connectToPrinter();
    else if (m_phase == Phase::Ready && !m_underWay)
        sendNext();
}

void TcpChannel::connectToPrinter()
{
    m_phase = Phase::Closed;
    m_parser.reset();
    m_again.stop();
    m_socket.abort(); // never two
    m_phase = Phase::Connecting;
    m_inControl = false;
    m_loginTries = 0;
    m_timeout.start(m_times.request);
    m_socket.connectToHost(m_host, m_port, QIODevice::ReadWrite, QAbstractSocket::IPv4Protocol);
}

void TcpChannel::handleConnected()
{
    m_socket.setSocketOption(QAbstractSocket::LowDelayOption, 1);
    logIn();
}

void TcpChannel::logIn()
{
    m_phase = Phase::LoggingIn;
    ++m_loginTries;
    write(*requestLine(u"M601 S1"), "M601", m_times.tcpCommand);
}

void TcpChannel::handleLogin(const TcpReply &reply)
{
    if (reply.code == "M602") { // released: wait, then try again
        QTimer::singleShot(m_times.loginPause * m_loginTries, this, [this] {
            if (m_phase == Phase::LoggingIn)
                logIn();
        });
        return;
    }
    const LoginVerdict verdict = loginVerdict(reply);
    if (verdict == LoginVerdict::TakenByOther && m_loginTries < mostLoginTries) {
        write(*requestLine(u"M602"), "M602", m_times.tcpCommand);
        return;
    }
    // A machine that says neither shows by its next answers whether it obeys.
    m_inControl = verdict != LoginVerdict::TakenByOther;
    m_phase = Phase::Ready;
    if (m_stays)
        Q_EMIT loggedIn(m_inControl);
    if (m_phase == Phase::Ready && !m_underWay)
        sendNext();
}

void TcpChannel::sendNext()
{
    m_underWay = false;
    while (!m_jobs.empty() && !m_inControl && m_jobs.front()->needsControl) {
        // The other program may have let go meanwhile: asked once, without taking anything away.
        if (m_stays && !std::exchange(m_jobs.front()->askedForControl, true)) {
            m_loginTries = mostLoginTries;
            logIn();
            return;
        }
        m_jobs.front()->fail(
            {Error::Kind::Busy,
             tr("Another program controls this printer. Close it, or wait until it lets go."),
             {}});
        m_jobs.pop_front();
    }
    if (m_jobs.empty()) {
        if (!m_stays)
            m_linger.start(m_times.tcpLinger);
        return;
    }
    m_underWay = true;
    const Job &job = *m_jobs.front();
    write(job.line, commandCode(job.command), timeoutOf(job));
}

std::chrono::milliseconds TcpChannel::timeoutOf(const Job &job) const
{
    const QByteArray code = commandCode(job.command);
    if (code == "G28")
        return m_times.tcpHoming;
    const bool slow = job.isBinary() || job.lends || code == "M29";
    return slow ? m_times.tcpBinary : m_times.tcpCommand;
}

void TcpChannel::write(const QByteArray &line, const QByteArray &code,
                       std::chrono::milliseconds timeout)
{
    qCDebug(lcFlashForge).noquote() << m_host << "tcp <-" << maskedTraffic(line);
    m_parser.emplace(code);
    m_inBinary = false;
    m_timeout.start(timeout);
    m_socket.write(line);
    if (mayStayUnanswered())
        m_silence.start(m_times.tcpListSilence);
    m_socket.flush(); // a log-out on the way out of the program must not stay in a buffer
}

void TcpChannel::handleBytes()
{
    const QByteArray bytes = m_socket.readAll();
    if (m_lent) {
        Q_EMIT lentBytes(bytes);
        return;
    }
    if (m_inBinary) {
        handleBinary(bytes);
        return;
    }
    if (!m_parser)
        return; // a late word after the reply had ended
    qCDebug(lcFlashForge).noquote() << m_host << "tcp ->" << maskedTraffic(bytes);
    switch (m_parser->feed(bytes)) {
    case TcpReplyParser::Status::Complete:
        handleReply(m_parser->reply());
        break;
    case TcpReplyParser::Status::Incomplete:
        m_silence.start(silence());
        break;
    case TcpReplyParser::Status::Failed:
        end({Error::Kind::BadReply, tr("The printer's answer cannot be understood."), {}});
        break;
    }
}

void TcpChannel::handleReply(const TcpReply &reply)
{
    const TcpReply answered = reply; // the parser goes
    const QByteArray rest = m_parser->takeRemainder();
    m_parser.reset();
    m_silence.stop();
    if (m_phase == Phase::LoggingOut) {
        drop();
        return;
    }
    if (m_phase == Phase::LoggingIn) {
        m_timeout.stop();
        handleLogin(answered);
        return;
    }
    if (m_jobs.empty() || !m_underWay)
        return;
    Job &job = *m_jobs.front();
    const auto refusal = refusalIn(answered);
    const auto textList = job.list ? parseTextFileList(answered) : std::nullopt;
    if (!refusal && job.isBinary() && !textList) {
        m_inBinary = true;
        if (job.image)
            m_silence.start(m_times.tcpBinary);
        if (!rest.isEmpty())
            handleBinary(rest);
        return;
    }
    m_timeout.stop();
    if (textList)
        job.listed.finish(*textList);
    else if (refusal)
        job.fail(*refusal);
    else
        job.reply.finish(answered);
    m_lent = job.lends && !refusal;
    if (job.lends && refusal)
        m_borrower.clear();
    m_jobs.pop_front();
    if (!m_lent)
        sendNext();
}

void TcpChannel::handleBinary(const QByteArray &bytes)
{
    Job &job = *m_jobs.front();
    const BinaryStatus status = job.list ? job.list->feed(bytes) : job.image->feed(bytes);
    m_timeout.start(m_times.tcpBinary); // bytes still move
    if (status == BinaryStatus::Incomplete && job.image)
        m_silence.start(m_times.imageSilence);
    if (status != BinaryStatus::Incomplete)
        finishBinary(status);
}

void TcpChannel::finishBinary(BinaryStatus status)
{
    m_timeout.stop();
    m_silence.stop();
    m_inBinary = false;
    const std::unique_ptr<Job> job = std::move(m_jobs.front());
    m_jobs.pop_front();
    if (status == BinaryStatus::Failed) {
        job->fail(job->list ? job->list->error() : job->image->error());
        m_underWay = false;
        drop(); // whatever still comes belongs to nobody
        if (m_stays)
            m_again.start(m_times.loginPause);
        return;
    }
    if (job->list)
        job->listed.finish(job->list->files());
    else
        job->fetched.finish(job->image->image());
    sendNext();
}

void TcpChannel::handleSilence()
{
    if (m_inBinary) {
        const BinaryStatus status = m_jobs.front()->image->finishOnSilence();
        if (status != BinaryStatus::Incomplete)
            finishBinary(status);
        return;
    }
    if (!m_parser)
        return;
    const auto how = silenceEndsReply() ? TcpReplyParser::Silence::EndsAnyLine
                                        : TcpReplyParser::Silence::EndsBareOk;
    if (m_parser->finishOnSilence(how) == TcpReplyParser::Status::Complete || mayStayUnanswered())
        handleReply(m_parser->reply());
}

// "CMD … Received." promises an "ok"; the idle M27 of some models breaks the promise, and so do
// refusals.
bool TcpChannel::silenceEndsReply() const
{
    const TcpReply &reply = m_parser->reply();
    if (refusalIn(reply))
        return true;
    if (reply.code == "M27")
        return !reply.lines.isEmpty();
    if (!m_stays || !m_mayOmitOk.value_or(true))
        return false;
    // The dialect without "ok" begins some of its replies with the line all the same.
    return !m_parser->sawCommandLine()
        || (m_dialect == LegacyDialect::Bare && !reply.lines.isEmpty());
}

std::chrono::milliseconds TcpChannel::silence() const
{
    if (!m_stays || !m_mayOmitOk.value_or(true))
        return m_times.tcpSilence;
    const bool list = m_parser->reply().code == "M661" || m_parser->reply().code == "M115";
    return list || !m_mayOmitOk ? m_times.tcpListSilence : m_times.tcpOldSilence;
}

bool TcpChannel::mayStayUnanswered() const
{
    return m_dialect == LegacyDialect::Bare && m_parser && isUnanswered(m_parser->reply().code)
        && !m_parser->sawCommandLine();
}

void TcpChannel::handleTimeout()
{
    if (m_phase == Phase::LoggingOut) {
        drop();
        return;
    }
    if (m_phase == Phase::Ready && !m_inBinary && !m_jobs.empty() && m_jobs.front()->repeats > 0) {
        --m_jobs.front()->repeats;
        sendNext();
        return;
    }
    const bool connected = m_phase != Phase::Connecting;
    end({connected ? Error::Kind::TimedOut : Error::Kind::Unreachable,
         connected ? tr("The printer does not answer on its command port (%1).").arg(m_port)
                   : tr("The printer's command port (%1) cannot be reached.").arg(m_port),
         {}});
}

void TcpChannel::handleLost()
{
    if (m_phase == Phase::Closed)
        return;
    const bool connecting = m_phase == Phase::Connecting;
    end({connecting ? Error::Kind::Unreachable : Error::Kind::BadReply,
         connecting ? tr("The printer's command port (%1) cannot be reached.").arg(m_port)
                    : tr("The printer closed the connection on its command port."),
         m_socket.errorString()});
}

// The jobs go first, so that drop() makes no new connection for them.
void TcpChannel::end(const Error &error)
{
    std::deque<std::unique_ptr<Job>> jobs;
    jobs.swap(m_jobs);
    drop();
    for (const auto &job : jobs)
        job->fail(error);
    if (std::exchange(m_stays, false))
        Q_EMIT lost(error);
}

void TcpChannel::logOut()
{
    m_underWay = false;
    m_inBinary = false;
    m_linger.stop();
    if (m_lent || (m_phase != Phase::Ready && m_phase != Phase::LoggingIn)) {
        if (m_lent)
            m_socket.abort(); // a farewell would be taken for data
        drop();
        return;
    }
    m_phase = Phase::LoggingOut;
    write(*requestLine(u"M602"), "M602", m_times.tcpCommand);
}

void TcpChannel::drop()
{
    m_phase = Phase::Closed;
    m_parser.reset();
    m_timeout.stop();
    m_silence.stop();
    m_linger.stop();
    m_again.stop();
    m_inBinary = false;
    m_underWay = false;
    m_lent = false;
    m_borrower.clear();
    // Lets what was written (M602) out, then goes; a socket that hangs is cut when it is used next.
    if (m_socket.state() == QAbstractSocket::ConnectedState)
        m_socket.disconnectFromHost();
    else
        m_socket.abort();
    if (!m_jobs.empty())
        QMetaObject::invokeMethod(
            this,
            [this] {
                if (m_phase == Phase::Closed && !m_jobs.empty() && !m_again.isActive())
                    connectToPrinter();
            },
            Qt::QueuedConnection);
}

} // namespace flotilla::flashforge
