// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/threew/xyzmodels.h"

#include "support/testmain.h"

#include <QSet>

using namespace flotilla::files::threew;
using namespace Qt::StringLiterals;

// XYZprinting's models, and which .3w they want.
class tst_XyzModels : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyModelIsWhole()
    {
        QSet<QString> ids;
        QSet<QString> prefixes;
        QCOMPARE(xyzModels().size(), 23);
        for (const XyzModel &model : xyzModels()) {
            QCOMPARE(model.id.size(), 10);
            QVERIFY(!ids.contains(model.id));
            ids.insert(model.id);
            QVERIFY(!model.fileId.isEmpty() && !model.name.isEmpty());
            QVERIFY(!model.serialPrefixes.isEmpty());
            for (const QString &prefix : model.serialPrefixes) {
                QCOMPARE(prefix.size(), 6);
                QVERIFY(!prefixes.contains(prefix));
                prefixes.insert(prefix);
            }
            QVERIFY(model.x >= 120 && model.y >= 120 && model.z >= 120);
            QVERIFY(!model.form.zipped || model.form.version == Version::V2);
            QCOMPARE(xyzModel(model.id), &model);
            const QString serial = model.serialPrefixes.constLast() + u"US5CA6700001";
            QCOMPARE(xyzModelBySerial(serial), &model);
            QVERIFY(xyzModelsByFileId(model.fileId).contains(&model));
        }
    }

    void unknownOnes()
    {
        QVERIFY(!xyzModel(u"dvX000A000"));
        QVERIFY(!xyzModel(u""));
        QVERIFY(!xyzModelBySerial(u""));
        QVERIFY(!xyzModelBySerial(u"3FM1W"));
        QVERIFY(xyzModelsByFileId(u"").isEmpty());
    }

    void flags()
    {
        const XyzModel &plus = *xyzModel(u"dvF110B000");
        QVERIFY(plus.hasLcd && plus.heatedBed && plus.wifi && plus.camera && plus.jsonProtocol);
        QVERIFY(!plus.scanner && !plus.laser);
        QCOMPARE(plus.extruders, 1);
        const XyzModel &mini = *xyzModel(u"dv1MX0A000");
        QVERIFY(!mini.hasLcd && !mini.heatedBed && !mini.wifi && !mini.v2Serial);
        QCOMPARE(xyzModel(u"dv2JW0A000")->extruders, 2);
        QVERIFY(xyzModel(u"dvF10SA000")->scanner && xyzModel(u"dvF10SA000")->laser);
        // The file id of one is the printer's own id of another.
        QCOMPARE(xyzModel(u"dv1JSOA000")->fileId, u"daVinciJR10S"_s);
        QCOMPARE(xyzModelsByFileId(u"dv1JSOA000").constFirst()->id, u"dv1JS0A000"_s);
        QCOMPARE(xyzModelsByFileId(u"daVinciF10").size(), 3);
    }

    void formByFirmware_data()
    {
        QTest::addColumn<QString>("id");
        QTest::addColumn<QString>("firmware");
        QTest::addColumn<int>("version");
        QTest::addColumn<bool>("zipped");
        QTest::newRow("as listed") << u"dv1MW0A000"_s << u"1.2.3"_s << 2 << false;
        QTest::newRow("newer") << u"dv1MW0A000"_s << u"1.2.4"_s << 5 << false;
        QTest::newRow("by number, not by letter") << u"dv1JW0A000"_s << u"2.3.10"_s << 5 << false;
        QTest::newRow("nano of the capture") << u"dv1NX0A000"_s << u"3.2.0"_s << 5 << false;
        QTest::newRow("not told") << u"dv1NX0A000"_s << QString() << 2 << false;
        QTest::newRow("not in the list") << u"dv1JA0A000"_s << u"9.9.9"_s << 2 << false;
        QTest::newRow("Pro, however old") << u"dvF1W0A000"_s << u"0.0.1"_s << 5 << false;
        QTest::newRow("zipped, however new") << u"dvF110B000"_s << u"9.9.9"_s << 2 << true;
    }

    void formByFirmware()
    {
        QFETCH(QString, id);
        QFETCH(QString, firmware);
        QFETCH(int, version);
        QFETCH(bool, zipped);
        QCOMPARE(formFor(*xyzModel(id), firmware), (Form {Version(version), zipped}));
    }
};

FLOTILLA_TEST(tst_XyzModels)
#include "tst_xyzmodels.moc"
