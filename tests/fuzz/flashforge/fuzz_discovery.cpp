// SPDX-License-Identifier: GPL-3.0-or-later
// Datagrams that claim to be a printer's answer.
#include "drivers/flashforge/discoverycodec.h"
#include "drivers/flashforge/models.h"

#include <cstdint>
#include <cstdlib>

using namespace flotilla::flashforge;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const auto reply = parseDiscoveryReply(QByteArrayView(data, qsizetype(size)));
    if (reply.has_value() != (size >= 140))
        std::abort();
    if (reply) {
        if (reply->name.size() > 132 || reply->serialNumber.size() > 130)
            std::abort();
        if (discoveryKey(*reply, QHostAddress(QHostAddress::LocalHost)).isEmpty())
            std::abort();
        modelByProductId(reply->productId);
    }
    return 0;
}
