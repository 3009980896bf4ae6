// SPDX-License-Identifier: GPL-3.0-or-later
// Any text on its way into a .3w: what comes out does not depend on how it came, has no G0, nothing
// beyond ASCII and no endless line; names of jobs can be sent.
#include "files/threew/gcodemoves_p.h"
#include "files/threew/gcoderewriter_p.h"
#include "files/threew/head_p.h"
#include "files/threew/jobkeys_p.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdlib>

using namespace flotilla;
using namespace flotilla::files::threew;

namespace {

const QByteArray keys = "; filename = a.3w\n; machine = dvTEST\n";

void require(bool truth)
{
    if (!truth)
        std::abort();
}

// Null: refused.
QByteArray rewritten(QByteArrayView text, qsizetype step)
{
    GcodeRewriter rewriter(QStringLiteral("a.gcode"), keys);
    QByteArray out("");
    for (qsizetype at = 0; at < text.size(); at += step) {
        const auto made = rewriter.add(text.sliced(at, std::min(step, text.size() - at)));
        if (!made)
            return {};
        out.append(*made);
    }
    const auto last = rewriter.finish();
    if (!last)
        return {};
    out.append(*last);
    require(rewriter.head().size() <= headRoom(Version::V5));
    require(out.startsWith(rewriter.head()));
    return out;
}

bool isRapid(QByteArrayView line)
{
    while (line.startsWith(' ') || line.startsWith('\t'))
        line = line.sliced(1);
    if (!line.startsWith("G0"))
        return false;
    while (line.size() > 2 && line[2] == '0')
        line = line.sliced(1);
    return line.size() == 2 || ((line[2] < '0' || line[2] > '9') && line[2] != '.');
}

void checkLines(QByteArrayView text)
{
    while (!text.isEmpty()) {
        const qsizetype end = text.indexOf('\n');
        const QByteArrayView line = end < 0 ? text : text.first(end);
        require(!isRapid(line) && line.size() <= longestLine);
        for (const char c : line)
            require(c >= '\t');
        text = end < 0 ? QByteArrayView() : text.sliced(end + 1);
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0)
        return 0;
    const QByteArrayView text(reinterpret_cast<const char *>(data + 1), qsizetype(size - 1));
    const QByteArray whole = rewritten(text, std::max<qsizetype>(1, text.size()));
    const QByteArray steps = rewritten(text, 1 + data[0]);
    require(whole.isNull() == steps.isNull() && whole == steps);
    if (!whole.isNull()) {
        require(whole.size() <= text.size() + keys.size() + 2);
        checkLines(whole);
    }

    GcodeMoves moves;
    for (qsizetype at = 0; at < text.size(); at += 1 + data[0])
        moves.add(text.sliced(at, std::min<qsizetype>(1 + data[0], text.size() - at)));
    moves.finish();
    require(std::isfinite(moves.seconds()) && moves.seconds() >= 0);
    require(std::isfinite(moves.filamentMm()) && moves.filamentMm() >= 0);
    require(moves.layerCount() >= 0);

    const QByteArray name
        = jobName(QString::fromUtf8(text.first(std::min<qsizetype>(400, text.size()))));
    require(name.endsWith(".3w") && name.size() > 3 && name.size() <= 60);
    require(!name.contains('\n') && !name.contains('/') && !name.contains(','));
    return 0;
}
