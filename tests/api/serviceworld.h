// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/commandservice.h"
#include "api/fleetservice.h"

#include "core/fakedriver.h"

#include <QEventLoop>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

namespace flotilla::test {

// What one command said, in order.
struct Heard
{
    QList<QJsonValue> documents = {};
    QList<qint64> progress = {};
    std::optional<api::CommandEnd> end = {};

    bool isGood() const { return end && !end->error; }
    QJsonObject object() const { return documents.value(0).toObject(); }
    QJsonArray array() const { return documents.value(0).toArray(); }
    Error::Kind kind() const
    {
        return end && end->error ? end->error->kind : Error::Kind::Internal;
    }
    QString message() const { return end && end->error ? end->error->message : QString(); }
};

// A whole backend in a folder of its own whose printers are FakeDrivers. Unless a test says
// otherwise they answer at once and are idle.
class ServiceWorld
{
public:
    ServiceWorld()
    {
        registry.add(system.info());
        system.whenConnecting = [this](FakeDriver &driver) { answer(driver); };
        start();
    }

    void start()
    {
        using std::chrono::milliseconds;
        service.reset();
        const LinkRules quick {.missedBeats = 3,
                               .staleLimit = milliseconds(300),
                               .lookAgain = milliseconds(100),
                               .firstPause = milliseconds(200),
                               .longestPause = milliseconds(400)};
        service = std::make_unique<api::FleetService>(
            registry,
            api::FleetService::Options {.folder = folder.path(),
                                        .secrets = store::SecretPolicy::FileOnly,
                                        .fleet = {.rules = quick,
                                                  .limits = {milliseconds(500), milliseconds(500)},
                                                  .rediscovery = milliseconds(0),
                                                  .searchNetwork = false}});
        const auto started = service->start();
        QEventLoop loop;
        started.onFinished(&loop, [&loop](const Result<void> &) { loop.quit(); });
        spin(loop);
        QVERIFY(started.isFinished());
        QVERIFY2(*started.result(),
                 *started.result() ? "" : qPrintable(started.result()->error().message));
    }

    // Connected, from the event loop as real sockets do it.
    void answer(FakeDriver &driver)
    {
        QMetaObject::invokeMethod(
            &driver,
            [this, &driver] {
                driver.openSession();
                Q_EMIT driver.capabilitiesReported(capabilities);
                driver.report(state);
            },
            Qt::QueuedConnection);
    }

    api::CommandRequest request(const QString &command, const QJsonObject &arguments = {},
                                std::optional<int> timeoutMs = {}) const
    {
        api::CommandRequest made {QUuid::createUuid(), command, arguments, {}};
        if (timeoutMs)
            made.timeout = std::chrono::milliseconds(*timeoutMs);
        return made;
    }

    // Begins a command; what it says goes to `heard`, which must live as long.
    api::CommandTask *begin(const api::CommandRequest &request, Heard &heard)
    {
        api::CommandTask *task = service->commands().start(request);
        QObject::connect(task, &api::CommandTask::document, task,
                         [&heard](const QJsonValue &value) { heard.documents << value; });
        QObject::connect(task, &api::CommandTask::progress, task,
                         [&heard](qint64 done) { heard.progress << done; });
        QObject::connect(task, &api::CommandTask::finished, task,
                         [&heard](const api::CommandEnd &end) { heard.end = end; });
        return task;
    }

    Heard run(const QString &command, const QJsonObject &arguments = {},
              std::optional<int> timeoutMs = {})
    {
        Heard heard;
        QEventLoop loop;
        QObject::connect(begin(request(command, arguments, timeoutMs), heard),
                         &api::CommandTask::finished, &loop, &QEventLoop::quit);
        spin(loop);
        if (!heard.end)
            qFatal("%s never ended", qPrintable(command));
        return heard;
    }

    // A printer added without a check.
    QString add(const QString &name)
    {
        return run(QStringLiteral("add"),
                   {{QStringLiteral("driver"), QStringLiteral("fake")},
                    {QStringLiteral("name"), name},
                    {QStringLiteral("settings"),
                     QJsonObject {{QStringLiteral("host"), QStringLiteral("10.0.0.3")}}},
                    {QStringLiteral("noCheck"), true}})
            .object()[QStringLiteral("id")]
            .toString();
    }

    FakeDriver *driver(const QString &name) const { return system.driver(name); }
    // The driver of a printer whose link is open.
    FakeDriver *openDriver(const QString &name)
    {
        const auto printer = service->fleet().find(name);
        if (!printer)
            return nullptr;
        (*printer)->open();
        const bool online = QTest::qWaitFor(
            [&] {
                return (*printer)->status().link == Link::Online
                    && (*printer)->status().observedAt.isValid();
            },
            5'000);
        return online ? driver(name) : nullptr;
    }

    // Until it is quit; without the pauses of QTest::qWaitFor(), which add up over many commands.
    static void spin(QEventLoop &loop)
    {
        QTimer::singleShot(10'000, &loop, &QEventLoop::quit);
        loop.exec();
    }

    QTemporaryDir folder;
    FakeSystem system;
    DriverRegistry registry;
    DriverState state {.state = State::Idle};
    Capabilities capabilities {.pause = true, .cancel = true};
    std::unique_ptr<api::FleetService> service;
};

} // namespace flotilla::test
