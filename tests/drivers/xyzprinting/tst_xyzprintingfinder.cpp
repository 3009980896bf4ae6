// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/xyzprinting/xyzprintingfinder.h"

#include "support/testmain.h"

#include <QSignalSpy>

using namespace flotilla;
using namespace flotilla::xyzprinting;
using namespace Qt::StringLiterals;

class tst_XyzPrintingFinder : public QObject
{
    Q_OBJECT

private:
    const QList<SerialPort> m_ports {
        {.path = u"/dev/ttyACM0"_s,
         .serial = u"3FM1XPUS5CA6700001"_s,
         .vendorId = 0x11f1,
         .productId = 0x2519},
        {.path = u"/dev/ttyACM1"_s, .vendorId = 0x28e7, .productId = 0x0301},
        {.path = u"/dev/ttyS0"_s},
        {.path = u"/dev/ttyUSB0"_s,
         .serial = u"A50285BI"_s,
         .description = u"FT232R USB UART"_s,
         .vendorId = 0x0403,
         .productId = 0x6001},
    };

    static QList<Candidate> search(const QList<SerialPort> &ports, bool everyPort)
    {
        XyzPrintingFinder finder(nullptr, [ports] { return ports; });
        QList<Candidate> candidates;
        connect(&finder, &Finder::found, &finder,
                [&](const Candidate &candidate) { candidates << candidate; });
        QSignalSpy finished(&finder, &Finder::finished);
        finder.start({.searchNetwork = false, .everyPort = everyPort});
        if (!candidates.isEmpty() || !finished.wait())
            qFatal("it ends once, from the event loop");
        return candidates;
    }

private Q_SLOTS:
    void printersAreNamedByTheirSerial()
    {
        const auto found = search(m_ports, false);
        QCOMPARE(found.size(), 2);
        QCOMPARE(found[0].driver, u"xyzprinting"_s);
        QCOMPARE(found[0].model, u"da Vinci miniMaker"_s);
        QCOMPARE(found[0].serial, u"3FM1XPUS5CA6700001"_s);
        QCOMPARE(found[0].address, u"/dev/ttyACM0"_s);
        QCOMPARE(found[0].settings,
                 (QJsonObject {{u"transport"_s, u"serial"_s},
                               {u"serialDevice"_s, u"usb:3FM1XPUS5CA6700001"_s}}));
        QVERIFY(!found[0].isGuess);
        QVERIFY(!found[1].name.isEmpty() && found[1].model.isEmpty() && found[1].serial.isEmpty());
        QCOMPARE(found[1].settings[u"serialDevice"_s].toString(), u"/dev/ttyACM1"_s);
    }

    void otherPortsAreToldWhenAskedFor()
    {
        const auto found = search(m_ports, true);
        QCOMPARE(found.size(), 4);
        QVERIFY(found[2].isGuess && found[3].isGuess);
        QCOMPARE(found[2].settings[u"serialDevice"_s].toString(), u"/dev/ttyS0"_s);
        QVERIFY(!found[2].name.isEmpty());
        QCOMPARE(found[3].name, u"FT232R USB UART"_s);
        QCOMPARE(found[3].settings[u"serialDevice"_s].toString(), u"usb:A50285BI"_s);
        QVERIFY(found[3].serial.isEmpty()); // an adapter's, not the printer's
    }

    void noPortsNoPrinters() { QVERIFY(search({}, true).isEmpty()); }

    void oneNumberOfTwoIsNotEnough()
    {
        QVERIFY(!isPrinterPort({.path = u"a"_s, .vendorId = 0x11f1}));
        QVERIFY(!isPrinterPort({.path = u"a"_s, .vendorId = 0x11f1, .productId = 0x0301}));
        QVERIFY(!isPrinterPort({.path = u"a"_s}));
    }

    void aSerialNumberLeadsToThePort()
    {
        QCOMPARE(serialPath(u"usb:A50285BI"_s, m_ports), u"/dev/ttyUSB0"_s);
        QCOMPARE(serialPath(u"usb:nobody"_s, m_ports), QString());
        QCOMPARE(serialPath(u"usb:"_s, m_ports), QString());
        QCOMPARE(serialPath(u"/dev/pts/3"_s, m_ports), u"/dev/pts/3"_s);
        QCOMPARE(serialPath(u"COM3"_s, {}), u"COM3"_s);
        for (const SerialPort &port : m_ports)
            QCOMPARE(serialPath(serialDeviceOf(port), m_ports), port.path);
    }

    void thisComputersPortsCanBeListed()
    {
        for (const SerialPort &port : presentSerialPorts())
            QVERIFY(!port.path.isEmpty());
    }
};

FLOTILLA_TEST(tst_XyzPrintingFinder)
#include "tst_xyzprintingfinder.moc"
