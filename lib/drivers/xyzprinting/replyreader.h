// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "drivers/xyzprinting/actionreplies.h"
#include "net/lineframer.h"

#include <QByteArray>
#include <QList>

namespace flotilla::xyzprinting {

// How the end of a reply is known. It depends on the request and on the wire (PROTOCOL.md, "Where
// a reply ends").
struct ReplyEnd
{
    enum class Rule {
        Mark, // a line "$" behind at least one line of values
        Letters, // one line for each letter asked, or the mark
        Ok, // "ok"
        Action, // the first word of the action, or a number, or "ok"
    };

    Rule rule = Rule::Mark;
    QByteArray letters = {}; // asked for, with Letters
    QByteArray action = {}; // its name, with Action
};

// Reads the reply to one request, in whatever pieces it comes. What is left over from earlier
// replies ("ok", "$", empty lines) is passed over; what an action says in between is collected.
// Pure value, no sockets.
class ReplyReader
{
public:
    static constexpr qsizetype maxLineBytes = 8 * 1024;
    static constexpr qsizetype maxReplyBytes = 64 * 1024;

    enum class Status {
        Incomplete,
        Complete,
        Refused, // "E4$": see refusal()
        Failed, // past a ceiling; nothing more can be made of it
    };

    explicit ReplyReader(ReplyEnd end = {});

    // What comes behind the end is takeRest()'s.
    Status feed(QByteArrayView bytes);
    // Nothing more came for a while: whether what is there is all there will be.
    Status endOfPatience() const;
    // Nothing of the reply has come yet.
    bool isUntouched() const { return m_bytes == 0; }

    // The lines that carry a value, trimmed.
    const QList<QByteArray> &lines() const { return m_lines; }
    // What came behind the end of the reply; empty before.
    QByteArray takeRest();
    bool beganWithOk() const { return m_beganWithOk; }
    QByteArray refusal() const { return m_refusal; }
    QList<ActionReply> takeActionReplies() { return std::exchange(m_actions, {}); }

private:
    Status take(QByteArrayView line);
    Status takeMark();
    Status takeUnended();
    bool hasAllLetters() const;

    ReplyEnd m_end;
    net::LineFramer m_framer {maxLineBytes};
    qsizetype m_bytes = 0;
    QList<QByteArray> m_lines;
    QList<ActionReply> m_actions;
    QByteArray m_refusal;
    bool m_beganWithOk = false;
    bool m_afterAction = false; // the next mark belongs to an action's line
    bool m_restTaken = false; // the line that is coming in was understood before its end
    Status m_status = Status::Incomplete;
};

} // namespace flotilla::xyzprinting
