// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/addprinter.h"
#include "models/toasts.h"

#include "fleetworld.h"
#include "support/testmain.h"

#include <QSignalSpy>

using namespace flotilla;
using namespace flotilla::models;
using namespace flotilla::test;
using namespace Qt::StringLiterals;

namespace {

// Tells what the test gave it.
class PortFinder final : public Finder
{
    Q_OBJECT

public:
    PortFinder(const QList<Candidate> &candidates, QObject *parent)
        : Finder(parent)
        , m_candidates(candidates)
    {
    }

    void start(const FinderRequest &request) override
    {
        QMetaObject::invokeMethod(
            this,
            [this, everyPort = request.everyPort] {
                for (const Candidate &candidate : m_candidates) {
                    if (everyPort || !candidate.isGuess)
                        Q_EMIT found(candidate);
                }
                Q_EMIT finished();
            },
            Qt::QueuedConnection);
    }

private:
    const QList<Candidate> m_candidates;
};

Candidate at(const QString &device, bool isGuess, const QString &serial = {})
{
    return {.driver = u"cabled"_s,
            .name = isGuess ? u"Serial port"_s : u"Mini"_s,
            .address = device,
            .serial = serial,
            .settings = {{u"serialDevice"_s, device}},
            .isGuess = isGuess};
}

} // namespace

// Machines on a cable: those that are known to be there, and ports that may be anything's.
class tst_FoundModel : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<FleetWorld> m_world;
    std::unique_ptr<Toasts> m_toasts;
    std::unique_ptr<AddPrinter> m_add;
    QList<Candidate> m_candidates;

    QVariant field(int row, SettingsForm::Role role) const
    {
        return m_add->form()->index(row).data(role);
    }

private Q_SLOTS:
    void init()
    {
        m_candidates = {at(u"/dev/ttyACM0"_s, false, u"S1"_s), at(u"/dev/ttyS0"_s, true),
                        at(u"usb:A5"_s, true), at(u"usb:A5"_s, true)};
        m_world = std::make_unique<FleetWorld>();
        DriverInfo info = m_world->fakes.system.info();
        info.id = u"cabled"_s;
        info.settings = {{.key = u"serialDevice"_s, .label = u"Serial port"_s}};
        info.finder = [this](DriverContext &, QObject *parent) {
            return new PortFinder(m_candidates, parent);
        };
        m_world->fakes.registry.add(info);
        m_toasts = std::make_unique<Toasts>(m_world->clock());
        m_add = std::make_unique<AddPrinter>(*m_world->fakes.fleet, *m_toasts);
    }
    void cleanup()
    {
        m_add.reset();
        m_toasts.reset();
        m_world.reset();
    }

    void guessesAreNoRows()
    {
        QAbstractItemModelTester tester(m_add->found());
        m_add->show();
        QTRY_COMPARE(m_add->found()->count(), 1);
        QTRY_VERIFY(!m_add->found()->isLooking());
        QCOMPARE(m_add->found()->count(), 1);
        QCOMPARE(m_add->found()->at(0).address, u"/dev/ttyACM0"_s);
    }

    void aPortIsSuggestedToWhoFillsItIn()
    {
        QAbstractItemModelTester tester(m_add->form());
        m_add->showByHand();
        QTRY_VERIFY(!m_add->found()->isLooking());
        m_add->chooseSystem(1);
        QCOMPARE(field(0, SettingsForm::KindRole).value<FieldKind>(), FieldKind::Suggestion);
        QCOMPARE(field(0, SettingsForm::ChoicesRole).toStringList(),
                 QStringList({u"/dev/ttyACM0"_s, u"/dev/ttyS0"_s, u"usb:A5"_s}));
        m_add->form()->setText(u"serialDevice"_s, u"/dev/pts/7"_s); // one's own
        QVERIFY(m_add->form()->isValid());

        // A port that comes later is suggested, too; what was typed stays.
        m_candidates.append(at(u"usb:B6"_s, true));
        m_add->found()->look();
        QTRY_VERIFY(field(0, SettingsForm::ChoicesRole).toStringList().contains(u"usb:B6"_s));
        QCOMPARE(field(0, SettingsForm::TextRole).toString(), u"/dev/pts/7"_s);
    }

    void withoutPortsItIsAPlainText()
    {
        m_candidates.clear();
        m_add->showByHand();
        QTRY_VERIFY(!m_add->found()->isLooking());
        m_add->chooseSystem(1);
        QCOMPARE(field(0, SettingsForm::KindRole).value<FieldKind>(), FieldKind::Text);
    }

    void aMachineOnThisPortIsInTheFleet()
    {
        m_candidates = {at(u"/dev/ttyACM0"_s, false), at(u"/dev/ttyACM1"_s, false)};
        m_world->fakes.fleet->add({.driver = u"cabled"_s,
                                   .name = u"Mini"_s,
                                   .settings = {{u"serialDevice"_s, u"/dev/ttyACM0"_s}}});
        m_add->show();
        QTRY_COMPARE(m_add->found()->count(), 2);
        QTRY_VERIFY(m_add->found()->isInFleet(0));
        QVERIFY(!m_add->found()->isInFleet(1));
    }
};

FLOTILLA_TEST(tst_FoundModel)
#include "tst_foundmodel.moc"
