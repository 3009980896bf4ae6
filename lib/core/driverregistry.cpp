// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/driverregistry.h"

namespace flotilla {

using namespace Qt::StringLiterals;

QJsonObject Candidate::toJson() const
{
    return {{u"driver"_s, driver},
            {u"name"_s, name},
            {u"address"_s, address},
            {u"serial"_s, serial},
            {u"settings"_s, settings}};
}

QJsonObject DriverInfo::toJson() const
{
    return {{u"id"_s, id},
            {u"name"_s, displayName},
            {u"settings"_s, parametersToJson(settings)},
            {u"capabilities"_s, QJsonArray::fromStringList(widest.names())}};
}

const Parameter *DriverInfo::setting(const QString &key) const
{
    for (const Parameter &parameter : settings) {
        if (parameter.key == key)
            return &parameter;
    }
    return nullptr;
}

void DriverRegistry::add(DriverInfo info)
{
    Q_ASSERT(!find(info.id));
    m_drivers.push_back(std::make_unique<DriverInfo>(std::move(info)));
}

const DriverInfo *DriverRegistry::find(const QString &id) const
{
    for (const auto &driver : m_drivers) {
        if (driver->id == id)
            return driver.get();
    }
    return nullptr;
}

} // namespace flotilla
