// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>

namespace flotilla::xyzprinting {

// Intervals of the sessions. Tests shrink them.
struct Times
{
    using ms = std::chrono::milliseconds;

    ms watchedPoll {3'000}; // over the network
    ms slowPoll {5'000};
    ms shortestPoll {1'000}; // over the network; faster overruns the printer
    ms serialPoll {2'000};
    ms connect {5'000};
    ms query {5'000};
    ms lettersSilence {2'000}; // ends a reply that has no end mark
    ms setting {2'000};
    ms settingSettles {300}; // over the network nothing answers a setting: time before asking
    ms action {5'000}; // until an action says that it began
    ms actionUnseen {1'000}; // over the network: earliest look at what became of an action
    ms uploadAnswer {5'000}; // to the request and to each block
    ms uploadEnd {2'000}; // to the end of a file; nothing depends on it
    ms uploadStall {15'000}; // without a sign of life the printer needs a restart
    ms uploadRetry {3'000}; // before the printer is asked what became of a broken upload
    ms startWithoutOk {30'000}; // after a file whose end the printer did not acknowledge
    ms startSeen {60'000}; // after one that it did
    ms startPoll {1'000};
    ms pausing {30'000}; // until a pause that does not show is given up
    ms jobEndUnclear {20'000}; // a job that vanished may still say that it ended
    ms forgetAfter {60'000}; // unheard for longer, nothing is concluded from what was before
    ms actionEnd {180'000}; // a movement that never ends
    ms jsonReply {5'000};
    ms jsonFile {60'000}; // after the last byte of a file
    ms jsonPicture {10'000};
    ms stillPause {3'000}; // between two pictures
};

} // namespace flotilla::xyzprinting
