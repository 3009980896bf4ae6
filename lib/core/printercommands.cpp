// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/printer.h"

#include "base/clock.h"
#include "core/drivercontext.h"
#include "files/stillpicture.h"

#include <QFutureWatcher>
#include <QtConcurrentRun>

#include <algorithm>

namespace flotilla {

using namespace Qt::StringLiterals;

// Every command passes here: link, capability and state are checked in one place, and its end is
// what the printer's state shows, not what it answered.

namespace {

const QList<State> withoutJob {State::Idle, State::Finished, State::Error};

Result<void> checkRange(const QString &key, double value, double low, double high,
                        const QString &unit)
{
    if (value >= low && value <= high)
        return {};
    return failure(Error::Kind::WrongUse,
                   Printer::tr("“%1” can be set from %2 to %3 %4, not to %5.")
                       .arg(key)
                       .arg(low)
                       .arg(high)
                       .arg(unit)
                       .arg(value));
}

Result<void> checkValue(const Capabilities &can, const QString &printer, const QString &key,
                        double value)
{
    const auto unsupported = [&] {
        return failure(Error::Kind::Unsupported,
                       Printer::tr("“%1” has no “%2” to set.").arg(printer, key));
    };
    if (can.heaters.contains(key))
        return checkRange(key, value, 0, can.heaters.value(key), u"°C"_s);
    if (key == u"fan" ? !can.fans.isEmpty() : can.fans.contains(key))
        return checkRange(key, value, 0, 100, u"%"_s);
    if (key == u"speed" && can.speed)
        return checkRange(key, value, can.speedMinimum, can.speedMaximum, u"%"_s);
    if (key == u"light" && can.light)
        return checkRange(key, value, 0, 1, {});
    return unsupported();
}

} // namespace

Error Printer::notOnline() const
{
    switch (m_link.link()) {
    case Link::Rejected:
        return m_link.reason().value_or(Error {
            Error::Kind::NotAuthorised, tr("“%1” refuses the connection.").arg(m_record.name), {}});
    case Link::Closed:
        if (!m_record.inService)
            return {
                Error::Kind::Unreachable,
                tr("“%1” is out of service. Put it back into service first.").arg(m_record.name),
                {}};
        [[fallthrough]];
    default:
        if (!m_link.reason())
            return {Error::Kind::Unreachable,
                    tr("“%1” cannot be reached. Check that it is switched on and in the same "
                       "network.")
                        .arg(m_record.name),
                    {}};
        return {m_link.reason()->kind == Error::Kind::TimedOut ? Error::Kind::TimedOut
                                                               : Error::Kind::Unreachable,
                tr("“%1” cannot be reached. %2").arg(m_record.name, m_link.reason()->message),
                m_link.reason()->detail};
    }
}

Result<void> Printer::checkStep(const Step &step) const
{
    if (!step.supported)
        return failure(Error::Kind::Unsupported,
                       tr("“%1” cannot do this: %2.").arg(m_record.name, step.what));
    if (m_link.link() != Link::Online)
        return failure(notOnline());
    if (!step.allowedIn.isEmpty() && !step.allowedIn.contains(m_reported.state)) {
        const auto kind
            = m_reported.state == State::Busy ? Error::Kind::Busy : Error::Kind::Refused;
        return failure(kind,
                       tr("“%1” cannot do this now: %2. Its state is “%3”.")
                           .arg(m_record.name, step.what, m_status.stateText));
    }
    return {};
}

Command<void> Printer::perform(const Step &step)
{
    if (const auto checked = checkStep(step); !checked)
        return failure(checked.error());
    if (step.activity)
        setActivity(Activity {.kind = *step.activity});
    const QString never = tr("“%1” accepted the command (%2), but its state does not show it.")
                              .arg(m_record.name, step.what);
    const auto end = step.run(*m_driver).then(
        this,
        [this, limit = step.limit, never,
         generation = m_driverGeneration](const Shown &shown) -> Command<void> {
            if (generation != m_driverGeneration)
                return failure(Error::Kind::Canceled,
                               tr("The connection to “%1” was closed before it showed the effect "
                                  "of the command.")
                                   .arg(m_record.name));
            return follow(shown, limit, never);
        });
    if (step.activity) {
        end.onFinished(this, [this, kind = *step.activity](const Result<void> &) {
            if (m_activity && m_activity->kind == kind)
                setActivity(std::nullopt);
        });
    }
    return end;
}

template<typename T>
Command<T> Printer::ask(bool supported, const QString &what,
                        const std::function<Command<T>(PrinterDriver &)> &run)
{
    if (const auto checked = checkStep({.supported = supported, .what = what}); !checked)
        return failure(checked.error());
    return run(*m_driver);
}

Command<void> Printer::follow(Shown shown, std::chrono::milliseconds limit, const QString &sentence)
{
    if (!shown)
        return finishedCommand();
    return m_followUps.follow(std::move(shown), limit, sentence);
}

Printer::Step Printer::pauseStep() const
{
    return {.supported = m_record.capabilities.pause,
            .what = tr("pause"),
            .allowedIn = {State::Printing, State::Preparing, State::Pausing},
            .activity = ActivityKind::Pausing,
            .limit = m_environment.limits.jobCommand,
            .run = [](PrinterDriver &driver) { return driver.pause(); }};
}

Printer::Step Printer::resumeStep() const
{
    return {.supported = m_record.capabilities.pause,
            .what = tr("resume"),
            .allowedIn = {State::Paused, State::Attention},
            .activity = ActivityKind::Resuming,
            .limit = m_environment.limits.jobCommand,
            .run = [](PrinterDriver &driver) { return driver.resume(); }};
}

Printer::Step Printer::cancelStep() const
{
    return {.supported = m_record.capabilities.cancel,
            .what = tr("cancel the job"),
            .allowedIn = {State::Preparing, State::Printing, State::Pausing, State::Paused,
                          State::Resuming, State::Canceling, State::Attention},
            .activity = ActivityKind::Canceling,
            .limit = m_environment.limits.jobCommand,
            .run = [](PrinterDriver &driver) { return driver.cancelJob(); }};
}

Command<void> Printer::pause()
{
    return perform(pauseStep());
}

Command<void> Printer::resume()
{
    return perform(resumeStep());
}

Command<void> Printer::cancelJob()
{
    return perform(cancelStep());
}

Result<void> Printer::mayClearPlate() const
{
    if (isJobState(m_reported.state))
        return failure(Error::Kind::Refused,
                       tr("“%1” is printing; its plate cannot be clear.").arg(m_record.name));
    // A machine without a prompt of its own leaves the plate to us, and we know it while it is
    // away, too.
    if (!m_record.capabilities.clearsPlate || m_reported.state != State::Finished)
        return {};
    return checkStep({.what = tr("clear the plate")});
}

Command<void> Printer::clearPlate()
{
    const auto rememberClear = [this]() -> Result<void> {
        m_jobs.setPlate(Plate::Clear);
        publish();
        return {};
    };
    if (const auto checked = mayClearPlate(); !checked)
        return failure(checked.error());
    if (!m_record.capabilities.clearsPlate || m_reported.state != State::Finished)
        return Command<void>(rememberClear());
    return perform({.what = tr("clear the plate"),
                    .limit = m_environment.limits.shown,
                    .run = [](PrinterDriver &driver) { return driver.clearPlate(); }})
        .then(this, rememberClear);
}

Command<void> Printer::setValues(const QMap<QString, double> &values)
{
    if (values.isEmpty())
        return failure(Error::Kind::WrongUse, tr("There is nothing to set."));
    for (auto it = values.cbegin(); it != values.cend(); ++it) {
        if (const auto checked
            = checkValue(m_record.capabilities, m_record.name, it.key(), it.value());
            !checked)
            return failure(checked.error());
    }
    return perform({.what = tr("set %1").arg(QStringList(values.keys()).join(u", "_s)),
                    .limit = m_environment.limits.shown,
                    .run = [values](PrinterDriver &driver) { return driver.setValues(values); }});
}

Result<void> Printer::maySetLight() const
{
    return checkStep({.supported = m_record.capabilities.light, .what = tr("switch the light")});
}

Command<void> Printer::home(const QString &axes)
{
    for (const QChar axis : axes) {
        if (!u"xyz"_s.contains(axis) || axes.count(axis) > 1)
            return failure(Error::Kind::WrongUse,
                           tr("Axes are x, y and z, each once; “%1” is not.").arg(axes));
    }
    return perform({.supported = m_record.capabilities.home,
                    .what = tr("home"),
                    .allowedIn = withoutJob,
                    .limit = m_environment.limits.jobCommand,
                    .run = [axes](PrinterDriver &driver) {
                        return driver.home(axes.isEmpty() ? u"xyz"_s : axes);
                    }});
}

Command<void> Printer::jog(const QMap<QChar, double> &millimetres)
{
    constexpr double furthest = 500; // mm; no machine of this class is longer
    if (millimetres.isEmpty())
        return failure(Error::Kind::WrongUse, tr("Say how far to move, as in x=10."));
    for (auto it = millimetres.cbegin(); it != millimetres.cend(); ++it) {
        if (!u"xyz"_s.contains(it.key()) || !(qAbs(it.value()) <= furthest))
            return failure(Error::Kind::WrongUse,
                           tr("A move is at most %1 mm along x, y or z.").arg(furthest));
    }
    return perform(
        {.supported = m_record.capabilities.jog,
         .what = tr("move"),
         .allowedIn = withoutJob,
         .limit = m_environment.limits.shown,
         .run = [millimetres](PrinterDriver &driver) { return driver.jog(millimetres); }});
}

Result<const Action *> Printer::findAction(const QString &id) const
{
    if (const Action *found = m_record.capabilities.action(id))
        return found;
    QStringList known;
    for (const Action &candidate : m_record.capabilities.actions)
        known << candidate.id;
    return failure(Error::Kind::Unsupported,
                   known.isEmpty() ? tr("“%1” has no actions.").arg(m_record.name)
                                   : tr("“%1” has no action “%2”. It has %3.")
                                         .arg(m_record.name, id, known.join(u", "_s)));
}

Printer::Step Printer::actionStep(const Action &action) const
{
    return {.what = action.label,
            .allowedIn = action.allowedIn,
            .limit = m_environment.limits.jobCommand};
}

Result<void> Printer::mayAct(const QString &action) const
{
    const auto found = findAction(action);
    return found ? checkStep(actionStep(**found)) : failure(found.error());
}

Command<void> Printer::act(const QString &action, const QMap<QString, QString> &parameters)
{
    const auto found = findAction(action);
    if (!found)
        return failure(found.error());
    const auto values
        = parseParameters((*found)->parameters, parameters, tr("The action “%1”").arg(action));
    if (!values)
        return failure(values.error());
    Step step = actionStep(**found);
    step.run
        = [action, values = *values](PrinterDriver &driver) { return driver.act(action, values); };
    return perform(step);
}

Command<QStringList> Printer::gcode(const QStringList &lines)
{
    constexpr qsizetype mostLines = 100;
    if (lines.isEmpty() || lines.size() > mostLines)
        return failure(Error::Kind::WrongUse, tr("Give 1 to %1 lines of G-code.").arg(mostLines));
    return ask<QStringList>(m_record.capabilities.gcode, tr("take raw G-code"),
                            [lines](PrinterDriver &driver) { return driver.gcode(lines); });
}

Command<QList<StoredFile>> Printer::files(const QString &storage)
{
    return ask<QList<StoredFile>>(
        m_record.capabilities.listsFiles, tr("list its files"),
        [storage](PrinterDriver &driver) { return driver.files(storage); });
}

Command<void> Printer::deleteFile(const QString &name)
{
    return perform({.supported = m_record.capabilities.deletesFiles,
                    .what = tr("delete a file"),
                    .limit = m_environment.limits.shown,
                    .run = [name](PrinterDriver &driver) { return driver.deleteFile(name); }});
}

Command<QByteArray> Printer::thumbnail(const QString &fileName)
{
    return ask<QByteArray>(
        m_record.capabilities.thumbnails, tr("show a picture of a file"),
        [fileName](PrinterDriver &driver) { return driver.thumbnail(fileName); });
}

Result<void> Printer::checkStills(const QString &cameraId) const
{
    const QList<Camera> &cameras = m_record.cameras;
    const auto camera
        = std::find_if(cameras.cbegin(), cameras.cend(),
                       [&cameraId](const Camera &candidate) { return candidate.id == cameraId; });
    if (!cameraId.isEmpty() && camera == cameras.cend())
        return failure(Error::Kind::NotFound,
                       tr("“%1” has no camera “%2”.").arg(m_record.name, cameraId));
    const QList<QString> &kinds = m_record.capabilities.cameraKinds;
    const bool isItsOwn = camera == cameras.cend() || camera->source == u"driver";
    if (isItsOwn && kinds.isEmpty())
        return failure(Error::Kind::Unsupported, tr("“%1” has no camera.").arg(m_record.name));
    if (!isItsOwn || !kinds.contains(u"stills"_s))
        return failure(Error::Kind::Unsupported,
                       tr("This camera of “%1” sends a stream and gives no single pictures.")
                           .arg(m_record.name));
    return checkStep({.what = tr("take a picture")});
}

Command<QByteArray> Printer::takePicture(const QString &cameraId)
{
    if (const auto checked = checkStills(cameraId); !checked)
        return failure(checked.error());
    return m_driver->takePicture(cameraId).then(
        this, [this](const QByteArray &jpeg) -> Command<QByteArray> {
            CommandPromise<QByteArray> promise;
            // Belongs to us, so that the promise is never let go in a thread of the pool.
            auto *watcher = new QFutureWatcher<Result<QSize>>(this);
            connect(watcher, &QFutureWatcherBase::finished, this, [watcher, promise, jpeg] {
                const Result<QSize> size = watcher->result();
                promise.finish(size ? Result<QByteArray>(jpeg) : failure(size.error()));
                watcher->deleteLater();
            });
            watcher->setFuture(
                QtConcurrent::run(&m_environment.context.pool, files::checkStill, jpeg));
            return promise.command();
        });
}

} // namespace flotilla
