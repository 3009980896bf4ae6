// SPDX-License-Identifier: GPL-3.0-or-later
#include "samples.h"

#include "support/testmain.h"

#include <QSet>

using namespace flotilla::flashforge;
using namespace flotilla::flashforge::test;

class tst_Models : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void D2_productIdNamesTheModel_data()
    {
        QTest::addColumn<int>("productId");
        QTest::addColumn<QString>("name");
        QTest::newRow("5M") << 0x23 << u"Adventurer 5M"_s;
        QTest::newRow("5M Pro") << 0x24 << u"Adventurer 5M Pro"_s;
        QTest::newRow("AD5X") << 0x26 << u"AD5X"_s;
        QTest::newRow("Creator 5") << 0x28 << u"Creator 5"_s;
        QTest::newRow("Creator 5 Pro") << 0x29 << u"Creator 5 Pro"_s;
        QTest::newRow("unknown") << 0x77 << u"FlashForge"_s;
        QTest::newRow("none") << 0 << u"FlashForge"_s;
    }
    void D2_productIdNamesTheModel()
    {
        QFETCH(int, productId);
        QFETCH(QString, name);
        QCOMPARE(modelByProductId(productId).name, name);
    }

    void H4_productIdIsANumberOrAHexadecimalText_data()
    {
        QTest::addColumn<QJsonValue>("value");
        QTest::addColumn<int>("expected");
        QTest::newRow("number") << QJsonValue(36) << 36;
        QTest::newRow("text") << QJsonValue(u"0024"_s) << 36;
        QTest::newRow("prefixed") << QJsonValue(u"0x24"_s) << 36;
        QTest::newRow("fraction") << QJsonValue(36.5) << 0;
        QTest::newRow("negative") << QJsonValue(-36) << 0;
        QTest::newRow("huge") << QJsonValue(1e300) << 0;
        QTest::newRow("long text") << QJsonValue(QString(100'000, u'f')) << 0;
        QTest::newRow("word") << QJsonValue(u"AD5X"_s) << 0;
        QTest::newRow("null") << QJsonValue(QJsonValue::Null) << 0;
    }
    void H4_productIdIsANumberOrAHexadecimalText()
    {
        QFETCH(QJsonValue, value);
        QFETCH(int, expected);
        QCOMPARE(productIdFromJson(value).value_or(0), expected);
    }

    void factoryNames_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("expected");
        QTest::newRow("5M") << u"FlashForge Adventurer 5M"_s << u"Adventurer 5M"_s;
        QTest::newRow("5M Pro") << u"Flashforge Adventurer 5M Pro"_s << u"Adventurer 5M Pro"_s;
        QTest::newRow("Creator 5 Pro") << u"Creator 5 Pro"_s << u"Creator 5 Pro"_s;
        QTest::newRow("old") << u"FlashForge Adventurer III"_s << u"FlashForge"_s;
        QTest::newRow("empty") << QString() << u"FlashForge"_s;
    }
    void factoryNames()
    {
        QFETCH(QString, name);
        QFETCH(QString, expected);
        QCOMPARE(modelByFactoryName(name).name, expected);
    }

    void T13_sideChannels()
    {
        QVERIFY(model(ModelId::Adventurer5M).hasTcp);
        QVERIFY(model(ModelId::Adventurer5MPro).hasTcpFiles);
        QVERIFY(model(ModelId::Ad5x).hasTcp);
        QVERIFY(!model(ModelId::Ad5x).hasTcpFiles);
        QVERIFY(!model(ModelId::Creator5).hasTcp);
        QVERIFY(!model(ModelId::Creator5Pro).hasTcp);
        QVERIFY(!genericModel().hasTcp);
    }

    void everyRowIsComplete()
    {
        QSet<int> productIds;
        for (const Model &row : allModels()) {
            const char *name = row.name.data();
            QVERIFY2(row.nozzleMaximumCelsius >= 200, name);
            QVERIFY2(row.bedMaximumCelsius >= 60, name);
            QVERIFY2(row.speed.minimum < row.speed.maximum, name);
            QVERIFY2(!productIds.contains(row.productId), name);
            productIds.insert(row.productId);
            QCOMPARE(row.slotColors.empty(), row.stationSlots == 0);
            QCOMPARE(row.slotColors.size(), size_t(row.stationSlots ? 24 : 0));
            QCOMPARE(row.has(ControlCommand::Slot), row.stationSlots > 0);
        }
    }

    void firmwareVersions_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("old");
        QTest::newRow("before") << u"3.1.2"_s << true;
        QTest::newRow("far before") << u"2.7.2"_s << true;
        QTest::newRow("the first") << u"3.1.3"_s << false;
        QTest::newRow("prefixed") << u"v3.1.5"_s << false;
        QTest::newRow("not by letters") << u"3.1.12"_s << false;
        QTest::newRow("with a suffix") << u"3.2.7-1.0.2"_s << false;
        QTest::newRow("short and old") << u"3.1"_s << true;
        QTest::newRow("short") << u"4"_s << false;
        QTest::newRow("unreadable") << u"beta"_s << false;
        QTest::newRow("empty") << QString() << false;
        QTest::newRow("endless") << QString(100'000, u'1') << false;
    }
    void firmwareVersions()
    {
        QFETCH(QString, text);
        QFETCH(bool, old);
        const Model &adventurer = model(ModelId::Adventurer5M);
        QCOMPARE(adventurer.uploadFieldsFor(text) == JobFields(), old);
        QCOMPARE(adventurer.startFieldsFor(text) == JobFields(), old);
        // The limit is the 5M line's own: the others count from elsewhere.
        QVERIFY(model(ModelId::Ad5x).uploadFieldsFor(text) != JobFields());
        QVERIFY(model(ModelId::Creator5).startFieldsFor(text) != JobFields());
    }
};

FLOTILLA_TEST(tst_Models)
#include "tst_models.moc"
