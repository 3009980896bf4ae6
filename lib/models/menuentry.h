// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMetaType>
#include <QString>

namespace flotilla::models {

// One line of the menu of a printer or a selection, and one button of a page head: what can be
// done, and where it cannot be done now, why.
class MenuEntry
{
    Q_GADGET
    Q_PROPERTY(QString key MEMBER key)
    Q_PROPERTY(QString text MEMBER text)
    Q_PROPERTY(QString iconName MEMBER iconName)
    Q_PROPERTY(bool enabled MEMBER enabled)
    Q_PROPERTY(QString whyNot MEMBER whyNot)
    Q_PROPERTY(bool dangerous MEMBER dangerous)
    Q_PROPERTY(bool separated MEMBER separated)

public:
    QString key = {}; // for PrinterActs::runEntry()
    QString text = {}; // "Pause", "Cancel print…", "Pause 2 of 3"
    QString iconName = {};
    bool enabled = true;
    QString whyNot = {}; // a sentence, where it is not enabled
    bool dangerous = false;
    bool separated = false; // a line stands above it

    bool operator==(const MenuEntry &) const = default;
};

} // namespace flotilla::models
Q_DECLARE_METATYPE(flotilla::models::MenuEntry)
