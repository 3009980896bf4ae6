// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "files/gcodethumbnails_p.h"

#include <QByteArray>
#include <QHash>
#include <QMap>

#include <optional>

namespace flotilla::files {

// A line longer than this is cut for reading; real ones end before 9 000 bytes.
inline constexpr qsizetype maxLineBytes = 64 * 1024;
// Tools that a file may name; more are ignored.
inline constexpr int maxFileTools = 32;

// What the lines of a G-code file state, before anybody asks what it means. Fed with the head of
// the text, then with its tail.
class GcodeText
{
public:
    // Lines from the beginning of the text on; `offset` is that of the first byte in the file.
    // Every call goes on where the last one ended; what follows the last line end is kept for the
    // next.
    void takeHead(QByteArrayView bytes, qint64 offset);
    // The head ends here, in the middle of a line or not.
    void endHead();
    // Whole lines of the end of the text, behind a part that was not read.
    void takeTail(QByteArrayView bytes, qint64 offset);

    // "key=value" lines that stand outside the text, as in binary G-code.
    void takeSettings(QByteArrayView lines);

    // Whether what was read so far ends inside something that has to be read to its end.
    bool wantsMore() const;
    // The text ends in the middle of a picture.
    bool endsInsideThumbnail() const { return m_thumbnails.isInside(); }

    // The first value of a key, as in "; key = value" or ";KEY:value"; empty: not stated.
    QByteArrayView value(QByteArrayView key) const;
    const QHash<QByteArray, QByteArray> &statements() const { return m_statements; }

    const QByteArray &slicer() const { return m_slicer; }
    const QByteArray &slicerVersion() const { return m_slicerVersion; }
    const QList<Thumbnail> &thumbnails() const { return m_thumbnails.found(); }
    bool hasCommands() const { return m_hasCommands; }
    bool extrudes() const { return m_extrudes; }

    // What the start code heats to, °C: the last word before the first extruding move, by tool.
    const QMap<int, double> &nozzleTargets() const { return m_nozzleTargets; }
    std::optional<double> bedTarget() const { return m_bedTarget; }
    std::optional<double> chamberTarget() const { return m_chamberTarget; }
    // The height of most layers where each layer states its own, mm.
    std::optional<double> usualLayerHeight() const;

private:
    void takeLines(QByteArrayView bytes, qint64 offset);
    void takeLine(QByteArrayView line, qint64 offset);
    void takeComment(QByteArrayView comment);
    void takeStatement(QByteArrayView key, QByteArrayView value);
    void takeCommand(QByteArrayView line);
    void takeHeater(int code, QByteArrayView line);
    void takeMove(QByteArrayView line);

    QByteArray m_carry;
    qint64 m_carryOffset = 0;
    QHash<QByteArray, QByteArray> m_statements;
    QHash<QByteArray, int> m_heights;
    QByteArray m_section; // before the keys of a section that says what was really used
    QByteArray m_slicer;
    QByteArray m_slicerVersion;
    int m_slicerRank = 0;
    GcodeThumbnails m_thumbnails;
    bool m_afterHeaderMark = false;
    bool m_inSettings = false;
    bool m_hasCommands = false;
    bool m_moves = false;
    bool m_extrudes = false;
    bool m_inTail = false;
    int m_tool = 0;
    QMap<int, double> m_nozzleTargets;
    std::optional<double> m_bedTarget;
    std::optional<double> m_chamberTarget;
};

} // namespace flotilla::files
