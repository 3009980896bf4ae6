// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capabilities.h"

#include "support/testmain.h"

#include <QJsonDocument>

using namespace flotilla;
using namespace Qt::StringLiterals;

namespace {

Capabilities rich()
{
    Capabilities can {.pause = true, .cancel = true, .light = true, .storesFiles = true};
    can.heaters = {{u"tool0"_s, 280}, {u"tool1"_s, 265.5}, {u"bed"_s, 110}};
    can.fans = {u"cooling"_s, u"chamber"_s};
    can.speedMinimum = 30;
    can.speedMaximum = 200;
    can.storages = {u"internal"_s, u"usb"_s};
    can.fileTypes = {u"gcode"_s, u"3mf"_s};
    can.conversions = {{u"gcode"_s, u"3w"_s}};
    can.buildVolume = Capabilities::Volume {220, 220.5, 250};
    can.cameraKinds = {u"mjpeg"_s};
    can.startOptions
        = {{.key = u"levelFirst"_s,
            .type = Parameter::Type::Boolean,
            .label = u"Level first"_s,
            .defaultValue = true},
           {.key = u"slotMap"_s, .type = Parameter::Type::SlotMap, .label = u"Materials"_s}};
    can.actions = {{.id = u"load"_s,
                    .label = u"Load filament"_s,
                    .help = u"Heats and feeds"_s,
                    .parameters = {{.key = u"slot"_s,
                                    .type = Parameter::Type::Integer,
                                    .label = u"Slot"_s,
                                    .required = true,
                                    .minimum = 1,
                                    .maximum = 4}},
                    .confirmation = u"Is the spool in?"_s,
                    .allowedIn = {State::Idle, State::Attention}},
                   {.id = u"stop"_s, .label = u"Stop"_s}};
    return can;
}

} // namespace

class tst_Capabilities : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void survivesJson()
    {
        QCOMPARE(Capabilities::fromJson(rich().toJson()), rich());
        QCOMPARE(Capabilities::fromJson(Capabilities().toJson()), Capabilities());
    }

    void survivesTheDatabase()
    {
        const QByteArray text = QJsonDocument(rich().toJson()).toJson(QJsonDocument::Compact);
        QCOMPARE(Capabilities::fromJson(QJsonDocument::fromJson(text).object()), rich());
    }

    void everyFlagSurvives()
    {
        const QJsonObject nothing = Capabilities().toJson();
        int flags = 0;
        for (auto it = nothing.begin(); it != nothing.end(); ++it) {
            if (!it.value().isBool())
                continue;
            ++flags;
            const Capabilities one = Capabilities::fromJson({{it.key(), true}});
            QCOMPARE(one.names(), QList<QString>({it.key()}));
            QCOMPARE(Capabilities::fromJson(one.toJson()), one);
        }
        QCOMPARE(flags, 16);
    }

    void unknownKeysAreIgnored()
    {
        QJsonObject object = rich().toJson();
        object.insert(u"teleports"_s, true);
        QJsonArray actions = object[u"actions"_s].toArray();
        QJsonObject action = actions[0].toObject();
        action.insert(u"sound"_s, u"beep"_s);
        action.insert(u"allowedIn"_s, QJsonArray {u"idle"_s, u"dreaming"_s, u"attention"_s});
        actions[0] = action;
        object.insert(u"actions"_s, actions);
        QCOMPARE(Capabilities::fromJson(object), rich());
    }

    void nothingIsAMachineThatCanDoNothing()
    {
        const Capabilities can = Capabilities::fromJson({});
        QCOMPARE(can, Capabilities());
        QVERIFY(can.names().isEmpty());
        QVERIFY(!can.buildVolume);
    }

    void hostileJsonIsHarmless_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::newRow("wrong types")
            << QByteArray(R"({"pause":"yes","heaters":[1,2],"fans":{"a":1},"actions":"none",
                             "startOptions":7,"storages":null,"fileTypes":[1,{}],"buildVolume":5})");
        QTest::newRow("nonsense inside")
            << QByteArray(R"({"heaters":{"tool0":"hot"},"actions":[1,null,{"allowedIn":{}}],
                             "startOptions":[{},[],{"key":"","type":"text"}]})");
    }
    void hostileJsonIsHarmless()
    {
        QFETCH(QByteArray, json);
        const QJsonDocument document = QJsonDocument::fromJson(json);
        QVERIFY(document.isObject());
        const Capabilities can = Capabilities::fromJson(document.object());
        QVERIFY(can.names().isEmpty());
        QVERIFY(can.startOptions.isEmpty());
        QCOMPARE(Capabilities::fromJson(can.toJson()), can);
    }

    void findsActions()
    {
        const Capabilities can = rich();
        QCOMPARE(can.action(u"stop"_s)->label, u"Stop"_s);
        QVERIFY(!can.action(u"fly"_s));
        QVERIFY(can.action(u"load"_s)->isAllowedIn(State::Idle));
        QVERIFY(!can.action(u"load"_s)->isAllowedIn(State::Printing));
        QVERIFY(can.action(u"stop"_s)->isAllowedIn(State::Printing));
    }

    void anActionHasTheKeysOfTheContract()
    {
        QCOMPARE(rich().actions[1].toJson(),
                 (QJsonObject {{u"id"_s, u"stop"_s},
                               {u"label"_s, u"Stop"_s},
                               {u"parameters"_s, QJsonArray()}}));
        QCOMPARE(rich().actions[0].toJson()[u"allowedIn"_s],
                 QJsonValue(QJsonArray {u"idle"_s, u"attention"_s}));
    }

    void tellsWhatAFileIsConvertedTo()
    {
        Capabilities can;
        can.conversions = {{u"gcode"_s, u"3w"_s}, {u"g"_s, u"3w"_s}};
        QCOMPARE(can.convertedForm(u"Part.GCODE"_s), u"3w"_s);
        QCOMPARE(can.convertedForm(u"part.3w"_s), QString());
        QCOMPARE(can.convertedForm(u"partg"_s), QString());
    }

    void acceptsFilesByTheirEnding()
    {
        const Capabilities can = rich();
        QVERIFY(can.accepts(u"part.gcode"_s));
        QVERIFY(can.accepts(u"PART.GCODE"_s));
        QVERIFY(can.accepts(u"a.b.3mf"_s));
        QVERIFY(!can.accepts(u"part.stl"_s));
        QVERIFY(!can.accepts(u"gcode"_s));
        QVERIFY(!can.accepts(u""_s));
    }
};

FLOTILLA_TEST(tst_Capabilities)
#include "tst_capabilities.moc"
