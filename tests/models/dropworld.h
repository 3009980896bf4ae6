// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/dropsession.h"
#include "models/question.h"
#include "models/senddesk.h"
#include "models/sendsheet.h"

#include "fleetworld.h"
#include "jobs/jobstore.h"
#include "samplefile.h"
#include "store/settingstable.h"

#include <QTemporaryDir>

namespace flotilla::test {

using namespace models;

inline Capabilities takesGcode()
{
    return {.storesFiles = true,
            .startsStored = true,
            .heaters = {{QStringLiteral("tool0"), 280}, {QStringLiteral("bed"), 110}},
            .fileTypes = {QStringLiteral("gcode"), QStringLiteral("gx")},
            .buildVolume = Capabilities::Volume {220, 220, 250}};
}

// A fleet, and what drops and sends files to it.
struct DropWorld : FleetWorld
{
    // A printer that takes G-code, its plate clear.
    QString ready(const QString &name, const Capabilities &can = takesGcode(),
                  const DriverState &state = {.state = State::Idle})
    {
        const QString id = add(name, {.state = State::Idle});
        Q_EMIT driver(name)->capabilitiesReported(can);
        ended(printer(name)->clearPlate());
        driver(name)->report(state);
        return id;
    }
    QUrl file(const QString &name, const QByteArray &bytes = sampleGcode())
    {
        if (!writeFile(folder.filePath(name), bytes))
            qFatal("a sample file could not be written");
        return QUrl::fromLocalFile(folder.filePath(name));
    }
    // The files are over the window and have been read.
    void drag(const QList<QUrl> &files)
    {
        drop.begin(files);
        const auto isRead = [this] { return !drop.facts().contains(QStringLiteral("Reading")); };
        if (!QTest::qWaitFor(isRead))
            qFatal("the files were not read");
    }
    // The sheet is open with these files, which have been read.
    void open(const QList<QUrl> &files, const QStringList &printers)
    {
        QList<QUuid> chosen;
        for (const QString &id : printers)
            chosen << QUuid::fromString(id);
        sheet.openFiles(files, chosen);
        const auto isRead
            = [this] { return !sheet.caption().startsWith(QStringLiteral("Reading")); };
        if (!QTest::qWaitFor(isRead))
            qFatal("the files were not read");
    }
    int rowOf(const QString &printerName)
    {
        for (int row = 0; row < sheet.targets()->rowCount(); ++row) {
            if (roleOf(row, SendTargets::Name).toString() == printerName)
                return row;
        }
        return -1;
    }
    QVariant roleOf(int row, int role)
    {
        return sheet.targets()->data(sheet.targets()->index(row), role);
    }
    QVariant of(const QString &printerName, int role) { return roleOf(rowOf(printerName), role); }
    Verdict verdict(const QString &id) const { return drop.verdict(QUuid::fromString(id)); }
    bool set(const QString &key, const QString &value)
    {
        return ended(settings.set(key, value)).has_value();
    }

    QTemporaryDir folder;
    JobStore runs {fakes.data.database};
    store::Settings settings {fakes.data.database};
    JobRunner jobs {*fakes.fleet, runs};
    SendDesk transfers {*fakes.fleet, jobs};
    Question question {*fakes.fleet};
    SendSheet sheet {{*fakes.fleet, settings, transfers, question}};
    DropSession drop {{*fakes.fleet, settings, transfers, sheet}};
};

} // namespace flotilla::test
