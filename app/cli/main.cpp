// SPDX-License-Identifier: GPL-3.0-or-later
#include "commandline.h"
#include "convertcommand.h"
#include "discovercommand.h"
#include "handedcommand.h"
#include "helptext.h"
#include "inspectcommand.h"
#include "output.h"
#include "servecommand.h"
#include "signalwatcher.h"
#include "simulatecommand.h"

#include "base/logging.h"
#include "core/driverregistry.h"
#include "drivers/builtindrivers.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

using namespace flotilla;
using namespace flotilla::cli;
using namespace Qt::StringLiterals;

namespace {

constexpr int helpWidth = 80; // where nobody's screen says otherwise

// A command says its errors itself; the log is for who asks, and for services.
void setLogLevel(const Invocation &invocation)
{
    QStringList rules;
    if (invocation.verbosity >= 2)
        rules << u"flotilla.*.debug=true"_s;
    if (invocation.verbosity == 0 && invocation.command->performer != Performer::Serve)
        rules << u"*.info=false"_s << u"*.warning=false"_s;
    QLoggingCategory::setFilterRules(rules.join(u'\n'));
}

std::unique_ptr<Program> makeProgram(const DriverRegistry &registry, const Invocation &invocation,
                                     Output &output)
{
    switch (invocation.command->performer) {
    case Performer::Owner:
        break;
    case Performer::Convert:
        return std::make_unique<ConvertCommand>(invocation, output);
    case Performer::Drivers:
        return std::make_unique<DriversCommand>(registry, output);
    case Performer::Discover:
        return std::make_unique<DiscoverCommand>(registry, invocation, output);
    case Performer::Inspect:
        return std::make_unique<InspectCommand>(invocation, output);
    case Performer::Serve:
        return std::make_unique<ServeCommand>(registry, invocation, output);
    case Performer::Simulate:
        return std::make_unique<SimulateCommand>(invocation, output);
    }
    return std::make_unique<HandedCommand>(registry, invocation, output);
}

// --help and --version.
int answer(const Invocation &invocation)
{
    const Terminal screen(stdout);
    const int width = screen.width() > 0 ? screen.width() : helpWidth;
    if (invocation.version)
        screen.write(u"flotillactl %1\n"_s.arg(QStringLiteral(FLOTILLA_VERSION)));
    else
        screen.write(invocation.command ? commandHelp(*invocation.command, width)
                                        : programHelp(width));
    return 0;
}

} // namespace

int main(int argc, char *argv[])
{
    QCoreApplication app(argc, argv);
    app.setApplicationName(u"flotilla"_s);
    app.setApplicationVersion(QStringLiteral(FLOTILLA_VERSION));
    QLocale::setDefault(QLocale::system());

    const QStringList arguments = app.arguments().mid(1);
    const auto invocation = parseCommandLine(arguments);
    if (!invocation) {
        Output(wantsJson(arguments)).error(invocation.error());
        return exitStatus(invocation.error().kind);
    }
    if (invocation->help || invocation->version)
        return answer(*invocation);

    // Made before the log goes into it, so that it is for its owner's eyes only; what is wrong with
    // it the command says.
    const bool keepsLog = invocation->command->performer == Performer::Serve
        && api::prepareDataFolder(invocation->dataFolder);
    const LogOutput log(keepsLog ? invocation->dataFolder + u"/logs"_s : QString());
    setLogLevel(*invocation);
    DriverRegistry registry;
    registerBuiltinDrivers(registry);
    Output output(*invocation);
    const auto program = makeProgram(registry, *invocation, output);
    QObject::connect(program.get(), &Program::finished, &app, &QCoreApplication::exit,
                     Qt::QueuedConnection);
    const SignalWatcher signalWatcher;
    QObject::connect(&signalWatcher, &SignalWatcher::interrupted, program.get(),
                     &Program::interrupt);
    program->start();
    return app.exec();
}
