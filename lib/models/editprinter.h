// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/settingsform.h"

#include <QStringList>
#include <QUuid>

namespace flotilla {
class Fleet;
}

namespace flotilla::models {

class Toasts;

// The sheet that changes a printer of the fleet: name, place, tags and the settings of its driver.
// Secrets that are stored are said to be set; they are replaced or forgotten, never shown. Nothing
// happens before save(). Main thread.
class EditPrinter : public QObject
{
    Q_OBJECT
    Q_PROPERTY(bool open READ isOpen NOTIFY openChanged)
    Q_PROPERTY(QString title READ title NOTIFY openChanged)
    Q_PROPERTY(QString caption READ caption NOTIFY openChanged)
    // Opened for the sake of the code: it has the focus.
    Q_PROPERTY(bool atSecret READ isAtSecret NOTIFY openChanged)
    Q_PROPERTY(flotilla::models::SettingsForm *form READ form CONSTANT)
    Q_PROPERTY(QString name READ name WRITE setName NOTIFY changed)
    Q_PROPERTY(QString nameError READ nameError NOTIFY changed)
    Q_PROPERTY(QString place READ place WRITE setPlace NOTIFY changed)
    Q_PROPERTY(QStringList places READ places NOTIFY openChanged)
    Q_PROPERTY(QString tags READ tags WRITE setTags NOTIFY changed)
    Q_PROPERTY(bool typed READ isTyped NOTIFY changed)
    Q_PROPERTY(QString whyNot READ whyNot NOTIFY changed)
    Q_PROPERTY(QString secretPlace READ secretPlace CONSTANT)

public:
    // The references must outlive the sheet.
    EditPrinter(Fleet &fleet, Toasts &toasts, QObject *parent = nullptr);
    Q_DISABLE_COPY_MOVE(EditPrinter)

    Q_INVOKABLE void show(const QString &id, bool atSecret = false);
    Q_INVOKABLE void save();
    Q_INVOKABLE void cancel();

    bool isOpen() const { return !m_printer.isNull(); }
    QString title() const;
    QString caption() const;
    bool isAtSecret() const { return m_atSecret; }
    SettingsForm *form() { return &m_form; }
    QString name() const { return m_name; }
    void setName(const QString &name);
    QString nameError() const;
    QString place() const { return m_place; }
    void setPlace(const QString &place);
    QStringList places() const;
    QString tags() const { return m_tags; }
    void setTags(const QString &tags);
    bool isTyped() const;
    QString whyNot() const;
    QString secretPlace() const;

Q_SIGNALS:
    void openChanged();
    void changed();

private:
    void set(QString &field, const QString &text);
    void lookForSecrets();

    Fleet &m_fleet;
    Toasts &m_toasts;
    SettingsForm m_form;
    QUuid m_printer;
    QString m_name;
    QString m_place;
    QString m_tags; // "PETG, fast"
    bool m_atSecret = false;
    bool m_saving = false;
    int m_shown = 0; // answers of the vault for an earlier show() are not heard
};

} // namespace flotilla::models
