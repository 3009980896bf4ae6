// SPDX-License-Identifier: GPL-3.0-or-later
#include "systempower.h"

#include <QtGlobal>

#if defined(Q_OS_WIN)
#include <windows.h>
#elif defined(Q_OS_DARWIN)
#include <IOKit/pwr_mgt/IOPMLib.h>
#endif

namespace flotilla {

#if defined(Q_OS_WIN)

bool keepSystemAwake(bool awake)
{
    SetThreadExecutionState(awake ? ES_CONTINUOUS | ES_SYSTEM_REQUIRED : ES_CONTINUOUS);
    return true;
}

#elif defined(Q_OS_DARWIN)

bool keepSystemAwake(bool awake)
{
    static IOPMAssertionID assertion = kIOPMNullAssertionID;
    if (awake)
        IOPMAssertionCreateWithName(kIOPMAssertionTypeNoIdleSleep, kIOPMAssertionLevelOn,
                                    CFSTR("Flotilla sends or prints"), &assertion);
    else if (assertion != kIOPMNullAssertionID)
        IOPMAssertionRelease(std::exchange(assertion, kIOPMNullAssertionID));
    return true;
}

#else

bool keepSystemAwake(bool)
{
    return false;
}

#endif

} // namespace flotilla
