// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "drivers/flashforge/httpreplies.h"

namespace flotilla::flashforge {

// What a code other than 0 means. `message` is the printer's, made safe to show.
ReplyFailure failureForCode(qint64 code, const QString &message, const QString &detail);

// No JSON, no code, too long.
ReplyFailure unreadableReply(const QString &detail);

// The reply with its secrets struck out, cut to a length for people.
QString safeDetail(QByteArrayView body, const Credentials &credentials);
QString safeDetail(const QJsonObject &reply, const Credentials &credentials);

} // namespace flotilla::flashforge
