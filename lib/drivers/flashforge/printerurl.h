// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QString>
#include <QStringList>
#include <QUrl>

namespace flotilla::flashforge {

// A thumbnail or camera address that a printer named, or an error where it does not point back at
// that printer. `ownHosts`: every name and address we reach it under (the configured host, the
// peer's address). http only, no user name, no redirection by other spellings of a host.
Result<QUrl> urlAtPrinter(QStringView text, const QStringList &ownHosts);

} // namespace flotilla::flashforge
