// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>

namespace flotilla::flashforge {

// Intervals of the sessions. Tests shrink them.
struct Times
{
    using ms = std::chrono::milliseconds;

    ms watchedPoll {3'000}; // of /detail
    ms slowPoll {5'000}; // the firmware wants to be asked every 2 to 5 s
    ms shortestPoll {1'000}; // never closer together, whatever happens
    ms request {5'000};
    ms uploadIdle {60'000}; // no byte moved; weak Wi-Fi drains slowly
    ms uploadReply {60'000}; // after the last byte
    ms tcpCommand {5'000};
    ms tcpHoming {60'000}; // the reply to G28 comes when the axes have arrived
    ms tcpBinary {10'000}; // M661 follows its "ok" after up to 10 s
    ms tcpSilence {200};
    ms tcpOldSilence {250}; // ends a reply where the firmware leaves out the "ok"
    ms tcpListSilence {500}; // the same for lists and before the dialect is known
    ms imageSilence {1'500};
    ms loginPause {500}; // grows with each try
    ms tcpLinger {2'000}; // then log out, so that other programs get their turn
    ms packetAnswer {25'000}; // to a packet of a framed upload
    ms firstPacketAnswer {5'000}; // to the first: without it the machine wants bare bytes
    int quietPercent = 100; // of the model's silence before M29
    ms startAgain {10'000}; // a chosen file that does not start by itself
};

} // namespace flotilla::flashforge
