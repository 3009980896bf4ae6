// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/camera.h"

#include "support/testmain.h"

using namespace flotilla;
using namespace Qt::StringLiterals;

class tst_Camera : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_opened = 0;
        m_closed = 0;
        m_answers.clear();
        m_gate = std::make_unique<CameraGate>(
            [this] {
                ++m_opened;
                m_answers.emplace_back();
                return m_answers.back().command();
            },
            [this] { ++m_closed; }, nullptr);
    }
    void cleanup() { m_gate.reset(); }

    void nothingIsOpenedWithoutALease()
    {
        m_gate.reset();
        QCOMPARE(m_opened, 0);
        QCOMPARE(m_closed, 0);
    }

    void theFirstLeaseOpensTheLastCloses()
    {
        CameraLease first(m_gate.get());
        QCOMPARE(m_opened, 1);
        CameraLease second(m_gate.get());
        QCOMPARE(m_opened, 1);
        QCOMPARE(m_gate->leases(), 2);
        first.release();
        QVERIFY(!first.isValid());
        QCOMPARE(m_closed, 0);
        second.release();
        QCOMPARE(m_closed, 1);
        QCOMPARE(m_gate->leases(), 0);

        const CameraLease again(m_gate.get());
        QCOMPARE(m_opened, 2);
    }

    void aLeaseThatGoesGivesItsShareBack()
    {
        {
            const CameraLease lease(m_gate.get());
        }
        QCOMPARE(m_closed, 1);
        {
            CameraLease lease(m_gate.get());
            lease.release();
            lease.release();
        }
        QCOMPARE(m_closed, 2);
    }

    void movingKeepsOneShare()
    {
        CameraLease first(m_gate.get());
        CameraLease second(std::move(first));
        QCOMPARE(m_gate->leases(), 1);
        CameraLease third;
        QVERIFY(!third.isValid());
        third = std::move(second);
        QCOMPARE(m_gate->leases(), 1);
        third = CameraLease(m_gate.get());
        QCOMPARE(m_gate->leases(), 1);
        third = CameraLease();
        QCOMPARE(m_gate->leases(), 0);
        QCOMPARE(m_closed, 1);
    }

    void destructionClosesWhatIsOpen()
    {
        CameraLease lease(m_gate.get());
        m_gate.reset();
        QCOMPARE(m_closed, 1);
        QVERIFY(!lease.isValid());
        QTRY_VERIFY(lease.source().isFinished());
        QCOMPARE(lease.source().result()->error().kind, Error::Kind::Canceled);
        lease.release(); // too late to matter
        QCOMPARE(m_closed, 1);
    }

    void everyLeaseHearsTheSource()
    {
        const CameraSource source {QUrl(u"http://127.0.0.1:8080/"_s), u"mjpeg"_s};
        const CameraLease early(m_gate.get());
        QVERIFY(!early.source().isFinished());
        m_answers.back().finish(source);
        const CameraLease late(m_gate.get());
        QCOMPARE(**early.source().result(), source);
        QCOMPARE(**late.source().result(), source);
        QCOMPARE(m_opened, 1);
    }

    void whatCouldNotBeOpenedIsTriedForTheNextLease()
    {
        CameraLease first(m_gate.get());
        m_answers.back().finish(failure(Error::Kind::Unreachable, u"away"_s));
        QCOMPARE(first.source().result()->error().kind, Error::Kind::Unreachable);
        const CameraLease second(m_gate.get());
        QCOMPARE(m_opened, 2);
        m_answers.back().finish(CameraSource {QUrl(u"http://127.0.0.1/"_s), u"mjpeg"_s});
        QVERIFY(*second.source().result());
        QVERIFY(*first.source().result());
    }

    void anInvalidLeaseHasNoSource()
    {
        const CameraLease lease;
        QVERIFY(!lease.isValid());
        QCOMPARE(lease.source().result()->error().kind, Error::Kind::Canceled);
    }

    void survivesJson()
    {
        const Camera camera {u"c1"_s, u"Top"_s, u"url"_s, u"rtsp://h/1"_s, 270, true, true};
        QCOMPARE(Camera::fromJson(camera.toJson()), camera);
        QCOMPARE(Camera::fromJson(Camera().toJson()), Camera());
        QCOMPARE(camera.toJson().keys(),
                 QStringList({u"address"_s, u"default"_s, u"id"_s, u"mirror"_s, u"name"_s,
                              u"rotate"_s, u"source"_s}));
    }

    void aCrookedPictureIsShownStraight_data()
    {
        QTest::addColumn<QJsonValue>("rotate");
        QTest::newRow("45") << QJsonValue(45);
        QTest::newRow("-90") << QJsonValue(-90);
        QTest::newRow("360") << QJsonValue(360);
        QTest::newRow("text") << QJsonValue(u"90"_s);
        QTest::newRow("huge") << QJsonValue(1e300);
    }
    void aCrookedPictureIsShownStraight()
    {
        QFETCH(QJsonValue, rotate);
        QCOMPARE(Camera::fromJson({{u"rotate"_s, rotate}}).rotate, 0);
    }

private:
    int m_opened = 0;
    int m_closed = 0;
    std::vector<CommandPromise<CameraSource>> m_answers;
    std::unique_ptr<CameraGate> m_gate;
};

FLOTILLA_TEST(tst_Camera)
#include "tst_camera.moc"
