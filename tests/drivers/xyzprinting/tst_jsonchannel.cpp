// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/xyzprinting/jsonchannel.h"
#include "drivers/xyzprinting/states.h"

#include "jsonpeer.h"
#include "support/testmain.h"

#include <QCryptographicHash>
#include <QElapsedTimer>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QThreadPool>

using namespace flotilla;
using namespace flotilla::test;
using namespace flotilla::xyzprinting;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

const QByteArray statusRequest("{\"command\":2,\"query\":\"all\"}");
const QByteArray logRequest("{\"command\":7}");
const QByteArray pictureRequest("{\"command\":3}");
const QByteArray wantedRequest("{\"ack\":\"START_RECEIVE\"}");

QByteArray statusReply(int state, const QByteArray &more = {})
{
    return "{\"result\":0,\"command\":2,\"data\":{\"p\":\"dvF110B000\",\"i\":\"3F11XP0001\",\"j\":"
        + QByteArray::number(state) + more + "}}";
}

QByteArray actRequest(int state, const QByteArray &token)
{
    return "{\"command\":6,\"state\":" + QByteArray::number(state) + ",\"token\":\"" + token
        + "\"}";
}

template<typename T> Error::Kind kindOf(const Command<T> &command)
{
    const Result<T> *result = command.result();
    return !result || *result ? Error::Kind::Internal : result->error().kind;
}

} // namespace

class tst_JsonChannel : public QObject
{
    Q_OBJECT

private:
    Times m_times;
    std::unique_ptr<JsonPeer> m_peer;
    std::unique_ptr<JsonChannel> m_channel;
    QThreadPool m_pool;
    QTemporaryDir m_folder;

    void make() { m_channel = std::make_unique<JsonChannel>(m_peer->wire(), &m_pool, m_times); }

    template<typename T> bool ends(const Command<T> &command)
    {
        return QTest::qWaitFor([&command] { return command.isFinished(); }, 5'000);
    }
    Result<MachineReport> poll()
    {
        const auto command = m_channel->poll();
        return ends(command) ? *command.result() : failure(Error::Kind::Internal, u"no end"_s);
    }
    QString file(const QByteArray &bytes)
    {
        QFile out(m_folder.filePath(u"part.3w"_s));
        if (!out.open(QIODevice::WriteOnly) || out.write(bytes) != bytes.size())
            qFatal("cannot write");
        return out.fileName();
    }
    void expectFile(qsizetype bytes)
    {
        m_peer->answer("{\"command\":1,\"fileName\":\"part.3w\",\"fileLen\":"
                           + QByteArray::number(bytes) + ",\"ee1\":\"EE1_OK\",\"ee2\":\"EE2_OK\"}",
                       "{\"result\":1,\"command\":1,\"message\":\"START_RECEIVE\"}", false);
    }
    Result<TransferResult> end(TransferJob *job)
    {
        Result<TransferResult> result = failure(Error::Kind::Internal, u"no end"_s);
        bool ended = false;
        connect(job, &TransferJob::finished, this, [&](const Result<TransferResult> &given) {
            result = given;
            ended = true;
        });
        static_cast<void>(QTest::qWaitFor([&ended] { return ended; }, 5'000));
        return result;
    }
    Result<TransferResult> send(const QByteArray &bytes)
    {
        expectFile(bytes.size());
        return end(m_channel->sendFile(file(bytes), u"part.3w"_s, this));
    }

private Q_SLOTS:
    void init()
    {
        m_times = {.shortestPoll = 1ms,
                   .uploadStall = 200ms,
                   .jsonReply = 200ms,
                   .jsonFile = 300ms,
                   .jsonPicture = 200ms,
                   .stillPause = 1ms};
        m_peer = std::make_unique<JsonPeer>();
        m_peer->answer(statusRequest, statusReply(10));
        make();
    }
    void cleanup()
    {
        m_channel.reset();
        QCOMPARE(m_peer->wrongs, QStringList());
        QVERIFY(m_peer->mostOpen <= 1);
    }

    void X14_aCloseAfterEachReplyIsNoLoss_data()
    {
        QTest::addColumn<bool>("hangsUp");
        QTest::addColumn<int>("piece");
        QTest::newRow("X14 closes") << true << 0;
        QTest::newRow("stays") << false << 0;
        QTest::newRow("J1 in single bytes") << true << 1;
        QTest::newRow("in pieces") << false << 7;
    }
    void X14_aCloseAfterEachReplyIsNoLoss()
    {
        QFETCH(bool, hangsUp);
        QFETCH(int, piece);
        m_peer->answer(statusRequest, statusReply(10), hangsUp);
        m_peer->piece = piece;
        QSignalSpy lost(m_channel.get(), &ProtocolChannel::lost);
        for (int i = 0; i < 3; ++i) {
            const auto report = poll();
            QVERIFY2(report, report ? "" : qPrintable(report.error().message));
            QCOMPARE(report->state, int(stateIdle));
            QCOMPARE(report->controlsJob, false);
        }
        QCOMPARE(m_peer->connections, 3);
        QVERIFY(lost.isEmpty());
    }

    void X16_pollsKeepTheirDistance()
    {
        m_times.shortestPoll = 150ms;
        make();
        QElapsedTimer since;
        since.start();
        QVERIFY(poll());
        QVERIFY(since.elapsed() < 100);
        QVERIFY(poll());
        QVERIFY(since.elapsed() >= 150);
    }

    void S3_whoAsksMeanwhileSharesTheAnswer()
    {
        const auto first = m_channel->poll();
        const auto second = m_channel->poll();
        QVERIFY(ends(first) && ends(second));
        QVERIFY(*first.result() && *second.result());
        QCOMPARE(m_peer->requests, QByteArrayList {statusRequest});
    }

    void oneQuestionAtATime()
    {
        m_channel->setJobHold({.token = u"T"_s});
        m_peer->answer(statusRequest, statusReply(2, ",\"d\":{\"print_percentage\":1}"));
        m_peer->answer(actRequest(1, "T"), "{\"result\":0,\"command\":6}");
        const auto report = m_channel->poll();
        QTRY_COMPARE(m_peer->requests.size(), 1);
        const auto paused = m_channel->pause();
        QVERIFY(ends(report) && ends(paused));
        QVERIFY(*report.result() && *paused.result());
        QCOMPARE(m_peer->requests, (QByteArrayList {statusRequest, actRequest(1, "T")}));
    }

    void whatGoesWrongWithAQuestion_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<Error::Kind>("kind");
        const auto bad = Error::Kind::BadReply;
        QTest::newRow("S2 cut and hung up") << statusReply(10).chopped(5) << bad;
        QTest::newRow("hung up at once") << QByteArray() << bad;
        QTest::newRow("S2 no JSON") << QByteArray("E4$\n") << bad;
        QTest::newRow("another command") << QByteArray("{\"result\":0,\"command\":4}") << bad;
        QTest::newRow("J4 busy") << QByteArray("{\"result\":6,\"command\":2}") << Error::Kind::Busy;
        QTest::newRow("S2 70 KB") << QByteArray("{\"a\":\"" + QByteArray(70'000, 'x')) << bad;
    }
    void whatGoesWrongWithAQuestion()
    {
        QFETCH(QByteArray, answer);
        QFETCH(Error::Kind, kind);
        m_peer->answer(statusRequest, answer);
        const auto report = poll();
        QVERIFY(!report);
        QCOMPARE(report.error().kind, kind);
        QVERIFY(!report.error().message.isEmpty());
        m_peer->answer(statusRequest, statusReply(10));
        QVERIFY(poll()); // the next good one recovers
    }

    void silenceIsTimedOutAndNobodyIsUnreachable()
    {
        m_peer->isSilent = true;
        QCOMPARE(poll().error().kind, Error::Kind::TimedOut);
        m_peer->isSilent = false;
        QVERIFY(poll());
        m_peer->refuses = true;
        QCOMPARE(poll().error().kind, Error::Kind::Unreachable);
    }

    void closingEndsWhatWaits()
    {
        m_peer->isSilent = true;
        const auto report = m_channel->poll();
        const auto picture = m_channel->picture();
        QTRY_COMPARE(m_peer->requests.size(), 1);
        m_channel->close();
        QCOMPARE(kindOf(report), Error::Kind::Canceled);
        QCOMPARE(kindOf(picture), Error::Kind::Canceled);
        m_peer->isSilent = false;
        QVERIFY(poll());
    }

    void J7_theLogIsAskedOnceForAFault()
    {
        m_peer->answers[statusRequest] = {{statusReply(10, ",\"e\":2")},
                                          {statusReply(10, ",\"e\":2")},
                                          {statusReply(10, ",\"e\":0")},
                                          {statusReply(10, ",\"e\":2")}};
        m_peer->answers[logRequest]
            = {{"{\"result\":2,\"command\":7,\"message\":\"GET_LOG_ERROR\"}"},
               {"{\"result\":0,\"command\":7,\"error\":\"1073742342\"}"}};
        QCOMPARE(poll()->errors, QList<quint32>({2}));
        QCOMPARE(poll()->errors, QList<quint32>({2}));
        QCOMPARE(m_peer->requests.count(logRequest), 1);
        QCOMPARE(poll()->errors, QList<quint32>());
        QCOMPARE(poll()->errors, QList<quint32>({2, 1073742342}));
    }

    void progressIsAskedForWhereTheStatusHasNone()
    {
        m_peer->answer(statusRequest, statusReply(2));
        m_peer->answer("{\"command\":4}",
                       "{\"result\":0,\"command\":4,\"print_percentage\":\"42\","
                       "\"elapsed_time\":\"3\",\"estimated_time\":\"4\"}");
        QCOMPARE(poll()->job, (JobCount {.percent = 42, .elapsedMinutes = 3, .leftMinutes = 4}));
        m_peer->answer("{\"command\":4}", "{\"result\":1,\"message\":\"No printing job!\"}");
        const auto report = poll();
        QVERIFY(report && !report->job);
    }

    // Pictures.

    void J2_aPicture_data()
    {
        QTest::addColumn<bool>("hangsUp"); // before we say that we want it
        QTest::addColumn<int>("piece");
        QTest::newRow("J2 on the same connection") << false << 0;
        QTest::newRow("J2 on a new connection") << true << 0;
        QTest::newRow("J2 in pieces") << false << 3;
    }
    void J2_aPicture()
    {
        QFETCH(bool, hangsUp);
        QFETCH(int, piece);
        const QByteArray jpeg("\xff\xd8\xff{\"}}\0 no real one", 20);
        m_peer->piece = piece;
        m_peer->answer(pictureRequest,
                       "{\"result\":0,\"command\":3,\"message\":\"START_SEND\",\"length\":20}",
                       hangsUp);
        m_peer->answer(
            wantedRequest,
            jpeg + "{\"result\":0,\"command\":3,\"message\":\"SEND_FINISH\",\"length\":20}");
        const auto picture = m_channel->picture();
        const auto shared = m_channel->picture();
        QVERIFY(ends(picture) && ends(shared));
        QVERIFY2(*picture.result(),
                 *picture.result() ? "" : qPrintable(picture.result()->error().message));
        QCOMPARE(**picture.result(), jpeg);
        QCOMPARE(m_peer->connections, hangsUp ? 2 : 1);
        QCOMPARE(m_peer->requests.count(pictureRequest), 1);
    }

    void J2_picturesThatAreNone_data()
    {
        QTest::addColumn<QByteArray>("announced");
        QTest::addColumn<QByteArray>("sent");
        QTest::addColumn<Error::Kind>("kind");
        const QByteArray four("{\"result\":0,\"message\":\"START_SEND\",\"length\":4}");
        const auto bad = Error::Kind::BadReply;
        QTest::newRow("J2 too short")
            << four << QByteArray("abc{\"result\":0,\"message\":\"SEND_FINISH\",\"length\":4}")
            << bad;
        QTest::newRow("J2 too long")
            << four << QByteArray("abcde{\"result\":0,\"message\":\"SEND_FINISH\",\"length\":4}")
            << bad;
        QTest::newRow("cut") << four << QByteArray("ab") << bad;
        QTest::newRow("no last reply") << four << QByteArray("abcd") << bad;
        QTest::newRow("another length")
            << four << QByteArray("abcd{\"result\":0,\"message\":\"SEND_FINISH\",\"length\":5}")
            << bad;
        QTest::newRow("larger than any")
            << QByteArray("{\"result\":0,\"message\":\"START_SEND\",\"length\":9000000}")
            << QByteArray() << bad;
        QTest::newRow("J4 busy") << QByteArray("{\"result\":6,\"command\":3}") << QByteArray()
                                 << Error::Kind::Busy;
    }
    void J2_picturesThatAreNone()
    {
        QFETCH(QByteArray, announced);
        QFETCH(QByteArray, sent);
        QFETCH(Error::Kind, kind);
        m_peer->answer(pictureRequest, announced, false);
        m_peer->answer(wantedRequest, sent);
        const auto picture = m_channel->picture();
        QVERIFY(ends(picture));
        QCOMPARE(kindOf(picture), kind);
        QVERIFY(poll());
    }

    void picturesKeepTheirDistance()
    {
        m_times.stillPause = 150ms;
        make();
        m_peer->answer(pictureRequest, "{\"result\":6,\"command\":3}");
        QElapsedTimer since;
        since.start();
        QVERIFY(ends(m_channel->picture()));
        const auto next = m_channel->picture();
        QVERIFY(poll()); // is not held up
        QVERIFY(!next.isFinished());
        QVERIFY(ends(next));
        QVERIFY(since.elapsed() >= 150);
    }

    // Files and their jobs.

    void J3_theFileFollowsTheWord_data()
    {
        QTest::addColumn<int>("bytes");
        QTest::addColumn<bool>("tellsAtOnce");
        QTest::newRow("J3 one byte") << 1 << false;
        QTest::newRow("J3 small") << 1'000 << false;
        QTest::newRow("J3 several chunks") << 600'000 << false;
        QTest::newRow("J3 written at once") << 600'000 << true;
    }
    void J3_theFileFollowsTheWord()
    {
        QFETCH(int, bytes);
        QFETCH(bool, tellsAtOnce);
        m_peer->tellsAtOnce = tellsAtOnce;
        const QByteArray content(bytes, '}');
        const auto sent = send(content);
        QVERIFY2(sent, sent ? "" : qPrintable(sent.error().message));
        QCOMPARE(sent->bytes, bytes);
        QCOMPARE(sent->name, u"part.3w"_s);
        QCOMPARE(sent->sha256, QCryptographicHash::hash(content, QCryptographicHash::Sha256));
        QVERIFY(m_peer->file == content + "<EOF>");
        QCOMPARE(m_peer->connections, 1);
        QCOMPARE(poll()->controlsJob, true);
    }

    void J3_refusedBeforeTheFirstByte_data()
    {
        QTest::addColumn<int>("result");
        QTest::addColumn<Error::Kind>("kind");
        QTest::newRow("J3 no word to go on") << 0 << Error::Kind::Refused;
        QTest::newRow("J4 not supported") << 2 << Error::Kind::BadFile;
        QTest::newRow("J4 busy") << 6 << Error::Kind::Busy;
    }
    void J3_refusedBeforeTheFirstByte()
    {
        QFETCH(int, result);
        QFETCH(Error::Kind, kind);
        expectFile(3);
        for (auto &answers : m_peer->answers) {
            if (answers.first().bytes.contains("START_RECEIVE"))
                answers
                    = {{"{\"result\":" + QByteArray::number(result) + ",\"command\":1}", false}};
        }
        const auto sent = end(m_channel->sendFile(file("abc"), u"part.3w"_s, this));
        QVERIFY(!sent);
        QCOMPARE(sent.error().kind, kind);
        QVERIFY(m_peer->file.isEmpty());
        QCOMPARE(poll()->controlsJob, false);
    }

    void J4_refusedAfterTheLastByte_data()
    {
        QTest::addColumn<int>("result");
        QTest::addColumn<Error::Kind>("kind");
        QTest::newRow("J4 not supported") << 2 << Error::Kind::BadFile;
        QTest::newRow("J4 damaged") << 4 << Error::Kind::ChecksumMismatch;
        QTest::newRow("J4 busy is not complete") << 6 << Error::Kind::Busy;
        QTest::newRow("J3 only 0 is complete") << 1 << Error::Kind::Refused;
    }
    void J4_refusedAfterTheLastByte()
    {
        QFETCH(int, result);
        QFETCH(Error::Kind, kind);
        m_peer->fileAnswer
            = "{\"result\":" + QByteArray::number(result) + ",\"command\":1,\"token\":\"T\"}";
        const auto sent = send("abc");
        QVERIFY(!sent);
        QCOMPARE(sent.error().kind, kind);
        QCOMPARE(poll()->controlsJob, false);
        m_peer->fileAnswer = "{\"result\":0,\"command\":1,\"token\":\"T\"}";
        QVERIFY(send("abc")); // later it may do
    }

    void U7_aCutAtAnyByteIsAFailure_data()
    {
        QTest::addColumn<int>("after");
        for (const int after : {1, 16'384, 30'000, 40'000, 40'005})
            QTest::addRow("U7 after %d", after) << after;
    }
    void U7_aCutAtAnyByteIsAFailure()
    {
        QFETCH(int, after);
        m_peer->breaksAfter = after;
        const auto sent = send(QByteArray(40'000, 'x'));
        QVERIFY(!sent);
        QCOMPARE(sent.error().kind, Error::Kind::Unreachable);
        m_peer->breaksAfter = -1;
        const auto report = poll();
        QVERIFY(report);
        QCOMPARE(report->controlsJob, false);
    }

    void aPrinterThatStopsReading()
    {
        m_peer->stopsReadingAfter = 100'000;
        const auto sent = send(QByteArray(600'000, 'x'));
        QVERIFY(!sent);
        QCOMPARE(sent.error().kind, Error::Kind::TimedOut);
        QVERIFY2(sent.error().message.contains(u"off and on"_s), qPrintable(sent.error().message));
    }

    void nothingIsAskedWhileAFileIsSent()
    {
        m_channel->setJobHold({.token = u"old"_s});
        m_peer->stopsReadingAfter = 1;
        expectFile(3);
        TransferJob *job = m_channel->sendFile(file("abc"), u"part.3w"_s, this);
        QVERIFY(m_channel->isSending());
        for (const auto kind :
             {kindOf(m_channel->poll()), kindOf(m_channel->picture()), kindOf(m_channel->pause())})
            QCOMPARE(kind, Error::Kind::Busy);
        const QString other = m_folder.filePath(u"other.3w"_s);
        const auto second = end(m_channel->sendFile(other, u"other.3w"_s, this));
        QCOMPARE(second.error().kind, Error::Kind::Busy);
        QTRY_VERIFY(m_peer->file.size() >= 3);
        job->cancel();
        QCOMPARE(end(job).error().kind, Error::Kind::Canceled);
        QVERIFY(!m_channel->isSending());
        m_peer->stopsReadingAfter = -1;
        QVERIFY(poll());
        QCOMPARE(m_peer->requests.count(statusRequest), 1);
    }

    void closingEndsAFile()
    {
        m_peer->stopsReadingAfter = 1;
        expectFile(3);
        TransferJob *job = m_channel->sendFile(file("abc"), u"part.3w"_s, this);
        QTRY_VERIFY(m_peer->file.size() >= 3);
        m_channel->close();
        QCOMPARE(end(job).error().kind, Error::Kind::Canceled);
        job = m_channel->sendFile(file("abc"), u"part.3w"_s, this);
        m_channel.reset();
        QCOMPARE(end(job).error().kind, Error::Kind::Canceled);
    }

    void filesThatAreNone()
    {
        QCOMPARE(end(m_channel->sendFile(file({}), u"part.3w"_s, this)).error().kind,
                 Error::Kind::BadFile);
        QCOMPARE(end(m_channel->sendFile(u"/nowhere/a.3w"_s, u"a.3w"_s, this)).error().kind,
                 Error::Kind::BadFile);
        QVERIFY(m_peer->requests.isEmpty());
    }

    void theCartridgesAreNamed()
    {
        m_peer->answer(statusRequest,
                       statusReply(10, ",\"w\":[\"W1:PMP6QTH64R0001\",\"W2:--------------\"]"));
        QVERIFY(poll());
        m_peer->answer("{\"command\":1,\"fileName\":\"part.3w\",\"fileLen\":3,\"ee1\":\"EE1_OK\","
                       "\"ee2\":\"EE2_NG\"}",
                       "{\"result\":1,\"command\":1,\"message\":\"START_RECEIVE\"}", false);
        QVERIFY(end(m_channel->sendFile(file("abc"), u"part.3w"_s, this)));
    }

    void J5_theTokenIsKeptAndSent()
    {
        QSignalSpy holds(m_channel.get(), &JsonChannel::jobHoldChanged);
        QVERIFY(send("abc"));
        QTRY_COMPARE(holds.size(), 1);
        QCOMPARE(holds.last().first().value<JobHold>(), (JobHold {.token = u"T-1"_s}));
        m_peer->answer(statusRequest, statusReply(2, ",\"d\":{\"print_percentage\":1}"));
        QCOMPARE(poll()->state, 9502);

        for (const int act : {1, 2, 3})
            m_peer->answer(actRequest(act, "T-1"), "{\"result\":0,\"command\":6}");
        const auto paused = m_channel->pause();
        QVERIFY(ends(paused) && *paused.result());
        QCOMPARE(poll()->state, int(statePaused)); // the printer has no number for it
        m_peer->answer(statusRequest, statusReply(30, ",\"d\":{\"print_percentage\":1}"));
        QCOMPARE(poll()->state, int(statePaused));
        QCOMPARE(holds.last().first().value<JobHold>().paused, true);
        const auto resumed = m_channel->resume();
        QVERIFY(ends(resumed) && *resumed.result());
        m_peer->answer(statusRequest, statusReply(2, ",\"d\":{\"print_percentage\":1}"));
        QCOMPARE(poll()->state, 9502);
        const auto stopped = m_channel->cancelJob();
        QVERIFY(ends(stopped) && *stopped.result());
        m_peer->answer(statusRequest, statusReply(12));
        QCOMPARE(poll()->controlsJob, true);
        m_peer->answer(statusRequest, statusReply(10));
        QCOMPARE(poll()->controlsJob, false); // it is over
        QCOMPARE(holds.last().first().value<JobHold>(), JobHold());
    }

    void J5_noTokenNoControl()
    {
        m_peer->answer(statusRequest, statusReply(2, ",\"d\":{\"print_percentage\":1}"));
        QCOMPARE(poll()->controlsJob, false);
        for (const auto kind : {kindOf(m_channel->pause()), kindOf(m_channel->resume()),
                                kindOf(m_channel->cancelJob())})
            QCOMPARE(kind, Error::Kind::Unsupported);
        QCOMPARE(m_peer->requests, QByteArrayList {statusRequest});
    }

    void J5_theTokenOfAnotherJob()
    {
        m_channel->setJobHold({.token = u"old"_s, .paused = true});
        m_peer->answer(statusRequest, statusReply(2, ",\"d\":{\"print_percentage\":1}"));
        QCOMPARE(poll()->state, int(statePaused)); // as the session before knew
        m_peer->answer(actRequest(2, "old"), "{\"result\":5,\"command\":-1}");
        const auto resumed = m_channel->resume();
        QVERIFY(ends(resumed));
        QCOMPARE(kindOf(resumed), Error::Kind::Refused);
        QCOMPARE(poll()->controlsJob, false);
    }

    void J4_aBusyPrinterKeepsTheToken()
    {
        m_channel->setJobHold({.token = u"T"_s});
        m_peer->answer(actRequest(1, "T"), "{\"result\":6,\"command\":6}");
        const auto paused = m_channel->pause();
        QVERIFY(ends(paused));
        QCOMPARE(kindOf(paused), Error::Kind::Busy);
        m_peer->answer(statusRequest, statusReply(2, ",\"d\":{\"print_percentage\":1}"));
        const auto report = poll();
        QCOMPARE(report->controlsJob, true);
        QCOMPARE(report->state, 9502);
    }

    void aHoldIsKeptAsText()
    {
        for (const JobHold &hold :
             {JobHold {}, JobHold {.token = u"a"_s}, JobHold {.token = u"!a"_s, .paused = true},
              JobHold {.token = u"!"_s}})
            QCOMPARE(JobHold::fromText(hold.toText()), hold);
        QCOMPARE(JobHold::fromText(u"no mark"_s), JobHold());
    }

    void aBedIsClearedAtThePanel()
    {
        QCOMPARE(kindOf(m_channel->clearPlate()), Error::Kind::Unsupported);
    }
};

FLOTILLA_TEST(tst_JsonChannel)
#include "tst_jsonchannel.moc"
