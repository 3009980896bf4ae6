// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/fleetservice.h"
#include "demofleet.h"
#include "statustable.h"

#include <QTemporaryDir>

namespace flotilla {

class RunTask;

// The main job, played in the terminal: simulated printers, a real file sent to each, a live table
// until all have printed it. Everything is on the loopback and in a folder that goes with the
// program.
class TerminalDemo : public QObject
{
    Q_OBJECT

public:
    explicit TerminalDemo(const DriverRegistry &registry, QObject *parent = nullptr);
    ~TerminalDemo() override;

    void start();

Q_SIGNALS:
    // 0 when every printer has printed the file to the end.
    void finished(int exitStatus);

private:
    void sendToAll();
    void handleStatus(Printer *printer);
    void fail(const Error &error);
    void paint();
    void end();

    const DriverRegistry &m_registry;
    QTemporaryDir m_folder;
    QString m_sample;
    DemoFleet m_machines;
    std::unique_ptr<api::FleetService> m_service;
    std::vector<WatchToken> m_watches;
    StatusTable m_table {stdout};
    QTimer m_paintTimer;
    QTimer m_patience;
    QSet<QUuid> m_sent;
    QHash<QUuid, JobResult> m_results;
    bool m_ended = false;
};

} // namespace flotilla
