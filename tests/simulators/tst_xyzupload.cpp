// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulators/xyzprinting/xyzprintingsimulator.h"

#include "simulators/xyzclient.h"
#include "simulators/xyzsample.h"
#include "support/manualclock.h"
#include "support/testmain.h"

using namespace flotilla;
using namespace flotilla::simulators;
using namespace flotilla::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

QByteArray valueOf(const QByteArray &lines, char key)
{
    for (const QByteArray &line : lines.split('\n')) {
        if (line.size() > 1 && line[0] == key && line[1] == ':')
            return line.sliced(2);
    }
    return {};
}

} // namespace

class tst_XyzUpload : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { start(u"mini-w"_s); }
    void cleanup() { m_printer.reset(); }

    void aJobFromUploadToClearBed()
    {
        XyzClient client(*m_printer);
        QVERIFY(client.upload(m_file));
        QCOMPARE(states(), QByteArrayList({"9520,0"}));
        const XyzUpload &upload = m_printer->uploads().last();
        QCOMPARE(upload.name, u"sample.3w"_s);
        QCOMPARE(upload.sha256, QCryptographicHash::hash(m_file, QCryptographicHash::Sha256));
        QCOMPARE(upload.errorCode, 0U);
        m_clock.advance(7s);
        QCOMPARE(m_printer->lines("j"), QByteArray("j:9505,0\n"));
        QVERIFY(valueOf(m_printer->lines("d"), 'd').startsWith("0,0,"));
        m_clock.advance(5min);
        const QByteArrayList job = valueOf(m_printer->lines("d"), 'd').split(',');
        QVERIFY(job[0].toInt() > 30 && job[0].toInt() < 60);
        QCOMPARE(job[1].toInt(), 5);
        QCOMPARE(job[2].toInt(), 5 * (100 - job[0].toInt()) / job[0].toInt());
        QVERIFY(valueOf(m_printer->lines("t"), 't').endsWith(",210"));
        m_clock.advance(10min);
        QCOMPARE(m_printer->lines("jd"), QByteArray("j:9509,0\nd:0,0,0\n"));
        // No new job while the bed is not clear.
        QCOMPARE(client.readTo("ok \n", 100).size() % 4, 0);
        client.send("XYZv3/config=print[complete]\n");
        QTRY_COMPARE(m_printer->state(), 9511);
        QCOMPARE(m_printer->log().violationTexts(), QStringList());
    }

    void U6_wifiSaysOkTwice()
    {
        XyzClient client(*m_printer);
        QVERIFY(client.beginUpload("sample.3w", m_file.size()) == "ok \n");
        QVERIFY(client.sendBlocks(m_file));
        client.send("XYZv3/uploadDidFinish");
        QCOMPARE(client.readFor(150), QByteArray("ok \nok \n"));
    }

    void U2_anExactMultipleOfTheBlockSize()
    {
        XyzSample sample;
        sample.gcode = sample.text();
        sample.gcode += QByteArray(3 * 8192 - 2 - sample.gcode.size() % 8192, ';') + '\n';
        QCOMPARE(sample.bytes().size() % 8192, 0);
        XyzClient client(*m_printer);
        QVERIFY(client.upload(sample.bytes()));
        QCOMPARE(m_printer->uploads().last().errorCode, 0U);
    }

    void pauseResumeCancel()
    {
        XyzClient client(*m_printer);
        QVERIFY(client.upload(m_file));
        client.readFor(50);
        m_clock.advance(2min);
        m_printer->catchUp();
        const auto control = [&](const char *word) {
            client.send(QByteArray("XYZv3/config=print[") + word + "]\n");
            QCOMPARE(client.readFor(50), QByteArray());
        };
        control("pause");
        QCOMPARE(m_printer->state(), 9505);
        m_clock.advance(5s);
        QCOMPARE(m_printer->state(), 9601);
        control("resume");
        QCOMPARE(m_printer->state(), 9505);
        m_clock.advance(5s);
        control("cancel");
        QCOMPARE(m_printer->state(), 9602);
        m_clock.advance(10s);
        QCOMPARE(m_printer->state(), 9511);
        QCOMPARE(m_printer->log().violationTexts(), QStringList());
    }

    void theNanoClearsItself()
    {
        start(u"nano-w"_s);
        XyzClient client(*m_printer);
        QVERIFY(client.upload(XyzSample {.version = 5, .machine = "dv1NW0A000"}.bytes()));
        QByteArrayList seen;
        for (int i = 0; i < 400; ++i) {
            m_clock.advance(3s);
            const QByteArray state = valueOf(m_printer->lines("j"), 'j');
            if (seen.isEmpty() || seen.last() != state)
                seen.append(state);
        }
        QCOMPARE(seen, QByteArrayList({"9520,0", "9505,0", "9511,0", "9509,0", "9511,0"}));
    }

    void unfitFiles_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("complaint");
        QTest::newRow("U8 the other variant") << XyzSample {.version = 5}.bytes() << QString();
        QTest::newRow("U8 the zipped variant") << XyzSample {.zipped = true}.bytes() << QString();
        QTest::newRow("F11 another machine")
            << XyzSample {.machine = "dv1NX0A000"}.bytes() << u"dv1NX0A000"_s;
        QTest::newRow("X20 plain G-code") << XyzSample().text() << u"not a .3w"_s;
        QByteArray damaged = XyzSample().bytes();
        damaged[8500] = char(damaged[8500] ^ 4);
        QTest::newRow("F10 a wrong checksum") << damaged << u"checksum"_s;
    }

    void unfitFiles()
    {
        QFETCH(const QByteArray, bytes);
        QFETCH(const QString, complaint);
        XyzClient client(*m_printer);
        QVERIFY(client.upload(bytes));
        QCOMPARE(m_printer->lines("je"), QByteArray("j:9520,0\ne:0\n"));
        m_clock.advance(10s);
        QCOMPARE(m_printer->lines("je"), QByteArray("j:9511,0\ne:525\n"));
        QCOMPARE(m_printer->uploads().last().errorCode, 525U);
        const QStringList violations = m_printer->log().violationTexts();
        QCOMPARE(violations.size(), complaint.isEmpty() ? 0 : 1);
        QVERIFY(violations.join(u'\n').contains(complaint));
        // The next one is taken.
        client.readFor(50);
        QVERIFY(client.upload(m_file));
        QCOMPARE(m_printer->uploads().last().errorCode, 0U);
    }

    void newerFirmwareWantsVersion5()
    {
        start(u"mini-w"_s, {}, {.firmware = u"1.2.10"_s});
        XyzClient client(*m_printer);
        QVERIFY(client.upload(XyzSample {.version = 5}.bytes()));
        QCOMPARE(m_printer->uploads().last().errorCode, 0U);
    }

    void breachesOfFraming_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("reason");
        const QByteArray data = XyzSample().bytes().first(8192);
        const QByteArray good = XyzClient::block(0, data);
        QTest::newRow("U1 index") << XyzClient::block(1, data) << u"block 1 came where 0"_s;
        QTest::newRow("U1 short block")
            << XyzClient::block(0, data.first(100)) << u"100 bytes instead of"_s;
        QTest::newRow("U2 empty block") << XyzClient::block(0, {}) << u"without data"_s;
        QTest::newRow("U3 CRC") << QByteArray(good.chopped(1) + 'x') << u"CRC-32"_s;
        QTest::newRow("U3 zero trailer")
            << QByteArray(good.chopped(4) + QByteArray(4, '\0')) << u"has no CRC-32"_s;
        QTest::newRow("U4 not waiting for ok")
            << QByteArray(good + XyzClient::block(1, data)) << u"before block 0 was ack"_s;
        QTest::newRow("X16 a command between blocks")
            << QByteArray("XYZv3/query=a\n") << u"between the blocks"_s;
        QTest::newRow("finished too early")
            << QByteArray("XYZv3/uploadDidFinish") << u"between the blocks"_s;
    }

    void breachesOfFraming()
    {
        QFETCH(const QByteArray, bytes);
        QFETCH(const QString, reason);
        XyzSample big {.layers = 2000};
        XyzClient client(*m_printer);
        QVERIFY(client.beginUpload("sample.3w", big.bytes().size()).startsWith("ok"));
        client.send(bytes);
        QTRY_COMPARE(m_printer->log().violations().size(), 1);
        QVERIFY2(m_printer->log().violationTexts()[0].contains(reason),
                 qPrintable(m_printer->log().violationTexts()[0]));
        QVERIFY(m_printer->uploads().isEmpty());
    }

    void refusals_data()
    {
        QTest::addColumn<QString>("fault");
        QTest::addColumn<QByteArray>("answer");
        QTest::newRow("busy") << u"busy"_s << QByteArray("E4$\n");
        QTest::newRow("refuse") << u"refuse"_s << QByteArray("E1$\n");
        QTest::newRow("full") << u"full"_s << QByteArray("E1$\n");
    }

    void refusals()
    {
        QFETCH(const QString, fault);
        QVERIFY(m_printer->setFault(fault));
        XyzClient client(*m_printer);
        QTEST(client.beginUpload("sample.3w", m_file.size()), "answer");
        QCOMPARE(m_printer->log().violationTexts(), QStringList());
    }

    void U9_anUploadWhilePrinting()
    {
        XyzClient client(*m_printer);
        QVERIFY(client.upload(m_file));
        client.readFor(50);
        QCOMPARE(client.beginUpload("sample.3w", m_file.size()), QByteArray("E4$\n"));
        QCOMPARE(m_printer->log().violationTexts().size(), 1);
    }

    void namesThatCannotBe()
    {
        XyzClient client(*m_printer);
        for (const QByteArray &name : {QByteArray("a/b.3w"), QByteArray("\"a\".3w"),
                                       QByteArray(61, 'a'), QByteArray("H\xc3\xa4lle.3w")})
            QCOMPARE(client.beginUpload(name, 1000), QByteArray("E1$\n"));
        QCOMPARE(client.ask("upload=a.3w,0", "\n"), QByteArray("E1$\n"));
        QCOMPARE(client.ask("upload=a.3w,-5", "\n"), QByteArray("E1$\n"));
        QCOMPARE(client.ask("upload=a.3w,99999999999", "\n"), QByteArray("E1$\n"));
        QCOMPARE(client.ask("upload=a.3w,100,SaveToSD", "\n"), QByteArray("ok \n"));
    }

    void U7_droppedAtAnyByte_data()
    {
        QTest::addColumn<int>("byte");
        for (const int byte : {0, 1, 7, 8, 4000, 8199, 8200, 8203, 8204, 8205})
            QTest::addRow("U7 %d", byte) << byte;
    }

    void U7_droppedAtAnyByte()
    {
        QFETCH(const int, byte);
        start(u"mini-w"_s, u"drop"_s, {.dropAtByte = byte});
        XyzClient client(*m_printer);
        QVERIFY(client.beginUpload("sample.3w", m_file.size()).startsWith("ok"));
        QVERIFY(!client.sendBlocks(m_file));
        QTRY_VERIFY(!client.isOpen());
        QVERIFY(m_printer->uploads().isEmpty());
        QCOMPARE(m_printer->state(), 9511);
        QVERIFY(XyzClient(*m_printer).ask("query=a").endsWith("$\n"));
    }

    void stallUntilItIsRestarted()
    {
        QVERIFY(m_printer->setFault(u"stall"_s));
        const QByteArray file = XyzSample {.layers = 5000}.bytes();
        {
            XyzClient client(*m_printer);
            QVERIFY(client.beginUpload("sample.3w", file.size()).startsWith("ok"));
            QVERIFY(!client.sendBlocks(file));
        }
        XyzClient client(*m_printer);
        QVERIFY(client.ask("query=a").contains("\nj:9700\n"));
        QCOMPARE(client.beginUpload("sample.3w", 10), QByteArray("E4$\n"));
        QVERIFY(m_printer->setFault({}));
        QVERIFY(client.ask("query=a").contains("\nj:9511,0\n"));
    }

    void missingAcknowledgements()
    {
        const QByteArray file = XyzSample {.layers = 2000}.bytes();
        QVERIFY(m_printer->setFault(u"lost-ok"_s));
        {
            XyzClient client(*m_printer);
            QVERIFY(client.beginUpload("sample.3w", file.size()).startsWith("ok"));
            QVERIFY(!client.sendBlocks(file));
        }
        for (const QString &fault : {u"no-ok"_s, u"lost-ack"_s}) {
            start(u"mini-w"_s, fault);
            XyzClient client(*m_printer);
            QVERIFY(client.beginUpload("sample.3w", file.size()).startsWith("ok"));
            QVERIFY(client.sendBlocks(file));
            client.send("XYZv3/uploadDidFinish");
            QCOMPARE(client.readFor(100), QByteArray());
            QCOMPARE(m_printer->state(), 9520);
        }
    }

    void U8_wrongVariantTakesTheOther()
    {
        QVERIFY(m_printer->setFault(u"wrong-variant"_s));
        XyzClient client(*m_printer);
        for (const quint32 expected : {525U, 525U}) {
            QVERIFY(client.upload(m_file));
            client.readFor(50);
            QCOMPARE(m_printer->uploads().last().errorCode, expected);
            m_clock.advance(10s);
        }
        QCOMPARE(m_printer->lines("e"), QByteArray("e:525\n"));
        QVERIFY(client.upload(XyzSample {.version = 5}.bytes()));
        QCOMPARE(m_printer->uploads().last().errorCode, 0U);
        m_clock.advance(10s);
        QCOMPARE(m_printer->state(), 9505);
        QCOMPARE(m_printer->log().violationTexts(), QStringList());
    }

    void noStartAndIgnoreAndCartridge()
    {
        QVERIFY(m_printer->setFault(u"no-start"_s));
        XyzClient client(*m_printer);
        QVERIFY(client.upload(m_file));
        m_clock.advance(1min);
        QCOMPARE(m_printer->state(), 9511);
        client.readFor(50);
        QVERIFY(m_printer->setFault(u"cartridge-missing"_s));
        QVERIFY(client.upload(m_file));
        m_clock.advance(1min);
        QVERIFY(m_printer->lines("je").startsWith("j:9511,0\ne:1073742342"));
        client.readFor(50);
        QVERIFY(m_printer->setFault({}));
        QVERIFY(client.upload(m_file));
        client.readFor(50);
        m_clock.advance(1min);
        m_printer->catchUp();
        QVERIFY(m_printer->setFault(u"ignore"_s));
        client.send("XYZv3/config=print[pause]\n");
        client.readFor(50);
        m_clock.advance(10s);
        QCOMPARE(m_printer->state(), 9505);
    }

    void X11_jobsThatVanish()
    {
        GcodePlan plan;
        plan.seconds = 600;
        QVERIFY(m_printer->panelStart(u"panel.3w"_s, plan));
        m_clock.advance(3min);
        QCOMPARE(m_printer->state(), 9505);
        m_printer->abandonJob();
        QCOMPARE(m_printer->lines("jd"), QByteArray("j:9511,0\nd:0,0,0\n"));
    }

private:
    QByteArrayList states() { return {valueOf(m_printer->lines("j"), 'j')}; }

    void start(const QString &model, const QString &fault = {}, SimulatorOptions options = {})
    {
        options.model = model;
        options.fault = fault;
        options.clock = &m_clock;
        m_printer = std::make_unique<XyzPrintingSimulator>(options);
        QVERIFY(m_printer->start());
    }

    const QByteArray m_file = XyzSample().bytes();
    ManualClock m_clock;
    std::unique_ptr<XyzPrintingSimulator> m_printer;
};

FLOTILLA_TEST(tst_XyzUpload)
#include "tst_xyzupload.moc"
