// SPDX-License-Identifier: GPL-3.0-or-later
#include "trayicon.h"

#include "trayiconpainter.h"

#include "models/notices.h"
#include "models/preferences.h"
#include "models/printeracts.h"
#include "models/traymodel.h"

#include <QCursor>
#include <QGuiApplication>
#include <QPainterPath>
#include <QQmlApplicationEngine>
#include <QQmlComponent>
#include <QQuickWindow>
#include <QScreen>

namespace flotilla {

using namespace Qt::StringLiterals;

using models::Act;
using models::Preferences;
using models::TrayModel;

namespace {

constexpr int edge = 8; // between the pop-over and the panel
constexpr int cornerRadius = 12; // Theme.radiusSheet
// A press on the icon closes the pop-over by taking its focus; the same press must not open it.
constexpr std::chrono::milliseconds samePress {250};
constexpr int mostNeedyInMenu = 7;

// "&" is a mark in menus.
QString menuText(QString text)
{
    return text.replace(u'&', u"&&"_s);
}

// Acts of the tray take effect at once; these need the window beside them.
bool needsWindow(Act act)
{
    return act == Act::WhatToDo || act == Act::EnterCode || act == Act::Edit
        || act == Act::CancelPrint || act == Act::CancelSending || act == Act::Remove
        || act == Act::SendFile;
}

} // namespace

TrayIcon::TrayIcon(models::Desk &desk, QQmlApplicationEngine &engine, QObject *parent)
    : QObject(parent)
    , m_desk(desk)
{
    m_sinceClosed.setSingleShot(true);
    m_sinceClosed.setInterval(samePress);
    engine.setInitialProperties({{u"desk"_s, QVariant::fromValue(&desk)}});
    const qsizetype before = engine.rootObjects().size();
    engine.load(QUrl(u"qrc:/qt/qml/Flotilla/TrayPopover.qml"_s));
    if (engine.rootObjects().size() > before) {
        m_popover = qobject_cast<QQuickWindow *>(engine.rootObjects().constLast());
        connect(m_popover, SIGNAL(acted(QString, int)), this, SLOT(handleAct(QString, int)));
        connect(m_popover, SIGNAL(printerChosen(QString)), this, SLOT(handlePrinter(QString)));
        connect(m_popover, SIGNAL(openChosen()), this, SLOT(handleOpen()));
        connect(m_popover, &QWindow::activeChanged, this, [this] {
            if (!m_popover->isActive() && m_popover->isVisible()) {
                m_popover->hide();
                m_sinceClosed.start();
            }
        });
        connect(m_popover, &QWindow::heightChanged, this, &TrayIcon::placePopover);
    }
    connect(m_desk.tray(), &TrayModel::changed, this, &TrayIcon::paint);
    connect(m_desk.tray(), &TrayModel::changed, this, &TrayIcon::fillMenu);
    connect(m_desk.notices(), &models::Notices::quietChanged, this, &TrayIcon::fillMenu);
    connect(m_desk.preferences(), &Preferences::trayPanelChanged, this, &TrayIcon::paint);
    connect(m_desk.preferences(), &Preferences::systemDarkChanged, this, &TrayIcon::paint);
    connect(&m_icon, &QSystemTrayIcon::activated, this, &TrayIcon::handleActivated);
    connect(&m_icon, &QSystemTrayIcon::messageClicked, this,
            [this] { Q_EMIT printerWanted(m_messageAbout); });
    m_icon.setContextMenu(&m_menu);
    paint();
    fillMenu();
    m_icon.show();
}

TrayIcon::~TrayIcon() = default;

bool TrayIcon::isThere()
{
    return QSystemTrayIcon::isSystemTrayAvailable();
}

void TrayIcon::paint()
{
    const Preferences::Panel panel = m_desk.preferences()->trayPanel();
    const bool dark = panel == Preferences::Panel::Auto ? m_desk.preferences()->isSystemDark()
                                                        : panel == Preferences::Panel::Dark;
    const models::TrayFace &face = m_desk.tray()->trayFace();
    m_icon.setIcon(trayIcon(face, dark));
    m_icon.setToolTip(face.toolTip);
}

void TrayIcon::fillMenu()
{
    if (m_menu.isVisible())
        return; // nothing jumps under the pointer
    m_menu.clear();
    m_menu.addAction(tr("Open Flotilla"), this, &TrayIcon::openWanted);
    m_menu.addSeparator();
    const QList<TrayModel::Row> &needy = m_desk.tray()->needy();
    for (const TrayModel::Row &row : needy.first(qMin(needy.size(), mostNeedyInMenu)))
        m_menu.addAction(menuText(tr("%1: %2").arg(row.face.name, row.face.compactWord)), this,
                         [this, id = row.id] { Q_EMIT printerWanted(id); });
    if (!needy.isEmpty())
        m_menu.addSeparator();
    QAction *pause = m_menu.addAction(tr("Pause all…"), this, &TrayIcon::pauseAllWanted);
    pause->setEnabled(!m_desk.tray()->pausable().isEmpty());
    QAction *quiet = m_menu.addAction(tr("Quiet until tomorrow"));
    quiet->setCheckable(true);
    quiet->setChecked(m_desk.notices()->isQuiet());
    connect(quiet, &QAction::triggered, this, [this](bool on) {
        if (on)
            m_desk.notices()->beQuietUntilTomorrow();
        else
            m_desk.notices()->beLoud();
    });
    m_menu.addSeparator();
    m_menu.addAction(tr("Settings"), this, &TrayIcon::settingsWanted);
    m_menu.addAction(tr("Quit"), this, [this] { m_desk.quit(); });
}

void TrayIcon::handleActivated(QSystemTrayIcon::ActivationReason reason)
{
    if (reason == QSystemTrayIcon::Trigger)
        togglePopover();
    else if (reason == QSystemTrayIcon::DoubleClick || reason == QSystemTrayIcon::MiddleClick)
        Q_EMIT openWanted();
}

void TrayIcon::togglePopover()
{
    if (!m_popover) {
        Q_EMIT openWanted();
        return;
    }
    if (m_popover->isVisible() || m_sinceClosed.isActive()) {
        m_popover->hide();
        return;
    }
    placePopover();
    m_popover->show();
    m_popover->raise();
    m_popover->requestActivate();
}

// Beside the icon, on its screen, never over the panel.
void TrayIcon::placePopover()
{
    const QRect icon = m_icon.geometry();
    const QPoint anchor = icon.isValid() ? icon.center() : QCursor::pos();
    const QScreen *screen = QGuiApplication::screenAt(anchor);
    const QRect room = (screen ? screen : QGuiApplication::primaryScreen())
                           ->availableGeometry()
                           .adjusted(edge, edge, -edge, -edge);
    const QSize size = m_popover->size();
    const int below = (icon.isValid() ? icon.bottom() : anchor.y()) + edge;
    const bool fitsBelow = below + size.height() <= room.bottom();
    const int y = fitsBelow ? below : anchor.y() - icon.height() / 2 - edge - size.height();
    m_popover->setPosition(
        std::clamp(anchor.x() - size.width() / 2, room.left(),
                   qMax(room.left(), room.right() - size.width())),
        std::clamp(y, room.top(), qMax(room.top(), room.bottom() - size.height())));
    QPainterPath outline;
    outline.addRoundedRect(QRectF(QPointF(0, 0), size), cornerRadius, cornerRadius);
    m_popover->setMask(QRegion(outline.toFillPolygon().toPolygon()));
}

void TrayIcon::handleAct(const QString &id, int act)
{
    if (needsWindow(Act(act))) {
        m_popover->hide();
        Q_EMIT actWanted(id, act);
    } else {
        m_desk.acts()->runAtOnce(id, Act(act));
    }
}

void TrayIcon::handlePrinter(const QString &id)
{
    m_popover->hide();
    Q_EMIT printerWanted(id);
}

void TrayIcon::handleOpen()
{
    m_popover->hide();
    Q_EMIT openWanted();
}

void TrayIcon::showMessage(const models::Notice &notice)
{
    m_messageAbout = notice.printer.toString(QUuid::WithoutBraces);
    m_icon.showMessage(notice.title, notice.text,
                       notice.kind == models::NoticeKind::Ended ? QSystemTrayIcon::Information
                                                                : QSystemTrayIcon::Warning);
}

} // namespace flotilla
