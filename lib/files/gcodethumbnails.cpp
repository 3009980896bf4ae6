// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/gcodethumbnails_p.h"

#include "files/picturehead.h"

#include <QtEndian>

#include <algorithm>

namespace flotilla::files {

namespace {

constexpr qsizetype maxThumbnails = 32;
constexpr qint64 maxTextCharacters = maxPictureBytes; // of base64 or hex
// A JPG may carry that much before it says its size.
constexpr qsizetype startCharacters = 16 * 1024;
constexpr qsizetype shortestMksLine = 64;
constexpr quint32 colPicMagic = 0x05DDC33C;

bool isBase64(QByteArrayView text)
{
    return std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')
            || c == '+' || c == '/' || c == '=';
    });
}

bool isHex(QByteArrayView text)
{
    return std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'A' && c <= 'F') || (c >= 'a' && c <= 'f') || (c >= '0' && c <= '9');
    });
}

QByteArrayView comment(QByteArrayView line)
{
    return line.startsWith(';') ? line.sliced(1).trimmed() : QByteArrayView();
}

// "79" behind the letter, as in "X79".
int wholeAfter(QByteArrayView line, char letter)
{
    const qsizetype at = line.indexOf(letter);
    if (at < 0)
        return 0;
    qsizetype end = at + 1;
    while (end < line.size() && line[end] >= '0' && line[end] <= '9' && end - at <= 5)
        ++end;
    return line.sliced(at + 1, end - at - 1).toInt();
}

// The first bytes of ColPic text: 6 bits a character.
QByteArray colPicHead(QByteArrayView text)
{
    QByteArray head;
    quint32 bits = 0;
    int count = 0;
    for (const char c : text.first(std::min<qsizetype>(text.size(), 44))) {
        bits = bits << 6 | (quint32(quint8(c == '~' ? '\\' : c) - 48) & 0x3F);
        count += 6;
        if (count >= 8) {
            count -= 8;
            head.append(char(bits >> count));
        }
    }
    return head;
}

} // namespace

bool GcodeThumbnails::takeLine(QByteArrayView line, qint64 offset)
{
    switch (m_block) {
    case Block::None:
        break;
    case Block::Base64:
        if (takeBase64Line(line, offset))
            return true;
        break;
    case Block::Weedo:
        if (takeWeedoLine(line, offset))
            return true;
        break;
    case Block::Mks:
        if (line.startsWith("M10086")) {
            m_block = Block::None;
            return true;
        }
        // The rest of the picture, or the next one; what is short says something of its own.
        if (line.startsWith(';') && line.size() >= shortestMksLine && !line.contains(' ')) {
            begin(line, offset);
            return true;
        }
        break;
    }
    m_block = Block::None;
    return begin(line, offset);
}

bool GcodeThumbnails::begin(QByteArrayView line, qint64 offset)
{
    if (line.startsWith('W') || line.startsWith('M')) {
        if (line == QByteArrayView("W221")) {
            m_block = Block::Weedo;
            m_contentOffset = offset + line.size();
            m_characters = 0;
            m_start.clear();
            return true;
        }
        if (!line.startsWith("M4010"))
            return false;
        takeQidi(line, offset);
        return true;
    }
    const QByteArrayView text = comment(line);
    if (text.startsWith("thumbnail")) {
        const qsizetype beginAt = text.indexOf(" begin ");
        if (beginAt > 0)
            return beginBase64(text.sliced(beginAt + 7), offset + line.size());
        constexpr QByteArrayView urlMark("thumbnail: data:image/");
        if (text.startsWith(urlMark)) {
            takeDataUrl(text, offset + (text.data() - line.data()));
            return true;
        }
        return false;
    }
    for (const QByteArrayView mark : {QByteArrayView("simage:"), QByteArrayView("gimage:")}) {
        const QByteArrayView bare = text.startsWith(';') ? text.sliced(1) : text;
        if (!bare.startsWith(mark))
            continue;
        takeMks(bare.sliced(mark.size()), offset);
        m_block = Block::Mks;
        return true;
    }
    return false;
}

// "220x124 10640": the size is the picture's own to say, the number is that of its characters.
bool GcodeThumbnails::beginBase64(QByteArrayView words, qint64 contentOffset)
{
    const qsizetype blank = words.indexOf(' ');
    if (blank < 0)
        return false;
    bool ok = false;
    m_statedCharacters = words.sliced(blank + 1).trimmed().toLongLong(&ok);
    if (!ok || m_statedCharacters <= 0 || m_statedCharacters > maxTextCharacters)
        return false;
    m_block = Block::Base64;
    m_contentOffset = contentOffset;
    m_characters = 0;
    m_start.clear();
    return true;
}

void GcodeThumbnails::takeDataUrl(QByteArrayView url, qint64 offset)
{
    const qsizetype comma = url.indexOf(',');
    if (comma < 0 || comma > 64 || !url.first(comma).endsWith("base64"))
        return;
    const QByteArrayView text = url.sliced(comma + 1);
    if (text.size() > maxTextCharacters || !isBase64(text))
        return;
    m_contentOffset = offset + comma + 1;
    m_characters = m_statedCharacters = text.size();
    m_start = text.first(std::min(text.size(), startCharacters)).toByteArray();
    end(Thumbnail::Encoding::Base64, m_contentOffset + text.size());
}

bool GcodeThumbnails::takeBase64Line(QByteArrayView line, qint64 offset)
{
    if (!line.startsWith(';'))
        return false;
    const QByteArrayView text = comment(line);
    // Whichever word opened the block, some slicers close it with the plain one.
    if (text.startsWith("thumbnail") && text.endsWith(" end")) {
        if (m_characters == m_statedCharacters)
            end(Thumbnail::Encoding::Base64, offset);
        m_block = Block::None;
        return true;
    }
    if (!isBase64(text) || m_characters + text.size() > m_statedCharacters)
        return false;
    m_characters += text.size();
    if (m_start.size() < startCharacters)
        m_start.append(text);
    return true;
}

bool GcodeThumbnails::takeWeedoLine(QByteArrayView line, qint64 offset)
{
    if (line == QByteArrayView("W222")) {
        end(Thumbnail::Encoding::Hex, offset);
        m_block = Block::None;
        return true;
    }
    if (!line.startsWith("W220 "))
        return false;
    const QByteArrayView text = line.sliced(5).trimmed();
    if (!isHex(text) || m_characters + text.size() > maxTextCharacters)
        return false;
    m_characters += text.size();
    if (m_start.size() < startCharacters)
        m_start.append(text);
    return true;
}

void GcodeThumbnails::takeMks(QByteArrayView text, qint64 offset)
{
    const QByteArray head = colPicHead(text);
    if (head.size() < 16 || qFromLittleEndian<quint32>(head.constData() + 12) != colPicMagic)
        return;
    const auto width = qFromLittleEndian<quint32>(head.constData() + 4);
    const auto height = qFromLittleEndian<quint32>(head.constData() + 8);
    if (width == 0 || height == 0 || width > maxPictureSide || height > maxPictureSide)
        return;
    add({.format = Thumbnail::Format::ColPic,
         .width = int(width),
         .height = int(height),
         .offset = offset});
}

// "M4010 X79 Y79" opens the picture; the lines after it carry its points.
void GcodeThumbnails::takeQidi(QByteArrayView line, qint64 offset)
{
    const int width = wholeAfter(line, 'X');
    const int height = wholeAfter(line, 'Y');
    if (width > 0 && height > 0 && width <= maxPictureSide && height <= maxPictureSide)
        add({.format = Thumbnail::Format::Rle16,
             .width = width,
             .height = height,
             .offset = offset});
}

void GcodeThumbnails::end(Thumbnail::Encoding encoding, qint64 endOffset)
{
    const QByteArray bytes = encoding == Thumbnail::Encoding::Hex ? QByteArray::fromHex(m_start)
                                                                  : QByteArray::fromBase64(m_start);
    if (const auto head = pictureHead(bytes))
        add({.format = head->format,
             .width = head->width,
             .height = head->height,
             .encoding = encoding,
             .offset = m_contentOffset,
             .length = endOffset - m_contentOffset});
}

void GcodeThumbnails::add(const Thumbnail &thumbnail)
{
    if (m_found.size() < maxThumbnails)
        m_found.append(thumbnail);
}

} // namespace flotilla::files
