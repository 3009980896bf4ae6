// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/xyzprinting/xyzinfo.h"

#include "drivers/xyzprinting/offering.h"
#include "drivers/xyzprinting/xyzdriver.h"
#include "drivers/xyzprinting/xyzprintingfinder.h"

#include <QCoreApplication>

namespace flotilla::xyzprinting {

using namespace Qt::StringLiterals;

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(xyzprinting)
};

// The program's pace, never faster than the printers bear.
Times timesFor(const Pace &pace)
{
    using std::chrono::milliseconds;
    Times times;
    times.watchedPoll = std::clamp(pace.watched, milliseconds(2'000), milliseconds(5'000));
    times.slowPoll = std::max(times.watchedPoll, milliseconds(5'000));
    return times;
}

Parameter modelSetting()
{
    Parameter model {.key = u"model"_s,
                     .type = Parameter::Type::Choice,
                     .label = Tr::tr("Model"),
                     .help = Tr::tr("Only where the printer does not say it itself"),
                     .defaultValue = QString(),
                     .choices = {{QString(), Tr::tr("Ask the printer")}},
                     .rarelyChanged = true};
    for (const files::threew::XyzModel &known : files::threew::xyzModels())
        model.choices.append({known.id, known.name});
    return model;
}

Parameter fileVersionSetting()
{
    return {.key = u"fileVersion"_s,
            .type = Parameter::Type::Choice,
            .label = Tr::tr("Version of print files"),
            .help = Tr::tr("Found out by itself where the printer refuses one"),
            .defaultValue = u"auto"_s,
            .choices = {{u"auto"_s, Tr::tr("By model and firmware")},
                        {u"2"_s, Tr::tr("Version 2")},
                        {u"5"_s, Tr::tr("Version 5")}},
            .rarelyChanged = true};
}

QList<Parameter> settings()
{
    return {
        {.key = u"transport"_s,
         .type = Parameter::Type::Choice,
         .label = Tr::tr("Connected by"),
         .defaultValue = u"lan"_s,
         .choices = {{u"lan"_s, Tr::tr("Wi-Fi")}, {u"serial"_s, Tr::tr("USB cable")}}},
        {.key = u"host"_s,
         .label = Tr::tr("Address"),
         .help = Tr::tr("IP address or name of the printer, with Wi-Fi. Whoever is in the same "
                        "network can control it: it asks for no password."),
         .defaultValue = QString()},
        {.key = u"port"_s,
         .type = Parameter::Type::Integer,
         .label = Tr::tr("Port"),
         .defaultValue = 9100,
         .minimum = 1,
         .maximum = 65535,
         .rarelyChanged = true},
        {.key = u"serialDevice"_s,
         .label = Tr::tr("Port of the cable"),
         .help = Tr::tr("As in /dev/ttyACM0 or COM3, or usb: and the adapter's serial number"),
         .defaultValue = QString()},
        modelSetting(),
        fileVersionSetting(),
    };
}

} // namespace

DriverInfo driverInfo(std::optional<Times> times)
{
    return {
        .id = u"xyzprinting"_s,
        .displayName = u"XYZprinting"_s,
        .settings = settings(),
        .widest = widestCapabilities(),
        .create = [times](const DriverConfig &config, DriverContext &context,
                          QObject *parent) -> PrinterDriver * {
            return new XyzDriver(config, context, times.value_or(timesFor(context.pace)), parent);
        },
        .finder
        = [](DriverContext &, QObject *parent) -> Finder * { return new XyzPrintingFinder(parent); },
        .address = [](const QJsonObject &given) -> std::optional<FinderTarget> {
            if (given[u"transport"_s].toString() == u"serial")
                return std::nullopt;
            return FinderTarget {given[u"host"_s].toString(),
                                 quint16(given[u"port"_s].toInt(9100))};
        },
    };
}

} // namespace flotilla::xyzprinting
