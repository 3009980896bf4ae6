// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/filesource.h"

#include "support/testmain.h"

#include <QCryptographicHash>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QThreadPool>

#include <sys/stat.h>
#include <unistd.h>

using namespace flotilla;
using net::FileSource;
using namespace Qt::StringLiterals;

class tst_FileSource : public QObject
{
    Q_OBJECT

private:
    QString writeFile(const QByteArray &bytes)
    {
        QFile file(m_folder.filePath(u"part.gcode"_s));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("cannot write the test file");
        return file.fileName();
    }

    static QByteArray pattern(qint64 size)
    {
        QByteArray bytes(size, Qt::Uninitialized);
        for (qsizetype i = 0; i < bytes.size(); ++i)
            bytes[i] = static_cast<char>((i * 31) ^ (i >> 8));
        return bytes;
    }

    QTemporaryDir m_folder;
    QThreadPool m_pool;

private Q_SLOTS:
    void givesExactlyTheFile_data()
    {
        QTest::addColumn<qint64>("size");
        const qint64 chunk = FileSource::chunkBytes;
        for (const qint64 size :
             {qint64(0), qint64(1), chunk - 1, chunk, chunk + 1, 9 * chunk + 17})
            QTest::addRow("%lld bytes", static_cast<long long>(size)) << size;
    }
    void givesExactlyTheFile()
    {
        QFETCH(qint64, size);
        const QByteArray bytes = pattern(size);
        FileSource source(writeFile(bytes), &m_pool);
        QSignalSpy opened(&source, &FileSource::opened);
        QByteArray taken;
        const auto takeAll = [&] {
            while (const auto chunk = source.takeChunk()) {
                QVERIFY(chunk->size() <= FileSource::chunkBytes);
                taken += *chunk;
            }
        };
        connect(&source, &FileSource::chunkReady, this, takeAll);
        source.open();
        QVERIFY(opened.isEmpty());
        QTRY_VERIFY(source.atEnd());
        QCOMPARE(opened.size(), 1);
        QCOMPARE(source.size(), size);
        QVERIFY(taken == bytes);
        QCOMPARE(source.sha256(), QCryptographicHash::hash(bytes, QCryptographicHash::Sha256));
        QVERIFY(!source.takeChunk());
    }

    void readsNoFurtherAheadThanAllowed()
    {
        FileSource source(writeFile(pattern(20 * FileSource::chunkBytes)), &m_pool);
        QSignalSpy ready(&source, &FileSource::chunkReady);
        source.open();
        QTRY_COMPARE(ready.size(), FileSource::maxChunksAhead);
        QVERIFY(!ready.wait(50));
        QVERIFY(source.takeChunk());
        QTRY_COMPARE(ready.size(), FileSource::maxChunksAhead + 1);
        QVERIFY(source.sha256().isEmpty());
    }

    void whatCannotBeSentIsBadFile_data()
    {
        QTest::addColumn<QString>("kind");
        for (const char *kind : {"missing", "folder", "pipe", "device", "unreadable"})
            QTest::newRow(kind) << QString::fromLatin1(kind);
    }
    void whatCannotBeSentIsBadFile()
    {
        QFETCH(QString, kind);
        QString path = m_folder.filePath(u"missing.gcode"_s);
        if (kind == u"folder"_s) {
            path = m_folder.path();
        } else if (kind == u"pipe"_s) {
            path = m_folder.filePath(u"pipe"_s);
            QCOMPARE(::mkfifo(QFile::encodeName(path).constData(), 0600), 0);
        } else if (kind == u"device"_s) {
            path = u"/dev/zero"_s;
        } else if (kind == u"unreadable"_s) {
            path = writeFile("G28\n");
            QVERIFY(QFile::setPermissions(path, QFile::Permissions()));
            if (::geteuid() == 0)
                QSKIP("root may read every file");
        }
        FileSource source(path, &m_pool);
        QSignalSpy opened(&source, &FileSource::opened);
        QSignalSpy failed(&source, &FileSource::failed);
        source.open();
        QVERIFY(failed.wait());
        QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner);
        const auto error = failed.first().first().value<Error>();
        QCOMPARE(error.kind, Error::Kind::BadFile);
        QVERIFY(error.message.endsWith(u'.'));
        QCOMPARE(opened.size(), 0);
    }

    void aFileThatChangesMeanwhileFails_data()
    {
        QTest::addColumn<qint64>("newSize");
        QTest::newRow("shorter") << qint64(6 * FileSource::chunkBytes - 1);
        QTest::newRow("empty") << qint64(0);
        QTest::newRow("longer") << qint64(10 * FileSource::chunkBytes + 1);
    }
    void aFileThatChangesMeanwhileFails()
    {
        QFETCH(qint64, newSize);
        const qint64 size = 10 * FileSource::chunkBytes;
        const QString path = writeFile(pattern(size));
        FileSource source(path, &m_pool);
        QSignalSpy ready(&source, &FileSource::chunkReady);
        QSignalSpy failed(&source, &FileSource::failed);
        source.open();
        QTRY_COMPARE(ready.size(), FileSource::maxChunksAhead);
        QVERIFY(QFile::resize(path, newSize));
        qint64 taken = 0;
        const auto takeAll = [&] {
            while (const auto chunk = source.takeChunk())
                taken += chunk->size();
        };
        connect(&source, &FileSource::chunkReady, this, takeAll);
        takeAll();
        QTRY_COMPARE(failed.size(), 1);
        takeAll();
        QCOMPARE(failed.first().first().value<Error>().kind, Error::Kind::BadFile);
        QVERIFY(taken < size); // never the whole of a mixture
        QVERIFY(!source.atEnd());
        QVERIFY(source.sha256().isEmpty());
    }

    void goesWhileReading()
    {
        const QString path = writeFile(pattern(20 * FileSource::chunkBytes));
        for (int round = 0; round < 20; ++round) {
            auto source = std::make_unique<FileSource>(path, &m_pool);
            source->open();
            if (round % 2)
                QCoreApplication::processEvents();
            source.reset();
        }
        QVERIFY(m_pool.waitForDone(5000));
    }
};

FLOTILLA_TEST(tst_FileSource)
#include "tst_filesource.moc"
