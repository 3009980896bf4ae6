// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/transferjob.h"

namespace flotilla {

void TransferJob::setPhase(TransferPhase phase)
{
    if (m_finished || m_phase == phase)
        return;
    m_phase = phase;
    m_bytesDone = 0;
    m_bytesTotal = 0;
    Q_EMIT phaseChanged(phase);
}

void TransferJob::setProgress(qint64 bytesDone, qint64 bytesTotal)
{
    if (m_finished || (bytesDone <= m_bytesDone && bytesTotal == m_bytesTotal))
        return;
    m_bytesDone = qMax(m_bytesDone, bytesDone);
    m_bytesTotal = bytesTotal;
    Q_EMIT progressChanged(m_bytesDone, m_bytesTotal);
}

void TransferJob::finish(Result<TransferResult> result)
{
    if (m_finished)
        return;
    m_finished = true;
    QMetaObject::invokeMethod(
        this,
        [this, result = std::move(result)] {
            Q_EMIT finished(result);
            deleteLater();
        },
        Qt::QueuedConnection);
}

FailedTransfer::FailedTransfer(Error error, QObject *parent)
    : TransferJob(parent)
{
    finish(failure(std::move(error)));
}

} // namespace flotilla
