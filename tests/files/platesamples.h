// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "samples.h"
#include "zips.h"

namespace flotilla::test {

// Two plates, the second one first.
inline const QByteArray sliceInfo
    = "<?xml version=\"1.0\"?>\n<config><header><header_item key=\"X\" value=\"\"/></header>\n"
      "<plate><metadata key=\"index\" value=\"2\"/><metadata key=\"prediction\" value=\"1094\"/>"
      "<metadata key=\"weight\" value=\"3.91\"/><metadata key=\"printer_model_id\" value=\"N1\"/>"
      "<object name=\"Sphere\"/><filament id=\"2\" type=\"PETG\" color=\"#00AE42\" "
      "used_m=\"1.29\" used_g=\"3.91\"/></plate>"
      "<plate><metadata key=\"index\" value=\"1\"/><metadata key=\"prediction\" value=\"1216\"/>"
      "<object name=\"Cube\"/><object name=\"Peg\"/></plate></config>";
inline const QByteArray modelSettings
    = "<config><plate><metadata key=\"plater_id\" value=\"2\"/>"
      "<metadata key=\"plater_name\" value=\"Left half\"/></plate></config>";

inline QByteArray bambuText(int layers)
{
    return "; HEADER_BLOCK_START\n; BambuStudio 02.04.00.70\n; total layer number: "
        + QByteArray::number(layers) + "\n; max_z_height: 18.00\n; HEADER_BLOCK_END\n" + moves();
}

// A sliced 3MF as Bambu Studio writes it.
inline QList<ZipSample> twoPlates()
{
    return {{.name = "[Content_Types].xml"},
            {.name = "Metadata/plate_2.png", .bytes = picture(64, 48), .packed = false},
            {.name = "Metadata/plate_2_small.png", .bytes = picture(16, 12)},
            {.name = "Metadata/plate_2.json", .bytes = "{\"bbox_all\":[10,20.00004,30.5,40]}"},
            {.name = "Metadata/plate_2.gcode", .bytes = bambuText(128), .sizesFollow = true},
            {.name = "Metadata/plate_1.gcode", .bytes = bambuText(90), .sizesFollow = true},
            {.name = "Metadata/slice_info.config", .bytes = sliceInfo},
            {.name = "Metadata/model_settings.config", .bytes = modelSettings}};
}

} // namespace flotilla::test
