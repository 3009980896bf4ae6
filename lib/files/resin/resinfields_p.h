// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "files/filefacts.h"

#include <QByteArrayView>

#include <optional>

namespace flotilla::files {

// Fields of a resin file's head, at any offset; what lies past its end is zero, or an empty text.
class ResinFields
{
public:
    enum class Order { LittleEndian, BigEndian };

    explicit ResinFields(QByteArrayView bytes, Order order = Order::LittleEndian)
        : m_bytes(bytes)
        , m_order(order)
    {
    }

    quint16 u16(qsizetype offset) const;
    quint32 u32(qsizetype offset) const;
    // A number above zero, rounded to a ten-thousandth: what is zero, below it, endless or none is
    // not told. So is what is larger than `most`.
    std::optional<double> positive(qsizetype offset, double most) const;
    std::optional<int> count(qsizetype offset, quint32 most) const; // above zero
    // Fixed room, with or without a NUL at its end; safe to show.
    QString text(qsizetype offset, qsizetype length) const;

private:
    const QByteArrayView m_bytes;
    const Order m_order;
};

// Nothing in a print is larger.
namespace resinlimits {
inline constexpr quint32 seconds = 366 * 24 * 3600;
inline constexpr quint32 layers = 10'000'000;
inline constexpr double layerMm = 20;
inline constexpr double axisMm = 100'000;
inline constexpr double exposureSeconds = 86'400;
inline constexpr double amount = 1e9; // mm³, g, money
} // namespace resinlimits

// Both sides above zero.
std::optional<QSize> resinResolution(quint32 width, quint32 height);
// Where the file does not tell its height: that of all layers.
void addResinHeight(FileFacts &facts);
// The printer a file is for; empty for the words that slicers write when they do not know.
QString resinMachine(const QString &text);

} // namespace flotilla::files
