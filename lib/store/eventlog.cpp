// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/eventlog.h"

#include "base/text.h"
#include "store/database.h"

namespace flotilla::store {

using namespace Qt::StringLiterals;

namespace {

// A trim now and then costs less than one with every event.
constexpr int appendsBetweenTrims = 200;

Result<int> insert(Connection &connection, const Event &event)
{
    // Numbers are given here: SQLite would make them up by itself, PostgreSQL would not.
    return connection.change(
        u"INSERT INTO events (id, at, printer_id, kind, text) "
        "SELECT COALESCE(MAX(id), 0) + 1, ?, ?, ?, ? FROM events"_s,
        {event.at.toMSecsSinceEpoch(), event.printerId, event.kind, event.text});
}

// Numbers have no gaps, since only the oldest rows ever go.
Result<int> trim(Connection &connection, int kept)
{
    return connection.change(
        u"DELETE FROM events WHERE id <= (SELECT COALESCE(MAX(id), 0) FROM events) - ?"_s, {kept});
}

} // namespace

EventLog::EventLog(Database &database, int keptEvents)
    : m_database(database)
    , m_keptEvents(keptEvents)
{
}

Command<void> EventLog::append(const Event &event)
{
    const Event safe {event.at, cleanText(event.printerId, maxNameLength),
                      cleanText(event.kind, maxNameLength), cleanText(event.text, maxTextLength)};
    const bool trimNow = m_untilTrim == 0;
    m_untilTrim = trimNow ? appendsBetweenTrims : m_untilTrim - 1;
    return m_database.transaction(
        [safe, trimNow, kept = m_keptEvents](Connection &connection) -> Result<void> {
            if (const auto added = insert(connection, safe); !added)
                return failure(added.error());
            if (!trimNow)
                return {};
            return trim(connection, kept).map([](int) {});
        });
}

Command<QList<Event>> EventLog::newest(int count, const QString &printerId)
{
    const int limit = qBound(0, count, maxEventsRead);
    return m_database.run([limit, printerId](Connection &connection) -> Result<QList<Event>> {
        QString sql = u"SELECT at, printer_id, kind, text FROM events"_s;
        QVariantList bindings;
        if (!printerId.isEmpty()) {
            sql += " WHERE printer_id = ?"_L1;
            bindings.append(printerId);
        }
        sql += " ORDER BY id DESC LIMIT ?"_L1;
        bindings.append(limit);
        return connection.list(sql, bindings, [](const QSqlQuery &row) {
            return Event {QDateTime::fromMSecsSinceEpoch(row.value(0).toLongLong(), Qt::UTC),
                          row.value(1).toString(), row.value(2).toString(),
                          row.value(3).toString()};
        });
    });
}

} // namespace flotilla::store
