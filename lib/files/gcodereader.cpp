// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/gcodereader_p.h"

#include <algorithm>
#include <array>

namespace flotilla::files {

namespace {

// The tail grows in these steps while it begins in the middle of the settings. Their summary has
// been seen 7 to 20 KB before the end.
constexpr std::array<qint64, 3> tailSteps {64 * 1024, 256 * 1024, 1024 * 1024};

// Whether the tail begins inside the settings, so that what stands before them is missing.
bool beginsInsideSettings(const QByteArray &tail)
{
    for (const char *mark : {"filament used", "_config = begin", "CONFIG_BLOCK_START"}) {
        if (tail.contains(mark))
            return false;
    }
    const qsizetype line = tail.indexOf("\n; ");
    if (line < 0)
        return false;
    const qsizetype end = tail.indexOf('\n', line + 1);
    return tail.mid(line, end < 0 ? -1 : end - line).contains(" = ");
}

// Reads on at the head; where it ended.
Result<qint64> readHead(ByteSource &source, qint64 begin, GcodeText &text)
{
    const qint64 length = source.size() - begin;
    const bool whole = length <= gcodeWholeBytes;
    const qint64 most = std::min(length, gcodeHeadBytes);
    qint64 done = 0;
    while (done < most && (whole || done == 0 || text.wantsMore())) {
        const qint64 step = whole ? most : std::min(gcodeStepBytes, most - done);
        const auto bytes = source.read(begin + done, step);
        if (!bytes)
            return failure(bytes.error());
        text.takeHead(*bytes, begin + done);
        done += bytes->size();
    }
    return begin + done;
}

// Reads back from the end, never before `headEnd`.
Result<void> readTail(ByteSource &source, qint64 headEnd, GcodeText &text)
{
    QByteArray tail;
    qint64 start = source.size();
    for (const qint64 step : tailSteps) {
        const qint64 from = std::max(headEnd, source.size() - step);
        const auto bytes = source.read(from, start - from);
        if (!bytes)
            return failure(bytes.error());
        tail.prepend(*bytes);
        start = from;
        if (start == headEnd || !beginsInsideSettings(tail))
            break;
    }
    if (start == headEnd) {
        text.takeHead(tail, start);
        text.endHead();
        return {};
    }
    text.endHead();
    // The first line is cut.
    const qsizetype first = tail.indexOf('\n') + 1;
    text.takeTail(QByteArrayView(tail).sliced(first), start + first);
    return {};
}

} // namespace

Result<GcodeText> readGcode(ByteSource &source, qint64 begin)
{
    GcodeText text;
    const auto headEnd = readHead(source, begin, text);
    if (!headEnd)
        return failure(headEnd.error());
    if (*headEnd >= source.size()) {
        text.endHead();
        return text;
    }
    if (const auto read = readTail(source, *headEnd, text); !read)
        return failure(read.error());
    return text;
}

} // namespace flotilla::files
