// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QObject>

namespace flotilla {

// What a finished transfer moved.
struct TransferResult
{
    QString name; // the name at the far end
    qint64 bytes = 0;
    QByteArray sha256; // 32 bytes, of the bytes moved; empty where nobody hashed them

    bool operator==(const TransferResult &) const = default;
};

// A long command: upload, download, conversion, video. Lives on the main thread, belongs to its
// parent and deletes itself after finished(). Emits finished() exactly once, never from inside the
// call that made it.
class TransferJob : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;
    Q_DISABLE_COPY_MOVE(TransferJob)

    qint64 bytesDone() const { return m_bytesDone; }
    qint64 bytesTotal() const { return m_bytesTotal; }
    bool isFinished() const { return m_finished; }

    // Ends the job with Canceled within a second, whatever it waits for. A no-op after the end.
    virtual void cancel() = 0;

Q_SIGNALS:
    // Bytes handed over so far, of how many. Never goes backwards.
    void progressChanged(qint64 bytesDone, qint64 bytesTotal);
    void finished(const flotilla::Result<flotilla::TransferResult> &result);

protected:
    void setProgress(qint64 bytesDone, qint64 bytesTotal);
    // Remembers that the job has ended and emits finished() from the event loop; later calls do
    // nothing.
    void finish(Result<TransferResult> result);

private:
    qint64 m_bytesDone = 0;
    qint64 m_bytesTotal = 0;
    bool m_finished = false;
};

// A job that fails at once, for refusals found before the first byte.
class FailedTransfer final : public TransferJob
{
    Q_OBJECT

public:
    explicit FailedTransfer(Error error, QObject *parent = nullptr);
    void cancel() override { }
};

} // namespace flotilla
