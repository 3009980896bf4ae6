// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/command.h"

#include <QString>

#include <chrono>

namespace flotilla::store {

// Ends well when the message bus of this session answers, with TimedOut when it takes the
// connection and is silent, otherwise with Unsupported: there is none. On systems whose keychain
// needs no message bus, always well. Asked before the keychain: its library connects to the bus
// with blocking calls, and one that hangs would hang the program for 25 seconds.
Command<void> sessionBusAnswers(std::chrono::milliseconds limit);

// The file of the bus's socket in an address like "unix:path=/run/user/1000/bus,guid=…"; an
// abstract name begins with NUL. Empty for any other kind of address.
QByteArray sessionBusSocket(const QByteArray &address);

} // namespace flotilla::store
