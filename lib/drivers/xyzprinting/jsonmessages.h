// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

// What is sent to the 1.1 Plus, byte for byte: compact JSON, keys in the order of the recorded
// exchanges, no line end. Each of these goes out in one write (protocol section 8).
namespace flotilla::xyzprinting::jsonmessages {

enum class JobAct { Pause = 1, Resume = 2, Stop = 3 };

// Whether a cartridge sits in each of the two slots; the printer wants to hear what it said itself.
struct Cartridges
{
    bool first = true;
    bool second = true;
    bool operator==(const Cartridges &) const = default;
};

// Ends the bytes of a file.
inline constexpr QByteArrayView fileEnd("<EOF>");

QByteArray status(); // command 2, everything
QByteArray progress(); // command 4
// Command 1: `name` is plain ASCII (storedJsonName()), `bytes` the size of the .3w.
QByteArray sendFile(const QString &name, qint64 bytes, const Cartridges &cartridges);
QByteArray picture(); // command 3
QByteArray pictureWanted(); // the answer to its START_SEND
QByteArray act(JobAct act, const QString &token); // command 6
QByteArray errorLog(); // command 7

} // namespace flotilla::xyzprinting::jsonmessages
