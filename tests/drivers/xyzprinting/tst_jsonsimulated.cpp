// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/xyzprinting/jsonchannel.h"
#include "drivers/xyzprinting/states.h"
#include "drivers/xyzprinting/tcptransport.h"
#include "files/stillpicture.h"
#include "files/threew/encoder.h"
#include "files/threew/xyzmodels.h"
#include "simulators/xyzprinting/xyzprintingsimulator.h"

#include "support/testmain.h"

#include <QFile>
#include <QTemporaryDir>
#include <QThreadPool>

using namespace flotilla;
using namespace flotilla::xyzprinting;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using simulators::XyzPrintingSimulator;

// The JSON protocol against a 1.1 Plus that was written from the same page by somebody else.
class tst_JsonSimulated : public QObject
{
    Q_OBJECT

private:
    QThreadPool m_pool;
    QTemporaryDir m_folder;
    QString m_file;
    std::unique_ptr<XyzPrintingSimulator> m_printer;
    std::unique_ptr<JsonChannel> m_channel;

    void make(const QString &fault = {})
    {
        m_printer = std::make_unique<XyzPrintingSimulator>(
            simulators::SimulatorOptions {.model = u"1.1-plus"_s,
                                          .speed = 100,
                                          .fault = fault,
                                          .slowReply = 100ms,
                                          .tick = 20ms});
        const auto started = m_printer->start();
        QVERIFY2(started, started ? "" : qPrintable(started.error().message));
        const Times times {.shortestPoll = 20ms,
                           .uploadStall = 1s,
                           .jsonReply = 1s,
                           .jsonFile = 2s,
                           .jsonPicture = 1s,
                           .stillPause = 20ms};
        m_channel = std::make_unique<JsonChannel>(
            std::make_unique<TcpTransport>(u"127.0.0.1"_s, m_printer->port(), 1s), &m_pool, times);
    }
    template<typename T> Result<T> end(const Command<T> &command)
    {
        if (!QTest::qWaitFor([&command] { return command.isFinished(); }, 10'000))
            return failure(Error::Kind::Internal, u"in vain"_s);
        return *command.result();
    }
    Result<TransferResult> send()
    {
        Result<TransferResult> result = failure(Error::Kind::Internal, u"in vain"_s);
        bool ended = false;
        TransferJob *job = m_channel->sendFile(m_file, u"part.3w"_s, this);
        connect(job, &TransferJob::finished, this, [&](const Result<TransferResult> &given) {
            result = given;
            ended = true;
        });
        static_cast<void>(QTest::qWaitFor([&ended] { return ended; }, 10'000));
        return result;
    }
    bool waitFor(const std::function<bool(const MachineReport &)> &shown)
    {
        for (int tries = 0; tries < 400; ++tries) {
            const auto report = end(m_channel->poll());
            if (report && shown(*report))
                return true;
        }
        return false;
    }
    static std::function<bool(const MachineReport &)> state(int number)
    {
        return [number](const MachineReport &report) { return report.state == number; };
    }
    static bool prints(const MachineReport &report)
    {
        const auto reading = report.state ? readState(*report.state) : std::nullopt;
        return reading && reading->state == State::Printing && report.job;
    }

private Q_SLOTS:
    void initTestCase()
    {
        QFile gcode(m_folder.filePath(u"part.gcode"_s));
        QVERIFY(gcode.open(QIODevice::WriteOnly));
        gcode.write(";TIME:3600\n;LAYER_COUNT:3\nM104 S210\nG28\n");
        for (int i = 0; i < 3'000; ++i)
            gcode.write("G1 X" + QByteArray::number(10 + i % 50) + " Y20 E"
                        + QByteArray::number(i * 0.4) + " F1800\n");
        gcode.write("M104 S0\nM84\n");
        gcode.close();
        m_file = m_folder.filePath(u"part.3w"_s);
        const auto *model = files::threew::xyzModel(u"dvF110B000"_s);
        QVERIFY(model);
        const auto made = files::threew::encode(
            gcode.fileName(), m_file,
            {.fileId = model->fileId, .form = files::threew::formFor(*model, {}), .name = {}});
        QVERIFY2(made, made ? "" : qPrintable(made.error().message));
    }
    void cleanup()
    {
        m_channel.reset();
        m_printer.reset();
    }

    void aWholeJob_data()
    {
        QTest::addColumn<QString>("fault");
        for (const char *fault : {"", "closing", "slow"})
            QTest::newRow(fault) << QString::fromLatin1(fault);
    }
    void aWholeJob()
    {
        QFETCH(QString, fault);
        make(fault);
        const auto idle = end(m_channel->poll());
        QVERIFY2(idle, idle ? "" : qPrintable(idle.error().message));
        QCOMPARE(idle->modelId, u"dvF110B000"_s);
        QCOMPARE(idle->serial, m_printer->serialNumber());
        QCOMPARE(idle->state, int(stateIdle));
        const auto sent = send();
        QVERIFY2(sent,
                 qPrintable(m_printer->log().violationTexts().join(u'|')
                            + (sent ? QString() : sent.error().message + sent.error().detail)));
        QCOMPARE(m_printer->uploads().size(), 1);
        QVERIFY(waitFor(prints));

        const auto picture = end(m_channel->picture());
        QVERIFY2(picture, picture ? "" : qPrintable(picture.error().message));
        QVERIFY(files::checkStill(*picture));

        QVERIFY(end(m_channel->pause()));
        QVERIFY(waitFor(state(statePaused)));
        // It still moves to where it waits.
        QVERIFY(QTest::qWaitFor([this] { return end(m_channel->resume()).has_value(); }, 5'000));
        QVERIFY(waitFor(prints));
        QVERIFY(end(m_channel->cancelJob()));
        QVERIFY(waitFor([](const MachineReport &report) { return report.controlsJob == false; }));
        QCOMPARE(m_printer->log().violationTexts(), QStringList());
    }

    void J1_answersInSingleBytes()
    {
        make(u"split"_s);
        const auto report = end(m_channel->poll());
        QVERIFY2(report, report ? "" : qPrintable(report.error().message));
        QCOMPARE(report->state, int(stateIdle));
    }

    void whatGoesWrongWithAQuestion_data()
    {
        QTest::addColumn<QString>("fault");
        QTest::addColumn<QList<Error::Kind>>("kinds");
        using K = Error::Kind;
        QTest::newRow("silent") << u"silent"_s << QList<K> {K::TimedOut};
        QTest::newRow("S2 garbage") << u"garbage"_s << QList<K> {K::BadReply, K::TimedOut};
        QTest::newRow("S2 huge line") << u"huge-line"_s << QList<K> {K::BadReply};
        QTest::newRow("J4 busy") << u"busy"_s << QList<K> {K::Busy};
        QTest::newRow("unplugged") << u"unplugged"_s << QList<K> {K::Unreachable};
    }
    void whatGoesWrongWithAQuestion()
    {
        QFETCH(QString, fault);
        QFETCH(QList<Error::Kind>, kinds);
        make();
        QVERIFY(m_printer->setFault(fault));
        const auto report = end(m_channel->poll());
        QVERIFY(!report);
        QVERIFY2(kinds.contains(report.error().kind), qPrintable(report.error().message));
        QVERIFY(m_printer->setFault({}));
        QVERIFY(waitFor(state(stateIdle)));
    }

    void whatGoesWrongWithAFile_data()
    {
        QTest::addColumn<QString>("fault");
        QTest::addColumn<QList<Error::Kind>>("kinds");
        using K = Error::Kind;
        QTest::newRow("J4 busy in the end") << u"busy-result"_s << QList<K> {K::Busy};
        QTest::newRow("refused") << u"refuse"_s << QList<K> {K::Busy, K::Refused, K::BadFile};
        QTest::newRow("full") << u"full"_s << QList<K> {K::ChecksumMismatch};
        QTest::newRow("U7 cut") << u"drop"_s << QList<K> {K::Unreachable};
        QTest::newRow("U7 cut at 80 %") << u"stall"_s << QList<K> {K::Unreachable};
    }
    void whatGoesWrongWithAFile()
    {
        QFETCH(QString, fault);
        QFETCH(QList<Error::Kind>, kinds);
        make(fault);
        const auto sent = send();
        QVERIFY(!sent);
        QCOMPARE(m_printer->log().violationTexts(), QStringList());
        QVERIFY2(kinds.contains(sent.error().kind), qPrintable(sent.error().message));
        QVERIFY(!m_channel->isSending());
    }

    void J5_withoutATokenNothingIsControlled()
    {
        make(u"no-token"_s);
        QVERIFY(send());
        QVERIFY(waitFor(prints));
        QCOMPARE(end(m_channel->poll())->controlsJob, false);
        QCOMPARE(end(m_channel->pause()).error().kind, Error::Kind::Unsupported);
    }

    void J2_badPicturesAreNotTaken()
    {
        make(u"bad-picture"_s);
        for (int i = 0; i < 4; ++i) {
            const auto picture = end(m_channel->picture());
            QVERIFY(!picture || !files::checkStill(*picture));
        }
        QVERIFY(m_printer->setFault({}));
        QVERIFY(files::checkStill(end(m_channel->picture()).value_or(QByteArray())));
    }
};

FLOTILLA_TEST(tst_JsonSimulated)
#include "tst_jsonsimulated.moc"
