// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulators/flashforge/flashforgemodels.h"
#include "simulators/flashforge/flashforgesimulator.h"
#include "simulators/multipartreader.h"

#include "simulators/simulatorclient.h"
#include "support/testmain.h"

#include <QCryptographicHash>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryFile>

#include <unistd.h>

#if defined(__SANITIZE_ADDRESS__)
// Freed memory is kept for a while to catch late uses: too long for a test that watches the size of
// the process.
extern "C" const char *__asan_default_options();
extern "C" const char *__asan_default_options()
{
    return "quarantine_size_mb=8";
}
#endif

using namespace flotilla;
using namespace flotilla::simulators;
using namespace flotilla::test;
using namespace Qt::StringLiterals;

namespace {

std::unique_ptr<FlashForgeSimulator> started(const QString &model,
                                             const SimulatorOptions &base = {})
{
    SimulatorOptions options = base;
    options.model = model;
    auto printer = std::make_unique<FlashForgeSimulator>(options);
    if (const auto result = printer->start(); !result)
        qFatal("%s", qPrintable(result.error().message));
    return printer;
}

QByteArray mapping(int tool, int slot)
{
    return QJsonDocument(QJsonArray {QJsonObject {{u"toolId"_s, tool},
                                                  {u"slotId"_s, slot},
                                                  {u"materialName"_s, u"PLA"_s},
                                                  {u"toolMaterialColor"_s, u"#FFFFFF"_s},
                                                  {u"slotMaterialColor"_s, u"#FFFFFF"_s}}})
        .toJson(QJsonDocument::Compact);
}

qint64 residentBytes()
{
    QFile file(u"/proc/self/statm"_s);
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    return file.readAll().split(' ').value(1).toLongLong() * sysconf(_SC_PAGESIZE);
}

using Spoil = std::function<void(UploadParts &)>;

} // namespace

Q_DECLARE_METATYPE(Spoil)

class tst_FlashForgeUpload : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void U7_aRightUploadIsStoredWithItsHash_data()
    {
        QTest::addColumn<QString>("model");
        for (const FlashForgeModel &model : flashForgeModels()) {
            if (model.http)
                QTest::newRow(model.id) << QString::fromLatin1(model.id);
        }
    }
    void U7_aRightUploadIsStoredWithItsHash()
    {
        QFETCH(QString, model);
        const auto printer = started(model);
        const QByteArray content = sampleGcode();
        const HttpAnswer answer = upload(*printer, uploadFor(*printer, content));
        QCOMPARE(answer.json[u"code"_s].toInt(-9), 0);
        QCOMPARE(printer->log().violationTexts(), QStringList());
        const StoredFile *file = printer->file(u"cube.gcode"_s);
        QVERIFY(file);
        QCOMPARE(file->size, content.size());
        QCOMPARE(file->sha256, QCryptographicHash::hash(content, QCryptographicHash::Sha256));
        QFile stored(file->path);
        QVERIFY(stored.open(QIODevice::ReadOnly));
        QVERIFY(stored.readAll() == content);
        QCOMPARE(printer->statusWord(), u"ready"_s);
    }

    void aByteAtATimeWorksToo()
    {
        const auto printer = started(u"adventurer-5m-pro"_s);
        RawClient client(printer->httpPort());
        QVERIFY(client.socket().waitForConnected());
        for (const char byte : uploadFor(*printer, "G28\r\n--\r\n------Flotilla").request()) {
            client.send(QByteArray(1, byte));
            client.socket().flush();
            QCoreApplication::processEvents();
        }
        QCOMPARE(parseAnswer(client.readHttpAnswer()).json[u"code"_s].toInt(-9), 0);
        QCOMPARE(printer->files().constFirst().size, 23);
    }

    void breachesAreRefused_data()
    {
        QTest::addColumn<QString>("model");
        QTest::addColumn<Spoil>("spoil");
        const auto row = [](const char *name, const char *model, Spoil spoil) {
            QTest::newRow(name) << QString::fromLatin1(model) << spoil;
        };
        const char *pro = "adventurer-5m-pro";
        for (const char *header :
             {"serialNumber", "checkCode", "fileSize", "printNow", "levelingBeforePrint",
              "flowCalibration", "useMatlStation", "gcodeToolCnt", "materialMappings"}) {
            row(qPrintable(u"no "_s + QLatin1StringView(header)), pro,
                [=](UploadParts &p) { p.remove(header); });
            row(qPrintable(u"lower case "_s + QLatin1StringView(header)), pro, [=](UploadParts &p) {
                for (auto &[name, value] : p.headers)
                    name = name == header ? name.toLower() : name;
            });
        }
        for (const char *header : {"firstLayerInspection", "timeLapseVideo"})
            row(qPrintable(u"AD5X without "_s + QLatin1StringView(header)), "ad5x",
                [=](UploadParts &p) { p.remove(header); });
        row("Creator 5 without timeLapseVideo", "creator-5",
            [](UploadParts &p) { p.remove("timeLapseVideo"); });
        row("U10 Creator 5 with mappings", "creator-5",
            [](UploadParts &p) { p.set("materialMappings", "W10="); });
        row("Creator 5 with inspection", "creator-5",
            [](UploadParts &p) { p.set("firstLayerInspection", "false"); });
        row("Creator 5 with no tool", "creator-5",
            [](UploadParts &p) { p.set("gcodeToolCnt", "0"); });
        row("1 for true", pro, [](UploadParts &p) { p.set("printNow", "1"); });
        row("TRUE", pro, [](UploadParts &p) { p.set("levelingBeforePrint", "TRUE"); });
        row("size of the body", pro,
            [](UploadParts &p) { p.set("fileSize", QByteArray::number(p.body().size())); });
        row("one byte more", pro,
            [](UploadParts &p) { p.set("fileSize", QByteArray::number(p.content.size() + 1)); });
        row("one byte less", pro,
            [](UploadParts &p) { p.set("fileSize", QByteArray::number(p.content.size() - 1)); });
        row("no size", pro, [](UploadParts &p) { p.set("fileSize", "big"); });
        row("quoted boundary", pro, [](UploadParts &p) {
            p.contentType = "multipart/form-data; boundary=\"----FlotillaTest\"";
        });
        row("no boundary", pro, [](UploadParts &p) { p.contentType = "multipart/form-data"; });
        row("octets", pro, [](UploadParts &p) { p.contentType = "application/octet-stream"; });
        row("other boundary", pro,
            [](UploadParts &p) { p.contentType = "multipart/form-data; boundary=other"; });
        row("part of another name", pro, [](UploadParts &p) {
            p.disposition = "form-data; name=\"file\"; filename=\"cube.gcode\"";
        });
        row("no file name", pro,
            [](UploadParts &p) { p.disposition = "form-data; name=\"gcodeFile\""; });
        row("path in the name", pro, [](UploadParts &p) {
            p.disposition = "form-data; name=\"gcodeFile\"; filename=\"../cube.gcode\"";
        });
        row("wrong extension", pro, [](UploadParts &p) {
            p.disposition = "form-data; name=\"gcodeFile\"; filename=\"cube.stl\"";
        });
        row("text part", pro, [](UploadParts &p) { p.partType = "text/plain"; });
        row("two parts", pro,
            [](UploadParts &p) { p.tail = "\r\n------FlotillaTest\r\n\r\nx" + p.tail; });
        row("no end", pro, [](UploadParts &p) { p.tail = "\r\n"; });
        row("bytes after the end", pro, [](UploadParts &p) { p.tail += "more"; });
        row("station on a 5M", pro, [](UploadParts &p) {
            p.set("useMatlStation", "true");
            p.set("gcodeToolCnt", "1");
            p.set("materialMappings", mapping(0, 1).toBase64());
        });
        row("U9 slot 0", "ad5x", [](UploadParts &p) {
            p.set("useMatlStation", "true");
            p.set("gcodeToolCnt", "1");
            p.set("materialMappings", mapping(0, 0).toBase64());
        });
        row("U9 count and entries", "ad5x", [](UploadParts &p) {
            p.set("useMatlStation", "true");
            p.set("gcodeToolCnt", "2");
            p.set("materialMappings", mapping(0, 1).toBase64());
        });
        row("U9 not base64", "ad5x", [](UploadParts &p) {
            p.set("useMatlStation", "true");
            p.set("gcodeToolCnt", "1");
            p.set("materialMappings", mapping(0, 1));
        });
        row("U9 station without mapping", "ad5x",
            [](UploadParts &p) { p.set("useMatlStation", "true"); });
        row("empty file", pro, [](UploadParts &p) {
            p.content.clear();
            p.set("fileSize", "0");
        });
    }
    void breachesAreRefused()
    {
        QFETCH(QString, model);
        QFETCH(Spoil, spoil);
        const auto printer = started(model);
        UploadParts parts = uploadFor(*printer, sampleGcode(), true);
        spoil(parts);
        const HttpAnswer answer = upload(*printer, parts);
        QCOMPARE(answer.json[u"code"_s].toInt(-9), -1);
        QCOMPARE(printer->log().violations().size(), 1);
        QVERIFY(printer->files().isEmpty());
        QCOMPARE(printer->statusWord(), u"ready"_s);
    }

    void chunkedAndOverlongUploadsAreRefusedByHttp()
    {
        const auto printer = started(u"adventurer-5m-pro"_s);
        UploadParts parts = uploadFor(*printer, sampleGcode());
        parts.set("Transfer-Encoding", "chunked");
        QCOMPARE(upload(*printer, parts).status, 411);
        UploadParts longer = uploadFor(*printer, sampleGcode());
        longer.tail += QByteArray(100'000, ' ');
        QCOMPARE(upload(*printer, longer).status, 413);
        QCOMPARE(printer->log().violations().size(), 2);
    }

    void credentialsInHeaders()
    {
        const auto printer = started(u"adventurer-5m-pro"_s);
        UploadParts parts = uploadFor(*printer, sampleGcode());
        parts.set("checkCode", "wrong");
        HttpAnswer answer = upload(*printer, parts);
        QCOMPARE(answer.json[u"message"_s].toString(), u"Access code is different"_s);
        parts = uploadFor(*printer, sampleGcode());
        parts.set("serialNumber", "SNX");
        answer = upload(*printer, parts);
        QCOMPARE(answer.json[u"message"_s].toString(), u"SN is different"_s);
        QVERIFY(printer->files().isEmpty());
    }

    void oldFirmwareKnowsNoStationHeaders()
    {
        SimulatorOptions options;
        options.firmware = u"2.7.2"_s;
        const auto printer = started(u"adventurer-5m-pro"_s, options);
        UploadParts parts = uploadFor(*printer, sampleGcode());
        for (const char *header :
             {"flowCalibration", "useMatlStation", "gcodeToolCnt", "materialMappings"})
            parts.remove(header);
        QCOMPARE(upload(*printer, parts).json[u"code"_s].toInt(-9), 0);
    }

    void U9_stationUploadStartsWithItsSlot()
    {
        const auto printer = started(u"ad5x"_s);
        UploadParts parts = uploadFor(*printer, sampleGcode(), true);
        parts.set("useMatlStation", "true");
        parts.set("gcodeToolCnt", "1");
        parts.set("materialMappings", mapping(0, 4).toBase64());
        QCOMPARE(upload(*printer, parts).json[u"code"_s].toInt(-9), 0);
        QCOMPARE(printer->detail()[u"matlStationInfo"_s].toObject()[u"currentSlot"_s].toInt(), 4);
        QCOMPARE(printer->statusWord(), u"heating"_s);
        QVERIFY(printer->file(u"cube.gcode"_s)->usesStation);
    }

    void U10_creatorMapsAtTheStart()
    {
        const auto printer = started(u"creator-5-pro"_s);
        UploadParts parts = uploadFor(*printer, sampleGcode());
        parts.set("useMatlStation", "true");
        parts.set("gcodeToolCnt", "2");
        QCOMPARE(upload(*printer, parts).json[u"code"_s].toInt(-9), 0);
        QJsonObject start {{u"fileName"_s, u"cube.gcode"_s},
                           {u"levelingBeforePrint"_s, false},
                           {u"flowCalibration"_s, false},
                           {u"timeLapseVideo"_s, false}};
        QCOMPARE(post(*printer, "/printGcode", start).json[u"code"_s].toInt(), -1);
        QJsonArray mappings = QJsonDocument::fromJson(mapping(0, 1)).array();
        mappings.append(QJsonDocument::fromJson(mapping(1, 2)).array().at(0));
        start[u"materialMappings"_s] = mappings;
        printer->clearLog();
        QCOMPARE(post(*printer, "/printGcode", start).json[u"code"_s].toInt(-9), 0);
        QCOMPARE(printer->log().violationTexts(), QStringList());
        QCOMPARE(printer->statusWord(), u"heating"_s);
    }

    void U5_busyAndStickyStates()
    {
        const auto printer = started(u"adventurer-5m-pro"_s);
        QCOMPARE(
            upload(*printer, uploadFor(*printer, sampleGcode(), true)).json[u"code"_s].toInt(-9),
            0);
        QCOMPARE(upload(*printer, uploadFor(*printer, sampleGcode())).json[u"code"_s].toInt(), 2);
        printer->panelCancel();
        printer->setSpeed(1000);
        QTRY_COMPARE(printer->statusWord(), u"cancel"_s);
        // Storing is allowed while the plate waits, starting is not.
        QCOMPARE(upload(*printer, uploadFor(*printer, sampleGcode())).json[u"code"_s].toInt(-9), 0);
        QCOMPARE(upload(*printer, uploadFor(*printer, sampleGcode(), true)).json[u"code"_s].toInt(),
                 2);
        control(*printer, u"stateCtrl_cmd"_s, {{u"action"_s, u"setClearPlatform"_s}});
        QCOMPARE(
            upload(*printer, uploadFor(*printer, sampleGcode(), true)).json[u"code"_s].toInt(-9),
            0);
        QCOMPARE(printer->log().violationTexts(), QStringList());
    }

    void expectContinueIsAnsweredBeforeTheBody()
    {
        const auto printer = started(u"adventurer-5m-pro"_s);
        UploadParts parts = uploadFor(*printer, sampleGcode());
        parts.set("Expect", "100-continue");
        const QByteArray request = parts.request();
        const qsizetype head = request.indexOf("\r\n\r\n") + 4;
        RawClient client(printer->httpPort());
        client.send(request.first(head));
        QVERIFY(client.readHttpAnswer().startsWith("HTTP/1.1 100"));
        client.send(request.sliced(head));
        QCOMPARE(parseAnswer(client.readHttpAnswer()).json[u"code"_s].toInt(-9), 0);

        parts.set("checkCode", "wrong");
        RawClient refused(printer->httpPort());
        const QByteArray again = parts.request();
        refused.send(again.first(again.indexOf("\r\n\r\n") + 4));
        QCOMPARE(parseAnswer(refused.readHttpAnswer()).status, 200);
    }

    void aFileThatDoesNotFit()
    {
        SimulatorOptions options;
        options.storageBytes = 1000;
        const auto printer = started(u"adventurer-5m-pro"_s, options);
        const HttpAnswer answer = upload(*printer, uploadFor(*printer, sampleGcode()));
        QVERIFY(answer.json[u"code"_s].toInt() != 0);
        QVERIFY(answer.json[u"message"_s].toString().contains("space"_L1));
    }

    void U8_memoryStaysFlatFor64Megabytes()
    {
        constexpr qint64 size = 64 * 1024 * 1024;
        QTemporaryFile sparse;
        QVERIFY(sparse.open());
        QVERIFY(sparse.resize(size));
        const auto printer = started(u"adventurer-5m-pro"_s);
        UploadParts parts = uploadFor(*printer, {});
        parts.set("fileSize", QByteArray::number(size));
        const QByteArray tail = parts.tail;
        parts.tail.clear();
        const QByteArray begin = parts.body();
        parts.set("Content-Length", QByteArray::number(begin.size() + size + tail.size()));
        const QByteArray request = parts.request();

        RawClient client(printer->httpPort());
        QTcpSocket &socket = client.socket();
        client.send(request);
        const qint64 before = residentBytes();
        qint64 most = 0;
        const auto feed = [&] {
            while (socket.bytesToWrite() < 256 * 1024 && !sparse.atEnd()) {
                socket.write(sparse.read(64 * 1024));
                if (sparse.atEnd())
                    socket.write(tail);
            }
            most = qMax(most, residentBytes());
        };
        connect(&socket, &QTcpSocket::bytesWritten, this, feed);
        feed();
        QCOMPARE(parseAnswer(client.readHttpAnswer(60'000)).json[u"code"_s].toInt(-9), 0);
        QVERIFY2(most - before < 24 * 1024 * 1024,
                 qPrintable(QString::number((most - before) / 1024)));
        const StoredFile &file = printer->files().constFirst();
        QCOMPARE(file.size, size);
        QCryptographicHash hash(QCryptographicHash::Sha256);
        QVERIFY(sparse.seek(0) && hash.addData(&sparse));
        QCOMPARE(file.sha256, hash.result());
    }

    void multipartReaderTakesAnyPieces()
    {
        const QByteArray body = "--B\r\nA: b\r\n\r\nx\r\n--\r\n--C\r\n--B--\r\n";
        for (qsizetype cut = 0; cut <= body.size(); ++cut) {
            MultipartReader reader("B");
            QByteArray data;
            QByteArray head;
            reader.partBegun = [&](const QByteArray &bytes) { return !(head = bytes).isNull(); };
            reader.partBytes = [&](QByteArrayView bytes) {
                data += bytes;
                return true;
            };
            QVERIFY(reader.feed(QByteArrayView(body).first(cut)));
            // Whole with or without the last line break, never sooner.
            if (cut < body.size() - 2) {
                MultipartReader early("B");
                early.feed(QByteArrayView(body).first(cut));
                QVERIFY(!early.finish());
            }
            QVERIFY(reader.feed(QByteArrayView(body).sliced(cut)));
            QVERIFY2(reader.finish(), qPrintable(reader.problem()));
            QCOMPARE(head, QByteArray("A: b"));
            QCOMPARE(data, QByteArray("x\r\n--\r\n--C"));
        }
    }
};

FLOTILLA_TEST(tst_FlashForgeUpload)
#include "tst_flashforgeupload.moc"
