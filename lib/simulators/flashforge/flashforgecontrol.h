// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QString>

namespace flotilla::simulators {

class FlashForgeMachine;

// Carries out one `payload` of /control. The printer says Success whatever comes, so the answer is
// only for the record: empty when it did as asked, else why nothing (or less) happened.
QString actOnControl(FlashForgeMachine &machine, const QString &command,
                     const QJsonObject &arguments);

} // namespace flotilla::simulators
