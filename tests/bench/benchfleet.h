// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/fleetservice.h"
#include "core/driverregistry.h"

#include <QEventLoop>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>

#include <memory>
#include <vector>

namespace flotilla::bench {

// Runs the event loop for so long.
void spin(std::chrono::milliseconds time);
// Runs it until that is so; ends the program when it takes longer than `limit`.
void spinUntil(const std::function<bool()> &so, std::chrono::milliseconds limit, const char *what);

// The value of a command; ends the program with its reason when it failed.
template<typename T> T await(const Command<T> &command)
{
    spinUntil([&] { return command.isFinished(); }, std::chrono::seconds(60), "a command");
    const Result<T> result = *command.result();
    if (!result)
        qFatal("%s", qPrintable(result.error().message));
    if constexpr (!std::is_void_v<T>)
        return *result;
}

// A program beside ours that says READY and what it offers, and ends with this object.
class Peer
{
public:
    Peer(const QString &program, const QStringList &arguments);
    ~Peer();
    Q_DISABLE_COPY_MOVE(Peer)

    const QJsonObject &ready() const { return m_ready; }

private:
    QProcess m_process;
    QJsonObject m_ready;
};

// All of the program but its window, in a folder of its own, on the loopback.
class BenchFleet
{
public:
    explicit BenchFleet(Fleet::Options options = {});
    ~BenchFleet();
    Q_DISABLE_COPY_MOVE(BenchFleet)

    // A printer for what `flotillactl simulate` has described (an element of its "printers").
    Printer *add(const QString &name, const QJsonObject &simulated);
    // All links open, at the watched pace; ends when that many are online.
    void open(qsizetype online);
    qsizetype countOnline() const;

    Fleet &fleet() { return m_service->fleet(); }
    JobRunner &jobs() { return m_service->jobs(); }
    QString path(const QString &name) const { return m_folder.filePath(name); }

private:
    QTemporaryDir m_folder;
    DriverRegistry m_registry;
    std::unique_ptr<api::FleetService> m_service;
    std::vector<WatchToken> m_watches;
};

// When each of some printers was heard: looks at observedAt more often than printers are asked, so
// that it sees every report without being told.
class PollLog
{
public:
    explicit PollLog(const QList<Printer *> &printers);

    qsizetype polls() const { return m_intervals.size(); }
    // Between two reports of the same printer, in ms.
    const QList<double> &intervals() const { return m_intervals; }

private:
    struct Heard
    {
        Printer *printer;
        QDateTime last;
    };

    void look();

    QList<Heard> m_heard;
    QList<double> m_intervals;
    QTimer m_timer;
};

} // namespace flotilla::bench
