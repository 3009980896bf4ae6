// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/printerdriver.h"

#include <QTimer>

#include <chrono>
#include <vector>

namespace flotilla {

// Commands that the printer acknowledged and whose effect is still to be seen: each ends well when
// a report shows it, or as TimedOut. Belongs to one Printer.
class FollowUps : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;
    Q_DISABLE_COPY_MOVE(FollowUps)

    // `sentence` is what a person reads when it is never shown.
    Command<void> follow(Shown shown, std::chrono::milliseconds limit, const QString &sentence);

    void observe(const DriverState &state);
    // Ends all as Canceled.
    void cancelAll() { m_entries.clear(); }

private:
    struct Entry
    {
        Shown shown;
        CommandPromise<void> promise;
        std::unique_ptr<QTimer> timer;
    };

    std::vector<Entry> m_entries;
};

} // namespace flotilla
