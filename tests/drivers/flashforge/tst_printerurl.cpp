// SPDX-License-Identifier: GPL-3.0-or-later
#include "samples.h"

#include "drivers/flashforge/printerurl.h"
#include "support/testmain.h"

using namespace flotilla;
using namespace flotilla::flashforge;
using namespace Qt::StringLiterals;

class tst_PrinterUrl : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void S2_onlyThePrintersOwnHost_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<bool>("own");
        QTest::newRow("address") << u"http://192.0.2.7:8080/?action=stream"_s << true;
        QTest::newRow("name") << u"http://Hall3.local/getThum"_s << true;
        QTest::newRow("other port") << u"http://192.0.2.7:1/x"_s << true;
        QTest::newRow("blanks around") << u" http://192.0.2.7/x "_s << true;
        QTest::newRow("other address") << u"http://192.0.2.8/x"_s << false;
        QTest::newRow("loopback") << u"http://127.0.0.1:8080/"_s << false;
        QTest::newRow("begins alike") << u"http://192.0.2.7.example.com/"_s << false;
        QTest::newRow("user name") << u"http://192.0.2.7@example.com/"_s << false;
        QTest::newRow("own with a user name") << u"http://x@192.0.2.7/"_s << false;
        QTest::newRow("backslash") << u"http://192.0.2.7\\@example.com/"_s << false;
        QTest::newRow("file") << u"file:///etc/passwd"_s << false;
        QTest::newRow("file with host") << u"file://192.0.2.7/etc/passwd"_s << false;
        QTest::newRow("other scheme") << u"gopher://192.0.2.7/"_s << false;
        QTest::newRow("no scheme") << u"//192.0.2.7/x"_s << false;
        QTest::newRow("relative") << u"/getThum"_s << false;
        QTest::newRow("fragment trick") << u"http://example.com#@192.0.2.7/"_s << false;
        QTest::newRow("empty") << QString() << false;
        QTest::newRow("long") << u"http://192.0.2.7/"_s + QString(5000, u'x') << false;
    }
    void S2_onlyThePrintersOwnHost()
    {
        QFETCH(QString, url);
        QFETCH(bool, own);
        const auto checked = urlAtPrinter(url, {u"hall3.local"_s, u"192.0.2.7"_s});
        QCOMPARE(checked.has_value(), own);
        if (!own)
            QCOMPARE(checked.error().kind, Error::Kind::Refused);
    }

    void S2_noHostsNoUrl()
    {
        QVERIFY(!urlAtPrinter(u"http://192.0.2.7/", {}));
        QVERIFY(!urlAtPrinter(u"http:///x", {QString()}));
    }

    void S2_mappedAddressesAreTheSame()
    {
        QVERIFY(urlAtPrinter(u"http://192.0.2.7/", {u"::ffff:192.0.2.7"_s}));
    }
};

FLOTILLA_TEST(tst_PrinterUrl)
#include "tst_printerurl.moc"
