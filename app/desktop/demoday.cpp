// SPDX-License-Identifier: GPL-3.0-or-later
#include "demoday.h"

#include "base/logging.h"
#include "jobs/runtask.h"

#include <QDir>
#include <QFile>

namespace flotilla {

using namespace Qt::StringLiterals;

namespace {

constexpr auto sampleName = "prusaslicer-bracket.gcode"_L1;
// How fast the one that is to be cleared soon prints.
constexpr double hurry = 300;
// How far the others come before something happens.
constexpr double middle = 0.12;

bool prints(DemoStory story)
{
    return story != DemoStory::Idle && story != DemoStory::Vanishes && story != DemoStory::Fails;
}

} // namespace

Result<QString> unpackSample(const QString &folder)
{
    const QString path = QDir(folder).filePath(sampleName);
    if (!QFile::copy(u":/demo/"_s + sampleName, path))
        return failure(
            Error::Kind::StorageFull,
            QCoreApplication::translate("flotilla", "The sample file cannot be written to %1.")
                .arg(folder));
    return path;
}

DemoDay::DemoDay(const DemoFleet &machines, Fleet &fleet, JobRunner &jobs, QObject *parent)
    : QObject(parent)
    , m_machines(machines)
    , m_fleet(fleet)
    , m_jobs(jobs)
{
}

void DemoDay::begin(const QString &samplePath)
{
    m_sample = samplePath;
    connect(&m_fleet, &Fleet::statusChanged, this, &DemoDay::handleStatus);
    const auto printers = m_fleet.printers();
    for (Printer *printer : printers)
        handleStatus(printer);
}

void DemoDay::handleStatus(Printer *printer)
{
    const PrinterStatus &status = printer->status();
    if (status.link != Link::Online || !status.observedAt.isValid()
        || m_told.contains(printer->id()))
        return;
    for (const DemoFleet::Machine &machine : m_machines.machines()) {
        if (machine.name != printer->name())
            continue;
        if (prints(machine.story) && !m_sent.contains(printer->id()))
            send(printer, machine);
        else
            tell(printer, machine);
    }
}

void DemoDay::send(Printer *printer, const DemoFleet::Machine &machine)
{
    if (printer->status().state != State::Idle)
        return;
    m_sent.insert(printer->id());
    if (machine.story == DemoStory::Finishes)
        machine.simulator->setSpeed(hurry);
    RunTask *task = m_jobs.send(
        {.printer = printer->id(), .filePath = m_sample, .start = true, .plateClear = true}, this);
    connect(task, &RunTask::finished, this, [](const Result<SendOutcome> &outcome) {
        if (!outcome)
            qCWarning(lcJobs).noquote() << "The demo's job:" << outcome.error().message;
    });
}

void DemoDay::tell(Printer *printer, const DemoFleet::Machine &machine)
{
    const PrinterStatus &status = printer->status();
    const bool inTheMiddle = status.state == State::Printing && status.job
        && status.job->progress.value_or(0) >= middle;
    switch (machine.story) {
    case DemoStory::Idle:
    case DemoStory::Prints:
        break;
    case DemoStory::Finishes:
        if (!status.lastJob)
            return;
        break;
    case DemoStory::RunsOut:
        if (!inTheMiddle)
            return;
        machine.simulator->runOutOfFilament();
        break;
    case DemoStory::IsPaused:
        if (!inTheMiddle)
            return;
        machine.simulator->panelPause();
        break;
    case DemoStory::Fails:
        machine.simulator->breakDown();
        break;
    case DemoStory::Vanishes:
        machine.simulator->stop();
        break;
    }
    m_told.insert(printer->id());
}

} // namespace flotilla
