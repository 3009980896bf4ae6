// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/threew/encoder.h"

#include "files/filetype_p.h"
#include "files/gcodereader_p.h"
#include "files/threew/conversion_p.h"
#include "files/threew/jobkeys_p.h"

#include <QCoreApplication>

namespace flotilla::files::threew {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(flotilla::files::threew::Encoder)
};

// G-code that is worth a look, and what its ends say.
Result<GcodeText> readEnds(FileBytes &given)
{
    if (given.size() == 0)
        return failure(Error::Kind::BadFile, Tr::tr("The file “%1” is empty.").arg(given.name()));
    const auto recognised = recognise(given);
    if (!recognised)
        return failure(recognised.error());
    if (recognised->type == FileType::Unknown)
        return failure(Error::Kind::BadFile, recognised->why.arg(given.name()));
    if (recognised->type != FileType::Gcode)
        return failure(
            Error::Kind::BadFile,
            Tr::tr("“%1” is no plain G-code: it cannot be made a .3w.").arg(given.name()));
    auto text = readGcode(given);
    if (text && text->endsInsideThumbnail())
        return failure(Error::Kind::BadFile,
                       Tr::tr("“%1” ends inside a preview picture. Slice or copy it again.")
                           .arg(given.name()));
    return text;
}

} // namespace

Result<Converted> encode(const QString &gcodePath, const QString &outPath,
                         const EncodeOptions &options, const Progress &progress, Hashes hashes)
{
    const auto file = FileBytes::open(gcodePath);
    if (!file)
        return failure(file.error());
    FileBytes &given = **file;
    const auto text = readEnds(given);
    if (!text)
        return failure(text.error());
    return wrap(
        given,
        [&](const Reading &reading, const Sink &sink) { return readThrough(given, reading, sink); },
        statedJobKeys(*text), outPath, options, {progress, hashes});
}

Result<QString> readMachine(const QString &gcodePath)
{
    const auto file = FileBytes::open(gcodePath);
    if (!file)
        return failure(file.error());
    const auto text = readEnds(**file);
    if (!text)
        return failure(text.error());
    return QString::fromLatin1(statedJobKeys(*text).machine);
}

} // namespace flotilla::files::threew
