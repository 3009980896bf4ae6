// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMap>
#include <QString>

namespace flotilla {
class Printer;
namespace store {
class Settings;
}
} // namespace flotilla

namespace flotilla::models {

// What the person is used to when files are sent, kept in the table of settings.

// Whether a file dropped on a ready printer opens the sheet before it is printed.
bool asksBeforePrinting(const store::Settings &settings);
// The sheet was shown and a print was started from it.
void noteAsked(store::Settings &settings);

// What start options are remembered by.
QString modelOf(const Printer &printer);
// The start options used last on this model, by key; empty where none were.
QMap<QString, QString> rememberedOptions(const store::Settings &settings, const QString &model);
// The same, those that this printer knows.
QMap<QString, QString> usualOptions(const store::Settings &settings, const Printer &printer);
// By model. One write: two at the same time would each know only half.
void rememberOptions(store::Settings &settings,
                     const QMap<QString, QMap<QString, QString>> &options);

} // namespace flotilla::models
