// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/flashforge/flashforgeinfo.h"

#include "drivers/flashforge/flashforgedriver.h"
#include "drivers/flashforge/flashforgefinder.h"
#include "drivers/flashforge/offering.h"

namespace flotilla::flashforge {

using namespace Qt::StringLiterals;

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(flashforge)
};

Parameter port(const QString &key, const QString &label, int byDefault)
{
    return {.key = key,
            .type = Parameter::Type::Integer,
            .label = label,
            .defaultValue = byDefault,
            .minimum = 1,
            .maximum = 65535,
            .rarelyChanged = true};
}

// The firmware wants to be asked every 2 to 5 s, whatever the program's settings say.
Times timesFor(const Pace &pace)
{
    using std::chrono::milliseconds;
    Times times;
    times.watchedPoll = std::clamp(pace.watched, milliseconds(2'000), milliseconds(5'000));
    times.slowPoll = std::clamp(pace.slow, times.watchedPoll, milliseconds(5'000));
    return times;
}

} // namespace

DriverInfo driverInfo(std::optional<Times> times)
{
    return {
        .id = u"flashforge"_s,
        .displayName = u"FlashForge"_s,
        .settings = {
            {.key = u"host"_s, .label = Tr::tr("Address"), .help = Tr::tr("IP address or name of the printer"), .required = true},
            port(u"tcpPort"_s, Tr::tr("Command port"), 8899),
            port(u"httpPort"_s, Tr::tr("HTTP port"), 8898),
            {.key = u"cameraUrl"_s, .label = Tr::tr("Camera address"), .help = Tr::tr("Empty = the printer's own camera"), .defaultValue = QString(), .rarelyChanged = true},
            {.key = u"serialNumber"_s, .label = Tr::tr("Serial number"), .help = Tr::tr("On the label and the printer's screen"), .defaultValue = QString()},
            {.key = u"checkCode"_s,
             .label = Tr::tr("Check code"),
             .help = Tr::tr("On the printer's screen, switch on LAN-only mode in the network settings. The check code is shown there; capitals and zeros matter."),
             .defaultValue = QString(),
             .secret = true},
            {.key = u"protocol"_s,
             .type = Parameter::Type::Choice,
             .label = Tr::tr("Protocol"),
             .defaultValue = u"auto"_s,
             .choices = {{u"auto"_s, Tr::tr("Automatic")}, {u"http"_s, u"HTTP"_s}, {u"legacy"_s, Tr::tr("Command port only")}},
             .rarelyChanged = true},
        },
        .widest = widestCapabilities(),
        .create = [times](const DriverConfig &config, DriverContext &context, QObject *parent) -> PrinterDriver * {
            return new FlashForgeDriver(config, context, times.value_or(timesFor(context.pace)), parent);
        },
        .finder = [](DriverContext &, QObject *parent) -> Finder * { return new FlashForgeFinder(parent); },
        .address = [](const QJsonObject &settings) -> std::optional<FinderTarget> {
            return FinderTarget {settings[u"host"_s].toString(), quint16(settings[u"httpPort"_s].toInt(8898))};
        },
    };
}

} // namespace flotilla::flashforge
