// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/desk.h"

#include <QMenu>
#include <QSystemTrayIcon>
#include <QTimer>

class QQmlApplicationEngine;
class QQuickWindow;

namespace flotilla {

namespace models {
struct Notice;
}

// Flotilla in the tray: the icon, its native menu, and the pop-over with the printers. Main thread.
class TrayIcon : public QObject
{
    Q_OBJECT

public:
    // Both must outlive this object.
    TrayIcon(models::Desk &desk, QQmlApplicationEngine &engine, QObject *parent = nullptr);
    ~TrayIcon() override;
    Q_DISABLE_COPY_MOVE(TrayIcon)

    // Whether there is a tray at this moment: it may come and go.
    static bool isThere();

    // Where the desktop has no notification service.
    void showMessage(const models::Notice &notice);

Q_SIGNALS:
    void openWanted();
    void settingsWanted();
    void pauseAllWanted();
    // An act of a row or of the menu that needs the window.
    void actWanted(const QString &id, int act);
    void printerWanted(const QString &id);

private Q_SLOTS:
    void handleAct(const QString &id, int act);
    void handlePrinter(const QString &id);
    void handleOpen();

private:
    void paint();
    void fillMenu();
    void handleActivated(QSystemTrayIcon::ActivationReason reason);
    void togglePopover();
    void placePopover();

    models::Desk &m_desk;
    QMenu m_menu;
    QSystemTrayIcon m_icon;
    QString m_messageAbout; // id of the printer of the last message
    QTimer m_sinceClosed; // a click on the icon takes the focus before it comes to us
    QQuickWindow *m_popover = nullptr; // of the engine
};

} // namespace flotilla
