// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "files/gcodethumbnails_p.h"

#include <QByteArray>

namespace flotilla::files::threew {

// Where a line is cut; printers have been seen to stumble over much longer ones.
inline constexpr qsizetype longestLine = 1000;

// Makes of any slicer's G-code what XYZprinting's firmware understands: its own keys in front, G0
// as G1, no preview pictures, nothing beyond ASCII, no endless lines. All else stays as it is.
class GcodeRewriter
{
public:
    // `name` of the file, for sentences; `keys` as lines, which take the place of such lines among
    // the leading comments.
    GcodeRewriter(QString name, QByteArray keys);

    // What the bytes become, as far as whole lines of them are there. The view lives until the next
    // call. BadFile: bytes or lines that no G-code has.
    Result<QByteArrayView> add(QByteArrayView bytes);
    // What is left: a line without its end.
    Result<QByteArrayView> finish();

    // The leading comments of what was made, as many whole lines as any head has room for.
    const QByteArray &head() const { return m_head; }

private:
    struct Span
    {
        qsizetype begin = 0;
        qsizetype end = 0; // its line end, or that of what is there
        bool isWhole = false;
    };

    void begin();
    Result<QByteArrayView> take(QByteArrayView bytes);
    Result<void> makeClean(qsizetype from);
    Result<QByteArrayView> takeLines(bool atEnd);
    bool isPlainMove(const Span &line) const;
    Result<void> takeLine(const Span &line);
    Result<void> takeLong(const Span &line);
    bool takeLeading(QByteArrayView line);
    void renameRapid(const Span &line);

    QByteArrayView view(qsizetype from, qsizetype to) const;
    void keepUpTo(qsizetype at);
    void leaveOut(qsizetype from, qsizetype to);

    const QString m_name;
    QByteArray m_keys;
    QByteArray m_first; // until the first line is there
    QByteArray m_head;
    bool m_headIsFull = false;
    GcodeThumbnails m_thumbnails;

    // What was made, what was dropped, then what waits: all in one place, as nothing grows.
    QByteArray m_buffer;
    qsizetype m_made = 0;
    qsizetype m_kept = 0; // where what is to be moved next to what was made begins
    qsizetype m_next = 0; // what was not looked at yet
    qint64 m_takenBytes = 0;
    bool m_begun = false;
    bool m_isLeading = true;
    bool m_insideLong = false; // a line of which nothing more is wanted
};

} // namespace flotilla::files::threew
