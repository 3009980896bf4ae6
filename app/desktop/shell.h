// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/desk.h"

#include <QQmlApplicationEngine>
#include <QTimer>

#include <memory>

class QQuickWindow;

namespace flotilla {

class Notifier;
class PowerGuard;
class SystemLook;
class TrayIcon;

namespace api {
class FleetService;
}

// The window and what belongs to it, over a fleet that runs. Main thread.
class Shell : public QObject
{
    Q_OBJECT

public:
    // `service` must outlive this object.
    Shell(api::FleetService &service, bool simulated, QObject *parent = nullptr);
    ~Shell() override;
    Q_DISABLE_COPY_MOVE(Shell)

    // Shows the window; false where it cannot be made, which is our own fault.
    bool open();
    // Brings it to the front and looks at these files.
    void raise(const QStringList &files);

    models::Desk &desk() { return *m_desk; }
    QQuickWindow *window() const { return m_window; }

    bool eventFilter(QObject *watched, QEvent *event) override;

Q_SIGNALS:
    // The person wants the program to end, and nothing is in the way.
    void quitDecided();
    // The same, and to begin again with their own fleet.
    void leaveSimulationDecided();
    void enterSimulationDecided();

private:
    QVariantMap windowProperties() const;
    void connectTray();
    void connectNotices();
    void rememberGeometry();
    void showWindow();
    void showPage(const QString &page);
    void showPrinter(const QString &id);
    void handleBus(bool answers);
    void handleClose();
    void askAboutTray();
    void handleQuit();
    void pauseAll();

    api::FleetService &m_service;
    std::unique_ptr<models::Desk> m_desk;
    std::unique_ptr<SystemLook> m_look;
    std::unique_ptr<PowerGuard> m_power;
    std::unique_ptr<Notifier> m_notifier;
    std::unique_ptr<QQmlApplicationEngine> m_engine;
    std::unique_ptr<TrayIcon> m_tray;
    QQuickWindow *m_window = nullptr; // of the engine
    QTimer m_geometryTimer;
};

} // namespace flotilla
