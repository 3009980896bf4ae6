// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/httpmessages.h"

namespace flotilla::net {

QByteArray HttpReply::header(QByteArrayView name) const
{
    for (const auto &[key, value] : headers) {
        if (key.compare(name, Qt::CaseInsensitive) == 0)
            return value;
    }
    return {};
}

} // namespace flotilla::net
