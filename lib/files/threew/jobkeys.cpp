// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/threew/jobkeys_p.h"

#include "files/gcodefacts_p.h"
#include "files/statednumbers_p.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace flotilla::files::threew {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array names {
    QByteArrayView("filename"),       QByteArrayView("print_time"),   QByteArrayView("machine"),
    QByteArrayView("facets"),         QByteArrayView("total_layers"), QByteArrayView("version"),
    QByteArrayView("total_filament"),
};
constexpr qsizetype longestName = 60; // that an upload may give a file
constexpr qsizetype longestMachine = 32;
constexpr qsizetype versionLength = 8;

QByteArray line(QByteArrayView key, const QByteArray &value)
{
    return "; " + key.toByteArray() + " = " + value + '\n';
}

bool isDigits(QByteArrayView text)
{
    return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

} // namespace

JobKeys statedJobKeys(const GcodeText &text)
{
    const FileFacts facts = factsOf(text);
    JobKeys keys;
    keys.machine = text.value("machine")
                       .first(std::min(text.value("machine").size(), longestMachine))
                       .toByteArray();
    if (const auto seconds = statedPositive(text.value("print_time")))
        keys.printSeconds = qint64(*seconds);
    else if (facts.estimatedSeconds)
        keys.printSeconds = std::max<qint64>(1, std::llround(*facts.estimatedSeconds));
    keys.layerCount = facts.layerCount;
    keys.filamentMm = facts.filamentMm;
    bool isWhole = false;
    if (const int facets = text.value("facets").toByteArray().toInt(&isWhole);
        isWhole && facets > 0)
        keys.facets = facets;
    const QByteArrayView version = text.value("version");
    if (version.size() == versionLength && isDigits(version))
        keys.version = version.toByteArray();
    return keys;
}

QByteArray jobKeyLines(const JobKeys &keys)
{
    return line(names[0], keys.name)
        + line(names[1], QByteArray::number(std::max<qint64>(1, keys.printSeconds.value_or(1))))
        + line(names[2], keys.machine) + line(names[3], QByteArray::number(keys.facets))
        + line(names[4], QByteArray::number(std::max(1, keys.layerCount.value_or(1))))
        + line(names[5], keys.version)
        + line(names[6], QByteArray::number(keys.filamentMm.value_or(0), 'f', 2));
}

bool isJobKey(QByteArrayView line)
{
    if (!line.startsWith(';'))
        return false;
    const qsizetype equals = line.indexOf('=');
    if (equals < 0)
        return false;
    const QByteArrayView key = line.sliced(1, equals - 1).trimmed();
    return std::find(names.begin(), names.end(), key) != names.end();
}

QByteArray jobName(const QString &name)
{
    constexpr QLatin1StringView suffix(".3w");
    QString base = name;
    if (base.endsWith(suffix, Qt::CaseInsensitive))
        base.chop(suffix.size());
    QByteArray clean;
    for (const QChar c : base) {
        const char16_t unit = c.unicode();
        if (unit >= 0x20 && unit < 0x7F)
            clean.append(QByteArrayView(",/\\\"';").contains(char(unit)) ? '_' : char(unit));
    }
    clean = clean.trimmed().first(std::min(clean.trimmed().size(), longestName - suffix.size()));
    return (clean.isEmpty() ? QByteArray("job") : clean.trimmed()) + ".3w";
}

} // namespace flotilla::files::threew
