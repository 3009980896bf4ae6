// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "program.h"

#include "simulators/simulator.h"

#include <memory>
#include <vector>

namespace flotilla::cli {

// `simulate`: printers that are not there, on the loopback, until they are stopped.
class SimulateCommand : public Program
{
    Q_OBJECT

public:
    SimulateCommand(Invocation invocation, Output &output, QObject *parent = nullptr);
    ~SimulateCommand() override;

    void start() override;
    void interrupt() override;

private:
    Result<void> run();
    Result<simulators::SimulatorOptions> readOptions(const simulators::SimulatorInfo &info) const;
    Result<QStringList> readModels(const simulators::SimulatorInfo &info) const;
    // One of each model in turn.
    Result<void> make(const QString &system, const simulators::SimulatorOptions &options,
                      const QStringList &models, int count);

    const Invocation m_invocation;
    std::vector<std::unique_ptr<simulators::Simulator>> m_printers;
};

} // namespace flotilla::cli
