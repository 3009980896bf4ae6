// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell.h"

#include "systemlook.h"

#include "api/fleetservice.h"
#include "models/preferences.h"
#include "qml/iconprovider.h"
#include "store/sessionbus.h"

#include <QEvent>
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
    , m_desk(std::make_unique<models::Desk>(
          models::DeskServices {service.fleet(), service.jobs(), service.settings(), simulated}))
    , m_look(std::make_unique<SystemLook>(*m_desk->preferences()))
{
    store::sessionBusAnswers(busLimit).onFinished(this, [this](const Result<void> &answers) {
        if (answers)
            m_look->askPortal();
    });
    m_geometryTimer.setSingleShot(true);
    m_geometryTimer.setInterval(geometrySettles);
    connect(&m_geometryTimer, &QTimer::timeout, this, &Shell::rememberGeometry);
    connect(m_desk.get(), &models::Desk::quitAsked, this, &Shell::quitDecided);
    connect(m_desk.get(), &models::Desk::leaveSimulationAsked, this,
            &Shell::leaveSimulationDecided);
}

Shell::~Shell()
{
    m_engine.reset(); // the window shows the desk
}

bool Shell::open()
{
    m_engine = std::make_unique<QQmlApplicationEngine>();
    m_engine->addImportPath(u"qrc:/qt/qml"_s);
    m_engine->addImageProvider(u"icon"_s, new IconProvider);
    m_engine->setInitialProperties(windowProperties());
    m_engine->load(QUrl(u"qrc:/qt/qml/Flotilla/Main.qml"_s));
    if (m_engine->rootObjects().isEmpty())
        return false;
    m_window = qobject_cast<QQuickWindow *>(m_engine->rootObjects().constFirst());
    m_window->installEventFilter(this);
    for (const auto changed :
         {&QWindow::xChanged, &QWindow::yChanged, &QWindow::widthChanged, &QWindow::heightChanged})
        connect(m_window, changed, &m_geometryTimer, qOverload<>(&QTimer::start));
    return true;
}

QVariantMap Shell::windowProperties() const
{
    QVariantMap properties {{u"desk"_s, QVariant::fromValue(m_desk.get())}};
    const models::Preferences &preferences = *m_desk->preferences();
    const QSize size = preferences.windowSize();
    properties.insert(u"width"_s, size.width());
    properties.insert(u"height"_s, size.height());
    const auto position = preferences.windowPosition();
    if (position && isOnAScreen(QRect(*position, size))) {
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

void Shell::raise(const QStringList &files)
{
    if (m_window) {
        m_window->show();
        m_window->raise();
        m_window->requestActivate();
    }
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

void Shell::handleClose()
{
    m_desk->quit();
}

} // namespace flotilla
