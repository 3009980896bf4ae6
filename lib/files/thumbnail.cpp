// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/thumbnail.h"

#include "files/bytesource_p.h"
#include "files/gzipbytes_p.h"
#include "files/picturehead.h"
#include "files/qoi_p.h"
#include "files/resin/resinpictures_p.h"
#include "files/zip/zipreader_p.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QImageReader>

#include <algorithm>
#include <array>

namespace flotilla::files {

using namespace Qt::StringLiterals;

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(flotilla::files::Thumbnail)
};

// Text in lines is somewhat longer than the picture it holds.
constexpr qint64 maxTextBytes = 2 * maxPictureBytes;
constexpr int iconWidth = 16;

struct FormatRow
{
    Thumbnail::Format format;
    QLatin1StringView name;
    const char *reader; // QImageReader's; nullptr: not its own
    QImage (*decode)(QByteArrayView bytes, const QSize &size); // ours; nullptr: not ours either
    bool hasHead; // says by itself what it is
};

constexpr std::array formats {
    FormatRow {Thumbnail::Format::Png, "png"_L1, "png", nullptr, true},
    FormatRow {Thumbnail::Format::Jpg, "jpg"_L1, "jpg", nullptr, true},
    FormatRow {Thumbnail::Format::Qoi, "qoi"_L1, nullptr,
               [](QByteArrayView bytes, const QSize &) { return decodeQoi(bytes); }, true},
    FormatRow {Thumbnail::Format::Bmp, "bmp"_L1, "bmp", nullptr, true},
    FormatRow {Thumbnail::Format::Rgb565Be, "rgb565be"_L1, nullptr, decodeRgb565Be, false},
    FormatRow {Thumbnail::Format::Rgb565Le, "rgb565le"_L1, nullptr, decodeRgb565Le, false},
    FormatRow {Thumbnail::Format::CtbRuns, "ctb-rle15"_L1, nullptr, decodeCtbRuns, false},
    FormatRow {Thumbnail::Format::ColPic, "colpic"_L1, nullptr, nullptr, false},
    FormatRow {Thumbnail::Format::Rle16, "rle16"_L1, nullptr, nullptr, false},
};

const FormatRow &rowOf(Thumbnail::Format format)
{
    for (const FormatRow &row : formats) {
        if (row.format == format)
            return row;
    }
    return formats.front();
}

tl::unexpected<Error> gone()
{
    return failure(Error::Kind::BadFile,
                   Tr::tr("The preview picture of this file cannot be read."));
}

// What stands behind the ';' or the command of each line.
QByteArray withoutLineStarts(QByteArrayView text)
{
    QByteArray all;
    all.reserve(text.size());
    while (!text.isEmpty()) {
        const qsizetype end = text.indexOf('\n');
        QByteArrayView line = (end < 0 ? text : text.first(end)).trimmed();
        if (line.startsWith(';'))
            line = line.sliced(1).trimmed();
        else if (line.startsWith("W220 "))
            line = line.sliced(5).trimmed();
        all.append(line);
        text = end < 0 ? QByteArrayView() : text.sliced(end + 1);
    }
    return all;
}

Result<QByteArray> readMember(ByteSource &file, qint64 place)
{
    const auto reader = ZipReader::open(file);
    if (!reader)
        return failure(reader.error());
    for (const ZipMember &member : (*reader)->directory().members) {
        if (member.place == place)
            return (*reader)->whole(member, maxPictureBytes);
    }
    return gone();
}

// These bytes of the file, or of what it unpacks to.
Result<QByteArray> readAt(ByteSource &file, const Thumbnail &thumbnail)
{
    if (thumbnail.encoding == Thumbnail::Encoding::ZipMember)
        return readMember(file, thumbnail.offset);
    const auto start = file.read(0, 2);
    if (!start || *start != QByteArray("\x1f\x8b", 2))
        return file.read(thumbnail.offset, thumbnail.length);
    const auto unpacked = GzipBytes::unpack(file);
    return unpacked ? (*unpacked)->read(thumbnail.offset, thumbnail.length)
                    : failure(unpacked.error());
}

QByteArray decodedText(const QByteArray &text, Thumbnail::Encoding encoding)
{
    switch (encoding) {
    case Thumbnail::Encoding::Raw:
    case Thumbnail::Encoding::ZipMember:
        break;
    case Thumbnail::Encoding::Base64:
        return QByteArray::fromBase64(withoutLineStarts(text));
    case Thumbnail::Encoding::Hex:
        return QByteArray::fromHex(withoutLineStarts(text));
    }
    return text;
}

QImage decoded(const QByteArray &bytes, const Thumbnail &thumbnail, const QSize &atMost)
{
    const FormatRow &row = rowOf(thumbnail.format);
    if (row.decode)
        return row.decode(bytes, {thumbnail.width, thumbnail.height});
    QBuffer buffer;
    buffer.setData(bytes);
    QImageReader reader(&buffer, row.reader);
    const QSize size = reader.size();
    if (atMost.isValid() && (size.width() > atMost.width() || size.height() > atMost.height()))
        reader.setScaledSize(size.scaled(atMost, Qt::KeepAspectRatio).expandedTo({1, 1}));
    return reader.read();
}

} // namespace

QString thumbnailFormatName(Thumbnail::Format format)
{
    return rowOf(format).name;
}

const Thumbnail *thumbnailFor(const QList<Thumbnail> &thumbnails, int width)
{
    const Thumbnail *best = nullptr;
    const auto isBetter = [&](const Thumbnail &one) {
        if (!best || best->width <= iconWidth)
            return !best || one.width > best->width;
        if (best->width >= width)
            return one.width >= width && one.width < best->width;
        return one.width > best->width;
    };
    for (const Thumbnail &thumbnail : thumbnails) {
        if (thumbnail.isDecodable() && isBetter(thumbnail))
            best = &thumbnail;
    }
    return best;
}

Result<QByteArray> thumbnailBytes(const QString &path, const Thumbnail &thumbnail)
{
    if (thumbnail.offset < 0 || thumbnail.length <= 0 || thumbnail.length > maxTextBytes)
        return gone();
    const auto file = FileBytes::open(path);
    if (!file)
        return failure(file.error());
    const auto text = readAt(**file, thumbnail);
    if (!text)
        return failure(text.error());
    const QByteArray bytes = decodedText(*text, thumbnail.encoding);
    if (text->size() != thumbnail.length)
        return gone();
    if (rowOf(thumbnail.format).hasHead) {
        const auto head = pictureHead(bytes);
        if (!head || head->format != thumbnail.format)
            return gone();
    }
    return bytes;
}

Result<QImage> thumbnailImage(const QString &path, const Thumbnail &thumbnail, const QSize &atMost)
{
    if (!thumbnail.isDecodable())
        return failure(Error::Kind::Unsupported,
                       Tr::tr("The preview picture of this file is in a form of the printer's "
                              "maker that Flotilla does not show."));
    const auto bytes = thumbnailBytes(path, thumbnail);
    if (!bytes)
        return failure(bytes.error());
    QImage image = decoded(*bytes, thumbnail, atMost);
    if (image.isNull())
        return gone();
    if (atMost.isValid() && (image.width() > atMost.width() || image.height() > atMost.height()))
        image = image.scaled(atMost, Qt::KeepAspectRatio, Qt::SmoothTransformation);
    return image;
}

} // namespace flotilla::files
