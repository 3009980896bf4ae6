// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/commandtask.h"

#include "api/linkwait.h"
#include "base/logging.h"
#include "core/fleet.h"

#include <QJsonArray>

namespace flotilla::api {

using namespace Qt::StringLiterals;

CommandTask::CommandTask(CommandRequest request, CommandSpec spec, const CommandServices &services,
                         QObject *parent)
    : QObject(parent)
    , m_request(std::move(request))
    , m_spec(std::move(spec))
    , m_services(services)
{
    m_limit.setSingleShot(true);
    connect(&m_limit, &QTimer::timeout, this, [this] {
        fail({Error::Kind::TimedOut, m_limitSentence, {}});
    });
    QMetaObject::invokeMethod(this, &CommandTask::begin, Qt::QueuedConnection);
}

void CommandTask::begin()
{
    if (m_finished)
        return;
    m_begun = true;
    qCDebug(lcApi).noquote() << "begins:" << m_request.command;
    m_spec.run(*this);
}

void CommandTask::cancel()
{
    if (!m_finished && m_cancel)
        m_cancel();
}

QStringList CommandTask::texts(QLatin1StringView key) const
{
    QStringList list;
    for (const QJsonValue &value : m_request.arguments[key].toArray())
        list.append(value.toString());
    return list;
}

QMap<QString, QString> CommandTask::pairs(QLatin1StringView key) const
{
    QMap<QString, QString> map;
    const QJsonObject object = m_request.arguments[key].toObject();
    for (auto it = object.begin(); it != object.end(); ++it)
        map.insert(it.key(), it.value().toString());
    return map;
}

Result<Printer *> CommandTask::findPrinter()
{
    const auto printer = m_services.fleet.find(text("printer"_L1));
    if (printer) {
        connect(&m_services.fleet, &Fleet::printerRemoved, this,
                [this, wanted = (*printer)->id(), name = (*printer)->name()](const QUuid &id) {
                    if (id == wanted)
                        fail({Error::Kind::NotFound,
                              tr("“%1” was removed from the fleet.").arg(name),
                              {}});
                });
    }
    return printer;
}

void CommandTask::withPrinter(std::function<void(Printer *)> fn)
{
    const auto printer = findPrinter();
    if (!printer) {
        fail(printer.error());
        return;
    }
    auto *wait
        = new LinkWait(*printer, LinkWait::Patience::OneTry, m_request.timeoutOrDefault(), this);
    connect(wait, &LinkWait::finished, this,
            [this, printer = *printer, fn = std::move(fn)](const std::optional<Error> &error) {
                if (m_finished)
                    return;
                if (error) {
                    fail(*error);
                    return;
                }
                m_watch = printer->watch();
                fn(printer);
            });
}

void CommandTask::endWithin(std::chrono::milliseconds limit, const QString &sentence)
{
    m_limitSentence = sentence;
    m_limit.start(limit);
}

void CommandTask::sendDocument(const QJsonValue &value)
{
    if (!m_finished)
        Q_EMIT document(value);
}

void CommandTask::sendProgress(qint64 done, qint64 total, const QString &label)
{
    if (!m_finished)
        Q_EMIT progress(done, total, label);
}

void CommandTask::sendNotice(const QString &text)
{
    if (!m_finished)
        Q_EMIT notice(text);
}

void CommandTask::succeed(const QJsonValue &value)
{
    sendDocument(value);
    end({});
}

void CommandTask::succeed()
{
    end({});
}

void CommandTask::fail(const Error &error)
{
    end({error});
}

void CommandTask::end(const CommandEnd &end)
{
    if (m_finished)
        return;
    m_finished = true;
    m_limit.stop();
    m_cancel = {};
    qCDebug(lcApi).noquote() << "ends:" << m_request.command
                             << (end.error ? end.error->message : QString());
    Q_EMIT finished(end);
    deleteLater();
}

} // namespace flotilla::api
