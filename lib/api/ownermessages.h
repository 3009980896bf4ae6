// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QJsonObject>

#include <chrono>

// What owner and client say to each other: one JSON object a line.
//
//   owner                                   client
//   hello {protocol, version, role, pid}
//                                           hello {protocol}
//                                           request {request}
//   accepted          ← written out before the command begins, so that a client that has not read
//                       it knows that nothing was done and may ask another owner
//   document {value} · progress {done, total, label} · notice {text}, any number
//                                           cancel, at any time
//   finished {error?} ← the last one
//   leaving           ← instead of an answer: ask the next owner; nothing was changed
namespace flotilla::api {

inline constexpr int ownerProtocol = 1;
inline constexpr qsizetype maxRequestBytes = 1024 * 1024;
inline constexpr qsizetype maxAnswerBytes = 16 * 1024 * 1024;
// Greeting and request follow each other at once; who is slower is no client of ours.
inline constexpr std::chrono::milliseconds greetingLimit = std::chrono::seconds(10);

QByteArray encodeMessage(QLatin1StringView type, QJsonObject members = {});
// An object with a "type"; BadReply for anything else.
Result<QJsonObject> decodeMessage(const QByteArray &line);

// Whether the process at the other end of this local socket belongs to our user.
bool isPeerOurUser(qintptr socketDescriptor);

} // namespace flotilla::api
