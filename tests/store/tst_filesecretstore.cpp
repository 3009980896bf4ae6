// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/filesecretstore.h"

#include "base/logging.h"

#include "storetest.h"

#include <QDir>

#ifdef Q_OS_UNIX
#include <unistd.h>
#endif

using namespace flotilla;
using namespace flotilla::store;
using namespace flotilla::test;
using namespace Qt::StringLiterals;

namespace {

constexpr QFileDevice::Permissions others = QFileDevice::ReadGroup | QFileDevice::WriteGroup
    | QFileDevice::ExeGroup | QFileDevice::ReadOther | QFileDevice::WriteOther
    | QFileDevice::ExeOther;

template<typename T> Result<T> now(const Command<T> &command)
{
    return command.isFinished() ? *command.result()
                                : failure(Error::Kind::Internal, u"not finished"_s);
}

} // namespace

class tst_FileSecretStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_temporary = std::make_unique<QTemporaryDir>();
        m_folder = m_temporary->filePath(u"data/secrets"_s);
        m_file = m_folder + "/secrets.json"_L1;
    }
    void cleanup() { m_temporary.reset(); }

    void writtenIsReadAndRemoved()
    {
        const QByteArray binary("\0\xff\n\"key\"", 8);
        FileSecretStore store(m_folder);
        QCOMPARE(*store.prepare(), QStringList());
        QCOMPARE(now(store.read(u"a"_s)).error().kind, Error::Kind::NotFound);
        QVERIFY(now(store.write(u"a"_s, binary)));
        QVERIFY(now(store.write(u"b"_s, {})));
        FileSecretStore next(m_folder);
        QCOMPARE(*next.prepare(), QStringList());
        QCOMPARE(*now(next.read(u"a"_s)), binary);
        QCOMPARE(*now(next.read(u"b"_s)), QByteArray());
        QVERIFY(now(next.remove(u"a"_s)));
        QVERIFY(now(next.remove(u"a"_s)));
        QCOMPARE(now(store.read(u"a"_s)).error().kind, Error::Kind::NotFound);
        QCOMPARE(*now(store.read(u"b"_s)), QByteArray());
    }

    void fileAndFolderAreOwnerOnly()
    {
        FileSecretStore store(m_folder);
        QVERIFY(now(store.write(u"a"_s, "1")));
        QCOMPARE(QFile::permissions(m_file) & others, QFile::Permissions());
        QCOMPARE(QFile::permissions(m_folder) & others, QFile::Permissions());
        QVERIFY(now(store.write(u"a"_s, "2")));
        QCOMPARE(QFile::permissions(m_file) & others, QFile::Permissions());
        // nothing else was left beside it
        QCOMPARE(QDir(m_folder).entryList(QDir::Files), QStringList(u"secrets.json"_s));
    }

    void openPermissionsAreTightenedAndSaid()
    {
        {
            FileSecretStore store(m_folder);
            QVERIFY(now(store.write(u"a"_s, "1")));
        }
        QFile::setPermissions(m_file, QFile::permissions(m_file) | QFile::ReadOther);
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"permissions were corrected"_s));
        FileSecretStore store(m_folder);
        const auto notices = store.prepare();
        QVERIFY(notices);
        QCOMPARE(notices->size(), 1);
        QVERIFY(notices->first().contains(QDir::toNativeSeparators(m_file)));
        QCOMPARE(QFile::permissions(m_file) & others, QFile::Permissions());
        QCOMPARE(*now(store.read(u"a"_s)), "1");
    }

    void unreadableFileIsSetAside_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("text") << QByteArray("my codes: 1234");
        QTest::newRow("cut") << QByteArray(R"({"version":1,"secrets":{"a":"MQ=="}})").chopped(5);
        QTest::newRow("other JSON") << QByteArray(R"({"a":1})");
        QTest::newRow("other version") << QByteArray(R"({"version":2,"secrets":{}})");
        QTest::newRow("secrets no object") << QByteArray(R"({"version":1,"secrets":[]})");
        QTest::newRow("value no text") << QByteArray(R"({"version":1,"secrets":{"a":1}})");
        QTest::newRow("value not base64") << QByteArray(R"({"version":1,"secrets":{"a":"%%%"}})");
        QTest::newRow("too large")
            << QByteArray(5 * 1024 * 1024, ' ') + R"({"version":1,"secrets":{}})";
    }
    void unreadableFileIsSetAside()
    {
        QFETCH(QByteArray, bytes);
        QVERIFY(QDir().mkpath(m_folder));
        QFile::setPermissions(m_folder, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        writeFile(m_file, bytes);
        QFile::setPermissions(m_file, QFile::ReadOwner | QFile::WriteOwner);
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"could not be understood"_s));

        FileSecretStore store(m_folder);
        const auto notices = store.prepare();
        QVERIFY(notices);
        QCOMPARE(notices->size(), 1);
        QVERIFY(now(store.write(u"a"_s, "1")));
        QCOMPARE(*now(store.read(u"a"_s)), "1");
        const QStringList aside
            = QDir(m_folder).entryList({u"secrets.json.damaged-*"_s}, QDir::Files);
        QCOMPARE(aside.size(), 1);
        QVERIFY(notices->first().contains(aside.first()));
        QCOMPARE(readFile(m_folder + u'/' + aside.first()), bytes);
    }

    void failedWriteLeavesTheOldFile()
    {
        FileSecretStore store(m_folder);
        QVERIFY(store.prepare());
        // just below the ceiling of the file, 4 MiB
        writeFile(m_file,
                  R"({"version":1,"secrets":{"a":"b2xk","filler":")" + QByteArray(4'000'000, 'A')
                      + R"("}})");
        QFile::setPermissions(m_file, QFile::ReadOwner | QFile::WriteOwner);
        const QByteArray before = readFile(m_file);
        const QByteArray tooMuch(SecretStore::maxValueBytes, 'x');
        QVERIFY(now(store.write(u"b"_s, tooMuch)));
        QVERIFY(now(store.write(u"c"_s, tooMuch)));
        const auto refused = now(store.write(u"d"_s, tooMuch));
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, Error::Kind::StorageFull);
        QCOMPARE(*now(store.read(u"a"_s)), "old");
        QCOMPARE(*now(store.read(u"c"_s)), tooMuch);
        QCOMPARE(now(store.read(u"d"_s)).error().kind, Error::Kind::NotFound);
        QVERIFY(readFile(m_file).size() > before.size());
    }

    void folderThatCannotBeMade()
    {
#ifdef Q_OS_LINUX
        FileSecretStore store(u"/proc/flotilla/secrets"_s); // not even for root
        const auto prepared = store.prepare();
        QVERIFY(!prepared);
        QCOMPARE(prepared.error().kind, Error::Kind::NotAuthorised);
        QVERIFY(!now(store.write(u"a"_s, "1")));
#else
        QSKIP("needs a folder that nobody can write, as /proc of Linux");
#endif
    }

    void fileWithoutReadPermissionIsNotOverwritten()
    {
#ifdef Q_OS_UNIX
        if (::geteuid() == 0)
            QSKIP("root may read everything");
        FileSecretStore store(m_folder);
        QVERIFY(now(store.write(u"a"_s, "1")));
        QFile::setPermissions(m_file, {});
        QCOMPARE(now(store.write(u"b"_s, "2")).error().kind, Error::Kind::NotAuthorised);
        QFile::setPermissions(m_file, QFile::ReadOwner | QFile::WriteOwner);
        QCOMPARE(*now(store.read(u"a"_s)), "1");
#else
        QSKIP("needs the permissions of Unix");
#endif
    }

    void limitsOfKeysAndValues()
    {
        FileSecretStore store(m_folder);
        const QString longKey(SecretStore::maxKeyLength + 1, u'k');
        QCOMPARE(now(store.write(longKey, "1")).error().kind, Error::Kind::WrongUse);
        QCOMPARE(now(store.write({}, "1")).error().kind, Error::Kind::WrongUse);
        QCOMPARE(now(store.read(longKey)).error().kind, Error::Kind::WrongUse);
        const QByteArray longValue(SecretStore::maxValueBytes + 1, 'v');
        QCOMPARE(now(store.write(u"a"_s, longValue)).error().kind, Error::Kind::WrongUse);
        QVERIFY(!QFile::exists(m_file));
    }

    void S1_noSecretInTheLog()
    {
        const QByteArray secret = "S3CR3T-value";
        const QByteArray encoded = secret.toBase64();
        QTemporaryDir logs;
        {
            const LogOutput output(logs.path());
            qCWarning(lcStore) << "the log is there";
            FileSecretStore store(m_folder);
            QVERIFY(now(store.write(u"printer/1/checkCode"_s, secret)));
            QFile::setPermissions(m_file, QFile::permissions(m_file) | QFile::ReadOther);
            QVERIFY(store.prepare()); // warns
            QVERIFY(now(store.read(u"printer/1/checkCode"_s)));
            writeFile(m_file, readFile(m_file).chopped(5));
            QVERIFY(store.prepare()); // sets the cut file aside and says so
            QVERIFY(!now(store.read(u"printer/1/checkCode"_s)));
        }
        const QByteArray log = readFile(logs.filePath(u"flotilla.log"_s));
        QVERIFY(log.contains("the log is there"));
        QVERIFY(log.contains("could not be understood"));
        QVERIFY2(!log.contains(secret) && !log.contains(encoded), log.constData());
    }

private:
    std::unique_ptr<QTemporaryDir> m_temporary;
    QString m_folder;
    QString m_file;
};

FLOTILLA_TEST(tst_FileSecretStore)
#include "tst_filesecretstore.moc"
