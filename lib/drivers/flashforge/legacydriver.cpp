// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/flashforge/legacydriver.h"

#include "base/clock.h"
#include "base/text.h"
#include "drivers/flashforge/credentials.h"
#include "drivers/flashforge/legacycommands.h"
#include "drivers/flashforge/legacyreporting.h"
#include "drivers/flashforge/legacyupload.h"

#include <cmath>

namespace flotilla::flashforge {

using namespace Qt::StringLiterals;

namespace {

constexpr quint16 cameraPort = 8080;
constexpr int jogSpeed = 3000; // mm/min
constexpr int jogSpeedZ = 600;

Shown stateIs(std::initializer_list<State> states)
{
    return [wanted = QList<State>(states)](const DriverState &state) {
        return wanted.contains(state.state);
    };
}

// A value that the model does not tell is taken as set.
Shown valuesShown(const QMap<QString, double> &values)
{
    return [values](const DriverState &state) {
        for (auto it = values.cbegin(); it != values.cend(); ++it) {
            const double wanted = std::round(it.value());
            const auto target = state.heaters.value(it.key()).target;
            if (it.key() == u"light" ? state.light && *state.light != (wanted != 0)
                                     : target && std::abs(*target - wanted) > 0.6)
                return false;
        }
        return true;
    };
}

// The first report may have been on its way before the command.
Shown idleAgain()
{
    return [reports = 0](const DriverState &state) mutable {
        return ++reports >= 2 && state.state != State::Busy && state.state != State::Preparing;
    };
}

} // namespace

LegacyDriver::LegacyDriver(const DriverConfig &config, DriverContext &context, const Times &times,
                           QObject *parent)
    : PrinterDriver(parent)
    , m_config(config)
    , m_context(context)
    , m_times(times)
    , m_session(config.settings[u"host"_s].toString(),
                quint16(config.settings[u"tcpPort"_s].toInt(8899)), context.clock, times, nullptr)
{
    connect(&m_session, &LegacySession::opened, this, &LegacyDriver::handleOpened);
    connect(&m_session, &LegacySession::reported, this, &LegacyDriver::handleReported);
    connect(&m_session, &LegacySession::failed, this, [this](const Error &error) {
        Q_EMIT connectFailed({error, AfterFailure::TryAgain});
    });
    connect(&m_session, &LegacySession::lost, this, [this](const Error &error) {
        m_jobEnd.lookAway();
        Q_EMIT sessionLost({error, AfterFailure::TryAgain});
    });
    connect(&m_session, &LegacySession::pollFailed, this, &LegacyDriver::beatMissed);
}

void LegacyDriver::connectToPrinter()
{
    m_session.open();
}

void LegacyDriver::disconnectFromPrinter()
{
    m_session.close();
}

void LegacyDriver::setWatched(bool watched)
{
    m_session.setWatched(watched);
}

void LegacyDriver::handleOpened()
{
    if (m_session.model().isHttpGeneration && m_ifHttpGeneration) {
        m_session.close();
        Q_EMIT connectFailed(*m_ifHttpGeneration);
        return;
    }
    const MachineInfo &info = m_session.status().info;
    const QString wanted = m_config.settings[u"serialNumber"_s].toString();
    if (!wanted.isEmpty() && !info.serialNumber.isEmpty()
        && !isSameSerial(wanted, info.serialNumber)) {
        m_session.close();
        Q_EMIT connectFailed({{Error::Kind::NotAuthorised,
                               tr("Another printer answers at the address of “%1”: its serial "
                                  "number is not the one that was entered.")
                                   .arg(m_config.printerName),
                               {}},
                              AfterFailure::AskPerson,
                              /*otherMachine=*/true,
                              u"serialNumber"_s});
        return;
    }
    Q_EMIT sessionOpened({info.serialNumber, info.machineType, info.firmware, info.machineName});
    if (m_session.isOpen()) // it was the right machine
        Q_EMIT capabilitiesReported(legacyCapabilities(m_session.model(), info));
}

void LegacyDriver::handleReported()
{
    DriverState state = legacyState(m_session.status(), m_session.model(), m_startedName);
    startByHand(state);
    m_jobEnd.observe(state, m_context.clock.monotonic());
    if (state.state == State::Idle && !m_awaitsStart)
        m_startedName.clear();
    Q_EMIT stateReported(state);
}

void LegacyDriver::noteStart(const QString &fileName)
{
    m_startedName = fileName;
    m_startedAt = m_context.clock.monotonic();
    m_awaitsStart = true;
    m_session.pollSoon();
}

// M23 starts the file, but one description has a firmware that only chooses it and waits for M24.
void LegacyDriver::startByHand(const DriverState &state)
{
    if (!m_awaitsStart)
        return;
    const bool late = m_context.clock.monotonic() - m_startedAt >= m_times.startAgain;
    if (state.state == State::Idle && late)
        m_session.channel().send(legacyActCommand(LegacyAct::Resume));
    m_awaitsStart = state.state == State::Idle && !late;
}

std::optional<Error> LegacyDriver::busyError() const
{
    if (!m_session.isReceiving())
        return std::nullopt;
    return Error {Error::Kind::Busy,
                  tr("The printer is receiving a file and hears nothing else until it is there."),
                  {}};
}

Command<Shown> LegacyDriver::commands(const QStringList &commands, const Shown &shown)
{
    if (const auto busy = busyError())
        return failure(*busy);
    Command<void> all = finishedCommand();
    for (const QString &command : commands) {
        all = all.then(this, [this, command] {
            return m_session.channel().send(command).then(
                this, [](const TcpReply &) -> Result<void> { return {}; });
        });
    }
    return all.then(this, [this, shown]() -> Result<Shown> {
        m_session.pollSoon();
        return shown;
    });
}

Command<Shown> LegacyDriver::pause()
{
    return commands({legacyActCommand(LegacyAct::Pause)},
                    stateIs({State::Paused, State::Attention}));
}

Command<Shown> LegacyDriver::resume()
{
    return commands({legacyActCommand(LegacyAct::Resume)},
                    stateIs({State::Printing, State::Preparing, State::Resuming}));
}

Command<Shown> LegacyDriver::cancelJob()
{
    return commands({legacyActCommand(LegacyAct::Cancel)}, stateIs({State::Finished, State::Idle}))
        .then(this, [this](const Shown &shown) -> Result<Shown> {
            m_jobEnd.noteCancel(m_context.clock.monotonic());
            return shown;
        });
}

Command<Shown> LegacyDriver::setValues(const QMap<QString, double> &values)
{
    QStringList lines; // all checked before the first is sent
    for (auto it = values.cbegin(); it != values.cend(); ++it) {
        const Result<QString> line = it.key() == u"light"
            ? Result<QString>(legacyLightCommand(it.value() != 0, m_session.dialect()))
            : legacyHeatCommand(it.key(), it.value());
        if (!line)
            return failure(line.error());
        lines << *line;
    }
    return commands(lines, valuesShown(values));
}

Command<Shown> LegacyDriver::home(const QString &axes)
{
    if (axes.size() >= 3)
        return commands({u"G28"_s}, idleAgain());
    if (!m_session.model().homesAxesAlone)
        return failure(Error::Kind::Unsupported,
                       tr("This printer homes all axes at once. Leave the axes out."));
    const QStringList letters = axes.toUpper().split(QString(), Qt::SkipEmptyParts);
    return commands({QString(u"G28 "_s + letters.join(u' '))}, idleAgain());
}

Command<Shown> LegacyDriver::jog(const QMap<QChar, double> &millimetres)
{
    QString move = u"G1"_s;
    for (auto it = millimetres.cbegin(); it != millimetres.cend(); ++it)
        move += u' ' + it.key().toUpper() + QString::number(it.value(), 'f', 3);
    move += u" F%1"_s.arg(millimetres.contains(u'z') ? jogSpeedZ : jogSpeed);
    return commands({u"G91"_s, move, u"G90"_s}, idleAgain());
}

Command<QStringList> LegacyDriver::gcode(const QStringList &lines)
{
    if (const auto busy = busyError())
        return failure(*busy);
    for (const QString &line : lines) {
        if (const auto checked = checkRawCommand(line); !checked)
            return failure(checked.error());
    }
    Command<QStringList> all {Result<QStringList>(QStringList())};
    for (const QString &line : lines) {
        all = all.then(this, [this, line](const QStringList &soFar) {
            return m_session.channel().send(line).then(
                this, [soFar](const TcpReply &reply) -> Result<QStringList> {
                    QStringList texts;
                    for (const QByteArray &text : reply.lines)
                        texts << cleanText(QByteArrayView(text), 1024);
                    return QStringList(soFar) << texts.join(u'\n');
                });
        });
    }
    return all;
}

Command<QList<flotilla::StoredFile>> LegacyDriver::files(const QString &)
{
    if (const auto busy = busyError())
        return failure(*busy);
    return m_session.channel().listFiles().then(
        this, [](const QList<ListedFile> &listed) -> Result<QList<flotilla::StoredFile>> {
            QList<flotilla::StoredFile> files;
            for (const ListedFile &file : listed)
                files.append({.name = file.shownName, .storage = u"printer"_s});
            return files;
        });
}

Command<QByteArray> LegacyDriver::thumbnail(const QString &fileName)
{
    if (const auto busy = busyError())
        return failure(*busy);
    return m_session.channel().fetchImage(listedPath(fileName));
}

Command<Shown> LegacyDriver::startStored(const QString &fileName, const QJsonObject &)
{
    if (const auto busy = busyError())
        return failure(*busy);
    return m_session.channel()
        .send(startCommand(fileName))
        .chain(this, [this, fileName](const Result<TcpReply> &reply) -> Result<Shown> {
            if (!reply && reply.error().kind != Error::Kind::TimedOut)
                return failure(reply.error());
            noteStart(fileName);
            return Shown(); // seen by the job's name
        });
}

Result<QString> LegacyDriver::storedName(const QString &fileName) const
{
    return legacyFileName(fileName);
}

TransferJob *LegacyDriver::upload(const UploadRequest &request, QObject *parent)
{
    const auto name = legacyFileName(request.fileName);
    if (!name)
        return new FailedTransfer(name.error(), parent);
    if (const auto busy = busyError())
        return new FailedTransfer(*busy, parent);
    const UploadForm form = m_takesRaw ? UploadForm::Raw : m_session.model().upload;
    auto *job = new LegacyUpload(m_session, request, *name, form, &m_context.pool, m_times, parent);
    connect(job, &LegacyUpload::wantsRaw, this, [this] { m_takesRaw = true; });
    connect(job, &LegacyUpload::started, this, &LegacyDriver::noteStart);
    return job;
}

Command<CameraSource> LegacyDriver::openCamera(const QString &)
{
    const QString given = m_config.settings[u"cameraUrl"_s].toString();
    const QString own
        = u"http://%1:%2/?action=stream"_s.arg(m_config.settings[u"host"_s].toString())
              .arg(cameraPort);
    return Result<CameraSource>(CameraSource {QUrl(given.isEmpty() ? own : given), u"mjpeg"_s});
}

} // namespace flotilla::flashforge
