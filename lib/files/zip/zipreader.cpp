// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/zip/zipreader_p.h"

#include "files/littleendian_p.h"
#include "files/zip/sourcedevice_p.h"

#include "base/text.h"

#include <QCoreApplication>

#include <quazip/quazip.h>
#include <quazip/quazipfile.h>

#include <algorithm>

namespace flotilla::files {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(flotilla::files::ZipReader)
};

constexpr qint64 localBytes = 30;
constexpr quint16 encryptedFlags = 0x2041; // plain, strong, and with a hidden directory
constexpr quint16 sizesFollowFlag = 0x0008;
constexpr quint16 stored = 0;
constexpr quint16 deflated = 8;
// Deflate cannot pack better than that: who states more lies.
constexpr qint64 bestDeflate = 1032;
constexpr qint64 deflateHead = 64;

tl::unexpected<Error> damaged(const ZipMember &member, const QString &detail)
{
    return failure(Error::Kind::BadFile,
                   Tr::tr("The archive is damaged: its file “%1” cannot be trusted. Save or copy "
                          "it again.")
                       .arg(cleanText(QByteArrayView(member.name), 80)),
                   detail);
}

// A field of the local header: left open where the number follows the bytes.
bool agrees(quint32 local, qint64 central, bool follows)
{
    return local == central || (follows && (local == 0 || local == 0xFFFFFFFF));
}

} // namespace

// QuaZip, on one member of one source.
class ZipReader::Unpacker
{
public:
    explicit Unpacker(ByteSource &source)
        : m_device(source)
        , m_zip(&m_device)
    {
        m_zip.setAutoClose(false);
        m_isOpen = m_zip.open(QuaZip::mdUnzip);
    }

    // Goes to the member by its place in the directory, and makes sure that QuaZip has found the
    // same one there.
    bool begin(const ZipMember &member)
    {
        end();
        const unz64_file_pos place {.pos_in_zip_directory = ZPOS64_T(member.place),
                                    .num_of_file = ZPOS64_T(member.number)};
        QuaZipFileInfo64 info;
        if (!m_isOpen || !m_zip.goToFirstFile()
            || unzGoToFilePos64(m_zip.getUnzFile(), &place) != UNZ_OK
            || !m_zip.getCurrentFileInfo(&info) || info.crc != member.crc
            || info.compressedSize != quint64(member.packedBytes)
            || info.uncompressedSize != quint64(member.bytes) || info.method != member.method)
            return false;
        m_file = std::make_unique<QuaZipFile>(&m_zip);
        return m_file->open(QIODevice::ReadOnly);
    }

    qint64 read(char *data, qint64 most) { return m_file ? m_file->read(data, most) : -1; }

    // False when all of the member was read and its checksum is another.
    bool end()
    {
        if (!m_file)
            return true;
        m_file->close();
        const bool holds = m_file->getZipError() == UNZ_OK;
        m_file.reset();
        return holds;
    }

private:
    SourceDevice m_device;
    QuaZip m_zip;
    std::unique_ptr<QuaZipFile> m_file;
    bool m_isOpen = false;
};

Result<std::unique_ptr<ZipReader>> ZipReader::open(ByteSource &source)
{
    auto directory = readZipDirectory(source);
    if (!directory)
        return failure(directory.error());
    if (!*directory)
        return failure(Error::Kind::BadFile,
                       Tr::tr("The archive is damaged: its list of contents is missing. Save or "
                              "copy it again."));
    return std::unique_ptr<ZipReader>(new ZipReader(source, std::move(**directory)));
}

ZipReader::ZipReader(ByteSource &source, ZipDirectory directory)
    : m_source(source)
    , m_directory(std::move(directory))
    , m_unpacker(std::make_unique<Unpacker>(source))
{
}

ZipReader::~ZipReader() = default;

Result<void> ZipReader::checkLocal(const ZipMember &member)
{
    const auto head = m_source.read(member.localOffset, localBytes);
    if (!head)
        return failure(head.error());
    const qint64 nameBytes = littleEndianAt<quint16>(*head, 26);
    const qint64 begin
        = member.localOffset + localBytes + nameBytes + littleEndianAt<quint16>(*head, 28);
    const quint16 flags = littleEndianAt<quint16>(*head, 6);
    const bool follows = (flags & sizesFollowFlag) != 0;
    if ((flags | member.flags) & encryptedFlags)
        return failure(Error::Kind::BadFile,
                       Tr::tr("The archive is locked with a password. Save it again without one."));
    if (head->size() < localBytes || !head->startsWith("PK\3\4") || flags != member.flags
        || littleEndianAt<quint16>(*head, 8) != member.method
        || nameBytes != member.storedName.size())
        return damaged(member, QStringLiteral("local header differs from central directory"));
    const auto name = m_source.read(member.localOffset + localBytes, nameBytes);
    if (!name)
        return failure(name.error());
    if (*name != member.storedName)
        return damaged(member, QStringLiteral("local header names another file"));
    if (!agrees(littleEndianAt<quint32>(*head, 14), member.crc, follows)
        || !agrees(littleEndianAt<quint32>(*head, 18), member.packedBytes, follows)
        || !agrees(littleEndianAt<quint32>(*head, 22), member.bytes, follows)
        || begin + member.packedBytes > m_directory.offset)
        return damaged(member, QStringLiteral("sizes differ from central directory"));
    const bool possible = member.method == stored
        ? member.bytes == member.packedBytes
        : member.bytes <= member.packedBytes * bestDeflate + deflateHead;
    if ((member.method != stored && member.method != deflated) || !possible)
        return damaged(member, QStringLiteral("impossible size or unknown method"));
    return {};
}

Result<void> ZipReader::begin(const ZipMember &member)
{
    if (m_directory.isAmbiguous(member))
        return failure(Error::Kind::BadFile,
                       Tr::tr("The archive holds the file “%1” twice: nobody can say which one "
                              "would be printed. Save it again.")
                           .arg(cleanText(QByteArrayView(member.name), 80)));
    if (const auto checked = checkLocal(member); !checked)
        return checked;
    m_current = member;
    m_done = 0;
    if (!m_unpacker->begin(member))
        return damaged(member, QStringLiteral("cannot be opened"));
    return {};
}

Result<QByteArray> ZipReader::next(qint64 most)
{
    // Never beyond the size that is stated.
    QByteArray bytes(std::min(most, m_current.bytes - m_done), Qt::Uninitialized);
    qint64 filled = 0;
    while (filled < bytes.size()) {
        const qint64 got = m_unpacker->read(bytes.data() + filled, bytes.size() - filled);
        if (got < 0)
            return damaged(m_current, QStringLiteral("cannot be unpacked"));
        if (got == 0)
            break;
        filled += got;
    }
    if (filled < bytes.size())
        return damaged(m_current, QStringLiteral("shorter than stated"));
    m_done += filled;
    return bytes;
}

Result<void> ZipReader::end()
{
    if (!m_unpacker->end() && m_done == m_current.bytes)
        return damaged(m_current, QStringLiteral("wrong checksum"));
    return {};
}

Result<QByteArray> ZipReader::whole(const ZipMember &member, qint64 most)
{
    if (member.bytes > most)
        return damaged(member, QStringLiteral("too long"));
    return head(member, member.bytes);
}

Result<QByteArray> ZipReader::head(const ZipMember &member, qint64 most)
{
    if (const auto begun = begin(member); !begun)
        return failure(begun.error());
    auto bytes = next(most);
    const auto ended = end();
    if (bytes && !ended)
        return failure(ended.error());
    return bytes;
}

} // namespace flotilla::files
