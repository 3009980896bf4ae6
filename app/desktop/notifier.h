// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/notices.h"

#include <QDBusConnection>
#include <QMap>

#include <optional>

namespace flotilla {

// Shows notices through the desktop's notification service (org.freedesktop.Notifications), with
// buttons where it has them. One notice a printer: a new one takes the place of the last. Main
// thread.
class Notifier : public QObject
{
    Q_OBJECT

public:
    explicit Notifier(const QDBusConnection &bus, QObject *parent = nullptr);
    Q_DISABLE_COPY_MOVE(Notifier)

    void show(const models::Notice &notice);
    void close(const QUuid &printer);

Q_SIGNALS:
    void clearPlateChosen(const QUuid &printer);
    void openChosen(const QUuid &printer);
    // Nobody took it: to be shown in another way.
    void notShown(const flotilla::models::Notice &notice);

private Q_SLOTS:
    void handleAction(uint id, const QString &action);
    void handleClosed(uint id, uint reason);

private:
    void askCapabilities();
    void send(const models::Notice &notice);

    QDBusConnection m_bus;
    std::optional<QStringList> m_capabilities; // of the service, once it told
    QList<models::Notice> m_waiting; // for them
    QMap<uint, QUuid> m_printers; // of the notices on the screen
};

} // namespace flotilla
