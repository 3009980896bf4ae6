// SPDX-License-Identifier: GPL-3.0-or-later
// What claims to be a line about an action.
#include "drivers/xyzprinting/actionreplies.h"

#include <cmath>
#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const auto reply = flotilla::xyzprinting::parseActionReply(
        QByteArrayView(reinterpret_cast<const char *>(data), qsizetype(size)));
    if (!reply)
        return 0;
    bool sound = reply->action.size() > 1 && reply->action.size() <= 24 && reply->stat.size() <= 24
        && reply->numbers.size() <= 16 && std::abs(reply->nozzleCelsius.value_or(0)) <= 1000;
    for (const double number : reply->numbers)
        sound = sound && std::isfinite(number);
    if (!sound)
        std::abort();
    return 0;
}
