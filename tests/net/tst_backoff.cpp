// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/backoff.h"

#include "support/testmain.h"

#include <QSet>

using namespace flotilla;
using namespace std::chrono_literals;
using net::Backoff;

namespace {

QList<qint64> delays(double random, int count, Backoff::Limits limits = {})
{
    Backoff backoff([random] { return random; }, limits);
    QList<qint64> found;
    for (int i = 0; i < count; ++i)
        found << backoff.next().count();
    return found;
}

} // namespace

class tst_Backoff : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void delaysDoubleUpToTheLongest()
    {
        QCOMPARE(delays(0.0, 8),
                 QList<qint64>({1000, 2000, 4000, 8000, 16000, 30000, 30000, 30000}));
        QCOMPARE(delays(0.5, 7), QList<qint64>({1500, 3000, 6000, 12000, 24000, 45000, 45000}));
        QCOMPARE(delays(1.0, 7), QList<qint64>({2000, 4000, 8000, 16000, 32000, 60000, 60000}));
    }

    void everyDelayLiesWithinTheLimits()
    {
        Backoff backoff(Backoff::systemRandom, {20ms, 90ms});
        QSet<qint64> seen;
        for (int i = 0; i < 1000; ++i) {
            const auto delay = backoff.next();
            QVERIFY(delay >= 20ms);
            QVERIFY(delay <= 90ms);
            seen << delay.count();
        }
        QVERIFY(seen.size() > 10); // jitter, also at the longest delay
    }

    void resetBeginsAnew()
    {
        Backoff backoff([] { return 0.0; });
        for (int i = 0; i < 5; ++i)
            backoff.next();
        backoff.reset();
        QCOMPARE(backoff.next(), 1000ms);
    }

    void oneSingleDelayIsAllowed()
    {
        QCOMPARE(delays(0.7, 3, {30s, 30s}), QList<qint64>({30000, 30000, 30000}));
    }

    void aBrokenRandomSourceDoesNoHarm()
    {
        for (const double random : {-5.0, 7.0}) {
            for (const qint64 delay : delays(random, 10))
                QVERIFY(delay >= 1000 && delay <= 60000);
        }
    }
};

FLOTILLA_TEST(tst_Backoff)
#include "tst_backoff.moc"
