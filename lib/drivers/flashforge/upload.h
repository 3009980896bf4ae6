// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/transferjob.h"
#include "core/printerdriver.h"
#include "drivers/flashforge/httpsession.h"
#include "drivers/flashforge/jobmessages.h"

#include <QElapsedTimer>
#include <QPointer>

namespace flotilla::flashforge {

// One file to one printer over HTTP. It has arrived only when every byte is sent and the printer
// answered with code 0. When the answer is lost after the last byte, nobody knows: the printer's
// list is asked, and nothing is ever sent a second time by itself.
class Upload : public TransferJob
{
    Q_OBJECT

public:
    // `storedName` is safe for the printer already. The session may go before the job does.
    Upload(HttpSession &session, const Model &model, const UploadRequest &request,
           const QString &storedName, const StartOptions &options, const Times &times,
           QObject *parent);

    void cancel() override;

private:
    void begin();
    void handleSent(const Result<TransferResult> &sent);
    void handleDetail();
    void handleUnknownOutcome(const Error &error);
    void startSeparately();

    QPointer<HttpSession> m_session;
    const Model &m_model;
    const UploadRequest m_request;
    const QString m_storedName;
    const StartOptions m_options;
    const Times m_times;
    const bool m_startsSeparately;
    QPointer<net::HttpUpload> m_upload;
    qint64 m_size = 0; // of the file, bytes
    TransferResult m_result;
    QElapsedTimer m_awaitingAnswer; // since every byte was out
    bool m_canceled = false;
};

} // namespace flotilla::flashforge
