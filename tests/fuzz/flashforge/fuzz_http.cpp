// SPDX-License-Identifier: GPL-3.0-or-later
// Replies of the HTTP side: whatever the bytes, a value or an error without secrets.
#include "drivers/flashforge/detail.h"
#include "drivers/flashforge/errorcodes.h"
#include "drivers/flashforge/httpreplies.h"
#include "drivers/flashforge/printerurl.h"

#include <cstdint>
#include <cstdlib>

using namespace flotilla::flashforge;
using namespace Qt::StringLiterals;

namespace {

void require(bool truth)
{
    if (!truth)
        std::abort();
}

void checkDetail(const QJsonObject &reply)
{
    const Detail detail = detailFromReply(reply);
    Detail merged;
    merged.merge(detail);
    require(merged == detail);
    require(!detail.progress || (*detail.progress >= 0 && *detail.progress <= 1));
    require(nozzlesOf(detail).size() <= 8);
    modelOf(detail);
    detail.state();
    if (detail.errorCode)
        meaningOf(*detail.errorCode);
    if (detail.cameraUrl)
        static_cast<void>(urlAtPrinter(*detail.cameraUrl, {u"192.0.2.7"_s}));
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArrayView bytes(data, qsizetype(size));
    const Credentials credentials {u"SNS3CR3T1"_s, u"C0D3S3CR3T"_s};
    static_cast<void>(parseRunningThumbnail(bytes, credentials));
    const auto reply = parseReply(bytes, credentials);
    if (!reply) {
        const flotilla::Error &error = reply.error().error;
        require(!error.message.isEmpty() && error.detail.size() < 500);
        require(!error.detail.contains(credentials.checkCode, Qt::CaseInsensitive));
        require(!error.detail.contains(credentials.serialNumber, Qt::CaseInsensitive));
        return 0;
    }
    checkDetail(*reply);
    productFromReply(*reply);
    for (const StoredFile &file : filesFromReply(*reply))
        require(!file.name.isEmpty());
    if (const auto image = thumbnailFromReply(*reply))
        require(imageFormat(*image).has_value());
    return 0;
}
