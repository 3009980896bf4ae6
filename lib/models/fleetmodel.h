// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/cardfacts.h"
#include "models/fleetorder.h"
#include "models/verdict.h"

#include <QAbstractListModel>
#include <QHash>
#include <QLocale>
#include <QSet>
#include <QTimer>
#include <QUuid>

#include <array>
#include <chrono>
#include <vector>

namespace flotilla {
class Fleet;
}

namespace flotilla::models {

// Every printer of the fleet with its face, in the order of the fleet. What printers report is
// collected and told once in 50 ms; a text that changes by the clock alone is told by one timer,
// which runs only as often as a shown text needs. Main thread; the fleet outlives it.
class FleetModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role {
        PrinterIdRole = Qt::UserRole + 1, // QString, without braces
        FaceRole, // CardFace
        SelectedRole, // bool
        VerdictRole, // Verdict, as given to setVerdicts()
        DroppingRole, // bool
        PictureRole, // QString: address of the job's picture for QML, empty = none
    };

    struct Row
    {
        Printer *printer = nullptr;
        QUuid id = {};
        QString idText = {};
        CardFace face = {};
        OrderKey key = {};
        QString haystack = {}; // folded(): what a search looks in
        QDateTime end = {}; // of the print, steadied
        QString picture = {};
        Ticking ticking = Ticking::Daily;
        bool dirty = false;
    };

    static constexpr std::chrono::milliseconds collectFor {50};

    explicit FleetModel(Fleet &fleet, const QLocale &locale = QLocale(), QObject *parent = nullptr);
    Q_DISABLE_COPY_MOVE(FleetModel)

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

    const std::vector<Row> &rows() const { return m_rows; }
    int rowOf(const QUuid &id) const { return m_rowOf.value(id, -1); }
    const Row *find(const QUuid &id) const;
    // How many printers belong to each chip; All has their sum.
    int countOf(Chip chip) const { return m_counts[std::size_t(chip)]; }
    QDateTime now() const;
    const QLocale &locale() const { return m_locale; }

    const QSet<QUuid> &selected() const { return m_selected; }
    void setSelected(const QSet<QUuid> &selected);
    // Of what is dragged over the window; a printer that is not named has none.
    void setVerdicts(const QHash<QUuid, Verdict> &verdicts);
    void setDropping(bool dropping);
    // Removed by the person and still there in case of Undo: no rows.
    void setLeaving(const QSet<QUuid> &leaving);
    void setPicture(const QUuid &id, const QString &address);

    // The texts that the clock has changed. Called by the model's own timer.
    void tick();
    // When tick() is due next.
    std::chrono::milliseconds untilTick() const;

Q_SIGNALS:
    // After each batch and after printers came or went: rows and counts are consistent.
    void refreshed();

private:
    void add(Printer *printer);
    void remove(const QUuid &id);
    void markDirty(const QUuid &id);
    void flush();
    bool refresh(Row &row);
    void tell(const std::vector<int> &changed, const QList<int> &roles);
    void planTick();

    Fleet &m_fleet;
    QLocale m_locale;
    std::vector<Row> m_rows;
    QHash<QUuid, int> m_rowOf;
    std::array<int, 6> m_counts {};
    QSet<QUuid> m_selected;
    QHash<QUuid, Verdict> m_verdicts;
    bool m_dropping = false;
    QTimer m_collect;
    QTimer m_tick;
    QDateTime m_tickAt;
    QDateTime m_lastTick;
};

} // namespace flotilla::models
