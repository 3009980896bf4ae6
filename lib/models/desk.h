// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QUrl>

#include <memory>

Q_MOC_INCLUDE("models/addprinter.h")
Q_MOC_INCLUDE("models/dropsession.h")
Q_MOC_INCLUDE("models/editprinter.h")
Q_MOC_INCLUDE("models/endsnext.h")
Q_MOC_INCLUDE("models/fleetsummary.h")
Q_MOC_INCLUDE("models/fleetview.h")
Q_MOC_INCLUDE("models/notices.h")
Q_MOC_INCLUDE("models/preferences.h")
Q_MOC_INCLUDE("models/printeracts.h")
Q_MOC_INCLUDE("models/question.h")
Q_MOC_INCLUDE("models/selection.h")
Q_MOC_INCLUDE("models/senddesk.h")
Q_MOC_INCLUDE("models/sendsheet.h")
Q_MOC_INCLUDE("models/toasts.h")
Q_MOC_INCLUDE("models/traymodel.h")
Q_MOC_INCLUDE("models/whattodo.h")

namespace flotilla {
class Fleet;
class JobRunner;
namespace store {
class Settings;
}
} // namespace flotilla

namespace flotilla::models {

class AddPrinter;
class DropSession;
class EditPrinter;
class EndsNext;
class FleetModel;
class FleetSummary;
class FleetView;
class JobPictures;
class Notices;
class Preferences;
class PrinterActs;
class Question;
class Selection;
class SendDesk;
class SendSheet;
class Toasts;
class TrayModel;
class WhatToDo;

// What the window's objects stand on. All of it outlives the desk.
struct DeskServices
{
    Fleet &fleet;
    JobRunner &jobs;
    store::Settings &settings;
    bool simulated = false;
};

// Everything that the window shows, put together: one view object for each part of it, handed to
// QML as the one property of the window. Main thread; owns its parts.
class Desk : public QObject
{
    Q_OBJECT
    Q_PROPERTY(bool simulated READ isSimulated CONSTANT)
    Q_PROPERTY(flotilla::models::PrinterActs *acts READ acts CONSTANT)
    Q_PROPERTY(flotilla::models::AddPrinter *add READ add CONSTANT)
    Q_PROPERTY(flotilla::models::DropSession *drop READ drop CONSTANT)
    Q_PROPERTY(flotilla::models::EditPrinter *edit READ edit CONSTANT)
    Q_PROPERTY(flotilla::models::EndsNext *endsNext READ endsNext CONSTANT)
    Q_PROPERTY(flotilla::models::FleetView *fleet READ fleet CONSTANT)
    Q_PROPERTY(flotilla::models::Notices *notices READ notices CONSTANT)
    Q_PROPERTY(flotilla::models::Preferences *preferences READ preferences CONSTANT)
    Q_PROPERTY(flotilla::models::Question *question READ question CONSTANT)
    Q_PROPERTY(flotilla::models::Selection *selection READ selection CONSTANT)
    Q_PROPERTY(flotilla::models::SendSheet *send READ send CONSTANT)
    Q_PROPERTY(flotilla::models::FleetSummary *summary READ summary CONSTANT)
    Q_PROPERTY(flotilla::models::Toasts *toasts READ toasts CONSTANT)
    Q_PROPERTY(flotilla::models::TrayModel *tray READ tray CONSTANT)
    Q_PROPERTY(flotilla::models::SendDesk *transfers READ transfers CONSTANT)
    Q_PROPERTY(flotilla::models::WhatToDo *whatToDo READ whatToDo CONSTANT)

public:
    explicit Desk(const DeskServices &services, QObject *parent = nullptr);
    // What waits for its toast happens now; call Toasts::commitAll() earlier where there is time
    // left to talk to printers.
    ~Desk() override;
    Q_DISABLE_COPY_MOVE(Desk)

    PrinterActs *acts() const { return m_acts.get(); }
    Notices *notices() const { return m_notices.get(); }
    TrayModel *tray() const { return m_tray.get(); }
    AddPrinter *add() const { return m_add.get(); }
    EditPrinter *edit() const { return m_edit.get(); }
    Preferences *preferences() const { return m_preferences.get(); }
    Question *question() const { return m_question.get(); }
    Toasts *toasts() const { return m_toasts.get(); }
    WhatToDo *whatToDo() const { return m_whatToDo.get(); }
    DropSession *drop() const { return m_drop.get(); }
    SendDesk *transfers() const { return m_transfers.get(); }
    SendSheet *send() const { return m_send.get(); }
    EndsNext *endsNext() const { return m_endsNext.get(); }
    FleetView *fleet() const { return m_fleet.get(); }
    // What the grid is a view of, for the other objects of the desk.
    FleetModel &fleetModel() const { return *m_fleetModel; }
    // For the window's image provider.
    const JobPictures &jobPictures() const { return *m_jobPictures; }
    Selection *selection() const { return m_selection.get(); }
    FleetSummary *summary() const { return m_summary.get(); }

    // The printers are simulated, and the window says so on every page.
    bool isSimulated() const { return m_services.simulated; }
    Q_INVOKABLE void leaveSimulation();
    // The other way: a fleet to try everything on.
    Q_INVOKABLE void enterSimulation();
    // The person wants the program to end; it asks first where something would be lost.
    Q_INVOKABLE void quit();
    // Files from a dialog, for these printers, or for printers to be chosen.
    Q_INVOKABLE void sendFiles(const QList<QUrl> &files, const QStringList &printerIds);
    // Files from outside (command line, "Open with", another start of the program): looked at and
    // offered, never started.
    void openFiles(const QStringList &paths);

Q_SIGNALS:
    void leaveSimulationAsked();
    void enterSimulationAsked();
    void quitAsked();
    void filesOpened(const QStringList &paths);

private:
    void connectPreferences();
    void connectSending();

    DeskServices m_services;
    std::unique_ptr<Preferences> m_preferences;
    std::unique_ptr<Notices> m_notices;
    std::unique_ptr<TrayModel> m_tray;
    std::unique_ptr<Toasts> m_toasts;
    std::unique_ptr<Question> m_question;
    std::unique_ptr<WhatToDo> m_whatToDo;
    std::unique_ptr<PrinterActs> m_acts;
    std::unique_ptr<FleetModel> m_fleetModel;
    std::unique_ptr<FleetView> m_fleet;
    std::unique_ptr<JobPictures> m_jobPictures;
    std::unique_ptr<FleetSummary> m_summary;
    std::unique_ptr<EndsNext> m_endsNext;
    std::unique_ptr<Selection> m_selection;
    // In the order they use each other.
    std::unique_ptr<SendDesk> m_transfers;
    std::unique_ptr<SendSheet> m_send;
    std::unique_ptr<DropSession> m_drop;
    std::unique_ptr<AddPrinter> m_add;
    std::unique_ptr<EditPrinter> m_edit;
};

} // namespace flotilla::models
