// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/transferjob.h"
#include "core/printerdriver.h"
#include "drivers/xyzprinting/preparation.h"
#include "drivers/xyzprinting/session.h"

#include <QElapsedTimer>
#include <QPointer>
#include <QTemporaryDir>
#include <QTimer>

namespace flotilla::xyzprinting {

// One file to one printer, which prints it at once: made into the .3w this printer wants, moved,
// and followed until the printer shows that it prints it. Where the printer does not support the
// version of the .3w it gets the other one, once. Nothing else is asked of the printer from the
// first byte to the end.
class SendJob : public TransferJob
{
    Q_OBJECT

public:
    // `storedName` is safe for the printer already. The session may go before the job does.
    SendJob(Session &session, const UploadRequest &request, const QString &storedName,
            std::optional<files::threew::Form> form, QThreadPool *pool, const Times &times,
            QObject *parent);
    ~SendJob() override;

    void cancel() override;

Q_SIGNALS:
    // The printer took the file and works on it.
    void started(const QString &storedName);
    // It took another version of .3w than was thought.
    void versionLearnt(flotilla::files::threew::Version version);

private:
    enum class Stage { Preparing, Checking, Moving, Confirming };

    void prepare();
    void handlePrepared(const Result<Prepared> &prepared);
    void checkPrinter();
    void handleState(const Result<MachineReport> &report);
    void move();
    void handleMoved(const Result<TransferResult> &moved);
    void lookForStart();
    void handleLook(const Result<MachineReport> &report);
    std::optional<quint32> blockingError(const MachineReport &report) const;
    void handleWrongVersion();
    void succeed();
    void fail(const Error &error);

    QPointer<Session> m_session;
    const UploadRequest m_request;
    const QString m_storedName;
    std::optional<files::threew::Form> m_form; // nullopt: nobody knows what this printer wants
    QThreadPool *const m_pool;
    const Times m_times;
    QTemporaryDir m_folder;
    std::unique_ptr<Preparation> m_preparation;
    Stage m_stage = Stage::Preparing;
    Prepared m_prepared;
    bool m_otherVersionTried = false;
    QPointer<TransferJob> m_transfer;
    TransferResult m_moved;
    QList<quint32> m_errorsBefore;
    bool m_checking = false; // the printer was seen looking at the file
    QElapsedTimer m_sinceMoved;
    QTimer m_look;
};

} // namespace flotilla::xyzprinting
