// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/commandrequest.h"
#include "api/commandspec.h"
#include "api/ownermessages.h"

#include "support/testmain.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace flotilla;
using namespace flotilla::api;
using namespace Qt::StringLiterals;

class tst_CommandRequest : public QObject
{
    Q_OBJECT

private:
    static CommandRequest good()
    {
        return {QUuid::createUuid(), u"upload"_s,
                QJsonObject {{u"printer"_s, u"Hall 1"_s}, {u"print"_s, true}},
                std::chrono::milliseconds(1500)};
    }

private Q_SLOTS:
    void survivesTheSocket()
    {
        const CommandRequest request = good();
        const auto read = CommandRequest::fromJson(request.toJson());
        QVERIFY(read);
        QCOMPARE(*read, request);
    }

    void withoutATimeLimitTheUsualOneCounts()
    {
        CommandRequest request = good();
        request.timeout.reset();
        QCOMPARE(CommandRequest::fromJson(request.toJson())->timeoutOrDefault(), defaultTimeout);
    }

    void refusesNonsense_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QJsonValue>("value");
        const QJsonValue none(QJsonValue::Undefined);
        QTest::newRow("no id") << u"id"_s << none;
        QTest::newRow("id is no id") << u"id"_s << QJsonValue(u"17"_s);
        QTest::newRow("id is a number") << u"id"_s << QJsonValue(17);
        QTest::newRow("no command") << u"command"_s << none;
        QTest::newRow("empty command") << u"command"_s << QJsonValue(QString());
        QTest::newRow("command with a path") << u"command"_s << QJsonValue(u"../list"_s);
        QTest::newRow("long command") << u"command"_s << QJsonValue(QString(33, u'a'));
        QTest::newRow("arguments are a list") << u"arguments"_s << QJsonValue(QJsonArray {1});
        QTest::newRow("arguments are null") << u"arguments"_s << QJsonValue(QJsonValue::Null);
        QTest::newRow("time is a text") << u"timeoutSeconds"_s << QJsonValue(u"5"_s);
        QTest::newRow("time is zero") << u"timeoutSeconds"_s << QJsonValue(0);
        QTest::newRow("time is negative") << u"timeoutSeconds"_s << QJsonValue(-1);
        QTest::newRow("time is endless") << u"timeoutSeconds"_s << QJsonValue(1e18);
    }

    void refusesNonsense()
    {
        QFETCH(QString, key);
        QFETCH(QJsonValue, value);
        QJsonObject object = good().toJson();
        if (value.isUndefined())
            object.remove(key);
        else
            object.insert(key, value);
        const auto read = CommandRequest::fromJson(object);
        QVERIFY(!read);
        QCOMPARE(read.error().kind, Error::Kind::WrongUse);
    }

    void messagesCutShortAreRefused()
    {
        const QByteArray line
            = encodeMessage("request"_L1, {{u"request"_s, good().toJson()}}).trimmed();
        QVERIFY(decodeMessage(line));
        for (qsizetype length = 0; length < line.size(); ++length)
            QVERIFY(!decodeMessage(line.left(length)));
    }

    void bytesThatAreNoMessageAreRefused_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::newRow("list") << QByteArray("[1,2]");
        QTest::newRow("no type") << QByteArray("{\"a\":1}");
        QTest::newRow("type is a number") << QByteArray("{\"type\":1}");
        QTest::newRow("binary") << QByteArray("\x00\xff\xfe{", 4);
        QTest::newRow("too deep") << QByteArray(100'000, '[');
    }

    void bytesThatAreNoMessageAreRefused()
    {
        QFETCH(QByteArray, line);
        QVERIFY(!decodeMessage(line));
    }

    void argumentsFitTheirTable_data()
    {
        QTest::addColumn<QJsonObject>("arguments");
        QTest::addColumn<bool>("fits");
        const QJsonObject least {{u"printer"_s, u"a"_s}};
        const auto with = [&](const QString &key, const QJsonValue &value) {
            QJsonObject object = least;
            object.insert(key, value);
            return object;
        };
        QJsonArray many;
        for (int i = 0; i < 1001; ++i)
            many.append(u"x"_s);
        QTest::newRow("least") << least << true;
        QTest::newRow("missing") << QJsonObject() << false;
        QTest::newRow("unknown") << with(u"colour"_s, u"red"_s) << false;
        QTest::newRow("text is a number") << with(u"printer"_s, 5) << false;
        QTest::newRow("text is too long") << with(u"printer"_s, QString(65'537, u'x')) << false;
        QTest::newRow("flag") << with(u"watch"_s, true) << true;
        QTest::newRow("flag is a text") << with(u"watch"_s, u"yes"_s) << false;
        QTest::newRow("texts") << with(u"tags"_s, QJsonArray {u"a"_s, u"b"_s}) << true;
        QTest::newRow("texts with a number") << with(u"tags"_s, QJsonArray {u"a"_s, 5}) << false;
        QTest::newRow("too many texts") << with(u"tags"_s, many) << false;
        QTest::newRow("pairs") << with(u"set"_s, QJsonObject {{u"a"_s, u"b"_s}}) << true;
        QTest::newRow("pairs with an object")
            << with(u"set"_s, QJsonObject {{u"a"_s, QJsonObject()}}) << false;
    }

    void argumentsFitTheirTable()
    {
        QFETCH(QJsonObject, arguments);
        QFETCH(bool, fits);
        using Row = ArgumentRow;
        const CommandSpec spec {.name = u"test"_s,
                                .arguments = {{"printer"_L1, Row::Type::Text, Row::Need::Required},
                                              {"watch"_L1, Row::Type::Flag},
                                              {"tags"_L1, Row::Type::Texts},
                                              {"set"_L1, Row::Type::Pairs}},
                                .run = {}};
        const auto checked = checkArguments(spec, arguments);
        QCOMPARE(checked.has_value(), fits);
        if (!fits)
            QCOMPARE(checked.error().kind, Error::Kind::WrongUse);
    }
};

FLOTILLA_TEST(tst_CommandRequest)
#include "tst_commandrequest.moc"
