// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/cardface.h"
#include "models/menuentry.h"

#include <QObject>
#include <QSet>
#include <QTimer>
#include <QUuid>
#include <QVariantList>

#include "base/command.h"

namespace flotilla {
class Fleet;
class Printer;
} // namespace flotilla

namespace flotilla::models {

class Question;
class Toasts;

// What a person does to printers: on one, or on all that are chosen. Asks before what is dangerous,
// offers Undo for what can wait, tells what failed with its remedy. Ids are those of the fleet
// model: uuids without braces. Main thread.
class PrinterActs : public QObject
{
    Q_OBJECT
    // Of the chosen printers: MenuEntry for each act that some of them can do, "Pause 2 of 3".
    Q_PROPERTY(QVariantList selectionMenu READ selectionMenu NOTIFY selectionMenuChanged)

public:
    // All references must outlive this object.
    PrinterActs(Fleet &fleet, Toasts &toasts, Question &question, QObject *parent = nullptr);
    Q_DISABLE_COPY_MOVE(PrinterActs)

    Q_INVOKABLE void run(const QString &id, flotilla::models::ActNamespace::Act act);
    // The same from the tray or a notice: no toast is seen there, so nothing waits for Undo.
    void runAtOnce(const QString &id, flotilla::models::ActNamespace::Act act);
    // For who has asked already.
    void pauseUnasked(const QString &id);
    Q_INVOKABLE void runOnSelection(flotilla::models::ActNamespace::Act act);
    // MenuEntry of everything this printer can be told.
    Q_INVOKABLE QVariantList menuOf(const QString &id) const;
    // What a menu's entry means.
    Q_INVOKABLE void runEntry(const QString &id, const QString &key);
    Q_INVOKABLE void runSelectionEntry(const QString &key);

    QVariantList selectionMenu() const;
    // The chosen printers, by id; said anew with every change.
    void setSelection(const QStringList &ids);
    // Removed by the person, and still there in case of Undo: not to be shown.
    const QSet<QUuid> &leaving() const { return m_leaving; }

Q_SIGNALS:
    void selectionMenuChanged();
    void leavingChanged();
    // The person wants to send files there: to be chosen in a dialog.
    void fileWanted(const QStringList &ids);
    void editWanted(const QString &id, bool atSecret);
    void whatToDoWanted(const QString &id);
    void stopSendingWanted(const QString &id);

private:
    QList<Printer *> chosen() const;
    QList<Printer *> fitting(Act act) const;
    void runOne(Printer &printer, Act act);
    void runAction(Printer &printer, const QString &action);
    void pause(Printer &printer);
    void askCancelOf(const QList<Printer *> &printers);
    void clearPlates(const QList<Printer *> &printers);
    void askRemoveOf(const QList<Printer *> &printers);
    void leave(const QList<QUuid> &ids, const QString &text);
    void setInService(Printer &printer, bool inService);
    void tell(const Command<void> &command, const QUuid &id);
    void tellError(const Error &error, const QUuid &id);
    MenuEntry selectionEntry(Act act) const;

    Fleet &m_fleet;
    Toasts &m_toasts;
    Question &m_question;
    QList<QUuid> m_chosen;
    QSet<QUuid> m_leaving;
    QSet<QUuid> m_clearing; // said to be clear, Undo still open
    QTimer m_menuTimer; // a chosen printer changed: the menu is news, once for many
};

} // namespace flotilla::models
