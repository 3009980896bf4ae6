// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/text.h"
#include "drivers/flashforge/actions.h"
#include "drivers/flashforge/httpdriver.h"
#include "drivers/flashforge/offering.h"
#include "drivers/flashforge/printerurl.h"
#include "drivers/flashforge/upload.h"

#include <QPointer>

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

bool targetIs(const DriverState &state, const QString &heater, double celsius)
{
    const std::optional<double> target = state.heaters.value(heater).target;
    return target && std::abs(*target - celsius) < 0.6;
}

// The values of `set`, sorted by the request that carries them.
struct Wishes
{
    TemperatureTargets temperatures;
    PrintAdjustment adjustment;
    std::optional<bool> light;
    bool heats = false;
    bool adjusts = false;
};

Result<Wishes> sortWishes(const Model &model, const QMap<QString, double> &values)
{
    Wishes wishes;
    const QMap<QString, std::optional<int> PrintAdjustment::*> adjustments {
        {u"speed"_s, &PrintAdjustment::speedPercent},
        {u"fan"_s, &PrintAdjustment::coolingFanPercent},
        {u"leftFan"_s, &PrintAdjustment::leftCoolingFanPercent},
        {u"chamberFan"_s, &PrintAdjustment::chamberFanPercent},
    };
    for (auto it = values.cbegin(); it != values.cend(); ++it) {
        const int value = qRound(it.value());
        if (it.key() == u"light") {
            wishes.light = value != 0;
        } else if (const auto member = adjustments.value(it.key(), nullptr)) {
            wishes.adjustment.*member = value;
            wishes.adjusts = true;
        } else if (it.key() == u"bed") {
            wishes.temperatures.bed = value;
            wishes.heats = true;
        } else if (it.key() == u"chamber") {
            wishes.temperatures.chamber = value;
            wishes.heats = true;
        } else if (bool ok = false; it.key().startsWith("tool"_L1)) {
            const int tool = it.key().sliced(4).toInt(&ok);
            if (!ok || tool < 0 || tool >= model.nozzleCount)
                return failure(Error::Kind::Unsupported,
                               HttpDriver::tr("There is no “%1”.").arg(it.key()));
            wishes.temperatures.nozzles.resize(
                qMax(wishes.temperatures.nozzles.size(), qsizetype(tool + 1)));
            wishes.temperatures.nozzles[tool] = value;
            wishes.heats = true;
        } else {
            return failure(Error::Kind::Unsupported,
                           HttpDriver::tr("There is no “%1” to set.").arg(it.key()));
        }
    }
    return wishes;
}

// True once the printer stands idle in a report that was asked for after the command: the first
// report may have been on its way already.
Shown idleAgain()
{
    return [reports = 0](const DriverState &state) mutable {
        return ++reports >= 2 && state.state != State::Busy && state.state != State::Preparing;
    };
}

// True once every value is what was asked for; a fan or speed that the printer does not tell is
// taken as set.
Shown valuesShown(const QMap<QString, double> &values)
{
    return [values](const DriverState &state) {
        for (auto it = values.cbegin(); it != values.cend(); ++it) {
            const double wanted = std::round(it.value());
            if (it.key() == u"light") {
                if (state.light != (wanted != 0))
                    return false;
            } else if (it.key() == u"speed") {
                if (state.speed && std::abs(*state.speed - wanted) > 0.6)
                    return false;
            } else if (state.fans.contains(it.key())) {
                if (std::abs(state.fans.value(it.key()) - wanted) > 1.1)
                    return false;
            } else if (!targetIs(state, it.key(), wanted)) {
                return false;
            }
        }
        return true;
    };
}

} // namespace

Command<Shown> HttpDriver::control(const Result<Control> &control, Shown shown)
{
    if (!control)
        return failure(control.error());
    return m_session->command(path::control, controlBody(m_session->credentials(), *control))
        .chain(this, [shown](const Result<QJsonObject> &answer) -> Result<Shown> {
            // An answer that got lost is no refusal: the state shows what became of the command.
            if (!answer && (answer.error().kind != Error::Kind::TimedOut || !shown))
                return failure(answer.error());
            return shown;
        });
}

Shown HttpDriver::detailShows(std::function<bool(const Detail &)> predicate) const
{
    if (!predicate)
        return {};
    return [session = QPointer<HttpSession>(m_session.get()), predicate = std::move(predicate)](
               const DriverState &) { return session && predicate(session->detail()); };
}

Command<Shown> HttpDriver::pause()
{
    return control(jobControl(model(), JobAction::Pause),
                   stateIs({State::Paused, State::Attention}));
}

Command<Shown> HttpDriver::resume()
{
    return control(jobControl(model(), JobAction::Continue),
                   stateIs({State::Printing, State::Preparing, State::Resuming}));
}

Command<Shown> HttpDriver::cancelJob()
{
    return control(jobControl(model(), JobAction::Cancel), stateIs({State::Finished, State::Idle}));
}

Command<Shown> HttpDriver::clearPlate()
{
    return control(clearPlatform(model()), stateIs({State::Idle}));
}

Command<Shown> HttpDriver::setValues(const QMap<QString, double> &values)
{
    const auto wishes = sortWishes(model(), values);
    if (!wishes)
        return failure(wishes.error());
    // All checked before the first is sent.
    QList<Control> controls;
    const auto add = [&controls](const Result<Control> &next) -> Result<void> {
        if (!next)
            return failure(next.error());
        controls.append(*next);
        return {};
    };
    Result<void> checked;
    if (wishes->heats)
        checked = add(temperatureControl(model(), wishes->temperatures));
    if (checked && wishes->adjusts)
        checked = add(printAdjustment(model(), wishes->adjustment));
    if (checked && wishes->light)
        checked = add(lightControl(model(), *wishes->light));
    if (!checked)
        return failure(checked.error());

    const Shown shown = valuesShown(values);
    Command<Shown> all {Result<Shown>(shown)};
    for (const Control &next : controls)
        all = all.then(this, [this, next, shown](const Shown &) { return control(next, shown); });
    return all;
}

Command<Shown> HttpDriver::home(const QString &axes)
{
    if (model().has(ControlCommand::Home)) {
        if (axes.size() < 3)
            return failure(Error::Kind::Unsupported,
                           tr("This printer homes all axes at once. Leave the axes out."));
        return control(homeAxes(model()), idleAgain());
    }
    return tcpCommands(
        {axes.size() < 3 ? u"G28 "_s
                 + QStringList(axes.toUpper().split(QString(), Qt::SkipEmptyParts)).join(u' ')
                         : u"G28"_s});
}

Command<Shown> HttpDriver::jog(const QMap<QChar, double> &millimetres)
{
    if (model().has(ControlCommand::Move)) {
        if (!m_session->detail().canMove.value_or(false))
            return failure(Error::Kind::Refused, tr("The printer allows no moves at the moment."));
        // It refuses the second move while it is busy with the first, and says Success all the
        // same.
        if (millimetres.size() > 1)
            return failure(
                Error::Kind::Unsupported,
                tr("This printer moves one axis at a time. Move them one after the other."));
        const QChar letter = millimetres.firstKey();
        const Axis axis = letter == u'x' ? Axis::X : letter == u'y' ? Axis::Y : Axis::Z;
        return control(moveAxis(model(), axis, millimetres.first()), idleAgain());
    }
    QString move = u"G1"_s;
    for (auto it = millimetres.cbegin(); it != millimetres.cend(); ++it)
        move += u' ' + it.key().toUpper() + QString::number(it.value(), 'f', 3);
    move += u" F%1"_s.arg(millimetres.contains(u'z') ? jogSpeedZ : jogSpeed);
    return tcpCommands({u"G91"_s, move, u"G90"_s});
}

Command<Shown> HttpDriver::tcpCommands(const QStringList &commands)
{
    Command<void> all = finishedCommand();
    for (const QString &command : commands) {
        all = all.then(this, [this, command] {
            return tcp()->send(command).then(this,
                                             [](const TcpReply &) -> Result<void> { return {}; });
        });
    }
    // Some firmware says ok when it begins to move, some when it has arrived: the state knows.
    return all.then(this, [this]() -> Result<Shown> {
        m_session->pollSoon();
        return idleAgain();
    });
}

Command<QStringList> HttpDriver::gcode(const QStringList &lines)
{
    Command<QStringList> all {Result<QStringList>(QStringList())};
    for (const QString &line : lines) {
        all = all.then(this, [this, line](const QStringList &soFar) {
            return tcp()->send(line).then(this,
                                          [soFar](const TcpReply &reply) -> Result<QStringList> {
                                              QStringList texts;
                                              for (const QByteArray &text : reply.lines)
                                                  texts << cleanText(QByteArrayView(text), 1024);
                                              return QStringList(soFar) << texts.join(u'\n');
                                          });
        });
    }
    return all;
}

Command<Shown> HttpDriver::act(const QString &action, const QJsonObject &parameters)
{
    const auto plan = planAction(action, model(), m_session->detail(), parameters);
    if (!plan)
        return failure(plan.error());
    return control(plan->control, detailShows(plan->shown));
}

Command<QList<flotilla::StoredFile>> HttpDriver::files(const QString &)
{
    using Files = QList<flotilla::StoredFile>;
    const auto recent = m_session->query(path::files, plainBody(m_session->credentials()))
                            .then(this, [](const QJsonObject &reply) -> Result<Files> {
                                Files files;
                                for (const StoredFile &file : filesFromReply(reply))
                                    files.append({.name = file.shownName, .storage = u"printer"_s});
                                return files;
                            });
    if (!model().hasTcpFiles)
        return recent;
    // HTTP names the ten newest only; the command port knows them all, but may be in another
    // program's hands.
    return tcp()->listFiles().chain(
        this, [recent](const Result<QList<ListedFile>> &listed) -> Command<Files> {
            if (!listed)
                return recent;
            Files files;
            for (const ListedFile &file : *listed)
                files.append({.name = file.shownName, .storage = u"printer"_s});
            return Command<Files>(Result<Files>(files));
        });
}

Command<QByteArray> HttpDriver::thumbnail(const QString &fileName)
{
    const auto body = thumbnailBody(m_session->credentials(), fileName);
    if (!body)
        return failure(body.error());
    return m_session->query(path::thumbnail, *body, 2 * qint64(maxImageBytes))
        .then(this, [](const QJsonObject &reply) -> Result<QByteArray> {
            const auto image = thumbnailFromReply(reply);
            if (!image)
                return failure(image.error().error);
            return *image;
        });
}

Command<Shown> HttpDriver::startStored(const QString &fileName, const QJsonObject &options)
{
    const auto start = startOptionsFrom(options, m_session->detail());
    if (!start)
        return failure(start.error());
    const auto body = startBody(m_session->credentials(), model(),
                                m_session->detail().firmware.value_or(QString()), fileName, *start);
    if (!body)
        return failure(body.error());
    return m_session->command(path::start, *body)
        .chain(this, [](const Result<QJsonObject> &answer) -> Result<Shown> {
            if (!answer && answer.error().kind != Error::Kind::TimedOut)
                return failure(answer.error());
            return Shown(); // seen by the job's name
        });
}

Result<QString> HttpDriver::storedName(const QString &fileName) const
{
    return safeFileName(fileName);
}

TransferJob *HttpDriver::upload(const UploadRequest &request, QObject *parent)
{
    const auto name = safeFileName(request.fileName);
    if (!name)
        return new FailedTransfer(name.error(), parent);
    const auto options = startOptionsFrom(request.options, m_session->detail());
    if (!options)
        return new FailedTransfer(options.error(), parent);
    return new Upload(*m_session, model(), request, *name, *options, m_times, parent);
}

Command<CameraSource> HttpDriver::openCamera(const QString &)
{
    const QString fallback = u"http://%1:%2/?action=stream"_s.arg(m_endpoint.host).arg(cameraPort);
    const QString given = m_config.settings[u"cameraUrl"_s].toString();
    const QString told = m_session->detail().cameraUrl.value_or(QString());
    const QString own = told.isEmpty() ? fallback : told;
    // The person may name any camera; an address out of the printer's mouth must be the printer's.
    const Result<QUrl> url
        = given.isEmpty() ? urlAtPrinter(own, {m_endpoint.host}) : Result<QUrl>(QUrl(given));
    if (!url)
        return failure(url.error());
    const CameraSource source {*url, u"mjpeg"_s};
    if (!model().opensCameraStream)
        return Command<CameraSource>(Result<CameraSource>(source));
    return control(cameraStream(model(), true), {})
        .then(this, [source](const Shown &) -> Result<CameraSource> { return source; });
}

void HttpDriver::closeCamera(const QString &)
{
    if (m_session && m_session->isOpen() && model().opensCameraStream)
        control(cameraStream(model(), false), {});
}

} // namespace flotilla::flashforge
