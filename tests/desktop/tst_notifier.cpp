// SPDX-License-Identifier: GPL-3.0-or-later
#include "notifier.h"
#include "privatebus.h"

#include "support/testmain.h"

#include <QSignalSpy>

using namespace flotilla;
using namespace flotilla::models;
using namespace flotilla::test;
using namespace Qt::StringLiterals;

namespace {

// The desktop's notification service.
class FakeDesktop : public QObject
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.Notifications")

public:
    struct Shown
    {
        uint replaces = 0;
        QString title;
        QString body;
        QStringList actions;
        QVariantMap hints;
    };

    explicit FakeDesktop(QDBusConnection bus)
    {
        bus.registerObject(u"/org/freedesktop/Notifications"_s, this,
                           QDBusConnection::ExportAllSlots | QDBusConnection::ExportAllSignals);
        bus.registerService(u"org.freedesktop.Notifications"_s);
    }

    QStringList capabilities {u"body"_s, u"body-markup"_s, u"actions"_s};
    QList<Shown> shown;
    QList<uint> closed;

public Q_SLOTS:
    QStringList GetCapabilities() { return capabilities; }
    uint Notify(const QString &, uint replaces, const QString &, const QString &title,
                const QString &body, const QStringList &actions, const QVariantMap &hints, int)
    {
        shown << Shown {replaces, title, body, actions, hints};
        return replaces ? replaces : uint(shown.size());
    }
    void CloseNotification(uint id) { closed << id; }

Q_SIGNALS:
    void ActionInvoked(uint id, const QString &action);
    void NotificationClosed(uint id, uint reason);
};

} // namespace

class tst_Notifier : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<PrivateBus> m_bus;
    std::unique_ptr<FakeDesktop> m_desktop;
    const Notice m_done {.kind = NoticeKind::Ended,
                         .printer = QUuid::createUuid(),
                         .title = u"Nautilus is done"_s,
                         .text = u"<img src=x>.goo & more took 3 h."_s,
                         .canClearPlate = true};

private Q_SLOTS:
    void init()
    {
        m_bus = std::make_unique<PrivateBus>();
        NEEDS_A_BUS(*m_bus);
        m_desktop = std::make_unique<FakeDesktop>(m_bus->connection(u"desktop"_s));
    }
    void cleanup()
    {
        m_desktop.reset();
        m_bus.reset();
    }

    void namesOfFilesAreNoMarkup()
    {
        Notifier notifier(m_bus->connection(u"ours"_s));
        notifier.show(m_done);
        QTRY_COMPARE(m_desktop->shown.size(), 1);
        const FakeDesktop::Shown &shown = m_desktop->shown[0];
        QCOMPARE(shown.title, u"Nautilus is done"_s);
        QCOMPARE(shown.body, u"&lt;img src=x&gt;.goo &amp; more took 3 h."_s);
        QCOMPARE(shown.hints[u"urgency"_s].toInt(), 1);
        QVERIFY(shown.actions.contains(u"clear"_s));
        QVERIFY(shown.actions.contains(u"Plate is clear"_s));
    }

    void aServiceWithoutMarkupOrButtonsGetsNeither()
    {
        m_desktop->capabilities = {u"body"_s};
        Notifier notifier(m_bus->connection(u"ours"_s));
        notifier.show(m_done);
        QTRY_COMPARE(m_desktop->shown.size(), 1);
        QCOMPARE(m_desktop->shown[0].body, m_done.text);
        QVERIFY(m_desktop->shown[0].actions.isEmpty());
    }

    void whatIsPressedIsDone()
    {
        Notifier notifier(m_bus->connection(u"ours"_s));
        QSignalSpy clear(&notifier, &Notifier::clearPlateChosen);
        QSignalSpy open(&notifier, &Notifier::openChosen);
        notifier.show(m_done);
        QTRY_COMPARE(m_desktop->shown.size(), 1);
        // Told until it is known whose notice it is: the answer to Notify may come after.
        QTRY_VERIFY(({
            Q_EMIT m_desktop->ActionInvoked(1, u"clear"_s);
            !clear.isEmpty();
        }));
        QCOMPARE(clear[0][0].toUuid(), m_done.printer);
        Q_EMIT m_desktop->ActionInvoked(99, u"clear"_s); // another program's
        Q_EMIT m_desktop->ActionInvoked(1, u"default"_s);
        QTRY_COMPARE(open.size(), 1);
        const qsizetype before = clear.size();
        Q_EMIT m_desktop->NotificationClosed(1, 2);
        Q_EMIT m_desktop->ActionInvoked(1, u"open"_s);
        Q_EMIT m_desktop->ActionInvoked(1, u"clear"_s);
        notifier.show(m_done);
        QTRY_COMPARE(m_desktop->shown.size(), 2); // in order: all of the above was heard
        QCOMPARE(open.size(), 1);
        QCOMPARE(clear.size(), before);
    }

    void aNewNoticeTakesThePlaceOfTheLast()
    {
        Notifier notifier(m_bus->connection(u"ours"_s));
        QSignalSpy clear(&notifier, &Notifier::clearPlateChosen);
        notifier.show(m_done);
        QTRY_COMPARE(m_desktop->shown.size(), 1);
        QTRY_VERIFY(({
            Q_EMIT m_desktop->ActionInvoked(1, u"clear"_s);
            !clear.isEmpty();
        }));
        notifier.show(m_done);
        QTRY_COMPARE(m_desktop->shown.size(), 2);
        QCOMPARE(m_desktop->shown[1].replaces, 1U);
        Notice other = m_done;
        other.printer = QUuid::createUuid();
        notifier.show(other);
        QTRY_COMPARE(m_desktop->shown.size(), 3);
        QCOMPARE(m_desktop->shown[2].replaces, 0U);
    }

    void whatIsOverIsTakenAway()
    {
        Notifier notifier(m_bus->connection(u"ours"_s));
        notifier.show(m_done);
        QTRY_COMPARE(m_desktop->shown.size(), 1);
        QTRY_VERIFY(({
            notifier.close(m_done.printer);
            !m_desktop->closed.isEmpty();
        }));
        QCOMPARE(m_desktop->closed, QList<uint> {1});
    }

    void severalAtTheStartAllCome()
    {
        Notifier notifier(m_bus->connection(u"ours"_s));
        for (int i = 0; i < 3; ++i) {
            Notice notice = m_done;
            notice.printer = QUuid::createUuid();
            notifier.show(notice);
        }
        QTRY_COMPARE(m_desktop->shown.size(), 3);
    }

    void withoutAServiceItIsSaidSo()
    {
        m_desktop.reset();
        m_bus = std::make_unique<PrivateBus>();
        Notifier notifier(m_bus->connection(u"ours"_s));
        QSignalSpy notShown(&notifier, &Notifier::notShown);
        notifier.show(m_done);
        QTRY_COMPARE(notShown.size(), 1);
        QCOMPARE(notShown[0][0].value<Notice>().title, m_done.title);
    }

    void withoutABusItIsSaidSo()
    {
        Notifier notifier(QDBusConnection(u"none"_s));
        QSignalSpy notShown(&notifier, &Notifier::notShown);
        notifier.show(m_done);
        QCOMPARE(notShown.size(), 1);
    }
};

FLOTILLA_TEST(tst_Notifier)
#include "tst_notifier.moc"
