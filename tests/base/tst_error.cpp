// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/error.h"

#include "support/testmain.h"

using namespace flotilla;

class tst_Error : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void exitStatusOfEachKind_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<int>("status");
        const std::pair<const char *, int> rows[] {
            {"wrongUse", 2},    {"badFile", 2},  {"unreachable", 3},      {"timedOut", 3},
            {"unsupported", 4}, {"notFound", 1}, {"refused", 1},          {"notAuthorised", 1},
            {"busy", 1},        {"badReply", 1}, {"checksumMismatch", 1}, {"storageFull", 1},
            {"canceled", 1},    {"internal", 1}};
        for (const auto &[name, status] : rows)
            QTest::newRow(name) << QString::fromLatin1(name) << status;
    }
    void exitStatusOfEachKind()
    {
        QFETCH(QString, name);
        QFETCH(int, status);
        const auto kind = errorKindFromName(name);
        QVERIFY(kind);
        QCOMPARE(exitStatus(*kind), status);
        QCOMPARE(errorKindName(*kind), name);
    }

    void jsonRoundTrip()
    {
        const Error error {Error::Kind::TimedOut, QStringLiteral("No answer."),
                           QStringLiteral("raw")};
        QVERIFY(errorFromJson(errorToJson(error)) == error);
        QVERIFY(!errorToJson({Error::Kind::Busy, QStringLiteral("x"), {}})
                     .contains(QStringLiteral("detail")));
    }
};

FLOTILLA_TEST(tst_Error)
#include "tst_error.moc"
