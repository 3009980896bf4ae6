// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QString>
#include <QStringList>

namespace flotilla::flashforge {

// The words of the command port, without "~" and line end (tcpframing.h adds both).

enum class LegacyAct { Resume, Pause, Cancel };
QString legacyActCommand(LegacyAct act);

// Which of its two ways the light of an Adventurer 3 is switched.
enum class LegacyDialect {
    Wire, // "CMD … Received." and "ok"
    Bare, // "echo:", no "ok"; moves are not answered at all
};
QString legacyLightCommand(bool on, LegacyDialect dialect);

// Targets by the keys of `set`: "tool0", "tool1", "bed". Whole degrees only: old firmware misreads
// decimals. Unsupported for a key that is no heater.
Result<QString> legacyHeatCommand(const QString &heater, double celsius);

// Whether the firmware of the bare dialect leaves this command without any reply.
bool isUnanswered(const QByteArray &code);

// A line a person typed: refused where it would put the session out of step (login, transfers) or
// block the printer for minutes.
Result<void> checkRawCommand(QStringView line);

// A name for the printer's storage: at most 36 bytes, [A-Za-z0-9._-], its ending kept. BadFile
// where these printers do not take the ending.
Result<QString> legacyFileName(QStringView name);
QStringList legacyFileTypes();

// M28: the printer is to expect `size` bytes.
QString uploadBeginCommand(qint64 size, const QString &name);
// M23: chooses the file and starts it.
QString startCommand(const QString &name);
// Where M661 lists and M662 wants it.
QString listedPath(const QString &name);

} // namespace flotilla::flashforge
