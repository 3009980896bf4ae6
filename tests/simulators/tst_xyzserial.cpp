// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulators/xyzprinting/xyzprintingsimulator.h"

#include "simulators/xyzclient.h"
#include "simulators/xyzsample.h"
#include "support/manualclock.h"
#include "support/testmain.h"

#include <QFileInfo>
#include <QSerialPort>

using namespace flotilla;
using namespace flotilla::simulators;
using namespace flotilla::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class tst_XyzSerial : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { start(u"mini"_s); }
    void cleanup() { m_printer.reset(); }

    void theDeviceOpensAndAnswers()
    {
        QCOMPARE(m_printer->settings()[u"transport"_s].toString(), u"serial"_s);
        QCOMPARE(m_printer->settings()[u"serialDevice"_s].toString(), m_printer->serialDevice());
        XyzClient client(*m_printer);
        QVERIFY(client.ask("query=a").contains("\np:dv1MX0A000\n"));
        QCOMPARE(client.ask("config=buzzer:off"), QByteArray("ok\n$\n"));
        QCOMPARE(client.ask("config=buzzer:loud"), QByteArray("E0$\n"));
        QCOMPARE(client.ask("config=zoffset:get"), QByteArray("245\n$\n"));
        client.send("XYZv3/config=life:[5]\n");
        QCOMPARE(client.readFor(60), QByteArray());
        client.close();
        // Closed and opened again, as the maker's program does all the time.
        XyzClient again(*m_printer);
        QVERIFY(again.ask("query=a").endsWith("$\n"));
    }

    void onlyItsOwnerSeesTheDevice()
    {
        const QFileInfo folder(QFileInfo(m_printer->serialDevice()).path());
        QCOMPARE(int(folder.permissions()
                     & (QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup | QFile::ReadOther
                        | QFile::WriteOther | QFile::ExeOther)),
                 0);
        const QString device = m_printer->serialDevice();
        m_printer->stop();
        QVERIFY(!QFileInfo(device).isSymLink());
        QVERIFY(!QFileInfo::exists(folder.filePath()));
        QVERIFY(m_printer->start());
        QCOMPARE(m_printer->serialDevice(), device);
        QVERIFY(QFileInfo::exists(device));
    }

    void uploadOverTheCable()
    {
        XyzClient client(*m_printer);
        QCOMPARE(client.beginUpload("sample.3w", m_file.size()), QByteArray("ok\n"));
        QVERIFY(client.sendBlocks(m_file));
        client.send("XYZv3/uploadDidFinish");
        QCOMPARE(client.readFor(150), QByteArray("ok\n"));
        QCOMPARE(m_printer->state(), 9520);
        QCOMPARE(m_printer->log().violationTexts(), QStringList());
    }

    void X18_unaskedLines()
    {
        XyzClient client(*m_printer);
        QCOMPARE(client.ask("action=home"), QByteArray("home:{\"stat\":\"start\"}\n$\n"));
        QCOMPARE(client.ask("query=j"), QByteArray("j:9534,5\n$\n"));
        m_clock.advance(20s);
        m_printer->catchUp();
        QCOMPARE(client.readTo("$\n"), QByteArray("home:{\"stat\":\"complete\"}\n$\n"));
        QCOMPARE(client.ask("query=j"), QByteArray("j:9511,0\n$\n"));
    }

    void X19_jogValuesAreStrings()
    {
        XyzClient client(*m_printer);
        QVERIFY(client.ask(R"(action=jog:{"axis":"x","dir":"+","len":"10"})")
                    .startsWith(R"(jog:{"stat":"start"})"));
        QCOMPARE(client.ask("query=j"), QByteArray("j:9532,30\n$\n"));
        QCOMPARE(m_printer->log().violationTexts(), QStringList());
        QCOMPARE(client.ask(R"(action=jog:{"axis":"x","dir":"+","len":10})"), QByteArray("E0$\n"));
        QCOMPARE(client.ask("action=home"), QByteArray("E0$\n"));
        turn(client, 20s);
        GcodePlan plan;
        plan.seconds = 600;
        QVERIFY(m_printer->panelStart(u"panel.3w"_s, plan));
        QCOMPARE(client.ask("action=home"), QByteArray("E4$\n"));
        start(u"jr"_s);
        XyzClient menu(*m_printer);
        QCOMPARE(menu.ask("action=home"), QByteArray("E0$\n"));
        QVERIFY(m_printer->log().violationTexts().join(u' ').contains(u"menu"_s));
    }

    void filamentAndNozzle()
    {
        XyzClient client(*m_printer);
        QVERIFY(client.ask("action=load:new").contains("start"));
        const QByteArray heat = turn(client, 3s);
        QVERIFY2(heat.startsWith("load:{\"stat\":\"heat\",\"extemp\":\""), heat.constData());
        QCOMPARE(client.ask("query=j"), QByteArray("j:9530,11\n$\n"));
        QVERIFY(turn(client, 40s).endsWith("load:{\"stat\":\"load\"}\n$\n"));
        QCOMPARE(turn(client, 60s), QByteArray("load:{\"stat\":\"complete\"}\n$\n"));
        QVERIFY(client.ask("action=unload:new").contains("start"));
        client.send("XYZv3/action=unload:cancel\n");
        QCOMPARE(client.readFor(60), QByteArray());
        QCOMPARE(client.ask("query=j"), QByteArray("j:9511,0\n$\n"));
        m_printer->setSpool(false);
        QVERIFY(client.ask("action=load:new").contains("start"));
        QVERIFY(turn(client, 120s).endsWith("load:{\"stat\":\"fail\"}\n$\n"));
        QCOMPARE(client.ask("query=e"), QByteArray("e:1073742342\n$\n"));
        QVERIFY(client.ask("action=cleannozzle:new").contains("start"));
        QCOMPARE(turn(client, 120s), QByteArray("cleannozzle:{\"stat\":\"complete\"}\n$\n"));
        QCOMPARE(client.ask("query=j"), QByteArray("j:9536,52\n$\n"));
        QCOMPARE(client.ask("action=cleannozzle:cancel", "\n"), QByteArray("ok\n"));
        QCOMPARE(m_printer->log().violationTexts(), QStringList());
    }

    void calibrationStepByStep()
    {
        XyzClient client(*m_printer);
        QVERIFY(client.ask("action=calibratejr:new").contains("start"));
        QCOMPARE(turn(client, 20s), QByteArray("calibratejr:{\"stat\":\"pressdetector\"}\n$\n"));
        client.send("XYZv3/action=calibratejr:detectorok\n");
        QTRY_COMPARE(m_printer->log().count("action=calibratejr"), 2);
        QCOMPARE(turn(client, 1s), QByteArray("calibratejr:{\"stat\":\"processing\"}\n$\n"));
        QVERIFY(turn(client, 70s).startsWith("calibratejr:{\"stat\":\"ok\",336,"));
        QCOMPARE(client.ask("query=j"), QByteArray("j:9535,44\n$\n"));
        QVERIFY(client.ask("action=calibratejr:getdata").startsWith("calibratejr:{336,374,"));
        client.send("XYZv3/action=calibratejr:release\n");
        QTRY_COMPARE(m_printer->state(), 9511);
        QCOMPARE(m_printer->log().violationTexts(), QStringList());
    }

    void zOffsetWantsAHome()
    {
        XyzClient client(*m_printer);
        QCOMPARE(client.ask("action=zoffset:up"), QByteArray("E0$\n"));
        client.ask("action=home");
        turn(client, 20s);
        QCOMPARE(client.ask("action=zoffset:up"), QByteArray("250\n$\n"));
        QCOMPARE(client.ask("action=zoffset:down"), QByteArray("245\n$\n"));
    }

    void pulledAtAnyByte_data()
    {
        QTest::addColumn<int>("byte");
        for (const int byte : {0, 1, 8, 5000, 8204, 9000})
            QTest::addRow("%d", byte) << byte;
    }

    void pulledAtAnyByte()
    {
        QFETCH(const int, byte);
        start(u"mini"_s, u"drop"_s, {.dropAtByte = byte});
        const QString device = m_printer->serialDevice();
        {
            XyzClient client(*m_printer);
            QVERIFY(client.beginUpload("sample.3w", m_file.size()).startsWith("ok"));
            client.send(XyzClient::block(0, m_file.first(8192)));
            client.readFor(50);
            if (byte > 8203)
                client.send(XyzClient::block(1, m_file.sliced(8192)));
            QTRY_VERIFY(!QFileInfo::exists(device));
        }
        // It comes back under the same name.
        QTRY_VERIFY(QFileInfo::exists(device));
        XyzClient client(*m_printer);
        QVERIFY(client.ask("query=a").endsWith("$\n"));
        QVERIFY(m_printer->uploads().isEmpty());
    }

    void theReaderNoticesThePulledCable()
    {
        QSerialPort port(m_printer->serialDevice());
        QVERIFY(port.open(QIODevice::ReadWrite));
        m_printer->unplug();
        QTRY_VERIFY(port.error() != QSerialPort::NoError);
        QVERIFY(!QSerialPort(m_printer->serialDevice()).open(QIODevice::ReadWrite));
        port.close();
        QVERIFY(m_printer->plugIn());
        QVERIFY(XyzClient(*m_printer).ask("query=a").endsWith("$\n"));
        QVERIFY(m_printer->setFault(u"unplugged"_s));
        QVERIFY(!QFileInfo::exists(m_printer->serialDevice()));
        QVERIFY(m_printer->setFault({}));
        QVERIFY(QFileInfo::exists(m_printer->serialDevice()));
    }

    void anUploadGivenUpIsForgotten()
    {
        XyzClient client(*m_printer);
        QVERIFY(client.beginUpload("sample.3w", m_file.size()).startsWith("ok"));
        client.send(XyzClient::block(0, m_file.first(8192)).first(3000));
        client.readFor(100);
        QVERIFY(client.ask("query=a").endsWith("$\n"));
        QCOMPARE(m_printer->log().violationTexts(), QStringList());
    }

    void networkSettingsOnlyWhereThereIsOne()
    {
        start(u"mini-w"_s, {}, {.transport = u"serial"_s});
        XyzClient client(*m_printer);
        QCOMPARE(client.ask("config=disconnectap"), QByteArray("ok\n$\n"));
        QCOMPARE(client.ask("config=ssid:[EXAMPLE,secret,1]"), QByteArray("ok\n$\n"));
        QCOMPARE(m_printer->log().violationTexts(), QStringList());
        SimulatorOptions options;
        options.model = u"1.1-plus"_s;
        options.transport = u"serial"_s;
        QCOMPARE(XyzPrintingSimulator(options).start().error().kind, Error::Kind::WrongUse);
        options.model = u"mini"_s;
        options.transport = u"lan"_s;
        QCOMPARE(XyzPrintingSimulator(options).start().error().kind, Error::Kind::WrongUse);
    }

private:
    // What comes while the clock goes on.
    QByteArray turn(XyzClient &client, std::chrono::milliseconds by)
    {
        m_clock.advance(by);
        m_printer->catchUp();
        return client.readFor(60);
    }

    void start(const QString &model, const QString &fault = {}, SimulatorOptions options = {})
    {
        options.model = model;
        options.fault = fault;
        options.clock = &m_clock;
        options.rebootTime = 200ms;
        m_printer = std::make_unique<XyzPrintingSimulator>(options);
        QVERIFY(m_printer->start());
    }

    const QByteArray m_file = XyzSample {.machine = "dv1MX0A000", .layers = 100}.bytes();
    ManualClock m_clock;
    std::unique_ptr<XyzPrintingSimulator> m_printer;
};

FLOTILLA_TEST(tst_XyzSerial)
#include "tst_xyzserial.moc"
