// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/networkaccess.h"

namespace flotilla::net {

NetworkAccess::NetworkAccess(QThreadPool *pool, QObject *parent)
    : QObject(parent)
    , m_pool(pool)
{
}

NetworkAccess::~NetworkAccess() = default;

Command<HttpReply> NetworkAccess::send(const HttpRequest &request)
{
    return HttpCall::start(request, this);
}

HttpUpload *NetworkAccess::upload(const HttpUploadRequest &request, QObject *parent)
{
    auto *upload = new HttpUpload(request, m_pool, parent);
    upload->start();
    return upload;
}

} // namespace flotilla::net
