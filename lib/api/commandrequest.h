// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QJsonObject>
#include <QUuid>

#include <chrono>
#include <optional>

namespace flotilla::api {

// How long an answer, a connect or silence in a transfer may take where nobody says otherwise.
inline constexpr std::chrono::milliseconds defaultTimeout = std::chrono::seconds(30);
// `status` of a silent printer gives its last known document after this.
inline constexpr std::chrono::milliseconds statusLimit = std::chrono::seconds(10);

// One command as a program hands it over: complete in itself (paths absolute, secrets already
// read), so that it means the same in the process that executes it. The id makes sure that it is
// carried out once, however often it is handed over.
struct CommandRequest
{
    QUuid id;
    QString command; // "status", "history set": a name of CommandService
    QJsonObject arguments = {}; // checked against the command's table by CommandService
    std::optional<std::chrono::milliseconds> timeout = {}; // as given by the user

    std::chrono::milliseconds timeoutOrDefault() const { return timeout.value_or(defaultTimeout); }

    QJsonObject toJson() const;
    // The sender may be any program of this user: everything is checked and bounded. WrongUse.
    static Result<CommandRequest> fromJson(const QJsonObject &object);

    bool operator==(const CommandRequest &) const = default;
};

} // namespace flotilla::api
