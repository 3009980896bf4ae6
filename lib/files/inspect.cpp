// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/inspect.h"

#include "files/bgcode/bgcodeinspect_p.h"
#include "files/bytesource_p.h"
#include "files/filetype_p.h"
#include "files/gcodefacts_p.h"
#include "files/gcodereader_p.h"
#include "files/gxhead_p.h"
#include "files/gzipbytes_p.h"
#include "files/inspect_p.h"
#include "files/picturehead.h"
#include "files/resin/resininspect_p.h"
#include "files/threew/threewfacts_p.h"
#include "files/zip/zipinspect_p.h"

#include <QCoreApplication>

#include <array>

namespace flotilla::files {

using namespace Qt::StringLiterals;

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(flotilla::files::Inspect)
};

Result<FileFacts> inspectGcode(ByteSource &source, const QString &)
{
    const auto text = readGcode(source);
    if (!text)
        return failure(text.error());
    FileFacts facts = factsOf(*text);
    if (text->endsInsideThumbnail())
        facts.damage = Tr::tr("The file ends inside a preview picture. Slice or copy it again.");
    return facts;
}

Result<FileFacts> inspectGzip(ByteSource &file, const QString &name)
{
    const auto unpacked = GzipBytes::unpack(file);
    if (!unpacked)
        return failure(unpacked.error());
    const auto head = (*unpacked)->read(0, recognitionBytes);
    if (!head || !looksLikeGcode(*head))
        return failure(Error::Kind::BadFile,
                       Tr::tr("“%1” is packed, and holds no G-code.").arg(name));
    auto facts = inspectGcode(**unpacked, name);
    if (!facts)
        return facts;
    facts->type = FileType::GzipGcode;
    if (!(*unpacked)->isWhole() && !(*unpacked)->isTooLong())
        facts->damage = Tr::tr("The packed file is damaged or cut. Copy it again.");
    return facts;
}

// What fills the room from `offset` to `end`, when it is a picture.
Result<void> addGxPicture(ByteSource &source, qint64 offset, qint64 end, FileFacts &facts)
{
    constexpr qint64 sniffedBytes = 16 * 1024;
    if (end <= offset || end - offset > maxPictureBytes)
        return {};
    const auto bytes = source.read(offset, std::min(end - offset, sniffedBytes));
    if (!bytes)
        return failure(bytes.error());
    if (const auto head = pictureHead(*bytes))
        facts.thumbnails.append({.format = head->format,
                                 .width = head->width,
                                 .height = head->height,
                                 .encoding = Thumbnail::Encoding::Raw,
                                 .offset = offset,
                                 .length = end - offset});
    return {};
}

Result<FileFacts> inspectGx(ByteSource &source, const QString &)
{
    const auto bytes = source.read(0, gxHeadBytes);
    if (!bytes)
        return failure(bytes.error());
    FileFacts facts;
    facts.type = FileType::Gx;
    const auto head = parseGxHead(*bytes);
    if (!head || !head->isOrdered()) {
        facts.damage = Tr::tr("The head of the file is damaged. Slice or copy it again.");
        return facts;
    }
    if (head->gcode >= source.size()) {
        facts.damage = Tr::tr("The file ends before its G-code begins. Copy it again.");
    } else {
        const auto text = readGcode(source, head->gcode);
        if (!text)
            return failure(text.error());
        facts = factsOf(*text);
        facts.type = FileType::Gx;
        facts.isPrint = true;
    }
    QList<Thumbnail> fromText = std::exchange(facts.thumbnails, {});
    for (const auto &[from, to] : {std::pair(head->firstImage, head->secondImage),
                                   std::pair(head->secondImage, head->gcode)}) {
        if (const auto added = addGxPicture(source, from, to, facts); !added)
            return failure(added.error());
    }
    facts.thumbnails += fromText;
    addGxHead(*head, facts);
    return facts;
}

// Recognised, and nothing more.
FileFacts typeAlone(FileType type)
{
    FileFacts facts;
    facts.type = type;
    facts.isPrint = type != FileType::ThreeMfProject;
    return facts;
}

struct ReaderRow
{
    FileType type;
    Result<FileFacts> (*read)(ByteSource &source, const QString &name);
};

constexpr std::array readers {
    ReaderRow {FileType::Gcode, inspectGcode},
    ReaderRow {FileType::GzipGcode, inspectGzip},
    ReaderRow {FileType::Gx, inspectGx},
    ReaderRow {FileType::Bgcode, inspectBgcode},
    ReaderRow {FileType::SlicedThreeMf, inspectSlicedThreeMf},
    ReaderRow {FileType::ThreeMfProject, inspectThreeMfProject},
    ReaderRow {FileType::Ufp, inspectUfp},
    ReaderRow {FileType::Goo, inspectGoo},
    ReaderRow {FileType::Ctb, inspectCtb},
    ReaderRow {FileType::Cbddlp, inspectCtb},
    ReaderRow {FileType::EncryptedCtb, inspectEncryptedCtb},
    ReaderRow {FileType::ThreeW, threew::inspectThreew},
};

Result<FileFacts> inspectAs(FileType type, ByteSource &source, const QString &name)
{
    for (const ReaderRow &row : readers) {
        if (row.type == type)
            return row.read(source, name);
    }
    return typeAlone(type);
}

} // namespace

Result<FileFacts> inspectBytes(ByteSource &source, const QString &name)
{
    if (source.size() == 0)
        return failure(Error::Kind::BadFile, Tr::tr("The file “%1” is empty.").arg(name));
    const auto recognised = recognise(source);
    if (!recognised)
        return failure(recognised.error());
    if (recognised->type == FileType::Unknown)
        return failure(Error::Kind::BadFile, recognised->why.arg(name));
    auto facts = inspectAs(recognised->type, source, name);
    if (!facts)
        return facts;
    facts->bytes = source.size();
    facts->nameMisleads = !nameFits(name, facts->type);
    return facts;
}

Result<FileFacts> inspect(const QString &path)
{
    const auto file = FileBytes::open(path);
    if (!file)
        return failure(file.error());
    auto facts = inspectBytes(**file, (*file)->name());
    if (const auto unchanged = (*file)->checkUnchanged(); !unchanged)
        return failure(unchanged.error());
    return facts;
}

} // namespace flotilla::files
