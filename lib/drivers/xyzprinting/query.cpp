// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/xyzprinting/query.h"

#include "base/text.h"
#include "drivers/xyzprinting/filament.h"
#include "drivers/xyzprinting/states.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <cmath>

namespace flotilla::xyzprinting {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype mostName = 64;
constexpr qsizetype mostParts = 16; // of a list
constexpr qsizetype mostErrors = 16;
constexpr qsizetype mostNetworks = 64;
constexpr int mostExtruders = 2;
constexpr int blockUnit = 1024;
constexpr int mostBlockUnits = 64; // 64 KB a block; 8 is what all known machines want
constexpr double hottest = 1000; // °C; beyond it is no temperature
constexpr qint64 longestMinutes = 10LL * 365 * 24 * 60 * 10;
constexpr qint64 leftUnknown = 71'582'788; // 0x04444444
constexpr double endlessSpoolMm = 1'000'000; // what a machine without chips gives for its spool

QString text(QByteArrayView value, qsizetype most = mostName)
{
    return cleanText(value, most);
}

template<typename T> std::optional<T> integer(const QByteArray &value)
{
    bool ok = false;
    const qint64 number = value.trimmed().toLongLong(&ok);
    if (!ok || number < std::numeric_limits<T>::min() || number > std::numeric_limits<T>::max())
        return std::nullopt;
    return T(number);
}

std::optional<double> celsius(const QByteArray &value)
{
    bool ok = false;
    const double number = value.trimmed().toDouble(&ok);
    return ok && std::abs(number) < hottest ? std::optional(number) : std::nullopt;
}

std::optional<qint64> minutes(const QByteArray &value)
{
    const auto number = integer<qint64>(value);
    return number && *number >= 0 && *number <= longestMinutes ? number : std::nullopt;
}

QList<QByteArray> parts(const QByteArray &value)
{
    return value.split(',').mid(0, mostParts);
}

QJsonObject object(const QByteArray &value)
{
    return QJsonDocument::fromJson(value).object();
}

std::optional<bool> flag(const QJsonValue &value)
{
    const QString word = value.isString() ? value.toString() : QString();
    if (value.isDouble())
        return value.toDouble() != 0;
    if (value.isBool())
        return value.toBool();
    if (word == u"on" || word == u"yes" || word == u"1")
        return true;
    if (word == u"off" || word == u"no" || word == u"0")
        return false;
    return std::nullopt;
}

std::optional<int> signalPercent(const QJsonValue &value)
{
    bool ok = true;
    const int strength = value.isString() ? value.toString().toInt(&ok) : value.toInt(-1);
    if (!ok || strength < 0 || strength > 200)
        return std::nullopt;
    return std::clamp(2 * (100 - strength), 0, 100);
}

Cartridge &bay(MachineReport &report, qsizetype index)
{
    while (report.cartridges.size() <= index)
        report.cartridges.append(Cartridge {});
    return report.cartridges[index];
}

void applyBed(MachineReport &report, const QByteArray &value)
{
    report.bed = celsius(value);
}

void applyBedReadings(MachineReport &report, const QByteArray &value)
{
    if (!value.startsWith('{') || !value.endsWith('}'))
        return;
    QList<double> readings;
    for (const QByteArray &part : parts(value.mid(1, value.size() - 2))) {
        bool ok = false;
        const double number = part.trimmed().toDouble(&ok);
        if (!ok || !std::isfinite(number))
            return;
        readings.append(number);
    }
    report.bedReadings = readings;
}

void applyJob(MachineReport &report, const QByteArray &value)
{
    const QList<QByteArray> counts = parts(value);
    const auto percent = integer<int>(counts.value(0));
    if (!percent || *percent < 0 || *percent > 100)
        return;
    const auto elapsed = minutes(counts.value(1));
    const auto left = minutes(counts.value(2));
    if (*percent == 0 && elapsed.value_or(0) == 0 && left.value_or(0) == 0) {
        report.job.reset();
        return;
    }
    report.job
        = JobCount {*percent, elapsed.value_or(0), left == leftUnknown ? std::nullopt : left};
}

void applyErrors(MachineReport &report, const QByteArray &value)
{
    QList<quint32> errors;
    for (const QByteArray &part : parts(value).mid(0, mostErrors)) {
        const auto number = integer<qint64>(part);
        if (!number || *number < std::numeric_limits<qint32>::min()
            || *number > std::numeric_limits<quint32>::max())
            return;
        if (*number != 0 && !errors.contains(quint32(*number)))
            errors.append(quint32(*number));
    }
    report.errors = errors;
}

// "1,200000": how many spools, then what is left on each in mm; -1 = none.
void applyFilament(MachineReport &report, const QByteArray &value)
{
    const QList<QByteArray> values = parts(value);
    for (qsizetype i = 1; i < values.size() && i <= mostExtruders; ++i) {
        const auto left = integer<qint64>(values[i]);
        if (!left)
            continue;
        Cartridge &cartridge = bay(report, i - 1);
        cartridge.remainingMm.reset();
        if (*left >= 0 && double(*left) < endlessSpoolMm)
            cartridge.remainingMm = double(*left);
        cartridge.spool = *left != 0 ? std::optional(*left > 0) : std::nullopt;
        cartridge.present = cartridge.spool.value_or(!cartridge.serial.isEmpty());
    }
}

// "2,sn1,sn2" or "1,sn,temperature".
void applyCartridges(MachineReport &report, const QByteArray &value)
{
    const QList<QByteArray> values = parts(value);
    const int count = std::clamp(integer<int>(values.value(0)).value_or(0), 0, mostExtruders);
    for (qsizetype i = 1; i < values.size() && i <= count; ++i) {
        const Cartridge before = bay(report, i - 1);
        Cartridge cartridge = cartridgeFromSerial(values[i]);
        cartridge.remainingMm = before.remainingMm;
        cartridge.spool = before.spool;
        cartridge.present = cartridge.spool.value_or(cartridge.present);
        bay(report, i - 1) = cartridge;
    }
}

void applySerial(MachineReport &report, const QByteArray &value)
{
    report.serial = text(value, 32).replace(u'?', u'-');
}

void applyState(MachineReport &report, const QByteArray &value)
{
    const QList<QByteArray> values = parts(value);
    if (const auto number = integer<int>(values.value(0))) {
        report.state = wideStateNumber(*number);
        report.subState = integer<int>(values.value(1));
    }
}

void applyMaterialType(MachineReport &report, const QByteArray &value)
{
    report.materialType = integer<int>(value);
}

void applyPlaLoaded(MachineReport &report, const QByteArray &value)
{
    if (const auto number = integer<int>(value))
        report.plaLoaded = *number > 0;
}

void applyLanguage(MachineReport &report, const QByteArray &value)
{
    report.language = text(value, 8);
}

void applyName(MachineReport &report, const QByteArray &value)
{
    report.name = text(value);
}

void applyOptions(MachineReport &report, const QByteArray &value)
{
    for (const QByteArray &option : parts(value)) {
        const QByteArray word = option.trimmed();
        if (word.startsWith('p')) {
            const int units = integer<int>(word.mid(1)).value_or(0);
            if (units >= 0 && units <= mostBlockUnits)
                report.blockBytes = (units > 0 ? units : 8) * blockUnit;
        } else if (word == "a+" || word == "a-") {
            report.autoLevel = word == "a+";
        }
    }
}

void applyModel(MachineReport &report, const QByteArray &value)
{
    report.modelId = text(value, 32);
}

void applySwitches(MachineReport &report, const QByteArray &value)
{
    const QJsonObject flags = object(value);
    if (flags.isEmpty())
        return;
    const QJsonObject doors = flags[u"dr"_s].toObject();
    report.switches = {.frontSensor = flag(flags[u"fm"_s]),
                       .filamentSensor = flag(flags[u"fd"_s]),
                       .sdCard = flag(flags[u"sd"_s]),
                       .button = flag(flags[u"button"_s]),
                       .buzzer = flag(flags[u"buzzer"_s]),
                       .topDoorOpen = flag(doors[u"top"_s]),
                       .frontDoorOpen = flag(doors[u"front"_s]),
                       .laserEngraver = flag(flags[u"eh"_s]),
                       .openFilament = flag(flags[u"of"_s])};
}

// "1,now,target" of one extruder, "2,now,now" of two.
void applyTemperatures(MachineReport &report, const QByteArray &value)
{
    const QList<QByteArray> values = parts(value);
    const int count = integer<int>(values.value(0)).value_or(0);
    if (count < 1 || count > mostExtruders)
        return;
    report.tools.clear();
    for (int i = 1; i <= count; ++i)
        report.tools.append(celsius(values.value(i)));
    if (count == 1 && values.size() > 2)
        report.toolTarget = celsius(values[2]);
}

void applyFirmware(MachineReport &report, const QByteArray &value)
{
    report.firmwareParts.clear();
    for (const QByteArray &part : parts(value))
        report.firmwareParts.append(text(part, 32));
    report.firmware = report.firmwareParts.value(0);
}

void applyZOffset(MachineReport &report, const QByteArray &value)
{
    if (const auto offset = integer<int>(value); offset && std::abs(*offset) < 100'000)
        report.zOffsetHundredths = offset;
}

void applyLastMaterial(MachineReport &report, const QByteArray &value)
{
    const QJsonObject used = object(value)[u"LastUsed"_s].toObject();
    QStringList words;
    for (const QJsonValue &word : used)
        if (word.isString())
            words.append(cleanText(word.toString(), mostName));
    if (!words.isEmpty())
        report.lastMaterial = words.mid(0, 4).join(u", "_s);
}

void applyLives(MachineReport &report, const QByteArray &value)
{
    const QList<QByteArray> values = parts(value);
    report.lives = {minutes(values.value(1)), minutes(values.value(2)), minutes(values.value(3))};
}

void applyTargets(MachineReport &report, const QByteArray &value)
{
    const QJsonObject targets = object(value);
    report.toolTarget = celsius(targets[u"nozzle"_s].toString().toLatin1());
    report.bedTarget = celsius(targets[u"bed"_s].toString().toLatin1());
}

void applyWifiFirmware(MachineReport &report, const QByteArray &value)
{
    report.wifiFirmware = text(value, 32);
}

void applyNetworks(MachineReport &report, const QByteArray &value)
{
    const QJsonDocument document = QJsonDocument::fromJson(value);
    const QJsonArray networks
        = document.isArray() ? document.array() : QJsonArray {document.object()};
    report.networksInReach.clear();
    for (const QJsonValue &network : networks) {
        const QString ssid = cleanText(network.toObject()[u"ssid"_s].toString(), mostName);
        if (!ssid.isEmpty() && report.networksInReach.size() < mostNetworks)
            report.networksInReach.append(ssid);
    }
}

void applyNozzle(MachineReport &report, const QByteArray &value)
{
    if (const auto nozzle = nozzleFromText(value))
        report.nozzle = nozzle;
}

void applyLastPrint(MachineReport &report, const QByteArray &value)
{
    const QJsonObject print = object(value);
    if (print.isEmpty())
        return;
    report.lastPrint = LastPrint {
        cleanText(print[u"PrintFile"_s].toString(), mostName),
        cleanText(print[u"Complete"_s].toVariant().toString(), mostName),
    };
}

void applyWireless(MachineReport &report, const QByteArray &value)
{
    const QJsonObject wlan = object(value)[u"wlan"_s].toObject();
    WirelessNet net;
    net.address
        = value.startsWith('{') ? cleanText(wlan[u"ip"_s].toString(), mostName) : text(value);
    if (net.address == u"0.0.0.0")
        net.address.clear();
    net.ssid = cleanText(wlan[u"ssid"_s].toString(), mostName);
    net.channel = integer<int>(wlan[u"channel"_s].toVariant().toByteArray());
    net.signalPercent = signalPercent(wlan[u"rssiValue"_s]);
    net.mac = cleanText(wlan[u"MAC"_s].toString(), mostName);
    report.wireless = net;
}

struct Key
{
    char letter;
    void (*apply)(MachineReport &, const QByteArray &value);
};

constexpr Key keys[] = {
    {'4', applyWireless},    {'G', applyLastMaterial}, {'L', applyLives},
    {'O', applyTargets},     {'V', applyWifiFirmware}, {'W', applyNetworks},
    {'X', applyNozzle},      {'Z', applyLastPrint},    {'b', applyBed},
    {'c', applyBedReadings}, {'d', applyJob},          {'e', applyErrors},
    {'f', applyFilament},    {'h', applyPlaLoaded},    {'i', applySerial},
    {'j', applyState},       {'k', applyMaterialType}, {'l', applyLanguage},
    {'n', applyName},        {'o', applyOptions},      {'p', applyModel},
    {'s', applySwitches},    {'t', applyTemperatures}, {'v', applyFirmware},
    {'w', applyCartridges},  {'z', applyZOffset},
};

} // namespace

void applyQuery(MachineReport &report, const QList<QByteArray> &lines)
{
    for (const QByteArray &line : lines) {
        if (line.size() < 2 || line[1] != ':')
            continue;
        for (const Key &key : keys) {
            if (key.letter == line[0])
                key.apply(report, line.mid(2));
        }
    }
}

} // namespace flotilla::xyzprinting
