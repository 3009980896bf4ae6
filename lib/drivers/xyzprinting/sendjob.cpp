// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/xyzprinting/sendjob.h"

#include "drivers/xyzprinting/errorcodes.h"
#include "drivers/xyzprinting/states.h"

#include <algorithm>

namespace flotilla::xyzprinting {

using namespace Qt::StringLiterals;
using files::threew::Form;
using files::threew::Version;

namespace {

// The other kind of .3w. Zipped is only what the oldest machines take, and only the older version.
Form otherForm(const Form &form)
{
    return {form.version == Version::V2 ? Version::V5 : Version::V2, false};
}

} // namespace

SendJob::SendJob(Session &session, const UploadRequest &request, const QString &storedName,
                 std::optional<Form> form, QThreadPool *pool, const Times &times, QObject *parent)
    : TransferJob(parent)
    , m_session(&session)
    , m_request(request)
    , m_storedName(storedName)
    , m_form(form)
    , m_pool(pool)
    , m_times(times)
{
    connect(&session, &Session::closed, this, &SendJob::fail);
    connect(&session, &QObject::destroyed, this, [this] {
        fail({Error::Kind::Canceled, tr("The printer was disconnected."), {}});
    });
    m_look.setSingleShot(true);
    connect(&m_look, &QTimer::timeout, this, &SendJob::lookForStart);
    QMetaObject::invokeMethod(this, &SendJob::prepare, Qt::QueuedConnection);
}

SendJob::~SendJob()
{
    if (m_session && !isFinished())
        m_session->setHeld(false);
}

void SendJob::cancel()
{
    fail({Error::Kind::Canceled, tr("Sending was stopped."), {}});
}

// Also for the second try: the file that was given is read anew.
void SendJob::prepare()
{
    if (isFinished() || !m_session)
        return;
    if (!m_folder.isValid())
        return fail({Error::Kind::StorageFull,
                     tr("There is no room on this computer to convert the file."),
                     m_folder.errorString()});
    m_stage = Stage::Preparing;
    setPhase(TransferPhase::Converting);
    const files::threew::XyzModel *model = m_session->model();
    m_preparation = std::make_unique<Preparation>(
        Preparation::Wish {.path = m_request.filePath,
                           .outPath = m_folder.filePath(m_storedName),
                           .fileId = model ? model->fileId : QString(),
                           .form = m_form,
                           .name = m_storedName},
        m_pool);
    connect(m_preparation.get(), &Preparation::progressChanged, this,
            [this](qint64 done, qint64 total) { setProgress(done, total); });
    connect(m_preparation.get(), &Preparation::finished, this, &SendJob::handlePrepared);
    m_preparation->start();
}

void SendJob::handlePrepared(const Result<Prepared> &prepared)
{
    if (isFinished())
        return;
    if (!prepared)
        return fail(prepared.error());
    m_prepared = *prepared;
    checkPrinter();
}

// Converting may have taken long: the state is asked for anew before the first byte.
void SendJob::checkPrinter()
{
    m_stage = Stage::Checking;
    setPhase(TransferPhase::Moving);
    m_session->setHeld(true);
    m_session->pollNow().onFinished(
        this, [this](const Result<MachineReport> &report) { handleState(report); });
}

void SendJob::handleState(const Result<MachineReport> &report)
{
    if (isFinished() || !m_session)
        return;
    if (!report)
        return fail(report.error());
    const auto reading = report->state ? readState(*report->state) : std::nullopt;
    const bool plateWaits = reading && reading->state == State::Finished;
    // Machines that cannot be told that the plate is clear stay at "done" until the next job.
    const bool plateIsOurs = !m_session->v3();
    if (plateWaits && !plateIsOurs)
        return fail(
            {Error::Kind::Refused,
             tr("The last print still lies on the plate. Take it off and say that the plate "
                "is clear."),
             {}});
    if (!reading || (reading->state != State::Idle && !plateWaits))
        return fail({Error::Kind::Busy,
                     tr("The printer is at work. Send the file when it is idle."),
                     reading ? stateText(reading->state) : QString()});
    // Sent all the same, it would lie there: said before the first byte.
    const auto blocking
        = std::find_if(report->errors.cbegin(), report->errors.cend(), blocksPrinting);
    if (blocking != report->errors.cend()) {
        const Fault fault = faultOf(*blocking);
        return fail({Error::Kind::Refused,
                     tr("The printer cannot print now: %1 %2").arg(fault.text, fault.whatToDo),
                     fault.code});
    }
    m_errorsBefore = report->errors;
    move();
}

void SendJob::move()
{
    m_stage = Stage::Moving;
    m_transfer = m_session->channel().sendFile(m_prepared.path, m_storedName, this);
    connect(m_transfer, &TransferJob::progressChanged, this,
            [this](qint64 done, qint64 total) { setProgress(done, total); });
    connect(m_transfer, &TransferJob::finished, this, &SendJob::handleMoved);
}

void SendJob::handleMoved(const Result<TransferResult> &moved)
{
    m_transfer = nullptr;
    if (isFinished() || !m_session)
        return;
    if (!moved)
        return fail(moved.error());
    m_moved = *moved;
    m_stage = Stage::Confirming;
    m_checking = false;
    m_sinceMoved.start();
    m_look.start(m_times.startPoll);
}

void SendJob::lookForStart()
{
    if (!m_session)
        return;
    m_session->pollNow().onFinished(
        this, [this](const Result<MachineReport> &report) { handleLook(report); });
}

// What keeps the printer from printing: an error that came with the file, or one that was there
// before and outlasts it.
std::optional<quint32> SendJob::blockingError(const MachineReport &report) const
{
    const bool outlasts = std::chrono::milliseconds(m_sinceMoved.elapsed()) >= m_times.uploadStall;
    for (const quint32 error : report.errors) {
        if ((outlasts || !m_errorsBefore.contains(error))
            && faultOf(error).severity == Severity::Error)
            return error;
    }
    return std::nullopt;
}

void SendJob::handleLook(const Result<MachineReport> &report)
{
    if (isFinished() || !m_session)
        return;
    // A cable has no other end to come back by itself.
    if (!report && report.error().kind == Error::Kind::Unreachable
        && m_session->channel().isSerial())
        return fail(report.error());
    const int state = report ? report->state.value_or(0) : 0;
    const bool looksAtFile = state == stateChecking;
    const bool began = !looksAtFile && (isJobStarted(state) || state == stateEnded);
    if (began)
        return succeed();
    m_checking = m_checking || looksAtFile;

    const auto limit
        = m_session->channel().wasEndAcknowledged() ? m_times.startSeen : m_times.startWithoutOk;
    const bool late = std::chrono::milliseconds(m_sinceMoved.elapsed()) >= limit;
    if (late && looksAtFile)
        return succeed(); // a long look, but it took it
    const auto error = report ? blockingError(*report) : std::nullopt;
    const auto &errors = report ? report->errors : m_errorsBefore;
    const bool wrongVersion = std::any_of(errors.cbegin(), errors.cend(), isWrongFileVersion);
    if (!looksAtFile && wrongVersion && (error || m_checking || late))
        return handleWrongVersion();
    if (!looksAtFile && error) {
        const Fault fault = faultOf(*error);
        return fail(
            {Error::Kind::Refused,
             tr("The printer does not print the file: %1 %2").arg(fault.text, fault.whatToDo),
             fault.code});
    }
    if (late)
        return fail(
            {Error::Kind::TimedOut,
             tr("The printer has the file, but does not show that it prints it. Look at the "
                "printer before sending it again."),
             {}});
    m_look.start(m_times.startPoll);
}

void SendJob::handleWrongVersion()
{
    if (!m_form || std::exchange(m_otherVersionTried, true)) {
        const Fault fault = faultOf(0x20D);
        return fail({Error::Kind::Refused, fault.text + u' ' + fault.whatToDo, fault.code});
    }
    m_form = otherForm(*m_form);
    m_session->setHeld(false);
    prepare();
}

void SendJob::succeed()
{
    if (m_otherVersionTried && m_prepared.version)
        Q_EMIT versionLearnt(*m_prepared.version);
    TransferResult result = m_moved;
    result.name = m_storedName;
    result.given = m_prepared.given;
    if (m_prepared.given)
        result.format = u"3w"_s;
    Q_EMIT started(m_storedName);
    if (m_session)
        m_session->setHeld(false);
    finish(std::move(result));
}

void SendJob::fail(const Error &error)
{
    if (isFinished())
        return;
    m_look.stop();
    m_preparation.reset();
    finish(failure(error));
    if (m_transfer)
        m_transfer->cancel();
    if (m_session && m_stage != Stage::Preparing)
        m_session->setHeld(false);
}

} // namespace flotilla::xyzprinting
