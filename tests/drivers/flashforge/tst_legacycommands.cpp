// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/flashforge/legacycommands.h"
#include "drivers/flashforge/legacymodels.h"
#include "drivers/flashforge/tcpframing.h"
#include "drivers/flashforge/tcpreplies.h"
#include "support/testmain.h"

using namespace flotilla;
using namespace flotilla::flashforge;
using namespace Qt::StringLiterals;

class tst_LegacyCommands : public QObject
{
    Q_OBJECT

    // A reply that only silence ends.
    static TcpReply bareReply(const QByteArray &code, const QByteArray &bytes)
    {
        TcpReplyParser parser(code);
        parser.feed(bytes);
        parser.finishOnSilence(TcpReplyParser::Silence::EndsAnyLine);
        return parser.reply();
    }

private Q_SLOTS:
    void modelsByType_data()
    {
        QTest::addColumn<QString>("type");
        QTest::addColumn<QString>("name");
        QTest::addColumn<int>("form");
        const auto row = [](const QString &type, const QString &name, UploadForm form) {
            QTest::newRow(qPrintable(type)) << type << name << int(form);
        };
        row(u"FlashForge Finder"_s, u"Finder"_s, UploadForm::Framed);
        row(u"FlashForge Guider IIs"_s, u"Guider"_s, UploadForm::Raw);
        row(u"FlashForge Adventurer III"_s, u"Adventurer III"_s, UploadForm::Framed);
        row(u"Flashforge Adventurer 3"_s, u"Adventurer 3"_s, UploadForm::Framed);
        row(u"Flashforge Adventurer 4 Pro"_s, u"Adventurer 4"_s, UploadForm::Raw);
        row(u"FlashForge Dreamer NX"_s, u"Dreamer NX"_s, UploadForm::Raw);
        row(u"FlashForge Creator Pro 2"_s, u"Creator"_s, UploadForm::Raw);
        row(u"Creator 5 Pro"_s, u"Creator 5"_s, UploadForm::None);
        row(u"Flashforge Adventurer 5M Pro"_s, u"Adventurer 5M"_s, UploadForm::Raw);
        row(u"FlashForge AD5X"_s, u"AD5X"_s, UploadForm::None);
        row(u"Something else"_s, u"FlashForge"_s, UploadForm::Raw);
        row(QString(), u"FlashForge"_s, UploadForm::Raw);
    }
    void modelsByType()
    {
        QFETCH(QString, type);
        QFETCH(QString, name);
        QFETCH(int, form);
        QCOMPARE(legacyModelByType(type).name, name);
        QCOMPARE(int(legacyModelByType(type).upload), form);
    }

    void U3_quietIsLongEnoughForEachModel()
    {
        for (const LegacyModel &model : allLegacyModels())
            QVERIFY2(model.quietBeforeSave >= std::chrono::milliseconds(500), model.name.data());
        QVERIFY(legacyModelByType(u"Adventurer 4").quietBeforeSave >= std::chrono::seconds(2));
    }

    void T13_modernMachinesWithoutFileCommands()
    {
        QVERIFY(!legacyModelByType(u"AD5X").hasFiles);
        QVERIFY(legacyModelByType(u"AD5X").isHttpGeneration);
        QVERIFY(legacyModelByType(u"Adventurer 5M").hasFiles);
    }

    void commandsAsTheyAreSent()
    {
        QCOMPARE(legacyActCommand(LegacyAct::Resume), u"M24"_s);
        QCOMPARE(legacyActCommand(LegacyAct::Pause), u"M25"_s);
        QCOMPARE(legacyActCommand(LegacyAct::Cancel), u"M26"_s);
        QCOMPARE(legacyLightCommand(true, LegacyDialect::Wire), u"M146 r255 g255 b255 F0"_s);
        QCOMPARE(legacyLightCommand(false, LegacyDialect::Wire), u"M146 r0 g0 b0 F0"_s);
        QCOMPARE(legacyLightCommand(true, LegacyDialect::Bare), u"M146 1"_s);
        QCOMPARE(uploadBeginCommand(5'000'000'000, u"a.gx"_s), u"M28 5000000000 0:/user/a.gx"_s);
        QCOMPARE(startCommand(u"a.gx"_s), u"M23 0:/user/a.gx"_s);
        QCOMPARE(listedPath(u"a.gx"_s), u"/data/a.gx"_s);
    }

    void temperaturesAreWholeDegrees()
    {
        QCOMPARE(*legacyHeatCommand(u"tool0"_s, 209.6), u"M104 S210 T0"_s);
        QCOMPARE(*legacyHeatCommand(u"tool1"_s, 0), u"M104 S0 T1"_s);
        QCOMPARE(*legacyHeatCommand(u"bed"_s, 60), u"M140 S60"_s);
        QVERIFY(!legacyHeatCommand(u"chamber"_s, 60));
        QVERIFY(!legacyHeatCommand(u"bed"_s, -1));
        QVERIFY(!legacyHeatCommand(u"bed"_s, qQNaN()));
    }

    void rawCommandsThatWouldBreakTheSessionAreRefused()
    {
        for (const QString &line : {u"M601 S1"_s, u"~M602"_s, u"M28 5 0:/user/a.gx"_s, u"M29"_s,
                                    u"M661"_s, u"M109 S200"_s, u"M190 S60"_s, u"M6 T0"_s})
            QVERIFY2(!checkRawCommand(line), qPrintable(line));
        for (const QString &line : {u"M105"_s, u"M104 S0"_s, u"G28"_s, u"M60"_s})
            QVERIFY2(checkRawCommand(line), qPrintable(line));
    }

    void namesAreAtMost36Bytes()
    {
        QCOMPARE(*legacyFileName(u"Box.gx"), u"Box.gx"_s);
        QCOMPARE(*legacyFileName(u"dir/Größe 1.GCODE"), u"Gr__e_1.gcode"_s);
        const auto cut = legacyFileName(QString(QString(80, u'n') + u".gcode"));
        QCOMPARE(cut->size(), 36);
        QVERIFY(cut->endsWith(u".gcode"));
        QCOMPARE(legacyFileName(u"a.3mf").error().kind, Error::Kind::BadFile);
        QCOMPARE(legacyFileName(u"a").error().kind, Error::Kind::BadFile);
    }

    void T14_bareDialect()
    {
        const auto info = parseMachineInfo(
            bareReply("M115",
                      "echo: Machine Type: FlashForge Adventurer III\r\necho: Machine "
                      "Name: Hall\r\necho: Firmware: v1.3.7\r\necho: SN: SNFF1\r\n"));
        QVERIFY(info);
        QCOMPARE(info->machineType, u"FlashForge Adventurer III"_s);
        QCOMPARE(info->serialNumber, u"SNFF1"_s);

        const auto state = parseMachineState(
            bareReply("M119",
                      "echo: Endstop: X-max: 0\r\nMachineStatus: PRINTING\r\nMoveMode: "
                      "0.0\r\nFilamentStatus: ok\r\nLEDStatus: on\r\nPrintFileName: Box.gx\r\n"));
        QVERIFY(state);
        QCOMPARE(state->state()->state, State::Printing);
        QCOMPARE(state->led, std::optional(true));
        QCOMPARE(state->fileName, std::optional(u"Box.gx"_s));

        const auto heaters = parseTemperatures(bareReply("M105", "ok T0:22/0 B:11/0\r\n"));
        QVERIFY(heaters);
        QCOMPARE(heaters->size(), 2);
        QCOMPARE(bareReply("M146", "ack: \"M146 1\"\r\n").lines.value(0), QByteArray("M146 1"));
        QVERIFY(isUnanswered("G28") && !isUnanswered("M105"));
    }

    void T14_bareFileList()
    {
        const auto files = parseTextFileList(
            bareReply("M661", "info_list.size: 2\r\nBox.gx\r\n/data/Cube.gcode\r\nmore\r\n"));
        QVERIFY(files);
        QCOMPARE(files->size(), 2);
        QCOMPARE(files->at(0).shownName, u"Box.gx"_s);
        QCOMPARE(files->at(1).shownName, u"Cube.gcode"_s);
        QVERIFY(parseTextFileList(bareReply("M661", "info_list.size: 0\r\n"))->isEmpty());
        QVERIFY(parseTextFileList(bareReply("M661", "info_list.size: 99\r\n"))->isEmpty());
        QVERIFY(!parseTextFileList({"M661", {}}));
    }

    void T14_barePicture_data()
    {
        QTest::addColumn<QByteArray>("begin");
        QTest::newRow("bare") << QByteArray();
        QTest::newRow("begun like its kin") << QByteArray("CMD M662 Received.\r\n");
    }
    void T14_barePicture()
    {
        QFETCH(QByteArray, begin);
        TcpReplyParser parser("M662");
        const QByteArray picture("\xa2\xa2\x2a\x2a\n\n\n\n");
        QCOMPARE(parser.feed(QByteArray(begin + "ack header length: 8\r\n" + picture)),
                 TcpReplyParser::Status::Complete);
        QCOMPARE(parser.takeRemainder(), picture);
    }
};

FLOTILLA_TEST(tst_LegacyCommands)
#include "tst_legacycommands.moc"
