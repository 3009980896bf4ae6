// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/zip/packedgcode_p.h"

#include "files/gcodereader_p.h"
#include "files/gcodetools_p.h"
#include "files/picturehead.h"

#include <algorithm>

namespace flotilla::files {

namespace {

// A JPG may carry that much before it says its size.
constexpr qint64 pictureHeadBytes = 16 * 1024;

// Whether the rest may say what the head does not.
bool wantsRest(const GcodeText &text, const ZipMember &member)
{
    return member.bytes <= gcodeWholeBytes
        || (member.bytes <= gcodeHeadBytes && filamentLengths(text).isEmpty());
}

} // namespace

Result<GcodeText> readPackedGcode(ZipReader &reader, const ZipMember &member, qint64 &budget)
{
    GcodeText text;
    if (const auto begun = reader.begin(member); !begun)
        return failure(begun.error());
    const qint64 most = std::min({member.bytes, gcodeHeadBytes, budget});
    qint64 done = 0;
    while (done < most && (done == 0 || text.wantsMore() || wantsRest(text, member))) {
        const auto bytes = reader.next(std::min(gcodeStepBytes, most - done));
        if (!bytes)
            return failure(bytes.error());
        text.takeHead(*bytes, done);
        done += bytes->size();
    }
    budget -= done;
    if (const auto ended = reader.end(); !ended)
        return failure(ended.error());
    // A line that is cut in the middle says nothing.
    if (done == member.bytes)
        text.endHead();
    return text;
}

void addMemberPicture(ZipReader &reader, QByteArrayView name, QList<Thumbnail> &thumbnails)
{
    const ZipMember *member = reader.directory().find(name);
    if (!member || member->bytes > maxPictureBytes)
        return;
    const auto bytes = reader.head(*member, pictureHeadBytes);
    if (!bytes)
        return;
    if (const auto head = pictureHead(*bytes))
        thumbnails.append({.format = head->format,
                           .width = head->width,
                           .height = head->height,
                           .encoding = Thumbnail::Encoding::ZipMember,
                           .offset = member->place,
                           .length = member->bytes});
}

} // namespace flotilla::files
