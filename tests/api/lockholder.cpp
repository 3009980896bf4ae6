// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/ownerlock.h"

#include <QCoreApplication>

#include <cstdio>

// lockholder FOLDER: prints "held" or "busy" and stays in the first case.
int main(int argc, char *argv[])
{
    QCoreApplication app(argc, argv);
    flotilla::api::OwnerLock lock(app.arguments().value(1));
    const bool held = lock.tryLock().has_value();
    std::puts(held ? "held" : "busy");
    std::fflush(stdout);
    return held ? app.exec() : 1;
}
