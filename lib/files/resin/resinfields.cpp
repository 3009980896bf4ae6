// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/resin/resinfields_p.h"

#include "base/text.h"

#include <QtEndian>

#include <algorithm>
#include <bit>
#include <cmath>

namespace flotilla::files {

using namespace Qt::StringLiterals;

namespace {

constexpr quint32 mostPixels = 1'000'000; // of a side
constexpr double tenThousandth = 1e4;

double rounded(double value)
{
    return std::round(value * tenThousandth) / tenThousandth;
}

template<typename T> T numberAt(QByteArrayView bytes, qsizetype offset, ResinFields::Order order)
{
    if (offset < 0 || offset > bytes.size() - qsizetype(sizeof(T)))
        return T();
    const char *from = bytes.data() + offset;
    return order == ResinFields::Order::BigEndian ? qFromBigEndian<T>(from)
                                                  : qFromLittleEndian<T>(from);
}

} // namespace

quint16 ResinFields::u16(qsizetype offset) const
{
    return numberAt<quint16>(m_bytes, offset, m_order);
}

quint32 ResinFields::u32(qsizetype offset) const
{
    return numberAt<quint32>(m_bytes, offset, m_order);
}

std::optional<double> ResinFields::positive(qsizetype offset, double most) const
{
    const double value = double(std::bit_cast<float>(u32(offset)));
    if (!std::isfinite(value) || value > most || rounded(value) <= 0)
        return std::nullopt;
    return rounded(value);
}

std::optional<int> ResinFields::count(qsizetype offset, quint32 most) const
{
    const quint32 value = u32(offset);
    return value > 0 && value <= most ? std::optional(int(value)) : std::nullopt;
}

QString ResinFields::text(qsizetype offset, qsizetype length) const
{
    if (offset < 0 || offset >= m_bytes.size())
        return {};
    return cleanText(m_bytes.sliced(offset, std::min(length, m_bytes.size() - offset)), length);
}

std::optional<QSize> resinResolution(quint32 width, quint32 height)
{
    if (width == 0 || height == 0 || width > mostPixels || height > mostPixels)
        return std::nullopt;
    return QSize(int(width), int(height));
}

void addResinHeight(FileFacts &facts)
{
    if (facts.objectHeightMm || !facts.layerCount || !facts.layerHeightMm)
        return;
    const double height = rounded(*facts.layerCount * *facts.layerHeightMm);
    if (height <= resinlimits::axisMm)
        facts.objectHeightMm = height;
}

QString resinMachine(const QString &text)
{
    const bool says = text.compare("standard"_L1, Qt::CaseInsensitive) != 0
        && text.compare("default"_L1, Qt::CaseInsensitive) != 0;
    return says ? text : QString();
}

} // namespace flotilla::files
