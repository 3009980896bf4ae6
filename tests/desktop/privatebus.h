// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDBusConnection>
#include <QProcess>
#include <QStandardPaths>

namespace flotilla::test {

// A message bus of the test's own: nothing of the machine's desktop is on it, nothing gets out.
class PrivateBus
{
public:
    PrivateBus()
    {
        const QString program = QStandardPaths::findExecutable(QStringLiteral("dbus-daemon"));
        if (program.isEmpty())
            return;
        m_daemon.start(program,
                       {QStringLiteral("--session"), QStringLiteral("--nofork"),
                        QStringLiteral("--print-address=1")});
        if (m_daemon.waitForReadyRead(5'000))
            m_address = QString::fromUtf8(m_daemon.readLine().trimmed());
    }
    ~PrivateBus()
    {
        for (const QString &name : std::as_const(m_names))
            QDBusConnection::disconnectFromBus(name);
        m_daemon.terminate();
        m_daemon.waitForFinished(5'000);
    }
    Q_DISABLE_COPY_MOVE(PrivateBus)

    bool isThere() const { return !m_address.isEmpty(); }
    QString address() const { return m_address; }

    // A connection by this name, made anew for each.
    QDBusConnection connection(const QString &name)
    {
        static int number = 0;
        m_names << name + QString::number(++number);
        return QDBusConnection::connectToBus(m_address, m_names.last());
    }

private:
    QProcess m_daemon;
    QString m_address;
    QStringList m_names;
};

} // namespace flotilla::test

#define NEEDS_A_BUS(bus)                                                                           \
    if (!(bus).isThere())                                                                          \
    QSKIP("dbus-daemon is not installed")
