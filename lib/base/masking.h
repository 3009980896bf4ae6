// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>
#include <QString>

namespace flotilla {

// The only way bytes from or for a printer get into a log: the first 200 bytes, values of secret
// JSON keys, headers and query items (check codes, register codes, passwords, tokens, cookies,
// serial numbers) replaced by "•••", control characters escaped. Secrets cut by the limit are
// masked too.
QString maskedTraffic(QByteArrayView bytes);

// The same for a text we made ourselves, with no cut.
QString maskSecrets(QString text);

} // namespace flotilla
