// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/threew/decoder.h"

#include "files/statednumbers_p.h"
#include "files/threew/conversion_p.h"
#include "files/threew/jobkeys_p.h"

#include "base/text.h"

namespace flotilla::files::threew {

namespace {

constexpr qsizetype longestWord = 80;

GcodeText textOf(const Head &head)
{
    GcodeText text;
    text.takeHead(head.text, 0);
    text.endHead();
    return text;
}

} // namespace

Result<ThreewHead> readHead(const QString &path)
{
    const auto file = FileBytes::open(path);
    if (!file)
        return failure(file.error());
    const auto head = headOf(**file);
    if (!head)
        return failure(head.error());
    const GcodeText text = textOf(*head);
    const JobKeys keys = statedJobKeys(text);
    return ThreewHead {.form = head->form,
                       .name = cleanText(text.value("filename"), longestWord),
                       .machine = cleanText(QByteArrayView(keys.machine), longestWord),
                       .version = cleanText(text.value("version"), longestWord),
                       .printSeconds = keys.printSeconds,
                       .layerCount = keys.layerCount,
                       .filamentMm = keys.filamentMm,
                       .text = head->text};
}

Result<Converted> decode(const QString &threewPath, const QString &outPath,
                         const Progress &progress, Hashes hashes)
{
    const auto file = FileBytes::open(threewPath);
    if (!file)
        return failure(file.error());
    FileBytes &given = **file;
    const auto head = headOf(given);
    if (!head)
        return failure(head.error());
    const auto out = OutputFile::open(outPath, threewPath);
    if (!out)
        return failure(out.error());
    HashBeside hash(hashes == Hashes::Wanted);
    const auto givenHash
        = readGcodeOf(given, *head, {progress, hashes}, [&](const QByteArray &text) {
              hash.add(text);
              return (*out)->write(text);
          });
    if (!givenHash)
        return failure(givenHash.error());
    if (const auto committed = (*out)->commit(); !committed)
        return failure(committed.error());
    return Converted {.givenBytes = given.size(),
                      .givenSha256 = *givenHash,
                      .bytes = (*out)->bytes(),
                      .sha256 = hash.result()};
}

Result<Converted> rewrap(const QString &threewPath, const QString &outPath,
                         const EncodeOptions &options, const Progress &progress, Hashes hashes)
{
    const auto file = FileBytes::open(threewPath);
    if (!file)
        return failure(file.error());
    FileBytes &given = **file;
    const auto head = headOf(given);
    if (!head)
        return failure(head.error());
    return wrap(given,
                [&](const Reading &reading, const Sink &sink) {
                    return readGcodeOf(given, *head, reading, sink);
                },
                statedJobKeys(textOf(*head)), outPath, options, {progress, hashes});
}

} // namespace flotilla::files::threew
