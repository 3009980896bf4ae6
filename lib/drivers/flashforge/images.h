// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>

#include <optional>

namespace flotilla::flashforge {

// Ceiling for one picture from a printer.
inline constexpr qsizetype maxImageBytes = 8 * 1024 * 1024;

enum class ImageFormat { Png, Bmp, Jpeg };

// By the first bytes, never by a name or content type. nullopt where they are no picture.
std::optional<ImageFormat> imageFormat(QByteArrayView bytes);

// Where the first picture begins; -1 where there is none.
qsizetype indexOfImage(QByteArrayView bytes);

} // namespace flotilla::flashforge
