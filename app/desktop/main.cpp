// SPDX-License-Identifier: GPL-3.0-or-later
#include "arguments.h"
#include "desktopprogram.h"
#include "display.h"
#include "fonts.h"
#include "terminaldemo.h"

#include "../cli/signalwatcher.h"
#include "base/language.h"
#include "base/logging.h"
#include "core/driverregistry.h"
#include "drivers/builtindrivers.h"

#include <QApplication>
#include <QIcon>
#include <QLocale>
#include <QQuickStyle>
#include <QtQml/qqmlextensionplugin.h>

#include <cstdio>

Q_IMPORT_QML_PLUGIN(FlotillaPlugin)

using namespace flotilla;
using namespace Qt::StringLiterals;

namespace {

void name(QCoreApplication &app)
{
    app.setApplicationName(u"flotilla"_s);
    app.setApplicationVersion(QStringLiteral(FLOTILLA_VERSION));
    QLocale::setDefault(QLocale::system());
    installLanguage(app);
}

int saySo(FILE *out, const QString &text, int status)
{
    std::fputs(qPrintable(text), out);
    return status;
}

int runInTerminal(QCoreApplication &app, const DriverRegistry &registry)
{
    // The table is the output here; what the log has to say beyond trouble would tear it apart.
    QLoggingCategory::setFilterRules(u"flotilla.*.info=false"_s);
    const LogOutput log;
    TerminalDemo demo(registry);
    QObject::connect(
        &demo, &TerminalDemo::finished, &app, [](int status) { QCoreApplication::exit(status); },
        Qt::QueuedConnection);
    demo.start();
    return app.exec();
}

int runWithWindow(QApplication &app, const DriverRegistry &registry, const Arguments &arguments)
{
    const LogOutput log;
    QApplication::setQuitOnLastWindowClosed(false);
    QApplication::setApplicationDisplayName(QCoreApplication::translate("flotilla", "Flotilla"));
    QApplication::setDesktopFileName(u"flotilla"_s);
    QApplication::setWindowIcon(QIcon(u":/icons/app-icon.svg"_s));
    QQuickStyle::setStyle(u"Basic"_s);
    chooseFont();
    DesktopProgram program(registry, arguments);
    QObject::connect(&program, &DesktopProgram::finished, &app, &QCoreApplication::exit,
                     Qt::QueuedConnection);
    const cli::SignalWatcher signalWatcher;
    QObject::connect(&signalWatcher, &cli::SignalWatcher::interrupted, &program,
                     &DesktopProgram::interrupt);
    program.start();
    return app.exec();
}

// --help, --version, a wrong command line: said before a window is thought of.
std::optional<int> answer(const Result<Arguments> &arguments)
{
    if (!arguments)
        return saySo(stderr, arguments.error().message + u'\n', exitStatus(arguments.error().kind));
    if (arguments->help)
        return saySo(stdout, helpText(), 0);
    if (arguments->version)
        return saySo(stdout, u"flotilla %1\n"_s.arg(QStringLiteral(FLOTILLA_VERSION)), 0);
    return {};
}

} // namespace

int main(int argc, char *argv[])
{
    DriverRegistry registry;
    registerBuiltinDrivers(registry);
    if (!hasDisplay()) {
        QCoreApplication app(argc, argv);
        name(app);
        const auto arguments = parseArguments(app.arguments().mid(1));
        if (const auto status = answer(arguments))
            return *status;
        if (arguments->demo)
            return runInTerminal(app, registry);
        return saySo(stderr,
                     QCoreApplication::translate(
                         "flotilla",
                         "There is no display for a window here. Use flotillactl for your own "
                         "printers, or --demo for a simulated fleet in the terminal.\n"),
                     exitStatus(Error::Kind::Unsupported));
    }
    QApplication app(argc, argv);
    name(app);
    const auto arguments = parseArguments(app.arguments().mid(1));
    if (const auto status = answer(arguments))
        return *status;
    return runWithWindow(app, registry, *arguments);
}
