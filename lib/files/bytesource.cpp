// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/bytesource_p.h"

#include "base/text.h"

#include <QCoreApplication>
#include <QFileInfo>

#include <algorithm>

namespace flotilla::files {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(flotilla::files::ByteSource)
};

} // namespace

FileBytes::FileBytes(const QString &path)
    : m_file(path)
    , m_name(cleanText(QFileInfo(path).fileName()))
{
}

Result<std::unique_ptr<FileBytes>> FileBytes::open(const QString &path)
{
    const QFileInfo info(path);
    std::unique_ptr<FileBytes> source(new FileBytes(path));
    const auto bad = [&](const QString &sentence, const QString &detail = {}) {
        return failure(Error::Kind::BadFile, sentence.arg(source->m_name), detail);
    };
    if (!info.exists())
        return bad(Tr::tr("There is no file “%1”."));
    if (info.isDir())
        return bad(Tr::tr("“%1” is a folder, not a file."));
    // A pipe or a device would keep us waiting.
    if (!info.isFile())
        return bad(Tr::tr("“%1” is not a regular file."));
    if (!source->m_file.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return bad(Tr::tr("The file “%1” cannot be read."), source->m_file.errorString());
    source->m_size = source->m_file.size();
    return source;
}

Result<QByteArray> FileBytes::read(qint64 offset, qint64 length)
{
    const qint64 wanted = std::clamp<qint64>(m_size - offset, 0, length);
    QByteArray bytes(qsizetype(wanted), Qt::Uninitialized);
    if (wanted == 0)
        return bytes;
    if (!m_file.seek(offset))
        return changed();
    qint64 done = 0;
    while (done < wanted) {
        const qint64 got = m_file.read(bytes.data() + done, wanted - done);
        if (got <= 0)
            return changed();
        done += got;
        m_bytesRead += got;
    }
    return bytes;
}

Result<void> FileBytes::checkUnchanged() const
{
    if (m_file.size() != m_size)
        return changed();
    return {};
}

tl::unexpected<Error> FileBytes::changed() const
{
    return failure(Error::Kind::BadFile,
                   Tr::tr("The file “%1” changed while it was read. Wait until it is written, then "
                          "try again.")
                       .arg(m_name),
                   m_file.errorString());
}

} // namespace flotilla::files
