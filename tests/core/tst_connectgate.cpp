// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectgate.h"

#include "support/testmain.h"

#include <QElapsedTimer>

using namespace flotilla;

class tst_ConnectGate : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void onlySoManyAtATimeFirstComeFirstServed()
    {
        ConnectGate gate(2);
        QObject printers[5];
        QList<int> admitted;
        for (int i = 0; i < 5; ++i)
            gate.enter(&printers[i], [&admitted, i] { admitted << i; });
        QCOMPARE(admitted, QList<int>({0, 1}));
        QCOMPARE(gate.inside(), 2);
        gate.leave(&printers[1]);
        QCOMPARE(admitted, QList<int>({0, 1, 2}));
        gate.leave(&printers[0]);
        gate.leave(&printers[2]);
        QCOMPARE(admitted, QList<int>({0, 1, 2, 3, 4}));
        gate.leave(&printers[3]);
        gate.leave(&printers[4]);
        QCOMPARE(gate.inside(), 0);
    }

    void oneThatNeverAnswersHoldsItsPlaceOnlyShortly()
    {
        ConnectGate gate(1);
        QObject dead;
        QObject alive;
        gate.enter(&dead, [] {});
        bool admitted = false;
        gate.enter(&alive, [&] { admitted = true; });
        QVERIFY(!admitted);
        QTRY_VERIFY(admitted);
        QCOMPARE(gate.inside(), 1);
    }

    void theTimeOfAnEarlierVisitDoesNotEndTheNext()
    {
        ConnectGate gate(1);
        QObject printer;
        QObject second;
        gate.enter(&printer, [] {});
        gate.leave(&printer);
        QElapsedTimer since;
        since.start();
        QTRY_VERIFY(since.elapsed() >= 300); // of the half second that a place is held
        gate.enter(&printer, [] {});
        since.restart();
        bool admitted = false;
        gate.enter(&second, [&] { admitted = true; });
        QTRY_VERIFY(admitted);
        QVERIFY2(since.elapsed() >= 400, qPrintable(QString::number(since.elapsed())));
    }

    void oneThatLeftWhileWaitingIsNotAdmitted()
    {
        ConnectGate gate(1);
        QObject inside;
        QObject waiting;
        gate.enter(&inside, [] {});
        bool admitted = false;
        gate.enter(&waiting, [&] { admitted = true; });
        gate.leave(&waiting);
        gate.leave(&inside);
        QVERIFY(!admitted);
        QCOMPARE(gate.inside(), 0);
    }

    void oneThatIsGoneIsNotAdmitted()
    {
        ConnectGate gate(1);
        QObject inside;
        auto gone = std::make_unique<QObject>();
        QObject last;
        gate.enter(&inside, [] {});
        bool wrong = false;
        bool admitted = false;
        gate.enter(gone.get(), [&] { wrong = true; });
        gate.enter(&last, [&] { admitted = true; });
        gone.reset();
        gate.leave(&inside);
        QVERIFY(!wrong);
        QVERIFY(admitted);
    }

    void enteringAgainTakesOnePlace()
    {
        ConnectGate gate(2);
        QObject printer;
        int admitted = 0;
        gate.enter(&printer, [&] { ++admitted; });
        gate.enter(&printer, [&] { ++admitted; });
        QCOMPARE(admitted, 2);
        QCOMPARE(gate.inside(), 1);
    }

    void enteringAgainWhileWaitingWaitsOnce()
    {
        ConnectGate gate(1);
        QObject inside;
        QObject printer;
        gate.enter(&inside, [] {});
        QStringList said;
        gate.enter(&printer, [&] { said << QStringLiteral("first"); });
        gate.enter(&printer, [&] { said << QStringLiteral("second"); });
        gate.leave(&inside);
        QCOMPARE(said, QStringList({QStringLiteral("second")}));
    }

    void leavingFromInsideGoIsFine()
    {
        ConnectGate gate(1);
        std::vector<std::unique_ptr<QObject>> printers;
        int admitted = 0;
        for (int i = 0; i < 200; ++i) {
            printers.push_back(std::make_unique<QObject>());
            QObject *printer = printers.back().get();
            gate.enter(printer, [&gate, &admitted, printer] {
                ++admitted;
                gate.leave(printer); // refused at once
            });
        }
        QCOMPARE(admitted, 200);
        QCOMPARE(gate.inside(), 0);
    }

    void aHigherLimitAdmitsAtOnce()
    {
        ConnectGate gate(1);
        QObject printers[3];
        int admitted = 0;
        for (QObject &printer : printers)
            gate.enter(&printer, [&] { ++admitted; });
        QCOMPARE(admitted, 1);
        gate.setLimit(0); // never less than one
        QCOMPARE(admitted, 1);
        gate.setLimit(3);
        QCOMPARE(admitted, 3);
    }

    void leavingWithoutAPlaceIsNothing()
    {
        ConnectGate gate(1);
        QObject stranger;
        gate.leave(&stranger);
        QCOMPARE(gate.inside(), 0);
    }
};

FLOTILLA_TEST(tst_ConnectGate)
#include "tst_connectgate.moc"
