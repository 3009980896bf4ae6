// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "files/gcodetext_p.h"

#include <QByteArray>
#include <QString>

#include <optional>

namespace flotilla::files::threew {

// The seven keys that stand first in the G-code of a .3w. Without them a printer refuses the file,
// or shows no time.
struct JobKeys
{
    QByteArray name; // "part.3w"
    std::optional<qint64> printSeconds;
    QByteArray machine;
    int facets = 50; // of the model, which G-code does not tell: the number that other writers give
    std::optional<int> layerCount;
    QByteArray version
        = "18020109"; // of the program that wrote it: the one that printers have seen
    std::optional<double> filamentMm;

    // Whether nothing has to be worked out from the moves.
    bool isComplete() const { return printSeconds && layerCount && filamentMm; }
};

// What a G-code file states: in these very keys, else in the words of its slicer.
JobKeys statedJobKeys(const GcodeText &text);

// As lines, in their order.
QByteArray jobKeyLines(const JobKeys &keys);

// Whether a line, trimmed, is one of them.
bool isJobKey(QByteArrayView line);

// A name of a job as a printer can show it: plain ASCII, of bounded length, ending in ".3w".
QByteArray jobName(const QString &name);

} // namespace flotilla::files::threew
