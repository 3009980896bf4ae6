// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/threew/conversion_p.h"

#include "files/gcodefacts_p.h"
#include "files/threew/body_p.h"
#include "files/threew/crc_p.h"
#include "files/threew/gcodemoves_p.h"
#include "files/threew/gcoderewriter_p.h"
#include "files/threew/jobkeys_p.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QtConcurrent/QtConcurrentRun>

#include <algorithm>

namespace flotilla::files::threew {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(flotilla::files::threew::Wrap)
};

constexpr qsizetype longestFileId = 32;

Result<void> checkOptions(const EncodeOptions &options)
{
    const bool isId = !options.fileId.isEmpty() && options.fileId.size() <= longestFileId
        && std::all_of(options.fileId.begin(), options.fileId.end(), [](QChar c) {
               return (c.isLetterOrNumber() && c.unicode() < 0x80) || c == u'_';
           });
    if (!isId)
        return failure(Error::Kind::WrongUse,
                       Tr::tr("“%1” is no model of XYZprinting.").arg(options.fileId));
    if (options.form.zipped && options.form.version != Version::V2)
        return failure(Error::Kind::WrongUse,
                       Tr::tr("Only the second version of a .3w can be zipped."));
    return {};
}

// What nobody stated near the ends of the text: said in the middle of it, or the sum of its moves.
Result<JobKeys> completed(JobKeys keys, const TextSource &text, const QString &name,
                          const Progress &progress)
{
    if (keys.isComplete())
        return keys;
    GcodeText all;
    GcodeMoves moves;
    qint64 offset = 0;
    const auto waiting = [&](qint64, qint64 total) { return !progress || progress(0, total); };
    const auto read = text({.progress = waiting}, [&](const QByteArray &bytes) -> Result<void> {
        all.takeHead(bytes, offset);
        moves.add(bytes);
        offset += bytes.size();
        return {};
    });
    if (!read)
        return failure(read.error());
    all.endHead();
    moves.finish();
    const JobKeys stated = statedJobKeys(all);
    if (!keys.filamentMm)
        keys.filamentMm = stated.filamentMm ? *stated.filamentMm : moves.filamentMm();
    if (!keys.layerCount)
        keys.layerCount = stated.layerCount ? *stated.layerCount : moves.layerCount();
    if (!keys.printSeconds)
        keys.printSeconds
            = stated.printSeconds ? *stated.printSeconds : qint64(moves.seconds()) + 1;
    if (*keys.filamentMm <= 0)
        return failure(Error::Kind::BadFile,
                       Tr::tr("“%1” never extrudes: it is no print, or not whole.").arg(name));
    return keys;
}

// Writes the body behind an empty head, which is filled in at the end. A piece is enciphered and
// written in the pool while the next one is rewritten.
class Wrapper
{
public:
    Wrapper(OutputFile &out, Form form, GcodeRewriter &rewriter)
        : m_out(out)
        , m_form(form)
        , m_rewriter(rewriter)
        , m_body(BodyWriter::make(form))
    {
    }

    ~Wrapper() { m_storing.waitForFinished(); }
    Q_DISABLE_COPY_MOVE(Wrapper)

    Result<void> begin() { return m_out.write(QByteArray(bodyOffset, '\0')); }

    Result<void> add(const QByteArray &bytes, const QString &name)
    {
        const auto text = m_rewriter.add(bytes);
        return text ? store(*text, name) : failure(text.error());
    }

    Result<void> finish(const QString &name)
    {
        const auto text = m_rewriter.finish();
        if (!text)
            return failure(text.error());
        if (const auto stored = store(*text, name); !stored)
            return stored;
        if (const auto stored = settle(); !stored)
            return stored;
        if (const auto written = write(m_body->finish()); !written)
            return written;
        return m_out.writeFront(
            makeHead({.form = m_form, .bodyCrc = quint32(m_crc), .text = m_rewriter.head()}));
    }

private:
    Result<void> store(QByteArrayView text, const QString &name)
    {
        m_textBytes += text.size();
        if (m_form.zipped && m_textBytes > mostUnzippedBytes)
            return failure(Error::Kind::BadFile,
                           Tr::tr("“%1” is too long for this printer.").arg(name));
        if (const auto before = settle(); !before)
            return before;
        m_storing = QtConcurrent::run(
            [this, piece = text.toByteArray()] { return write(m_body->add(piece)); });
        return {};
    }

    // Waits for the piece under way.
    Result<void> settle() { return m_storing.isValid() ? m_storing.result() : Result<void>(); }

    Result<void> write(const QByteArray &stored)
    {
        m_crc = crcWith(m_crc, stored);
        return m_out.write(stored);
    }

    OutputFile &m_out;
    const Form m_form;
    GcodeRewriter &m_rewriter;
    const std::unique_ptr<BodyWriter> m_body;
    uLong m_crc = 0;
    qint64 m_textBytes = 0;
    QFuture<Result<void>> m_storing;
};

} // namespace

Result<Converted> wrap(FileBytes &given, const TextSource &text, JobKeys stated,
                       const QString &outPath, const EncodeOptions &options, const Reading &reading)
{
    if (const auto checked = checkOptions(options); !checked)
        return failure(checked.error());
    const auto out = OutputFile::open(outPath, given.path());
    if (!out)
        return failure(out.error());
    auto keys = completed(std::move(stated), text, given.name(), reading.progress);
    if (!keys)
        return failure(keys.error());
    keys->machine = options.fileId.toLatin1();
    keys->name = jobName(options.name.isEmpty() ? QFileInfo(given.path()).completeBaseName()
                                                : options.name);
    GcodeRewriter rewriter(given.name(), jobKeyLines(*keys));
    Wrapper wrapper(**out, options.form, rewriter);
    if (const auto begun = wrapper.begin(); !begun)
        return failure(begun.error());
    const auto hash
        = text(reading, [&](const QByteArray &bytes) { return wrapper.add(bytes, given.name()); });
    if (!hash)
        return failure(hash.error());
    if (const auto finished = wrapper.finish(given.name()); !finished)
        return failure(finished.error());
    const auto written = reading.hashes == Hashes::Wanted
        ? (*out)->commitAndHash()
        : (*out)->commit().map([] { return QByteArray(); });
    if (!written)
        return failure(written.error());
    return Converted {.givenBytes = given.size(),
                      .givenSha256 = *hash,
                      .bytes = (*out)->bytes(),
                      .sha256 = *written};
}

} // namespace flotilla::files::threew
