// SPDX-License-Identifier: GPL-3.0-or-later
#include "samples.h"

#include "support/testmain.h"

#include <QJsonArray>

using namespace flotilla;
using namespace flotilla::flashforge;
using namespace flotilla::flashforge::test;

class tst_HttpReplies : public QObject
{
    Q_OBJECT

    static QByteArray png() { return QByteArray("\x89PNG\r\n\x1a\n", 8) + QByteArray(32, 'p'); }

private Q_SLOTS:
    void codes_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<ReplyCause>("cause");
        QTest::addColumn<Error::Kind>("kind");
        using K = Error::Kind;
        using C = ReplyCause;
        const auto row = [](const char *tag, const char *body, C cause, K kind) {
            QTest::newRow(tag) << QByteArray(body) << cause << kind;
        };
        row("H2 wrong serial", R"({"code":1,"message":"SN is different"})", C::WrongSerial,
            K::NotAuthorised);
        row("H2 wrong code", R"({"code":1,"message":"Access code is different"})", C::WrongCode,
            K::NotAuthorised);
        row("code 1 alone", R"({"code":1})", C::WrongCode, K::NotAuthorised);
        row("code 1 for something else", R"({"code":1,"message":"General failure"})", C::Other,
            K::Refused);
        row("vendor's own code", R"({"code":1001})", C::WrongCode, K::NotAuthorised);
        row("malformed", R"({"code":-1,"message":"Parameters is error"})", C::Malformed,
            K::Internal);
        row("H3 LAN mode", R"({"code":-2,"message":"Lan mode error"})", C::LanModeOff, K::Refused);
        row("H3 LAN mode as text", R"({"code":"-2"})", C::LanModeOff, K::Refused);
        row("busy", R"({"code":2,"message":"busy"})", C::Busy, K::Busy);
        row("file missing", R"({"code":3,"message":"file not exist"})", C::FileMissing,
            K::NotFound);
        row("emulator: unauthorized", R"({"code":3,"message":"Unauthorized"})", C::WrongCode,
            K::NotAuthorised);
        row("emulator: not found", R"({"code":4,"message":"Not found"})", C::FileMissing,
            K::NotFound);
        row("emulator: busy", R"({"code":5,"message":"Printer busy"})", C::Busy, K::Busy);
        row("other words", R"({"err":2,"msg":"busy"})", C::Busy, K::Busy);
        row("float", R"({"code":2.0})", C::Busy, K::Busy);
        row("unknown code", R"({"code":77,"message":"Moon phase"})", C::Other, K::Refused);
        row("clear words under another code", R"({"code":9,"message":"SN is different"})",
            C::WrongSerial, K::NotAuthorised);
        row("H13 empty", "", C::Unreadable, K::BadReply);
        row("H13 HTML", "<html><body>404</body></html>", C::Unreadable, K::BadReply);
        row("H13 truncated", "{\"code\":0,\"detail\":{\"status\":\"prin", C::Unreadable,
            K::BadReply);
        row("H13 binary", "\x89PNG\r\n\x1a\n\xff\xfe", C::Unreadable, K::BadReply);
        row("H13 array", "[1,2]", C::Unreadable, K::BadReply);
        row("no code", "{}", C::Unreadable, K::BadReply);
        row("fraction", R"({"code":0.5,"detail":{}})", C::Unreadable, K::BadReply);
        row("code of another kind", R"({"code":null,"detail":{}})", C::Unreadable, K::BadReply);
        row("huge code", R"({"code":1e99})", C::Unreadable, K::BadReply);
    }
    void codes()
    {
        QFETCH(QByteArray, body);
        QFETCH(ReplyCause, cause);
        QFETCH(Error::Kind, kind);
        const auto reply = parseReply(body, sampleCredentials());
        QVERIFY(!reply);
        QCOMPARE(reply.error().cause, cause);
        QCOMPARE(reply.error().error.kind, kind);
        QVERIFY(!reply.error().error.message.isEmpty());
    }

    void H3_theMessageSaysLanOnlyMode()
    {
        const auto reply = parseReply(R"({"code":-2,"message":"Lan mode error"})", {});
        QVERIFY(reply.error().error.message.contains(u"LAN-only mode is off"_s));
    }

    void otherCodesShowCodeAndMessage()
    {
        const auto reply = parseReply(R"({"code":77,"message":"Moon\u202e phase"})", {});
        QVERIFY(reply.error().error.message.contains(u"Moon phase"_s));
        QVERIFY(reply.error().error.message.contains(u"77"_s));
    }

    void H4_goodReplies_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("usual") << QByteArray(R"({"code":0,"message":"Success"})");
        QTest::newRow("text code") << QByteArray(R"({"code":"0"})");
        QTest::newRow("float code") << QByteArray(R"({"code":0.0,"message":"Success"})");
        QTest::newRow("err") << QByteArray(R"({"err":0,"msg":"Success"})");
        QTest::newRow("no message") << QByteArray(R"({"code":0,"gcodeListDetail":[]})");
        QTest::newRow("no code") << QByteArray(R"({"detail":{"status":"ready"}})");
        QTest::newRow("other message") << QByteArray(R"({"code":0,"message":"fine"})");
        QTest::newRow("more fields") << QByteArray(R"({"code":0,"future":{"a":[1]}})");
    }
    void H4_goodReplies()
    {
        QFETCH(QByteArray, body);
        QVERIFY(parseReply(body, {}).has_value());
    }

    void S1_noSecretInAnyError_data()
    {
        QTest::addColumn<QByteArray>("body");
        const QByteArray secrets = R"("checkCode":"C0D3S3CR3T","serialNumber":"SNS3CR3T1",
            "polarRegisterCode":"P0L4RS3CR3T","flashRegisterCode":"FL45HS3CR3T")";
        QTest::newRow("echoed") << "{\"code\":9," + secrets + '}';
        QTest::newRow("in the message")
            << QByteArray(R"({"code":9,"message":"code C0D3S3CR3T of S3CR3T1 is bad"})");
        QTest::newRow("in a list")
            << QByteArray(R"({"code":9,"polarRegisterCode":["P0L4RS3CR3T"]})");
        QTest::newRow("in an object")
            << QByteArray(R"({"code":9,"detail":{"polarRegisterCode":{"x":"S3CR3T"}}})");
        QTest::newRow("escaped key")
            << QByteArray(R"({"code":9,"polarRegister\u0043ode":"S3CR3T"})");
        QTest::newRow("other spelling")
            << QByteArray(R"({"code":9,"Polar_Register-Code":"S3CR3T"})");
        QTest::newRow("no JSON") << "{" + secrets;
        QTest::newRow("text") << QByteArray("Access C0D3S3CR3T denied for SNS3CR3T1");
        QTest::newRow("cut in the value")
            << QByteArray("{\"code\":0,\"detail\":{\"polarRegisterCode\":\"P0L4RS3CR3T");
        QTest::newRow("no code") << "{" + secrets + '}';
        QTest::newRow("far behind")
            << "{\"code\":9,\"a\":\"" + QByteArray(380, 'x') + "\"," + secrets + '}';
    }
    void S1_noSecretInAnyError()
    {
        QFETCH(QByteArray, body);
        const auto reply = parseReply(body, sampleCredentials());
        QVERIFY(!reply);
        const Error &error = reply.error().error;
        for (const QString &text : {error.message, error.detail})
            QVERIFY2(!text.contains(u"S3CR3T"_s), qPrintable(text));
    }

    void detailsStayShort()
    {
        const QByteArray body = "{\"code\":9,\"a\":\"" + QByteArray(100'000, 'x') + "\"}";
        const auto reply = parseReply(body, {});
        QVERIFY(reply.error().error.detail.size() < 500);
    }

    void tooLongRepliesAreUnreadable()
    {
        const QByteArray body = "{\"code\":0,\"a\":\"" + QByteArray(maxReplyBytes, 'x') + "\"}";
        QCOMPARE(parseReply(body, {}).error().cause, ReplyCause::Unreadable);
    }

    void deepRepliesAreUnreadable()
    {
        const QByteArray body
            = "{\"code\":9,\"a\":" + QByteArray(100'000, '[') + QByteArray(100'000, ']') + "}";
        QCOMPARE(parseReply(body, {}).error().cause, ReplyCause::Unreadable);
        const QByteArray deep
            = "{\"code\":9,\"a\":" + QByteArray(500, '[') + QByteArray(500, ']') + "}";
        QCOMPARE(parseReply(deep, {}).error().cause, ReplyCause::Other);
    }

    void product()
    {
        const Product product = productFromReply(objectOf(
            R"({"product":{"nozzleTempCtrlState":1,"chamberTempCtrlState":0,"lightCtrlState":"1"}})"));
        QCOMPARE(product.nozzleTemperature, true);
        QCOMPARE(product.chamberTemperature, false);
        QCOMPARE(product.light, true);
        QVERIFY(!product.internalFan);
        QCOMPARE(productFromReply({}), Product {});
    }

    void filesFromNames()
    {
        const auto files
            = filesFromReply(objectOf(R"({"gcodeList":["a.gx","b.gcode","a.gx","",7]})"));
        QCOMPARE(files.size(), 2);
        QCOMPARE(files[1].name, u"b.gcode"_s);
    }

    void filesFromObjectsAndDetails()
    {
        const auto files = filesFromReply(objectOf(
            R"({"gcodeList":["a.3mf",{"gcodeFileName":"b.3mf"},{"fileName":"c.3mf"},{}],
                "gcodeListDetail":[{"gcodeFileName":"b.3mf","printingTime":"1800","gcodeToolCnt":2,
                "totalFilamentWeight":15.5,"useMatlStation":true,"future":1,"gcodeToolDatas":[
                {"toolId":0,"slotId":1,"materialName":"PLA","materialColor":"ff0000","filamentWeight":15.5},
                {"toolId":1,"slotId":0,"materialColor":"red"},{"toolId":-1}]},{"printingTime":1}]})"));
        QCOMPARE(files.size(), 3);
        QCOMPARE(files[1].name, u"b.3mf"_s);
        QCOMPARE(files[1].printingSeconds, 1800);
        QCOMPARE(files[1].toolCount, 2);
        QCOMPARE(files[1].grams, 15.5);
        QCOMPARE(files[1].usesStation, true);
        QCOMPARE(files[1].tools.size(), 2);
        QCOMPARE(files[1].tools[0], (StoredFileTool {0, 1, u"PLA"_s, u"#FF0000"_s, 15.5}));
        QCOMPARE(files[1].tools[1], (StoredFileTool {1}));
    }

    void fileNamesKeepTheirSpelling()
    {
        const auto files = filesFromReply(objectOf(R"({"gcodeList":[" a\u202e.gx"]})"));
        QCOMPARE(files.value(0).name, u" a\u202e.gx"_s);
        QCOMPARE(files.value(0).shownName, u"a.gx"_s);
    }

    void fileListHasACeiling()
    {
        QJsonArray names;
        for (int i = 0; i < 20'000; ++i)
            names.append(QString::number(i));
        QCOMPARE(filesFromReply({{u"gcodeList"_s, names}}).size(), 10'000);
        QVERIFY(filesFromReply({{u"gcodeList"_s, QJsonArray {QString(1000, u'x')}}}).isEmpty());
    }

    void recordedFileList()
    {
        FLASHFORGE_RECORDING(body, "gcodelist-ad5x-unknown-fields.json");
        const auto reply = parseReply(body, {});
        QVERIFY(reply);
        const auto files = filesFromReply(*reply);
        QCOMPARE(files.size(), 1);
        QCOMPARE(files[0].name, u"multi_color_test.3mf"_s);
        QCOMPARE(files[0].printingSeconds, 1800);
        QCOMPARE(files[0].tools.value(0).material, u"PLA"_s);
    }

    void thumbnails_data()
    {
        QTest::addColumn<QString>("data");
        QTest::addColumn<bool>("good");
        const QByteArray bmp
            = QByteArray("BM\x36\0\0\0\0\0\0\0\x36\0\0\0", 14) + QByteArray(40, 'b');
        const auto base64
            = [](const QByteArray &bytes) { return QString::fromLatin1(bytes.toBase64()); };
        QTest::newRow("PNG") << base64(png()) << true;
        QTest::newRow("BMP") << base64(bmp) << true;
        QTest::newRow("JPEG") << base64(QByteArray("\xff\xd8\xff\xe0") + QByteArray(32, 'j'))
                              << true;
        QTest::newRow("data URL") << QString(u"data:image/png;base64,"_s + base64(png())) << true;
        QTest::newRow("line breaks") << base64(png()).insert(20, u"\r\n"_s) << true;
        QTest::newRow("no picture") << base64("<svg>") << false;
        QTest::newRow("no base64") << u"*****"_s << false;
        QTest::newRow("only the head of a data URL") << u"data:image/png;base64"_s << false;
    }
    void thumbnails()
    {
        QFETCH(QString, data);
        QFETCH(bool, good);
        const auto image = thumbnailFromReply({{u"imageData"_s, data}});
        QCOMPARE(image.has_value(), good);
        if (!good)
            QCOMPARE(image.error().error.kind, Error::Kind::BadReply);
    }

    void noThumbnailIsNotFound()
    {
        const auto image = thumbnailFromReply({{u"imageData"_s, QString()}});
        QVERIFY(!image);
        QCOMPARE(image.error().error.kind, Error::Kind::NotFound);
    }

    void runningThumbnail()
    {
        QCOMPARE(parseRunningThumbnail(png(), {}).value_or(QByteArray()), png());
        QCOMPARE(
            parseRunningThumbnail(R"({"code":3,"message":"file not exist"})", {}).error().cause,
            ReplyCause::FileMissing);
        QVERIFY(!parseRunningThumbnail(R"({"code":0,"message":"Success"})", {}));
        QVERIFY(!parseRunningThumbnail(png().append(maxImageBytes, 'x'), {}));
    }
};

FLOTILLA_TEST(tst_HttpReplies)
#include "tst_httpreplies.moc"
