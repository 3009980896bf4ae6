// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "drivers/xyzprinting/times.h"

namespace flotilla::test {

// A session some twenty times as fast as life.
inline xyzprinting::Times quickXyzTimes()
{
    using ms = std::chrono::milliseconds;
    xyzprinting::Times times;
    times.watchedPoll = ms(80);
    times.slowPoll = ms(120);
    times.shortestPoll = ms(40);
    times.serialPoll = ms(60);
    times.connect = ms(1'000);
    times.query = ms(400);
    times.lettersSilence = ms(200);
    times.setting = ms(300);
    times.settingSettles = ms(20);
    times.action = ms(300);
    times.actionUnseen = ms(60);
    times.uploadAnswer = ms(300);
    times.uploadEnd = ms(150);
    times.uploadStall = ms(1'000);
    times.uploadRetry = ms(60);
    times.startWithoutOk = ms(700);
    times.startSeen = ms(1'200);
    times.startPoll = ms(30);
    times.pausing = ms(500);
    times.jobEndUnclear = ms(600);
    times.actionEnd = ms(2'000);
    times.jsonReply = ms(1'000);
    times.jsonFile = ms(2'000);
    times.jsonPicture = ms(2'000);
    times.stillPause = ms(30);
    return times;
}

} // namespace flotilla::test
