// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/secretstores.h"

#include "store/filesecretstore.h"
#include "store/keychainsecretstore.h"
#include "store/sessionbus.h"

#include "storetest.h"

#include <QElapsedTimer>
#include <QSocketNotifier>
#include <QTimer>

#include <algorithm>

#ifdef Q_OS_LINUX
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>
#endif

using namespace flotilla;
using namespace flotilla::store;
using namespace flotilla::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

// A keychain with the faults that real ones have.
class FakeKeychain : public SecretStore
{
public:
    enum class Fault {
        None,
        RefusesToWrite,
        NothingIsFound,
        AnotherValue,
        SilentWrite,
        SilentRead
    };

    explicit FakeKeychain(Fault fault = Fault::None)
        : m_fault(fault)
    {
    }

    Command<QByteArray> read(const QString &key) override
    {
        if (m_fault == Fault::SilentRead)
            return m_silentRead.command();
        if (m_fault == Fault::AnotherValue)
            return Result<QByteArray>("another");
        if (m_fault == Fault::NothingIsFound || !entries.contains(key))
            return failure(notFound(key));
        return Result<QByteArray>(entries.value(key));
    }
    Command<void> write(const QString &key, const QByteArray &value) override
    {
        if (m_fault == Fault::SilentWrite)
            return m_silentWrite.command();
        if (m_fault == Fault::RefusesToWrite)
            return failure(Error::Kind::NotAuthorised, u"locked"_s);
        entries.insert(key, value);
        return finishedCommand();
    }
    Command<void> remove(const QString &key) override
    {
        entries.remove(key);
        return finishedCommand();
    }
    QString place() const override { return u"the fake keychain"_s; }

    QMap<QString, QByteArray> entries;

private:
    const Fault m_fault;
    CommandPromise<QByteArray> m_silentRead;
    CommandPromise<void> m_silentWrite;
};

#ifdef Q_OS_LINUX
// A message bus that takes connections; it answers the first bytes with `answer`, or never.
class FakeBus : public QObject
{
public:
    explicit FakeBus(const QByteArray &path, const QByteArray &answer = {})
        : m_listener(::socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0))
    {
        sockaddr_un address {};
        address.sun_family = AF_UNIX;
        std::copy(path.begin(), path.end(), address.sun_path);
        if (::bind(m_listener, reinterpret_cast<const sockaddr *>(&address), sizeof address) != 0
            || ::listen(m_listener, 4) != 0)
            qFatal("no socket at %s", path.constData());
        qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=" + path + ",guid=0123");
        if (answer.isEmpty())
            return;
        auto *notifier = new QSocketNotifier(m_listener, QSocketNotifier::Read, this);
        connect(notifier, &QSocketNotifier::activated, this, [this, answer] {
            m_client = ::accept(m_listener, nullptr, nullptr);
            if (::send(m_client, answer.constData(), size_t(answer.size()), MSG_NOSIGNAL) < 0)
                qFatal("cannot answer");
        });
    }
    ~FakeBus() override
    {
        qunsetenv("DBUS_SESSION_BUS_ADDRESS");
        ::close(m_listener);
        if (m_client >= 0)
            ::close(m_client);
    }
    Q_DISABLE_COPY_MOVE(FakeBus)

private:
    const int m_listener;
    int m_client = -1;
};
#endif

} // namespace

Q_DECLARE_METATYPE(FakeKeychain::Fault)

class tst_SecretStores : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void cleanup() { m_folder.reset(); }

    void workingKeychainIsUsed()
    {
        auto keychain = std::make_shared<FakeKeychain>();
        const auto opened = ended(openSecretStore(keychain, m_folder->path(), 3s));
        QVERIFY(opened);
        QCOMPARE(opened->store.get(), keychain.get());
        QCOMPARE(opened->notices, QStringList());
        QVERIFY(keychain->entries.isEmpty()); // the canary is gone
        QVERIFY(!QFile::exists(filePath()));
    }

    void faultyKeychainIsNotUsed_data()
    {
        using Fault = FakeKeychain::Fault;
        QTest::addColumn<Fault>("fault");
        QTest::newRow("refuses to write") << Fault::RefusesToWrite;
        QTest::newRow("finds nothing, as without a secret service") << Fault::NothingIsFound;
        QTest::newRow("gives another value") << Fault::AnotherValue;
        QTest::newRow("silent when writing") << Fault::SilentWrite;
        QTest::newRow("silent when reading") << Fault::SilentRead;
    }
    void faultyKeychainIsNotUsed()
    {
        QFETCH(FakeKeychain::Fault, fault);
        auto keychain = std::make_shared<FakeKeychain>(fault);
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"keychain is not used"_s));
        QElapsedTimer timer;
        timer.start();
        const auto opened = ended(openSecretStore(keychain, m_folder->path(), 100ms));
        QVERIFY(timer.elapsed() < 2000);
        QVERIFY(opened);
        QVERIFY(dynamic_cast<FileSecretStore *>(opened->store.get()));
        QCOMPARE(opened->notices.size(), 1);
        QVERIFY(opened->notices.first().contains(opened->store->place()));
        QVERIFY(ended(opened->store->write(u"a"_s, "1")));
        QCOMPARE(*ended(opened->store->read(u"a"_s)), "1");
    }

    void neitherKeychainNorFile()
    {
#ifdef Q_OS_LINUX
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"keychain is not used"_s));
        auto keychain = std::make_shared<FakeKeychain>(FakeKeychain::Fault::RefusesToWrite);
        const auto opened = ended(openSecretStore(keychain, u"/proc/flotilla"_s, 100ms));
        QVERIFY(!opened);
        QCOMPARE(opened.error().kind, Error::Kind::NotAuthorised);
#else
        QSKIP("needs a folder that nobody can write, as /proc of Linux");
#endif
    }

    void fileOnlyAsksNoKeychain()
    {
        const auto opened = ended(openSecretStore(SecretPolicy::FileOnly, m_folder->path()));
        QVERIFY(opened);
        QVERIFY(dynamic_cast<FileSecretStore *>(opened->store.get()));
        QCOMPARE(opened->notices, QStringList());
    }

    void secretsFromBeforeTheKeychainStayReadable()
    {
        {
            FileSecretStore file(m_folder->filePath(u"secrets"_s));
            QVERIFY(file.prepare());
            QVERIFY(ended(file.write(u"old"_s, "1")));
            QVERIFY(ended(file.write(u"other"_s, "2")));
        }
        auto keychain = std::make_shared<FakeKeychain>();
        const auto store = ended(openSecretStore(keychain, m_folder->path(), 3s))->store;
        QCOMPARE(store->place(), keychain->place());
        QCOMPARE(*ended(store->read(u"old"_s)), "1");
        QCOMPARE(ended(store->read(u"none"_s)).error().kind, Error::Kind::NotFound);

        QVERIFY(ended(store->write(u"old"_s, "new")));
        QCOMPARE(keychain->entries.value(u"old"_s), "new");
        FileSecretStore file(m_folder->filePath(u"secrets"_s));
        QCOMPARE(ended(file.read(u"old"_s)).error().kind,
                 Error::Kind::NotFound); // moved, not doubled
        QCOMPARE(*ended(store->read(u"old"_s)), "new");

        QVERIFY(ended(store->remove(u"other"_s)));
        QCOMPARE(ended(store->read(u"other"_s)).error().kind, Error::Kind::NotFound);
    }

    void withoutAMessageBusTheFileIsUsedAtOnce()
    {
#ifdef Q_OS_LINUX
        QVERIFY(qEnvironmentVariableIsEmpty("DBUS_SESSION_BUS_ADDRESS"));
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"no message bus"_s));
        QElapsedTimer timer;
        timer.start();
        const auto opened = ended(openSecretStore(SecretPolicy::KeychainIfWorks, m_folder->path()));
        QVERIFY(timer.elapsed() < 1000);
        QVERIFY(opened);
        QVERIFY(dynamic_cast<FileSecretStore *>(opened->store.get()));
        QVERIFY(opened->notices.first().contains("message bus"_L1));
#else
        QSKIP("the keychain of this system needs no message bus");
#endif
    }

    void silentMessageBusDoesNotHangUs()
    {
#ifdef Q_OS_LINUX
        const FakeBus bus(socketPath());
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"keychain is not used"_s));
        int beats = 0; // the event loop goes on meanwhile
        QTimer heart;
        connect(&heart, &QTimer::timeout, this, [&] { ++beats; });
        heart.start(20ms);
        QElapsedTimer timer;
        timer.start();
        const auto opened
            = ended(openSecretStore(SecretPolicy::KeychainIfWorks, m_folder->path(), 300ms));
        QVERIFY(timer.elapsed() < 2000);
        QVERIFY(beats >= 3);
        QVERIFY(opened);
        QVERIFY(dynamic_cast<FileSecretStore *>(opened->store.get()));
#else
        QSKIP("the keychain of this system needs no message bus");
#endif
    }

    void answeringMessageBusIsSeen()
    {
#ifdef Q_OS_LINUX
        const FakeBus bus(socketPath(), "OK 0123456789abcdef\r\n");
        QVERIFY(ended(sessionBusAnswers(3s)));
#else
        QSKIP("the keychain of this system needs no message bus");
#endif
    }

    void addressOfTheMessageBus_data()
    {
        QTest::addColumn<QByteArray>("address");
        QTest::addColumn<QByteArray>("socket");
        QTest::newRow("path") << QByteArray("unix:path=/run/user/1000/bus")
                              << QByteArray("/run/user/1000/bus");
        QTest::newRow("guid first")
            << QByteArray("unix:guid=12,path=/tmp/a%20b") << QByteArray("/tmp/a b");
        QTest::newRow("abstract") << QByteArray("unix:abstract=/tmp/dbus-x,guid=1")
                                  << QByteArray("\0/tmp/dbus-x", 12);
        QTest::newRow("second") << QByteArray("tcp:host=a;unix:path=/b") << QByteArray("/b");
        QTest::newRow("tcp") << QByteArray("tcp:host=localhost,port=1") << QByteArray();
        QTest::newRow("autolaunch") << QByteArray("autolaunch:") << QByteArray();
    }
    void addressOfTheMessageBus()
    {
        QFETCH(QByteArray, address);
        QFETCH(QByteArray, socket);
        QCOMPARE(sessionBusSocket(address), socket);
    }

    // Whatever keychain this computer has or lacks: commands end, within their limit, with an error
    // or well.
    void keychainCommandsEnd()
    {
        KeychainSecretStore keychain(500ms);
        const auto written = keychain.write(u"test/none"_s, "1");
        const auto read = keychain.read(u"test/none"_s);
        const auto removed = keychain.remove(u"test/none"_s);
        QTRY_VERIFY(written.isFinished() && read.isFinished() && removed.isFinished());
        QCOMPARE(ended(keychain.read({})).error().kind, Error::Kind::WrongUse);
    }

private:
    QString filePath() const
    {
        return m_folder->filePath(u"secrets/secrets.json"_s);
    }
    QByteArray socketPath() const
    {
        return QFile::encodeName(m_folder->filePath(u"bus"_s));
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

FLOTILLA_TEST(tst_SecretStores)
#include "tst_secretstores.moc"
