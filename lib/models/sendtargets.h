// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/stateword.h"
#include "models/verdict.h"

#include <QAbstractListModel>
#include <QHash>
#include <QUuid>

namespace flotilla {
class Fleet;
class Printer;
} // namespace flotilla

namespace flotilla::models {

class SendDesk;

// The printers of the send sheet with what would happen at each. Sorted once when the files are
// known: what starts at once, what is kept, what wants a person, what is impossible; from then on
// nothing moves, only words change. Main thread.
class SendTargets : public QAbstractListModel
{
    Q_OBJECT
    Q_PROPERTY(int count READ count NOTIFY countChanged)
    Q_PROPERTY(QString search READ search WRITE setSearch NOTIFY searchChanged)
    Q_PROPERTY(QString chosenText READ chosenText NOTIFY chosenChanged)
    Q_PROPERTY(bool someReady READ someReady NOTIFY rowsChanged)

public:
    enum Role {
        PrinterId = Qt::UserRole + 1,
        Name,
        Make,
        Mark,
        Word,
        StateRole, // ColorRole
        VerdictText,
        VerdictIcon, // empty where nothing is wrong
        VerdictRole, // ColorRole
        Checked,
        Choosable,
        Spoken,
    };

    // Both must outlive the model.
    SendTargets(Fleet &fleet, SendDesk &transfers, QObject *parent = nullptr);
    Q_DISABLE_COPY_MOVE(SendTargets)

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

    int count() const { return int(m_shown.size()); }
    QString search() const { return m_search; }
    void setSearch(const QString &text);
    QString chosenText() const;
    bool someReady() const;

    // A new sheet: all printers, these chosen.
    void begin(const QList<PrintFile> &files, const QList<QUuid> &chosen);
    // The files were read: verdicts and, once, the order.
    void setFiles(const QList<PrintFile> &files);
    void end();
    // What start options say against a printer; makes its row a warning.
    void setObjections(const QHash<QUuid, QString> &objections);

    Q_INVOKABLE void setChecked(int row, bool checked);
    Q_INVOKABLE void chooseReady();

    // The chosen ones that can be chosen still, in the order of the sheet.
    struct Choice
    {
        Printer *printer = nullptr;
        Verdict verdict;
    };
    QList<Choice> choices() const;

Q_SIGNALS:
    void countChanged();
    void searchChanged();
    // Other printers are chosen, or another fate awaits them.
    void chosenChanged();
    void rowsChanged();

private:
    struct Row
    {
        QUuid id;
        QString name;
        QString make;
        StateWord state;
        Verdict verdict;
        bool checked = false;
        bool operator==(const Row &) const = default;
    };

    Row rowOf(const Printer &printer, bool checked) const;
    void refresh(const QUuid &id);
    void sort();
    void filter();
    void handleRemoved(const QUuid &id);
    void handleAdded(const Printer *printer);

    Fleet &m_fleet;
    SendDesk &m_transfers;
    QList<PrintFile> m_files; // empty while no sheet is open
    QList<Row> m_rows;
    QList<int> m_shown; // rows that the search lets through
    QHash<QUuid, QString> m_objections;
    QString m_search;
};

} // namespace flotilla::models
