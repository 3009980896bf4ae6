// SPDX-License-Identifier: GPL-3.0-or-later
#include "scriptedprinter.h"

#include "core/services.h"
#include "drivers/flashforge/flashforgedriver.h"
#include "support/fleetharness.h"
#include "support/testmain.h"

#include <QCryptographicHash>
#include <QSignalSpy>

using namespace flotilla;
using namespace flotilla::flashforge;
using namespace flotilla::flashforge::test;
using namespace Qt::StringLiterals;

namespace {

// The driver alone, as its Printer would use it, against the smallest of peers.
struct World
{
    QTemporaryDir folder;
    SystemClock clock;
    QThreadPool pool;
    NoBroker broker;
    NoFileServer fileServer;
    store::FileSecretStore secrets {folder.path()};
    net::NetworkAccess network {&pool};
    DriverContext context {clock, secrets, network, fileServer, broker, pool};
    ScriptedPrinter printer;
    QTcpServer closedPort;
    FlashForgeDriver driver;
    QSignalSpy opened {&driver, &PrinterDriver::sessionOpened};
    QSignalSpy failed {&driver, &PrinterDriver::connectFailed};
    QSignalSpy lost {&driver, &PrinterDriver::sessionLost};
    DriverState state;
    Capabilities can;

    explicit World(const QString &protocol = u"auto"_s, const QString &code = {})
        : driver({QUuid::createUuid(), u"Hall"_s,
                  QJsonObject {{u"host"_s, u"127.0.0.1"_s},
                               {u"tcpPort"_s, printer.port()},
                               {u"httpPort"_s, portOfNobody()},
                               {u"serialNumber"_s, code.isEmpty() ? QString() : u"SN1"_s},
                               {u"checkCode"_s, code},
                               {u"protocol"_s, protocol}}},
                 context, quick(), nullptr)
    {
        QObject::connect(&driver, &PrinterDriver::stateReported, &driver,
                         [this](const DriverState &now) { state = now; });
        QObject::connect(&driver, &PrinterDriver::capabilitiesReported, &driver,
                         [this](const Capabilities &now) { can = now; });
        driver.connectToPrinter();
    }
    static Times quick()
    {
        Times times = flotilla::test::quickTimes();
        times.quietPercent = 5;
        times.startAgain = std::chrono::milliseconds(150);
        return times;
    }
    int portOfNobody()
    {
        closedPort.listen(QHostAddress::LocalHost);
        const int port = closedPort.serverPort();
        closedPort.close();
        return port;
    }
};

LinkFailure failureOf(const QSignalSpy &spy)
{
    return spy.value(0).value(0).value<LinkFailure>();
}

} // namespace

class tst_LegacyDriver : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void choiceOfTheProtocol_data()
    {
        QTest::addColumn<QString>("protocol");
        QTest::addColumn<QString>("code");
        QTest::addColumn<QString>("type");
        QTest::addColumn<bool>("opens");
        const QString old = u"Flashforge Adventurer 4"_s;
        const QString modern = u"Flashforge Adventurer 5M Pro"_s;
        QTest::newRow("auto, nothing given") << u"auto"_s << QString() << old << true;
        QTest::newRow("auto, code given, no HTTP") << u"auto"_s << u"C0DE"_s << old << true;
        QTest::newRow("legacy") << u"legacy"_s << QString() << old << true;
        QTest::newRow("http") << u"http"_s << u"C0DE"_s << old << false;
        QTest::newRow("auto, modern without its code") << u"auto"_s << QString() << modern << false;
        QTest::newRow("legacy, modern") << u"legacy"_s << QString() << modern << true;
    }
    void choiceOfTheProtocol()
    {
        QFETCH(QString, protocol);
        QFETCH(QString, code);
        QFETCH(QString, type);
        QFETCH(bool, opens);
        World world(protocol, code);
        world.printer.replies["M115"]
            = "Machine Type: " + type.toUtf8() + "\r\nFirmware: v1\r\nSN: SN1\r\n";
        QTRY_COMPARE(world.opened.size() + world.failed.size(), 1);
        QCOMPARE(world.opened.size(), opens ? 1 : 0);
        if (!opens && protocol == u"auto") {
            QCOMPARE(failureOf(world.failed).error.kind, Error::Kind::NotAuthorised);
            QCOMPARE(failureOf(world.failed).setting, u"serialNumber"_s);
        }
    }

    void anotherMachineThanEntered()
    {
        World world(u"legacy"_s, u"C0DE"_s);
        QTRY_COMPARE(world.failed.size(), 1);
        QVERIFY(failureOf(world.failed).otherMachine);
        QCOMPARE(failureOf(world.failed).after, AfterFailure::AskPerson);
        QCOMPARE(failureOf(world.failed).setting, u"serialNumber"_s);
        QCOMPARE(world.opened.size(), 0);
        QTRY_COMPARE(world.printer.count("M602"), 1);
    }

    void T7_whatItReports()
    {
        World world;
        QTRY_COMPARE(world.state.state, State::Idle);
        QCOMPARE(world.state.heaters.value(u"tool0"_s).actual, std::optional(22.0));
        QCOMPARE(world.state.heaters.value(u"bed"_s).actual, std::optional(11.0));
        QCOMPARE(world.state.light, std::optional(true));
        QVERIFY(!world.state.job);
        QVERIFY(world.can.pause && world.can.storesFiles && world.can.thumbnails);
        QCOMPARE(world.can.fileTypes, QStringList({u"gx"_s, u"gcode"_s, u"g"_s}));
        world.printer.replies["M119"] = "MachineStatus: BUILDING_FROM_SD\r\nMoveMode: "
                                        "PAUSED\r\nCurrentFile: Box.gx\r\n";
        QTRY_COMPARE(world.state.state, State::Paused);
        QCOMPARE(world.state.job->name, u"Box.gx"_s);
        QCOMPARE(world.state.job->progress, std::optional(0.45));
    }

    void commandsOnTheWire()
    {
        using flotilla::test::await;
        World world;
        QTRY_COMPARE(world.state.state, State::Idle);
        QVERIFY(await(world.driver.pause()));
        QVERIFY(await(world.driver.resume()));
        QVERIFY(await(world.driver.cancelJob()));
        QVERIFY(await(world.driver.setValues({{u"bed"_s, 60}, {u"light"_s, 0}})));
        QVERIFY(await(world.driver.home(u"xyz"_s)));
        QVERIFY(!await(world.driver.gcode({u"M602"_s})));
        for (const char *line : {"M25", "M24", "M26", "M140 S60", "M146 r0 g0 b0 F0", "G28"})
            QVERIFY2(world.printer.commands.contains(QByteArray(line)), line);
        QCOMPARE(world.printer.wrongs, QByteArrayList());
    }

    void T2_anotherControllerIsAFault()
    {
        World world;
        world.printer.refusals = 1000;
        QTRY_COMPARE(world.state.faults.size(), 1);
        QVERIFY(world.state.faults[0].text.contains(u"Another program"));
        const auto refused = flotilla::test::await(world.driver.pause());
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, Error::Kind::Busy);
    }

    void T12_lostLinkComesBack()
    {
        World world;
        QTRY_COMPARE(world.opened.size(), 1);
        world.printer.cut();
        QTRY_COMPARE(world.lost.size(), 1);
        world.driver.connectToPrinter();
        QTRY_COMPARE(world.opened.size(), 2);
        QCOMPARE(world.printer.count("M601"), 2);
    }

    void U7_uploadAndStart()
    {
        World world;
        QTRY_COMPARE(world.state.state, State::Idle);
        const QString path = world.folder.filePath(u"Box.gx"_s);
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(QByteArray(9'000, 'g')) == 9'000);
        file.close();
        TransferJob *job
            = world.driver.upload({.filePath = path, .fileName = u"Box.gx"_s, .start = true}, this);
        QSignalSpy finished(job, &TransferJob::finished);
        QTRY_COMPARE(finished.size(), 1);
        QVERIFY(world.printer.files.value("Box.gx") == QByteArray(9'000, 'g'));
        QTRY_COMPARE(world.state.state, State::Printing);
        QCOMPARE(world.state.job->name, u"Box.gx"_s);
        QCOMPARE(world.printer.count("M24"), 0);
    }
};

FLOTILLA_TEST(tst_LegacyDriver)
#include "tst_legacydriver.moc"
