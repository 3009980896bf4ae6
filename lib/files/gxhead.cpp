// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/gxhead_p.h"

#include <QtEndian>

namespace flotilla::files {

using namespace Qt::StringLiterals;

namespace {

constexpr QByteArrayView signature("xgcode 1.0\n\0", 12);

template<typename T> T at(QByteArrayView bytes, qsizetype offset)
{
    return qFromLittleEndian<T>(bytes.data() + offset);
}

void addTools(const GxHead &head, FileFacts &facts)
{
    const QList<double> lengths = head.leftMm > 0
        ? QList<double> {double(head.rightMm), double(head.leftMm)}
        : QList<double> {double(head.rightMm)};
    if (facts.tools.size() < lengths.size())
        facts.tools.resize(lengths.size());
    // Slots that share one head: only the G-code tells how much each gives.
    if (facts.tools.size() > lengths.size())
        return;
    for (qsizetype i = 0; i < lengths.size(); ++i)
        facts.tools[i].filamentMm = lengths[i];
}

void addTemperatures(const GxHead &head, FileFacts &facts)
{
    const auto add = [&](const QString &heater, quint16 celsius) {
        if (celsius > 0 && celsius <= 1000 && !facts.heaters.contains(heater))
            facts.heaters.insert(heater, celsius);
    };
    add(u"bed"_s, head.bedCelsius);
    if (!facts.nozzleCelsius(0) && !facts.nozzleCelsius(1)) {
        add(u"tool0"_s, head.rightCelsius);
        // Filled in for a head that does nothing, too.
        if (head.leftMm > 0)
            add(u"tool1"_s, head.leftCelsius);
    }
}

} // namespace

bool GxHead::isOrdered() const
{
    return gxHeadBytes <= firstImage && firstImage <= secondImage && secondImage <= gcode;
}

bool isGx(QByteArrayView bytes)
{
    return bytes.startsWith(signature);
}

std::optional<GxHead> parseGxHead(QByteArrayView bytes)
{
    if (bytes.size() < gxHeadBytes || !isGx(bytes))
        return std::nullopt;
    return GxHead {.firstImage = at<quint32>(bytes, 0x10),
                   .secondImage = at<quint32>(bytes, 0x14),
                   .gcode = at<quint32>(bytes, 0x18),
                   .seconds = at<quint32>(bytes, 0x1C),
                   .rightMm = at<quint32>(bytes, 0x20),
                   .leftMm = at<quint32>(bytes, 0x24),
                   .layerMicrometres = at<quint16>(bytes, 0x2A),
                   .bedCelsius = at<quint16>(bytes, 0x32),
                   .rightCelsius = at<quint16>(bytes, 0x34),
                   .leftCelsius = at<quint16>(bytes, 0x36)};
}

void addGxHead(const GxHead &head, FileFacts &facts)
{
    if (head.seconds > 0)
        facts.estimatedSeconds = head.seconds;
    if (const double length = double(head.rightMm) + double(head.leftMm); length > 0) {
        facts.filamentMm = length;
        addTools(head, facts);
    }
    if (head.layerMicrometres > 0 && !facts.layerHeightMm)
        facts.layerHeightMm = head.layerMicrometres / 1000.0;
    if (head.hasTrustedTemperatures())
        addTemperatures(head, facts);
}

} // namespace flotilla::files
