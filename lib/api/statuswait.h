// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "core/printer.h"

#include <QTimer>

#include <vector>

namespace flotilla::api {

// Somebody looks at these printers as long as this object lives.
class WatchTokens : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    void add(Printer *printer) { m_tokens.push_back(printer->watch()); }

private:
    std::vector<WatchToken> m_tokens;
};

// Waits, without a limit of its own, until a printer is in a state by its own words. A link that is
// lost on the way is waited for, too; only one that a person must mend ends it. Finished is met by
// the last job as well, since the plate may have been cleared between two looks; a job that is
// canceled or fails while we wait and leaves another state will not finish, and ends the wait. Ends
// once, deletes itself.
class StatusWait : public QObject
{
    Q_OBJECT

public:
    StatusWait(Printer *printer, State wanted, QObject *parent);
    Q_DISABLE_COPY_MOVE(StatusWait)

Q_SIGNALS:
    // Met, or why it will not be.
    void finished(const std::optional<flotilla::Error> &error);

private:
    void look();
    bool isMet() const;
    // How the job ended that can no longer finish; nullopt while there is hope.
    std::optional<JobResult> spoilt() const;
    void end(const std::optional<Error> &error);

    const QPointer<Printer> m_printer;
    const State m_wanted;
    WatchToken m_token;
    std::optional<LastJob> m_lastJobBefore;
    bool m_heard = false; // online and heard at least once
    bool m_finished = false;
};

} // namespace flotilla::api
