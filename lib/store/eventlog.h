// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/command.h"

#include <QDateTime>
#include <QList>
#include <QString>

namespace flotilla::store {

class Database;

// Something that happened, for the person to read later: "printer", "job", "link", … in one
// sentence.
struct Event
{
    QDateTime at;
    QString printerId; // empty where it concerns no printer
    QString kind;
    QString text;

    bool operator==(const Event &) const = default;
};

// The newest events in the database; older ones fall out. Texts are cleaned and cut, since they
// quote printers and files.
class EventLog
{
public:
    static constexpr int defaultKeptEvents = 20'000;
    static constexpr int maxEventsRead = 2'000;
    static constexpr int maxTextLength = 1'000;
    static constexpr int maxNameLength = 64; // printerId, kind

    // `database` must outlive this object. A little more than `keptEvents` may be there between two
    // trims.
    explicit EventLog(Database &database, int keptEvents = defaultKeptEvents);
    Q_DISABLE_COPY_MOVE(EventLog)

    Command<void> append(const Event &event);

    // The newest `count` events (at most maxEventsRead), newest first; with a printer's id only its
    // own.
    Command<QList<Event>> newest(int count, const QString &printerId = {});

private:
    Database &m_database;
    const int m_keptEvents;
    int m_untilTrim = 0; // the first append trims what an earlier run left
};

} // namespace flotilla::store
