// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/driverregistry.h"

#include "core/services.h"

#include "fakedriver.h"

#include "support/testmain.h"

using namespace flotilla;
using namespace flotilla::test;
using namespace Qt::StringLiterals;

namespace {

// The least a driver can be.
class BareDriver final : public PrinterDriver
{
public:
    void connectToPrinter() override { }
    void disconnectFromPrinter() override { }
    void setWatched(bool) override { }
};

template<typename T> Error::Kind kindOf(const Command<T> &command)
{
    return command.result()->error().kind;
}

} // namespace

class tst_DriverRegistry : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsByIdAndKeepsTheOrder()
    {
        FakeSystem system;
        DriverRegistry registry;
        DriverInfo first = system.info();
        first.id = u"zeta"_s;
        registry.add(std::move(first));
        registry.add(system.info());
        QCOMPARE(registry.all().size(), size_t(2));
        QCOMPARE(registry.all()[0]->id, u"zeta"_s);
        QCOMPARE(registry.find(u"fake"_s)->displayName, u"Fake"_s);
        QVERIFY(!registry.find(u"Fake"_s));
        QVERIFY(!registry.find({}));
    }

    void aSystemHasTheKeysOfTheContract()
    {
        FakeSystem system;
        const DriverInfo info = system.info();
        const QJsonObject json = info.toJson();
        QCOMPARE(json.keys(), QStringList({u"capabilities"_s, u"id"_s, u"name"_s, u"settings"_s}));
        QCOMPARE(json[u"id"_s].toString(), u"fake"_s);
        QCOMPARE(json[u"capabilities"_s].toArray(), (QJsonArray {u"pause"_s, u"cancel"_s}));
        const QJsonObject port = json[u"settings"_s][1].toObject();
        for (const QString &key :
             {u"key"_s, u"type"_s, u"label"_s, u"default"_s, u"required"_s, u"secret"_s})
            QVERIFY2(port.contains(key), qPrintable(key));
        QCOMPARE(info.setting(u"port"_s)->label, u"Port"_s);
        QVERIFY(!info.setting(u"colour"_s));
    }

    void aCandidateHasTheKeysOfTheContract()
    {
        const Candidate candidate {.driver = u"fake"_s,
                                   .name = u"Found"_s,
                                   .address = u"10.0.0.3"_s,
                                   .serial = u"SN1"_s,
                                   .settings = {{u"host"_s, u"10.0.0.3"_s}}};
        QCOMPARE(candidate.toJson(),
                 (QJsonObject {{u"driver"_s, u"fake"_s},
                               {u"name"_s, u"Found"_s},
                               {u"address"_s, u"10.0.0.3"_s},
                               {u"serial"_s, u"SN1"_s},
                               {u"settings"_s, QJsonObject {{u"host"_s, u"10.0.0.3"_s}}}}));
    }

    void aBareDriverCanDoNothing()
    {
        BareDriver driver;
        constexpr auto unsupported = Error::Kind::Unsupported;
        QCOMPARE(kindOf(driver.pause()), unsupported);
        QCOMPARE(kindOf(driver.resume()), unsupported);
        QCOMPARE(kindOf(driver.cancelJob()), unsupported);
        QCOMPARE(kindOf(driver.clearPlate()), unsupported);
        QCOMPARE(kindOf(driver.setValues({})), unsupported);
        QCOMPARE(kindOf(driver.home({})), unsupported);
        QCOMPARE(kindOf(driver.jog({})), unsupported);
        QCOMPARE(kindOf(driver.act({}, {})), unsupported);
        QCOMPARE(kindOf(driver.gcode({})), unsupported);
        QCOMPARE(kindOf(driver.files({})), unsupported);
        QCOMPARE(kindOf(driver.deleteFile({})), unsupported);
        QCOMPARE(kindOf(driver.thumbnail({})), unsupported);
        QCOMPARE(kindOf(driver.takePicture({})), unsupported);
        QCOMPARE(kindOf(driver.startStored({}, {})), unsupported);
        QCOMPARE(kindOf(driver.openCamera({})), unsupported);
        QCOMPARE(*driver.storedName(u"a.gcode"_s), u"a.gcode"_s);

        std::optional<Error> error;
        connect(driver.upload({}, this), &TransferJob::finished, this,
                [&](const Result<TransferResult> &result) { error = result.error(); });
        QTRY_VERIFY(error);
        QCOMPARE(error->kind, unsupported);
    }

    void aBuildWithoutServicesSaysSo()
    {
        NoBroker broker;
        QCOMPARE(kindOf(broker.listen({})), Error::Kind::Unsupported);
        NoFileServer files;
        QCOMPARE(kindOf(files.publish({}, {}, {})), Error::Kind::Unsupported);
    }
};

FLOTILLA_TEST(tst_DriverRegistry)
#include "tst_driverregistry.moc"
