// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "simulators/xyzprinting/xyzsession.h"

#include <QObject>
#include <QSocketNotifier>

#include <memory>

namespace flotilla::simulators {

// The USB door of a simulated da Vinci: a pseudo-terminal, and a name for it that stays the same
// when the cable is pulled and plugged in again. POSIX systems only.
class XyzSerial : public QObject, public XyzWire
{
    Q_OBJECT

public:
    explicit XyzSerial(XyzCore &core, QObject *parent = nullptr);
    ~XyzSerial() override;

    // The cable is in. Unsupported where there are no pseudo-terminals, Unreachable where none is
    // left.
    Result<void> plugIn();
    // Closes the terminal: whoever has it open is cut off.
    void unplug();
    bool isPluggedIn() const { return m_master >= 0; }
    // Takes the name away, too.
    void close();
    // A line that nobody asked for.
    void announce(const QByteArray &line) { m_session.announce(line); }
    // What the driver opens; the same for the life of this object.
    QString device() const { return m_folder + QStringLiteral("/ttyACM0"); }

    void write(const QByteArray &bytes) override;
    void hangUp() override { }
    void cut() override;

private:
    void readMaster();
    void writePending();

    XyzCore &m_core;
    XyzSession m_session;
    QString m_folder;
    int m_master = -1;
    int m_slave = -1; // held open, so that nobody having it open is no hang-up
    std::unique_ptr<QSocketNotifier> m_readable;
    std::unique_ptr<QSocketNotifier> m_writable;
    QByteArray m_pending;
    QTimer m_comesBack;
};

} // namespace flotilla::simulators
