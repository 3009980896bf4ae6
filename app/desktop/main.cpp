// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/logging.h"
#include "core/driverregistry.h"
#include "drivers/builtindrivers.h"
#include "terminaldemo.h"

#include <QCommandLineParser>
#include <QCoreApplication>

int main(int argc, char *argv[])
{
    using namespace flotilla;
    using namespace Qt::StringLiterals;

    QCoreApplication app(argc, argv);
    app.setApplicationName(u"flotilla"_s);
    app.setApplicationVersion(QStringLiteral(FLOTILLA_VERSION));

    QCommandLineParser parser;
    parser.setApplicationDescription(QCoreApplication::translate(
        "flotilla",
        "Flotilla, a manager for mixed fleets of 3D printers.\n"
        "This version has no window yet; --demo plays its main job in the terminal,\n"
        "and flotillactl works with printers of your own."));
    parser.addHelpOption();
    parser.addVersionOption();
    const QCommandLineOption demo(
        u"demo"_s,
        QCoreApplication::translate("flotilla",
                                    "A simulated fleet prints a real file, in this terminal."));
    const QCommandLineOption real(
        u"real"_s,
        QCoreApplication::translate("flotilla",
                                    "Your own fleet. Needs the window, which is not there yet."));
    parser.addOptions({demo, real});
    parser.process(app);
    if (!parser.isSet(demo)) {
        std::fputs(
            qPrintable(QCoreApplication::translate("flotilla",
                                                   "This version has no window yet. Use --demo, or "
                                                   "flotillactl for your own printers.\n")),
            stderr);
        return exitStatus(parser.isSet(real) ? Error::Kind::Unsupported : Error::Kind::WrongUse);
    }

    // The table is the output here; what the log has to say beyond trouble would tear it apart.
    QLoggingCategory::setFilterRules(u"flotilla.*.info=false"_s);
    const LogOutput log;
    DriverRegistry registry;
    registerBuiltinDrivers(registry);
    TerminalDemo terminalDemo(registry);
    QObject::connect(
        &terminalDemo, &TerminalDemo::finished, &app,
        [](int status) { QCoreApplication::exit(status); }, Qt::QueuedConnection);
    terminalDemo.start();
    return app.exec();
}
