// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace flotilla::simulators {

class XyzCore;

// A still of the camera on its way to the client.
struct XyzPicture
{
    QByteArray bytes; // JPEG
    qint64 said = 0; // the length that is announced
    qint64 saidAtTheEnd = 0;
};

// What the camera sees now: the part as far as it is printed. Under the fault "bad-picture" one of
// the ways in which pictures go wrong, another each time.
XyzPicture xyzPicture(XyzCore &core);

} // namespace flotilla::simulators
