// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/drivercontext.h"
#include "core/printerdriver.h"
#include "drivers/xyzprinting/actionreplies.h"
#include "drivers/xyzprinting/session.h"
#include "drivers/xyzprinting/statetracker.h"
#include "drivers/xyzprinting/weblookup.h"

#include <QPointer>

namespace flotilla::xyzprinting {

struct ActionPlan;

// One da Vinci printer, over network or cable, in whichever of the two protocols it speaks.
class XyzDriver : public PrinterDriver
{
    Q_OBJECT

public:
    XyzDriver(const DriverConfig &config, DriverContext &context, const Times &times,
              QObject *parent);

    void connectToPrinter() override;
    void disconnectFromPrinter() override;
    void setWatched(bool watched) override;

    Command<Shown> pause() override;
    Command<Shown> resume() override;
    Command<Shown> cancelJob() override;
    Command<Shown> clearPlate() override;
    Command<Shown> home(const QString &axes) override;
    Command<Shown> jog(const QMap<QChar, double> &millimetres) override;
    Command<Shown> act(const QString &action, const QJsonObject &parameters) override;
    Result<QString> storedName(const QString &fileName) const override;
    TransferJob *upload(const UploadRequest &request, QObject *parent) override;
    Command<QByteArray> takePicture(const QString &cameraId) override;

private:
    void handleOpened();
    void handleReported();
    void handleActionReply(const ActionReply &reply);
    void reportCapabilities();
    void report(const TrackedState &tracked);

    // Tells the tracker and asks for a report once the printer said yes.
    Command<Shown> jobCommand(const Command<void> &answer,
                              void (StateTracker::*told)(StateTracker::Time), const Shown &shown);
    std::optional<Error> refuseMove() const;
    // One action that ends by itself: sent, then followed until the printer is no longer at it.
    Command<void> moveAndWait(const QByteArray &text);
    Command<void> waitUntilDone(StateTracker::Time until);
    Command<Shown> lookUp();
    Command<void> applySetting(const ActionPlan &plan);
    Command<void> readBack(const ActionPlan &plan, int triesLeft);
    Command<void> later(std::chrono::milliseconds pause);
    std::optional<files::threew::Form> form() const;

    const DriverConfig m_config;
    DriverContext &m_context;
    const Times m_times;
    Session m_session;
    StateTracker m_tracker;
    Capabilities m_capabilities; // as reported last
    StateTracker::Time m_heardAt {}; // the last report
    QPointer<TransferJob> m_sending;
    QString m_fileVersion; // the setting, or what was learnt since
    QString m_jobName; // of the job we started; the printer does not name it
    WebLookup m_lookup;
    QList<Reading> m_lookedUp;
    std::optional<Fault> m_actionFault; // an action that the printer gave up
};

} // namespace flotilla::xyzprinting
