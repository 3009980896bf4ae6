// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/xyzprinting/xyzdriver.h"

#include "base/clock.h"
#include "drivers/xyzprinting/actions.h"
#include "drivers/xyzprinting/v3channel.h"
#include "drivers/xyzprinting/v3requests.h"

namespace flotilla::xyzprinting {

using namespace Qt::StringLiterals;

// The commands of the driver: what is sent, and what shows that the printer did it.

namespace {

constexpr int triesToReadBack = 4;

Shown stateIs(std::initializer_list<State> states)
{
    return [wanted = QList<State>(states)](const DriverState &state) {
        return wanted.contains(state.state);
    };
}

struct GivenUp
{
    const char *action;
    const char *text;
};

constexpr GivenUp givenUp[] = {
    {"load", QT_TRANSLATE_NOOP("xyzprinting", "Loading the filament failed.")},
    {"unload", QT_TRANSLATE_NOOP("xyzprinting", "Unloading the filament failed.")},
    {"calibratejr", QT_TRANSLATE_NOOP("xyzprinting", "The calibration failed.")},
};

} // namespace

Command<Shown> XyzDriver::jobCommand(const Command<void> &answer,
                                     void (StateTracker::*told)(StateTracker::Time),
                                     const Shown &shown)
{
    return answer.then(this, [this, told, shown]() -> Result<Shown> {
        (m_tracker.*told)(m_context.clock.monotonic());
        m_session.pollSoon();
        return shown;
    });
}

Command<Shown> XyzDriver::pause()
{
    return jobCommand(m_session.channel().pause(), &StateTracker::pauseSent,
                      stateIs({State::Paused}));
}

Command<Shown> XyzDriver::resume()
{
    return jobCommand(m_session.channel().resume(), &StateTracker::resumeSent,
                      stateIs({State::Printing, State::Preparing}));
}

Command<Shown> XyzDriver::cancelJob()
{
    return jobCommand(m_session.channel().cancelJob(), &StateTracker::cancelSent,
                      stateIs({State::Idle, State::Finished}));
}

// A printer that left "done" by itself needs not be told; the person's word is for us, then.
Command<Shown> XyzDriver::clearPlate()
{
    const int number = m_session.report().state.value_or(0);
    const bool waits = number == stateEnded || number == stateJobDone;
    const Command<void> answer = waits ? m_session.channel().clearPlate() : finishedCommand();
    return answer.then(this, [this]() -> Result<Shown> {
        m_tracker.plateCleared();
        m_session.pollSoon();
        return stateIs({State::Idle});
    });
}

std::optional<Error> XyzDriver::refuseMove() const
{
    if (!m_capabilities.jog || !m_session.v3())
        return Error {Error::Kind::Unsupported, tr("This printer moves by its own menu only."), {}};
    if (isJobState(m_tracker.last().state))
        return Error {Error::Kind::Refused, tr("The printer is printing."), {}};
    return std::nullopt;
}

Command<Shown> XyzDriver::home(const QString &axes)
{
    if (const auto refused = refuseMove())
        return failure(*refused);
    if (axes.size() < 3)
        return failure(Error::Kind::Unsupported,
                       tr("This printer homes all axes at once. Leave the axes out."));
    return moveAndWait("home").then(this, []() -> Result<Shown> { return Shown(); });
}

Command<Shown> XyzDriver::jog(const QMap<QChar, double> &millimetres)
{
    if (const auto refused = refuseMove())
        return failure(*refused);
    QList<QByteArray> steps; // all checked before the first is sent
    for (auto it = millimetres.cbegin(); it != millimetres.cend(); ++it) {
        const auto text = jogText(it.key(), it.value());
        if (!text)
            return failure(text.error());
        steps.append(*text);
    }
    Command<void> all = finishedCommand();
    for (const QByteArray &step : steps)
        all = all.then(this, [this, step] { return moveAndWait(step); });
    return all.then(this, []() -> Result<Shown> { return Shown(); });
}

Command<void> XyzDriver::later(std::chrono::milliseconds pause)
{
    CommandPromise<void> promise;
    QTimer::singleShot(pause, this, [promise] { promise.finish({}); });
    return promise.command();
}

Command<void> XyzDriver::moveAndWait(const QByteArray &text)
{
    if (!m_session.isOpen())
        return failure(Error::Kind::Unreachable, tr("The printer is not connected."));
    const auto until = m_context.clock.monotonic() + m_times.actionEnd;
    return m_session.v3()->act(text).then(this, [this, until] { return waitUntilDone(until); });
}

// Over the network nothing tells the end of a movement, and a short one is never seen: whoever is
// not at it any more, a moment after, is done.
Command<void> XyzDriver::waitUntilDone(StateTracker::Time until)
{
    return later(m_times.actionUnseen).then(this, [this, until]() -> Command<void> {
        if (!m_session.isOpen() || !m_session.v3())
            return failure(Error::Kind::Unreachable, tr("The connection to the printer was lost."));
        return m_session.v3()->ask("j").then(
            this, [this, until](const MachineReport &report) -> Command<void> {
                const auto reading = readState(report.state.value_or(0));
                const bool atIt = reading && reading->state == State::Busy;
                if (!atIt || report.state == stateBusy) {
                    m_session.pollSoon();
                    return finishedCommand();
                }
                if (m_context.clock.monotonic() > until)
                    return failure(Error::Kind::TimedOut,
                                   tr("The printer has not come to the end of the movement."));
                return waitUntilDone(until);
            });
    });
}

Command<Shown> XyzDriver::act(const QString &action, const QJsonObject &parameters)
{
    if (action == WebLookup::actionId)
        return lookUp();
    V3Channel *v3 = m_session.v3();
    if (!v3)
        return failure(Error::Kind::Unsupported, tr("This printer takes no such commands."));
    const auto plan = planAction(action, m_session.model(), m_session.report(), parameters);
    if (!plan)
        return failure(plan.error());
    if (plan->kind == ActionPlan::Kind::Setting)
        return applySetting(*plan).then(this, [this]() -> Result<Shown> {
            m_session.pollSoon();
            return Shown();
        });
    if (isJobState(m_tracker.last().state))
        return failure(Error::Kind::Refused, tr("The printer is printing."));
    m_actionFault.reset();
    return v3->act(plan->text).then(this, [this]() -> Result<Shown> {
        m_session.pollSoon();
        // It is at it, or was so quickly done that nobody saw it.
        const auto seenFrom = m_context.clock.monotonic() + m_times.actionUnseen;
        return Shown([this, seenFrom](const DriverState &state) {
            return state.state == State::Busy || state.state == State::Attention
                || m_context.clock.monotonic() >= seenFrom;
        });
    });
}

Command<Shown> XyzDriver::lookUp()
{
    QStringList cartridges;
    for (const Cartridge &cartridge : m_session.report().cartridges) {
        if (!cartridge.serial.isEmpty())
            cartridges.append(cartridge.serial);
    }
    return m_lookup.lookUp(m_session.report().serial, cartridges)
        .then(this, [this](const QList<Reading> &readings) -> Result<Shown> {
            m_lookedUp = readings;
            m_session.pollSoon();
            return Shown();
        });
}

Command<void> XyzDriver::applySetting(const ActionPlan &plan)
{
    return m_session.v3()->set(plan.text).then(this, [this, plan]() -> Command<void> {
        if (!plan.taken)
            return finishedCommand();
        return readBack(plan, triesToReadBack);
    });
}

// Over the network nothing answers a setting, and right after it the old value may still stand.
Command<void> XyzDriver::readBack(const ActionPlan &plan, int triesLeft)
{
    if (!m_session.isOpen() || !m_session.v3())
        return failure(Error::Kind::Unreachable, tr("The connection to the printer was lost."));
    return m_session.v3()
        ->ask(plan.letters)
        .then(this, [this, plan, triesLeft](const MachineReport &report) -> Command<void> {
            if (plan.taken(report))
                return finishedCommand();
            if (triesLeft <= 1)
                return failure(
                    Error::Kind::Refused,
                    tr("The printer did not take the setting; it still has the old one."));
            return later(m_times.actionUnseen).then(this, [this, plan, triesLeft] {
                return readBack(plan, triesLeft - 1);
            });
        });
}

void XyzDriver::handleActionReply(const ActionReply &reply)
{
    for (const GivenUp &row : givenUp) {
        if (reply.action == row.action && reply.stat == "fail")
            m_actionFault = Fault {.code = QString::fromLatin1(reply.action),
                                   .text = QCoreApplication::translate("xyzprinting", row.text),
                                   .whatToDo = tr("Look at the printer, then try again."),
                                   .severity = Severity::Warning};
    }
    m_session.pollSoon();
}

} // namespace flotilla::xyzprinting
