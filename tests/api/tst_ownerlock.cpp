// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/ownerlock.h"

#include "support/testmain.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QTemporaryDir>

#include <csignal>
#include <sys/stat.h>
#include <unistd.h>

using namespace flotilla;
using namespace flotilla::api;
using namespace Qt::StringLiterals;

namespace {

// A process that takes the lock of a folder, as an owner does.
class LockHolder
{
public:
    explicit LockHolder(const QString &folder)
    {
        m_process.start(QStringLiteral(FLOTILLA_LOCKHOLDER), {folder});
        if (!m_process.waitForReadyRead(10'000))
            qFatal("lockholder did not start");
    }
    ~LockHolder()
    {
        m_process.kill();
        m_process.waitForFinished();
    }

    QByteArray word() { return m_process.readLine().trimmed(); }
    qint64 pid() const { return m_process.processId(); }
    void kill()
    {
        ::kill(pid_t(pid()), SIGKILL);
        m_process.waitForFinished();
    }

private:
    QProcess m_process;
};

} // namespace

class tst_OwnerLock : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cleanup() { qputenv("XDG_RUNTIME_DIR", m_runtime.toUtf8()); }

    void oneOwnerAtATime()
    {
        const QTemporaryDir folder;
        OwnerLock first(folder.path());
        QVERIFY(first.tryLock());
        LockHolder second(folder.path());
        QCOMPARE(second.word(), "busy");
        first.unlock();
        LockHolder third(folder.path());
        QCOMPARE(third.word(), "held");
    }

    void theSecondLearnsWhoHasIt()
    {
        const QTemporaryDir folder;
        LockHolder owner(folder.path());
        QCOMPARE(owner.word(), "held");
        OwnerLock lock(folder.path());
        const auto locked = lock.tryLock();
        QVERIFY(!locked);
        QCOMPARE(locked.error().kind, Error::Kind::Busy);
        QCOMPARE(lock.holder().pid, owner.pid());
        QVERIFY(locked.error().message.contains(QString::number(owner.pid())));
    }

    void aKilledOwnerLeavesNothingInTheWay()
    {
        const QTemporaryDir folder;
        LockHolder owner(folder.path());
        QCOMPARE(owner.word(), "held");
        owner.kill();
        OwnerLock lock(folder.path());
        QVERIFY(lock.tryLock());
    }

    // Killed between making the file and writing its number into it.
    void anEmptyLockFileDoesNotBlock()
    {
        const QTemporaryDir folder;
        QFile file(folder.filePath(u"owner.lock"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.close();
        OwnerLock lock(folder.path());
        QVERIFY(lock.tryLock());
    }

    void aFolderThatCannotBeWrittenToIsSaid()
    {
        if (geteuid() == 0)
            QSKIP("root may write everywhere");
        const QTemporaryDir folder;
        QVERIFY(QFile::setPermissions(folder.path(), QFile::ReadOwner | QFile::ExeOwner));
        OwnerLock lock(folder.path());
        const auto locked = lock.tryLock();
        QVERIFY(!locked);
        QCOMPARE(locked.error().kind, Error::Kind::NotAuthorised);
        QFile::setPermissions(folder.path(),
                              QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    }

    void aNewDataFolderIsForItsOwnerAlone()
    {
        const QTemporaryDir folder;
        const auto made = prepareDataFolder(folder.filePath(u"a/b"_s));
        QVERIFY(made);
        struct stat found
        {
        };
        QCOMPARE(stat(QFile::encodeName(*made).constData(), &found), 0);
        QCOMPARE(found.st_mode & 0777, 0700u);
    }

    void aFileIsNoDataFolder()
    {
        const QTemporaryDir folder;
        QFile file(folder.filePath(u"file"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        const auto made = prepareDataFolder(file.fileName());
        QVERIFY(!made);
        QCOMPARE(made.error().kind, Error::Kind::BadFile);
    }

    void theSocketLiesInAPrivateFolder()
    {
        const auto path = ownerSocketPath(u"/home/a/flotilla"_s);
        QVERIFY(path);
        QVERIFY(path->startsWith(m_runtime + u"/flotilla/"_s));
        QCOMPARE(QFileInfo(*path).fileName().size(), 16);
        struct stat found
        {
        };
        QCOMPARE(stat(QFile::encodeName(QFileInfo(*path).path()).constData(), &found), 0);
        QCOMPARE(found.st_mode & 0777, 0700u);
        QVERIFY(ownerSocketCandidates(u"/home/a/flotilla"_s).contains(*path));
    }

    void everyDataFolderHasItsOwnSocket()
    {
        QVERIFY(*ownerSocketPath(u"/a"_s) != *ownerSocketPath(u"/b"_s));
        QCOMPARE(*ownerSocketPath(u"/a"_s), *ownerSocketPath(u"/a"_s));
    }

    void thePathFitsASocketAddress()
    {
        const QTemporaryDir base;
        const QString deep = base.filePath(QString(80, u'd'));
        QVERIFY(QDir().mkpath(deep));
        qputenv("XDG_RUNTIME_DIR", deep.toUtf8());
        const auto path = ownerSocketPath(u"/a"_s);
        QVERIFY(path);
        QVERIFY(!path->startsWith(deep));
        QVERIFY(QFile::encodeName(*path).size() <= 107);
    }

    void withoutARuntimeFolderThereIsAPlaceAllTheSame()
    {
        qunsetenv("XDG_RUNTIME_DIR");
        const auto path = ownerSocketPath(u"/a"_s);
        QVERIFY(path);
        QVERIFY(ownerSocketCandidates(u"/a"_s).contains(*path));
    }

    // Somebody else's link where our folder should be is not followed.
    void aLinkInThePlaceOfTheFolderIsNotUsed()
    {
        const QTemporaryDir runtime;
        const QTemporaryDir elsewhere;
        QVERIFY(QFile::link(elsewhere.path(), runtime.filePath(u"flotilla"_s)));
        qputenv("XDG_RUNTIME_DIR", runtime.path().toUtf8());
        const auto path = ownerSocketPath(u"/a"_s);
        QVERIFY(!path || !path->startsWith(runtime.path()));
        QVERIFY(QDir(elsewhere.path()).isEmpty());
    }

private:
    const QString m_runtime = qEnvironmentVariable("XDG_RUNTIME_DIR");
};

FLOTILLA_TEST(tst_OwnerLock)
#include "tst_ownerlock.moc"
