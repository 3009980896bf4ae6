// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/transferjob.h"

#include "support/testmain.h"

#include <QPointer>
#include <QSignalSpy>

using namespace flotilla;

namespace {

class ManualTransfer : public TransferJob
{
public:
    using TransferJob::finish;
    using TransferJob::setPhase;
    using TransferJob::setProgress;
    void cancel() override { finish(failure(Error::Kind::Canceled, QStringLiteral("stopped"))); }
};

} // namespace

class tst_TransferJob : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void endsOnceAndDeletesItself()
    {
        QPointer<ManualTransfer> job = new ManualTransfer;
        int ends = 0;
        connect(job, &TransferJob::finished, this, [&] { ++ends; });
        job->finish(TransferResult {QStringLiteral("a"), 1, {}});
        job->cancel();
        QCOMPARE(ends, 0);
        QTRY_COMPARE(ends, 1);
        QTRY_VERIFY(job.isNull());
        QCOMPARE(ends, 1);
    }

    void progressNeverGoesBackwards()
    {
        ManualTransfer job;
        QSignalSpy spy(&job, &TransferJob::progressChanged);
        job.setProgress(10, 100);
        job.setProgress(5, 100);
        job.setProgress(10, 100);
        QCOMPARE(job.bytesDone(), 10);
        QCOMPARE(spy.size(), 1);
    }

    void eachPhaseCountsFromZero()
    {
        ManualTransfer job;
        QCOMPARE(job.phase(), TransferPhase::Moving);
        QSignalSpy phases(&job, &TransferJob::phaseChanged);
        job.setPhase(TransferPhase::Converting);
        job.setProgress(90, 100);
        job.setPhase(TransferPhase::Converting);
        QCOMPARE(job.bytesDone(), 90);
        job.setPhase(TransferPhase::Moving);
        QCOMPARE(job.bytesDone(), 0);
        job.setProgress(5, 20);
        QCOMPARE(job.bytesDone(), 5);
        QCOMPARE(phases.size(), 2);
    }

    void failedTransferSaysWhy()
    {
        QPointer<FailedTransfer> job
            = new FailedTransfer({Error::Kind::StorageFull, QStringLiteral("full"), {}});
        Error::Kind kind = Error::Kind::Internal;
        connect(job, &TransferJob::finished, this,
                [&](const auto &result) { kind = result.error().kind; });
        QTRY_COMPARE(kind, Error::Kind::StorageFull);
    }
};

FLOTILLA_TEST(tst_TransferJob)
#include "tst_transferjob.moc"
