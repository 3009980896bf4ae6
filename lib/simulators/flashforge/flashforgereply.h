// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QString>

namespace flotilla::simulators {

// The frame of every JSON answer.
inline QJsonObject reply(int code, const char *message)
{
    return {{QStringLiteral("code"), code},
            {QStringLiteral("message"), QString::fromLatin1(message)}};
}

inline QJsonObject success()
{
    return reply(0, "Success");
}

inline QJsonObject malformed()
{
    return reply(-1, "Parameters is error");
}

} // namespace flotilla::simulators
