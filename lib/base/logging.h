// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLoggingCategory>

#include <memory>

// One category an area. Default level Info: Debug shows every message in and out (first 200 bytes,
// masked by base/masking.h), Info link and job changes, Warning what somebody should look at,
// Critical data at risk. QT_LOGGING_RULES="flotilla.driver.flashforge.debug=true" switches one on.
Q_DECLARE_LOGGING_CATEGORY(lcFleet)
Q_DECLARE_LOGGING_CATEGORY(lcStore)
Q_DECLARE_LOGGING_CATEGORY(lcNet)
Q_DECLARE_LOGGING_CATEGORY(lcJobs)
Q_DECLARE_LOGGING_CATEGORY(lcApi)
Q_DECLARE_LOGGING_CATEGORY(lcFlashForge)
Q_DECLARE_LOGGING_CATEGORY(lcSimulator)
Q_DECLARE_LOGGING_CATEGORY(lcXyzPrinting)

namespace flotilla {

// Sends log lines to stderr as "time level category: text", control characters escaped and secrets
// masked, and with `folder` also to <folder>/flotilla.log, kept under 5 MB with one older file
// beside it. Lives as long as messages are wanted; one at a time, made in main().
class LogOutput
{
public:
    explicit LogOutput(const QString &folder = {});
    ~LogOutput();
    Q_DISABLE_COPY_MOVE(LogOutput)

    class Private;

private:
    std::unique_ptr<Private> d;
};

} // namespace flotilla
