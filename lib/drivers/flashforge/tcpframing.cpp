// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/flashforge/tcpframing.h"

#include "base/masking.h"
#include "base/text.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <utility>

namespace flotilla::flashforge {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype maxRequestCharacters = 256;
constexpr qsizetype maxLineBytes = 8 * 1024;
constexpr qsizetype maxReplyTextBytes = 256 * 1024;
constexpr qsizetype maxLines = 4096;
// Bytes behind the reply are kept for the binary parsers, which have ceilings of their own.
constexpr qsizetype maxRemainderBytes = 16 * 1024 * 1024;
constexpr qsizetype maxRefusalCharacters = 200;

// First bytes of what may follow an "ok" that has no line end.
constexpr std::array binaryTags {QByteArrayView("\x44\xaa\xaa\x44"),
                                 QByteArrayView("\x2a\x2a\xa2\xa2"),
                                 QByteArrayView("\xa2\xa2\x2a\x2a")};
constexpr std::array verdictWords {QByteArrayView("control"),
                                   QByteArrayView("have been connected")};

QByteArrayView withoutPrefix(QByteArrayView line)
{
    for (const QByteArrayView prefix : {QByteArrayView("echo:"), QByteArrayView("ack:")}) {
        if (line.startsWith(prefix)) {
            line = line.sliced(prefix.size()).trimmed();
            break;
        }
    }
    if (line.size() >= 2 && line.startsWith('"') && line.endsWith('"'))
        line = line.sliced(1, line.size() - 2).trimmed();
    return line;
}

bool isOk(QByteArrayView line)
{
    return line == "ok" || line == "ok.";
}

bool contains(QByteArrayView line, QByteArrayView lowerCaseWord)
{
    return line.toByteArray().toLower().contains(lowerCaseWord);
}

bool isVerdict(QByteArrayView line)
{
    return std::any_of(verdictWords.begin(), verdictWords.end(),
                       [line](QByteArrayView word) { return contains(line, word); });
}

// Not by the words alone: files are called "error.gcode", too.
bool isRefusal(QByteArrayView line)
{
    QByteArray lower = line.toByteArray().toLower().trimmed();
    while (lower.endsWith('.') || lower.endsWith('!'))
        lower.chop(1);
    return lower.startsWith("error") || lower.endsWith("failed") || lower == "file is not available"
        || (lower.startsWith("cmd ") && lower.endsWith(" error"));
}

} // namespace

QByteArray commandCode(QStringView command)
{
    command = command.trimmed();
    if (command.startsWith(u'~'))
        command = command.sliced(1);
    qsizetype end = 0;
    while (end < command.size() && command[end] > u' ' && command[end] < u'\x7f')
        ++end;
    const QStringView code = command.first(end);
    const bool letter = !code.isEmpty() && code.front() >= u'A' && code.front() <= u'Z';
    const bool digits = code.size() > 1 && std::all_of(code.begin() + 1, code.end(), [](QChar c) {
                            return (c >= u'0' && c <= u'9') || c == u'.';
                        });
    return letter && digits ? code.toLatin1() : QByteArray();
}

Result<QByteArray> requestLine(QStringView command)
{
    if (command.startsWith(u'~'))
        command = command.sliced(1);
    const bool printable = std::all_of(command.begin(), command.end(),
                                       [](QChar c) { return c >= u' ' && c < u'\x7f'; });
    if (!printable || command.size() > maxRequestCharacters || commandCode(command).isEmpty()
        || command.contains(u'~'))
        return failure(
            Error::Kind::WrongUse,
            QCoreApplication::translate("flashforge",
                                        "A command is one line that begins with a letter and a "
                                        "number, as M105, in plain ASCII."),
            cleanText(command, maxRequestCharacters));
    return QByteArray('~' + command.toLatin1() + "\r\n");
}

TcpReplyParser::TcpReplyParser(const QByteArray &code)
{
    m_reply.code = code;
}

bool TcpReplyParser::takesBinaryAfterOk() const
{
    return m_reply.code == "M661" || m_reply.code == "M662";
}

// One peer sends the "ok" of M601 before the line that says whether we are in control.
bool TcpReplyParser::isWaitingForVerdict() const
{
    return m_reply.code == "M601"
        && std::none_of(m_reply.lines.begin(), m_reply.lines.end(),
                        [](const QByteArray &line) { return isVerdict(line); });
}

void TcpReplyParser::endReply()
{
    m_status = Status::Complete;
    m_reply.isBare = !m_begun;
}

void TcpReplyParser::fail()
{
    m_status = Status::Failed;
    m_buffer.clear();
}

// "CMD M119 Received." or "CMD M661 Error."
void TcpReplyParser::takeCommandLine(QByteArrayView line)
{
    const QList<QByteArray> words = line.toByteArray().simplified().split(' ');
    const bool ours = words.value(1) == m_reply.code;
    m_skipping = !ours;
    if (!ours)
        return;
    // Whatever came before belongs to a reply that nobody waits for any more.
    m_reply.lines.clear();
    m_begun = true;
    m_sawOk = false;
    if (contains(line, "error")) {
        m_reply.lines.append(line.toByteArray());
        endReply();
    }
}

void TcpReplyParser::takeLine(QByteArrayView raw)
{
    const QByteArrayView line = withoutPrefix(raw.trimmed());
    if (line.startsWith("CMD ")) {
        takeCommandLine(line);
        return;
    }
    if (isOk(line)) {
        // The end of another command's reply, or a stray one from before.
        const bool ends = !m_skipping && (m_begun || !m_reply.lines.isEmpty());
        m_sawOk = m_sawOk || !m_skipping;
        m_skipping = false;
        if (ends && !isWaitingForVerdict())
            endReply();
        return;
    }
    if (m_skipping || line.isEmpty())
        return;
    // The old dialect puts temperatures on the line of its "ok".
    const bool onOneLine = m_reply.code == "M105" && line.startsWith("ok ");
    m_reply.lines.append((onOneLine ? line.sliced(3).trimmed() : line).toByteArray());
    // The old dialect's picture follows this line and no "ok".
    const bool beforePicture = m_reply.code == "M662" && line.startsWith("ack header length");
    if (m_reply.lines.size() > maxLines)
        fail();
    else if (onOneLine || beforePicture || (m_sawOk && m_begun && !isWaitingForVerdict()))
        endReply();
}

TcpReplyParser::Status TcpReplyParser::feed(QByteArrayView bytes)
{
    if (m_status == Status::Failed)
        return m_status;
    if (m_buffer.size() + bytes.size() > maxRemainderBytes) {
        fail();
        return m_status;
    }
    m_buffer.append(bytes);
    qsizetype begin = 0;
    while (m_status == Status::Incomplete) {
        const QByteArrayView rest = QByteArrayView(m_buffer).sliced(begin);
        if (takesBinaryAfterOk() && m_begun && rest.startsWith("ok")
            && std::any_of(binaryTags.begin(), binaryTags.end(),
                           [rest](QByteArrayView tag) { return rest.sliced(2).startsWith(tag); })) {
            begin += 2;
            endReply();
            break;
        }
        const qsizetype lineEnd = m_buffer.indexOf('\n', qMax(begin, m_scanned));
        if (lineEnd < 0) {
            if (rest.size() > maxLineBytes)
                fail();
            break;
        }
        m_total += lineEnd + 1 - begin;
        if (lineEnd - begin > maxLineBytes || m_total > maxReplyTextBytes) {
            fail();
            break;
        }
        takeLine(QByteArrayView(m_buffer).sliced(begin, lineEnd - begin));
        begin = lineEnd + 1;
    }
    m_buffer.remove(0, qMin(begin, m_buffer.size()));
    m_scanned = m_status == Status::Incomplete ? m_buffer.size() : 0;
    return m_status;
}

TcpReplyParser::Status TcpReplyParser::finishOnSilence(Silence silence)
{
    if (m_status != Status::Incomplete)
        return m_status;
    const bool bareOk = isOk(withoutPrefix(QByteArrayView(m_buffer).trimmed()));
    const bool wholeLines = m_begun || !m_reply.lines.isEmpty();
    if (m_skipping) {
        // The late reply to another command has ended; ours is still to come.
        if (bareOk) {
            m_skipping = false;
            m_buffer.clear();
            m_scanned = 0;
        }
    } else if (bareOk || (m_sawOk && m_buffer.isEmpty())) {
        m_buffer.clear();
        endReply();
    } else if (silence == Silence::EndsAnyLine && wholeLines) {
        // A last line without its end still counts.
        const QByteArray last = std::exchange(m_buffer, {});
        takeLine(last);
        if (m_status == Status::Incomplete)
            endReply();
    }
    return m_status;
}

QByteArray TcpReplyParser::takeRemainder()
{
    return m_status == Status::Complete ? std::exchange(m_buffer, {}) : QByteArray();
}

std::optional<Error> refusalIn(const TcpReply &reply)
{
    for (const QByteArray &line : reply.lines) {
        if (!isRefusal(line))
            continue;
        const QString text = cleanText(maskSecrets(QString::fromUtf8(line)), maxRefusalCharacters);
        return Error {
            Error::Kind::Refused,
            QCoreApplication::translate("flashforge", "The printer refused: %1").arg(text), text};
    }
    return std::nullopt;
}

} // namespace flotilla::flashforge
