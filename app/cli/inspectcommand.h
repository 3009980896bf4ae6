// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "program.h"

#include "files/filefacts.h"

namespace flotilla::cli {

// `inspect`: what a print file says about itself. Needs no data folder.
class InspectCommand : public Program
{
    Q_OBJECT

public:
    InspectCommand(Invocation invocation, Output &output, QObject *parent = nullptr);

    void start() override;
    void interrupt() override { }

private:
    // Writes the largest preview picture as PNG; whole or not at all.
    Result<void> saveThumbnail(const QString &path, const files::FileFacts &facts,
                               const QString &out) const;

    const Invocation m_invocation;
};

} // namespace flotilla::cli
