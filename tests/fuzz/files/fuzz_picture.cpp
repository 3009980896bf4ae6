// SPDX-License-Identifier: GPL-3.0-or-later
// Pictures: the size in their heads, and those that we decode ourselves.
#include "files/picturehead.h"
#include "files/qoi_p.h"

#include <cstdint>
#include <cstdlib>

using namespace flotilla::files;

namespace {

void require(bool truth)
{
    if (!truth)
        std::abort();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArrayView bytes(data, qsizetype(size));
    const auto head = pictureHead(bytes);
    if (head) {
        require(head->width > 0 && head->width <= maxPictureSide);
        require(head->height > 0 && head->height <= maxPictureSide);
    }
    const QImage image = decodeQoi(bytes);
    if (!image.isNull())
        require(head && image.width() == head->width && image.height() == head->height);
    return 0;
}
