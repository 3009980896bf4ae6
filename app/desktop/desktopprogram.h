// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "arguments.h"
#include "demoday.h"
#include "folderclaim.h"
#include "loadingwindow.h"
#include "shell.h"
#include "startwindow.h"

#include "api/fleetservice.h"
#include "api/ownersocket.h"

namespace flotilla {

// One run of the program with a window: comes by the data folder, starts the fleet behind it, opens
// the window, and takes it all down in order. Main thread.
class DesktopProgram : public QObject
{
    Q_OBJECT

public:
    // `registry` must outlive it.
    DesktopProgram(const DriverRegistry &registry, const Arguments &arguments,
                   QObject *parent = nullptr);
    ~DesktopProgram() override;

    void start();
    // The system asks us to go: no questions.
    void interrupt();

Q_SIGNALS:
    // Once, and the last thing.
    void finished(int exitStatus);

private:
    void askTakeOver();
    void startFleet();
    void serve();
    void openWindow();
    void startAgainWith(const QString &option);
    void say(const Error &error);
    void end(int exitStatus);

    const DriverRegistry &m_registry;
    const Arguments m_arguments;
    QString m_folder; // canonical
    std::unique_ptr<FolderClaim> m_claim;
    std::unique_ptr<StartWindow> m_startWindow;
    std::unique_ptr<DemoFleet> m_machines;
    std::unique_ptr<api::FleetService> m_service;
    std::unique_ptr<api::OwnerSocket> m_socket;
    std::unique_ptr<DemoDay> m_day;
    std::unique_ptr<LoadingWindow> m_loading;
    std::unique_ptr<Shell> m_shell;
    bool m_ended = false;
};

} // namespace flotilla
