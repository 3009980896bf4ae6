// SPDX-License-Identifier: GPL-3.0-or-later
#include "notifier.h"

#include "base/logging.h"

#include <QCoreApplication>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>

namespace flotilla {

using namespace Qt::StringLiterals;

using models::Notice;
using models::NoticeKind;

namespace {

constexpr auto service = "org.freedesktop.Notifications"_L1;
constexpr auto path = "/org/freedesktop/Notifications"_L1;
constexpr auto clearAction = "clear"_L1;
constexpr auto openAction = "open"_L1;
constexpr auto clickAction = "default"_L1; // the notice itself is clicked
constexpr int forAsLongAsUsual = -1;
constexpr uchar normal = 1;
constexpr uchar critical = 2; // stays until it is seen

QDBusMessage callTo(const QString &method)
{
    return QDBusMessage::createMethodCall(service, path, service, method);
}

QStringList actionsOf(const Notice &notice)
{
    QStringList actions {clickAction, Notifier::tr("Open printer")};
    if (notice.canClearPlate)
        actions << clearAction << Notifier::tr("Plate is clear");
    return actions << openAction << Notifier::tr("Open printer");
}

} // namespace

Notifier::Notifier(const QDBusConnection &bus, QObject *parent)
    : QObject(parent)
    , m_bus(bus)
{
    m_bus.connect(service, path, service, u"ActionInvoked"_s, this,
                  SLOT(handleAction(uint, QString)));
    m_bus.connect(service, path, service, u"NotificationClosed"_s, this,
                  SLOT(handleClosed(uint, uint)));
}

void Notifier::show(const Notice &notice)
{
    if (!m_bus.isConnected()) {
        Q_EMIT notShown(notice);
        return;
    }
    if (m_capabilities) {
        send(notice);
        return;
    }
    m_waiting << notice;
    if (m_waiting.size() == 1)
        askCapabilities();
}

void Notifier::askCapabilities()
{
    auto *watcher
        = new QDBusPendingCallWatcher(m_bus.asyncCall(callTo(u"GetCapabilities"_s)), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher] {
        watcher->deleteLater();
        const QDBusPendingReply<QStringList> reply = *watcher;
        const QList<Notice> waiting = std::exchange(m_waiting, {});
        if (!reply.isError())
            m_capabilities = reply.value();
        for (const Notice &notice : waiting) {
            if (m_capabilities)
                send(notice);
            else
                Q_EMIT notShown(notice);
        }
    });
}

void Notifier::send(const Notice &notice)
{
    const uint replaced = m_printers.key(notice.printer, 0);
    // Names come from machines and files: nothing in them is markup.
    const bool markup = m_capabilities->contains(u"body-markup"_s);
    const QString body = markup ? notice.text.toHtmlEscaped() : notice.text;
    const QStringList actions
        = m_capabilities->contains(u"actions"_s) ? actionsOf(notice) : QStringList();
    const QVariantMap hints {
        {u"desktop-entry"_s, u"flotilla"_s},
        {u"category"_s, u"device"_s},
        {u"urgency"_s, QVariant::fromValue(notice.kind == NoticeKind::Ended ? normal : critical)}};
    QDBusMessage call = callTo(u"Notify"_s);
    call << QCoreApplication::translate("flotilla", "Flotilla") << replaced << u"flotilla"_s
         << notice.title << body << actions << hints << forAsLongAsUsual;
    auto *watcher = new QDBusPendingCallWatcher(m_bus.asyncCall(call), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher, notice, replaced] {
        watcher->deleteLater();
        const QDBusPendingReply<uint> reply = *watcher;
        if (reply.isError()) {
            qCInfo(lcFleet).noquote() << "a notice was not shown:" << reply.error().message();
            m_capabilities.reset(); // another service may come
            Q_EMIT notShown(notice);
            return;
        }
        m_printers.remove(replaced);
        m_printers.insert(reply.value(), notice.printer);
    });
}

void Notifier::close(const QUuid &printer)
{
    const uint id = m_printers.key(printer, 0);
    if (id == 0)
        return;
    m_printers.remove(id);
    m_bus.asyncCall(callTo(u"CloseNotification"_s) << id);
}

void Notifier::handleAction(uint id, const QString &action)
{
    const QUuid printer = m_printers.value(id);
    if (printer.isNull())
        return; // another program's
    if (action == clearAction)
        Q_EMIT clearPlateChosen(printer);
    else if (action == openAction || action == clickAction)
        Q_EMIT openChosen(printer);
}

void Notifier::handleClosed(uint id, uint)
{
    m_printers.remove(id);
}

} // namespace flotilla
