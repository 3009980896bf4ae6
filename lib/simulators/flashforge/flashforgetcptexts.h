// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "simulators/flashforge/flashforgecore.h"

#include <QByteArray>

namespace flotilla::simulators {

// What a question on the command port is answered with, in the dialect of the model.
struct TcpText
{
    QByteArray lines; // each with its CRLF
    bool whole = false; // nothing goes around it: neither the CMD line nor ok
};

TcpText identityText(const FlashForgeCore &core); // M115
TcpText statusText(const FlashForgeCore &core); // M119
TcpText temperatureText(const FlashForgeCore &core); // M105
TcpText progressText(const FlashForgeCore &core); // M27
TcpText positionText(const FlashForgeCore &core); // M114

struct TcpAttachment
{
    TcpText text;
    QByteArray payload; // follows the text after a moment
};

TcpAttachment fileListText(const FlashForgeCore &core); // M661
TcpAttachment pictureText(const FlashForgeCore &core, const QByteArray &picture); // M662

} // namespace flotilla::simulators
