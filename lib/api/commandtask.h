// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/commandrequest.h"
#include "api/commandspec.h"
#include "base/command.h"
#include "core/printer.h"

#include <QMap>
#include <QObject>
#include <QStringList>
#include <QTimer>

namespace flotilla::api {

// How a command ended: well, or with an error.
struct CommandEnd
{
    std::optional<Error> error = {};

    int exitStatus() const { return error ? flotilla::exitStatus(error->kind) : 0; }
};

// One command being carried out. Begins from the event loop, ends exactly once with finished(), and
// deletes itself afterwards. A task that nobody listens to any more runs on: only what cancel()
// stops is stopped. Main thread; belongs to its CommandService.
class CommandTask : public QObject
{
    Q_OBJECT

public:
    CommandTask(CommandRequest request, CommandSpec spec, const CommandServices &services,
                QObject *parent);
    Q_DISABLE_COPY_MOVE(CommandTask)

    const CommandRequest &request() const { return m_request; }
    bool isReadOnly() const { return m_spec.readOnly; }
    bool hasBegun() const { return m_begun; }
    bool isFinished() const { return m_finished; }
    // Whether cancel() ends it: transfers before a print was asked for, waits and watches.
    bool isCancelable() const { return bool(m_cancel); }
    // Who asked has gone. Stops a transfer or a watch, nothing else.
    void cancel();

    // For the commands themselves.
    const CommandServices &services() const { return m_services; }
    QString text(QLatin1StringView key) const { return m_request.arguments[key].toString(); }
    bool flag(QLatin1StringView key) const { return m_request.arguments[key].toBool(); }
    bool has(QLatin1StringView key) const { return m_request.arguments.contains(key); }
    QStringList texts(QLatin1StringView key) const;
    QMap<QString, QString> pairs(QLatin1StringView key) const;

    void setCancel(std::function<void()> cancel) { m_cancel = std::move(cancel); }
    // The printer named by the argument "printer"; the task fails when it leaves the fleet.
    Result<Printer *> findPrinter();
    // Calls fn once that printer is online and has been heard; fails where it is not to be had.
    void withPrinter(std::function<void(Printer *)> fn);
    // Fails as TimedOut with this sentence unless the task has ended by then.
    void endWithin(std::chrono::milliseconds limit, const QString &sentence);
    // Calls fn(value) when the command ends well; the task fails with its error otherwise.
    template<typename T, typename F> void await(const Command<T> &command, F fn)
    {
        command.onFinished(this, [this, fn = std::move(fn)](const Result<T> &result) mutable {
            if (m_finished)
                return;
            if (!result)
                fail(result.error());
            else if constexpr (std::is_void_v<T>)
                fn();
            else
                fn(*result);
        });
    }

    void sendDocument(const QJsonValue &value);
    void sendProgress(qint64 done, qint64 total, const QString &label);
    void sendNotice(const QString &text);
    // The last document, and a good end.
    void succeed(const QJsonValue &value);
    void succeed();
    void fail(const Error &error);

Q_SIGNALS:
    void document(const QJsonValue &value);
    void progress(qint64 done, qint64 total, const QString &label);
    // A sentence for the person, beside the documents.
    void notice(const QString &text);
    void finished(const flotilla::api::CommandEnd &end);

private:
    void begin();
    void end(const CommandEnd &end);

    const CommandRequest m_request;
    const CommandSpec m_spec;
    const CommandServices m_services;
    std::function<void()> m_cancel;
    WatchToken m_watch; // so that the effect of a command is seen soon
    QTimer m_limit;
    QString m_limitSentence;
    bool m_begun = false;
    bool m_finished = false;
};

} // namespace flotilla::api
