// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/finder.h"
#include "core/printerdriver.h"

#include <functional>
#include <memory>

namespace flotilla {

struct DriverContext;

// A system we speak: what it is called, what it needs to know, and how to make its objects.
struct DriverInfo
{
    QString id; // stored in the database, never renamed
    QString displayName;
    QList<Parameter> settings;
    Capabilities widest; // the widest set of the system; a machine reports its own
    std::function<PrinterDriver *(const DriverConfig &, DriverContext &, QObject *parent)> create;
    std::function<Finder *(DriverContext &, QObject *parent)> finder;
    // Where a session begins, by these settings; none where it is not the network.
    std::function<std::optional<FinderTarget>(const QJsonObject &settings)> address = {};

    // The document of `flotillactl drivers`.
    QJsonObject toJson() const;
    const Parameter *setting(const QString &key) const;
};

// The systems of this build. Filled once at start by registerBuiltinDrivers(), constant afterwards.
class DriverRegistry
{
public:
    void add(DriverInfo info);
    const DriverInfo *find(const QString &id) const;
    // In the order they were added. Stable for the life of the registry.
    const std::vector<std::unique_ptr<DriverInfo>> &all() const { return m_drivers; }

private:
    std::vector<std::unique_ptr<DriverInfo>> m_drivers;
};

} // namespace flotilla
