// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "files/filefacts.h"

#include <QJsonObject>
#include <QString>
#include <QStringList>

namespace flotilla::test {

// Where the recorded print files lie; empty where they are absent.
QString printFile(const QString &name);
// What is true of one of them, as read by hand.
QJsonObject expectedFacts(const QString &name);
// The names of those in one folder ("gcode"); of all without one.
QStringList expectedNames(const QString &folder = {});

// What of `facts` differs from what is expected, a line each.
QStringList differences(const files::FileFacts &facts, const QJsonObject &expected);

} // namespace flotilla::test

#define SKIP_WITHOUT_FIXTURES()                                                                    \
    if (flotilla::test::printFile(QStringLiteral("expected.json")).isEmpty())                      \
    QSKIP("the recording files/expected.json is not here")
