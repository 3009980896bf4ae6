// SPDX-License-Identifier: GPL-3.0-or-later
#include "ctl.h"

#include "support/testmain.h"

#include <QDirIterator>
#include <QFile>

using namespace flotilla::test;
using namespace Qt::StringLiterals;

namespace {

const QByteArray secret = "zebra-4711";

} // namespace

// A check code goes from standard input or a file into the store, and shows up nowhere else.
class tst_Secrets : public QObject
{
    Q_OBJECT

private:
    static QStringList addWith(const QString &code)
    {
        return {u"add"_s,       u"flashforge"_s,     u"--name"_s, u"Hall 1"_s,
                u"--set"_s,     u"host=127.0.0.1"_s, u"--set"_s,  u"checkCode="_s + code,
                u"--no-check"_s};
    }

    static QStringList filesHolding(const QString &folder, const QByteArray &text)
    {
        QStringList found;
        QDirIterator it(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
        while (it.hasNext()) {
            QFile file(it.next());
            if (file.open(QIODevice::ReadOnly) && file.readAll().contains(text))
                found << it.fileName();
        }
        return found;
    }

    static void checkHidden(const Ctl &ctl, const Said &added)
    {
        QVERIFY2(added.status == 0, added.all());
        QVERIFY(!added.out.contains(secret) && !added.err.contains(secret));
        for (const QStringList &command :
             {QStringList {u"list"_s}, {u"status"_s}, {u"-v"_s, u"-v"_s, u"list"_s}}) {
            const Said json = ctl.json(command);
            QVERIFY2(json.status == 0, json.all());
            QVERIFY(!json.out.contains(secret) && !json.err.contains(secret));
            const Said plain = ctl.run(command);
            QVERIFY(!plain.out.contains(secret) && !plain.err.contains(secret));
        }
        // Not in the database either.
        for (const QString &file : filesHolding(ctl.folder(), secret))
            QCOMPARE(file, u"secrets.json"_s);
    }

private Q_SLOTS:
    void fromStandardInput()
    {
        const Ctl ctl;
        const Said added = ctl.json(addWith(u"-"_s), secret + "\nnext line\n");
        checkHidden(ctl, added);
        QVERIFY(!added.err.contains("clear"));
    }

    void fromAFile()
    {
        const Ctl ctl;
        QFile file(ctl.path(u"code"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(secret + '\n');
        file.close();
        checkHidden(ctl, ctl.json(addWith(u'@' + file.fileName())));
    }

    void editTakesThemTheSameWay()
    {
        const Ctl ctl;
        QCOMPARE(ctl.json(addWith(u"-"_s), "old\n").status, 0);
        checkHidden(
            ctl, ctl.json({u"edit"_s, u"Hall 1"_s, u"--set"_s, u"checkCode=-"_s}, secret + "\n"));
    }

    void inClearItWorksWithAWarning()
    {
        const Ctl ctl;
        const Said added = ctl.json(addWith(QString::fromUtf8(secret)));
        checkHidden(ctl, added);
        QVERIFY(added.err.contains("checkCode"));
        QVERIFY(added.err.contains("clear"));
    }

    void nothingOnStandardInputIsRefused()
    {
        const Ctl ctl;
        const Said said = ctl.json(addWith(u"-"_s));
        QCOMPARE(said.status, 2);
        QCOMPARE(said.errorKind(), u"wrongUse"_s);
        QVERIFY(ctl.json({u"list"_s}).array().isEmpty());
    }

    void badFilesAreRefused_data()
    {
        QTest::addColumn<QString>("file");
        QTest::newRow("missing") << u"/nowhere/code"_s;
        QTest::newRow("folder") << u"/"_s;
        QTest::newRow("empty") << u"/dev/null"_s;
        QTest::newRow("endless") << u"/dev/zero"_s;
    }

    void badFilesAreRefused()
    {
        QFETCH(QString, file);
        const Ctl ctl;
        const Said said = ctl.json(addWith(u'@' + file));
        QVERIFY2(said.status == 2, said.all());
        QCOMPARE(said.errorKind(), u"badFile"_s);
    }

    void endlessInputIsRefused()
    {
        const Ctl ctl;
        QCOMPARE(ctl.json(addWith(u"-"_s), QByteArray(200'000, 'x')).status, 2);
    }

    void theyCrossTheSocketToARunningOwner()
    {
        const Ctl ctl;
        const auto serve = ctl.start({u"serve"_s});
        QVERIFY(!serve->ready().isEmpty());
        checkHidden(ctl, ctl.json(addWith(u"-"_s), secret + '\n'));
    }
};

FLOTILLA_TEST(tst_Secrets)
#include "tst_secrets.moc"
