// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>
#include <QImage>

namespace flotilla::files {

// A picture in the "quite OK image" form that firmware likes; null for what is none or is cut.
QImage decodeQoi(QByteArrayView bytes);

} // namespace flotilla::files
