// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/addprinter.h"

#include "core/drivercontext.h"
#include "models/toasts.h"
#include "store/secretstore.h"
#include "support/fleetharness.h"
#include "support/testmain.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTcpServer>

using namespace flotilla;
using namespace flotilla::models;
using namespace flotilla::test;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using simulators::FlashForgeSimulator;

// Bringing machines into the fleet: found, named, really connected to, kept.
class tst_AddPrinter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_harness = std::make_unique<FleetHarness>();
        m_toasts = std::make_unique<Toasts>(m_harness->fleet().context().clock);
        m_add = std::make_unique<AddPrinter>(m_harness->fleet(), *m_toasts);
        m_add->setLimits({.knock = 1s, .session = 4s, .camera = 1s});
    }
    void cleanup()
    {
        m_add.reset();
        m_toasts.reset();
        m_harness.reset();
    }

    void aFoundOneIsNamedCheckedAndAdded()
    {
        FlashForgeSimulator *machine = m_harness->simulate(u"adventurer-5m-pro"_s);
        find({machine});
        QAbstractItemModelTester found(m_add->found());
        QAbstractItemModelTester steps(m_add->steps());
        QAbstractItemModelTester form(m_add->form());
        QCOMPARE(m_add->found()->index(0).data(FoundModel::TitleRole).toString(),
                 u"Adventurer 5M Pro"_s);
        QCOMPARE(m_add->found()->index(0).data(FoundModel::CaptionRole).toString(),
                 u"127.0.0.1 · FlashForge"_s);
        m_add->choose(0);
        QCOMPARE(m_add->name(), u"Adventurer 5M Pro"_s);

        // Found, it has told everything but its code.
        QTRY_COMPARE(step(2).title, u"Check code is missing"_s);
        QVERIFY(!m_add->isChecking());
        QCOMPARE(step(0).title, u"Answers at 127.0.0.1"_s);
        QVERIFY(step(0).text.endsWith(u" ms"_s));
        QCOMPARE(step(1).mark, u"state-finished"_s);
        QCOMPARE(step(2).role, ColorRole::Amber);
        QCOMPARE(step(2).fixField, u"checkCode"_s);
        QVERIFY(step(2).fix.contains(u"LAN-only mode"_s));
        QCOMPARE(step(3).text, u"Waits for: Check code"_s);
        QCOMPARE(step(4).text, u"Optional"_s);
        QVERIFY(!m_add->whyNot().isEmpty());
        m_add->add();
        QVERIFY(m_harness->fleet().printers().empty());

        m_add->form()->setText(u"checkCode"_s, machine->checkCode());
        m_add->setPlace(u"Hall 3"_s);
        m_add->check();
        QTRY_VERIFY(m_add->hasPassed() && !m_add->isChecking());
        QCOMPARE(step(2).title, u"Check code fits"_s);
        QVERIFY(step(1).text.contains(machine->serialNumber()));
        QVERIFY(step(1).text.contains(u"Port %1"_s.arg(machine->httpPort())));
        QCOMPARE(step(3).title, u"Reads the state"_s);
        QCOMPARE(m_add->whyNot(), QString());
        // Not in the fleet before the person says so.
        QVERIFY(m_harness->fleet().printers().empty());

        m_add->add();
        QTRY_COMPARE(m_harness->fleet().printers().size(), size_t(1));
        QTRY_VERIFY(!m_add->isOpen());
        const Printer *printer = m_harness->fleet().printers().front();
        QCOMPARE(printer->name(), u"Adventurer 5M Pro"_s);
        QCOMPARE(printer->record().location, u"Hall 3"_s);
        QVERIFY(!printer->record().settings.contains(u"checkCode"_s));
        const auto secret = await(
            m_harness->fleet().context().secrets.read(secretKey(printer->id(), u"checkCode"_s)));
        QCOMPARE(*secret, machine->checkCode().toUtf8());
        QCOMPARE(m_add->form()->rowCount(), 0); // the form has forgotten it
        QCOMPARE(m_add->found()->index(0).data(FoundModel::InFleetRole).toBool(), true);
        QCOMPARE(m_add->found()->index(0).data(FoundModel::NoteRole).toString(), u"In the fleet"_s);
        // And cannot be chosen again.
        m_add->choose(0);
        QCOMPARE(m_add->chosen(), -1);
        QCOMPARE(m_toasts->rowCount(), 1);
    }

    void eachFailureIsSaidAtItsStep_data()
    {
        QTest::addColumn<QString>("fault");
        QTest::addColumn<int>("failing");
        QTest::addColumn<QString>("title");
        QTest::addColumn<QString>("fix");
        QTest::addColumn<QString>("field");
        QTest::newRow("nothing listens") << u"refuse"_s << 0 << u"No answer from 127.0.0.1"_s
                                         << u"Nothing listens on port"_s << u"host"_s;
        QTest::newRow("silent") << u"silent"_s << 1 << u"Does not speak the FlashForge protocol"_s
                                << u"has not answered"_s << QString();
        QTest::newRow("garbage") << u"garbage"_s << 1 << u"Does not speak the FlashForge protocol"_s
                                 << u"could not be understood"_s << QString();
        QTest::newRow("another serial") << u"other-serial"_s << 1 << u"Serial number does not fit"_s
                                        << u"another serial number"_s << u"serialNumber"_s;
        QTest::newRow("wrong code") << u"wrong-code"_s << 2 << u"Check code is refused"_s
                                    << u"LAN-only mode"_s << u"checkCode"_s;
        QTest::newRow("LAN mode off") << u"lan-off"_s << 2 << u"The printer lets nobody in"_s
                                      << u"LAN-only mode"_s << u"checkCode"_s;
    }
    void eachFailureIsSaidAtItsStep()
    {
        QFETCH(QString, fault);
        QFETCH(int, failing);
        QFETCH(QString, title);
        QFETCH(QString, fix);
        QFETCH(QString, field);
        FlashForgeSimulator *machine = m_harness->simulate(u"adventurer-5m-pro"_s);
        find({machine});
        m_add->choose(0);
        QTRY_VERIFY(!m_add->isChecking());
        QVERIFY(machine->setFault(fault));
        m_add->form()->setText(u"checkCode"_s, machine->checkCode());
        m_add->check();
        QTRY_VERIFY_WITH_TIMEOUT(!m_add->isChecking(), 8'000);
        QCOMPARE(step(failing).title, title);
        QVERIFY2(step(failing).fix.contains(fix), qPrintable(step(failing).fix));
        QCOMPARE(step(failing).fixField, field);
        for (int before = 0; before < failing; ++before)
            QCOMPARE(step(before).mark, u"state-finished"_s);
        for (int after = failing + 1; after < m_add->steps()->rowCount(); ++after)
            QCOMPARE(step(after).mark, u"state-idle"_s);
        QVERIFY(!m_add->hasPassed());
        // Mended, it passes.
        QVERIFY(machine->setFault({}));
        m_add->check();
        QTRY_VERIFY_WITH_TIMEOUT(m_add->hasPassed(), 8'000);
    }

    void aCameraThatIsSilentStopsNothing()
    {
        FlashForgeSimulator *machine = m_harness->simulate(u"adventurer-5m-pro"_s);
        find({machine});
        m_add->choose(0);
        m_add->form()->setText(u"checkCode"_s, machine->checkCode());
        QTcpServer reserved; // a port where nobody listens
        QVERIFY(reserved.listen(QHostAddress::LocalHost));
        const quint16 port = reserved.serverPort();
        reserved.close();
        m_add->form()->setText(u"cameraUrl"_s, u"http://127.0.0.1:%1/"_s.arg(port));
        m_add->check();
        QTRY_VERIFY(m_add->hasPassed() && !m_add->isChecking());
        QCOMPARE(step(4).title, u"No picture"_s);
        QCOMPARE(m_add->whyNot(), QString());
        QVERIFY(reserved.listen(QHostAddress::LocalHost, port));
        m_add->check();
        QTRY_VERIFY(m_add->hasPassed() && !m_add->isChecking());
        QCOMPARE(step(4).title, u"Opens the camera"_s);
    }

    void whatIsChangedAfterTheCheckIsCheckedAgain()
    {
        FlashForgeSimulator *machine = m_harness->simulate(u"adventurer-5m-pro"_s);
        find({machine});
        m_add->choose(0);
        m_add->form()->setText(u"checkCode"_s, machine->checkCode());
        m_add->check();
        QTRY_VERIFY(m_add->hasPassed());
        m_add->form()->setText(u"checkCode"_s, u"another"_s);
        QVERIFY(!m_add->hasPassed());
        m_add->add();
        QVERIFY(!m_add->isAdding());
    }

    void byHandFromTheDriversFields()
    {
        FlashForgeSimulator *machine = m_harness->simulate(u"ad5x"_s);
        m_add->showByHand();
        QVERIFY(m_add->isOpen());
        QCOMPARE(m_add->systems(), QStringList({u"FlashForge"_s, u"XYZprinting"_s}));
        QCOMPARE(m_add->name(), u"FlashForge"_s);
        m_add->check();
        QVERIFY(!m_add->isChecking()); // an address is needed
        QVERIFY(error(u"host"_s).startsWith(u"This is needed."_s));
        m_add->form()->setText(u"host"_s, u"127.0.0.1"_s);
        m_add->form()->setText(u"httpPort"_s, u"99999"_s);
        QCOMPARE(error(u"httpPort"_s), u"A whole number from 1 to 65535."_s);
        m_add->form()->setText(u"httpPort"_s, QString::number(machine->httpPort()));
        QCOMPARE(error(u"httpPort"_s), QString());
        m_add->form()->setText(u"tcpPort"_s, QString::number(machine->tcpPort()));
        m_add->check();
        QTRY_COMPARE(step(1).title, u"Serial number is missing"_s);
        m_add->form()->setText(u"serialNumber"_s, machine->serialNumber());
        m_add->form()->setText(u"checkCode"_s, machine->checkCode());
        m_add->setName(u"Kon-Tiki"_s);
        m_add->check();
        QTRY_VERIFY(m_add->hasPassed());
        m_add->add();
        QTRY_VERIFY(m_harness->fleet().find(u"Kon-Tiki"_s));
    }

    void cancelLeavesNothingBehind()
    {
        FlashForgeSimulator *machine = m_harness->simulate(u"adventurer-5m-pro"_s);
        find({machine});
        m_add->choose(0);
        m_add->form()->setText(u"checkCode"_s, machine->checkCode());
        m_add->check();
        m_add->cancel(); // in the middle
        QVERIFY(!m_add->isOpen());
        QCOMPARE(m_add->form()->rowCount(), 0);
        QCOMPARE(m_add->steps()->rowCount(), 0);
        QVERIFY(m_harness->fleet().printers().empty());
        QVERIFY(await(m_harness->fleet().load()));
        QVERIFY(m_harness->fleet().printers().empty());
    }

    void namesAreFreeAndSaidSo()
    {
        FlashForgeSimulator *machine = m_harness->simulate(u"adventurer-5m-pro"_s);
        m_harness->add(*m_harness->simulate(u"adventurer-5m-pro"_s), u"Adventurer 5M Pro"_s);
        m_harness->add(*m_harness->simulate(u"adventurer-5m-pro"_s), u"adventurer 5m pro 2"_s);
        find({machine});
        m_add->choose(0);
        QCOMPARE(m_add->name(), u"Adventurer 5M Pro 3"_s);
        m_add->setName(u"ADVENTURER 5M PRO"_s);
        QCOMPARE(m_add->nameError(), u"There is a printer of this name already."_s);
        m_add->setName(u" "_s);
        QCOMPARE(m_add->nameError(), u"A printer needs a name."_s);
    }

    void tickedOnesAreAddedOneByOne()
    {
        FlashForgeSimulator *one = m_harness->simulate(u"adventurer-5m-pro"_s);
        FlashForgeSimulator *two = m_harness->simulate(u"adventurer-5m"_s);
        FlashForgeSimulator *three = m_harness->simulate(u"ad5x"_s);
        m_add->found()->setTargets(targets({one, two, three}));
        m_add->found()->look();
        QTRY_COMPARE(m_add->found()->count(), 3);
        QCOMPARE(m_add->found()->checkedCount(), 3);
        const QMap<QString, QString> codes {{one->serialNumber(), one->checkCode()},
                                            {two->serialNumber(), two->checkCode()},
                                            {three->serialNumber(), three->checkCode()}};
        m_add->found()->setChecked(1, false);
        QCOMPARE(m_add->found()->checkedCount(), 2);
        m_add->addAll();
        QVERIFY(!m_add->isOpen()); // not before the person is needed
        for (int added = 0; added < 2; ++added) {
            QTRY_VERIFY(m_add->isOpen() && !m_add->isChecking() && !m_add->isAdding());
            QTRY_COMPARE(m_add->steps()->lines().value(2).title, u"Check code is missing"_s);
            m_add->form()->setText(u"checkCode"_s,
                                   codes.value(m_add->form()->text(u"serialNumber"_s)));
            m_add->check(); // it passes, and is added at once
            QTRY_COMPARE(m_harness->fleet().printers().size(), size_t(added + 1));
        }
        QTRY_VERIFY(!m_add->isOpen());
        QCOMPARE(m_add->found()->checkedCount(), 0);
        QCOMPARE(m_toasts->rowCount(), 1);
    }

private:
    static QList<FinderTarget> targets(const QList<FlashForgeSimulator *> &machines)
    {
        QList<FinderTarget> list;
        for (const FlashForgeSimulator *machine : machines)
            list << FinderTarget {machine->address().toString(), machine->udpPort()};
        return list;
    }
    void find(const QList<FlashForgeSimulator *> &machines)
    {
        m_add->found()->setTargets(targets(machines));
        m_add->show();
        QTRY_COMPARE(m_add->found()->count(), int(machines.size()));
    }
    StepLine step(int row) const { return m_add->steps()->lines().value(row); }
    QString error(const QString &key) const
    {
        const SettingsForm &form = *m_add->form();
        for (int row = 0; row < form.rowCount(); ++row) {
            if (form.index(row).data(SettingsForm::KeyRole).toString() == key)
                return form.index(row).data(SettingsForm::ErrorRole).toString();
        }
        return u"no such field"_s;
    }

    std::unique_ptr<FleetHarness> m_harness;
    std::unique_ptr<Toasts> m_toasts;
    std::unique_ptr<AddPrinter> m_add;
};

FLOTILLA_TEST(tst_AddPrinter)
#include "tst_addprinter.moc"
