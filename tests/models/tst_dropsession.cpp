// SPDX-License-Identifier: GPL-3.0-or-later
#include "dropworld.h"

#include "support/testmain.h"

#include <QSignalSpy>

using namespace flotilla;
using namespace flotilla::models;
using namespace flotilla::test;
using namespace Qt::StringLiterals;

class tst_DropSession : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_world = std::make_unique<DropWorld>(); }
    void cleanup() { m_world.reset(); }

    void tellsTheFileAndTheVerdicts()
    {
        DropWorld &w = *m_world;
        const QString ready = w.ready(u"Kon-Tiki"_s);
        const QString busy = w.ready(u"Calypso"_s, takesGcode(), printingFor(2 * 3600 + 1920));
        QVERIFY(!w.drop.isActive());
        QCOMPARE(w.verdict(ready), Verdict());
        w.drop.begin({w.file(u"gear.gcode"_s)});
        QVERIFY(w.drop.isActive());
        QCOMPARE(w.verdict(ready).text, u"Reading the file…"_s);
        QTRY_COMPARE(w.verdict(ready).text, u"Send and print"_s);
        QCOMPARE(w.verdict(busy).text, u"Keep on the printer, prints until 14:32"_s);
        QCOMPARE(w.drop.title(), u"Drop on a card, or here to choose printers"_s);
        QCOMPARE(w.drop.facts(), u"gear.gcode · 2 h 05 min · 48 g PLA · 182 × 64 × 38 mm"_s);
        w.drop.leave();
        QVERIFY(!w.drop.isActive());
        QCOMPARE(w.verdict(ready), Verdict());
    }

    void showsThePicture()
    {
        DropWorld &w = *m_world;
        w.drag({w.file(u"gear.gcode"_s, sampleGcode({.picture = true}))});
        QVERIFY(!w.drop.thumbnail().isNull());
        w.drop.leave();
        QVERIFY(w.drop.thumbnail().isNull());
    }

    void followsThePrintersWhileTheFileIsHeld()
    {
        DropWorld &w = *m_world;
        const QString id = w.ready(u"Kon-Tiki"_s);
        w.drag({w.file(u"gear.gcode"_s)});
        QCOMPARE(w.verdict(id).kind, VerdictKind::StartsNow);
        QSignalSpy changed(&w.drop, &DropSession::verdictsChanged);
        w.driver(u"Kon-Tiki"_s)->report(printingFor(600));
        QCOMPARE(w.verdict(id).kind, VerdictKind::StoreOnly);
        QCOMPARE(changed.size(), 1);
        w.fakes.system.whenConnecting = {};
        w.driver(u"Kon-Tiki"_s)->loseSession();
        QCOMPARE(w.verdict(id).text, u"Does not answer"_s);
    }

    void forgetsAPrinterThatIsRemoved()
    {
        DropWorld &w = *m_world;
        const QString id = w.ready(u"Kon-Tiki"_s);
        w.drag({w.file(u"gear.gcode"_s)});
        w.drop.setTarget(id);
        QVERIFY(ended(w.fakes.fleet->remove(QUuid::fromString(id))));
        QVERIFY(!w.drop.verdicts().contains(QUuid::fromString(id)));
        QCOMPARE(w.drop.target(), QString());
        w.drop.dropOn(id);
        QVERIFY(!w.drop.isActive());
    }

    void asksTheFirstThreeTimes()
    {
        DropWorld &w = *m_world;
        const QString id = w.ready(u"Kon-Tiki"_s);
        for (int i = 0; i < 3; ++i) {
            w.drag({w.file(u"gear.gcode"_s)});
            QCOMPARE(w.verdict(id).pill, u"Send to Kon-Tiki and print…"_s);
            w.drop.dropOn(id);
            QVERIFY(w.sheet.isOpen());
            QVERIFY(!w.drop.isActive());
            w.sheet.send();
            QTRY_VERIFY(w.driver(u"Kon-Tiki"_s)->transfer);
            w.driver(u"Kon-Tiki"_s)->transfer->cancel();
            QTRY_COMPARE(w.transfers.count(), 0);
        }
        w.drag({w.file(u"gear.gcode"_s)});
        QCOMPARE(w.verdict(id).pill, u"Send to Kon-Tiki and print"_s);
        w.drop.dropOn(id);
        QVERIFY(!w.sheet.isOpen());
        QCOMPARE(w.transfers.count(), 1);
    }

    void startsAPlainFileOnAReadyPrinter()
    {
        DropWorld &w = *m_world;
        QVERIFY(w.set(u"send.alwaysAsk"_s, u"never"_s));
        const QString id = w.ready(u"Kon-Tiki"_s);
        QSignalSpy said(&w.transfers, &SendDesk::said);
        w.drag({w.file(u"gear.gcode"_s)});
        w.drop.dropOn(id);
        QVERIFY(!w.drop.isActive());
        FakeDriver *driver = w.driver(u"Kon-Tiki"_s);
        QTRY_VERIFY(driver->transfer);
        QVERIFY(driver->told.contains(u"upload gear.gcode"_s));
        driver->transfer->setProgress(50, 100);
        QCOMPARE(w.transfers.progress(QUuid::fromString(id)), 0.5);
        driver->transfer->finish(TransferResult {u"gear.gcode"_s, 100, {}});
        QTRY_COMPARE(w.printer(u"Kon-Tiki"_s)->status().activity.value_or(Activity()).kind,
                     ActivityKind::Starting);
        driver->report(printing(u"gear.gcode"_s));
        QTRY_COMPARE(said.size(), 1);
        QCOMPARE(said[0][0].toString(), u"gear.gcode prints on Kon-Tiki"_s);
        QCOMPARE(w.transfers.count(), 0);
    }

    void opensTheSheetWhenAPersonHasToLook_data()
    {
        QTest::addColumn<Plate>("plate");
        QTest::addColumn<QStringList>("names");
        QTest::addColumn<bool>("slots");
        QTest::newRow("plate not clear") << Plate::Unknown << QStringList {u"a.gcode"_s} << false;
        QTest::newRow("several files")
            << Plate::Clear << QStringList {u"a.gcode"_s, u"b.gcode"_s} << false;
        QTest::newRow("material slots") << Plate::Clear << QStringList {u"a.gcode"_s} << true;
    }
    void opensTheSheetWhenAPersonHasToLook()
    {
        QFETCH(Plate, plate);
        QFETCH(QStringList, names);
        QFETCH(bool, slots);
        DropWorld &w = *m_world;
        QVERIFY(w.set(u"send.alwaysAsk"_s, u"never"_s));
        Capabilities can = takesGcode();
        if (slots)
            can.startOptions = {{.key = u"slots"_s, .type = Parameter::Type::SlotMap, .label = {}}};
        const QString id = w.add(u"Kon-Tiki"_s);
        Q_EMIT w.driver(u"Kon-Tiki"_s)->capabilitiesReported(can);
        if (plate == Plate::Clear)
            ended(w.printer(u"Kon-Tiki"_s)->clearPlate());
        QList<QUrl> files;
        for (const QString &name : names)
            files << w.file(name);
        w.drag(files);
        w.drop.dropOn(id);
        QVERIFY(w.sheet.isOpen());
        QCOMPARE(w.transfers.count(), 0);
        QCOMPARE(w.sheet.targets()->choices().size(), 1);
    }

    void saysWhyNothingIsSent()
    {
        DropWorld &w = *m_world;
        Capabilities resin = takesGcode();
        resin.fileTypes = {u"goo"_s};
        const QString id = w.ready(u"Beagle"_s, resin);
        QSignalSpy refused(&w.drop, &DropSession::refused);
        w.drag({w.file(u"gear.gcode"_s)});
        w.drop.dropOn(id);
        QCOMPARE(refused.size(), 1);
        QCOMPARE(refused[0][0].toString(), u"Beagle: Prints .goo, not .gcode."_s);
        QVERIFY(!w.sheet.isOpen());
        QVERIFY(!w.drop.isActive());
    }

    void namesSeveralFiles()
    {
        DropWorld &w = *m_world;
        const QString id = w.ready(u"Kon-Tiki"_s);
        w.drag({w.file(u"a.gcode"_s), w.file(u"b.gcode"_s)});
        QCOMPARE(w.drop.facts(), u"2 file(s): a.gcode, b.gcode"_s);
        QCOMPARE(w.verdict(id).pill, u"Send 2 file(s) to Kon-Tiki…"_s);
    }

    void dropsOnTheWholeSelection()
    {
        DropWorld &w = *m_world;
        const QString one = w.ready(u"One"_s);
        const QString two = w.ready(u"Two"_s);
        const QString three = w.ready(u"Three"_s);
        w.drop.setSelection({QUuid::fromString(one), QUuid::fromString(two)});
        w.drag({w.file(u"gear.gcode"_s)});
        QCOMPARE(w.verdict(one).pill, u"Send to 2 printer(s)…"_s);
        QCOMPARE(w.verdict(three).pill, u"Send to Three and print…"_s);
        w.drop.dropOn(two);
        QCOMPARE(w.sheet.targets()->chosenText(), u"2 of 3 chosen"_s);
    }

    void choosesNobodyForADropBesideTheCards()
    {
        DropWorld &w = *m_world;
        w.ready(u"Kon-Tiki"_s);
        w.drag({w.file(u"gear.gcode"_s)});
        w.drop.dropOnFleet();
        QVERIFY(w.sheet.isOpen());
        QCOMPARE(w.sheet.targets()->chosenText(), u"0 of 1 chosen"_s);
        QCOMPARE(w.sheet.whyNot(), u"Choose a printer first"_s);
    }

    void saysWhatCannotBeSent_data()
    {
        QTest::addColumn<QString>("what");
        QTest::addColumn<QString>("sentence");
        QTest::newRow("missing") << u"missing"_s << u"“gone.gcode” is no longer there."_s;
        QTest::newRow("empty") << u"empty"_s << u"“empty.gcode” is empty."_s;
        QTest::newRow("folder") << u"folder"_s << u"“parts” is a folder. Drop the files in it."_s;
        QTest::newRow("web")
            << u"web"_s
            << u"“gear.gcode” is not a file on this computer. Save it first, then drop it."_s;
        QTest::newRow("nothing") << u"nothing"_s << u"There is no file in what was dropped."_s;
        QTest::newRow("too many") << u"many"_s << u"At most 50 file(s) can be sent at once."_s;
    }
    void saysWhatCannotBeSent()
    {
        QFETCH(QString, what);
        QFETCH(QString, sentence);
        DropWorld &w = *m_world;
        const QString id = w.ready(u"Kon-Tiki"_s);
        QDir(w.folder.path()).mkdir(u"parts"_s);
        const QUrl one = w.file(u"gear.gcode"_s);
        const QMap<QString, QList<QUrl>> urls {
            {u"missing"_s, {QUrl::fromLocalFile(w.folder.filePath(u"gone.gcode"_s))}},
            {u"empty"_s, {w.file(u"empty.gcode"_s, {})}},
            {u"folder"_s, {QUrl::fromLocalFile(w.folder.filePath(u"parts"_s))}},
            {u"web"_s, {QUrl(u"https://example.org/parts/gear.gcode"_s)}},
            {u"nothing"_s, {}},
            {u"many"_s, QList<QUrl>(51, one)},
        };
        QSignalSpy refused(&w.drop, &DropSession::refused);
        w.drag(urls.value(what));
        QTRY_COMPARE(w.drop.title(), sentence);
        QVERIFY(w.drop.isProblem());
        QVERIFY(!w.verdict(id).choosable);
        w.drop.dropOnFleet();
        QCOMPARE(refused.value(0).value(0).toString(), sentence);
        QVERIFY(!w.sheet.isOpen());
    }

    void showsHostileNamesPlainly_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("shown");
        QTest::newRow("bidi") << u"gear\u202eedocg.gcode"_s << u"gearedocg.gcode"_s;
        QTest::newRow("newline") << u"gear\nname.gcode"_s << u"gear name.gcode"_s;
        QTest::newRow("emoji") << u"🐢.gcode"_s << u"🐢.gcode"_s;
        QTest::newRow("percent") << u"%1 %2 50%.gcode"_s << u"%1 %2 50%.gcode"_s;
        QTest::newRow("markup") << u"<b>gear<.gcode"_s << u"<b>gear<.gcode"_s;
        QTest::newRow("255 bytes")
            << QString(249, u'a') + u".gcode"_s << QString(249, u'a') + u".gcode"_s;
    }
    void showsHostileNamesPlainly()
    {
        QFETCH(QString, name);
        QFETCH(QString, shown);
        DropWorld &w = *m_world;
        QVERIFY(w.set(u"send.alwaysAsk"_s, u"never"_s));
        const QString id = w.ready(u"Kon-Tiki"_s);
        QSignalSpy said(&w.transfers, &SendDesk::said);
        w.drag({w.file(name)});
        QCOMPARE(w.drop.facts().section(u" · "_s, 0, 0), shown);
        w.drop.dropOn(id);
        QTRY_VERIFY(w.driver(u"Kon-Tiki"_s)->transfer);
        // The driver gets the name as it is, and makes of it what its printer can bear.
        QVERIFY(w.driver(u"Kon-Tiki"_s)->told.contains(u"upload "_s + name));
        w.driver(u"Kon-Tiki"_s)->transfer->cancel();
        QTRY_COMPARE(said.size(), 1);
        QCOMPARE(said[0][0].toString(), shown + u" is not sent to Kon-Tiki"_s);
    }

    void noticesAFileThatVanishes()
    {
        DropWorld &w = *m_world;
        QVERIFY(w.set(u"send.alwaysAsk"_s, u"never"_s));
        const QString id = w.ready(u"Kon-Tiki"_s);
        QSignalSpy refused(&w.drop, &DropSession::refused);
        const QUrl file = w.file(u"gear.gcode"_s);
        w.drag({file});
        QVERIFY(QFile::remove(file.toLocalFile()));
        w.drop.dropOn(id);
        QCOMPARE(refused.value(0).value(0).toString(), u"“gear.gcode” is no longer there."_s);
        QCOMPARE(w.transfers.count(), 0);
    }

    void sendsAThingBehindALinkUnderItsOwnName()
    {
        DropWorld &w = *m_world;
        const QString target = w.file(u"blob-17"_s).toLocalFile();
        const QString link = w.folder.filePath(u"gear.gcode"_s);
        QVERIFY(QFile::link(target, link));
        const PrintFile file = readPrintFile(pointedAt(QUrl::fromLocalFile(link)));
        QVERIFY(!file.problem);
        QCOMPARE(file.name, u"gear.gcode"_s);
        QCOMPARE(file.path, QFileInfo(target).canonicalFilePath());
    }

private:
    std::unique_ptr<DropWorld> m_world;
};

FLOTILLA_TEST(tst_DropSession)
#include "tst_dropsession.moc"
