// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell.h"

#include "closequestions.h"
#include "notifier.h"
#include "powerguard.h"
#include "systemlook.h"
#include "trayicon.h"

#include "api/fleetservice.h"
#include "models/notices.h"
#include "models/preferences.h"
#include "models/printeracts.h"
#include "models/question.h"
#include "models/toasts.h"
#include "models/traymodel.h"
#include "qml/windowengine.h"
#include "store/sessionbus.h"

#include <QDBusConnection>
#include <QEvent>
#include <QFile>
#include <QGuiApplication>
#include <QQuickWindow>
#include <QScreen>

namespace flotilla {

using namespace Qt::StringLiterals;

namespace {

constexpr std::chrono::milliseconds busLimit {500};
// A window that is being moved says so all the time.
constexpr std::chrono::milliseconds geometrySettles {500};

bool isOnAScreen(const QRect &frame)
{
    const QList<QScreen *> screens = QGuiApplication::screens();
    // The title bar must be within reach.
    const QPoint grip(frame.center().x(), frame.top());
    return std::any_of(screens.begin(), screens.end(), [&](const QScreen *screen) {
        return screen->availableGeometry().contains(grip);
    });
}

} // namespace

Shell::Shell(api::FleetService &service, bool simulated, QObject *parent)
    : QObject(parent)
    , m_service(service)
    , m_desk(std::make_unique<models::Desk>(
          models::DeskServices {service.fleet(), service.jobs(), service.settings(), simulated}))
    , m_look(std::make_unique<SystemLook>(*m_desk->preferences()))
{
    store::sessionBusAnswers(busLimit).onFinished(
        this, [this](const Result<void> &answers) { handleBus(answers.has_value()); });
    m_geometryTimer.setSingleShot(true);
    m_geometryTimer.setInterval(geometrySettles);
    connect(&m_geometryTimer, &QTimer::timeout, this, &Shell::rememberGeometry);
    connect(m_desk.get(), &models::Desk::quitAsked, this, &Shell::handleQuit);
    connect(m_desk.get(), &models::Desk::leaveSimulationAsked, this,
            &Shell::leaveSimulationDecided);
    connect(m_desk.get(), &models::Desk::enterSimulationAsked, this,
            &Shell::enterSimulationDecided);
    // A question that nobody sees is no question.
    connect(m_desk->question(), &models::Question::openChanged, this, [this] {
        if (m_desk->question()->isOpen())
            showWindow();
    });
    for (const QStringList &sentences : {service.notices().damage, service.notices().secrets}) {
        for (const QString &sentence : sentences)
            m_desk->toasts()->showError(sentence);
    }
}

Shell::~Shell()
{
    m_tray.reset();
    m_engine.reset(); // the window shows the desk
}

// Connecting to a bus that does not answer would block, so it was asked first.
void Shell::handleBus(bool answers)
{
    const QDBusConnection none(QStringLiteral("none"));
    const QDBusConnection session = answers ? QDBusConnection::sessionBus() : none;
    const bool hasSystemBus = QFile::exists(QStringLiteral("/run/dbus/system_bus_socket"));
    m_power = std::make_unique<PowerGuard>(
        m_service.fleet(), hasSystemBus ? QDBusConnection::systemBus() : none, session);
    m_notifier = std::make_unique<Notifier>(session);
    connectNotices();
    if (answers)
        m_look->askPortal();
}

void Shell::connectNotices()
{
    const auto idText = [](const QUuid &id) { return id.toString(QUuid::WithoutBraces); };
    connect(m_desk->notices(), &models::Notices::raised, m_notifier.get(), &Notifier::show);
    connect(m_desk->notices(), &models::Notices::withdrawn, m_notifier.get(), &Notifier::close);
    connect(m_notifier.get(), &Notifier::clearPlateChosen, this, [this, idText](const QUuid &id) {
        m_desk->acts()->runAtOnce(idText(id), models::Act::ClearPlate);
    });
    connect(m_notifier.get(), &Notifier::openChosen, this,
            [this, idText](const QUuid &id) { showPrinter(idText(id)); });
    connect(m_notifier.get(), &Notifier::notShown, this, [this](const models::Notice &notice) {
        if (m_tray)
            m_tray->showMessage(notice);
    });
}

void Shell::connectTray()
{
    connect(m_tray.get(), &TrayIcon::openWanted, this, &Shell::showWindow);
    connect(m_tray.get(), &TrayIcon::settingsWanted, this, [this] { showPage(u"settings"_s); });
    connect(m_tray.get(), &TrayIcon::printerWanted, this, &Shell::showPrinter);
    connect(m_tray.get(), &TrayIcon::pauseAllWanted, this, &Shell::pauseAll);
    connect(m_tray.get(), &TrayIcon::actWanted, this, [this](const QString &id, int act) {
        showPrinter(id);
        m_desk->acts()->run(id, models::Act(act));
    });
}

bool Shell::open()
{
    m_engine = std::make_unique<QQmlApplicationEngine>();
    prepareEngine(*m_engine, *m_desk);
    m_engine->setInitialProperties(windowProperties());
    m_engine->load(QUrl(u"qrc:/qt/qml/Flotilla/Main.qml"_s));
    if (m_engine->rootObjects().isEmpty())
        return false;
    m_window = qobject_cast<QQuickWindow *>(m_engine->rootObjects().constFirst());
    m_window->installEventFilter(this);
    m_tray = std::make_unique<TrayIcon>(*m_desk, *m_engine);
    connectTray();
    for (const auto changed :
         {&QWindow::xChanged, &QWindow::yChanged, &QWindow::widthChanged, &QWindow::heightChanged})
        connect(m_window, changed, &m_geometryTimer, qOverload<>(&QTimer::start));
    return true;
}

QVariantMap Shell::windowProperties() const
{
    QVariantMap properties {{u"desk"_s, QVariant::fromValue(m_desk.get())}};
    const models::Preferences &preferences = *m_desk->preferences();
    const auto position = preferences.windowPosition();
    if (position && isOnAScreen(QRect(*position, preferences.windowSize()))) {
        properties.insert(u"x"_s, position->x());
        properties.insert(u"y"_s, position->y());
    }
    return properties;
}

void Shell::rememberGeometry()
{
    if (m_window->isVisible() && m_window->visibility() == QWindow::Windowed)
        m_desk->preferences()->setWindowGeometry(m_window->position(), m_window->size());
}

void Shell::showWindow()
{
    if (!m_window)
        return;
    if (m_window->windowState() == Qt::WindowMinimized)
        m_window->showNormal();
    else
        m_window->show();
    m_window->raise();
    m_window->requestActivate();
}

void Shell::showPage(const QString &page)
{
    showWindow();
    m_window->setProperty("page", page);
}

void Shell::showPrinter(const QString &id)
{
    showWindow();
    QMetaObject::invokeMethod(m_window, "openPrinter", Q_ARG(QString, id));
}

void Shell::raise(const QStringList &files)
{
    showWindow();
    m_desk->openFiles(files);
}

bool Shell::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_window && event->type() == QEvent::Close) {
        event->ignore();
        handleClose();
        return true;
    }
    return QObject::eventFilter(watched, event);
}

// A tray may have gone since the person chose: the last window is never hidden without one.
void Shell::handleClose()
{
    if (!TrayIcon::isThere()) {
        handleQuit();
    } else if (!m_desk->preferences()->isTrayChosen()) {
        askAboutTray();
    } else if (m_desk->preferences()->keepInTray()) {
        rememberGeometry();
        m_window->hide();
    } else {
        handleQuit();
    }
}

void Shell::askAboutTray()
{
    m_desk->question()->ask(
        askKeepInTray,
        [this] {
            m_desk->preferences()->setKeepInTray(false);
            handleQuit();
        },
        [this] {
            m_desk->preferences()->setKeepInTray(true);
            m_window->hide();
        });
}

void Shell::handleQuit()
{
    if (sendingTo(m_service.fleet()).isEmpty())
        Q_EMIT quitDecided();
    else
        m_desk->question()->ask([this] { return askQuit(m_service.fleet()); },
                                [this] { Q_EMIT quitDecided(); });
}

void Shell::pauseAll()
{
    const QStringList ids = m_desk->tray()->pausable();
    if (ids.isEmpty())
        return;
    m_desk->question()->ask([this, ids] { return askPauseAll(m_service.fleet(), ids); },
                            [this, ids] {
                                for (const QString &id : ids)
                                    m_desk->acts()->pauseUnasked(id);
                            });
}

} // namespace flotilla
