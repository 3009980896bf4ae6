// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/transferjob.h"
#include "core/printerdriver.h"
#include "drivers/flashforge/legacysession.h"
#include "drivers/flashforge/tcpupload.h"
#include "net/filesource.h"

#include <QElapsedTimer>
#include <QPointer>
#include <QTimer>

namespace flotilla::flashforge {

// One file to one printer over the command port, in packets or as bare bytes. It has arrived only
// when the printer confirmed it (M29) and lists it; with a start, also when the size it opens is
// the file's. Nothing is ever sent a second time by itself, but for one case: a machine that leaves
// the first packet unanswered wants bare bytes.
class LegacyUpload : public TransferJob
{
    Q_OBJECT

public:
    // `storedName` is safe for the printer already. The session may go before the job does.
    LegacyUpload(LegacySession &session, const UploadRequest &request, const QString &storedName,
                 UploadForm form, QThreadPool *pool, const Times &times, QObject *parent);
    ~LegacyUpload() override;

    void cancel() override;

Q_SIGNALS:
    // The first packet went unanswered: this machine takes bare bytes.
    void wantsRaw();
    // The printer was told to start the file.
    void started(const QString &storedName);

private:
    enum class Stage { Opening, Asking, Sending, Quiet, Saving, Checking };

    void ask();
    void handleLent(const Result<void> &taken);
    void sendMore();
    void sendPacket();
    void sendRaw();
    void awaitUntil(std::chrono::milliseconds limit);
    void handleAnswer(const QByteArray &bytes);
    void handleWritten();
    void handleTimeout();
    void fallBackToRaw();
    bool fillBlock(qsizetype bytes);
    void save();
    void handleSaved(const Result<TcpReply> &reply);
    void check();
    void handleListed(const Result<QList<ListedFile>> &files);
    void start();
    void succeed();
    void fail(const Error &error);

    QPointer<LegacySession> m_session;
    const UploadRequest m_request;
    const QString m_storedName;
    UploadForm m_form;
    QThreadPool *const m_pool;
    const Times m_times;
    std::unique_ptr<net::FileSource> m_source;
    Stage m_stage = Stage::Opening;
    QByteArray m_block; // read from the disk, not handed over yet
    qint64 m_size = 0;
    qint64 m_handed = 0; // to the socket
    qint64 m_confirmed = 0; // acknowledged or off the socket
    quint32 m_counter = 0;
    qsizetype m_inPacket = 0; // bytes that wait for their acknowledgement; 0 = none
    UploadAckParser m_acks;
    QByteArray m_heard; // while bare bytes are sent
    QTimer m_timeout;
    QElapsedTimer m_sinceStarted; // of m_timeout
};

} // namespace flotilla::flashforge
