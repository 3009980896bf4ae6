// SPDX-License-Identifier: GPL-3.0-or-later
#include "scriptedprinter.h"

#include "base/clock.h"
#include "drivers/flashforge/legacyupload.h"
#include "support/fleetharness.h"
#include "support/testmain.h"

#include <QCryptographicHash>
#include <QSignalSpy>

using namespace flotilla;
using namespace flotilla::flashforge;
using namespace flotilla::flashforge::test;
using namespace Qt::StringLiterals;
using std::chrono::milliseconds;

namespace {

Times uploadTimes()
{
    Times times = flotilla::test::quickTimes();
    times.tcpCommand = times.tcpBinary = milliseconds(400);
    times.packetAnswer = times.uploadIdle = milliseconds(500);
    times.firstPacketAnswer = milliseconds(200);
    times.quietPercent = 5; // 25 ms, and 150 ms for the Adventurer 4
    return times;
}

struct World
{
    SystemClock clock;
    QThreadPool pool;
    QTemporaryDir folder;
    ScriptedPrinter printer;
    LegacySession session;
    QByteArray content;

    explicit World(ScriptedPrinter::Receives receives, qint64 size)
        : session(u"127.0.0.1"_s, printer.port(), clock, uploadTimes(), nullptr)
    {
        printer.receives = receives;
        content.resize(size);
        for (qsizetype i = 0; i < content.size(); ++i)
            content[i] = char((i * 31 + i / 4096) & 0xff);
        QFile file(path());
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != size)
            qFatal("cannot write the test's file");
        open();
    }
    void open()
    {
        QSignalSpy opened(&session, &LegacySession::opened);
        session.open();
        QTRY_COMPARE(opened.size(), 1);
    }
    QString path() const { return folder.filePath(u"Box.gx"_s); }
    LegacyUpload *begin(bool start = false)
    {
        const auto form = printer.receives == ScriptedPrinter::Receives::Framed ? UploadForm::Framed
                                                                                : UploadForm::Raw;
        return new LegacyUpload(session, {path(), u"Box.gx"_s, {}, start}, u"Box.gx"_s, form, &pool,
                                uploadTimes(), &session);
    }
    Result<TransferResult> send(bool start = false) { return end(begin(start)); }
    static Result<TransferResult> end(LegacyUpload *upload)
    {
        std::optional<Result<TransferResult>> outcome;
        QObject::connect(upload, &TransferJob::finished, upload,
                         [&outcome](const auto &result) { outcome = result; });
        QSignalSpy ended(upload, &TransferJob::finished);
        if (!outcome && !ended.wait(10'000)) // an event loop that never naps, unlike qWaitFor
            return failure(Error::Kind::Internal, u"never ended"_s);
        return *outcome;
    }
    // The file arrives in a fresh try.
    void nextTrySucceeds()
    {
        if (!session.isOpen())
            open();
        const auto again = send();
        QVERIFY2(again, again ? "" : qPrintable(again.error().message));
        QVERIFY(printer.files.value("Box.gx") == content);
        QCOMPARE(printer.mostOpen, 1);
    }
};

constexpr auto framed = ScriptedPrinter::Receives::Framed;
constexpr auto raw = ScriptedPrinter::Receives::Raw;

} // namespace
Q_DECLARE_METATYPE(ScriptedPrinter::Receives)

class tst_LegacyUpload : public QObject
{
    Q_OBJECT

    static void bothForms()
    {
        QTest::addColumn<ScriptedPrinter::Receives>("form");
        QTest::newRow("framed") << framed;
        QTest::newRow("raw") << raw;
    }

private Q_SLOTS:
    void U7_whatArrivesIsTheFile_data()
    {
        QTest::addColumn<ScriptedPrinter::Receives>("form");
        QTest::addColumn<qint64>("size");
        QTest::addColumn<int>("packets");
        QTest::newRow("U1 framed") << framed << qint64(10'000) << 3;
        QTest::newRow("U2 one byte") << framed << qint64(1) << 1;
        QTest::newRow("U2 one packet") << framed << qint64(4096) << 1;
        QTest::newRow("U2 multiple") << framed << qint64(8192) << 2;
        QTest::newRow("U1 beyond one chunk") << framed << qint64(700'001) << 171;
        QTest::newRow("U3 raw, one byte") << raw << qint64(1) << 0;
        QTest::newRow("U3 raw, multiple") << raw << qint64(8192) << 0;
        QTest::newRow("U3 raw") << raw << qint64(3'000'001) << 0;
    }
    void U7_whatArrivesIsTheFile()
    {
        QFETCH(ScriptedPrinter::Receives, form);
        QFETCH(qint64, size);
        QFETCH(int, packets);
        World world(form, size);
        world.printer.quiet = form == raw ? 140 : 0;
        const auto sent = world.send();
        QVERIFY2(sent, sent ? "" : qPrintable(sent.error().message));
        QCOMPARE(sent->bytes, size);
        QCOMPARE(sent->sha256, QCryptographicHash::hash(world.content, QCryptographicHash::Sha256));
        QVERIFY(world.printer.files.value("Box.gx") == world.content);
        QCOMPARE(world.printer.packets, packets);
        QCOMPARE(world.printer.wrongs, QByteArrayList());
        QCOMPARE(world.printer.connections, 1);
        // Polls go on behind it.
        QSignalSpy reported(&world.session, &LegacySession::reported);
        QTRY_VERIFY(!reported.isEmpty());
    }

    void U1_nextPacketOnlyAfterTheAcknowledgement()
    {
        World world(framed, 20'000);
        world.printer.ackInstead = "N0009 ok.\r\n"; // another packet's
        const auto sent = world.send();
        QVERIFY(!sent);
        QCOMPARE(world.printer.packets, 1);
        QVERIFY(world.printer.files.isEmpty());
        world.printer.ackInstead.clear();
        world.nextTrySucceeds();
    }

    void U3_swallowedM29IsSentOnceMore()
    {
        World world(raw, 5'000);
        world.printer.swallowedSaves = 1;
        QVERIFY(world.send());
        QCOMPARE(world.printer.count("M29"), 2);
    }

    void unansweredFirstPacketFallsBackToBareBytes()
    {
        World world(raw, 9'000);
        QSignalSpy lost(&world.session, &LegacySession::lost);
        auto *upload
            = new LegacyUpload(world.session, {world.path(), u"Box.gx"_s}, u"Box.gx"_s,
                               UploadForm::Framed, &world.pool, uploadTimes(), &world.session);
        QSignalSpy wantsRaw(upload, &LegacyUpload::wantsRaw);
        const auto sent = World::end(upload);
        QVERIFY2(sent, sent ? "" : qPrintable(sent.error().message));
        QCOMPARE(wantsRaw.size(), 1);
        QVERIFY(world.printer.files.value("Box.gx") == world.content);
        QCOMPARE(world.printer.mostOpen, 1);
        QCOMPARE(lost.size(), 0);
    }

    // Stage × failure: what goes wrong where, and what is said.
    void U6_stageAndFailure_data()
    {
        using Bend = std::function<void(ScriptedPrinter &)>;
        QTest::addColumn<ScriptedPrinter::Receives>("form");
        QTest::addColumn<Bend>("bend");
        QTest::addColumn<Error::Kind>("kind");
        const auto row = [](const char *name, Bend bend, Error::Kind kind) {
            for (const auto form : {framed, raw})
                QTest::addRow("%s, %s", name, form == raw ? "raw" : "framed")
                    << form << bend << kind;
        };
        using Kind = Error::Kind;
        row(
            "M28: no room",
            [](auto &printer) { printer.replies["M28"] = "Error: Not enough space\r\n"; },
            Kind::StorageFull);
        row(
            "M28: refused",
            [](auto &printer) { printer.replies["M28"] = "Error: Cannot create file\r\n"; },
            Kind::Refused);
        row(
            "M28: open failed", [](auto &printer) { printer.replies["M28"] = "open failed\r\n"; },
            Kind::Refused);
        row(
            "M28: silent", [](auto &printer) { printer.silent = true; }, Kind::TimedOut);
        row(
            "data: first bytes cut", [](auto &printer) { printer.cutAt = 1; }, Kind::Unreachable);
        row(
            "data: cut in the middle", [](auto &printer) { printer.cutAt = 30'000; },
            Kind::Unreachable);
        row(
            "M29: not answered", [](auto &printer) { printer.swallowedSaves = 9; }, Kind::TimedOut);
        row(
            "list: not there", [](auto &printer) { printer.forgets = true; }, Kind::BadReply);
        row(
            "start: other size", [](auto &printer) { printer.sizeDelta = -1; },
            Kind::ChecksumMismatch);
        QTest::newRow("data: stalls, framed")
            << framed << Bend([](auto &printer) { printer.ackInstead = "\r\n"; }) << Kind::TimedOut;
        QTest::newRow("data: error in an answer")
            << framed << Bend([](auto &printer) { printer.ackInstead = "write failed\r\n"; })
            << Kind::Refused;
    }
    void U6_stageAndFailure()
    {
        QFETCH(ScriptedPrinter::Receives, form);
        QFETCH(std::function<void(ScriptedPrinter &)>, bend);
        QFETCH(Error::Kind, kind);
        World world(form, 60'000);
        bend(world.printer);
        const auto sent = world.send(true);
        QVERIFY(!sent);
        QCOMPARE(sent.error().kind, kind);
        QVERIFY(!sent.error().message.isEmpty());
        // Healed, the next try succeeds.
        world.printer.silent = world.printer.forgets = false;
        world.printer.swallowedSaves = 0;
        world.printer.sizeDelta = 0;
        world.printer.ackInstead.clear();
        world.printer.replies.remove("M28");
        world.printer.replies["M119"] = "MachineStatus: READY\r\n";
        world.nextTrySucceeds();
    }

    void machineWithoutListIsTakenAtItsWord()
    {
        World world(raw, 5'000);
        world.printer.lists = false;
        QVERIFY(world.send());
    }

    void startIsAskedForOnceTheFileIsThere()
    {
        World world(raw, 5'000);
        QVERIFY(world.send(true));
        QCOMPARE(world.printer.count("M23"), 1);
        QVERIFY(world.printer.commands.contains("M23 0:/user/Box.gx"));
        QTRY_COMPARE(world.session.status().machine.fileName, std::optional(u"Box.gx"_s));
    }

    void U6_cutAtFiftyPositions_data() { bothForms(); }
    void U6_cutAtFiftyPositions()
    {
        QFETCH(ScriptedPrinter::Receives, form);
        World world(form, 100'000);
        const qint64 onTheWire = form == raw ? 100'000 : 25 * 4112;
        for (int i = 0; i < 50; ++i) {
            world.printer.cutAt = 1 + (onTheWire - 1) * i / 49;
            const auto sent = world.send();
            QVERIFY2(!sent, qPrintable(u"cut %1"_s.arg(i)));
            QVERIFY2(sent.error().kind == Error::Kind::Unreachable,
                     qPrintable(sent.error().message));
            QVERIFY(!sent.error().message.isEmpty());
            QVERIFY(world.printer.files.isEmpty());
            if (!world.session.isOpen())
                world.open();
        }
        world.nextTrySucceeds();
    }

    void U8_cancelEndsAtOnceAtAnyByte_data() { bothForms(); }
    void U8_cancelEndsAtOnceAtAnyByte()
    {
        QFETCH(ScriptedPrinter::Receives, form);
        World world(form, 400'000);
        QSignalSpy lost(&world.session, &LegacySession::lost);
        for (const qint64 at : {qint64(0), qint64(1), qint64(50'000), qint64(399'000)}) {
            LegacyUpload *upload = world.begin();
            if (at == 0)
                upload->cancel();
            connect(upload, &TransferJob::progressChanged, upload, [upload, at](qint64 done) {
                if (done >= at)
                    upload->cancel();
            });
            const auto sent = World::end(upload);
            QVERIFY(!sent);
            QCOMPARE(sent.error().kind, Error::Kind::Canceled);
            QVERIFY(world.printer.files.isEmpty());
        }
        QCOMPARE(lost.size(), 0); // a new connection is made without a word
        world.nextTrySucceeds();
    }

    void U8_cancelWhileThePrinterTakesNothing()
    {
        World world(raw, 30'000'000);
        world.printer.stalls = true;
        LegacyUpload *upload = world.begin();
        QElapsedTimer since;
        connect(upload, &TransferJob::progressChanged, upload, [&since, upload] {
            if (!since.isValid()) {
                since.start();
                QTimer::singleShot(50, upload, &LegacyUpload::cancel);
            }
        });
        const auto sent = World::end(upload);
        QVERIFY(!sent);
        QCOMPARE(sent.error().kind, Error::Kind::Canceled);
        QVERIFY(since.elapsed() < 1'000);
    }

    void disconnectingEndsIt()
    {
        World world(raw, 30'000'000);
        world.printer.stalls = true;
        LegacyUpload *upload = world.begin();
        QTimer::singleShot(100, &world.session, &LegacySession::close);
        const auto sent = World::end(upload);
        QVERIFY(!sent);
        QCOMPARE(sent.error().kind, Error::Kind::Canceled);
    }

    void badFiles_data()
    {
        QTest::addColumn<bool>("there");
        QTest::newRow("empty") << true;
        QTest::newRow("gone") << false;
    }
    void badFiles()
    {
        QFETCH(bool, there);
        World world(raw, 0);
        if (!there)
            QVERIFY(QFile::remove(world.path()));
        const auto sent = world.send();
        QVERIFY(!sent);
        QCOMPARE(sent.error().kind, Error::Kind::BadFile);
        QCOMPARE(world.printer.count("M28"), 0);
    }

    void T1_nothingElseBetweenM28AndM29()
    {
        World world(raw, 2'000'000);
        world.session.setWatched(true);
        LegacyUpload *upload = world.begin();
        QTimer polls; // somebody wants to know all the time
        connect(&polls, &QTimer::timeout, &world.session, &LegacySession::pollSoon);
        polls.start(5);
        QVERIFY(World::end(upload));
        QCOMPARE(world.printer.wrongs, QByteArrayList());
    }
};

FLOTILLA_TEST(tst_LegacyUpload)
#include "tst_legacyupload.moc"
