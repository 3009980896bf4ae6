// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QFile>
#include <QList>
#include <QObject>
#include <QTimer>

namespace flotilla::bench {

// The value below which this fraction of them lies; 0 of none.
double percentile(QList<double> values, double fraction);
double median(const QList<double> &values);

// What the kernel has counted for this process so far.
struct Usage
{
    double cpuSeconds = 0; // user and system
    qint64 involuntarySwitches = 0; // times another program took the processor away
    double stolenSeconds = 0; // of the whole machine, taken by the host of a virtual one
    static Usage now();
};

// This process in memory, in MB of 10^6 bytes.
double residentMegabytes();
double peakMegabytes(); // since resetPeak()
void resetPeak();

// How long the main loop was held: the gaps between the beats of a 1 ms timer, 1 ms itself among
// them. On a busy machine a gap may also be time in which another program had the processor; the
// kernel counts that, so each gap is given with and without it, and with what the loop's own work
// took of it.
class Heartbeat : public QObject
{
    Q_OBJECT

public:
    struct Gaps
    {
        QList<double> all; // ms
        QList<double> own; // ms, without the time spent waiting for a processor
        QList<double> busy; // ms of processor time that the main thread used in it

        double longest() const { return percentile(all, 1); }
        double longestOwn() const { return percentile(own, 1); }
    };

    Heartbeat();

    void start();
    // The gaps since start().
    Gaps stop();

private:
    void beat();
    qint64 waitedNanoseconds();

    QTimer m_timer;
    QElapsedTimer m_clock;
    QFile m_schedstat;
    qint64 m_lastBeat = 0; // ns
    qint64 m_lastWaited = 0; // ns
    qint64 m_lastBusy = 0; // ns
    Gaps m_gaps;
};

// The table that a benchmark prints: facts, and claims that hold or do not.
class Report
{
public:
    explicit Report(const QString &title);

    void fact(const QString &what, const QString &value);
    void claim(const QString &what, const QString &value, const QString &limit, bool holds);
    // The exit status of the program: 1 when a claim did not hold.
    int end() const;

private:
    bool m_allHold = true;
};

QString number(double value, int decimals, const QString &unit = {});

} // namespace flotilla::bench
