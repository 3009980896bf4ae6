// SPDX-License-Identifier: GPL-3.0-or-later
#include "serviceworld.h"

#include "support/testmain.h"

#include <QBuffer>
#include <QFile>
#include <QImage>

using namespace flotilla;
using namespace flotilla::api;
using namespace flotilla::test;
using namespace Qt::StringLiterals;

class tst_TransferCommands : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<ServiceWorld> m_world;
    QString m_file;

    QJsonObject toUpload(const QJsonObject &more = {}) const
    {
        QJsonObject arguments = more;
        arguments.insert(u"printer"_s, u"Hall 1"_s);
        arguments.insert(u"file"_s, m_file);
        return arguments;
    }

    // An upload that has reached the driver.
    FakeTransfer *sending(Heard &heard, CommandTask **task, const QJsonObject &more = {},
                          std::optional<int> timeoutMs = {})
    {
        *task = m_world->begin(m_world->request(u"upload"_s, toUpload(more), timeoutMs), heard);
        const bool began = QTest::qWaitFor(
            [&] { return m_world->driver(u"Hall 1"_s) && m_world->driver(u"Hall 1"_s)->transfer; },
            5'000);
        return began ? m_world->driver(u"Hall 1"_s)->transfer.data() : nullptr;
    }

private Q_SLOTS:
    void init()
    {
        m_world = std::make_unique<ServiceWorld>();
        m_world->capabilities.storesFiles = m_world->capabilities.startsStored = true;
        m_world->capabilities.fileTypes = {u"gcode"_s};
        m_world->add(u"Hall 1"_s);
        m_file = m_world->folder.filePath(u"part.gcode"_s);
        QFile file(m_file);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("G28\n");
    }
    void cleanup() { m_world.reset(); }

    void uploadTellsWhatArrived()
    {
        Heard heard;
        CommandTask *task = nullptr;
        FakeTransfer *transfer = sending(heard, &task);
        QVERIFY(transfer);
        transfer->setProgress(2, 4);
        transfer->setProgress(4, 4);
        transfer->finish(TransferResult {u"part.gcode"_s, 4, QByteArray(32, 'a')});
        QTRY_VERIFY(heard.end);
        QVERIFY2(heard.isGood(), qPrintable(heard.message()));
        QCOMPARE(heard.progress, QList<qint64>({2, 4}));
        const QJsonObject sent = heard.object();
        QCOMPARE(sent[u"file"_s].toString(), u"part.gcode"_s);
        QCOMPARE(sent[u"size"_s].toInteger(), 4);
        QCOMPARE(sent[u"sha256"_s].toString(), QString::fromLatin1(QByteArray(32, 'a').toHex()));
        QVERIFY(sent[u"seconds"_s].isDouble());
        QCOMPARE(sent[u"started"_s].toBool(), false);
    }

    void whoLeavesStopsTheTransfer()
    {
        Heard heard;
        CommandTask *task = nullptr;
        QVERIFY(sending(heard, &task));
        QVERIFY(task->isCancelable());
        task->cancel();
        QTRY_VERIFY(heard.end);
        QCOMPARE(heard.kind(), Error::Kind::Canceled);
    }

    void whoLeavesBeforeTheTransferStopsItToo()
    {
        m_world->system.whenConnecting = {};
        Heard heard;
        CommandTask *task = m_world->begin(m_world->request(u"upload"_s, toUpload()), heard);
        QTRY_VERIFY(m_world->driver(u"Hall 1"_s));
        task->cancel();
        QTRY_VERIFY(heard.end);
        QCOMPARE(heard.kind(), Error::Kind::Canceled);
    }

    // A print that was asked for is not un-asked.
    void whoLeavesAfterTheStartStopsNothing()
    {
        Heard heard;
        CommandTask *task = nullptr;
        FakeTransfer *transfer = sending(heard, &task, {{u"print"_s, true}});
        QVERIFY(transfer);
        transfer->finish(TransferResult {u"part.gcode"_s, 4, QByteArray(32, 'a')});
        FakeDriver *driver = m_world->driver(u"Hall 1"_s);
        QTRY_COMPARE((*m_world->service->fleet().find(u"Hall 1"_s))->status().activity
                         ? (*m_world->service->fleet().find(u"Hall 1"_s))->status().activity->kind
                         : ActivityKind::Sending,
                     ActivityKind::Starting);
        task->cancel();
        QCoreApplication::processEvents();
        QVERIFY(!heard.end);
        driver->report({.state = State::Printing, .job = ReportedJob {.name = u"part.gcode"_s}});
        QTRY_VERIFY(heard.end);
        QVERIFY2(heard.isGood(), qPrintable(heard.message()));
        QCOMPARE(heard.object()[u"started"_s].toBool(), true);
        QVERIFY(!driver->told.contains(u"cancel"_s));
    }

    // A limit of the user's ends the command, not the print.
    void aStartThatIsNotShownInTimeGoesOnWithoutUs()
    {
        Heard heard;
        CommandTask *task = nullptr;
        FakeTransfer *transfer = sending(heard, &task, {{u"print"_s, true}}, 300);
        QVERIFY(transfer);
        transfer->setProgress(4, 4);
        transfer->finish(TransferResult {u"part.gcode"_s, 4, QByteArray(32, 'a')});
        QTRY_VERIFY(heard.end);
        QCOMPARE(heard.kind(), Error::Kind::TimedOut);
        FakeDriver *driver = m_world->driver(u"Hall 1"_s);
        driver->report({.state = State::Printing, .job = ReportedJob {.name = u"part.gcode"_s}});
        const Heard history = m_world->run(u"history"_s);
        QCOMPARE(history.array().size(), 1);
        const QJsonObject run = history.array().first().toObject();
        QCOMPARE(run[u"source"_s].toString(), u"flotilla"_s);
        QVERIFY(!run.contains(u"result"_s)); // under way
    }

    void silenceEndsATransfer()
    {
        Heard heard;
        CommandTask *task = nullptr;
        FakeTransfer *transfer = sending(heard, &task, {}, 300);
        QVERIFY(transfer);
        transfer->setProgress(1, 4);
        QTRY_VERIFY(heard.end);
        QCOMPARE(heard.kind(), Error::Kind::TimedOut);
    }

    void slownessDoesNot()
    {
        Heard heard;
        CommandTask *task = nullptr;
        QPointer<FakeTransfer> transfer = sending(heard, &task, {}, 400);
        QVERIFY(transfer);
        QTimer drip;
        qint64 done = 0;
        connect(&drip, &QTimer::timeout, this, [&] {
            if (transfer)
                transfer->setProgress(++done, 12);
        });
        drip.start(100);
        QTRY_COMPARE(done, 12);
        transfer->finish(TransferResult {u"part.gcode"_s, 4, {}});
        QTRY_VERIFY(heard.end);
        QVERIFY2(heard.isGood(), qPrintable(heard.message()));
    }

    void aConvertedFileIsToldApartFromTheGivenOne()
    {
        Heard heard;
        CommandTask *task = nullptr;
        FakeTransfer *transfer = sending(heard, &task);
        QVERIFY(transfer);
        Printer *printer = *m_world->service->fleet().find(u"Hall 1"_s);
        transfer->setPhase(TransferPhase::Converting);
        QTRY_VERIFY(printer->status().activity);
        QCOMPARE(printer->status().activity->kind, ActivityKind::Converting);
        transfer->setProgress(4, 4);
        transfer->setPhase(TransferPhase::Moving);
        QCOMPARE(printer->status().activity->kind, ActivityKind::Sending);
        transfer->finish(TransferResult {.name = u"part.3w"_s,
                                         .bytes = 9,
                                         .sha256 = QByteArray(32, 's'),
                                         .given = GivenFile {4, QByteArray(32, 'g')},
                                         .format = u"3w"_s});
        QTRY_VERIFY(heard.end);
        QVERIFY2(heard.isGood(), qPrintable(heard.message()));
        const QJsonObject document = heard.object();
        QCOMPARE(document[u"size"_s].toInt(), 4);
        QCOMPARE(document[u"sha256"_s].toString(),
                 QString::fromLatin1(QByteArray(32, 'g').toHex()));
        QCOMPARE(document[u"file"_s].toString(), u"part.gcode"_s);
        const QJsonObject sent = document[u"sent"_s].toObject();
        QCOMPARE(sent[u"file"_s].toString(), u"part.3w"_s);
        QCOMPARE(sent[u"size"_s].toInt(), 9);
        QCOMPARE(sent[u"sha256"_s].toString(), QString::fromLatin1(QByteArray(32, 's').toHex()));
        QCOMPARE(sent[u"format"_s].toString(), u"3w"_s);
    }

    void withoutPrintAStartingPrinterGetsNoByte()
    {
        m_world->capabilities.storesFiles = false;
        m_world->capabilities.startsOnUpload = true;
        const Heard heard = m_world->run(u"upload"_s, toUpload());
        QCOMPARE(heard.end->exitStatus(), 4);
        QVERIFY(!m_world->driver(u"Hall 1"_s)->transfer);
    }

    void startOptionsWithoutAStartAreRefused()
    {
        const Heard heard
            = m_world->run(u"upload"_s, toUpload({{u"options"_s, QJsonObject {{u"a"_s, u"b"_s}}}}));
        QCOMPARE(heard.kind(), Error::Kind::WrongUse);
    }

    void printEndsWithTheState()
    {
        Heard heard;
        m_world->begin(
            m_world->request(u"print"_s, {{u"printer"_s, u"Hall 1"_s}, {u"file"_s, u"b.gcode"_s}}),
            heard);
        QTRY_VERIFY(m_world->driver(u"Hall 1"_s));
        FakeDriver *driver = m_world->driver(u"Hall 1"_s);
        QTRY_VERIFY(driver->told.contains(u"start b.gcode"_s));
        driver->answers.back().finish(
            Shown([](const DriverState &state) { return state.state == State::Printing; }));
        // At every beat, as a printer does.
        const DriverState printing {.state = State::Printing,
                                    .job = ReportedJob {.name = u"b.gcode"_s}};
        QTRY_VERIFY((driver->report(printing), heard.end.has_value()));
        QVERIFY2(heard.isGood(), qPrintable(heard.message()));
        QCOMPARE(heard.object(), QJsonObject({{u"state"_s, u"printing"_s}}));
        const Heard history = m_world->run(u"history"_s, {{u"printer"_s, u"Hall 1"_s}});
        QCOMPARE(history.array().size(), 1);
        QCOMPARE(history.array().first().toObject()[u"file"_s].toString(), u"b.gcode"_s);
    }

    void historyOutlivesThePrinter()
    {
        m_world->state = {.state = State::Printing, .job = ReportedJob {.name = u"c.gcode"_s}};
        QVERIFY(m_world->openDriver(u"Hall 1"_s)); // a job of the panel's
        QTRY_COMPARE(m_world->run(u"history"_s).array().size(), 1);
        QVERIFY(m_world->run(u"remove"_s, {{u"printer"_s, u"Hall 1"_s}}).isGood());
        QCOMPARE(m_world->run(u"history"_s, {{u"printer"_s, u"hall 1"_s}}).array().size(), 1);
        QCOMPARE(m_world->run(u"history"_s, {{u"since"_s, u"2999-01-01"_s}}).array().size(), 0);
    }

    void filesAndDelete()
    {
        m_world->capabilities.listsFiles = m_world->capabilities.deletesFiles = true;
        const Heard files = m_world->run(u"files"_s, {{u"printer"_s, u"Hall 1"_s}});
        QVERIFY2(files.isGood(), qPrintable(files.message()));
        QCOMPARE(files.array(), QJsonArray({QJsonObject {{u"name"_s, u"a.gcode"_s}}}));
        Heard heard;
        m_world->begin(
            m_world->request(u"delete"_s, {{u"printer"_s, u"Hall 1"_s}, {u"file"_s, u"a.gcode"_s}}),
            heard);
        FakeDriver *driver = m_world->driver(u"Hall 1"_s);
        QTRY_VERIFY(!driver->answers.empty());
        driver->answers.back().finish(failure(Error::Kind::NotFound, u"There is no such file."_s));
        QTRY_VERIFY(heard.end);
        QCOMPARE(heard.kind(), Error::Kind::NotFound);
    }

    void aSnapshotIsWrittenWhole()
    {
        m_world->capabilities.cameraKinds = {u"stills"_s};
        FakeDriver *driver = m_world->openDriver(u"Hall 1"_s);
        QImage image(32, 24, QImage::Format_RGB32);
        image.fill(Qt::darkGreen);
        QBuffer buffer(&driver->picture);
        buffer.open(QIODevice::WriteOnly);
        image.save(&buffer, "jpg");
        const QString out = m_world->folder.filePath(u"out.jpg"_s);
        const QJsonObject arguments {{u"printer"_s, u"Hall 1"_s}, {u"out"_s, out}};
        const Heard heard = m_world->run(u"snapshot"_s, arguments);
        QVERIFY2(heard.isGood(), qPrintable(heard.message()));
        const QJsonObject document = heard.object();
        QCOMPARE(document[u"width"_s].toInt(), 32);
        QCOMPARE(document[u"height"_s].toInt(), 24);
        QCOMPARE(document[u"bytes"_s].toInteger(), driver->picture.size());
        const auto written = [&out] {
            QFile file(out);
            return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
        };
        QCOMPARE(written(), driver->picture);

        // What is there stays until a whole picture takes its place.
        const QByteArray before = std::exchange(driver->picture, "JPEG");
        QCOMPARE(m_world->run(u"snapshot"_s, arguments).kind(), Error::Kind::BadReply);
        QCOMPARE(written(), before);
    }

    void aSnapshotNeedsACamera()
    {
        const QString out = m_world->folder.filePath(u"out.jpg"_s);
        const Heard heard
            = m_world->run(u"snapshot"_s, {{u"printer"_s, u"Hall 1"_s}, {u"out"_s, out}});
        QCOMPARE(heard.kind(), Error::Kind::Unsupported);
        QVERIFY2(heard.message().contains(u"no camera"_s), qPrintable(heard.message()));
        QVERIFY(!QFile::exists(out));
    }

    // The fake sends three letters, which are no picture.
    void aThumbnailThatIsNoneIsNotWritten()
    {
        m_world->capabilities.thumbnails = true;
        const QString out = m_world->folder.filePath(u"out.png"_s);
        const Heard heard = m_world->run(
            u"thumbnail"_s,
            {{u"printer"_s, u"Hall 1"_s}, {u"file"_s, u"a.gcode"_s}, {u"out"_s, out}});
        QCOMPARE(heard.kind(), Error::Kind::BadReply);
        QVERIFY(!QFile::exists(out));
    }
};

FLOTILLA_TEST(tst_TransferCommands)
#include "tst_transfercommands.moc"
