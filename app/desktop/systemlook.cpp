// SPDX-License-Identifier: GPL-3.0-or-later
#include "systemlook.h"

#include "models/preferences.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusVariant>
#include <QEvent>
#include <QGuiApplication>
#include <QPalette>

namespace flotilla {

using namespace Qt::StringLiterals;

namespace {

constexpr auto portalService = "org.freedesktop.portal.Desktop"_L1;
constexpr auto portalPath = "/org/freedesktop/portal/desktop"_L1;
constexpr auto portalSettings = "org.freedesktop.portal.Settings"_L1;
constexpr auto appearance = "org.freedesktop.appearance"_L1;
constexpr auto colorScheme = "color-scheme"_L1;
constexpr auto interface = "org.gnome.desktop.interface"_L1;
constexpr auto animations = "enable-animations"_L1;
// Values of color-scheme: 0 says nothing.
constexpr uint preferDark = 1;
constexpr uint preferLight = 2;

// Read() wraps its answer twice.
QVariant unwrapped(QVariant value)
{
    while (value.canConvert<QDBusVariant>())
        value = value.value<QDBusVariant>().variant();
    return value;
}

} // namespace

SystemLook::SystemLook(models::Preferences &preferences, QObject *parent)
    : QObject(parent)
    , m_preferences(preferences)
{
    QCoreApplication::instance()->installEventFilter(this);
    readPalette();
}

bool SystemLook::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::ApplicationPaletteChange
        && watched == QCoreApplication::instance())
        readPalette();
    return QObject::eventFilter(watched, event);
}

void SystemLook::readPalette()
{
    if (!m_portalDark)
        m_preferences.setSystemDark(QGuiApplication::palette().color(QPalette::Window).lightnessF()
                                    < 0.5F);
}

void SystemLook::askPortal()
{
    QDBusConnection bus = QDBusConnection::sessionBus();
    bus.connect(portalService, portalPath, portalSettings, u"SettingChanged"_s, this,
                SLOT(handleSetting(QString, QString, QDBusVariant)));
    read(appearance, colorScheme);
    read(interface, animations);
}

void SystemLook::read(const QString &group, const QString &key)
{
    QDBusMessage call
        = QDBusMessage::createMethodCall(portalService, portalPath, portalSettings, u"Read"_s);
    call << group << key;
    auto *watcher
        = new QDBusPendingCallWatcher(QDBusConnection::sessionBus().asyncCall(call), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher, group, key] {
        watcher->deleteLater();
        const QDBusPendingReply<QDBusVariant> reply = *watcher;
        if (!reply.isError()) // no portal, or one that does not know this
            apply(group, key, unwrapped(QVariant::fromValue(reply.value())));
    });
}

void SystemLook::handleSetting(const QString &group, const QString &key, const QDBusVariant &value)
{
    apply(group, key, unwrapped(value.variant()));
}

void SystemLook::apply(const QString &group, const QString &key, const QVariant &value)
{
    if (group == interface && key == animations && value.typeId() == QMetaType::Bool)
        m_preferences.setSystemReducedMotion(!value.toBool());
    if (group != appearance || key != colorScheme)
        return;
    const uint scheme = value.toUInt();
    m_portalDark.reset();
    if (scheme == preferDark || scheme == preferLight) {
        m_portalDark = scheme == preferDark;
        m_preferences.setSystemDark(*m_portalDark);
    } else {
        readPalette();
    }
}

} // namespace flotilla
