// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capabilities.h"

#include <array>

namespace flotilla {

using namespace Qt::StringLiterals;

namespace {

// One row a yes-or-no capability: JSON document, database and `drivers` all read this table.
struct Flag
{
    QLatin1StringView name;
    bool Capabilities::*member;
};

constexpr std::array flags {
    Flag {"pause"_L1, &Capabilities::pause},
    Flag {"pauseCanMark"_L1, &Capabilities::pauseCanMark},
    Flag {"cancel"_L1, &Capabilities::cancel},
    Flag {"home"_L1, &Capabilities::home},
    Flag {"jog"_L1, &Capabilities::jog},
    Flag {"gcode"_L1, &Capabilities::gcode},
    Flag {"light"_L1, &Capabilities::light},
    Flag {"speed"_L1, &Capabilities::speed},
    Flag {"listsFiles"_L1, &Capabilities::listsFiles},
    Flag {"deletesFiles"_L1, &Capabilities::deletesFiles},
    Flag {"thumbnails"_L1, &Capabilities::thumbnails},
    Flag {"storesFiles"_L1, &Capabilities::storesFiles},
    Flag {"startsStored"_L1, &Capabilities::startsStored},
    Flag {"startsOnUpload"_L1, &Capabilities::startsOnUpload},
    Flag {"clearsPlate"_L1, &Capabilities::clearsPlate},
    Flag {"emergencyStop"_L1, &Capabilities::emergencyStop},
};

QJsonArray stringsToJson(const QList<QString> &strings)
{
    return QJsonArray::fromStringList(strings);
}

QList<QString> stringsFromJson(const QJsonValue &value)
{
    QList<QString> strings;
    for (const QJsonValue &entry : value.toArray())
        strings.append(entry.toString());
    return strings;
}

template<typename T> QJsonObject mapToJson(const QMap<QString, T> &map)
{
    QJsonObject object;
    for (auto it = map.cbegin(); it != map.cend(); ++it)
        object.insert(it.key(), it.value());
    return object;
}

Action actionFromJson(const QJsonObject &object)
{
    Action action {.id = object[u"id"_s].toString(),
                   .label = object[u"label"_s].toString(),
                   .help = object[u"help"_s].toString(),
                   .parameters = parametersFromJson(object[u"parameters"_s].toArray()),
                   .confirmation = object[u"confirmation"_s].toString()};
    for (const QJsonValue &name : object[u"allowedIn"_s].toArray()) {
        if (const auto state = stateFromName(name.toString()))
            action.allowedIn.append(*state);
    }
    return action;
}

} // namespace

QJsonObject Action::toJson() const
{
    QJsonObject object {
        {u"id"_s, id}, {u"label"_s, label}, {u"parameters"_s, parametersToJson(parameters)}};
    if (!help.isEmpty())
        object.insert(u"help"_s, help);
    if (!confirmation.isEmpty())
        object.insert(u"confirmation"_s, confirmation);
    if (!allowedIn.isEmpty()) {
        QJsonArray names;
        for (const State state : allowedIn)
            names.append(stateName(state));
        object.insert(u"allowedIn"_s, names);
    }
    return object;
}

const Action *Capabilities::action(const QString &id) const
{
    for (const Action &candidate : actions) {
        if (candidate.id == id)
            return &candidate;
    }
    return nullptr;
}

bool Capabilities::accepts(const QString &fileName) const
{
    for (const QString &type : fileTypes) {
        if (fileName.endsWith(u'.' + type, Qt::CaseInsensitive))
            return true;
    }
    return false;
}

QString Capabilities::convertedForm(const QString &fileName) const
{
    for (auto it = conversions.cbegin(); it != conversions.cend(); ++it) {
        if (fileName.endsWith(u'.' + it.key(), Qt::CaseInsensitive))
            return it.value();
    }
    return {};
}

QJsonObject Capabilities::toJson() const
{
    QJsonObject object;
    for (const Flag &flag : flags)
        object.insert(flag.name, this->*flag.member);
    object.insert(u"heaters"_s, mapToJson(heaters));
    if (!conversions.isEmpty())
        object.insert(u"conversions"_s, mapToJson(conversions));
    object.insert(u"fans"_s, stringsToJson(fans));
    object.insert(u"speedMinimum"_s, speedMinimum);
    object.insert(u"speedMaximum"_s, speedMaximum);
    object.insert(u"storages"_s, stringsToJson(storages));
    object.insert(u"fileTypes"_s, stringsToJson(fileTypes));
    object.insert(u"cameraKinds"_s, stringsToJson(cameraKinds));
    object.insert(u"startOptions"_s, parametersToJson(startOptions));
    QJsonArray actionArray;
    for (const Action &entry : actions)
        actionArray.append(entry.toJson());
    object.insert(u"actions"_s, actionArray);
    if (buildVolume)
        object.insert(u"buildVolume"_s,
                      QJsonObject {{u"x"_s, buildVolume->x},
                                   {u"y"_s, buildVolume->y},
                                   {u"z"_s, buildVolume->z}});
    return object;
}

Capabilities Capabilities::fromJson(const QJsonObject &object)
{
    Capabilities capabilities;
    for (const Flag &flag : flags)
        capabilities.*flag.member = object[flag.name].toBool();
    const QJsonObject heaterObject = object[u"heaters"_s].toObject();
    for (auto it = heaterObject.begin(); it != heaterObject.end(); ++it)
        capabilities.heaters.insert(it.key(), it.value().toDouble());
    const QJsonObject conversionObject = object[u"conversions"_s].toObject();
    for (auto it = conversionObject.begin(); it != conversionObject.end(); ++it)
        capabilities.conversions.insert(it.key(), it.value().toString());
    capabilities.fans = stringsFromJson(object[u"fans"_s]);
    capabilities.speedMinimum = object[u"speedMinimum"_s].toDouble(50);
    capabilities.speedMaximum = object[u"speedMaximum"_s].toDouble(150);
    capabilities.storages = stringsFromJson(object[u"storages"_s]);
    capabilities.fileTypes = stringsFromJson(object[u"fileTypes"_s]);
    capabilities.cameraKinds = stringsFromJson(object[u"cameraKinds"_s]);
    capabilities.startOptions = parametersFromJson(object[u"startOptions"_s].toArray());
    for (const QJsonValue &entry : object[u"actions"_s].toArray())
        capabilities.actions.append(actionFromJson(entry.toObject()));
    if (object.contains(u"buildVolume"_s)) {
        const QJsonObject volume = object[u"buildVolume"_s].toObject();
        capabilities.buildVolume = Volume {volume[u"x"_s].toDouble(), volume[u"y"_s].toDouble(),
                                           volume[u"z"_s].toDouble()};
    }
    return capabilities;
}

QList<QString> Capabilities::names() const
{
    QList<QString> present;
    for (const Flag &flag : flags) {
        if (this->*flag.member)
            present.append(flag.name);
    }
    return present;
}

} // namespace flotilla
