// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktopprogram.h"

#include "api/commandservice.h"
#include "api/programcommands.h"
#include "base/logging.h"
#include "models/toasts.h"

#include <QCoreApplication>
#include <QDir>
#include <QProcess>

namespace flotilla {

using namespace Qt::StringLiterals;

namespace {

// The simulated printers live so many seconds in a real one: something happens while one looks.
constexpr double demoSpeed = 20;

// The demo begins anew each time. The lock is ours and stays.
void emptyFolder(const QString &folder)
{
    const QFileInfoList entries = QDir(folder).entryInfoList(QDir::AllEntries | QDir::Hidden
                                                             | QDir::System | QDir::NoDotAndDotDot);
    for (const QFileInfo &entry : entries) {
        if (entry.fileName() == u"owner.lock")
            continue;
        if (entry.isDir() && !entry.isSymLink())
            QDir(entry.filePath()).removeRecursively();
        else
            QFile::remove(entry.filePath());
    }
}

api::FleetService::Options optionsFor(const QString &folder, bool demo)
{
    api::FleetService::Options options {.folder = folder};
    if (demo || qEnvironmentVariable("FLOTILLA_SECRETS") == u"file")
        options.secrets = store::SecretPolicy::FileOnly;
    if (demo) {
        options.fleet.rediscovery = std::chrono::milliseconds(0);
        options.fleet.searchNetwork = false;
    }
    return options;
}

} // namespace

DesktopProgram::DesktopProgram(const DriverRegistry &registry, const Arguments &arguments,
                               QObject *parent)
    : QObject(parent)
    , m_registry(registry)
    , m_arguments(arguments)
{
}

DesktopProgram::~DesktopProgram() = default;

void DesktopProgram::start()
{
    const auto folder = api::prepareDataFolder(m_arguments.dataFolder);
    if (!folder) {
        say(folder.error());
        return;
    }
    m_folder = *folder;
    m_claim = std::make_unique<FolderClaim>(m_folder, m_arguments.files);
    connect(m_claim.get(), &FolderClaim::owned, this, &DesktopProgram::startFleet);
    connect(m_claim.get(), &FolderClaim::handedOver, this, [this] { end(0); });
    connect(m_claim.get(), &FolderClaim::serveFound, this, &DesktopProgram::askTakeOver);
    connect(m_claim.get(), &FolderClaim::failed, this, &DesktopProgram::say);
    m_claim->start();
}

void DesktopProgram::askTakeOver()
{
    m_startWindow = std::make_unique<StartWindow>(StartWindow::Words {
        tr("Flotilla already runs here without a window. Take over?"),
        tr("It ends once the commands it was given are done. Prints go on; the printers are "
           "connected anew."),
        tr("Leave it running"), tr("Take over")});
    connect(m_startWindow.get(), &StartWindow::answered, this, [this](bool take) {
        m_startWindow.release()->deleteLater();
        if (take)
            m_claim->takeOver();
        else
            end(0);
    });
}

void DesktopProgram::startFleet()
{
    if (m_arguments.demo)
        emptyFolder(m_folder);
    m_service
        = std::make_unique<api::FleetService>(m_registry, optionsFor(m_folder, m_arguments.demo));
    Command<void> started = m_service->start();
    if (m_arguments.demo) {
        m_machines = std::make_unique<DemoFleet>(DemoFleet::Size::House, demoSpeed);
        if (const auto simulated = m_machines->start(); !simulated) {
            say(simulated.error());
            return;
        }
        started = started.then(this, [this] { return m_machines->addTo(m_service->fleet()); });
    }
    QTimer::singleShot(LoadingWindow::shownAfter, this, [this] {
        if (!m_shell && !m_startWindow && !m_ended)
            m_loading = std::make_unique<LoadingWindow>();
    });
    started.onFinished(this, [this](const Result<void> &ready) {
        if (m_ended)
            return;
        if (!ready)
            say(ready.error());
        else
            openWindow();
    });
}

void DesktopProgram::openWindow()
{
    m_shell = std::make_unique<Shell>(*m_service, m_arguments.demo);
    connect(m_shell.get(), &Shell::quitDecided, this, [this] { end(0); });
    connect(m_shell.get(), &Shell::leaveSimulationDecided, this,
            [this] { startAgainWith(u"--real"_s); });
    connect(m_shell.get(), &Shell::enterSimulationDecided, this,
            [this] { startAgainWith(u"--demo"_s); });
    if (!m_shell->open()) {
        say({Error::Kind::Internal, tr("The window cannot be opened."), {}});
        return;
    }
    m_loading.reset();
    serve();
    m_service->fleet().openAll();
    if (m_machines) {
        if (const auto sample = unpackSample(m_folder)) {
            m_day = std::make_unique<DemoDay>(*m_machines, m_service->fleet(), m_service->jobs());
            m_day->begin(*sample);
        }
    }
    m_shell->desk().openFiles(m_arguments.files);
}

void DesktopProgram::serve()
{
    m_service->commands().add(api::raiseCommand([this](const QStringList &files) {
        if (m_shell)
            m_shell->raise(files);
    }));
    const auto path = api::ownerSocketPath(m_folder);
    m_socket = std::make_unique<api::OwnerSocket>(m_service->commands(), u"window"_s);
    // Without it the window works, and others wait in vain.
    if (const auto listening = path ? m_socket->listen(*path) : failure(path.error()); !listening)
        qCWarning(lcApi).noquote() << listening.error().message << listening.error().detail;
}

void DesktopProgram::startAgainWith(const QString &option)
{
    QProcess::startDetached(QCoreApplication::applicationFilePath(), {option});
    end(0);
}

void DesktopProgram::say(const Error &error)
{
    if (m_ended)
        return;
    std::fputs(qPrintable(error.message + u'\n'), stderr);
    const int status = exitStatus(error.kind);
    m_startWindow = std::make_unique<StartWindow>(
        StartWindow::Words {tr("Flotilla cannot start"), error.message, tr("Close")});
    connect(
        m_startWindow.get(), &StartWindow::answered, this, [this, status] { end(status); },
        Qt::QueuedConnection);
}

void DesktopProgram::interrupt()
{
    end(0);
}

void DesktopProgram::end(int exitStatus)
{
    if (std::exchange(m_ended, true))
        return;
    if (m_socket)
        m_socket->close();
    // While there is time left to talk to printers.
    if (m_shell)
        m_shell->desk().toasts()->commitAll();
    // Not here: we may be in one of its signals.
    QMetaObject::invokeMethod(
        this,
        [this, exitStatus] {
            m_shell.reset();
            m_day.reset();
            if (!m_service) {
                Q_EMIT finished(exitStatus);
                return;
            }
            m_service->stop().onFinished(
                this, [this, exitStatus](const Result<void> &) { Q_EMIT finished(exitStatus); });
        },
        Qt::QueuedConnection);
}

} // namespace flotilla
