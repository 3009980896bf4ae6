// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/threew/gcoderewriter_p.h"

#include "files/threew/head_p.h"
#include "files/threew/jobkeys_p.h"

#include <QCoreApplication>

#include <algorithm>
#include <cstring>

namespace flotilla::files::threew {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(flotilla::files::threew::GcodeRewriter)
};

bool isBlank(char c)
{
    return c == ' ' || c == '\t';
}

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

// Whether one of the bytes is no ASCII or a control character below the tab. Eight at a time: every
// byte of a file goes through here.
bool hasStrange(QByteArrayView bytes)
{
    constexpr quint64 tabs = 0x0909090909090909;
    constexpr quint64 highBits = 0x8080808080808080;
    quint64 found = 0;
    qsizetype at = 0;
    for (; at + 8 <= bytes.size(); at += 8) {
        quint64 eight = 0;
        std::memcpy(&eight, bytes.data() + at, 8);
        found |= (eight - tabs) | eight;
    }
    for (; at < bytes.size(); ++at)
        found |= uchar(bytes[at]) < 0x09 ? highBits : quint64(uchar(bytes[at]));
    return found & highBits;
}

} // namespace

GcodeRewriter::GcodeRewriter(QString name, QByteArray keys)
    : m_name(std::move(name))
    , m_keys(std::move(keys))
{
}

Result<QByteArrayView> GcodeRewriter::add(QByteArrayView bytes)
{
    if (m_begun)
        return take(bytes);
    // The first line says how the others end.
    m_first.append(bytes);
    if (!m_first.contains('\n') && m_first.size() <= longestLine)
        return QByteArrayView();
    begin();
    return take(std::exchange(m_first, {}));
}

Result<QByteArrayView> GcodeRewriter::finish()
{
    if (!m_begun)
        begin();
    if (const auto last = take(std::exchange(m_first, {})); !last)
        return last;
    return takeLines(true);
}

// The keys come first, with the line ends of the file.
void GcodeRewriter::begin()
{
    const qsizetype end = m_first.indexOf('\n');
    if (end > 0 && end <= longestLine && m_first[end - 1] == '\r')
        m_keys.replace("\n", "\r\n");
    m_begun = true;
    m_buffer = m_head = m_keys;
    m_made = m_kept = m_next = m_keys.size();
}

Result<QByteArrayView> GcodeRewriter::take(QByteArrayView bytes)
{
    if (m_takenBytes > 0) {
        // By hand: the room stays, and with it the time to find another.
        const qsizetype waiting = m_buffer.size() - m_next;
        std::memmove(m_buffer.data(), m_buffer.constData() + m_next, size_t(waiting));
        m_buffer.truncate(waiting);
        m_made = m_kept = m_next = 0;
    }
    const qsizetype from = m_buffer.size();
    m_buffer.append(bytes);
    if (const auto clean = makeClean(from); !clean)
        return failure(clean.error());
    m_takenBytes += bytes.size();
    return takeLines(false);
}

Result<void> GcodeRewriter::makeClean(qsizetype from)
{
    if (!hasStrange(view(from, m_buffer.size())))
        return {};
    char *to = m_buffer.data() + from;
    for (const char *c = to; c != m_buffer.cend(); ++c) {
        if (*c == 0)
            return failure(
                Error::Kind::BadFile,
                Tr::tr("“%1” has a hole: it was not copied whole. Copy it again.").arg(m_name),
                QStringLiteral("zero at byte %1")
                    .arg(m_takenBytes + (c - m_buffer.cbegin()) - from));
        if (*c >= '\t')
            *to++ = *c;
    }
    m_buffer.truncate(to - m_buffer.data());
    return {};
}

Result<QByteArrayView> GcodeRewriter::takeLines(bool atEnd)
{
    m_buffer.detach();
    const char *const data = m_buffer.constData();
    while (m_next < m_buffer.size()) {
        const auto *found = static_cast<const char *>(
            std::memchr(data + m_next, '\n', size_t(m_buffer.size() - m_next)));
        const Span line {m_next, found ? found - data : m_buffer.size(), found != nullptr};
        if (!line.isWhole && !atEnd && !m_insideLong && line.end - line.begin <= longestLine)
            break; // the rest of it is still to come
        m_next = line.isWhole ? line.end + 1 : line.end;
        if (m_insideLong) {
            leaveOut(line.begin, m_next);
            m_insideLong = !line.isWhole;
            continue;
        }
        // Nearly all lines are moves: they are not worth a call.
        if (isPlainMove(line))
            continue;
        if (const auto taken = takeLine(line); !taken)
            return failure(taken.error());
    }
    keepUpTo(m_next);
    return view(0, m_made);
}

// A command G that stays as it is, where nothing but commands is to be expected.
bool GcodeRewriter::isPlainMove(const Span &line) const
{
    const char *const start = m_buffer.constData() + line.begin;
    return *start == 'G' && *(start + 1) != '0' && !m_isLeading && !m_thumbnails.isInside()
        && line.end - line.begin <= longestLine;
}

Result<void> GcodeRewriter::takeLine(const Span &line)
{
    if (line.end - line.begin > longestLine)
        return takeLong(line);
    QByteArrayView text = view(line.begin, line.end);
    if (text.endsWith('\r'))
        text.chop(1);
    if (!text.isEmpty() && m_thumbnails.takeLine(text, 0)) {
        leaveOut(line.begin, m_next);
        return {};
    }
    if (m_isLeading && !takeLeading(view(line.begin, m_next))) {
        leaveOut(line.begin, m_next);
        return {};
    }
    renameRapid(line);
    return {};
}

// Comments are cut, and so are those behind commands.
Result<void> GcodeRewriter::takeLong(const Span &line)
{
    const QByteArrayView start = view(line.begin, line.begin + longestLine);
    const qsizetype comment = start.indexOf(';');
    const bool isComment = comment >= 0 && start.first(comment).trimmed().isEmpty();
    bool dropped = m_thumbnails.takeLine(start, 0);
    if (!dropped && comment < 0)
        return failure(Error::Kind::BadFile,
                       Tr::tr("“%1” has a command that is longer than printers can read. Slice it "
                              "again.")
                           .arg(m_name),
                       QString::fromLatin1(start.first(80)));
    if (!dropped && m_isLeading)
        dropped = !takeLeading(QByteArray(start.toByteArray() + '\n'));
    m_insideLong = !line.isWhole;
    if (dropped) {
        leaveOut(line.begin, m_next);
        return {};
    }
    if (!isComment)
        renameRapid({line.begin, line.begin + comment, true});
    const qsizetype end = line.begin + (isComment ? longestLine : comment);
    // The line ends here, whatever is still to come of it.
    m_buffer[end] = '\n';
    leaveOut(end + 1, m_next);
    return {};
}

// Keeps the head; false: the line makes room for one of ours.
bool GcodeRewriter::takeLeading(QByteArrayView line)
{
    const QByteArrayView text = line.trimmed();
    if (!text.isEmpty() && !text.startsWith(';')) {
        m_isLeading = false;
        return true;
    }
    if (isJobKey(text))
        return false;
    m_headIsFull = m_headIsFull || m_head.size() + line.size() > headRoom(Version::V5);
    if (!m_headIsFull)
        m_head.append(line);
    return true;
}

// G0 and G00 become G1; G01, G04 and what stands behind the command stay.
void GcodeRewriter::renameRapid(const Span &line)
{
    char *const data = m_buffer.data();
    qsizetype at = line.begin;
    const auto skipBlanks = [&] {
        while (at < line.end && isBlank(data[at]))
            ++at;
    };
    skipBlanks();
    if (at < line.end && (data[at] == 'N' || data[at] == 'n')) {
        do {
            ++at;
        } while (at < line.end && isDigit(data[at]));
        skipBlanks();
    }
    if (at >= line.end || (data[at] != 'G' && data[at] != 'g'))
        return;
    const qsizetype number = ++at;
    while (at < line.end && data[at] == '0')
        ++at;
    const bool isZero = at > number && (at == line.end || (!isDigit(data[at]) && data[at] != '.'));
    if (!isZero)
        return;
    data[number] = '1';
    if (at > number + 1)
        leaveOut(number + 1, at);
}

QByteArrayView GcodeRewriter::view(qsizetype from, qsizetype to) const
{
    return QByteArrayView(m_buffer.constData() + from, to - from);
}

void GcodeRewriter::keepUpTo(qsizetype at)
{
    const qsizetype length = at - m_kept;
    if (length <= 0)
        return;
    if (m_made != m_kept)
        std::memmove(m_buffer.data() + m_made, m_buffer.constData() + m_kept, size_t(length));
    m_made += length;
    m_kept = at;
}

void GcodeRewriter::leaveOut(qsizetype from, qsizetype to)
{
    keepUpTo(from);
    m_kept = to;
}

} // namespace flotilla::files::threew
