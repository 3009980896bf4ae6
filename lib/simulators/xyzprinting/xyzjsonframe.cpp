// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulators/xyzprinting/xyzjsonframe.h"

namespace flotilla::simulators {

namespace {

constexpr int maxDepth = 32;

} // namespace

qsizetype xyzJsonLength(QByteArrayView bytes)
{
    if (!bytes.startsWith('{'))
        return -1;
    int depth = 0;
    bool inString = false;
    bool escaped = false;
    for (qsizetype i = 0; i < bytes.size(); ++i) {
        const char c = bytes[i];
        if (inString) {
            inString = escaped || c != '"';
            escaped = !escaped && c == '\\';
        } else if (c == '"') {
            inString = true;
        } else if (c == '{' || c == '[') {
            if (++depth > maxDepth)
                return -1;
        } else if ((c == '}' || c == ']') && --depth == 0) {
            return i + 1;
        }
    }
    return 0;
}

} // namespace flotilla::simulators
