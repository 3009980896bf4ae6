// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "demofleet.h"

#include "jobs/jobrunner.h"

#include <QSet>

namespace flotilla {

// Writes the sample print file into this folder; its path.
Result<QString> unpackSample(const QString &folder);

// Lets every machine of the demo go through its story once: sends the sample through the fleet's
// own runner, and does at the machines what people and bad luck do there.
class DemoDay : public QObject
{
    Q_OBJECT

public:
    // All must outlive this object.
    DemoDay(const DemoFleet &machines, Fleet &fleet, JobRunner &jobs, QObject *parent = nullptr);
    Q_DISABLE_COPY_MOVE(DemoDay)

    void begin(const QString &samplePath);

private:
    void handleStatus(Printer *printer);
    void send(Printer *printer, const DemoFleet::Machine &machine);
    void tell(Printer *printer, const DemoFleet::Machine &machine);

    const DemoFleet &m_machines;
    Fleet &m_fleet;
    JobRunner &m_jobs;
    QString m_sample;
    QSet<QUuid> m_sent;
    QSet<QUuid> m_told; // their story is over
};

} // namespace flotilla
