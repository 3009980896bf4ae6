// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "files/bytesource_p.h"
#include "files/threew/encoder.h"
#include "files/threew/hashbeside_p.h"
#include "files/threew/head_p.h"
#include "files/threew/zipstream_p.h"

#include <QSaveFile>

namespace flotilla::files::threew {

// What the conversions share: one file is read from its beginning to its end, another appears whole
// or not at all.

// The file that a conversion makes.
class OutputFile
{
public:
    // WrongUse: it is the given file.
    static Result<std::unique_ptr<OutputFile>> open(const QString &path, const QString &given);

    Result<void> write(const QByteArray &bytes);
    // Over what was written first.
    Result<void> writeFront(const QByteArray &bytes);
    // Ends it; the SHA-256 of what is there now.
    Result<QByteArray> commitAndHash();
    Result<void> commit();

    qint64 bytes() const { return m_bytes; }

private:
    explicit OutputFile(const QString &path);
    tl::unexpected<Error> failed() const;

    QSaveFile m_file;
    qint64 m_bytes = 0;
};

// How a file is read.
struct Reading
{
    Progress progress;
    Hashes hashes = Hashes::NotWanted;
};

// Hands all of the file to `sink`, piece by piece; its SHA-256 where that is wanted.
// BadFile: it changed meanwhile.
Result<QByteArray> readThrough(FileBytes &file, const Reading &reading, const Sink &sink);

// The head of a .3w with something behind it.
Result<Head> headOf(FileBytes &file);

// Hands all of its G-code to `sink`; the SHA-256 of the whole file.
Result<QByteArray> readGcodeOf(FileBytes &file, const Head &head, const Reading &reading,
                               const Sink &sink);

// Hands all of a G-code text to a sink, as often as it is called; the SHA-256 of the file it is in.
using TextSource = std::function<Result<QByteArray>(const Reading &, const Sink &)>;

struct JobKeys;

// Makes a .3w of the text. `stated` is what is already known of it.
Result<Converted> wrap(FileBytes &given, const TextSource &text, JobKeys stated,
                       const QString &outPath, const EncodeOptions &options,
                       const Reading &reading);

} // namespace flotilla::files::threew
