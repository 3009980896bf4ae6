// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testmain.h"

#ifdef FLOTILLA_TESTS_WITH_WINDOW
#    include <QApplication>
#else
#    include <QCoreApplication>
#endif
#include <QStandardPaths>
#include <QTemporaryDir>

#include <cstdio>
#include <map>
#include <string>

namespace flotilla::test {

namespace {

#ifdef FLOTILLA_TESTS_WITH_WINDOW
using Application = QApplication;
#else
using Application = QCoreApplication;
#endif

using Factory = std::function<std::unique_ptr<QObject>()>;

std::map<std::string, Factory> &registry()
{
    static std::map<std::string, Factory> tests;
    return tests;
}

// Each executable gets folders of its own, so that tests neither see the user's data nor each
// other's.
void isolate(const QTemporaryDir &home)
{
    for (const char *variable :
         {"HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_RUNTIME_DIR"})
        qputenv(variable, home.path().toUtf8());
    qunsetenv("FLOTILLA_DATA");
    qunsetenv("DBUS_SESSION_BUS_ADDRESS");
}

} // namespace

int registerTest(const char *name, Factory make)
{
    registry().emplace(name, std::move(make));
    return 0;
}

} // namespace flotilla::test

int main(int argc, char *argv[])
{
    using namespace flotilla::test;
    const QTemporaryDir home;
    isolate(home);
    Application app(argc, argv);
    app.setApplicationName(QStringLiteral("flotilla-test"));
    QStandardPaths::setTestModeEnabled(true);

    QStringList arguments = app.arguments();
    std::string only;
    if (arguments.size() > 1 && registry().contains(arguments.at(1).toStdString()))
        only = arguments.takeAt(1).toStdString();

    int failures = 0;
    for (const auto &[name, make] : registry()) {
        if (!only.empty() && only != name)
            continue;
        const auto test = make();
        failures += QTest::qExec(test.get(), arguments);
    }
    std::fprintf(stdout, "%s: %d failed\n", qPrintable(app.arguments().constFirst()), failures);
    return failures == 0 ? 0 : 1;
}
