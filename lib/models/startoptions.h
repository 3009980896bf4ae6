// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capabilities.h"
#include "core/driverstate.h"
#include "models/printfile.h"

#include <QAbstractListModel>
#include <QUuid>

namespace flotilla {
class Printer;
namespace store {
class Settings;
}
} // namespace flotilla

namespace flotilla::models {

namespace OptionKindNamespace {
Q_NAMESPACE
enum class OptionKind {
    Switch,
    Number,
    Words, // any text
    Choice, // one of `choices`
    Slot, // where one tool of the file gets its material on one printer
};
Q_ENUM_NS(OptionKind)
} // namespace OptionKindNamespace
using OptionKindNamespace::OptionKind;

// The start options of the chosen printers, as one list: options of the same key are one row, and
// every tool of the file has a row for each printer with material slots. What was chosen last is
// remembered for each model. Main thread.
class StartOptions : public QAbstractListModel
{
    Q_OBJECT
    Q_PROPERTY(int count READ count NOTIFY countChanged)
    // "As last time on Adventurer 5M Pro"; empty where nothing is remembered.
    Q_PROPERTY(QString origin READ origin NOTIFY countChanged)

public:
    enum Role {
        Kind = Qt::UserRole + 1,
        Label,
        Help, // or what is wrong with the row
        IsProblem,
        Value, // bool of a switch, text of a number or words, index of a choice or slot
        Choices, // texts
        ChoiceColors, // of slots: "#rrggbb", or empty
        Minimum,
        Maximum,
        Unit,
        Color, // of the file's tool
    };

    // `settings` must outlive the model.
    explicit StartOptions(store::Settings &settings, QObject *parent = nullptr);
    Q_DISABLE_COPY_MOVE(StartOptions)

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

    int count() const { return int(m_rows.size()); }
    QString origin() const { return m_origin; }

    // A new sheet: nothing was touched yet.
    void begin();
    // What the rows are made of. Touched rows keep their values.
    void setPrinters(const QList<Printer *> &printers, const QList<FileTool> &tools);

    Q_INVOKABLE void setValue(int row, const QVariant &value);

    // Every number is in its range.
    bool isUsable() const;
    // For SendRequest, by the keys that this printer knows.
    QMap<QString, QString> optionsFor(const Printer &printer) const;
    // Why the slots of a printer do not fit the file, by printer.
    QHash<QUuid, QString> objections() const;
    // What is set now becomes what these models begin with.
    void remember(const QList<Printer *> &printers);

Q_SIGNALS:
    void countChanged();
    void objectionsChanged();

private:
    struct Row
    {
        OptionKind kind = OptionKind::Switch;
        Parameter parameter = {};
        QString label = {};
        QString help = {};
        QVariant value = {};
        QStringList printers = {}; // the names of those that know it
        // Of a slot:
        QUuid printer = {};
        FileTool tool = {};
        QList<Material> materials = {}; // what can be chosen, behind "none of them"
        bool isOneOfSeveral = false; // tools
        bool touched = false;

        bool operator==(const Row &) const = default;
        bool isSameAs(const Row &other) const; // whatever its value
    };

    void addParameter(QList<Row> &rows, const Parameter &parameter, const Printer &printer) const;
    void addSlots(QList<Row> &rows, const Parameter &parameter, const Printer &printer,
                  const QList<FileTool> &tools) const;
    void finish(Row &row, qsizetype printers) const;
    QString problemOf(const Row &row) const;
    QStringList choicesOf(const Row &row) const;
    QStringList colorsOf(const Row &row) const;

    store::Settings &m_settings;
    QList<Row> m_rows;
    QString m_origin;
};

} // namespace flotilla::models
