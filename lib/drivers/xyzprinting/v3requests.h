// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "drivers/xyzprinting/replyreader.h"
#include "drivers/xyzprinting/times.h"

#include <QByteArray>
#include <QString>

namespace flotilla::xyzprinting {

// One request of the V3 protocol: its bytes, and how its reply ends.
struct V3Request
{
    QByteArray bytes;
    ReplyEnd end = {};
    std::chrono::milliseconds patience {5'000};
    // Over the network nothing answers it: done once it is written and the printer had time to act.
    bool unanswered = false;
    // Without an answer it is done as well.
    bool mayStayUnanswered = false;
    // Asks only, so that it may be asked again on a new connection.
    bool asksOnly = false;
};

// What decides on the end of a reply.
struct Wire
{
    bool serial = false;
    bool hasLcd = false; // the slower models
};

V3Request queryAll(const Times &times);
// Up to four letters.
V3Request queryLetters(const QByteArray &letters, const Wire &wire, const Times &times);
// `config=<text>`, as in "buzzer:on" or "print[pause]".
V3Request setting(const QByteArray &text, const Wire &wire, const Times &times);
// `action=<text>`, as in "home" or "load:new"; what may stay without an answer is known by name.
V3Request action(const QByteArray &text, const Wire &wire, const Times &times);

// One step along an axis ('x', 'y', 'z'); millimetres of either sign. WrongUse for 0 and for more
// than the longest axis.
Result<QByteArray> jogText(QChar axis, double millimetres);
// `name:…`: WrongUse for a name the printer's line cannot hold.
Result<QByteArray> renameText(const QString &name);

V3Request uploadBegin(const QByteArray &name, qint64 bytes, const Times &times);
// One block with its counter, length and check sum.
V3Request uploadBlock(quint32 index, const QByteArray &data, const Times &times);
V3Request uploadEnd(const Times &times);

// The name of a .3w on the wire: ASCII letters, digits, dot, dash and underline, at most 60, ending
// in ".3w". BadFile for one that leaves nothing.
Result<QString> wireFileName(const QString &fileName);

} // namespace flotilla::xyzprinting
