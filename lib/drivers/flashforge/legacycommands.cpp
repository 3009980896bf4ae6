// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/flashforge/legacycommands.h"

#include "base/text.h"
#include "drivers/flashforge/jobmessages.h"
#include "drivers/flashforge/tcpframing.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <cmath>

namespace flotilla::flashforge {

using namespace Qt::StringLiterals;

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(flashforge)
};

constexpr qsizetype maxNameBytes = 36;
constexpr int maxTargetCelsius = 999;

struct ActRow
{
    LegacyAct act;
    QLatin1StringView command;
};
constexpr std::array acts {ActRow {LegacyAct::Resume, "M24"_L1},
                           ActRow {LegacyAct::Pause, "M25"_L1},
                           ActRow {LegacyAct::Cancel, "M26"_L1}};

struct HeaterRow
{
    QLatin1StringView key;
    QLatin1StringView command;
};
constexpr std::array heaters {HeaterRow {"tool0"_L1, "M104 S%1 T0"_L1},
                              HeaterRow {"tool1"_L1, "M104 S%1 T1"_L1},
                              HeaterRow {"bed"_L1, "M140 S%1"_L1}};

constexpr std::array unanswered {QByteArrayView("G1"), QByteArrayView("G28"), QByteArrayView("G90"),
                                 QByteArrayView("G91"), QByteArrayView("G92")};

// Login and transfers are the session's own; the others hold the printer until it is warm.
constexpr std::array reserved {QByteArrayView("M601"), QByteArrayView("M602"),
                               QByteArrayView("M28"),  QByteArrayView("M29"),
                               QByteArrayView("M661"), QByteArrayView("M662")};
constexpr std::array blocking {QByteArrayView("M109"), QByteArrayView("M190"), QByteArrayView("M6"),
                               QByteArrayView("M7")};

template<typename Table> bool holds(const Table &table, QByteArrayView code)
{
    return std::find(table.begin(), table.end(), code) != table.end();
}

} // namespace

QString legacyActCommand(LegacyAct act)
{
    const auto row = std::find_if(acts.begin(), acts.end(),
                                  [act](const ActRow &candidate) { return candidate.act == act; });
    return row->command;
}

QString legacyLightCommand(bool on, LegacyDialect dialect)
{
    if (dialect == LegacyDialect::Bare)
        return on ? u"M146 1"_s : u"M146 0"_s;
    return on ? u"M146 r255 g255 b255 F0"_s : u"M146 r0 g0 b0 F0"_s;
}

Result<QString> legacyHeatCommand(const QString &heater, double celsius)
{
    const auto row = std::find_if(heaters.begin(), heaters.end(), [&](const HeaterRow &candidate) {
        return candidate.key == heater;
    });
    if (row == heaters.end())
        return failure(Error::Kind::Unsupported, Tr::tr("There is no “%1” to set.").arg(heater));
    if (!(celsius >= 0 && celsius <= maxTargetCelsius))
        return failure(Error::Kind::WrongUse, Tr::tr("%1 °C is no target.").arg(celsius));
    return QString(row->command).arg(int(std::lround(celsius)));
}

bool isUnanswered(const QByteArray &code)
{
    return holds(unanswered, code);
}

Result<void> checkRawCommand(QStringView line)
{
    const QByteArray code = commandCode(line);
    if (holds(reserved, code))
        return failure(Error::Kind::WrongUse,
                       Tr::tr("%1 is kept for the program itself. Use the command for it.")
                           .arg(QString::fromLatin1(code)));
    if (holds(blocking, code))
        return failure(Error::Kind::WrongUse,
                       Tr::tr("%1 holds the printer until it is warm. Set the temperature instead.")
                           .arg(QString::fromLatin1(code)));
    return {};
}

QStringList legacyFileTypes()
{
    return {u"gx"_s, u"gcode"_s, u"g"_s};
}

Result<QString> legacyFileName(QStringView name)
{
    const auto safe = safeFileName(name);
    const QString ending = safe ? safe->sliced(safe->lastIndexOf(u'.')) : QString();
    if (!safe || !legacyFileTypes().contains(ending.sliced(1)))
        return failure(Error::Kind::BadFile,
                       Tr::tr("“%1” is no file for this printer: it takes .gx, .gcode and .g.")
                           .arg(cleanText(name, 80)));
    return QString(safe->first(qMin(safe->size(), maxNameBytes) - ending.size()) + ending);
}

QString uploadBeginCommand(qint64 size, const QString &name)
{
    return u"M28 %1 0:/user/%2"_s.arg(QString::number(size), name);
}

QString startCommand(const QString &name)
{
    return u"M23 0:/user/"_s + name;
}

QString listedPath(const QString &name)
{
    return u"/data/"_s + name;
}

} // namespace flotilla::flashforge
