// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulators/xyzprinting/xyzprintingsimulator.h"

#include "simulators/xyzclient.h"
#include "simulators/xyzsample.h"
#include "support/manualclock.h"
#include "support/testdata.h"
#include "support/testmain.h"

#include <QFile>
#include <QImage>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace flotilla;
using namespace flotilla::simulators;
using namespace flotilla::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

QJsonObject parsed(const QByteArray &json)
{
    return QJsonDocument::fromJson(json).object();
}

// The same keys and kinds of values, all the way down.
bool alike(const QJsonValue &left, const QJsonValue &right)
{
    if (left.type() != right.type())
        return false;
    if (!left.isObject())
        return true;
    const QJsonObject a = left.toObject();
    const QJsonObject b = right.toObject();
    if (a.keys() != b.keys())
        return false;
    const QStringList keys = a.keys();
    return std::all_of(keys.begin(), keys.end(),
                       [&](const QString &key) { return alike(a[key], b[key]); });
}

} // namespace

class tst_XyzJson : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { start(); }
    void cleanup() { m_printer.reset(); }

    void answersLikeTheRecording()
    {
        const QString path = fixturePath(u"xyzprinting/plus11_json_status.json"_s);
        if (path.isEmpty())
            QSKIP("the recording xyzprinting/plus11_json_status.json is not here");
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        start(u"cartridge-missing"_s);
        XyzClient client(*m_printer);
        const QByteArray reply = client.askJson(R"({"command":2,"query":"all"})");
        QVERIFY(reply.startsWith("{\"result\":0,\"command\":2,\"data\":{"));
        QVERIFY2(alike(parsed(reply), parsed(file.readAll())), reply.constData());
    }

    void J1_closesAfterEachReply()
    {
        XyzClient client(*m_printer);
        const QByteArray reply = client.askJson(R"({"command":2,"query":"n"})");
        QCOMPARE(reply, QByteArray(R"({"result":0,"command":2,"data":{"n":"da Vinci 1.1 Plus"}})"));
        QTRY_VERIFY(!client.isOpen());
    }

    void commands_data()
    {
        QTest::addColumn<QByteArray>("request");
        QTest::addColumn<int>("result");
        QTest::addColumn<int>("command");
        QTest::newRow("0") << QByteArray(R"({"command":0})") << 5 << 0;
        QTest::newRow("4 idle") << QByteArray(R"({"command":4})") << 1 << 4;
        QTest::newRow("5") << QByteArray(R"({"command":5})") << 0 << 5;
        QTest::newRow("6 without job")
            << QByteArray(R"({"command":6,"state":1,"token":"x"})") << 5 << -1;
        QTest::newRow("J7 no log") << QByteArray(R"({"command":7})") << 2 << 7;
        QTest::newRow("8") << QByteArray(R"({"command":8})") << 0 << 8;
        QTest::newRow("9") << QByteArray(R"({"command":9})") << 5 << 9;
        QTest::newRow("10") << QByteArray(R"({"command":10})") << 5 << -1;
        QTest::newRow("nothing") << QByteArray("{}") << 5 << -1;
        QTest::newRow("no JSON") << QByteArray("{x}") << 5 << -1;
        QTest::newRow("an ack out of turn") << QByteArray(R"({"ack":"START_RECEIVE"})") << 5 << -1;
    }

    void commands()
    {
        QFETCH(const QByteArray, request);
        XyzClient client(*m_printer);
        const QJsonObject reply = parsed(client.askJson(request));
        QTEST(reply[u"result"_s].toInt(), "result");
        QTEST(reply[u"command"_s].toInt(), "command");
    }

    void J5_aJobWithItsToken()
    {
        const QByteArray token = upload();
        QVERIFY(!token.isEmpty());
        m_clock.advance(5min);
        const QJsonObject job = ask(R"({"command":4})");
        QCOMPARE(job[u"result"_s].toInt(), 0);
        QVERIFY(job[u"print_percentage"_s].toString().toInt() > 10);
        QCOMPARE(job[u"elapsed_time"_s].toString(), u"4"_s);
        const QJsonObject all = ask(R"({"command":2,"query":"all"})")[u"data"_s].toObject();
        QCOMPARE(all[u"j"_s].toInt(), 2);
        QVERIFY(all[u"d"_s].toObject().contains(u"print_percentage"_s));
        // Another one's token moves nothing.
        QCOMPARE(control(1, "0000")[u"command"_s].toInt(), -1);
        QCOMPARE(control(1, token)[u"result"_s].toInt(), 0);
        m_clock.advance(5s);
        QCOMPARE(m_printer->state(), 9601);
        QCOMPARE(control(2, token)[u"result"_s].toInt(), 0);
        QCOMPARE(control(3, token)[u"result"_s].toInt(), 0);
        m_clock.advance(20s);
        QCOMPARE(m_printer->state(), 9511);
        QCOMPARE(control(3, token)[u"result"_s].toInt(), 5);
        QCOMPARE(m_printer->log().violationTexts(), QStringList());
        QCOMPARE(m_printer->uploads().size(), 1);
    }

    void J3_filesOnlyWithTheirEnd()
    {
        XyzClient client(*m_printer);
        QCOMPARE(client.askJson(begin(m_file.size())),
                 QByteArray(R"({"result":1,"command":1,"message":"START_RECEIVE"})"));
        client.send(m_file + "<EOX>");
        QCOMPARE(parsed(client.readJson())[u"result"_s].toInt(), 4);
        QVERIFY(m_printer->log().violationTexts().join(u' ').contains(u"<EOF>"_s));
    }

    void J4_results_data()
    {
        QTest::addColumn<QByteArray>("file");
        QTest::addColumn<QString>("fault");
        QTest::addColumn<int>("result");
        const XyzSample good {.zipped = true, .machine = "daVinciF11"};
        QTest::newRow("J4 good") << good.bytes() << QString() << 0;
        QTest::newRow("J4 not zipped")
            << XyzSample {.machine = "daVinciF11"}.bytes() << QString() << 2;
        QTest::newRow("J4 another machine") << XyzSample {.zipped = true}.bytes() << QString() << 2;
        QTest::newRow("J4 G-code") << good.text() << QString() << 2;
        QByteArray damaged = good.bytes();
        damaged[8300] = char(damaged[8300] ^ 1);
        QTest::newRow("J4 damaged") << damaged << QString() << 4;
        QTest::newRow("J4 busy afterwards") << good.bytes() << u"busy-result"_s << 6;
        QTest::newRow("J4 full") << good.bytes() << u"full"_s << 4;
    }

    void J4_results()
    {
        QFETCH(const QByteArray, file);
        QFETCH(const QString, fault);
        QFETCH(const int, result);
        QVERIFY(m_printer->setFault(fault));
        XyzClient client(*m_printer);
        client.askJson(begin(file.size()));
        client.send(file + "<EOF>");
        QCOMPARE(parsed(client.readJson())[u"result"_s].toInt(), result);
        QCOMPARE(m_printer->state(), result == 0 ? 9520 : 9511);
    }

    void busyWhilePrinting()
    {
        upload();
        XyzClient client(*m_printer);
        QCOMPARE(parsed(client.askJson(begin(1000)))[u"result"_s].toInt(), 6);
        QCOMPARE(m_printer->log().violationTexts().size(), 1);
    }

    void noTokenMeansNoControl()
    {
        QVERIFY(m_printer->setFault(u"no-token"_s));
        QCOMPARE(upload(), QByteArray());
        QCOMPARE(m_printer->state(), 9520);
        QCOMPARE(control(1, {})[u"result"_s].toInt(), 5);
    }

    void droppedInTheMiddle()
    {
        QVERIFY(m_printer->setFault(u"drop"_s));
        XyzClient client(*m_printer);
        client.askJson(begin(m_file.size()));
        client.send(m_file + "<EOF>");
        QTRY_VERIFY(!client.isOpen());
        QVERIFY(m_printer->uploads().isEmpty());
    }

    void uploadsByV3WorkToo()
    {
        XyzClient client(*m_printer);
        QVERIFY(client.upload(m_file));
        QCOMPARE(m_printer->state(), 9520);
        QCOMPARE(m_printer->log().violationTexts(), QStringList());
    }

    void J2_picture()
    {
        for (const QString &fault : {QString(), u"closing"_s}) {
            QVERIFY(m_printer->setFault(fault));
            auto client = std::make_unique<XyzClient>(*m_printer);
            const QJsonObject head = parsed(client->askJson(R"({"command":3})"));
            QCOMPARE(head[u"message"_s].toString(), u"START_SEND"_s);
            const qsizetype length = head[u"length"_s].toInt();
            QVERIFY(length > 30'000 && length < 300'000);
            if (!fault.isEmpty()) {
                QTRY_VERIFY(!client->isOpen());
                client = std::make_unique<XyzClient>(*m_printer);
            }
            client->send(R"({"ack":"START_RECEIVE"})");
            const QByteArray all = client->read([](const QByteArray &bytes) {
                return bytes.contains("SEND_FINISH") && bytes.endsWith('}');
            });
            const QImage image = QImage::fromData(all.first(length), "jpeg");
            QCOMPARE(image.size(), QSize(640, 480));
            QVERIFY(all.first(length).contains('{'));
            const QJsonObject tail = parsed(all.sliced(length));
            QCOMPARE(tail[u"message"_s].toString(), u"SEND_FINISH"_s);
            QCOMPARE(tail[u"length"_s].toInt(), length);
        }
    }

    void badPicturesAreEachBadInAnotherWay()
    {
        QVERIFY(m_printer->setFault(u"bad-picture"_s));
        int good = 0;
        for (int i = 0; i < 4; ++i) {
            XyzClient client(*m_printer);
            const qsizetype length
                = parsed(client.askJson(R"({"command":3})"))[u"length"_s].toInt();
            client.send(R"({"ack":"START_RECEIVE"})");
            const QByteArray all
                = client.read([](const QByteArray &bytes) { return bytes.endsWith("}end"); });
            const bool whole = all.size() > length
                && parsed(all.sliced(length))[u"length"_s].toInt() == length
                && !QImage::fromData(all.first(length)).isNull();
            good += whole ? 1 : 0;
        }
        QCOMPARE(good, 0);
    }

    void J6_lifeInMilliseconds()
    {
        const QJsonObject data = ask(R"({"command":2,"query":"L"})")[u"data"_s].toObject();
        const QJsonObject life = data[u"L"_s].toObject();
        const QByteArray v3 = m_printer->lines("L").trimmed();
        QCOMPARE(life[u"m"_s].toString().toLongLong() / 60'000,
                 v3.split(',').value(1).toLongLong());
    }

    void X3_inSingleBytesAndMerged()
    {
        QVERIFY(m_printer->setFault(u"split"_s));
        XyzClient client(*m_printer);
        for (const char c : QByteArray(R"({"command":2,"query":"all"})")) {
            client.send(QByteArray(1, c));
            client.readFor(1);
        }
        QCOMPARE(parsed(client.readJson())[u"result"_s].toInt(), 0);
        QVERIFY(m_printer->setFault({}));
        XyzClient two(*m_printer);
        two.send(R"({"command":4}{"command":5})");
        two.readFor(100);
        QVERIFY(m_printer->log().violationTexts().join(u' ').contains(u"two commands"_s));
    }

    void hugeAnswersAreStillJson()
    {
        QVERIFY(m_printer->setFault(u"huge-line"_s));
        XyzClient client(*m_printer);
        const QByteArray reply = client.askJson(R"({"command":4})");
        QVERIFY(reply.size() > 70'000);
        QCOMPARE(parsed(reply)[u"result"_s].toInt(), 1);
    }

private:
    static QByteArray begin(qint64 size)
    {
        return "{\"command\":1,\"fileName\":\"sample.3w\",\"fileLen\":" + QByteArray::number(size)
            + ",\"ee1\":\"EE1_OK\",\"ee2\":\"EE2_OK\"}";
    }

    QJsonObject ask(const QByteArray &json)
    {
        XyzClient client(*m_printer);
        return parsed(client.askJson(json));
    }

    QJsonObject control(int state, const QByteArray &token)
    {
        return ask("{\"command\":6,\"state\":" + QByteArray::number(state) + ",\"token\":\"" + token
                   + "\"}");
    }

    // The token; empty where there was none.
    QByteArray upload()
    {
        XyzClient client(*m_printer);
        client.askJson(begin(m_file.size()));
        client.send(m_file + "<EOF>");
        const QJsonObject reply = parsed(client.readJson());
        return reply[u"result"_s].toInt(-1) == 0 ? reply[u"token"_s].toString().toLatin1()
                                                 : QByteArray("refused");
    }

    void start(const QString &fault = {})
    {
        SimulatorOptions options;
        options.model = u"1.1-plus"_s;
        options.fault = fault;
        options.clock = &m_clock;
        m_printer = std::make_unique<XyzPrintingSimulator>(options);
        QVERIFY(m_printer->start());
    }

    const QByteArray m_file = XyzSample {.zipped = true, .machine = "daVinciF11"}.bytes();
    ManualClock m_clock;
    std::unique_ptr<XyzPrintingSimulator> m_printer;
};

FLOTILLA_TEST(tst_XyzJson)
#include "tst_xyzjson.moc"
