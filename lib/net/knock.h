// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/command.h"

#include <QTcpSocket>
#include <QTimer>

#include <chrono>

namespace flotilla {
class Clock;
}

namespace flotilla::net {

// Opens one TCP connection, sends nothing and closes it: whether somebody listens there, and how
// soon it answers. Unreachable with what a person can do about it.
class Knock : public QObject
{
    Q_OBJECT

public:
    // Starts at once; belongs to `owner` and goes when it has ended.
    [[nodiscard]] static Command<std::chrono::milliseconds> start(const QString &host, quint16 port,
                                                                  std::chrono::milliseconds limit,
                                                                  const Clock &clock,
                                                                  QObject *owner);
    ~Knock() override;
    Q_DISABLE_COPY_MOVE(Knock)

private:
    Knock(QString host, quint16 port, const Clock &clock, QObject *owner);

    void handleError();
    void finish(const Result<std::chrono::milliseconds> &result);

    const QString m_host;
    const quint16 m_port;
    const Clock &m_clock;
    const std::chrono::milliseconds m_begun;
    CommandPromise<std::chrono::milliseconds> m_promise;
    QTcpSocket m_socket;
    QTimer m_timer;
};

} // namespace flotilla::net
