// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QMetaType>
#include <QObject>

#include <optional>

namespace flotilla {

// The file that was handed in, where another form of it was moved.
struct GivenFile
{
    qint64 bytes = 0;
    QByteArray sha256; // 32 bytes
    bool operator==(const GivenFile &) const = default;
};

// What a finished transfer moved.
struct TransferResult
{
    QString name; // the name at the far end
    qint64 bytes = 0;
    QByteArray sha256; // 32 bytes, of the bytes moved; empty where nobody hashed them
    std::optional<GivenFile> given = {}; // there where the file was converted on the way
    QString format = {}; // what it was converted to, "3w"; empty where it was moved as it was

    bool operator==(const TransferResult &) const = default;
};

// What a transfer is at: making the form that the far end wants, or moving bytes.
enum class TransferPhase { Converting, Moving };

// A long command: upload, download, conversion, video. Lives on the main thread, belongs to its
// parent and deletes itself after finished(). Emits finished() exactly once, never from inside the
// call that made it.
class TransferJob : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;
    Q_DISABLE_COPY_MOVE(TransferJob)

    TransferPhase phase() const { return m_phase; }
    qint64 bytesDone() const { return m_bytesDone; }
    qint64 bytesTotal() const { return m_bytesTotal; }
    bool isFinished() const { return m_finished; }

    // Ends the job with Canceled within a second, whatever it waits for. A no-op after the end.
    virtual void cancel() = 0;

Q_SIGNALS:
    // Another phase began; bytes are counted from zero again.
    void phaseChanged(flotilla::TransferPhase phase);
    // Bytes handed over (or read and converted) so far, of how many. Never goes backwards within a
    // phase.
    void progressChanged(qint64 bytesDone, qint64 bytesTotal);
    void finished(const flotilla::Result<flotilla::TransferResult> &result);

protected:
    void setPhase(TransferPhase phase);
    void setProgress(qint64 bytesDone, qint64 bytesTotal);
    // Remembers that the job has ended and emits finished() from the event loop; later calls do
    // nothing.
    void finish(Result<TransferResult> result);

private:
    TransferPhase m_phase = TransferPhase::Moving;
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
