// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/flashforge/tcpbinary.h"

#include "base/text.h"

#include <QCoreApplication>
#include <QtEndian>

#include <algorithm>
#include <array>

namespace flotilla::flashforge {

namespace {

constexpr qsizetype wordBytes = 4;
constexpr quint32 maxListedFiles = 65536;
constexpr quint32 maxPathBytes = 1024 * 1024;
constexpr qsizetype maxListBytes = 8 * 1024 * 1024;
// Line ends between the text and the data.
constexpr qsizetype maxLeadingBlanks = 16;
constexpr qsizetype maxShownNameCharacters = 255;

constexpr QByteArrayView listTag("\x44\xaa\xaa\x44");
constexpr QByteArrayView entryTag("\x3a\x3a\xa3\xa3");
// One source has the two halves the other way round.
constexpr std::array imageTags {QByteArrayView("\x2a\x2a\xa2\xa2"),
                                QByteArrayView("\xa2\xa2\x2a\x2a")};
constexpr qsizetype imageHeaderBytes = 2 * wordBytes;

quint32 wordAt(QByteArrayView bytes, qsizetype offset)
{
    return qFromBigEndian<quint32>(bytes.data() + offset);
}

qsizetype leadingBlanks(QByteArrayView bytes)
{
    qsizetype count = 0;
    while (count < bytes.size() && count < maxLeadingBlanks
           && (bytes[count] == '\r' || bytes[count] == '\n' || bytes[count] == ' '))
        ++count;
    return count;
}

// `tag` or as much of it as has come.
bool mayBegin(QByteArrayView bytes, QByteArrayView tag)
{
    const qsizetype length = qMin(bytes.size(), tag.size());
    return bytes.first(length) == tag.first(length);
}

Error badData(const char *what)
{
    return {Error::Kind::BadReply,
            QCoreApplication::translate("flashforge",
                                        "The data the printer sent could not be understood."),
            QString::fromLatin1(what)};
}

} // namespace

void FileListParser::fail(const char *what)
{
    m_status = BinaryStatus::Failed;
    m_error = badData(what);
    m_buffer.clear();
    m_files.clear();
}

// Both take…() answer whether they got on; they stop where bytes are missing or do not fit.
bool FileListParser::takeHeader()
{
    const QByteArrayView rest = QByteArrayView(m_buffer).sliced(m_position);
    const qsizetype blanks = leadingBlanks(rest);
    const QByteArrayView header = rest.sliced(blanks);
    if (!mayBegin(header, listTag)) {
        fail("no file list tag");
        return false;
    }
    if (header.size() < 2 * wordBytes)
        return false;
    m_count = wordAt(header, wordBytes);
    if (m_count > maxListedFiles) {
        fail("too many files");
        return false;
    }
    m_hasHeader = true;
    m_position += blanks + 2 * wordBytes;
    return true;
}

bool FileListParser::takeEntry()
{
    const QByteArrayView rest = QByteArrayView(m_buffer).sliced(m_position);
    if (!mayBegin(rest, entryTag)) {
        fail("no file entry tag");
        return false;
    }
    if (rest.size() < 2 * wordBytes)
        return false;
    const quint32 length = wordAt(rest, wordBytes);
    if (length > maxPathBytes) {
        fail("file name too long");
        return false;
    }
    if (rest.size() < 2 * wordBytes + qsizetype(length))
        return false;
    const QString path = QString::fromUtf8(rest.sliced(2 * wordBytes, qsizetype(length)));
    m_files.append(
        {path,
         cleanText(QStringView(path).sliced(path.lastIndexOf(u'/') + 1), maxShownNameCharacters)});
    m_position += 2 * wordBytes + qsizetype(length);
    return true;
}

BinaryStatus FileListParser::feed(QByteArrayView bytes)
{
    if (m_status != BinaryStatus::Incomplete)
        return m_status;
    m_total += bytes.size();
    if (m_total > maxListBytes) {
        fail("file list too long");
        return m_status;
    }
    m_buffer.append(bytes);
    if (m_hasHeader || takeHeader()) {
        while (m_status == BinaryStatus::Incomplete && m_files.size() < qsizetype(m_count)
               && takeEntry()) { }
        if (m_status == BinaryStatus::Incomplete && m_files.size() == qsizetype(m_count))
            m_status = BinaryStatus::Complete;
    }
    m_buffer.remove(0, qMin(m_position, m_buffer.size()));
    m_position = 0;
    return m_status;
}

void ImageBlobParser::fail(const char *what)
{
    m_status = BinaryStatus::Failed;
    m_error = badData(what);
    m_buffer.clear();
}

void ImageBlobParser::take(QByteArrayView image)
{
    if (!imageFormat(image)) {
        fail("not a picture");
        return;
    }
    m_image = image.toByteArray();
    m_buffer.clear();
    m_status = BinaryStatus::Complete;
}

BinaryStatus ImageBlobParser::feed(QByteArrayView bytes)
{
    if (m_status != BinaryStatus::Incomplete)
        return m_status;
    if (m_buffer.size() + bytes.size() > maxImageBytes + imageHeaderBytes + maxLeadingBlanks) {
        fail("picture too large");
        return m_status;
    }
    m_buffer.append(bytes);
    const QByteArrayView data = QByteArrayView(m_buffer).sliced(leadingBlanks(m_buffer));
    const bool tagged = std::any_of(imageTags.begin(), imageTags.end(),
                                    [data](QByteArrayView tag) { return data.startsWith(tag); });
    // Without a tag only silence tells where the picture ends.
    if (!tagged || data.size() < imageHeaderBytes)
        return m_status;
    const quint32 length = wordAt(data, wordBytes);
    if (length > quint32(maxImageBytes))
        fail("picture too large");
    else if (data.size() >= imageHeaderBytes + qsizetype(length))
        take(data.sliced(imageHeaderBytes, qsizetype(length)));
    return m_status;
}

BinaryStatus ImageBlobParser::finishOnSilence()
{
    if (m_status != BinaryStatus::Incomplete)
        return m_status;
    const QByteArrayView data = QByteArrayView(m_buffer).sliced(leadingBlanks(m_buffer));
    const bool tagged = std::any_of(imageTags.begin(), imageTags.end(),
                                    [data](QByteArrayView tag) { return mayBegin(data, tag); });
    const qsizetype begin = tagged ? -1 : indexOfImage(data);
    if (begin < 0)
        fail(tagged ? "the picture is cut off" : "no picture");
    else
        take(data.sliced(begin));
    return m_status;
}

} // namespace flotilla::flashforge
