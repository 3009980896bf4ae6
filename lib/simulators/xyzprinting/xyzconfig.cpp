// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulators/xyzprinting/xyzconfig.h"

#include "simulators/xyzprinting/xyzcore.h"

#include <algorithm>
#include <array>
#include <optional>

namespace flotilla::simulators {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype maxNameBytes = 64;
constexpr int zOffsetLimit = 2000; // 1/100 mm
constexpr std::array<const char *, 6> languages {"en", "fr", "it", "de", "es", "jp"};

bool takeSwitch(const QByteArray &value, bool &setting)
{
    setting = value == "on";
    return value == "on" || value == "off";
}

std::optional<int> numberFrom(const QByteArray &value, int least, int most)
{
    bool ok = false;
    const int number = value.toInt(&ok);
    return ok && number >= least && number <= most ? std::optional(number) : std::nullopt;
}

// What stands between the brackets; nullopt where there are none.
std::optional<QByteArray> bracketed(const QByteArray &text)
{
    if (!text.startsWith('[') || !text.endsWith(']'))
        return std::nullopt;
    return text.sliced(1, text.size() - 2);
}

bool setName(XyzCore &core, const QByteArray &value)
{
    const auto name = bracketed(value);
    if (!name || name->isEmpty() || name->size() > maxNameBytes)
        return false;
    core.machine.settings.name = QString::fromUtf8(*name);
    return true;
}

bool setLanguage(XyzCore &core, const QByteArray &value)
{
    const auto language = bracketed(value);
    const bool known = language
        && std::any_of(languages.begin(), languages.end(),
                       [&](const char *word) { return *language == word; });
    if (known)
        core.machine.settings.language = *language;
    return known;
}

bool setEnergy(XyzCore &core, const QByteArray &value)
{
    const auto minutes = numberFrom(bracketed(value).value_or(QByteArray()), 0, 9);
    core.machine.settings.energyMinutes = minutes.value_or(core.machine.settings.energyMinutes);
    return minutes.has_value();
}

bool setZOffset(XyzCore &core, const QByteArray &value)
{
    if (core.model().lcd || !value.startsWith("set"))
        return false;
    const auto offset = numberFrom(bracketed(value.sliced(3)).value_or(QByteArray()), -zOffsetLimit,
                                   zOffsetLimit);
    core.machine.settings.zOffset = offset.value_or(core.machine.settings.zOffset);
    return offset.has_value();
}

bool controlJob(XyzCore &core, const QByteArray &value)
{
    struct Row
    {
        const char *word;
        bool (XyzMachine::*act)();
    };
    constexpr std::array rows {
        Row {"pause", &XyzMachine::pause},
        Row {"resume", &XyzMachine::resume},
        Row {"cancel", &XyzMachine::cancel},
        Row {"complete", &XyzMachine::clearBed},
    };
    for (const Row &row : rows) {
        if (value == row.word)
            return (core.machine.*row.act)();
    }
    return false;
}

struct ConfigRow
{
    const char *key;
    bool (*set)(XyzCore &core, const QByteArray &value);
    bool answered;
};

constexpr std::array configTable {
    ConfigRow {"autolevel",
               [](XyzCore &core, const QByteArray &value) {
                   return takeSwitch(value, core.machine.settings.autoLevel);
               },
               true},
    ConfigRow {"buzzer",
               [](XyzCore &core, const QByteArray &value) {
                   return takeSwitch(value, core.machine.settings.buzzer);
               },
               true},
    ConfigRow {"disconnectap", [](XyzCore &core, const QByteArray &) { return core.model().wifi; },
               true},
    ConfigRow {"energy", setEnergy, true},
    ConfigRow {"lang", setLanguage, true},
    ConfigRow {
        "life",
        [](XyzCore &, const QByteArray &value) {
            return numberFrom(bracketed(value).value_or(QByteArray()), 0, 1 << 30).has_value();
        },
        false},
    ConfigRow {"name", setName, true},
    ConfigRow {"restoredefault",
               [](XyzCore &core, const QByteArray &value) {
                   core.machine.settings.name = QString::fromLatin1(core.model().factoryName);
                   core.machine.settings.language = "en";
                   return value == "on";
               },
               true},
    ConfigRow {"ssid",
               [](XyzCore &core, const QByteArray &value) {
                   const auto inside = bracketed(value);
                   return core.model().wifi && inside && inside->split(',').size() == 3;
               },
               true},
    ConfigRow {"zoffset", setZOffset, true},
};

// These would answer with raw bytes.
constexpr std::array<const char *, 3> binaryKeys {"taginfo", "uid", "signature"};

} // namespace

XyzConfigResult runXyzConfig(XyzCore &core, const QByteArray &text)
{
    if (text.startsWith("print")) {
        const auto word = bracketed(text.sliced(5));
        const bool accepted = word && controlJob(core, *word);
        return {.accepted = accepted,
                .answered = true,
                .violation = accepted
                    ? QString()
                    : u"%1 in state %2"_s.arg(QString::fromLatin1(text)).arg(core.machine.state())};
    }
    const qsizetype colon = text.indexOf(':');
    const QByteArray key = colon < 0 ? text : text.first(colon);
    const QByteArray value = colon < 0 ? QByteArray() : text.sliced(colon + 1);
    if (std::find_if(binaryKeys.begin(), binaryKeys.end(),
                     [&](const char *word) { return key == word; })
        != binaryKeys.end())
        return {.accepted = false,
                .answered = true,
                .violation = u"%1 answers with binary and is never to be asked"_s.arg(
                    QString::fromLatin1(key))};
    for (const ConfigRow &row : configTable) {
        if (key != row.key)
            continue;
        const bool accepted = row.set(core, value);
        return {.accepted = accepted,
                .answered = row.answered,
                .violation = accepted
                    ? QString()
                    : u"config=%1 with a value that cannot be"_s.arg(QString::fromLatin1(key))};
    }
    return {.accepted = false, .answered = true, .violation = u"an unknown config="_s};
}

} // namespace flotilla::simulators
