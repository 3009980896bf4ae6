// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QStringList>

namespace flotilla {

// What the program was started with.
struct Arguments
{
    bool demo = false; // a simulated fleet in a folder of its own
    bool help = false;
    bool version = false;
    QString dataFolder = {}; // absolute
    QStringList files = {}; // absolute paths, to be looked at
};

// `arguments` without the program's name. WrongUse with a sentence.
Result<Arguments> parseArguments(const QStringList &arguments);
QString helpText();

} // namespace flotilla
