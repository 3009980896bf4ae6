// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QString>

namespace flotilla::flashforge {

// What every HTTP request carries. Both are secrets to a log.
struct Credentials
{
    QString serialNumber; // with the "SN" prefix, see normalizedSerial()
    QString checkCode; // opaque: leading zeros and letter case count

    bool operator==(const Credentials &) const = default;
};

// The label and the phone app leave out the "SN" that the firmware compares with. Empty stays
// empty.
QString normalizedSerial(QStringView text);

// Two ways to write the same serial number.
bool isSameSerial(QStringView one, QStringView other);

bool isUsableSerial(QStringView serialNumber);

// The credentials as they go on the wire; WrongUse where one is empty, too long or holds characters
// that cannot stand in an HTTP header.
Result<Credentials> usableCredentials(QStringView serialNumber, QStringView checkCode);

// `text` with every mention of these credentials replaced by "•••", for error details and logs.
QString withoutCredentials(QString text, const Credentials &credentials);

} // namespace flotilla::flashforge
