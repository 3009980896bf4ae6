// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/threew/conversion_p.h"

#include "files/threew/body_p.h"
#include "files/threew/crc_p.h"

#include "base/text.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QtConcurrent/QtConcurrentRun>

#ifdef Q_OS_UNIX
#include <unistd.h>
#endif

namespace flotilla::files::threew {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(flotilla::files::threew::Conversion)
};

constexpr qint64 stepBytes = 256 * 1024;
constexpr auto readOnly = QIODevice::ReadOnly | QIODevice::Unbuffered;

// Empty: it cannot be read.
QByteArray hashOf(QFile &file)
{
    Sha256 hash;
    if (!file.seek(0))
        return {};
    while (!file.atEnd()) {
        const QByteArray bytes = file.read(stepBytes);
        if (bytes.isEmpty())
            return {};
        hash.add(bytes);
    }
    return hash.result();
}

} // namespace

OutputFile::OutputFile(const QString &path)
    : m_file(path)
{
}

Result<std::unique_ptr<OutputFile>> OutputFile::open(const QString &path, const QString &given)
{
    const QString there = QFileInfo(path).canonicalFilePath();
    if (!there.isEmpty() && there == QFileInfo(given).canonicalFilePath())
        return failure(Error::Kind::WrongUse,
                       Tr::tr("“%1” would be written over itself. Give the new file another name.")
                           .arg(cleanText(QFileInfo(path).fileName())));
    std::unique_ptr<OutputFile> file(new OutputFile(path));
    if (!file->m_file.open(QIODevice::WriteOnly))
        return file->failed();
    return file;
}

Result<void> OutputFile::write(const QByteArray &bytes)
{
    if (m_file.write(bytes) != bytes.size())
        return failed();
    m_bytes += bytes.size();
    return {};
}

Result<void> OutputFile::writeFront(const QByteArray &bytes)
{
    if (!m_file.seek(0) || m_file.write(bytes) != bytes.size())
        return failed();
    return {};
}

// What stands first is written last, so that the file can only be hashed once it is whole: while
// the disk takes it, where the system lets a second reader in.
Result<QByteArray> OutputFile::commitAndHash()
{
    QFuture<QByteArray> beside;
#ifdef Q_OS_UNIX
    if (const int copy = m_file.flush() ? dup(m_file.handle()) : -1; copy >= 0)
        beside = QtConcurrent::run([copy] {
            QFile file;
            return file.open(copy, readOnly, QFileDevice::AutoCloseHandle) ? hashOf(file)
                                                                           : QByteArray();
        });
#endif
    const auto committed = commit();
    beside.waitForFinished();
    if (!committed)
        return failure(committed.error());
    if (beside.resultCount() > 0 && !beside.result().isEmpty())
        return beside.result();
    QFile file(m_file.fileName());
    if (!file.open(readOnly))
        return failed();
    return hashOf(file);
}

Result<void> OutputFile::commit()
{
    if (!m_file.commit())
        return failed();
    return {};
}

tl::unexpected<Error> OutputFile::failed() const
{
    const QString name = cleanText(QFileInfo(m_file.fileName()).fileName());
    if (m_file.error() == QFileDevice::ResourceError)
        return failure(
            Error::Kind::StorageFull,
            Tr::tr("There is no room for “%1”. Delete something, then try again.").arg(name),
            m_file.errorString());
    return failure(
        Error::Kind::BadFile,
        Tr::tr("“%1” cannot be written. Check its folder and the length of its name.").arg(name),
        m_file.errorString());
}

Result<QByteArray> readThrough(FileBytes &file, const Reading &reading, const Sink &sink)
{
    HashBeside hash(reading.hashes == Hashes::Wanted);
    for (qint64 done = 0; done < file.size();) {
        if (reading.progress && !reading.progress(done, file.size()))
            return failure(Error::Kind::Canceled, Tr::tr("The conversion was stopped."));
        const auto bytes = file.read(done, stepBytes);
        if (!bytes)
            return failure(bytes.error());
        hash.add(*bytes);
        if (const auto taken = sink(*bytes); !taken)
            return failure(taken.error());
        done += bytes->size();
    }
    if (const auto unchanged = file.checkUnchanged(); !unchanged)
        return failure(unchanged.error());
    return hash.result();
}

Result<Head> headOf(FileBytes &file)
{
    if (file.size() == 0)
        return failure(Error::Kind::BadFile, Tr::tr("The file “%1” is empty.").arg(file.name()));
    const auto bytes = file.read(0, bodyOffset);
    if (!bytes)
        return failure(bytes.error());
    auto head = parseHead(*bytes);
    if (head && file.size() == bodyOffset)
        head = tl::unexpected(HeadFault::Cut);
    if (!head)
        return failure(Error::Kind::BadFile, headFaultText(head.error()).arg(file.name()));
    return *head;
}

Result<QByteArray> readGcodeOf(FileBytes &file, const Head &head, const Reading &reading,
                               const Sink &sink)
{
    const auto body = BodyReader::make(head.form, file.name(), sink);
    uLong crc = 0;
    qsizetype headLeft = bodyOffset;
    auto hash = readThrough(file, reading, [&](const QByteArray &bytes) -> Result<void> {
        const qsizetype skipped = std::min(bytes.size(), std::exchange(headLeft, 0));
        const QByteArrayView stored = QByteArrayView(bytes).sliced(skipped);
        crc = crcWith(crc, stored);
        return body->add(stored);
    });
    if (!hash)
        return hash;
    if (crc != head.bodyCrc)
        return failure(Error::Kind::BadFile,
                       Tr::tr("“%1” is cut or damaged: its content is not what its checksum says. "
                              "Copy the file again.")
                           .arg(file.name()));
    if (const auto whole = body->finish(); !whole)
        return failure(whole.error());
    return hash;
}

} // namespace flotilla::files::threew
