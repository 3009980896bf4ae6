// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/xyzprinting/filament.h"

#include "base/text.h"

#include <QCoreApplication>

#include <algorithm>
#include <iterator>

namespace flotilla::xyzprinting {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(xyzprinting)
};

constexpr qsizetype serialBytes = 14;
constexpr qsizetype mostShown = 32;

struct Material
{
    int type; // of `k`, the letter of the cartridge's serial number in hexadecimal
    char letter;
    const char *name;
};

constexpr Material materials[] = {
    {41, 'A', "ABS"}, {46, 'F', "TPE"},       {47, 'G', "PETG"}, {50, 'P', "PLA"},
    {51, 'Q', "PLA"}, {54, 'T', "Tough PLA"}, {56, 'V', "PVA"},
};

struct Length
{
    char letter;
    double metres;
};

constexpr Length lengths[] = {{'3', 120}, {'5', 185}, {'6', 240}};

struct Color
{
    char letter;
    const char *value;
    const char *name;
};

constexpr Color colors[] = {
    {'0', "#CD7F32", QT_TRANSLATE_NOOP("xyzprinting", "Bronze")},
    {'1', "#C0C0C0", QT_TRANSLATE_NOOP("xyzprinting", "Silver")},
    {'2', "#E06666", QT_TRANSLATE_NOOP("xyzprinting", "Clear red")},
    {'3', "#E8F0F0", QT_TRANSLATE_NOOP("xyzprinting", "Clear")},
    {'4', "#006A4E", QT_TRANSLATE_NOOP("xyzprinting", "Bottle green")},
    {'5', "#FF2FB3", QT_TRANSLATE_NOOP("xyzprinting", "Neon magenta")},
    {'6', "#4682B4", QT_TRANSLATE_NOOP("xyzprinting", "Steel blue")},
    {'7', "#FFA12B", QT_TRANSLATE_NOOP("xyzprinting", "Sun orange")},
    {'8', "#F4F1E8", QT_TRANSLATE_NOOP("xyzprinting", "Pearl white")},
    {'9', "#B87333", QT_TRANSLATE_NOOP("xyzprinting", "Copper")},
    {'A', "#7B2D8E", QT_TRANSLATE_NOOP("xyzprinting", "Purple")},
    {'B', "#1F4FBF", QT_TRANSLATE_NOOP("xyzprinting", "Blue")},
    {'C', "#FF9966", QT_TRANSLATE_NOOP("xyzprinting", "Neon tangerine")},
    {'D', "#40826D", QT_TRANSLATE_NOOP("xyzprinting", "Viridity")},
    {'E', "#808000", QT_TRANSLATE_NOOP("xyzprinting", "Olivine")},
    {'F', "#D4AF37", QT_TRANSLATE_NOOP("xyzprinting", "Gold")},
    {'G', "#2E8B3D", QT_TRANSLATE_NOOP("xyzprinting", "Green")},
    {'H', "#39FF14", QT_TRANSLATE_NOOP("xyzprinting", "Neon green")},
    {'I', "#FFFAFA", QT_TRANSLATE_NOOP("xyzprinting", "Snow white")},
    {'J', "#E6FB04", QT_TRANSLATE_NOOP("xyzprinting", "Neon yellow")},
    {'K', "#1A1A1A", QT_TRANSLATE_NOOP("xyzprinting", "Black")},
    {'L', "#8F5FBF", QT_TRANSLATE_NOOP("xyzprinting", "Violet")},
    {'M', "#6F2DA8", QT_TRANSLATE_NOOP("xyzprinting", "Grape purple")},
    {'N', "#B0306A", QT_TRANSLATE_NOOP("xyzprinting", "Purpurine")},
    {'O', "#F5E663", QT_TRANSLATE_NOOP("xyzprinting", "Clear yellow")},
    {'P', "#7CCD9B", QT_TRANSLATE_NOOP("xyzprinting", "Clear green")},
    {'Q', "#FFB07C", QT_TRANSLATE_NOOP("xyzprinting", "Clear tangerine")},
    {'R', "#C8102E", QT_TRANSLATE_NOOP("xyzprinting", "Red")},
    {'S', "#FFD300", QT_TRANSLATE_NOOP("xyzprinting", "Cyber yellow")},
    {'T', "#F28500", QT_TRANSLATE_NOOP("xyzprinting", "Tangerine")},
    {'U', "#7EB6FF", QT_TRANSLATE_NOOP("xyzprinting", "Clear blue")},
    {'V', "#B57EDC", QT_TRANSLATE_NOOP("xyzprinting", "Clear purple")},
    {'W', "#FFFFFF", QT_TRANSLATE_NOOP("xyzprinting", "White")},
    {'X', "#FF77CC", QT_TRANSLATE_NOOP("xyzprinting", "Clear magenta")},
    {'Y', "#FFD800", QT_TRANSLATE_NOOP("xyzprinting", "Yellow")},
    {'Z', "#F3E5C3", QT_TRANSLATE_NOOP("xyzprinting", "Natural")},
};

struct NozzleType
{
    int type;
    double diameterMm;
};

constexpr NozzleType nozzleTypes[] = {
    {1, 0.4}, {2, 0.4}, {3, 0.3}, {54, 0.6}, {56, 0.8}, {75, 0.3}, {77, 0.4}, {82, 0.4}, {84, 0.3},
};

constexpr const char *laserLetters = "LNHQ";

bool isNoSerial(QByteArrayView serial)
{
    return std::all_of(serial.begin(), serial.end(), [](char c) { return c == '-' || c == ' '; });
}

} // namespace

Cartridge cartridgeFromSerial(QByteArrayView serial)
{
    const QByteArrayView text = serial.trimmed();
    Cartridge cartridge;
    if (isNoSerial(text))
        return cartridge;
    cartridge.present = true;
    cartridge.serial = cleanText(text, mostShown);
    if (text.size() != serialBytes)
        return cartridge;
    for (const Material &material : materials) {
        if (material.letter == text[2])
            cartridge.material = QString::fromLatin1(material.name);
    }
    for (const Length &length : lengths) {
        if (length.letter == text[3])
            cartridge.lengthMm = length.metres * 1000;
    }
    for (const Color &color : colors) {
        if (color.letter == text[4]) {
            cartridge.color = QString::fromLatin1(color.value);
            cartridge.colorName = Tr::tr(color.name);
        }
    }
    return cartridge;
}

QString materialName(int type)
{
    for (const Material &material : materials) {
        if (material.type == type)
            return QString::fromLatin1(material.name);
    }
    return {};
}

std::optional<Nozzle> nozzleFromText(QByteArrayView text)
{
    const QList<QByteArray> parts = text.toByteArray().split(',');
    const QByteArray type = parts.constFirst().trimmed();
    Nozzle nozzle;
    bool ok = false;
    nozzle.type = type.toInt(&ok);
    nozzle.isLaser = type.size() == 1 && QByteArrayView(laserLetters).contains(type[0]);
    if (!ok && !nozzle.isLaser)
        return std::nullopt;
    for (const NozzleType &known : nozzleTypes) {
        if (ok && known.type == nozzle.type)
            nozzle.diameterMm = known.diameterMm;
    }
    if (parts.size() > 1 && !isNoSerial(parts[1])) {
        nozzle.serial = cleanText(QByteArrayView(parts[1]), mostShown);
        const qint64 minutes
            = parts[1].mid(parts[1].lastIndexOf('-') + 1).trimmed().toLongLong(&ok);
        if (ok && parts[1].contains('-') && minutes >= 0)
            nozzle.minutesUsed = minutes;
    }
    return nozzle;
}

} // namespace flotilla::xyzprinting
