// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulators/xyzprinting/xyztexts.h"

#include "simulators/xyzprinting/xyzcore.h"

#include <QJsonArray>

#include <algorithm>
#include <array>
#include <cmath>

namespace flotilla::simulators {

using namespace Qt::StringLiterals;

namespace {

const QByteArray noCartridge = QByteArrayLiteral("--------------");
const QByteArray dashes = QByteArrayLiteral("--");

QByteArray rounded(double number)
{
    return QByteArray::number(std::llround(number));
}

QByteArray listOf(const XyzCore &core, QByteArray (*value)(const XyzCore &, size_t))
{
    QByteArray list = QByteArray::number(core.model().extruders);
    for (size_t i = 0; i < size_t(core.model().extruders); ++i)
        list += ',' + value(core, i);
    return list;
}

QByteArray cartridge(const XyzCore &core, size_t tool)
{
    if (!core.hasCartridge())
        return noCartridge;
    return tool == 0 ? "PMP6QTH64R0001" : "PMP6KTH64R0002";
}

QByteArray filament(const XyzCore &core, size_t)
{
    if (!core.hasCartridge() || !core.machine.hasSpool())
        return core.model().json ? "0" : "-1";
    return rounded(core.machine.filamentLeftMm());
}

QByteArray nozzle(const XyzCore &core, size_t tool)
{
    return core.hasCartridge() || !core.model().json
        ? rounded(core.machine.nozzles()[tool].actual())
        : dashes;
}

QByteArray bedText(const XyzCore &core)
{
    if (core.model().heatedBed)
        return core.hasCartridge() || !core.model().json ? rounded(core.machine.bed().actual())
                                                         : dashes;
    return core.model().hasChip ? "20" : "0";
}

QByteArray errorsText(const XyzCore &core)
{
    QByteArrayList codes;
    for (const quint32 code : core.shownErrors())
        codes.append(QByteArray::number(code));
    return codes.isEmpty() ? "0" : codes.join(',');
}

QByteArray jobText(const XyzCore &core)
{
    const XyzMachine &machine = core.machine;
    if (!machine.hasJob())
        return "0,0,0";
    return QByteArray::number(machine.percent()) + ','
        + QByteArray::number(machine.elapsedMinutes()) + ','
        + QByteArray::number(machine.minutesLeft());
}

QByteArray stateText(const XyzCore &core)
{
    if (core.stalled)
        return core.model().json ? "30" : "9700";
    if (core.model().json)
        return QByteArray::number(core.machine.oldState());
    QByteArray text = QByteArray::number(core.machine.state());
    if (core.model().stateHasSub)
        text += ',' + QByteArray::number(core.machine.subState());
    return text;
}

QByteArray lifeText(const XyzCore &core)
{
    QByteArray text = "1," + QByteArray::number(qint64(core.machine.poweredMinutes())) + ','
        + QByteArray::number(qint64(core.machine.printedMinutes()));
    if (!core.model().lcd)
        text += ',' + QByteArray::number(qint64(core.machine.lastJobMinutes()));
    return text;
}

QByteArray switchesText(const XyzCore &core)
{
    if (core.model().lcd)
        return R"({"fm":1,"fd":1,"dr":{"top":"off","front":"off"},"sd":"yes","eh":"0","of":"1"})";
    return QByteArray(R"({"fm":0,"fd":)") + (core.model().hasChip ? '0' : '1')
        + R"(,"sd":"yes","button":"no","buzzer":")" + (core.machine.settings.buzzer ? "on" : "off")
        + R"("})";
}

QByteArray temperatureText(const XyzCore &core)
{
    QByteArray text = listOf(core, nozzle);
    if (core.model().statesTarget)
        text += ',' + rounded(core.machine.nozzles().front().target());
    // The 1.1 Plus keeps the place of the target and never fills it.
    if (core.model().json)
        text += ',' + dashes;
    return text;
}

QByteArray networkText(const XyzCore &core)
{
    const QByteArray address = core.options.address.toString().toLatin1();
    if (core.model().json)
        return address;
    return R"({"wlan":{"ip":")" + (core.serial ? QByteArray("0.0.0.0") : address)
        + R"(","ssid":"EXAMPLE","channel":"0","rssiValue":"39","MAC":"54:8c:a0:00:00:01"}})";
}

struct KeyRow
{
    char key;
    QByteArray (*value)(const XyzCore &core);
};

// Everything that some model has; which of it `query=a` lists is a column of the models.
constexpr std::array keyTable {
    KeyRow {'b', bedText},
    KeyRow {'c',
            [](const XyzCore &core) -> QByteArray {
                if (core.model().lcd)
                    return QByteArray();
                return '{' + core.machine.calibration()
                    + (core.model().hasChip ? "}" : ",0.0,0.0,0.0}");
            }},
    KeyRow {'d', jobText},
    KeyRow {'e', errorsText},
    KeyRow {'f', [](const XyzCore &core) -> QByteArray { return listOf(core, filament); }},
    KeyRow {'h', [](const XyzCore &core) -> QByteArray { return core.hasCartridge() ? "1" : "0"; }},
    KeyRow {'i',
            [](const XyzCore &core) -> QByteArray {
                return core.machine.settings.serialNumber.toLatin1();
            }},
    KeyRow {'j', stateText},
    KeyRow {'k', [](const XyzCore &) -> QByteArray { return "50"; }},
    KeyRow {'l', [](const XyzCore &core) -> QByteArray { return core.machine.settings.language; }},
    KeyRow {'m', [](const XyzCore &) -> QByteArray { return "0,0,0"; }},
    KeyRow {'n',
            [](const XyzCore &core) -> QByteArray {
                const QByteArray name = core.machine.settings.name.toUtf8();
                return core.model().lcd ? name : name.leftJustified(16, ' ');
            }},
    KeyRow {'o',
            [](const XyzCore &core) -> QByteArray {
                if (core.model().json)
                    return "p8,t1,c0";
                return core.machine.settings.autoLevel ? "p8,t1,c1,a+" : "p8,t1,c1,a-";
            }},
    KeyRow {'p',
            [](const XyzCore &core) -> QByteArray { return QByteArray(core.model().deviceId); }},
    KeyRow {'s', switchesText},
    KeyRow {'t', temperatureText},
    KeyRow {'v',
            [](const XyzCore &core) -> QByteArray {
                return core.machine.settings.firmware.toLatin1();
            }},
    KeyRow {'w', [](const XyzCore &core) -> QByteArray { return listOf(core, cartridge); }},
    KeyRow {'z',
            [](const XyzCore &core) -> QByteArray {
                return core.model().lcd ? QByteArray()
                                        : QByteArray::number(core.machine.settings.zOffset);
            }},
    KeyRow {'L', lifeText},
    KeyRow {'O',
            [](const XyzCore &core) -> QByteArray {
                if (!core.model().lcd)
                    return {};
                return R"({"nozzle":")" + rounded(core.machine.nozzles().front().target())
                    + R"(","bed":")" + rounded(core.machine.bed().target()) + R"("})";
            }},
    KeyRow {'V',
            [](const XyzCore &core) -> QByteArray { return core.model().wifi ? "5.0.9" : ""; }},
    KeyRow {
        'W',
        [](const XyzCore &core) -> QByteArray {
            return core.model().wifi
                ? R"([{"ssid":"EXAMPLE","bssid":"54:8c:a0:00:00:02","channel":"1","rssiValue":"39","PHY":"n","security":"WPA2"}])"
                : "";
        }},
    KeyRow {'X',
            [](const XyzCore &core) -> QByteArray {
                return core.model().hasChip ? "2,GB-0002-0000-TH-68T-0250-28727"
                                            : "75,GB-0002-0000-TH-7CG-0270-185";
            }},
    KeyRow {'Z',
            [](const XyzCore &core) -> QByteArray {
                if (core.model().hasChip)
                    return {};
                return R"({"PrintFile":")" + core.machine.lastFile().toLatin1()
                    + R"(","Complete":")" + (core.machine.lastFileComplete() ? "yes" : "no")
                    + R"("})";
            }},
    KeyRow {'4',
            [](const XyzCore &core) -> QByteArray {
                return core.model().wifi ? networkText(core) : QByteArray();
            }},
};

QJsonObject jsonJob(const XyzCore &core)
{
    const XyzMachine &machine = core.machine;
    return {{u"print_percentage"_s, QString::number(machine.percent())},
            {u"elapsed_time"_s, QString::number(machine.elapsedMinutes())},
            {u"estimated_time"_s, QString::number(machine.minutesLeft())}};
}

QString text(const QByteArray &bytes)
{
    return QString::fromUtf8(bytes);
}

qint64 numberOf(const XyzCore &core, char key)
{
    return xyzValue(core, key).split(',').first().toLongLong();
}

struct DataRow
{
    char16_t key;
    QJsonValue (*value)(const XyzCore &core);
};

// In the order of the recording. It has no name, which is given to those who ask for it.
constexpr std::array dataTable {
    DataRow {u'p', [](const XyzCore &core) -> QJsonValue { return text(xyzValue(core, 'p')); }},
    DataRow {u'i', [](const XyzCore &core) -> QJsonValue { return text(xyzValue(core, 'i')); }},
    DataRow {u'v',
             [](const XyzCore &core) -> QJsonValue {
                 const QStringList parts = text(xyzValue(core, 'v')).split(u',');
                 return QJsonObject {{u"os"_s, parts.value(0)},
                                     {u"app"_s, parts.value(1)},
                                     {u"engine"_s, parts.value(2)}};
             }},
    DataRow {u'w',
             [](const XyzCore &core) -> QJsonValue {
                 return QJsonArray {QString(u"W1:"_s + text(cartridge(core, 0))),
                                    QString(u"W2:"_s + text(noCartridge))};
             }},
    DataRow {u'f',
             [](const XyzCore &core) -> QJsonValue {
                 return QJsonArray {filament(core, 0).toInt(), 0};
             }},
    DataRow {u't',
             [](const XyzCore &core) -> QJsonValue {
                 return QJsonArray {text(nozzle(core, 0)), text(dashes)};
             }},
    DataRow {u'j', [](const XyzCore &core) -> QJsonValue { return numberOf(core, 'j'); }},
    DataRow {u'L',
             [](const XyzCore &core) -> QJsonValue {
                 return QJsonObject {
                     {u"m"_s, QString::number(qint64(core.machine.poweredMinutes() * 60'000))},
                     {u"e"_s, QString::number(qint64(core.machine.printedMinutes()))}};
             }},
    DataRow {u's',
             [](const XyzCore &) -> QJsonValue {
                 return QJsonObject {{u"e"_s, 0}, {u"c"_s, 0}, {u"j"_s, 0}, {u"o"_s, 0}};
             }},
    DataRow {u'e', [](const XyzCore &core) -> QJsonValue { return numberOf(core, 'e'); }},
    DataRow {u'b', [](const XyzCore &core) -> QJsonValue { return text(xyzValue(core, 'b')); }},
    DataRow {u'd',
             [](const XyzCore &core) -> QJsonValue {
                 const QJsonObject job = xyzJsonJob(core);
                 return job.isEmpty() ? QJsonObject {{u"message"_s, u"No printing job!"_s}} : job;
             }},
    DataRow {u'o',
             [](const XyzCore &) -> QJsonValue {
                 return QJsonObject {{u"p"_s, 0}, {u"t"_s, 0}, {u"f"_s, 0}};
             }},
    DataRow {u'n', [](const XyzCore &core) -> QJsonValue { return text(xyzValue(core, 'n')); }},
};

} // namespace

QByteArray xyzValue(const XyzCore &core, char key)
{
    if (const auto it = core.overrides.constFind(key); it != core.overrides.constEnd())
        return *it;
    for (const KeyRow &row : keyTable) {
        if (row.key == key)
            return row.value(core);
    }
    return {};
}

QByteArray xyzQueryLines(const XyzCore &core, const QByteArray &letters)
{
    const QByteArray wanted = letters.contains('a') ? QByteArray(core.model().queryAll) : letters;
    QByteArray lines;
    for (const char key : wanted) {
        const QByteArray value = xyzValue(core, key);
        if (!value.isEmpty())
            lines += key + (':' + value + '\n');
    }
    return lines;
}

QJsonObject xyzJsonJob(const XyzCore &core)
{
    return core.machine.hasJob() ? jsonJob(core) : QJsonObject();
}

QJsonObject xyzJsonData(const XyzCore &core, const QString &letter)
{
    QJsonObject data;
    for (const DataRow &row : dataTable) {
        const bool wanted = letter == u"all"_s ? row.key != u'n' : letter == QString(row.key);
        if (wanted)
            data.insert(QString(row.key), row.value(core));
    }
    return data;
}

} // namespace flotilla::simulators
