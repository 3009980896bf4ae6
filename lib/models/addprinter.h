// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connectioncheck.h"
#include "models/foundmodel.h"
#include "models/settingsform.h"
#include "models/stepmodel.h"

#include <QStringList>
#include <QUuid>
#include <QVariantList>

#include <memory>

namespace flotilla::models {

class Toasts;

// The sheet that brings machines into the fleet: found ones first, or one by hand; each is really
// connected to before it is added, step by step. What is typed lives as long as the sheet; secrets
// go into the vault and nowhere else; leaving it leaves nothing behind. Main thread.
class AddPrinter : public QObject
{
    Q_OBJECT
    Q_PROPERTY(bool open READ isOpen NOTIFY openChanged)
    Q_PROPERTY(flotilla::models::FoundModel *found READ found CONSTANT)
    Q_PROPERTY(flotilla::models::SettingsForm *form READ form CONSTANT)
    Q_PROPERTY(flotilla::models::StepModel *steps READ steps CONSTANT)
    Q_PROPERTY(QString caption READ caption NOTIFY captionChanged)
    Q_PROPERTY(int chosen READ chosen NOTIFY chosenChanged)
    Q_PROPERTY(bool byHand READ isByHand NOTIFY chosenChanged)
    Q_PROPERTY(QStringList systems READ systems CONSTANT)
    Q_PROPERTY(int system READ system NOTIFY chosenChanged)
    Q_PROPERTY(QString name READ name WRITE setName NOTIFY nameChanged)
    Q_PROPERTY(QString nameError READ nameError NOTIFY nameChanged)
    Q_PROPERTY(QString place READ place WRITE setPlace NOTIFY placeChanged)
    Q_PROPERTY(QStringList places READ places NOTIFY openChanged)
    Q_PROPERTY(bool checking READ isChecking NOTIFY changed)
    Q_PROPERTY(bool passed READ hasPassed NOTIFY changed)
    Q_PROPERTY(bool adding READ isAdding NOTIFY changed)
    Q_PROPERTY(QString whyNot READ whyNot NOTIFY changed)
    Q_PROPERTY(bool typed READ isTyped NOTIFY changed)
    Q_PROPERTY(QString secretPlace READ secretPlace CONSTANT)

public:
    // The references must outlive the sheet.
    AddPrinter(Fleet &fleet, Toasts &toasts, QObject *parent = nullptr);
    ~AddPrinter() override;
    Q_DISABLE_COPY_MOVE(AddPrinter)

    void setLimits(const ConnectionCheck::Limits &limits) { m_limits = limits; }

    // Opens the sheet and begins to look.
    Q_INVOKABLE void show();
    Q_INVOKABLE void showByHand();
    // The ticked ones of the first run, one after the other; the sheet opens for each that needs
    // something from the person.
    Q_INVOKABLE void addAll();

    // A found one: it is named and checked at once. Those in the fleet cannot be chosen.
    Q_INVOKABLE void choose(int row);
    Q_INVOKABLE void chooseByHand();
    Q_INVOKABLE void chooseSystem(int index);
    // Connects with what is in the fields; a check under way is given up.
    Q_INVOKABLE void check();
    // Refused while `whyNot` says something.
    Q_INVOKABLE void add();
    Q_INVOKABLE void cancel();

    bool isOpen() const { return m_open; }
    FoundModel *found() { return &m_found; }
    SettingsForm *form() { return &m_form; }
    StepModel *steps() { return &m_steps; }
    QString caption() const;
    int chosen() const { return m_chosen; }
    bool isByHand() const { return m_byHand; }
    QStringList systems() const;
    int system() const;
    QString name() const { return m_name; }
    void setName(const QString &name);
    QString nameError() const;
    QString place() const { return m_place; }
    void setPlace(const QString &place);
    QStringList places() const;
    bool isChecking() const { return m_checking; }
    bool hasPassed() const { return m_check && m_check->hasPassed() && !m_stale; }
    bool isAdding() const { return m_adding; }
    QString whyNot() const;
    bool isTyped() const { return m_typed; }
    QString secretPlace() const;

Q_SIGNALS:
    void openChanged();
    void captionChanged();
    void chosenChanged();
    void nameChanged();
    void placeChanged();
    void changed();
    void added(const QUuid &id);

private:
    void open();
    void reset();
    void begin(const DriverInfo *info, const QJsonObject &settings);
    void suggest();
    void dropCheck();
    void handleCheck();
    void handleChecked();
    void handleAdded(const Result<QUuid> &id);
    void nextInLine();

    Fleet &m_fleet;
    Toasts &m_toasts;
    ConnectionCheck::Limits m_limits;
    FoundModel m_found;
    SettingsForm m_form;
    StepModel m_steps;
    std::unique_ptr<ConnectionCheck> m_check;
    const DriverInfo *m_driver = nullptr;
    Candidate m_candidate;
    QString m_name;
    QString m_place;
    QList<Candidate> m_line; // addAll(): what is still to be added
    int m_lineLength = 0;
    int m_lineAdded = 0;
    int m_chosen = -1;
    bool m_open = false;
    bool m_byHand = false;
    bool m_nameTyped = false;
    bool m_typed = false;
    bool m_checking = false;
    bool m_stale = false; // a setting was changed after the check
    bool m_adding = false;
};

// A name that nobody in the fleet has: "Adventurer 5M Pro 3".
QString freeName(const Fleet &fleet, const QString &wish);
// The places of the fleet, each once, in the order of the alphabet.
QStringList placesOf(const Fleet &fleet);

} // namespace flotilla::models
