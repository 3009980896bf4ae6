// SPDX-License-Identifier: GPL-3.0-or-later
#include "measure.h"

#include <QDate>
#include <QThread>

#include <algorithm>
#include <cmath>
#include <cstdio>

#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

namespace flotilla::bench {

using namespace Qt::StringLiterals;

namespace {

constexpr double nanosecondsInMs = 1e6;

double seconds(const timeval &time)
{
    return double(time.tv_sec) + double(time.tv_usec) / 1e6;
}

double statusMegabytes(const QByteArray &key)
{
    QFile status(u"/proc/self/status"_s);
    if (!status.open(QIODevice::ReadOnly))
        qFatal("no /proc/self/status: this benchmark needs Linux");
    const QByteArray text = status.readAll();
    const qsizetype at = text.indexOf(key);
    const QByteArray value = text.mid(at + key.size(), text.indexOf('\n', at) - at).simplified();
    return value.split(' ').constFirst().toDouble() * 1024 / 1e6; // "123 kB"
}

// Processor time of the calling thread.
qint64 busyNanoseconds()
{
    timespec time {};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return qint64(time.tv_sec) * 1'000'000'000 + time.tv_nsec;
}

double secondsStolen()
{
    // cpu user nice system idle iowait irq softirq steal
    QFile stat(u"/proc/stat"_s);
    if (!stat.open(QIODevice::ReadOnly))
        return 0;
    const QList<QByteArray> fields = stat.readLine().simplified().split(' ');
    return fields.value(8).toDouble() / double(sysconf(_SC_CLK_TCK));
}

void printRow(const QString &what, const QString &value, const QString &limit = {},
              const QString &verdict = {})
{
    std::printf("| %s | %s | %s | %s |\n", qPrintable(what.leftJustified(50)),
                qPrintable(value.rightJustified(13)), qPrintable(limit.rightJustified(13)),
                qPrintable(verdict));
    std::fflush(stdout);
}

} // namespace

double percentile(QList<double> values, double fraction)
{
    if (values.isEmpty())
        return 0;
    std::sort(values.begin(), values.end());
    const auto rank = qsizetype(std::ceil(fraction * double(values.size()))) - 1;
    return values[qBound<qsizetype>(0, rank, values.size() - 1)];
}

double median(const QList<double> &values)
{
    return percentile(values, 0.5);
}

Usage Usage::now()
{
    rusage usage {};
    getrusage(RUSAGE_SELF, &usage);
    return {seconds(usage.ru_utime) + seconds(usage.ru_stime), usage.ru_nivcsw, secondsStolen()};
}

double residentMegabytes()
{
    return statusMegabytes("VmRSS:");
}

double peakMegabytes()
{
    return statusMegabytes("VmHWM:");
}

void resetPeak()
{
    QFile refs(u"/proc/self/clear_refs"_s);
    if (!refs.open(QIODevice::WriteOnly | QIODevice::Unbuffered) || refs.write("5") != 1)
        qFatal("the peak of memory cannot be reset");
}

Heartbeat::Heartbeat()
    : m_schedstat(u"/proc/thread-self/schedstat"_s)
{
    m_timer.setTimerType(Qt::PreciseTimer);
    m_timer.setInterval(1);
    connect(&m_timer, &QTimer::timeout, this, &Heartbeat::beat);
    if (!m_schedstat.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        qWarning("no schedstat: time without a processor counts as held");
}

void Heartbeat::start()
{
    m_gaps = {};
    m_clock.start();
    m_lastBeat = 0;
    m_lastWaited = waitedNanoseconds();
    m_lastBusy = busyNanoseconds();
    m_timer.start();
}

Heartbeat::Gaps Heartbeat::stop()
{
    m_timer.stop();
    beat();
    return std::exchange(m_gaps, {});
}

void Heartbeat::beat()
{
    const qint64 now = m_clock.nsecsElapsed();
    const qint64 waited = waitedNanoseconds();
    const qint64 busy = busyNanoseconds();
    const double gap = double(now - m_lastBeat) / nanosecondsInMs;
    m_gaps.all.append(gap);
    m_gaps.own.append(qMax(0.0, gap - double(waited - m_lastWaited) / nanosecondsInMs));
    m_gaps.busy.append(double(busy - m_lastBusy) / nanosecondsInMs);
    m_lastBeat = now;
    m_lastBusy = busy;
    m_lastWaited = waited;
}

qint64 Heartbeat::waitedNanoseconds()
{
    if (!m_schedstat.isOpen() || !m_schedstat.seek(0))
        return 0;
    const QList<QByteArray> fields = m_schedstat.read(128).split(' ');
    return fields.value(1).toLongLong();
}

Report::Report(const QString &title)
{
    std::printf("\n%s (%s, %d processors)\n\n", qPrintable(title),
                qPrintable(QDate::currentDate().toString(Qt::ISODate)),
                QThread::idealThreadCount());
    printRow(u"What"_s, u"Measured"_s, u"Limit"_s, u"Holds"_s);
    std::puts("|---|---|---|---|");
}

void Report::fact(const QString &what, const QString &value)
{
    printRow(what, value);
}

void Report::claim(const QString &what, const QString &value, const QString &limit, bool holds)
{
    m_allHold = m_allHold && holds;
    printRow(what, value, limit, holds ? u"yes"_s : u"NO"_s);
}

int Report::end() const
{
    std::puts(m_allHold ? "\nEvery claim holds." : "\nA claim does not hold.");
    return m_allHold ? 0 : 1;
}

QString number(double value, int decimals, const QString &unit)
{
    const QString text = QString::number(value, 'f', decimals);
    return unit.isEmpty() ? text : text + u' ' + unit;
}

} // namespace flotilla::bench
