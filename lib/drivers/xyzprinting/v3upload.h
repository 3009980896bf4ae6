// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/transferjob.h"
#include "drivers/xyzprinting/v3channel.h"
#include "net/filesource.h"

#include <QElapsedTimer>
#include <QPointer>
#include <QTimer>

namespace flotilla::xyzprinting {

// One .3w to one printer in blocks, each sent only when the one before was acknowledged. A
// connection that breaks is made anew once, and the file sent from its beginning, if the printer
// says that it does nothing; a pulled cable is not. Handed over is not printed: see
// ProtocolChannel.
class V3Upload : public TransferJob
{
    Q_OBJECT

public:
    // The channel may go before the job does.
    V3Upload(V3Channel &channel, const QString &path, const QString &name, QThreadPool *pool,
             const Times &times, QObject *parent);
    ~V3Upload() override;

    void cancel() override;

private:
    enum class Stage { Opening, Begin, Blocks, End, Asking };

    void begin();
    void sendBegin(qint64 size);
    void sendBlock();
    void handleBlock(const Result<V3Reply> &reply, qint64 bytes);
    void sendEnd();
    void send(const V3Request &request,
              const std::function<void(const Result<V3Reply> &)> &answered);
    void handleTrouble(const Error &error);
    void askAfter();
    void handleAfter(const Result<V3Reply> &reply);
    QString brokeText() const;
    void fail(const Error &error);
    void end(Result<TransferResult> result);

    QPointer<V3Channel> m_channel;
    const QString m_path;
    const QString m_name;
    QThreadPool *const m_pool;
    const Times m_times;
    std::unique_ptr<net::FileSource> m_source;
    Stage m_stage = Stage::Opening;
    qint64 m_size = 0;
    qint64 m_blockBytes = 0;
    QByteArray m_read; // from the disk, not sent yet
    qint64 m_acknowledged = 0;
    quint32 m_index = 0;
    bool m_inFlight = false;
    bool m_broke = false; // the connection, as against an answer that did not come
    bool m_triedAgain = false;
    Error m_trouble;
    QElapsedTimer m_sign; // since the printer's last
    QTimer m_wait;
};

} // namespace flotilla::xyzprinting
