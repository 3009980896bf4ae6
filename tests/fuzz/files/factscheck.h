// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "files/filefacts.h"
#include "files/gcodetext_p.h"

#include <cmath>
#include <cstdlib>

namespace flotilla::fuzz {

inline void require(bool truth)
{
    if (!truth)
        std::abort();
}

inline void requirePositive(const std::optional<double> &number)
{
    require(!number || (std::isfinite(*number) && *number > 0));
}

inline void checkBounds(const std::optional<files::FileBounds> &bounds)
{
    for (size_t axis = 0; bounds && axis < 3; ++axis) {
        require(std::isfinite(bounds->min[axis]) && std::isfinite(bounds->max[axis]));
        require(bounds->min[axis] <= bounds->max[axis]);
    }
}

inline void checkThumbnails(const QList<files::Thumbnail> &thumbnails)
{
    for (const files::Thumbnail &thumbnail : thumbnails) {
        require(thumbnail.width > 0 && thumbnail.width <= 4096);
        require(thumbnail.height > 0 && thumbnail.height <= 4096);
        require(thumbnail.offset >= 0 && thumbnail.length >= 0);
    }
}

// What holds of the facts of any file of that many bytes, however it was made.
inline void checkFacts(const files::FileFacts &facts, qint64 bytes)
{
    requirePositive(facts.estimatedSeconds);
    requirePositive(facts.filamentMm);
    requirePositive(facts.filamentGrams);
    requirePositive(facts.layerHeightMm);
    requirePositive(facts.firstLayerHeightMm);
    requirePositive(facts.objectHeightMm);
    require(!facts.layerCount || *facts.layerCount > 0);
    require(facts.tools.size() <= files::maxFileTools);
    require(facts.slicer.size() <= 64 && facts.printerModel.size() <= 80);
    for (const double celsius : facts.heaters)
        require(celsius >= 0 && celsius <= 1000);
    checkBounds(facts.bounds);
    checkThumbnails(facts.thumbnails);
    for (const files::Thumbnail &thumbnail : facts.thumbnails) {
        const bool packed = facts.type == files::FileType::GzipGcode
            || thumbnail.encoding == files::Thumbnail::Encoding::ZipMember;
        require(packed || thumbnail.offset + thumbnail.length <= bytes);
    }
    if (facts.resin) {
        requirePositive(facts.resin->volumeMl);
        requirePositive(facts.resin->exposureSeconds);
        requirePositive(facts.resin->bottomExposureSeconds);
        requirePositive(facts.resin->machineHeightMm);
        requirePositive(facts.resin->cost);
    }
    for (const files::FilePlate &plate : facts.plates) {
        require(plate.index > 0);
        requirePositive(plate.estimatedSeconds);
        requirePositive(plate.filamentMm);
        checkBounds(plate.bounds);
        checkThumbnails(plate.thumbnails);
        facts.ofPlate(plate.index);
    }
    facts.toJson();
}

} // namespace flotilla::fuzz
