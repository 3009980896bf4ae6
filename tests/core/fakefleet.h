// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/fleet.h"
#include "store/database.h"

#include "fakedriver.h"
#include "fakeworld.h"

#include <QTemporaryDir>
#include <QTest>

namespace flotilla::test {

// The end of a command, or an error after ten seconds without one.
template<typename T> Result<T> ended(const Command<T> &command)
{
    if (!QTest::qWaitFor([&] { return command.isFinished(); }, 10'000))
        return failure(Error::Kind::Internal, QStringLiteral("the test waited in vain"));
    return *command.result();
}

// A database of its own, with the table of printers.
struct FakeStore
{
    FakeStore() { database.open(); }

    bool run(const QString &sql)
    {
        return ended(database.run([sql](store::Connection &db) -> Result<void> {
                   const auto done = db.exec(sql);
                   return done ? Result<void>() : failure(done.error());
               }))
            .has_value();
    }
    // The first column of the first row; an invalid variant where there is none.
    QVariant value(const QString &sql)
    {
        const auto found = ended(database.run([sql](store::Connection &db) -> Result<QVariant> {
            const auto row
                = db.first(sql, {}, [](const QSqlQuery &query) { return query.value(0); });
            return row ? row->value_or(QVariant()) : QVariant();
        }));
        return found.value_or(QVariant());
    }
    int number(const QString &sql) { return value(sql).toInt(); }

    QTemporaryDir folder;
    store::Database database {folder.filePath(QStringLiteral("flotilla.db"))};
    PrinterRepository printers {database};
};

// A fleet of FakeDrivers over a real database. restart() ends the program and begins it anew.
struct FakeFleet
{
    FakeFleet()
    {
        registry.add(system.info());
        restart();
    }

    void restart()
    {
        fleet.reset();
        fleet = std::make_unique<Fleet>(registry, world.context, data.printers, options);
    }

    // A printer by this name, added; its id.
    QUuid add(const QString &name, const QMap<QString, QString> &more = {})
    {
        NewPrinter description {.driver = QStringLiteral("fake"),
                                .name = name,
                                .settings = {{QStringLiteral("host"), QStringLiteral("10.0.0.3")}}};
        description.settings.insert(more);
        return ended(fleet->add(description)).value_or(QUuid());
    }
    FakeDriver *driver(const QString &name) const { return system.driver(name); }

    FakeStore data;
    FakeWorld world;
    FakeSystem system;
    DriverRegistry registry;
    // No heartbeat unless a test is about absences: they turn the clock by hours.
    Fleet::Options options {.heartbeat = std::chrono::hours(1),
                            .rediscovery = std::chrono::milliseconds(0),
                            .searchNetwork = false};
    std::unique_ptr<Fleet> fleet;
};

} // namespace flotilla::test
