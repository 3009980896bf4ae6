// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/clock.h"
#include "core/drivercontext.h"
#include "core/services.h"
#include "drivers/xyzprinting/weblookup.h"
#include "drivers/xyzprinting/xyzdriver.h"
#include "net/httpserver.h"
#include "net/networkaccess.h"
#include "simulators/xyzprinting/xyzprintingsimulator.h"
#include "store/filesecretstore.h"

#include "support/testmain.h"

#include <QTemporaryDir>
#include <QThreadPool>

using namespace flotilla;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using namespace xyzprinting;

// A whole driver with a look-up service that counts who comes.
class tst_LookupDriver : public QObject
{
    Q_OBJECT

private:
    SystemClock m_clock;
    QThreadPool m_pool;
    NoBroker m_broker;
    NoFileServer m_files;
    QTemporaryDir m_folder;
    store::FileSecretStore m_secrets {m_folder.path()};
    net::NetworkAccess m_network {&m_pool};
    std::unique_ptr<simulators::XyzPrintingSimulator> m_printer;
    std::unique_ptr<net::HttpServer> m_service;
    std::unique_ptr<DriverContext> m_context;
    std::unique_ptr<XyzDriver> m_driver;
    Capabilities m_can;
    DriverState m_last;
    int m_reports = 0;
    int m_asked = 0;

    bool offersLookUp() const { return m_can.action(QString(WebLookup::actionId)) != nullptr; }

    // Connected, and polled a few times.
    void connectWith(const QString &address)
    {
        m_context = std::make_unique<DriverContext>(
            DriverContext {m_clock, m_secrets, m_network, m_files, m_broker, m_pool});
        m_context->lookupAddress = address;
        m_driver = std::make_unique<XyzDriver>(
            DriverConfig {.printerId = QUuid::createUuid(),
                          .printerName = u"Hall"_s,
                          .settings = m_printer->settings()},
            *m_context, Times {.watchedPoll = 20ms, .shortestPoll = 20ms}, nullptr);
        connect(m_driver.get(), &PrinterDriver::capabilitiesReported, this,
                [this](const Capabilities &can) { m_can = can; });
        connect(m_driver.get(), &PrinterDriver::stateReported, this,
                [this](const DriverState &state) {
                    m_last = state;
                    ++m_reports;
                });
        m_driver->setWatched(true);
        m_driver->connectToPrinter();
        QTRY_VERIFY(m_reports >= 4);
    }

private Q_SLOTS:
    void init()
    {
        m_can = {};
        m_reports = m_asked = 0;
        m_printer = std::make_unique<simulators::XyzPrintingSimulator>(
            simulators::SimulatorOptions {.model = u"1.1-plus"_s});
        QVERIFY(m_printer->start());
        m_service = std::make_unique<net::HttpServer>();
        QVERIFY(m_service->listen(QHostAddress::LocalHost, 0));
        connect(m_service.get(), &net::HttpServer::requestReceived, this,
                [this](net::HttpExchange *exchange) {
                    ++m_asked;
                    exchange->respond({.body = "{\"used\":0}"});
                });
    }
    void cleanup()
    {
        m_driver.reset();
        m_context.reset();
        m_service.reset();
        m_printer.reset();
    }

    void S1_withoutAnAddressThereIsNoSuchAct()
    {
        connectWith({});
        QVERIFY(!offersLookUp());
        const auto done = m_driver->act(QString(WebLookup::actionId), {});
        QTRY_VERIFY(done.isFinished());
        QVERIFY(!*done.result());
        QCOMPARE(m_asked, 0);
    }

    void S1_withAnAddressOnlyAPersonAsks()
    {
        connectWith(u"http://127.0.0.1:%1"_s.arg(m_service->port()));
        QVERIFY(offersLookUp());
        QCOMPARE(m_asked, 0);
        QCOMPARE(m_service->connectionCount(), 0);
        const auto done = m_driver->act(QString(WebLookup::actionId), {});
        QTRY_VERIFY(done.isFinished());
        QVERIFY2(*done.result(), *done.result() ? "" : qPrintable(done.result()->error().message));
        QVERIFY(m_asked >= 1);
        const auto isThere = [this] {
            return std::any_of(
                m_last.readings.cbegin(), m_last.readings.cend(),
                [](const Reading &reading) { return reading.id == "lookUp.printer.used"_L1; });
        };
        QTRY_VERIFY(isThere());
        const int asked = m_asked;
        const int reports = m_reports;
        QTRY_VERIFY(m_reports >= reports + 3);
        QCOMPARE(m_asked, asked); // and not again
    }
};

FLOTILLA_TEST(tst_LookupDriver)
#include "tst_lookupdriver.moc"
