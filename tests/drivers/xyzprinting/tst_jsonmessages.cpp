// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/xyzprinting/jsonmessages.h"

#include "support/testmain.h"

using namespace flotilla::xyzprinting::jsonmessages;
using namespace Qt::StringLiterals;

class tst_JsonMessages : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void byteForByte()
    {
        QCOMPARE(status(), QByteArray("{\"command\":2,\"query\":\"all\"}"));
        QCOMPARE(progress(), QByteArray("{\"command\":4}"));
        QCOMPARE(picture(), QByteArray("{\"command\":3}"));
        QCOMPARE(pictureWanted(), QByteArray("{\"ack\":\"START_RECEIVE\"}"));
        QCOMPARE(errorLog(), QByteArray("{\"command\":7}"));
        QCOMPARE(sendFile(u"part.3w"_s, 1234, {}),
                 QByteArray("{\"command\":1,\"fileName\":\"part.3w\",\"fileLen\":1234,"
                            "\"ee1\":\"EE1_OK\",\"ee2\":\"EE2_OK\"}"));
        QCOMPARE(sendFile(u"a.3w"_s, 1, {.first = false, .second = false}),
                 QByteArray("{\"command\":1,\"fileName\":\"a.3w\",\"fileLen\":1,"
                            "\"ee1\":\"EE1_NG\",\"ee2\":\"EE2_NG\"}"));
    }

    void J5_theTokenGoesBackAsItCame()
    {
        QCOMPARE(act(JobAct::Pause, u"ab12"_s),
                 QByteArray("{\"command\":6,\"state\":1,\"token\":\"ab12\"}"));
        QCOMPARE(act(JobAct::Resume, u"ab12"_s),
                 QByteArray("{\"command\":6,\"state\":2,\"token\":\"ab12\"}"));
        QCOMPARE(act(JobAct::Stop, u"a\"}\\"_s),
                 QByteArray("{\"command\":6,\"state\":3,\"token\":\"a\\\"}\\\\\"}"));
    }
};

FLOTILLA_TEST(tst_JsonMessages)
#include "tst_jsonmessages.moc"
