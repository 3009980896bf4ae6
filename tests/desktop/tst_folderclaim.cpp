// SPDX-License-Identifier: GPL-3.0-or-later
#include "ctl.h"
#include "folderclaim.h"

#include "api/commandservice.h"
#include "api/fleetservice.h"
#include "api/ownersocket.h"
#include "api/programcommands.h"
#include "core/driverregistry.h"
#include "drivers/builtindrivers.h"
#include "support/testmain.h"

#include <QSignalSpy>
#include <QTemporaryDir>

#include <csignal>

using namespace flotilla;
using namespace flotilla::test;
using namespace Qt::StringLiterals;

namespace {

// What a claim said.
struct Claimed
{
    explicit Claimed(const QString &folder, const QStringList &files = {})
        : claim(*api::prepareDataFolder(folder), files)
    {
        claim.start();
    }

    FolderClaim claim;
    QSignalSpy owned {&claim, &FolderClaim::owned};
    QSignalSpy handedOver {&claim, &FolderClaim::handedOver};
    QSignalSpy serveFound {&claim, &FolderClaim::serveFound};
    QSignalSpy failed {&claim, &FolderClaim::failed};
};

// An owner in this process that plays the window.
struct OwnWindow
{
    explicit OwnWindow(const QString &given)
        : folder(*api::prepareDataFolder(given))
        , lock(folder)
    {
        registerBuiltinDrivers(registry);
        service = std::make_unique<api::FleetService>(
            registry,
            api::FleetService::Options {.folder = folder,
                                        .secrets = store::SecretPolicy::FileOnly,
                                        .fleet = {.searchNetwork = false}});
        isThere = lock.tryLock()
            && QTest::qWaitFor([&, started = service->start()] { return started.isFinished(); });
        service->commands().add(
            api::raiseCommand([this](const QStringList &files) { raised << files; }));
        socket = std::make_unique<api::OwnerSocket>(service->commands(), u"window"_s);
        isThere = isThere && socket->listen(*api::ownerSocketPath(folder));
    }

    QString folder;
    api::OwnerLock lock;
    DriverRegistry registry;
    std::unique_ptr<api::FleetService> service;
    std::unique_ptr<api::OwnerSocket> socket;
    QList<QStringList> raised;
    bool isThere = false;
};

} // namespace

class tst_FolderClaim : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aFreeFolderIsOurs()
    {
        const QTemporaryDir folder;
        Claimed claimed(folder.path());
        QTRY_COMPARE(claimed.owned.size(), 1);
        api::OwnerLock other(folder.path());
        QVERIFY(!other.tryLock());
    }

    void aWindowThatIsThereGetsTheFiles()
    {
        const QTemporaryDir folder;
        OwnWindow window(folder.path());
        QVERIFY(window.isThere);
        const QStringList files {u"/tmp/a b.gcode"_s, u"/tmp/ü.gcode"_s};
        Claimed claimed(folder.path(), files);
        QTRY_COMPARE(claimed.handedOver.size(), 1);
        QCOMPARE(window.raised, QList<QStringList> {files});
        Claimed plain(folder.path());
        QTRY_COMPARE(plain.handedOver.size(), 1);
        QCOMPARE(window.raised.size(), 2);
        QVERIFY(window.raised[1].isEmpty());
        QVERIFY(claimed.owned.isEmpty() && claimed.failed.isEmpty()
                && claimed.serveFound.isEmpty());
    }

    // In a file system that takes no files, even from root.
    void aFolderThatCannotBeWrittenIsSaid()
    {
        Claimed claimed(u"/proc/self"_s);
        QTRY_COMPARE(claimed.failed.size(), 1);
        const auto error = claimed.failed[0][0].value<Error>();
        QCOMPARE(error.kind, Error::Kind::NotAuthorised);
        QVERIFY2(error.message.contains(u"/proc/"_s), qPrintable(error.message));
    }

    void aServeIsAskedAboutFirst()
    {
        const Ctl ctl;
        const auto serve = ctl.start({u"serve"_s});
        QVERIFY(!serve->ready().isEmpty());
        Claimed claimed(ctl.folder());
        QTRY_COMPARE(claimed.serveFound.size(), 1);
        QCOMPARE(claimed.serveFound[0][0].toLongLong(), serve->pid());
        QVERIFY(claimed.owned.isEmpty());
        claimed.claim.takeOver();
        QTRY_COMPARE_WITH_TIMEOUT(claimed.owned.size(), 1, 10'000);
        const Said said = serve->end();
        QVERIFY2(said.status == 0, said.all());
    }

    void aServeThatIsKilledMeanwhileLeavesTheFolder()
    {
        const Ctl ctl;
        const auto serve = ctl.start({u"serve"_s});
        QVERIFY(!serve->ready().isEmpty());
        Claimed claimed(ctl.folder());
        QTRY_COMPARE(claimed.serveFound.size(), 1);
        serve->signal(SIGKILL);
        serve->end();
        claimed.claim.takeOver();
        QTRY_COMPARE_WITH_TIMEOUT(claimed.owned.size(), 1, 10'000);
    }

    // What others handed to serve is done before it goes.
    void aTransferIsNotCutByTheTakeOver()
    {
        Running simulate({u"simulate"_s, u"flashforge"_s, u"--fault"_s, u"slow"_s});
        const QJsonArray printers = simulate.ready()[u"printers"_s].toArray();
        const Ctl ctl;
        QVERIFY(ctl.add(printers[0].toObject(), u"Hall 1"_s, {u"--no-check"_s}).status == 0);
        const auto serve = ctl.start({u"serve"_s});
        QCOMPARE(serve->ready()[u"printers"_s].toInt(), 1);
        QTRY_COMPARE_WITH_TIMEOUT(
            ctl.json({u"status"_s, u"Hall 1"_s}).object()[u"link"_s].toString(), u"online"_s,
            30'000);
        const auto upload
            = ctl.start({u"--json"_s, u"upload"_s, u"Hall 1"_s, ctl.writeGcode(u"part.gcode"_s)});
        QTRY_VERIFY_WITH_TIMEOUT(
            ctl.json({u"status"_s, u"Hall 1"_s}).object()[u"activity"_s].isObject(), 20'000);
        Claimed claimed(ctl.folder());
        QTRY_COMPARE(claimed.serveFound.size(), 1);
        claimed.claim.takeOver();
        QTRY_COMPARE_WITH_TIMEOUT(claimed.owned.size(), 1, 60'000);
        const Said sent = upload->end();
        QVERIFY2(sent.status == 0, sent.all());
        QVERIFY(!sent.object()[u"sha256"_s].toString().isEmpty());
        QVERIFY(claimed.failed.isEmpty());
    }

    // Prints go on, and the next owner takes them up as the same run.
    void printsGoOnThroughATakeOver()
    {
        Running simulate({u"simulate"_s, u"flashforge"_s, u"--speed"_s, u"5"_s});
        const QJsonArray printers = simulate.ready()[u"printers"_s].toArray();
        const Ctl ctl;
        QVERIFY(ctl.add(printers[0].toObject(), u"Hall 1"_s).status == 0);
        const auto serve = ctl.start({u"serve"_s});
        QCOMPARE(serve->ready()[u"printers"_s].toInt(), 1);
        const Said sent = ctl.json({u"upload"_s, u"Hall 1"_s, ctl.writeGcode(u"part.gcode"_s),
                                    u"--print"_s, u"--plate-clear"_s});
        QVERIFY2(sent.status == 0, sent.all());
        Claimed claimed(ctl.folder());
        QTRY_COMPARE(claimed.serveFound.size(), 1);
        claimed.claim.takeOver();
        QTRY_COMPARE_WITH_TIMEOUT(claimed.owned.size(), 1, 20'000);
        QCOMPARE(serve->end().status, 0);

        DriverRegistry registry;
        registerBuiltinDrivers(registry);
        api::FleetService service(
            registry,
            {.folder = *api::prepareDataFolder(ctl.folder()),
             .secrets = store::SecretPolicy::FileOnly,
             .fleet = {.rediscovery = std::chrono::milliseconds(0), .searchNetwork = false}});
        const auto started = service.start();
        QTRY_VERIFY(started.isFinished());
        QVERIFY(*started.result());
        service.fleet().openAll();
        const auto printer = service.fleet().find(u"Hall 1"_s);
        QVERIFY(printer);
        const PrinterStatus &status = (*printer)->status();
        QTRY_VERIFY_WITH_TIMEOUT(status.link == Link::Online && status.job, 15'000);
        QVERIFY(isJobState(status.state));
        QTRY_COMPARE(status.job->source, JobSource::Flotilla);
        QVERIFY(!status.job->runId.isEmpty());
    }
};

FLOTILLA_TEST(tst_FolderClaim)
#include "tst_folderclaim.moc"
