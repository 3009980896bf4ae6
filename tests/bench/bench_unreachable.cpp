// SPDX-License-Identifier: GPL-3.0-or-later
// Ten simulated printers alone, then behind a hundred that are dead in three ways, from the moment
// the links are opened: that is when the dead ones are tried most often.
#include "benchfleet.h"
#include "measure.h"

#include <QCoreApplication>
#include <QJsonArray>

#include <array>

#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace flotilla;
using namespace flotilla::bench;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int liveCount = 10;
constexpr int deadCount = 100;
constexpr auto window = 45s;
// More often than in life, so that a search for moved machines falls into the window.
constexpr auto rediscovery = 20s;

constexpr double leastPolls = 0.97; // of those alone
constexpr double mostLonger = 1.1; // than alone

// An address of the loopback at which nobody is well.
class DeadEnd
{
public:
    enum class Kind {
        Refusing, // a closed port
        Mute, // takes connections, never answers
        Unanswering, // as if switched off: a full backlog drops what asks for a connection
    };

    explicit DeadEnd(Kind kind)
    {
        sockaddr_in address {};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        auto *generic = reinterpret_cast<sockaddr *>(&address);
        socklen_t length = sizeof address;
        m_socket = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        // Bound without listening it refuses, and nobody else can take the port.
        bool good
            = bind(m_socket, generic, length) == 0 && getsockname(m_socket, generic, &length) == 0;
        if (kind != Kind::Refusing)
            good = good && listen(m_socket, kind == Kind::Mute ? SOMAXCONN : 0) == 0;
        if (!good)
            qFatal("a dead end cannot be built");
        m_port = ntohs(address.sin_port);
        if (kind != Kind::Unanswering)
            return;
        for (int &filler : m_fillers) {
            filler = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
            connect(filler, generic, length);
        }
    }

    ~DeadEnd()
    {
        for (const int filler : m_fillers) {
            if (filler >= 0)
                close(filler);
        }
        close(m_socket);
    }
    Q_DISABLE_COPY_MOVE(DeadEnd)

    QJsonObject settings(int number) const
    {
        return {{u"host"_s, u"127.0.0.1"_s},
                {u"httpPort"_s, m_port},
                {u"serialNumber"_s, u"SNDEAD%1"_s.arg(number, 4, 10, QLatin1Char('0'))},
                {u"checkCode"_s, u"dead"_s}};
    }

private:
    int m_socket = -1;
    quint16 m_port = 0;
    std::array<int, 4> m_fillers {-1, -1, -1, -1};
};

struct Phase
{
    double online = 0; // s until all the living are
    QList<double> intervals; // ms
    double ofACore = 0;
};

Phase measurePhase(const QJsonArray &living, const std::array<DeadEnd, 3> *deadEnds)
{
    BenchFleet fleet({.rediscovery = rediscovery});
    for (int i = 0; deadEnds && i < deadCount; ++i) {
        const DeadEnd &end = deadEnds->at(size_t(i) % deadEnds->size());
        Printer *dead
            = fleet.add(u"Dead %1"_s.arg(i),
                        {{u"driver"_s, u"flashforge"_s}, {u"settings"_s, end.settings(i)}});
        // Known from better days, so that it is looked for at other addresses, too.
        PrinterRecord record = dead->record();
        record.serial = record.settings[u"serialNumber"_s].toString();
        dead->apply(record);
    }
    QList<Printer *> live;
    for (const QJsonValue &one : living)
        live << fleet.add(u"Live %1"_s.arg(live.size()), one.toObject());

    QElapsedTimer clock;
    clock.start();
    const Usage before = Usage::now();
    fleet.open(live.size());
    Phase phase;
    phase.online = double(clock.elapsed()) / 1000;
    const PollLog log(live);
    spin(window);
    phase.ofACore = (Usage::now().cpuSeconds - before.cpuSeconds) * 1000 / double(clock.elapsed());
    phase.intervals = log.intervals();
    for (const Printer *printer : live) {
        if (printer->status().link != Link::Online)
            qFatal("a living printer was lost");
    }
    return phase;
}

QString both(double alone, double crowded, int decimals)
{
    return u"%1 / %2"_s.arg(number(alone, decimals), number(crowded, decimals));
}

int report(const Phase &alone, const Phase &crowded)
{
    Report report(u"Ten printers alone / behind a hundred dead ones"_s);
    report.fact(u"from opening to all ten online, s"_s, both(alone.online, crowded.online, 2));
    report.fact(u"share of one core, %"_s, both(alone.ofACore * 100, crowded.ofACore * 100, 1));
    for (const auto &[name, fraction] :
         {std::pair(u"shortest"_s, 0.0), std::pair(u"median"_s, 0.5), std::pair(u"longest"_s, 1.0)})
        report.fact(u"between two reports, %1, s"_s.arg(name),
                    both(percentile(alone.intervals, fraction) / 1000,
                         percentile(crowded.intervals, fraction) / 1000, 3));
    const double polls = double(crowded.intervals.size()) / double(alone.intervals.size());
    report.claim(u"reports of the ten in %1 s, ratio"_s.arg(window.count()), number(polls, 3),
                 u"≥ 0.97"_s, polls >= leastPolls);
    const double longer = percentile(crowded.intervals, 0.99) / percentile(alone.intervals, 0.99);
    report.claim(u"between two reports, 99 %, ratio"_s, number(longer, 3), u"≤ 1.1"_s,
                 longer <= mostLonger);
    return report.end();
}

} // namespace

int main(int argc, char *argv[])
{
    QCoreApplication app(argc, argv);
    if (argc != 2) {
        std::puts("usage: bench_unreachable FLOTILLACTL");
        return 2;
    }
    const Peer simulators(
        app.arguments().at(1),
        {u"simulate"_s, u"flashforge"_s, u"--count"_s, QString::number(liveCount)});
    const QJsonArray living = simulators.ready()[u"printers"_s].toArray();
    const std::array<DeadEnd, 3> deadEnds {DeadEnd(DeadEnd::Kind::Refusing),
                                           DeadEnd(DeadEnd::Kind::Mute),
                                           DeadEnd(DeadEnd::Kind::Unanswering)};
    const Phase alone = measurePhase(living, nullptr);
    const Phase crowded = measurePhase(living, &deadEnds);
    return report(alone, crowded);
}
