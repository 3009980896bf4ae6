// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/xyzprinting/weblookup.h"
#include "net/httpserver.h"

#include "support/testmain.h"

#include <QJsonDocument>
#include <QThreadPool>

using namespace flotilla;
using namespace flotilla::xyzprinting;
using namespace Qt::StringLiterals;

class tst_WebLookup : public QObject
{
    Q_OBJECT

private:
    QThreadPool m_pool;
    std::unique_ptr<net::NetworkAccess> m_network;
    std::unique_ptr<net::HttpServer> m_service;
    QByteArrayList m_asked; // "GET /path?query"
    QList<net::HttpResponse> m_answers; // one after the other; the last stays

    QString address(const QString &folder = {}) const
    {
        return u"http://127.0.0.1:%1%2"_s.arg(m_service->port()).arg(folder);
    }
    Result<QList<Reading>> lookUp(const QString &at, const QStringList &cartridges = {})
    {
        WebLookup lookup(at, *m_network);
        const auto command = lookup.lookUp(u"3F11XPGBXTH5320151"_s, cartridges);
        if (!QTest::qWaitFor([&] { return command.isFinished(); }, 10'000))
            return failure(Error::Kind::Internal, u"no end"_s);
        return *command.result();
    }

private Q_SLOTS:
    void init()
    {
        m_asked.clear();
        m_answers = {{.body = "{\"used\":0}"}};
        m_network = std::make_unique<net::NetworkAccess>(&m_pool);
        m_service = std::make_unique<net::HttpServer>();
        QVERIFY(m_service->listen(QHostAddress::LocalHost, 0));
        connect(
            m_service.get(), &net::HttpServer::requestReceived, this,
            [this](net::HttpExchange *exchange) {
                m_asked << exchange->method() + ' ' + exchange->path() + '?' + exchange->query();
                exchange->respond(m_answers.size() > 1 ? m_answers.takeFirst() : m_answers.first());
            });
    }
    void cleanup()
    {
        m_service.reset();
        m_network.reset();
    }

    void theFormOfASerialNumber()
    {
        QCOMPARE(serialForm("3F11XPGBXTH5320151"),
                 QByteArray("F4FB351AD789262E6482C4BE659705A838632E40FA1442DA93D127A20FC174B3"));
        QCOMPARE(serialForm("--------------"), QByteArray("B28AC6B135EA5030F4CE1F29AA77DD87"));
        QCOMPARE(serialForm({}).size(), 32);
        QCOMPARE(serialForm(QByteArray(1'000, 'x')).size(), 160); // bounded
    }

    void requestsAreWhatTheServicesKnew()
    {
        const auto printer
            = serialRequest(QUrl(u"http://example.org:81/x/"_s), u"--------------"_s);
        QCOMPARE(printer.method, QByteArray("GET"));
        QCOMPARE(printer.host, u"example.org"_s);
        QCOMPARE(printer.port, 81);
        QCOMPARE(printer.path,
                 QByteArray("/x/api/CheckSerialNumber?sn=B28AC6B135EA5030F4CE1F29AA77DD87"));
        const auto filament = filamentRequest(QUrl(u"http://example.org"_s), u"--------------"_s,
                                              u"3F11XPGBXTH5320151"_s);
        QCOMPARE(filament.method, QByteArray("POST"));
        QCOMPARE(filament.port, 80);
        QCOMPARE(filament.path,
                 QByteArray("/api/getFilamentUsage?cartridge_sn=B28AC6B135EA5030F4CE1F29AA77DD87"
                            "&printer_sn=F4FB351AD789262E6482C4BE659705A8"
                            "38632E40FA1442DA93D127A20FC174B3"));
        QVERIFY(filament.body.isEmpty());
    }

    void addresses_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("good");
        QTest::newRow("host") << u"http://lookup.example"_s << true;
        QTest::newRow("port and folder") << u" http://10.0.0.9:8080/da-vinci/ "_s << true;
        QTest::newRow("no scheme") << u"lookup.example"_s << false;
        QTest::newRow("https") << u"https://lookup.example"_s << false;
        QTest::newRow("a file") << u"file:///etc/passwd"_s << false;
        QTest::newRow("no host") << u"http:///api"_s << false;
        QTest::newRow("a password") << u"http://a:b@lookup.example"_s << false;
        QTest::newRow("a query") << u"http://lookup.example/?a=b"_s << false;
        QTest::newRow("nothing") << QString() << false;
    }
    void addresses()
    {
        QFETCH(QString, text);
        QFETCH(bool, good);
        const auto url = lookupAddress(text);
        QCOMPARE(url.has_value(), good);
        if (!good)
            QCOMPARE(url.error().kind, Error::Kind::WrongUse);
    }

    void S1_withoutAnAddressNobodyIsAsked()
    {
        for (const QString &off : {QString(), u"  "_s}) {
            QVERIFY(!WebLookup(off, *m_network).action());
            QCOMPARE(lookUp(off).error().kind, Error::Kind::Unsupported);
        }
        QVERIFY(m_asked.isEmpty());
    }

    void S1_withAnAddressNothingIsAskedByItself()
    {
        WebLookup lookup(address(), *m_network);
        const auto action = lookup.action();
        QVERIFY(action && action->confirmation.contains(address()));
        // Whatever it would do by itself, it would have begun before an act of ours is answered.
        QVERIFY(lookUp(address()));
        QCOMPARE(m_asked.size(), 1);
    }

    void anAnswerBecomesReadings()
    {
        m_answers = {{.body = "{\"used\":0}"}, {.body = "{}"}, {.body = "{\"left\":\"12 m\"}"}};
        const auto readings = lookUp(address(u"/x"_s), {u"PMP6QTH64R0001"_s, u"--------------"_s});
        QVERIFY2(readings, readings ? "" : qPrintable(readings.error().message));
        QCOMPARE(readings->size(), 2);
        QCOMPARE(readings->at(0).id, u"lookUp.printer.used"_s);
        QCOMPARE(readings->at(0).value, u"0"_s);
        QCOMPARE(readings->at(1).id, u"lookUp.cartridge1.left"_s);
        QCOMPARE(readings->at(1).value, u"12 m"_s);
        QCOMPARE(m_asked.size(), 3);
        QVERIFY(m_asked[0].startsWith("GET /x/api/CheckSerialNumber?sn=F4FB351A"));
        QVERIFY(m_asked[1].startsWith("POST /x/api/getFilamentUsage?cartridge_sn=B28AC6B1"));
    }

    void answersThatMakeNoSense_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("not found") << 404 << QByteArray("{}");
        QTest::newRow("a page") << 200 << QByteArray("<html>");
        QTest::newRow("a list") << 200 << QByteArray("[]");
        QTest::newRow("too long") << 200
                                  << QByteArray("{\"a\":\"" + QByteArray(20'000, 'x') + "\"}");
    }
    void answersThatMakeNoSense()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        m_answers = {{.status = status, .body = body}};
        const auto readings = lookUp(address());
        QVERIFY(!readings);
        QCOMPARE(readings.error().kind, Error::Kind::BadReply);
    }

    void floodsAreCut()
    {
        QJsonObject many;
        for (int i = 0; i < 50; ++i)
            many.insert(u"k%1"_s.arg(i), QString(500, u'x'));
        const auto readings
            = lookupReadings({.status = 200, .body = QJsonDocument(many).toJson()}, u"lookUp"_s);
        QVERIFY(readings);
        QCOMPARE(readings->size(), 8);
        QCOMPARE(readings->first().value.size(), 80);
    }
};

FLOTILLA_TEST(tst_WebLookup)
#include "tst_weblookup.moc"
