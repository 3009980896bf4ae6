// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "files/thumbnail.h"

#include <QByteArrayView>

namespace flotilla::files {

// Finds the preview pictures in the lines of a G-code file. A block that is cut, has another length
// than it states, or holds no picture is passed over.
class GcodeThumbnails
{
public:
    // One line without its line end; `offset` of the line in the file. True: the line belongs to a
    // picture and says nothing else.
    bool takeLine(QByteArrayView line, qint64 offset);

    // What follows does not go on where the last line ended.
    void interrupt() { m_block = Block::None; }

    bool isInside() const { return m_block != Block::None; }
    const QList<Thumbnail> &found() const { return m_found; }

private:
    enum class Block { None, Base64, Weedo, Mks };

    bool begin(QByteArrayView line, qint64 offset);
    bool beginBase64(QByteArrayView words, qint64 contentOffset);
    void takeDataUrl(QByteArrayView url, qint64 offset);
    bool takeBase64Line(QByteArrayView line, qint64 offset);
    bool takeWeedoLine(QByteArrayView line, qint64 offset);
    void takeMks(QByteArrayView text, qint64 offset);
    void takeQidi(QByteArrayView line, qint64 offset);
    void end(Thumbnail::Encoding encoding, qint64 endOffset);
    void add(const Thumbnail &thumbnail);

    QList<Thumbnail> m_found;
    Block m_block = Block::None;
    qint64 m_contentOffset = 0;
    qint64 m_statedCharacters = 0;
    qint64 m_characters = 0;
    QByteArray m_start; // of the text: enough to know the picture by
};

} // namespace flotilla::files
