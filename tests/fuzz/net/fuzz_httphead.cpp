// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/httphead.h"

#include <cstdint>

using namespace flotilla::net;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    QByteArray buffer(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    while (!buffer.isEmpty()) {
        const qsizetype before = buffer.size();
        const auto head = takeHttpHead(buffer);
        if (!head || !*head)
            break;
        if (buffer.size() >= before || (*head)->headers.size() > maxHttpHeaders)
            __builtin_trap();
        (void)(*head)->contentLength();
        (void)(*head)->statusCode();
        (void)(*head)->method();
        (void)(*head)->target();
        (void)(*head)->value("Host");
    }
    return 0;
}
