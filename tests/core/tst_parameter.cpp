// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/parameter.h"

#include "support/testmain.h"

using namespace flotilla;
using namespace Qt::StringLiterals;

namespace {

using Type = Parameter::Type;

Parameter number(Type type, std::optional<double> low, std::optional<double> high)
{
    return {.key = u"n"_s,
            .type = type,
            .label = u"Number"_s,
            .minimum = low,
            .maximum = high,
            .unit = u"°C"_s};
}

const Parameter host {
    .key = u"host"_s, .type = Type::Text, .label = u"Address"_s, .required = true};
const Parameter port {.key = u"port"_s,
                      .type = Type::Integer,
                      .label = u"Port"_s,
                      .defaultValue = 8899,
                      .minimum = 1,
                      .maximum = 65535};
const Parameter code {
    .key = u"checkCode"_s, .type = Type::Text, .label = u"Check code"_s, .secret = true};
const Parameter protocol {
    .key = u"protocol"_s,
    .type = Type::Choice,
    .label = u"Protocol"_s,
    .help = u"How to talk to it"_s,
    .defaultValue = u"auto"_s,
    .choices = {{u"auto"_s, u"Automatic"_s}, {u"http"_s, u"HTTP"_s}, {u"legacy"_s, u"Older"_s}}};
const Parameter slotMap {.key = u"slotMap"_s, .type = Type::SlotMap, .label = u"Materials"_s};
const Parameter temperature {.key = u"temperature"_s,
                             .type = Type::Decimal,
                             .label = u"Temperature"_s,
                             .minimum = 0,
                             .maximum = 300.5,
                             .unit = u"°C"_s};
const Parameter levelFirst {.key = u"levelFirst"_s,
                            .type = Type::Boolean,
                            .label = u"Level first"_s,
                            .defaultValue = false};

QList<Parameter> all()
{
    return {host, port, code, protocol, slotMap, temperature, levelFirst};
}

} // namespace

class tst_Parameter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void parsesWhatIsAllowed_data()
    {
        QTest::addColumn<QJsonObject>("parameter");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QJsonValue>("value");
        const auto row = [](const char *name, const Parameter &parameter, const QString &text,
                            const QJsonValue &value) {
            QTest::newRow(name) << parameter.toJson() << text << value;
        };
        row("text", host, u"192.168.1.5"_s, u"192.168.1.5"_s);
        row("empty text", code, u""_s, u""_s);
        row("integer", port, u"8899"_s, 8899);
        row("lowest", port, u"1"_s, 1);
        row("highest", port, u"65535"_s, 65535);
        row("integer written with a point", port, u"80.0"_s, 80);
        row("decimal", temperature, u"210.5"_s, 210.5);
        row("highest decimal", temperature, u"300.5"_s, 300.5);
        row("negative without limits", number(Type::Decimal, {}, {}), u"-3.25"_s, -3.25);
        for (const char *yes : {"true", "on", "yes", "1", "ON", "Yes"})
            row(yes, levelFirst, QString::fromLatin1(yes), true);
        for (const char *no : {"false", "off", "no", "0", "OFF"})
            row(no, levelFirst, QString::fromLatin1(no), false);
        row("choice", protocol, u"http"_s, u"http"_s);
        row("choice in capitals", protocol, u"LEGACY"_s, u"legacy"_s);
        row("slot map", slotMap, u"0:1,1:3"_s, u"0:1,1:3"_s);
        row("empty slot map", slotMap, u""_s, u""_s);
    }
    void parsesWhatIsAllowed()
    {
        QFETCH(QJsonObject, parameter);
        QFETCH(QString, text);
        QFETCH(QJsonValue, value);
        const auto parsed = Parameter::fromJson(parameter)->parse(text);
        QVERIFY2(parsed, parsed ? "" : qPrintable(parsed.error().message));
        QCOMPARE(*parsed, value);
    }

    void refusesTheRestInWords_data()
    {
        QTest::addColumn<QJsonObject>("parameter");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("says");
        const auto row = [](const char *name, const Parameter &parameter, const QString &text,
                            const char *says) {
            QTest::newRow(name) << parameter.toJson() << text << QString::fromUtf8(says);
        };
        row("too small", port, u"0"_s, "from 1 to 65535");
        row("too large", port, u"65536"_s, "from 1 to 65535");
        row("not whole", port, u"80.5"_s, "a whole number");
        row("no number", port, u"http"_s, "“http”");
        row("empty number", port, u""_s, "from 1 to 65535");
        row("not a number", temperature, u"nan"_s, "from 0 to 300.5 °C");
        row("infinite", temperature, u"inf"_s, "from 0 to 300.5 °C");
        row("not a whole number", number(Type::Integer, {}, {}), u"nan"_s, "“nan”");
        row("huge", number(Type::Integer, {}, {}), u"1e300"_s, "a number");
        row("below the only limit", number(Type::Decimal, 5, {}), u"4"_s, "at least 5 °C");
        row("above the only limit", number(Type::Decimal, {}, 5), u"6"_s, "at most 5 °C");
        row("no truth", levelFirst, u"maybe"_s, "on or off");
        row("no choice", protocol, u"telnet"_s, "auto, http, legacy");
        row("empty choice", protocol, u""_s, "auto, http, legacy");
        row("no slot map", slotMap, u"one to two"_s, "0:1,1:3");
        row("too long", host, QString(5000, u'x'), "too long");
    }
    void refusesTheRestInWords()
    {
        QFETCH(QJsonObject, parameter);
        QFETCH(QString, text);
        QFETCH(QString, says);
        const auto parsed = Parameter::fromJson(parameter)->parse(text);
        QVERIFY(!parsed);
        QCOMPARE(parsed.error().kind, Error::Kind::WrongUse);
        QVERIFY2(parsed.error().message.contains(says), qPrintable(parsed.error().message));
    }

    void readsSlotMaps()
    {
        QCOMPARE(*parseSlotMap(u"0:1,1:3"_s), (QMap<int, int> {{0, 1}, {1, 3}}));
        QCOMPARE(*parseSlotMap(u" 0 : 4 , 31:32"_s), (QMap<int, int> {{0, 4}, {31, 32}}));
        QCOMPARE(*parseSlotMap(u"0:2,1:2"_s), (QMap<int, int> {{0, 2}, {1, 2}}));
        QVERIFY(parseSlotMap(u""_s)->isEmpty());
    }

    void refusesBadSlotMaps_data()
    {
        QTest::addColumn<QString>("text");
        for (const char *text : {"0", "0:", ":1", "0:1:2", "a:1", "0:b", "-1:1", "0:0", "0:33",
                                 "32:1", "0:1,0:2", "0:1;1:2", "99999999999:1"})
            QTest::newRow(text) << QString::fromLatin1(text);
    }
    void refusesBadSlotMaps()
    {
        QFETCH(QString, text);
        const auto map = parseSlotMap(text);
        QVERIFY(!map);
        QCOMPARE(map.error().kind, Error::Kind::WrongUse);
    }

    void survivesJson() { QCOMPARE(parametersFromJson(parametersToJson(all())), all()); }

    void hasTheKeysOfTheContract()
    {
        QCOMPARE(code.toJson(),
                 (QJsonObject {{u"key"_s, u"checkCode"_s},
                               {u"type"_s, u"text"_s},
                               {u"label"_s, u"Check code"_s},
                               {u"default"_s, QJsonValue()},
                               {u"required"_s, false},
                               {u"secret"_s, true}}));
    }

    void leavesOutWhatItDoesNotKnow()
    {
        QJsonArray array = parametersToJson({port});
        array.append(QJsonObject {{u"key"_s, u"x"_s}, {u"type"_s, u"hologram"_s}});
        array.append(QJsonObject {{u"type"_s, u"text"_s}});
        array.append(u"text"_s);
        array.append(QJsonValue());
        QCOMPARE(parametersFromJson(array), QList<Parameter>({port}));
    }

    void ignoresUnknownKeys()
    {
        QJsonObject object = port.toJson();
        object.insert(u"colour"_s, u"red"_s);
        QCOMPARE(Parameter::fromJson(object), std::optional(port));
    }

    void fillsInDefaults()
    {
        const auto values = parseParameters(all(), {{u"host"_s, u"printer.local"_s}}, u"It"_s);
        QVERIFY(values);
        QCOMPARE(*values,
                 (QJsonObject {{u"host"_s, u"printer.local"_s},
                               {u"port"_s, 8899},
                               {u"protocol"_s, u"auto"_s},
                               {u"levelFirst"_s, false}}));
    }

    void givenValuesWin()
    {
        const auto values = parseParameters(
            all(), {{u"host"_s, u"a"_s}, {u"port"_s, u"80"_s}, {u"levelFirst"_s, u"on"_s}},
            u"It"_s);
        QCOMPARE((*values)[u"port"_s].toInt(), 80);
        QCOMPARE((*values)[u"levelFirst"_s], QJsonValue(true));
    }

    void refusesWrongSets_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("says");
        QTest::newRow("required one missing")
            << u"port"_s << u"80"_s << u"needs “host” (Address)"_s;
        QTest::newRow("required one empty")
            << u"host"_s << u" "_s << u"“host” (Address) cannot be empty"_s;
        QTest::newRow("unknown one") << u"colour"_s << u"red"_s << u"has no “colour”"_s;
        QTest::newRow("out of range") << u"port"_s << u"0"_s << u"from 1 to 65535"_s;
    }
    void refusesWrongSets()
    {
        QFETCH(QString, key);
        QFETCH(QString, text);
        QFETCH(QString, says);
        QMap<QString, QString> given {{key, text}};
        if (key == u"port" && text == u"0")
            given.insert(u"host"_s, u"a"_s);
        const auto values = parseParameters(all(), given, u"The action “wave”"_s);
        QVERIFY(!values);
        QCOMPARE(values.error().kind, Error::Kind::WrongUse);
        QVERIFY2(values.error().message.contains(says), qPrintable(values.error().message));
    }

    void namesWhatItKnows()
    {
        const auto some = parseParameters({host, port}, {{u"x"_s, u""_s}}, u"It"_s);
        QVERIFY(some.error().message.contains(u"host, port"_s));
        const auto none = parseParameters({}, {{u"x"_s, u""_s}}, u"It"_s);
        QVERIFY(none.error().message.contains(u"takes none"_s));
    }
};

FLOTILLA_TEST(tst_Parameter)
#include "tst_parameter.moc"
