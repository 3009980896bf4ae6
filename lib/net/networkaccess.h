// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/command.h"
#include "net/httpcall.h"
#include "net/httpupload.h"

#include <QObject>

class QThreadPool;

namespace flotilla::net {

// What drivers use to talk HTTP; one for the whole fleet, on the main thread. It costs no thread of
// its own: every call has its own socket, and files are read in the pool.
class NetworkAccess : public QObject
{
    Q_OBJECT

public:
    // The pool reads the files of uploads and must outlive this object.
    explicit NetworkAccess(QThreadPool *pool, QObject *parent = nullptr);
    ~NetworkAccess() override;
    Q_DISABLE_COPY_MOVE(NetworkAccess)

    // See HttpCall. The answer may come after the caller has gone; nobody hears it then.
    [[nodiscard]] Command<HttpReply> send(const HttpRequest &request);

    // Started already; belongs to `parent` and deletes itself after finished().
    [[nodiscard]] HttpUpload *upload(const HttpUploadRequest &request, QObject *parent);

    QThreadPool *pool() const { return m_pool; }

private:
    QThreadPool *m_pool;
};

} // namespace flotilla::net
