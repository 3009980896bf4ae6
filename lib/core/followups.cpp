// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/followups.h"

namespace flotilla {

Command<void> FollowUps::follow(Shown shown, std::chrono::milliseconds limit,
                                const QString &sentence)
{
    Entry entry {std::move(shown), {}, std::make_unique<QTimer>()};
    const Command<void> command = entry.promise.command();
    entry.timer->setSingleShot(true);
    connect(entry.timer.get(), &QTimer::timeout, this, [this, promise = entry.promise, sentence] {
        promise.finish(failure(Error::Kind::TimedOut, sentence));
        // The timer that is calling must not be deleted under itself.
        QMetaObject::invokeMethod(
            this,
            [this] {
                std::erase_if(m_entries, [](const Entry &e) { return e.promise.isFinished(); });
            },
            Qt::QueuedConnection);
    });
    entry.timer->start(limit);
    m_entries.push_back(std::move(entry));
    return command;
}

void FollowUps::observe(const DriverState &state)
{
    std::erase_if(m_entries, [&](const Entry &entry) {
        if (!entry.promise.isFinished() && entry.shown(state))
            entry.promise.finish({});
        return entry.promise.isFinished();
    });
}

} // namespace flotilla
