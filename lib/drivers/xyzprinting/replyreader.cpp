// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/xyzprinting/replyreader.h"

#include <algorithm>

namespace flotilla::xyzprinting {

namespace {

constexpr qsizetype mostActions = 64; // collected from one reply

// "E4$": E, digits, the mark. Whatever stands behind it on the line does not count, so that it
// means the same before its line has ended. Empty where the line does not begin so.
QByteArray refusalIn(QByteArrayView line)
{
    constexpr qsizetype mostDigits = 6;
    if (!line.startsWith('E'))
        return {};
    qsizetype end = 1;
    while (end < line.size() && end <= mostDigits && line[end] >= '0' && line[end] <= '9')
        ++end;
    const bool isOne = end > 1 && end < line.size() && line[end] == '$';
    return isOne ? line.first(end + 1).toByteArray() : QByteArray();
}

bool isNumber(QByteArrayView line)
{
    bool ok = false;
    line.toByteArray().toInt(&ok);
    return ok;
}

bool isKeyLine(QByteArrayView line)
{
    const auto isLetterOrDigit = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    };
    return line.size() >= 2 && line[1] == ':' && isLetterOrDigit(line[0]);
}

} // namespace

ReplyReader::ReplyReader(ReplyEnd end)
    : m_end(std::move(end))
{
}

ReplyReader::Status ReplyReader::feed(QByteArrayView bytes)
{
    m_bytes += bytes.size();
    m_framer.append(bytes);
    while (m_status == Status::Incomplete) {
        const auto line = m_framer.nextLine();
        if (!line || m_bytes > maxReplyBytes)
            return m_status = Status::Failed;
        if (!*line)
            return m_status = takeUnended();
        if (!std::exchange(m_restTaken, false))
            m_status = take(QByteArrayView(**line).trimmed());
    }
    return m_status;
}

// The end marks are understood before their line ends: some firmware leaves the line end out.
ReplyReader::Status ReplyReader::takeUnended()
{
    const QByteArrayView rest = m_framer.rest().trimmed();
    const bool endsReply
        = rest.startsWith('$') || (rest.startsWith("ok") && m_end.rule == ReplyEnd::Rule::Ok);
    if (m_restTaken || (!endsReply && refusalIn(rest).isEmpty()))
        return Status::Incomplete;
    m_restTaken = true;
    return take(rest);
}

ReplyReader::Status ReplyReader::take(QByteArrayView line)
{
    using Rule = ReplyEnd::Rule;
    if (line.isEmpty())
        return Status::Incomplete;
    if (line.startsWith('$'))
        return takeMark();
    m_afterAction = false;
    if (line.startsWith("ok")) {
        m_beganWithOk = m_beganWithOk || m_lines.isEmpty();
        return m_end.rule == Rule::Ok || m_end.rule == Rule::Action ? Status::Complete
                                                                    : Status::Incomplete;
    }
    if (const QByteArray refusal = refusalIn(line); !refusal.isEmpty()) {
        m_refusal = refusal;
        return Status::Refused;
    }
    if (const auto action = parseActionReply(line)) {
        m_afterAction = true;
        if (m_actions.size() < mostActions)
            m_actions.append(*action);
        return m_end.rule == Rule::Action && action->action == m_end.action ? Status::Complete
                                                                            : Status::Incomplete;
    }
    if (isNumber(line)) {
        if (m_end.rule != Rule::Action)
            return Status::Incomplete;
        m_lines.append(line.toByteArray());
        return Status::Complete;
    }
    if (isKeyLine(line) && (m_end.rule == Rule::Mark || m_end.rule == Rule::Letters))
        m_lines.append(line.toByteArray());
    return hasAllLetters() ? Status::Complete : Status::Incomplete;
}

// A mark before the first value is left over from the reply before, or closes an action's line.
ReplyReader::Status ReplyReader::takeMark()
{
    if (std::exchange(m_afterAction, false) || m_lines.isEmpty())
        return Status::Incomplete;
    return Status::Complete;
}

QByteArray ReplyReader::takeRest()
{
    return m_status == Status::Incomplete ? QByteArray() : m_framer.takeRest();
}

bool ReplyReader::hasAllLetters() const
{
    if (m_end.rule != ReplyEnd::Rule::Letters)
        return false;
    return std::all_of(m_end.letters.cbegin(), m_end.letters.cend(), [this](char letter) {
        return std::any_of(m_lines.cbegin(), m_lines.cend(),
                           [letter](const QByteArray &line) { return line.front() == letter; });
    });
}

ReplyReader::Status ReplyReader::endOfPatience() const
{
    const bool someLetters = m_end.rule == ReplyEnd::Rule::Letters && !m_lines.isEmpty();
    return m_status == Status::Incomplete && someLetters ? Status::Complete : m_status;
}

} // namespace flotilla::xyzprinting
