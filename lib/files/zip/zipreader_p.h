// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "files/zip/zipdirectory_p.h"

#include <memory>

namespace flotilla::files {

// Reads members of a zip, piece by piece, into memory alone. QuaZip unpacks; before it does, what
// the central directory says of a member is held against what stands before its bytes. Every
// failure is BadFile with a sentence for a person. The source must outlive it.
class ZipReader
{
public:
    static Result<std::unique_ptr<ZipReader>> open(ByteSource &source);
    ~ZipReader();
    Q_DISABLE_COPY_MOVE(ZipReader)

    const ZipDirectory &directory() const { return m_directory; }

    // One member at a time: begin, next until nothing comes, end. `end` fails when the member was
    // read whole and is not as long as stated or has another checksum.
    Result<void> begin(const ZipMember &member);
    Result<QByteArray> next(qint64 most);
    Result<void> end();

    // All of a member that states no more than that.
    Result<QByteArray> whole(const ZipMember &member, qint64 most);
    // Its first bytes, unchecked where there are more.
    Result<QByteArray> head(const ZipMember &member, qint64 most);

private:
    class Unpacker;

    ZipReader(ByteSource &source, ZipDirectory directory);
    Result<void> checkLocal(const ZipMember &member);

    ByteSource &m_source;
    const ZipDirectory m_directory;
    std::unique_ptr<Unpacker> m_unpacker;
    ZipMember m_current;
    qint64 m_done = 0;
};

} // namespace flotilla::files
