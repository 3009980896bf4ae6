// SPDX-License-Identifier: GPL-3.0-or-later
#include "samples.h"

#include "drivers/flashforge/materials.h"
#include "support/testmain.h"

using namespace flotilla;
using namespace flotilla::flashforge;
using namespace flotilla::flashforge::test;

class tst_Materials : public QObject
{
    Q_OBJECT

    static MaterialMapping entry(int tool, int slot)
    {
        return {tool, slot, u"PLA"_s, u"#ff0000"_s, u"F72225"_s};
    }

private Q_SLOTS:
    void colors_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("expected");
        QTest::newRow("usual") << u"#1B1B1B"_s << u"#1B1B1B"_s;
        QTest::newRow("without #") << u"1b1b1b"_s << u"#1B1B1B"_s;
        QTest::newRow("black") << u"000000"_s << u"#000000"_s;
        QTest::newRow("short") << u"#FFF"_s << QString();
        QTest::newRow("with alpha") << u"#FFFFFFFF"_s << QString();
        QTest::newRow("signs") << u"#+1-2+3"_s << QString();
        QTest::newRow("full width digits")
            << u"\uff11\uff11\uff11\uff11\uff11\uff11"_s << QString();
        QTest::newRow("empty") << QString() << QString();
    }
    void colors()
    {
        QFETCH(QString, text);
        QFETCH(QString, expected);
        QCOMPARE(normalizedColor(text).value_or(QString()), expected);
    }

    void paletteOfEachModel()
    {
        QCOMPARE(paletteColor(model(ModelId::Ad5x), u"#2850E0"_s), u"#2750E0"_s);
        QCOMPARE(paletteColor(model(ModelId::Creator5), u"#2850E0"_s), u"#2E54DD"_s);
        QCOMPARE(paletteColor(model(ModelId::Adventurer5M), u"#2850e0"_s), u"#2850E0"_s);
        for (const Model &row : allModels()) {
            for (const quint32 color : row.slotColors) {
                const QString text = u"#%1"_s.arg(color, 6, 16, QLatin1Char('0')).toUpper();
                QCOMPARE(paletteColor(row, text), text);
            }
        }
    }

    void H3_mapping()
    {
        const auto json = mappingsToJson(model(ModelId::Ad5x), {entry(0, 1), entry(1, 4)});
        QVERIFY(json);
        QCOMPARE(json->size(), 2);
        QCOMPARE(json->at(1).toObject(), objectOf(R"({"toolId":1,"slotId":4,"materialName":"PLA",
                              "toolMaterialColor":"#FF0000","slotMaterialColor":"#F72224"})"));
    }

    void H3_mappingRefused_data()
    {
        QTest::addColumn<QList<MaterialMapping>>("mappings");
        QTest::newRow("tool twice") << QList {entry(0, 1), entry(0, 2)};
        QTest::newRow("slot twice") << QList {entry(0, 1), entry(1, 1)};
        QTest::newRow("slot 0") << QList {entry(0, 0)};
        QTest::newRow("slot 5") << QList {entry(0, 5)};
        QTest::newRow("tool -1") << QList {entry(-1, 1)};
        QTest::newRow("tool 4") << QList {entry(4, 1)};
        QTest::newRow("five") << QList {entry(0, 1), entry(1, 2), entry(2, 3), entry(3, 4),
                                        entry(4, 5)};
        MaterialMapping bad = entry(0, 1);
        bad.materialName = u"?"_s;
        QTest::newRow("unknown material") << QList {bad};
        bad = entry(0, 1);
        bad.toolColor = u"red"_s;
        QTest::newRow("no colour") << QList {bad};
    }
    void H3_mappingRefused()
    {
        QFETCH(QList<MaterialMapping>, mappings);
        const auto json = mappingsToJson(model(ModelId::Ad5x), mappings);
        QVERIFY(!json);
        QCOMPARE(json.error().kind, Error::Kind::WrongUse);
    }

    void H3_noStationNoMapping()
    {
        const auto json = mappingsToJson(model(ModelId::Adventurer5M), {entry(0, 1)});
        QVERIFY(!json);
        QCOMPARE(json.error().kind, Error::Kind::Unsupported);
        QVERIFY(mappingsToJson(model(ModelId::Adventurer5M), {}));
    }

    void U9_headerIsBase64OfTheArray()
    {
        QCOMPARE(mappingsToHeader({}), QByteArray("W10="));
        const auto json = mappingsToJson(model(ModelId::Ad5x), {entry(0, 1)});
        QVERIFY(json);
        QCOMPARE(QJsonDocument::fromJson(QByteArray::fromBase64(mappingsToHeader(*json))).array(),
                 *json);
    }

    void materialNames()
    {
        QCOMPARE(knownMaterial(u" pla-cf"), u"PLA-CF"_s);
        QVERIFY(!knownMaterial(u"?"));
        QVERIFY(!knownMaterial(u""));
    }
};

FLOTILLA_TEST(tst_Materials)
#include "tst_materials.moc"
