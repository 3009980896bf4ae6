// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/command.h"

#include "support/testmain.h"

#include <QSignalSpy>

using namespace flotilla;

class tst_Command : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyHandlerHearsTheAnswer()
    {
        CommandPromise<int> promise;
        const Command<int> command = promise.command();
        QList<int> heard;
        command.onFinished(this, [&](const Result<int> &r) { heard << *r; });
        command.onFinished(this, [&](const Result<int> &r) { heard << *r + 1; });
        QVERIFY(promise.finish(41));
        QVERIFY(heard.isEmpty()); // never inside the call
        QTRY_COMPARE(heard, QList<int>({41, 42}));
    }

    void handlerAttachedLateHearsItToo()
    {
        const Command<QString> command(Result<QString>(QStringLiteral("done")));
        QString heard;
        command.onFinished(this, [&](const auto &r) { heard = *r; });
        QTRY_COMPARE(heard, QStringLiteral("done"));
    }

    void firstAnswerCounts()
    {
        CommandPromise<int> promise;
        QVERIFY(promise.finish(1));
        QVERIFY(!promise.finish(2));
        QCOMPARE(**promise.command().result(), 1);
    }

    void droppedPromiseGivesCanceled()
    {
        auto promise = std::make_unique<CommandPromise<int>>();
        const Command<int> command = promise->command();
        auto copy = *promise;
        promise.reset();
        QVERIFY(!command.isFinished());
        {
            auto last = std::move(copy);
        }
        QVERIFY(command.isFinished());
        QCOMPARE(command.result()->error().kind, Error::Kind::Canceled);
    }

    void handlerDiesWithItsContext()
    {
        CommandPromise<int> promise;
        bool called = false;
        auto context = std::make_unique<QObject>();
        promise.command().onFinished(context.get(), [&](const auto &) { called = true; });
        promise.finish(1);
        context.reset();
        QCoreApplication::processEvents();
        QVERIFY(!called);
    }

    void thenChainsResultsAndCommands()
    {
        CommandPromise<int> first;
        CommandPromise<QString> second;
        const auto end = first.command()
                             .then(this, [](int n) -> Result<int> { return n * 2; })
                             .then(this, [&](int) { return second.command(); });
        QString heard;
        end.onFinished(this, [&](const Result<QString> &r) { heard = *r; });
        first.finish(4);
        QCoreApplication::processEvents();
        QVERIFY(!end.isFinished());
        second.finish(QStringLiteral("both"));
        QTRY_COMPARE(heard, QStringLiteral("both"));
    }

    void thenPassesErrorsBy()
    {
        CommandPromise<void> promise;
        bool called = false;
        const auto end = promise.command().then(this, [&]() -> Result<int> {
            called = true;
            return 1;
        });
        promise.finish(failure(Error::Kind::Busy, QStringLiteral("busy")));
        QTRY_VERIFY(end.isFinished());
        QCOMPARE(end.result()->error().kind, Error::Kind::Busy);
        QVERIFY(!called);
    }
};

FLOTILLA_TEST(tst_Command)
#include "tst_command.moc"
