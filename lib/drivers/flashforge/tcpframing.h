// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QList>
#include <QString>

#include <optional>

namespace flotilla::flashforge {

// "~M119\r\n". WrongUse where the command could smuggle in a second one (line breaks, control
// characters), is not ASCII, has no code in front or is too long.
Result<QByteArray> requestLine(QStringView command);

// "M119" of "M119" or "~M601 S1": what a reply to it begins with. Empty where there is none.
QByteArray commandCode(QStringView command);

// What came between "CMD … Received." and "ok": trimmed, prefixes and quotes of the old dialect
// removed.
struct TcpReply
{
    QByteArray code;
    QList<QByteArray> lines;
    bool isBare = false; // without "CMD … Received.": the dialect that leaves out the "ok", too
};

// Finds the end of one reply in a stream of bytes that come in pieces of any size. One object a
// command, fed until it is complete or has failed; no sockets, no timers: the caller reports
// silence.
class TcpReplyParser
{
public:
    enum class Status {
        Incomplete,
        Complete,
        Failed, // over a ceiling: close the connection
    };
    // What silence may end. All firmware leaves out a line end now and then; the old dialect and
    // the idle M27 of some models leave out the "ok".
    enum class Silence {
        EndsBareOk, // the rest is "ok" without a line end (200 ms)
        EndsAnyLine, // at least one whole line has come (250 ms, 500 ms for M661)
    };

    explicit TcpReplyParser(const QByteArray &code);

    Status feed(QByteArrayView bytes);
    Status finishOnSilence(Silence silence);

    Status status() const { return m_status; }
    const TcpReply &reply() const { return m_reply; }
    // "CMD … Received." has come: not the dialect that leaves out the "ok".
    bool sawCommandLine() const { return m_begun; }
    // Bytes that followed the reply: the binary part of M661 and M662.
    QByteArray takeRemainder();

private:
    void takeLine(QByteArrayView line);
    void takeCommandLine(QByteArrayView line);
    bool takesBinaryAfterOk() const;
    bool isWaitingForVerdict() const;
    void endReply();
    void fail();

    QByteArray m_buffer; // what has no line end yet; the remainder once complete
    qsizetype m_scanned = 0; // of the buffer: no line end before this
    qsizetype m_total = 0;
    TcpReply m_reply;
    Status m_status = Status::Incomplete;
    bool m_skipping = false; // inside a late reply to another command
    bool m_begun = false; // our CMD line has come
    bool m_sawOk = false; // an "ok" has come that did not end the reply
};

// The Error behind a reply's refusal ("Error: …", "… failed"), or nothing where it has none.
std::optional<Error> refusalIn(const TcpReply &reply);

} // namespace flotilla::flashforge
