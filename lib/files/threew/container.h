// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace flotilla::files::threew {

enum class Version { V2 = 2, V5 = 5 };

// Which of its variants a .3w file has, or a printer wants.
struct Form
{
    Version version = Version::V2;
    bool zipped = false; // the G-code lies in a zip archive; only V2

    bool operator==(const Form &) const = default;
};

} // namespace flotilla::files::threew
