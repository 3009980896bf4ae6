// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/movebounds.h"

#include "files/filetype_p.h"
#include "files/gxhead_p.h"
#include "files/inflater_p.h"
#include "files/movescanner_p.h"
#include "files/zip/zipinspect_p.h"
#include "files/zip/zipreader_p.h"

#include <QCoreApplication>

#include <algorithm>

namespace flotilla::files {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(flotilla::files::Moves)
};

constexpr qint64 pieceBytes = 256 * 1024;
constexpr qint64 mostBytes = 8LL * 1024 * 1024 * 1024; // of text; nobody prints more

using Cancel = std::function<bool()>;

tl::unexpected<Error> damaged()
{
    return failure(Error::Kind::BadFile,
                   Tr::tr("The file is damaged or cut. Slice or copy it again."));
}

// Feeds the scanner with what `next` gives, to its end: an empty piece.
template<typename Next> Result<FileBounds> scan(Next next, const Cancel &isCanceled)
{
    MoveScanner scanner;
    qint64 done = 0;
    while (done < mostBytes) {
        if (isCanceled && isCanceled())
            return failure(Error::Kind::Canceled, Tr::tr("Canceled."));
        const Result<QByteArray> bytes = next();
        if (!bytes)
            return failure(bytes.error());
        if (bytes->isEmpty())
            break;
        scanner.take(*bytes);
        done += bytes->size();
    }
    scanner.end();
    const auto bounds = scanner.bounds();
    if (!bounds)
        return failure(Error::Kind::BadFile,
                       Tr::tr("No move in this file lays down any material."));
    return *bounds;
}

Result<FileBounds> scanText(ByteSource &source, qint64 begin, const Cancel &isCanceled)
{
    qint64 at = begin;
    return scan(
        [&]() -> Result<QByteArray> {
            auto bytes = source.read(at, pieceBytes);
            if (bytes)
                at += bytes->size();
            return bytes;
        },
        isCanceled);
}

Result<FileBounds> scanGx(ByteSource &source, const Cancel &isCanceled)
{
    const auto bytes = source.read(0, gxHeadBytes);
    if (!bytes)
        return failure(bytes.error());
    const auto head = parseGxHead(*bytes);
    if (!head || !head->fits(source.size()))
        return damaged();
    return scanText(source, head->gcode, isCanceled);
}

// A packed text, unpacked piece by piece.
class Unpacking
{
public:
    explicit Unpacking(ByteSource &source)
        : m_source(source)
    {
    }

    Result<QByteArray> next()
    {
        QByteArray room(pieceBytes, Qt::Uninitialized);
        qsizetype made = 0;
        while (!m_atEnd && made == 0) {
            if (!m_inflater.hasInput()) {
                auto input = m_source.read(m_at, pieceBytes);
                if (!input)
                    return input;
                if (input->isEmpty() || !m_inflater.isReady())
                    return damaged();
                m_at += input->size();
                m_input = std::move(*input);
                m_inflater.setInput(m_input);
            }
            const int answer = m_inflater.inflateInto(room, made);
            if (answer != Z_OK && answer != Z_STREAM_END)
                return damaged();
            m_atEnd = answer == Z_STREAM_END;
        }
        room.truncate(made);
        return room;
    }

private:
    ByteSource &m_source;
    Inflater m_inflater;
    QByteArray m_input;
    qint64 m_at = 0;
    bool m_atEnd = false;
};

Result<FileBounds> scanGzip(ByteSource &source, const Cancel &isCanceled)
{
    Unpacking unpacking(source);
    return scan([&] { return unpacking.next(); }, isCanceled);
}

// The member that holds the plate; the lowest for 0.
const ZipMember *memberOf(const ZipDirectory &directory, int plate)
{
    if (const ZipMember *only = directory.find("3D/model.gcode"))
        return only;
    const ZipMember *found = nullptr;
    for (const ZipMember &member : directory.members) {
        const int number = plateNumber(member.name);
        const bool fits = plate == 0 ? number > 0 : number == plate;
        if (fits && (!found || number < plateNumber(found->name)))
            found = &member;
    }
    return found;
}

Result<FileBounds> scanZip(ByteSource &source, int plate, const Cancel &isCanceled)
{
    const auto reader = ZipReader::open(source);
    if (!reader)
        return failure(reader.error());
    const ZipMember *member = memberOf((*reader)->directory(), plate);
    if (!member)
        return failure(Error::Kind::NotFound,
                       Tr::tr("There is no plate %1 in this file.").arg(plate));
    if (const auto begun = (*reader)->begin(*member); !begun)
        return failure(begun.error());
    auto bounds = scan([&] { return (*reader)->next(pieceBytes); }, isCanceled);
    if (const auto ended = (*reader)->end(); bounds && !ended)
        return failure(ended.error());
    return bounds;
}

Result<FileBounds> scanAs(FileType type, ByteSource &source, int plate, const Cancel &isCanceled)
{
    switch (type) {
    case FileType::Gcode:
        return scanText(source, 0, isCanceled);
    case FileType::Gx:
        return scanGx(source, isCanceled);
    case FileType::GzipGcode:
        return scanGzip(source, isCanceled);
    case FileType::SlicedThreeMf:
    case FileType::Ufp:
        return scanZip(source, plate, isCanceled);
    default:
        return failure(Error::Kind::Unsupported,
                       Tr::tr("The moves of a file of this kind are not read."));
    }
}

} // namespace

Result<FileBounds> boundsOfMoves(const QString &path, const std::function<bool()> &isCanceled,
                                 int plate)
{
    const auto file = FileBytes::open(path);
    if (!file)
        return failure(file.error());
    const auto recognised = recognise(**file);
    if (!recognised)
        return failure(recognised.error());
    if (recognised->type == FileType::Unknown)
        return failure(Error::Kind::BadFile, recognised->why.arg((*file)->name()));
    auto bounds = scanAs(recognised->type, **file, plate, isCanceled);
    if (const auto unchanged = (*file)->checkUnchanged(); bounds && !unchanged)
        return failure(unchanged.error());
    return bounds;
}

} // namespace flotilla::files
